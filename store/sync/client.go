package sync

import (
	"context"
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"medsoc/store/wire"

	"github.com/go-resty/resty/v2"
)

// How often and how long one request is tried: together some 30 seconds of pauses.
const (
	attempts   = 6
	firstPause = 500 * time.Millisecond
	longPause  = 15 * time.Second
	timeout    = 3 * time.Minute // of one attempt: 1 MiB over a line of 64 kbit/s
)

// Option changes how a registry is reached; tests use them.
type Option func(*client)

// WithTransport sends requests another way.
func WithTransport(t http.RoundTripper) Option { return func(c *client) { c.http.SetTransport(t) } }

// WithSleep replaces the pauses between attempts.
func WithSleep(sleep func(context.Context, time.Duration) error) Option {
	return func(c *client) { c.sleep = sleep }
}

// WithClock replaces this computer's clock.
func WithClock(now func() time.Time) Option { return func(c *client) { c.now = now } }

// client is a registry as one desk reaches it.
type client struct {
	http  *resty.Client
	sleep func(context.Context, time.Duration) error
	now   func() time.Time

	token  string
	offset time.Duration // of the registry's clock, from the last answer
}

// quiet keeps the HTTP library from writing addresses and errors to the terminal.
type quiet struct{}

func (quiet) Errorf(string, ...any) {}
func (quiet) Warnf(string, ...any)  {}
func (quiet) Debugf(string, ...any) {}

func newClient(address string, options []Option) (*client, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) {
		return nil, fail("sync.address", err)
	}
	h := resty.New().SetBaseURL(strings.TrimRight(address, "/")).SetTimeout(timeout).SetLogger(quiet{}).SetDoNotParseResponse(true).
		SetRedirectPolicy(resty.NoRedirectPolicy()).SetHeader("Accept-Encoding", wire.Encodings)
	c := &client{http: h, sleep: sleep, now: time.Now}
	for _, o := range options {
		o(c)
	}
	return c, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// close gives the connections back.
func (c *client) close() { c.http.GetClient().CloseIdleConnections() }

// call sends a message (nil: none) and reads the answer, which stays as it is where there is none. What may pass by itself is tried again: network errors, cut answers, 5xx and
// 429. Errors: a *wire.Problem for what the registry refused, *Error for the rest.
func (c *client) call(ctx context.Context, method, path string, message, answer any) error {
	var body []byte
	var encoding string
	if message != nil {
		var err error
		if body, encoding, err = wire.Pack(message, "zstd"); err != nil {
			return err
		}
	}
	return c.retry(ctx, func() error { return c.once(ctx, method, path, body, encoding, answer) })
}

// retry does it again while it fails with what may pass by itself.
func (c *client) retry(ctx context.Context, do func() error) error {
	var last error
	var passing *passingError
	for try := range attempts {
		if try > 0 {
			if err := c.sleep(ctx, pause(try, last)); err != nil {
				return errors.Join(fail("sync.network", last), err)
			}
		}
		if last = do(); !errors.As(last, &passing) {
			return last
		}
		if ctx.Err() != nil {
			return errors.Join(fail("sync.network", last), ctx.Err())
		}
	}
	if passing.status != 0 {
		return fail("sync.busy", last)
	}
	return fail("sync.network", last)
}

// passingError may be gone at the next attempt.
type passingError struct {
	status int           // 0: no whole answer came
	after  time.Duration // what the registry asked for
	cause  error
}

func (e *passingError) Error() string {
	if e.cause != nil {
		return e.cause.Error()
	}
	return "HTTP status " + strconv.Itoa(e.status)
}
func (e *passingError) Unwrap() error { return e.cause }

// pause doubles from try to try, and differs from desk to desk by up to half, so that a whole country does not come back at once.
func pause(try int, last error) time.Duration {
	d := min(firstPause<<(try-1), longPause)
	var passing *passingError
	if errors.As(last, &passing) && passing.after > d {
		d = min(passing.after, longPause)
	}
	return d/2 + rand.N(d/2+1)
}

func (c *client) once(ctx context.Context, method, path string, body []byte, encoding string, answer any) error {
	request := c.http.R().SetContext(ctx)
	if body != nil {
		request.SetBody(body).SetHeader("Content-Type", wire.Media)
	}
	if encoding != "" {
		request.SetHeader("Content-Encoding", encoding)
	}
	if c.token != "" {
		request.SetAuthToken(c.token)
	}
	sent := c.now()
	response, err := request.Execute(method, path)
	if err != nil {
		return unanswered(response, err)
	}
	defer closeBody(response)
	c.measure(response.Header().Get("Date"), sent)
	status := response.StatusCode()
	if status >= 500 || status == http.StatusTooManyRequests {
		seconds, _ := strconv.Atoi(response.Header().Get("Retry-After"))
		return &passingError{status: status, after: time.Duration(max(0, min(seconds, 3600))) * time.Second}
	}
	if status == http.StatusNoContent {
		return nil
	}
	into := answer
	var problem wire.Problem
	if status != http.StatusOK {
		into = &problem
	}
	if response.Header().Get("Content-Type") != wire.Media {
		return fail("sync.garbage", errors.New("content type "+response.Header().Get("Content-Type")))
	}
	err = wire.Unpack(response.RawBody(), response.Header().Get("Content-Encoding"), into)
	switch {
	case errors.Is(err, wire.ErrFormat), errors.Is(err, wire.ErrTooLarge):
		return fail("sync.garbage", err)
	case err != nil:
		return &passingError{cause: err}
	case status != http.StatusOK:
		if problem.Code == "" {
			return fail("sync.garbage", errors.New("HTTP status "+strconv.Itoa(status)))
		}
		return &problem
	}
	return nil
}

// unanswered tells a broken line, which is tried again, from an answer that leads elsewhere or is not secured, which is not the registry's, and
// from a server whose certificate nobody trusted here stands behind: that does not pass by itself.
func unanswered(r *resty.Response, err error) error {
	if _, untrusted := errors.AsType[*tls.CertificateVerificationError](err); untrusted {
		return fail("sync.tls", err)
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return fail("sync.garbage", err)
	}
	if r != nil && r.RawResponse != nil {
		closeBody(r)
		return fail("sync.garbage", err)
	}
	return &passingError{cause: err}
}

func closeBody(r *resty.Response) {
	if b := r.RawBody(); b != nil {
		b.Close()
	}
}

// measure learns the offset of the registry's clock; its header counts in whole seconds.
func (c *client) measure(date string, sent time.Time) {
	at, err := http.ParseTime(date)
	if err != nil {
		return
	}
	received := c.now()
	c.offset = at.Add(500 * time.Millisecond).Sub(sent.Add(received.Sub(sent) / 2)).Round(time.Second)
}

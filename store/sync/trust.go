package sync

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"medsoc/expertise"
	"medsoc/store/wire"
)

// maxTrust is the largest trust bundle in bytes, the limit of certs/seal.
const maxTrust = 32 << 20

// FetchTrust asks a registry for its trust bundle: the file as published, at most 32 MiB, not looked into. Whoever uses it checks its
// signature (seal.ParseBundle). What may pass by itself is tried again as in a synchronisation. Its errors speak to a receiver of papers, who
// has no desk: sync.trust, sync.trust.not, sync.tls, sync.address.
func FetchTrust(ctx context.Context, url string, options ...Option) ([]byte, error) {
	c, err := newClient(url, options)
	if err != nil {
		return nil, err
	}
	defer c.close()
	data, err := c.trust(ctx, nil)
	switch expertise.ErrorCode(err) {
	case "sync.network", "sync.busy":
		return nil, fail("sync.trust", err)
	case "sync.garbage":
		return nil, fail("sync.trust.not", err)
	}
	return data, err
}

// trust fetches the bundle, nil when the one with this hash (nil: none) is still the newest.
func (c *client) trust(ctx context.Context, have []byte) (data []byte, err error) {
	err = c.retry(ctx, func() (err error) {
		data, err = c.file(ctx, wire.PathTrust, have)
		return err
	})
	return data, err
}

// file fetches bytes as they are, nothing where they still have the hash.
func (c *client) file(ctx context.Context, path string, have []byte) ([]byte, error) {
	request := c.http.R().SetContext(ctx)
	if have != nil {
		request.SetHeader("If-None-Match", wire.TrustTag(have))
	}
	response, err := request.Get(path)
	if err != nil {
		return nil, unanswered(response, err)
	}
	defer closeBody(response)
	status := response.StatusCode()
	switch {
	case status == http.StatusNotModified && have != nil:
		return nil, nil
	case status >= 500 || status == http.StatusTooManyRequests:
		return nil, &passingError{status: status}
	case status != http.StatusOK:
		return nil, fail("sync.garbage", errors.New("HTTP status "+strconv.Itoa(status)))
	}
	data, err := wire.ReadBody(response.RawBody(), response.Header().Get("Content-Encoding"), maxTrust)
	switch {
	case errors.Is(err, wire.ErrFormat), errors.Is(err, wire.ErrTooLarge):
		return nil, fail("sync.garbage", err)
	case err != nil:
		return nil, &passingError{cause: err}
	}
	return data, nil
}

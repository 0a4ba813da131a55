package sync

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"medsoc/store/wire"
)

// maxTrust is the largest trust bundle in bytes, the limit of certs/seal.
const maxTrust = 32 << 20

// FetchTrust asks a registry for its trust bundle: the file as published, at most 32 MiB, not looked into. Whoever uses it checks its
// signature (seal.ParseBundle). What may pass by itself is tried again as in a synchronisation.
func FetchTrust(ctx context.Context, url string, options ...Option) ([]byte, error) {
	c, err := newClient(url, options)
	if err != nil {
		return nil, err
	}
	var last error
	for try := range attempts {
		if try > 0 {
			if err := c.sleep(ctx, pause(try, last)); err != nil {
				return nil, errors.Join(fail("sync.network", last), err)
			}
		}
		var data []byte
		if data, last = c.file(ctx, wire.PathTrust); last == nil {
			return data, nil
		}
		if passing := (*passingError)(nil); !errors.As(last, &passing) {
			return nil, last
		}
	}
	return nil, fail("sync.network", last)
}

// file fetches bytes as they are.
func (c *client) file(ctx context.Context, path string) ([]byte, error) {
	response, err := c.http.R().SetContext(ctx).Get(path)
	if err != nil {
		return nil, &passingError{cause: err}
	}
	defer closeBody(response)
	status := response.StatusCode()
	switch {
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

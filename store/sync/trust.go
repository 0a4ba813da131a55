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
	var data []byte
	err = c.retry(ctx, func() (err error) {
		data, err = c.file(ctx, wire.PathTrust)
		return err
	})
	switch expertise.ErrorCode(err) {
	case "sync.network", "sync.busy":
		return nil, fail("sync.trust", err)
	case "sync.garbage":
		return nil, fail("sync.trust.not", err)
	}
	return data, err
}

// file fetches bytes as they are.
func (c *client) file(ctx context.Context, path string) ([]byte, error) {
	response, err := c.http.R().SetContext(ctx).Get(path)
	if err != nil {
		return nil, unanswered(response, err)
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

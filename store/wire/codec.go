package wire

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"medsoc/store/journal"

	"github.com/klauspost/compress/zstd"
)

// Encodings are the content codings both sides know, the preferred one first.
const Encodings = "zstd, gzip"

// worthwhile is the size in bytes from which a body is compressed.
const worthwhile = 1024

// ErrTooLarge says that a body is longer than its limit; nothing of it was used.
var ErrTooLarge = errors.New("wire: the message is larger than allowed")

// ErrFormat says that a body is not the message expected.
var ErrFormat = errors.New("wire: the message cannot be read")

// packer is safe for concurrent use through EncodeAll.
var packer = func() *zstd.Encoder {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the options are constants
	}
	return w
}()

// Pack encodes a message, compressed where that is worthwhile and the reader accepts it (an Accept-Encoding header). It returns the
// content coding used, "" for none.
func Pack(message any, accept string) (body []byte, encoding string, err error) {
	if body, err = journal.Marshal(message); err != nil {
		return nil, "", err
	}
	body, encoding = Compress(body, accept)
	return body, encoding, nil
}

// Compress compresses where that is worthwhile and accepted.
func Compress(body []byte, accept string) ([]byte, string) {
	switch {
	case len(body) < worthwhile:
	case strings.Contains(accept, "zstd"):
		return packer.EncodeAll(body, nil), "zstd"
	case strings.Contains(accept, "gzip"):
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(body) // a buffer takes everything
		w.Close()
		return b.Bytes(), "gzip"
	}
	return body, ""
}

// Unpack reads a message of at most MaxBody bytes.
func Unpack(body io.Reader, encoding string, message any) error {
	data, err := ReadBody(body, encoding, MaxBody)
	if err != nil {
		return err
	}
	if err := journal.Unmarshal(data, message); err != nil {
		return fmt.Errorf("%w: %v", ErrFormat, err)
	}
	return nil
}

// ReadBody reads and expands at most limit bytes. Errors: ErrTooLarge, ErrFormat for an unknown or broken coding, and those of body.
func ReadBody(body io.Reader, encoding string, limit int64) ([]byte, error) {
	source := &errorKeeper{r: io.LimitReader(body, limit+1)}
	var expanded io.Reader = source
	switch encoding {
	case "", "identity":
	case "zstd":
		r, err := zstd.NewReader(source, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(uint64(limit)+1<<20))
		if err != nil {
			return nil, source.explain(err)
		}
		defer r.Close()
		expanded = r
	case "gzip":
		r, err := gzip.NewReader(source)
		if err != nil {
			return nil, source.explain(err)
		}
		defer r.Close()
		expanded = r
	default:
		return nil, fmt.Errorf("%w: content coding %.20q", ErrFormat, encoding)
	}
	data, err := io.ReadAll(io.LimitReader(expanded, limit+1))
	switch {
	case int64(len(data)) > limit || errors.Is(err, zstd.ErrDecoderSizeExceeded) || errors.Is(err, zstd.ErrWindowSizeExceeded):
		return nil, ErrTooLarge
	case err != nil:
		return nil, source.explain(err)
	case source.err != nil: // before its first byte: to a decompressor nothing is an empty body
		return nil, source.err
	}
	return data, nil
}

// errorKeeper remembers the error of the line below a decompressor: a cut connection is another thing than a broken body.
type errorKeeper struct {
	r   io.Reader
	err error
}

func (k *errorKeeper) Read(p []byte) (int, error) {
	n, err := k.r.Read(p)
	if err != nil && err != io.EOF {
		k.err = err
	}
	return n, err
}

func (k *errorKeeper) explain(err error) error {
	if k.err != nil {
		return k.err
	}
	return fmt.Errorf("%w: %v", ErrFormat, err)
}

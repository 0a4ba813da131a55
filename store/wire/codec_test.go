package wire

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"medsoc/store/journal"

	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"
)

func TestPackThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		push := Push{Epoch: "e", Ops: []journal.Signed{{Bytes: rapid.SliceOfN(rapid.Byte(), 0, 5000).Draw(t, "op"), Signature: []byte{1}}}}
		accept := rapid.SampledFrom([]string{"", "gzip", "zstd, gzip", "br"}).Draw(t, "accept")
		body, encoding, err := Pack(push, accept)
		if err != nil || encoding != "" && !strings.Contains(accept, encoding) {
			t.Fatal(encoding, err)
		}
		var back Push
		if err := Unpack(bytes.NewReader(body), encoding, &back); err != nil || !bytes.Equal(back.Ops[0].Bytes, push.Ops[0].Bytes) {
			t.Fatal(err)
		}
	})
}

// A few bytes must not grow into a full memory.
func TestExpansionIsBounded(t *testing.T) {
	zeros := make([]byte, 20<<20)
	for _, encoding := range []string{"gzip", "zstd"} {
		body, got := Compress(zeros, encoding)
		if got != encoding || len(body) > 100_000 {
			t.Fatal(encoding, got, len(body))
		}
		if _, err := ReadBody(bytes.NewReader(body), encoding, MaxBody); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", encoding, err)
		}
	}
	if _, err := ReadBody(bytes.NewReader(zeros), "", 100); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	// A frame that asks for a window of 2 GiB.
	huge := []byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00}
	if _, err := ReadBody(bytes.NewReader(huge), "zstd", MaxBody); err == nil {
		t.Error("a window of 2 GiB was accepted")
	}
}

// What cannot be read is told apart from a line that broke: the second is tried again.
func TestBrokenBodies(t *testing.T) {
	whole, encoding := Compress(bytes.Repeat([]byte("abcdefgh"), 1000), "zstd")
	cut := io.MultiReader(bytes.NewReader(whole[:len(whole)/2]), failing{})
	if _, err := ReadBody(cut, encoding, MaxBody); !errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, ErrFormat) {
		t.Errorf("a broken line: %v", err)
	}
	if data, err := ReadBody(failing{}, encoding, MaxBody); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("broken before the first byte: %d bytes, %v", len(data), err)
	}
	for _, encoding := range []string{"zstd", "gzip", "br"} {
		if _, err := ReadBody(strings.NewReader("nonsense that is no frame"), encoding, MaxBody); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", encoding, err)
		}
	}
	var p Push
	if err := Unpack(strings.NewReader("\xbf\xff"), "", &p); !errors.Is(err, ErrFormat) {
		t.Error(err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func FuzzReadBody(f *testing.F) {
	enc, _ := zstd.NewWriter(nil)
	f.Add(enc.EncodeAll([]byte("hello"), nil), "zstd")
	f.Add([]byte{0x1f, 0x8b}, "gzip")
	f.Fuzz(func(t *testing.T, data []byte, encoding string) {
		if out, err := ReadBody(bytes.NewReader(data), encoding, 1000); err == nil && len(out) > 1000 {
			t.Fatal("over the limit")
		}
		var page Page
		Unpack(bytes.NewReader(data), encoding, &page)
	})
}

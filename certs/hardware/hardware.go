package hardware

import (
	"bytes"
	"crypto"
	"io"
	"os"
)

// Place says where a key is.
type Place struct {
	Module string // path of the PKCS#11 module, such as /usr/lib/softhsm/libsofthsm2.so
	Token  string // label of the token
	Key    string // label of the key within it
}

// Key is a P-256 key in a token. It is safe for concurrent use. Close logs out of the token.
type Key struct {
	crypto.Signer
	close func() error
}

// Close gives the token back; the key signs no more.
func (k *Key) Close() error { return k.close() }

const longestPIN = 255

// ReadPIN takes the PIN from the first line of a file that its owner alone may read.
func ReadPIN(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", fail("pin.file")
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return "", fail("pin.file")
	}
	if !private(info) {
		return "", fail("pin.open")
	}
	data, err := io.ReadAll(io.LimitReader(file, longestPIN+3))
	if err != nil {
		return "", fail("pin.file")
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if len(line) == 0 || len(line) > longestPIN {
		return "", fail("pin.file")
	}
	return string(line), nil
}

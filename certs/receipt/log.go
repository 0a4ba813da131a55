package receipt

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/veraison/go-cose"
)

// Log is an organisation's file of receipts. Several programs may append to one file.
type Log struct {
	path  string
	key   crypto.Signer
	point []byte
}

// Open names the file; it is begun by the first Append. A file of another key is ErrKey, something else ErrFile.
func Open(path string, key crypto.Signer) (*Log, error) {
	public, err := point(key.Public())
	if err != nil {
		return nil, err
	}
	l := &Log{path, key, public}
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return l, l.own(f)
}

func (l *Log) head() string { return head + base64.StdEncoding.EncodeToString(l.point) }

// own refuses a file that is no regular file, or begins otherwise than ours.
func (l *Log) own(f *os.File) error {
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return errors.Join(ErrFile, err)
	}
	first, err := bufio.NewReader(io.LimitReader(f, maxLine)).ReadString('\n')
	switch {
	case err == nil && first == l.head()+"\n":
		return nil
	case strings.HasPrefix(first, head):
		return ErrKey
	}
	return ErrFile
}

// Append signs the receipt and puts it at the end of the file; when it returns nil, the line is on the disk. Its cost does not grow with
// the file: only the last line is read.
func (l *Log) Append(r Receipt) error {
	f, err := lockedfile.OpenFile(l.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	text := ""
	last := l.head()
	if size == 0 {
		text = last + "\n"
	} else if last, err = lastLine(f, size); err != nil {
		return err
	}
	prev := sha256.Sum256([]byte(last))
	line, err := r.line(prev[:], l.key)
	if err != nil {
		return err
	}
	if _, err := f.WriteAt([]byte(text+line+"\n"), size); err != nil {
		return err
	}
	return f.Sync()
}

// lastLine is the whole last line. Half a line, as a power cut leaves it, is a damaged file: nobody knows what it said.
func lastLine(f io.ReaderAt, size int64) (string, error) {
	tail := make([]byte, min(size, maxLine))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil {
		return "", err
	}
	if tail[len(tail)-1] != '\n' {
		return "", ErrFile
	}
	tail = tail[:len(tail)-1]
	return string(tail[bytes.LastIndexByte(tail, '\n')+1:]), nil
}

// Summary is what Check found.
type Summary struct {
	Receipts int
	Key      string // fingerprint of the key that signed them
	Last     string // fingerprint of the last line, to be written down
}

// Check reads a file from its beginning, holds each receipt against the key in its first line and against the line before, and gives the
// receipts to each. The caller compares Summary.Key with the organisation's: the file alone cannot say whose key it is.
func Check(r io.Reader, each func(Receipt) error) (s Summary, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, maxLine), maxLine)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), head) {
		return s, ErrFile
	}
	public, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines.Text(), head))
	if err != nil {
		return s, ErrFile
	}
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), public)
	if err != nil {
		return s, ErrFile
	}
	verifier, err := cose.NewVerifier(cose.AlgorithmES256, key)
	if err != nil {
		return s, err
	}
	s.Key = Fingerprint(public)
	prev := sha256.Sum256(lines.Bytes())
	for lines.Scan() {
		receipt, err := parse(lines.Text(), prev[:], verifier)
		if err != nil {
			return s, err
		}
		if each != nil {
			if err := each(receipt); err != nil {
				return s, err
			}
		}
		prev = sha256.Sum256(lines.Bytes())
		s.Receipts++
	}
	if lines.Err() != nil { // a line longer than any receipt
		return s, ErrFile
	}
	s.Last = groups(prev)
	return s, nil
}

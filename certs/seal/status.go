package seal

import (
	"bytes"
	"compress/zlib"
	"io"
)

// Status is one entry of the status list.
type Status uint8

const (
	StatusValid        Status = 0
	StatusRevoked      Status = 1 // or replaced
	StatusDisputed     Status = 2
	StatusUnregistered Status = 3 // what every reserved index starts as
)

// maxStatuses bounds a list: 64 million entries, 16 MiB.
const maxStatuses = 1 << 26

// StatusList is the IETF Token Status List with 2 bits an entry: entry i stands in byte i/4, from the lowest bits up.
type StatusList struct{ entries []byte }

// NewStatusList makes a list of n entries, all not registered. n is rounded up to a multiple of 4.
func NewStatusList(n uint64) *StatusList {
	return &StatusList{bytes.Repeat([]byte{0xff}, int(min(n, maxStatuses)+3)/4)}
}

// Len is the number of entries.
func (l *StatusList) Len() uint64 { return uint64(len(l.entries)) * 4 }

// At gives an entry; false when the index lies outside the list.
func (l *StatusList) At(index uint64) (Status, bool) {
	if index >= l.Len() {
		return StatusUnregistered, false
	}
	return Status(l.entries[index/4] >> (index % 4 * 2) & 3), true
}

// Set changes an entry and grows the list to hold it.
func (l *StatusList) Set(index uint64, s Status) error {
	if s > StatusUnregistered || index >= maxStatuses {
		return fail("status.value")
	}
	for index >= l.Len() {
		l.entries = append(l.entries, 0xff)
	}
	shift := index % 4 * 2
	l.entries[index/4] = l.entries[index/4]&^(3<<shift) | byte(s)<<shift
	return nil
}

// Compressed is the list's "lst": zlib at its best compression, as the draft asks.
func (l *StatusList) Compressed() []byte {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err == nil {
		_, err = w.Write(l.entries)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // a buffer in memory takes everything
	}
	return b.Bytes()
}

// ParseStatusList is the inverse of Compressed, within maxStatuses.
func ParseStatusList(compressed []byte) (*StatusList, error) {
	r, err := zlib.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, fail("status")
	}
	defer r.Close()
	entries, err := io.ReadAll(io.LimitReader(r, maxStatuses/4+1))
	if err != nil || len(entries) > maxStatuses/4 {
		return nil, fail("status")
	}
	return &StatusList{entries}, nil
}

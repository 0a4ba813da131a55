package seal

import (
	"encoding/binary"
	"strings"
)

// A QR code packs digits at 3.33 bits each, a keyboard scanner types them right on every layout, and a browser accepts
// them in a fragment. 7 bytes become 17 digits, most significant first; the 1 to 6 bytes that are left over become
// this many digits:
var restDigits = [7]int{0, 3, 5, 8, 10, 13, 15}

// Digits writes bytes as digits. It is the inverse of Bytes.
func Digits(data []byte) string {
	var b strings.Builder
	b.Grow(len(data)/7*17 + 15)
	for ; len(data) >= 7; data = data[7:] {
		writeGroup(&b, data[:7], 17)
	}
	writeGroup(&b, data, restDigits[len(data)])
	return b.String()
}

func writeGroup(b *strings.Builder, group []byte, width int) {
	var eight [8]byte
	copy(eight[8-len(group):], group)
	value := binary.BigEndian.Uint64(eight[:])
	var digits [17]byte
	for i := width - 1; i >= 0; i-- {
		digits[i] = byte('0' + value%10)
		value /= 10
	}
	b.Write(digits[:width])
}

// Bytes reads digits back. A length that Digits never makes, and a group above the largest value of its bytes, is
// refused; so each text that is accepted is the one that Digits would write.
func Bytes(digits string) ([]byte, error) {
	rest := -1
	for n, width := range restDigits {
		if len(digits)%17 == width {
			rest = n
		}
	}
	if rest < 0 {
		return nil, fail("digits")
	}
	data := make([]byte, 0, len(digits)/17*7+rest)
	for len(digits) > 0 {
		size, width := 7, 17
		if len(digits) < 17 {
			size, width = rest, len(digits)
		}
		var value uint64
		for _, c := range []byte(digits[:width]) {
			if c < '0' || c > '9' {
				return nil, fail("digits")
			}
			value = value*10 + uint64(c-'0')
		}
		if value >= 1<<(8*size) {
			return nil, fail("digits")
		}
		var eight [8]byte
		binary.BigEndian.PutUint64(eight[:], value)
		data, digits = append(data, eight[8-size:]...), digits[width:]
	}
	return data, nil
}

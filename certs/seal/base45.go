package seal

import "strings"

// base45 of RFC 9285, for seals that travel in a bare QR code without an address.
const base45Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// EncodeBase45 writes 2 bytes as 3 characters, least significant first, and a last single byte as 2.
func EncodeBase45(data []byte) string {
	var b strings.Builder
	for ; len(data) >= 2; data = data[2:] {
		v := int(data[0])<<8 | int(data[1])
		b.WriteByte(base45Alphabet[v%45])
		b.WriteByte(base45Alphabet[v/45%45])
		b.WriteByte(base45Alphabet[v/2025])
	}
	if len(data) == 1 {
		b.WriteByte(base45Alphabet[data[0]%45])
		b.WriteByte(base45Alphabet[data[0]/45])
	}
	return b.String()
}

// DecodeBase45 is the inverse; foreign characters (lower case among them), a wrong length and values too large are
// refused.
func DecodeBase45(text string) ([]byte, error) {
	if len(text)%3 == 1 {
		return nil, fail("base45")
	}
	data := make([]byte, 0, len(text)/3*2+1)
	for len(text) > 0 {
		group := text[:min(3, len(text))]
		text = text[len(group):]
		value, weight := 0, 1
		for _, c := range []byte(group) {
			digit := strings.IndexByte(base45Alphabet, c)
			if digit < 0 {
				return nil, fail("base45")
			}
			value += digit * weight
			weight *= 45
		}
		switch {
		case len(group) == 3 && value < 1<<16:
			data = append(data, byte(value>>8), byte(value))
		case len(group) == 2 && value < 1<<8:
			data = append(data, byte(value))
		default:
			return nil, fail("base45")
		}
	}
	return data, nil
}

package seal

import "strings"

const (
	// shortestRun is how many digits in a row look like a seal. The smallest seal has over 160 bytes, which is over 380
	// digits; a damaged one may have lost its half.
	shortestRun = 120
	// longestText bounds what is searched.
	longestText = 1 << 20
)

// QRText is what the QR code says: an address that a phone opens, with the seal behind the #, which no browser sends.
func QRText(host string, sealed []byte) string { return "https://" + host + "/d#" + Digits(sealed) }

// Find takes the sealed bytes out of a text: a scanned code, a typed or pasted address, or bare base45. It takes the
// longest run of digits and ignores the rest, the host too, because only keys are trusted. Errors: code "none" for a text
// without content, "other" for another kind of code, "digits" or "base45" for a damaged seal.
func Find(text string) ([]byte, error) {
	if len(text) > longestText {
		return nil, ErrOtherCode
	}
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return nil, ErrNoCode
	}
	run := longestDigits(trimmed)
	if data, err := Bytes(run); err == nil && looksSealed(data) {
		return data, nil
	}
	// A mail program may have broken the line within the digits.
	joined := longestDigits(strings.Join(strings.Fields(trimmed), ""))
	if data, err := Bytes(joined); err == nil && looksSealed(data) {
		return data, nil
	}
	// Seals begin with the same three bytes, so their base45 does too.
	bare := strings.TrimRight(trimmed, "\r\n")
	if data, err := DecodeBase45(bare); err == nil && looksSealed(data) {
		return data, nil
	} else if len(bare) >= shortestRun && strings.HasPrefix(bare, base45Head) {
		return nil, fail("base45")
	}
	if len(run) >= shortestRun || len(joined) >= shortestRun {
		if data, err := Bytes(run); err == nil {
			return data, nil // Verify says what is wrong with it
		}
		return nil, fail("digits")
	}
	return nil, ErrOtherCode
}

// base45Head is how bare base45 of a tagged COSE_Sign1 begins.
var base45Head = EncodeBase45([]byte{0xd2, 0x84})

func looksSealed(data []byte) bool { return len(data) > 2 && data[0] == 0xd2 && data[1] == 0x84 }

func longestDigits(text string) string {
	best, start := "", -1
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] >= '0' && text[i] <= '9' {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && i-start > len(best) {
			best = text[start:i]
		}
		start = -1
	}
	return best
}

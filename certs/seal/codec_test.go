package seal_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/asn1"
	"io"
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
)

func TestDigitsOfEveryRemainder(t *testing.T) {
	for size, want := range map[int]int{0: 0, 1: 3, 2: 5, 3: 8, 4: 10, 5: 13, 6: 15, 7: 17, 8: 20, 14: 34} {
		data := bytes.Repeat([]byte{0xff}, size)
		text := seal.Digits(data)
		if len(text) != want {
			t.Errorf("%d bytes give %d digits, want %d", size, len(text), want)
		}
		if back, err := seal.Bytes(text); err != nil || !bytes.Equal(back, data) {
			t.Errorf("%d bytes: %x, %v", size, back, err)
		}
	}
	for _, bad := range []string{"1", "12", "256", "1234", "65536", "72057594037927936", "99999999999999999", "12a", "1234567"} {
		if _, err := seal.Bytes(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

// The vectors of RFC 9285, sections 4.3 and 4.4, and what it tells a reader to refuse.
func TestBase45OfTheRFC(t *testing.T) {
	for text, want := range map[string]string{"BB8": "AB", "%69 VD92EX0": "Hello!!", "UJCLQE7W581": "base-45", "QED8WEX0": "ietf!"} {
		if got, err := seal.DecodeBase45(text); err != nil || string(got) != want || seal.EncodeBase45(got) != text {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, bad := range []string{"GGW", ":::", "bb8", "B", "BB8B", "::", "BB8ə"} {
		if _, err := seal.DecodeBase45(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestTextRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data")
		if back, err := seal.Bytes(seal.Digits(data)); err != nil || !bytes.Equal(back, data) {
			t.Fatalf("digits: %v", err)
		}
		if back, err := seal.DecodeBase45(seal.EncodeBase45(data)); err != nil || !bytes.Equal(back, data) {
			t.Fatalf("base45: %v", err)
		}
	})
}

func TestFind(t *testing.T) {
	w := sealtest.New(true)
	sealed := w.Seal(w.Claims())
	text := seal.QRText("tibbi.gov.az", sealed)
	digits := seal.Digits(sealed)
	for name, good := range map[string]string{
		"address": text, "digits alone": digits, "foreign host": seal.QRText("evil.example", sealed), "in a sentence": "Yoxlayın: " + text + " (2026)",
		"line broken by mail": text[:200] + "\r\n" + text[200:], "base45": seal.EncodeBase45(sealed), "scanner's Enter": digits + "\n",
	} {
		if got, err := seal.Find(good); err != nil || !bytes.Equal(got, sealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, bad := range map[string]struct {
		text string
		code seal.Code
		exit int
	}{
		"nothing":            {" \n", seal.Unreadable, 2},
		"another address":    {"https://example.org/ticket/12345", seal.OtherCode, 2},
		"a boarding pass":    {"M1DESMARAIS/LUC EABC123 YULFRAAC 0834 326J001A0025 100", seal.OtherCode, 2},
		"a digit too few":    {digits[:len(digits)-1], seal.Unreadable, 1},
		"half of the digits": {digits[:len(digits)/2+1], seal.Unreadable, 1},
		"nines":              {strings.Repeat("9", len(digits)), seal.Unreadable, 1},
		"damaged base45":     {seal.EncodeBase45(sealed) + "a", seal.Unreadable, 1},
	} {
		_, err := seal.Find(bad.text)
		if v := seal.NotFound(err); err == nil || v.Code != bad.code || v.ExitCode() != bad.exit {
			t.Errorf("%s: %v gives %s, exit %d", name, err, v.Code, v.ExitCode())
		}
	}
}

// letters of the scripts that the country profiles name; Georgian ones take 3 bytes each.
var letters = map[string]string{
	"az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyzƏĞİŞ", "kk": "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюя",
	"ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}

// Whatever the names are, a seal keeps within its size, says when it was shortened, cuts at letters and comes back as the
// beginning of what went in.
func TestAnyNameFits(t *testing.T) {
	w := sealtest.New(true)
	bundle := w.Bundle(w.Content())
	rapid.Check(t, func(t *rapid.T) {
		alphabet := []rune(letters[rapid.SampledFrom([]string{"az", "kk", "ka", "uk"}).Draw(t, "script")])
		word := func(label string) string {
			return rapid.StringOfN(rapid.RuneFrom(alphabet), 0, 60, -1).Draw(t, label)
		}
		c := w.Claims()
		c.Issuer = rapid.SampledFrom([]string{"a.az", "tibbi.gov.az", "abcdefghij.klmnop.kz"}).Draw(t, "host")
		c.Name = seal.Name{Surname: word("surname"), Given: word("given"), Patronymic: word("patronymic")}
		sealed, err := seal.Seal(c, w.Signer)
		if err != nil || len(sealed) > seal.MaxSeal {
			t.Fatalf("%d bytes, %v", len(sealed), err)
		}
		v := seal.Verify(sealed, bundle, sealtest.Now, seal.Policy{})
		if v.Code != seal.Current {
			t.Fatalf("%s (%s)", v.Code, v.Reason)
		}
		got := v.Claims.Name
		if !strings.HasPrefix(c.Name.Surname, got.Surname) || !strings.HasPrefix(c.Name.Given, got.Given) || !strings.HasPrefix(c.Name.Patronymic, got.Patronymic) {
			t.Fatalf("%+v is not the beginning of %+v", got, c.Name)
		}
		whole := got.Surname == c.Name.Surname && got.Given == c.Name.Given && got.Patronymic == c.Name.Patronymic
		if whole == got.Shortened {
			t.Fatalf("whole %v, shortened %v", whole, got.Shortened)
		}
		if got.Surname != c.Name.Surname && got.Given != "" {
			t.Fatal("the given name has room that the surname needs")
		}
	})
}

func TestShortening(t *testing.T) {
	w := sealtest.New(true)
	tests := []struct {
		name     string
		in, want seal.Name
	}{
		{"whole", seal.Name{Surname: "Məmmədov", Given: "Əli", Patronymic: "Həsən oğlu"}, seal.Name{Surname: "Məmmədov", Given: "Əli", Patronymic: "Həsən oğlu"}},
		{"initial", seal.Name{Surname: "Hüseynquliyeva", Given: "Gülnarəxanım", Patronymic: "Şəmsəddin qızı"}, seal.Name{Surname: "Hüseynquliyeva", Given: "Gülnarəxanım", Patronymic: "Ş…"}},
		// A decomposed letter is one cluster: e with two marks is taken whole or not at all.
		{"clusters", seal.Name{Surname: strings.Repeat("e\u0323\u0331", 30)}, seal.Name{Surname: "*"}},
	}
	for _, test := range tests {
		c := w.Claims()
		c.Name = test.in
		claims, err := seal.Peek(w.Seal(c))
		if err != nil {
			t.Fatal(err)
		}
		got := claims.Name.Marked()
		if test.want.Surname == "*" {
			if rest := strings.TrimSuffix(got.Surname, "…"); !claims.Name.Shortened || strings.Count(rest, "\u0331") == 0 || !strings.HasSuffix(rest, "\u0331") || !utf8.ValidString(rest) {
				t.Errorf("%s: %q", test.name, got.Surname)
			}
			continue
		}
		if got.Surname != test.want.Surname || got.Given != test.want.Given || got.Patronymic != test.want.Patronymic {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
}

func TestSameClaimsSameBytes(t *testing.T) {
	a, b := sealtest.New(true), sealtest.New(true)
	if !bytes.Equal(a.Seal(a.Claims()), b.Seal(b.Claims())) {
		t.Error("two seals of the same claims differ")
	}
	if !bytes.Equal(a.BundleFile(a.Content()), b.BundleFile(b.Content())) {
		t.Error("two bundles of the same content differ")
	}
}

// token answers as a security module does: with a nonce by chance and either s, or wrongly.
type token struct {
	*ecdsa.PrivateKey
	answer func(der []byte) []byte
}

func (k token) Sign(_ io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	der, err := k.PrivateKey.Sign(nil, digest, opts)
	return k.answer(der), err
}

// otherS is the same signature with the other s.
func otherS(der []byte) []byte {
	var rs struct{ R, S *big.Int }
	_, err := asn1.Unmarshal(der, &rs)
	must(err)
	rs.S.Sub(elliptic.P256().Params().N, rs.S)
	der, err = asn1.Marshal(rs)
	must(err)
	return der
}

func TestSignaturesOfTokens(t *testing.T) {
	w := sealtest.New(true)
	sealBy := func(answer func([]byte) []byte) ([]byte, error) {
		signer, err := seal.NewSigner(w.SignerCertificate, token{w.SignerKey, answer})
		must(err)
		return seal.Seal(w.Claims(), signer)
	}
	want := w.Seal(w.Claims())
	for name, answer := range map[string]func([]byte) []byte{"as it is": func(der []byte) []byte { return der }, "the other s": otherS} {
		if got, err := sealBy(answer); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, answer := range map[string]func([]byte) []byte{
		"nothing":       func([]byte) []byte { return nil },
		"not DER":       func([]byte) []byte { return make([]byte, 64) },
		"a bit wrong":   func(der []byte) []byte { der[len(der)-1] ^= 1; return der },
		"trailing byte": func(der []byte) []byte { return append(der, 0) },
		"too long": func([]byte) []byte {
			return append([]byte{0x30, 0x2d, 0x02, 0x01, 0x01, 0x02, 0x28}, bytes.Repeat([]byte{0x11}, 40)...)
		},
	} {
		if _, err := sealBy(answer); code(err) != "signer.answer" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A day number of 0 is 1 January 1970 and no missing date.
func TestTheFirstOfJanuary1970IsADate(t *testing.T) {
	w := sealtest.New(true)
	c := w.Claims()
	c.Birth = expertise.MustDate("1970-01-01")
	if got, err := seal.Peek(w.Seal(c)); err != nil || got.Birth != c.Birth {
		t.Errorf("%v, %v", got, err)
	}
}

func TestClaimsThatNoSealMaySay(t *testing.T) {
	w := sealtest.New(true)
	for name, change := range map[string]func(*seal.Claims){
		"long host":      func(c *seal.Claims) { c.Issuer = "abcdefghij.klmnop.kza" },
		"upper host":     func(c *seal.Claims) { c.Issuer = "Tibbi.gov.az" },
		"no number":      func(c *seal.Claims) { c.Number = 0 },
		"kind":           func(c *seal.Claims) { c.Kind = 9 },
		"percent":        func(c *seal.Claims) { c.Percent = 101 },
		"long tail":      func(c *seal.Claims) { c.IdentifierTail = "12345" },
		"no expiry":      func(c *seal.Claims) { c.Until = expertise.Date{} },
		"another expiry": func(c *seal.Claims) { c.Expires = c.Expires.AddDate(0, 0, 2) },
		"control":        func(c *seal.Claims) { c.Name.Given = "A\x00" },
		"no text":        func(c *seal.Claims) { c.Name.Given = "\xff" },
	} {
		c := w.Claims()
		change(&c)
		if _, err := seal.Seal(c, w.Signer); err == nil {
			t.Errorf("%s was sealed", name)
		}
	}
}

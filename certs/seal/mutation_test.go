package seal_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// mutations is how many changed certificates are tried. It takes some ten seconds.
const mutations = 100_000

// A mutation makes another text of a certificate's seal; other is the seal of another person's certificate.
var mutants = []struct {
	name string
	make func(r *rand.Rand, sealed, other []byte) string
}{
	{"bits flipped", func(r *rand.Rand, sealed, _ []byte) string {
		changed := bytes.Clone(sealed)
		for range 1 + r.IntN(4) {
			changed[r.IntN(len(changed))] ^= 1 << r.IntN(8)
		}
		return seal.Digits(changed)
	}},
	{"cut short", func(r *rand.Rand, sealed, _ []byte) string { return seal.Digits(sealed[:r.IntN(len(sealed))]) }},
	{"a part left out", func(r *rand.Rand, sealed, _ []byte) string {
		from := r.IntN(len(sealed))
		return seal.Digits(slices.Concat(sealed[:from], sealed[min(len(sealed), from+1+r.IntN(8)):]))
	}},
	{"another's signature", func(_ *rand.Rand, sealed, other []byte) string {
		return seal.Digits(slices.Concat(sealed[:len(sealed)-64], other[len(other)-64:]))
	}},
	{"half of another's signature", func(r *rand.Rand, sealed, other []byte) string {
		l, o := cut(sealed), cut(other)
		if r.IntN(2) == 0 {
			l.signature = slices.Concat(l.signature[:32], o.signature[32:])
		} else {
			l.signature = slices.Concat(o.signature[:32], l.signature[32:])
		}
		return seal.Digits(l.bytes())
	}},
	{"claims replayed under a key of one's own", func(r *rand.Rand, sealed, _ []byte) string {
		l := cut(sealed)
		l.sign(sealtest.Key(fmt.Sprint("forger", r.IntN(20))))
		return seal.Digits(l.bytes())
	}},
	{"claims changed, the signature kept", func(r *rand.Rand, sealed, _ []byte) string {
		l := cut(sealed)
		top := readFields(l.payload)
		inner := readFields(top.value(keyCase))
		switch r.IntN(4) {
		case 0:
			inner = inner.set(keyPercent, 1+r.IntN(100))
		case 1:
			inner = inner.set(keyNumber, 2026000001+r.IntN(1000))
		case 2:
			inner = inner.set(keyName, []any{"Başqası", fmt.Sprint("Ad", r.IntN(1000)), ""})
		case 3:
			inner = inner.without(keyUntil)
			top = top.without(keyExpires)
		}
		l.payload = top.set(keyCase, inner.encode()).encode()
		return seal.Digits(l.bytes())
	}},
	{"digits swapped", func(r *rand.Rand, sealed, _ []byte) string {
		digits := []byte(seal.Digits(sealed))
		i, j := r.IntN(len(digits)), r.IntN(len(digits))
		digits[i], digits[j] = digits[j], digits[i]
		return string(digits)
	}},
	{"groups of digits swapped", func(r *rand.Rand, sealed, _ []byte) string {
		digits := []byte(seal.Digits(sealed))
		i, j := 17*r.IntN(len(digits)/17), 17*r.IntN(len(digits)/17)
		a, b := bytes.Clone(digits[i:i+17]), bytes.Clone(digits[j:j+17])
		copy(digits[i:], b)
		copy(digits[j:], a)
		return string(digits)
	}},
	{"a digit changed", func(r *rand.Rand, sealed, _ []byte) string {
		return changeDigit(r.IntN(380))(seal.Digits(sealed))
	}},
}

// None of many thousands of changed certificates is accepted, nor is anything shown of what they say.
func TestMutations(t *testing.T) {
	w := sealtest.New(false)
	content := w.Content()
	var genuine [][]byte
	var texts []string
	for i := range uint64(200) {
		c := w.Claims()
		c.Number, c.StatusIndex = c.Number+i, c.StatusIndex+i
		c.Name.Given, c.Percent = fmt.Sprint("Əli", i), 50
		must(content.Status.Set(c.StatusIndex, seal.StatusValid))
		genuine = append(genuine, w.Seal(c))
		texts = append(texts, seal.Digits(genuine[i]))
	}
	bundle := w.Bundle(content)
	for i, sealed := range genuine {
		if v := seal.Verify(sealed, bundle, sealtest.Now, seal.Policy{}); v.Code != seal.Current {
			t.Fatalf("certificate %d: %s", i, v.Sentence())
		}
	}
	verdicts := map[seal.Code]*atomic.Int64{seal.Unreadable: {}, seal.OtherCode: {}, seal.SignatureWrong: {}, seal.SignerUnknown: {}}
	var tried atomic.Int64
	var all sync.WaitGroup
	const parts = 8
	for part := range uint64(parts) {
		all.Go(func() {
			r := rand.New(rand.NewPCG(2026, part))
			for n := 0; n < mutations/parts; {
				one, two := r.IntN(len(genuine)), r.IntN(len(genuine))
				if one == two {
					continue
				}
				mutant := mutants[n%len(mutants)]
				text := mutant.make(r, genuine[one], genuine[two])
				if text == texts[one] {
					continue // two equal digits swapped are no change
				}
				n++
				sealed, err := seal.Find(text)
				v := seal.NotFound(err)
				if err == nil {
					v = seal.Verify(sealed, bundle, sealtest.Now, seal.Policy{})
				}
				if verdicts[v.Code] == nil || v.ExitCode() == 0 || v.Claims != nil {
					t.Errorf("%s: %s\n%s", mutant.name, v.Sentence(), text)
					return
				}
				tried.Add(1)
				verdicts[v.Code].Add(1)
			}
		})
	}
	all.Wait()
	if tried.Load() != mutations {
		t.Errorf("%d tried", tried.Load())
	}
	for code, n := range verdicts {
		t.Logf("%s: %d", code, n.Load())
	}
}

package seal_test

import (
	"slices"

	"medsoc/certs/seal"
	"medsoc/expertise"
)

// The claims: their signature is right, and the signer would have been let say them, but they are not written in the one
// permitted way, or say what no seal may say.
var claimsCases = []vectorCase{
	{name: "without term", claims: func(c *seal.Claims) { c.SetTerm(expertise.Date{}, nil) }, want: seal.Current, reason: "current"},
	{name: "fewest claims", claims: fewest, want: seal.Current, reason: "current"},
	{name: "duplicate paper", claims: func(c *seal.Claims) { c.Duplicate = true }, want: seal.Current, reason: "current"},
	{name: "refusal", claims: func(c *seal.Claims) { c.Kind = expertise.KindRefusal; c.SetTerm(expertise.Date{}, nil) }, want: seal.Current, reason: "current"},
	{name: "programme with services", claims: func(c *seal.Claims) { c.Kind, c.Services = expertise.KindProgramme, []int{1, 3, 300} }, want: seal.Current, reason: "current"},
	{name: "shortened name", payload: inner(func(f fields) fields {
		return f.set(keyName, []any{"Məmmədovzadə", "Əl", "", 6})
	}), want: seal.Current, reason: "current"},
	{name: "born on 1 January 1970", claims: func(c *seal.Claims) { c.Birth = expertise.MustDate("1970-01-01") }, want: seal.Current, reason: "current"},

	{name: "key twice", payload: outer(func(f fields) fields { return slices.Insert(f, 1, f[0]) }), want: seal.Unreadable, reason: "seal"},
	{name: "key twice with another value", payload: inner(func(f fields) fields { return slices.Insert(f, 1, fields{}.add(keyNumber, 2026000006)...) }), want: seal.Unreadable, reason: "seal"},
	{name: "keys in another order", payload: outer(func(f fields) fields { f[0], f[1] = f[1], f[0]; return f }), want: seal.Unreadable, reason: "seal"},
	{name: "keys of the case in another order", payload: inner(func(f fields) fields { f[4], f[5] = f[5], f[4]; return f }), want: seal.Unreadable, reason: "seal"},
	{name: "map of indefinite length", payload: func(top, _ fields) []byte { return slices.Concat([]byte{0xbf}, top.body(), []byte{0xff}) }, want: seal.Unreadable, reason: "seal"},
	{name: "text of indefinite length", payload: outer(func(f fields) fields {
		return f.set(keyIssuer, raw(slices.Concat([]byte{0x7f}, enc("tibbi"), enc(".gov.az"), []byte{0xff})))
	}), want: seal.Unreadable, reason: "seal"},
	{name: "number in too many bytes", payload: outer(func(f fields) fields {
		return f.set(keyIssued, raw(slices.Concat([]byte{0x1b, 0, 0, 0, 0}, f.value(keyIssued)[1:])))
	}), want: seal.Unreadable, reason: "seal"},
	{name: "key in too many bytes", payload: func(top, _ fields) []byte {
		return slices.Concat([]byte{0xa5, 0x18, 0x01}, top.encode()[2:])
	}, want: seal.Unreadable, reason: "seal"},
	{name: "bytes after the claims", payload: func(top, _ fields) []byte { return append(top.encode(), 0) }, want: seal.Unreadable, reason: "seal"},
	{name: "claims cut short", payload: func(top, _ fields) []byte { return top.encode()[:len(top.encode())-1] }, want: seal.Unreadable, reason: "seal"},
	{name: "claims are an array", payload: func(top, _ fields) []byte { return enc([]int{1, 4, 6}) }, want: seal.Unreadable, reason: "seal"},
	{name: "claims nested deep", payload: func(fields, fields) []byte { return slices.Concat(slices.Repeat([]byte{0x81}, 100), []byte{0}) }, want: seal.Unreadable, reason: "seal"},
	{name: "time as a fraction", payload: outer(func(f fields) fields { return f.set(keyIssued, 1794475800.5) }), want: seal.Unreadable, reason: "seal"},
	{name: "time with its tag", payload: outer(func(f fields) fields {
		return f.set(keyIssued, raw(slices.Concat([]byte{0xc1}, f.value(keyIssued))))
	}), want: seal.Unreadable, reason: "seal"},
	{name: "text that is not UTF-8", payload: outer(func(f fields) fields {
		return f.set(keyIssuer, raw{0x64, 'a', 0xff, 'a', 'z'})
	}), want: seal.Unreadable, reason: "seal"},
	{name: "unknown claim", payload: outer(func(f fields) fields { return f.add(-65538, 1) }), want: seal.Unreadable, reason: "seal"},
	{name: "unknown key in the case", payload: inner(func(f fields) fields { return f.add(15, 1) }), want: seal.Unreadable, reason: "seal"},
	{name: "claims without a case", payload: outer(func(f fields) fields { return f.without(keyCase) }), want: seal.Unreadable, reason: "seal"},
	{name: "claims without an issuer", payload: outer(func(f fields) fields { return f.without(keyIssuer) }), want: seal.Unreadable, reason: "seal"},
	{name: "claims without a time of issue", payload: outer(func(f fields) fields { return f.without(keyIssued) }), want: seal.Unreadable, reason: "seal"},
	{name: "issuer in upper case", payload: outer(func(f fields) fields { return f.set(keyIssuer, "TIBBI.GOV.AZ") }), want: seal.Unreadable, reason: "seal"},
	{name: "status list of another host", payload: outer(func(f fields) fields {
		return f.set(keyStatus, statusOf(1004, "https://evil.example/s"))
	}), want: seal.Unreadable, reason: "seal"},
	{name: "place in the list below zero", payload: outer(func(f fields) fields {
		return f.set(keyStatus, statusOf(-1, "https://tibbi.gov.az/s"))
	}), want: seal.Unreadable, reason: "seal"},
	{name: "term without an expiry", payload: outer(func(f fields) fields { return f.without(keyExpires) }), want: seal.Unreadable, reason: "seal"},
	{name: "expiry without a term", payload: inner(func(f fields) fields { return f.without(keyUntil) }), want: seal.Unreadable, reason: "seal"},
	{name: "expiry on another day than the term", payload: outer(func(f fields) fields { return f.set(keyExpires, 1893456000) }), want: seal.Unreadable, reason: "seal"},
	{name: "number of zero", payload: inner(func(f fields) fields { return f.set(keyNumber, 0) }), want: seal.Unreadable, reason: "seal"},
	{name: "unknown kind of paper", payload: inner(func(f fields) fields { return f.set(keyKind, 5) }), want: seal.Unreadable, reason: "seal"},
	{name: "name of two parts", payload: inner(func(f fields) fields { return f.set(keyName, []any{"Məmmədov", "Əli"}) }), want: seal.Unreadable, reason: "seal"},
	{name: "name with a mask of nothing", payload: inner(func(f fields) fields { return f.set(keyName, []any{"Məmmədov", "Əli", "Həsən oğlu", 0}) }), want: seal.Unreadable, reason: "seal"},
	{name: "name with an unknown mask", payload: inner(func(f fields) fields { return f.set(keyName, []any{"Məmmədov", "Əli", "Həsən oğlu", 8}) }), want: seal.Unreadable, reason: "seal"},
	{name: "name with a line break", payload: inner(func(f fields) fields { return f.set(keyName, []any{"Məmmədov\n", "Əli", "Həsən oğlu"}) }), want: seal.Unreadable, reason: "seal"},
	{name: "percent above 100", payload: inner(func(f fields) fields { return f.set(keyPercent, 101) }), want: seal.Unreadable, reason: "seal"},
	{name: "percent of zero written out", payload: inner(func(f fields) fields { return f.set(keyPercent, 0) }), want: seal.Unreadable, reason: "seal"},
	{name: "no sample written out", payload: inner(func(f fields) fields { return f.add(keySample, false) }), want: seal.Unreadable, reason: "seal"},
	{name: "services of a certificate", payload: inner(func(f fields) fields { return f.add(keyServices, []int{1, 2}) }), want: seal.Unreadable, reason: "seal"},
	{name: "services not ascending", payload: inner(func(f fields) fields {
		return f.set(keyKind, 4).add(keyServices, []int{2, 1})
	}), want: seal.Unreadable, reason: "seal"},
}

func fewest(c *seal.Claims) {
	*c = seal.Claims{Issuer: "a.az", Issued: c.Issued, StatusIndex: c.StatusIndex, Number: c.Number, Kind: c.Kind, Commission: c.Commission}
}

// outer changes the claims, inner the private claim among them.
func outer(change func(fields) fields) func(claims, inner fields) []byte {
	return func(claims, _ fields) []byte { return change(claims).encode() }
}

func inner(change func(fields) fields) func(claims, inner fields) []byte {
	return func(claims, inner fields) []byte { return claims.set(keyCase, change(inner).encode()).encode() }
}

func statusOf(index int, uri string) map[string]any {
	return map[string]any{"status_list": map[string]any{"idx": index, "uri": uri}}
}

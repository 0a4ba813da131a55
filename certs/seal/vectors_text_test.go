package seal_test

import (
	"strings"

	"medsoc/certs/seal"
)

// What a camera, a scanner or a person hands over.
var textCases = []vectorCase{
	{name: "address", host: "tibbi.gov.az", text: address("tibbi.gov.az"), want: seal.Current, reason: "current"},
	{name: "address of another host", host: "evil.example", text: address("evil.example"), want: seal.Current, reason: "current"},
	{name: "digits alone", text: digitsChanged(func(d string) string { return d }), want: seal.Current, reason: "current"},
	{name: "line broken by a mail program", text: digitsChanged(func(d string) string { return d[:200] + "\r\n  " + d[200:] }), want: seal.Current, reason: "current"},
	{name: "within a sentence", text: digitsChanged(func(d string) string { return "Sənəd 2026: " + d + " (12.11.2026)" }), want: seal.Current, reason: "current"},
	{name: "base45", text: base45Changed(func(b string) string { return b }), want: seal.Current, reason: "current"},
	{name: "digit of the signature changed", text: digitsChanged(changeDigit(-30)), want: seal.SignatureWrong, reason: "signature"},
	{name: "digit of the key id changed", text: digitsChanged(changeDigit(30)), want: seal.SignatureWrong, reason: "signature"},
	{name: "digit of the name changed", text: digitsChanged(changeDigit(288)), want: seal.SignatureWrong, reason: "signature"},
	{name: "digit of a map key changed", text: digitsChanged(changeDigit(70)), want: seal.Unreadable, reason: "seal"},
	{name: "first digit changed", text: digitsChanged(changeDigit(0)), want: seal.Unreadable, reason: "seal"},
	{name: "two digits swapped", text: digitsChanged(func(d string) string { return d[:287] + d[288:289] + d[287:288] + d[289:] }), want: seal.SignatureWrong, reason: "signature"},
	{name: "a digit missing", text: digitsChanged(func(d string) string { return d[:len(d)-1] }), want: seal.Unreadable, reason: "seal"},
	{name: "a digit too many", text: digitsChanged(func(d string) string { return d + "0" }), want: seal.Unreadable, reason: "seal"},
	{name: "half of the digits", text: digitsChanged(func(d string) string { return d[:len(d)/2] }), want: seal.Unreadable, reason: "seal"},
	{name: "seventeen digits above the largest seven bytes", text: digitsChanged(func(d string) string { return "72057594037927936" + d[17:] }), want: seal.Unreadable, reason: "seal"},
	{name: "a letter among the digits", text: digitsChanged(func(d string) string { return d[:50] + "O" + d[51:] }), want: seal.Unreadable, reason: "seal"},
	{name: "base45 in lower case", text: base45Changed(strings.ToLower), want: seal.OtherCode, reason: "other-code"},
	{name: "base45 with a lower-case letter", text: base45Changed(func(b string) string { return b[:100] + "a" + b[101:] }), want: seal.Unreadable, reason: "seal"},
	{name: "base45 cut within a group", text: base45Changed(func(b string) string { return b[:196] }), want: seal.Unreadable, reason: "seal"},
	{name: "base45 group above the largest two bytes", text: base45Changed(func(b string) string { return b[:99] + ":::" + b[102:] }), want: seal.Unreadable, reason: "seal"},
	{name: "another address", text: fixed("https://example.org/ticket/12345"), want: seal.OtherCode, reason: "other-code"},
	{name: "our address without a seal", text: fixed("https://tibbi.gov.az/d"), want: seal.OtherCode, reason: "other-code"},
	{name: "a boarding pass", text: fixed("M1DESMARAIS/LUC EABC123 YULFRAAC 0834 326J001A0025 100"), want: seal.OtherCode, reason: "other-code"},
	{name: "nothing", text: fixed(" \n"), want: seal.Unreadable, reason: "no-code"},
}

func address(host string) func(string, []byte) string {
	return func(_ string, sealed []byte) string { return seal.QRText(host, sealed) }
}

func fixed(text string) func(string, []byte) string {
	return func(string, []byte) string { return text }
}

func digitsChanged(change func(string) string) func(string, []byte) string {
	return func(digits string, _ []byte) string { return change(digits) }
}

func base45Changed(change func(string) string) func(string, []byte) string {
	return func(_ string, sealed []byte) string { return change(seal.EncodeBase45(sealed)) }
}

// changeDigit makes the digit at a place the next one; places below zero count from the end.
func changeDigit(at int) func(string) string {
	return func(d string) string {
		i := (at + len(d)) % len(d)
		return d[:i] + string('0'+(d[i]-'0'+1)%10) + d[i+1:]
	}
}

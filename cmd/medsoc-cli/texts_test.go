package main

import (
	"slices"
	"testing"

	"medsoc/assets/text"
	"medsoc/certs/hardware"
	"medsoc/certs/page"
	"medsoc/certs/receipt"
	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/fhir"
	"medsoc/expertise/law"
	"medsoc/expertise/scale"
	"medsoc/expertise/workday"
	"medsoc/store/desk"
	"medsoc/store/registry"
	"medsoc/store/sync"
)

// Whatever any room can refuse is said in every language: the rooms do not know the text room, so the sentences meet here.
func TestEveryRefusalIsSaidInEveryLanguage(t *testing.T) {
	var keys []string
	for _, codes := range [][]string{expertise.ErrorCodes(), law.ErrorCodes(), fhir.ErrorCodes(), scale.ErrorCodes(), workday.ErrorCodes(), desk.ErrorCodes(), sync.ErrorCodes(), registry.ErrorCodes()} {
		for _, code := range codes {
			keys = append(keys, "error."+code)
		}
	}
	for key := range seal.ErrorSentences() {
		keys = append(keys, key)
	}
	for key := range hardware.ErrorSentences() {
		keys = append(keys, key)
	}
	for key := range receipt.ErrorSentences() {
		keys = append(keys, key)
	}
	for key := range page.ErrorSentences() {
		keys = append(keys, key)
	}
	for reason := range seal.Reasons() {
		keys = append(keys, "verdict.reason."+reason)
	}
	for _, code := range seal.Codes {
		keys = append(keys, "verdict."+string(code))
	}
	slices.Sort(keys)
	for _, l := range text.Languages() {
		for _, key := range keys {
			if !l.Has(key) {
				t.Errorf("%s has no %s", l.Code(), key)
			}
		}
	}
}

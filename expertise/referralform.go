package expertise

import (
	"encoding/json"
	"errors"
	"io"
)

// ReferralForm is a referral as a clinic sends it in a file or to the registry: who, why, and in the clinic's words.
//
//	{"person": {"name": {"surname": "Əliyeva", "given": "Leyla"}, "sex": "female", "birth": "1979-03-14",
//	            "identifier": {"scheme": "fin", "value": "5K1Z71A"}},
//	 "referral": {"purpose": "first", "received": "2026-11-03", "from": {"code": "5", "name": "Polyclinic 5"},
//	              "diagnoses": [{"code": "I69.3", "side": "right", "main": true}]},
//	 "narrative": {"text": "..."}}
//
// Number, person and commission of the referral are given by whoever takes it in.
type ReferralForm struct {
	Person    Person            `json:"person"`
	Referral  Referral          `json:"referral"`
	Narrative ReferralNarrative `json:"narrative"`
}

// MaxReferralForm is the largest form in bytes.
const MaxReferralForm = 1 << 20

// ReadReferralForm reads one form, strictly: an unknown field is refused, because a misspelt one would be lost in silence. Every
// refusal is an *Error with a code form.*.
func ReadReferralForm(r io.Reader) (ReferralForm, error) {
	limited := &io.LimitedReader{R: r, N: MaxReferralForm + 1}
	dec := json.NewDecoder(limited)
	dec.DisallowUnknownFields()
	var f ReferralForm
	err := dec.Decode(&f)
	switch {
	case limited.N <= 0:
		return ReferralForm{}, Invalid("form.large", "")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ReferralForm{}, Invalid("form.truncated", "")
	case ErrorCode(err) != "":
		return ReferralForm{}, err
	case err != nil:
		return ReferralForm{}, Invalid("form.json", "")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return ReferralForm{}, Invalid("form.json", "")
	}
	return f, nil
}

package seal

import (
	"encoding/json"
	"fmt"
	"time"

	"medsoc/expertise"
)

// Code names a verdict. The words are stable: scripts compare them, and "verdict."+code is the text room's key.
type Code string

// The verdicts in their order of precedence.
const (
	Unreadable     Code = "unreadable"
	OtherCode      Code = "other-code"
	SignerUnknown  Code = "signer-unknown"
	SignatureWrong Code = "signature-wrong"
	Revoked        Code = "genuine-revoked"
	Disputed       Code = "genuine-disputed"
	Unregistered   Code = "genuine-unregistered"
	Expired        Code = "genuine-expired"
	Extended       Code = "genuine-extended"
	StatusUnknown  Code = "genuine-status-unknown"
	Current        Code = "genuine-current"
)

// Codes lists every verdict in its order of precedence.
var Codes = []Code{
	Unreadable, OtherCode, SignerUnknown, SignatureWrong, Revoked, Disputed, Unregistered, Expired, Extended,
	StatusUnknown, Current,
}

// Verdict is the answer to a check, never a bare yes or no.
type Verdict struct {
	Code   Code
	Reason string // why, in a stable word: see Reasons
	Sample bool
	Claims *Claims // nil unless the signature is right and by a signer who may say this

	ListIssued    time.Time     // of the status list used; zero when there was none
	ListAge       time.Duration // at the time of the check
	ExtendedUntil expertise.Date
	ExtendedBy    *Act
}

// Reliable tells whether a receiver may rely on the paper now. A paper extended by an act whose list is older than the
// receiver's grace is extended and not reliable: it may have been revoked since.
func (v Verdict) Reliable() bool {
	return v.Code == Current || v.Code == Extended && v.Reason == "extended"
}

// ExitCode is what the terminal's verify ends with: 0 reliable; 1 not to be relied on, or not genuine, or a seal was
// found and is damaged or stands beside another; 2 no code could be read at all.
func (v Verdict) ExitCode() int {
	switch {
	case v.Reliable():
		return 0
	case v.Code == OtherCode || v.Code == Unreadable && v.Reason != "seal" && v.Reason != "parts-differ" && v.Reason != "several-papers":
		return 2
	}
	return 1
}

// Reasons gives each reason's English sentence; "verdict.reason."+reason is its text key.
func Reasons() map[string]string {
	all := make(map[string]string, len(reasons))
	for reason, text := range reasons {
		all[reason] = text
	}
	return all
}

// English gives each verdict's English words; the text room has them in each language under "verdict."+code.
func English() map[Code]string {
	all := make(map[Code]string, len(english))
	for code, text := range english {
		all[code] = text
	}
	return all
}

var english = map[Code]string{
	Unreadable:     "Could not be read",
	OtherCode:      "Another kind of code",
	SignerUnknown:  "Signer unknown",
	SignatureWrong: "Signature wrong",
	Revoked:        "Genuine, but revoked or replaced",
	Disputed:       "Genuine, but disputed",
	Unregistered:   "Genuine, but not registered",
	Expired:        "Genuine, but expired",
	Extended:       "Genuine and extended",
	StatusUnknown:  "Genuine, but its present status is unknown",
	Current:        "Genuine and current",
}

var reasons = map[string]string{
	"seal":            "Something like a seal was found, but it is damaged or changed; scan the code again, or ask for the original.",
	"parts-differ":    "The file's parts belong to different papers; do not rely on it, and ask for the original.",
	"several-papers":  "The file holds several papers or pages; check each paper by itself.",
	"file":            "The file could not be opened; choose the PDF, or a picture of the whole page.",
	"no-code":         "No code was found; choose the PDF, or a sharp picture of the whole page.",
	"other-code":      "This code is not that of a certificate; scan the square code printed on the certificate.",
	"no-bundle":       "No trust bundle is loaded; fetch it from the ministry, then check again.",
	"signer":          "The trust bundle does not know who sealed this; fetch the newest bundle, then check again.",
	"scope":           "The signer may not seal for this commission or number; do not rely on the paper, and report it.",
	"signer-time":     "The signer was not valid when this was sealed; do not rely on the paper, and report it.",
	"signer-revoked":  "The signer had been revoked when this was sealed; do not rely on the paper, and report it.",
	"signature":       "The content was changed after it was sealed, or the seal is a forgery; do not rely on the paper, and report it.",
	"revoked":         "The commission withdrew this paper or replaced it by another; ask the holder for the new one.",
	"disputed":        "The paper is under review; ask the ministry before relying on it.",
	"newer-than-list": "The paper is newer than the status list; fetch the newest trust bundle, then check again.",
	"unregistered":    "The registry has not registered this paper yet; check again after the desk has synchronised.",
	"expired":         "The term has ended; ask the holder for a newer paper.",
	"extended":        "The term was prolonged by an act to {until}: {act}.",
	"list-old":        "The status list is {days} days old; fetch the newest trust bundle, then check again.",
	"current":         "The status list is {days} days old. Compare name, dates and number with the paper.",
}

// TextKey names the verdict's words in the text room, ReasonKey its sentence.
func (v Verdict) TextKey() string   { return "verdict." + string(v.Code) }
func (v Verdict) ReasonKey() string { return "verdict.reason." + v.Reason }

// TextArgs gives the sentences' placeholders; an act's title in the language, else in English, else its id.
func (v Verdict) TextArgs(language string) map[string]string {
	args := map[string]string{"days": fmt.Sprint(int(v.ListAge / (24 * time.Hour)))}
	if v.ExtendedBy != nil {
		title := v.ExtendedBy.Title[language]
		if title == "" {
			title = v.ExtendedBy.Title["en"]
		}
		if title == "" {
			title = v.ExtendedBy.ID
		}
		args["act"], args["until"] = title, v.ExtendedUntil.String()
	}
	return args
}

// Sentence is the verdict in English.
func (v Verdict) Sentence() string {
	text := english[v.Code]
	if v.Sample {
		text += " (sample, not a real paper)"
	}
	return text + ". " + fill(reasons[v.Reason], v.TextArgs("en"))
}

// MarshalJSON gives the form for scripts: verdict, reason, sample and the claims, with what a receiver compares.
func (v Verdict) MarshalJSON() ([]byte, error) {
	out := struct {
		Verdict       Code           `json:"verdict"`
		Reason        string         `json:"reason"`
		Sentence      string         `json:"sentence"`
		Reliable      bool           `json:"reliable"`
		Sample        bool           `json:"sample"`
		Claims        *Claims        `json:"claims"`
		ListIssued    time.Time      `json:"listIssued,omitzero"`
		ListAgeDays   int            `json:"listAgeDays"`
		ExtendedUntil expertise.Date `json:"extendedUntil,omitzero"`
		ExtendedBy    string         `json:"extendedBy,omitempty"`
	}{
		v.Code, v.Reason, v.Sentence(), v.Reliable(), v.Sample, v.Claims, v.ListIssued,
		int(v.ListAge / (24 * time.Hour)), v.ExtendedUntil, "",
	}
	if v.ExtendedBy != nil {
		out.ExtendedBy = v.ExtendedBy.ID
	}
	return json.Marshal(out)
}

package seal

import "strings"

// Error is a refusal of this room. Code is stable; the text room has a sentence for "error.seal."+Code.
type Error struct {
	Code string
	Args map[string]string
}

func fail(code string, args ...string) *Error {
	e := &Error{Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = args[i+1]
	}
	return e
}

// Answers of Find and of readers of files that found no seal. They are compared with ==.
var (
	ErrNoCode    = fail("none")
	ErrOtherCode = fail("other")
	ErrFile      = fail("file")
	ErrTooLarge  = fail("file.size")
	ErrParts     = fail("parts")
	ErrSeveral   = fail("several")
)

// Error says in English what happened and what to do next.
func (e *Error) Error() string {
	return fill(sentences[e.Code], e.Args)
}

func fill(text string, args map[string]string) string {
	for name, value := range args {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// TextKey names the sentence for this error in the text room.
func (e *Error) TextKey() string { return "error.seal." + e.Code }

// TextArgs gives the sentence's placeholders.
func (e *Error) TextArgs() map[string]string { return e.Args }

// ErrorSentences gives every error's text key with its English sentence, for the text room's test.
func ErrorSentences() map[string]string {
	all := make(map[string]string, len(sentences))
	for code, text := range sentences {
		all["error.seal."+code] = text
	}
	return all
}

var sentences = map[string]string{
	"host":             "the issuer's host must be 1 to 20 lower-case letters, digits, dots and hyphens; choose a shorter address for the registry",
	"number":           "the certificate's number is missing; reserve a block of numbers first",
	"issued":           "the time of issue is missing or out of range; check the clock",
	"kind":             "this kind of paper is not known; update this program",
	"term":             "the end of the term and the time of expiry do not belong together; set both by SetTerm",
	"identifier":       "only the last 4 characters of the identifier may stand in a seal",
	"services":         "a programme names at most 12 services, each once, and no other paper names any",
	"percent":          "the percent must lie between 0 and 100",
	"text":             "a name or identifier is no valid text; type it again",
	"claims.size":      "the claims are too large even without a name; shorten the host",
	"scope":            "the certificate lies outside this desk's block of numbers or commission; synchronise to get a new block",
	"signer.time":      "this desk's signer is not valid at the time of issue; synchronise to renew it",
	"signer.key":       "the signer's key does not belong to its certificate; enrol the desk again",
	"signer.answer":    "the key's answer is not a signature by it; take the token out, put it in again and seal once more",
	"key":              "the key must be an ECDSA key on the curve P-256",
	"cbor":             "the bytes are not in the one permitted encoding",
	"seal":             "the bytes are not a seal; scan the code again",
	"digits":           "the digits are not complete or one of them is wrong; scan the code again",
	"base45":           "the text is damaged; scan the code again",
	"none":             "no code was found; show the page's square code to the camera, or choose the PDF",
	"file":             "the file could not be read; choose the PDF, or a sharp picture of the whole page",
	"file.size":        "the file is too large; choose the PDF, or a picture of up to 32 MiB",
	"parts":            "the file's parts belong to different papers; do not rely on it, and ask for the original",
	"several":          "the file holds several papers or pages; check each paper by itself",
	"other":            "this is another kind of code, not that of a certificate; scan the code printed on the certificate",
	"certificate":      "this is not a certificate of a root, publisher or signer of this system",
	"certificate.time": "the validity of a certificate must end after it begins",
	"block":            "a block must begin at 1 or later and not end before it begins",
	"root":             "the certificate does not come from this root; fetch the trust bundle again from the ministry",
	"bundle":           "this is not a trust bundle; choose the file that the ministry hands out",
	"bundle.signature": "the trust bundle's signature is wrong; fetch it again from the ministry",
	"bundle.root":      "the trust bundle comes from a root that is not trusted here; ask the ministry which root is in force",
	"root.cross":       "the old root cannot vouch for the new one; both must be real or both sample roots, and the old one must have been valid when the new one was made",
	"bundle.old":       "this trust bundle is older than the one in use; fetch a newer one",
	"bundle.replaced":  "this trust bundle comes from a key of the registry that has been replaced; fetch it again from the ministry, and report where this one came from",
	"bundle.clock":     "this trust bundle is from the future; set this computer's clock, then fetch it again",
	"bundle.time":      "the trust bundle must expire after it is issued",
	"status":           "the status list is damaged; fetch the trust bundle again",
	"status.value":     "a status must be 0, 1, 2 or 3",
	"act":              "an extension act needs an id, a window, and either a new date or a number of months",
}

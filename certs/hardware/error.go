package hardware

import "strings"

// Error is a refusal of this room; the text room has a sentence for "error.hardware."+Code. It never holds a PIN.
type Error struct {
	Code string
	Args map[string]string
	err  error // what the module said, for a log
}

// fail makes an error; args are names and values by turns.
func fail(code string, args ...string) *Error {
	e := &Error{Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = args[i+1]
	}
	return e
}

// Error says in English what happened and what to do next.
func (e *Error) Error() string {
	text := sentences[e.Code]
	for name, value := range e.Args {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// Unwrap gives what the module said.
func (e *Error) Unwrap() error { return e.err }

// TextKey names the sentence for this error in the text room.
func (e *Error) TextKey() string { return "error.hardware." + e.Code }

// TextArgs gives the sentence's placeholders.
func (e *Error) TextArgs() map[string]string { return e.Args }

// ErrorSentences gives every error's text key with its English sentence, for the text room's test.
func ErrorSentences() map[string]string {
	all := make(map[string]string, len(sentences))
	for code, text := range sentences {
		all["error.hardware."+code] = text
	}
	return all
}

var sentences = map[string]string{
	"cgo":        "this program was built without access to tokens; use the one built with C, or a key in software",
	"place":      "a key in a token is named by its module, the token's label and the key's label; give all three",
	"module":     "the module {module} could not be loaded; give the whole path of the library that came with the token",
	"token":      "no token is labelled {token}; put it in, and check its label",
	"token.fail": "the token did not answer as it should; take it out, put it in again and try once more",
	"pin":        "the PIN is wrong; type it again, and mind that a token locks after a few wrong ones",
	"pin.locked": "the token is locked after too many wrong PINs; have its security officer unlock it",
	"pin.file":   "the file with the PIN could not be read; it holds the PIN in its first line",
	"pin.open":   "others may read the file with the PIN; let its owner alone read it (chmod 600)",
	"key":        "the token has no key labelled {key}; check the label, or make the key first",
	"key.kind":   "the key {key} cannot make seals; they need an ECDSA key on the curve P-256",
	"key.many":   "the token has several keys labelled {key}; give each its own label",
	"key.exists": "the token has a key labelled {key} already; choose another label",
}

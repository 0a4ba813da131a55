package sync

import (
	"medsoc/expertise"
)

// sentences are the errors of this room. Each language has a sentence for "error."+code.
var sentences = expertise.Sentences{
	"sync.network":   "the registry could not be reached; go on working, everything is kept here, and synchronise again when there is a network",
	"sync.busy":      "the registry cannot answer now; go on working, everything is kept here, and synchronise again later",
	"sync.garbage":   "what answered is not the registry, or a newer one than this program knows; check the address and the network's log-in page, update this program, then synchronise again; nothing was changed here",
	"sync.address":   "the registry's address must begin with https://, or be on this computer; ask the ministry for it",
	"sync.tls":       "this computer does not trust the certificate of the address's secure connection, nothing was sent; check the address, this computer's clock and the network's log-in page, then tell the administrator",
	"sync.trust":     "the trust bundle could not be fetched, the registry was not reached or cannot answer now; try again later, or use a bundle that was carried here",
	"sync.trust.not": "the trust bundle could not be fetched, what answered is not the registry; check the address and the network's log-in page, then try again",
	"sync.refused":   "the registry did not accept this request: {text}",
	"sync.stopped":   "the registry stopped before the end: {text}",
	"sync.head":      "the registry's signature is wrong, nothing of its answer was used; synchronise again, and tell the ministry if it stays so",
	"sync.rewritten": "the registry's history is not the one this desk saw before, nothing of its answer was used; tell the ministry at once, and go on working",
	"sync.signature": "an entry in the registry's answer does not bear its desk's signature, nothing of this page was used; tell the ministry",
}

// ErrorCodes lists the codes of this room.
func ErrorCodes() []string { return sentences.Codes() }

// Error is why a synchronisation ended early: a sentence for the person, the cause for the log. What was answered before it stands.
type Error struct {
	sentence *expertise.Error
	cause    error
}

func fail(code string, cause error, args ...string) *Error {
	return &Error{sentences.Invalid(code, "", args...), cause}
}

// Error is the sentence in English.
func (e *Error) Error() string { return e.sentence.Error() }

// TextKey and TextArgs name the sentence in every language.
func (e *Error) TextKey() string             { return e.sentence.TextKey() }
func (e *Error) TextArgs() map[string]string { return e.sentence.TextArgs() }

// Unwrap leads to the sentence with its code, and to the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.sentence}
	}
	return []error{e.sentence, e.cause}
}

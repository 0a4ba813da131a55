// Package text holds every sentence a person reads, in each language, and the rules by which a language writes dates, counts,
// sizes and ages, and by which it sorts and searches names.
//
// # What lives here
//
// Catalogue files, each named by its language (az.yaml, and az.errors.yaml for what can go wrong): flat keys such as "nav.work" with a sentence each, and a few keys
// beginning with "rule." that name the language's own habits (alphabet, plural, decimal sign, months that stand alone). A file added to this folder is
// a language added to the program: no code lists the languages. Beside it <code>.toolkit.json holds the words of the
// toolkit's own dialogs (file open, copy, paste) in the toolkit's format; Toolkit hands them out unread.
//
// # What does not
//
// Names of authorities, outcomes, causes, terms and printed pages belong to a country profile, because law names them. No
// screen, no toolkit, no domain type is imported: the screens, the printed page, the terminal and the registry all use this
// package, so it may depend on none of them.
//
// # How data comes in and goes out
//
// For gives a Language; it is immutable and safe for use by several goroutines. Its T turns a key and placeholder values
// into a sentence, N does so for a count, Error for an error that names its sentence. Switching the language while the
// program runs means taking another Language and drawing again.
//
// A key that is missing never stops a program: it is shown as ‹key›. Tests hold every language against every other, the
// program's own calls against the catalogues, and each error code of the domain against its sentences.
package text

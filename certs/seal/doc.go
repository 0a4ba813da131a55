// Package seal turns what a certificate says into at most 256 sealed bytes, and sealed bytes back into a verdict.
//
// # What lives here
//
// The claims and their published table, the seal over them, the digits and base45 in which a QR code carries it, the
// certificates of roots, publishers and signers, the status list, the trust bundle, and Verify with its verdicts. Drawing
// a page is certs/page; reading the files that people bring is certs/check; who may issue, and when, is decided elsewhere.
//
// # The way out and the way back
//
//	Claims -> CWT (RFC 8392) -> COSE_Sign1 (RFC 9052) -> digits -> https://<host>/d#<digits>     Seal, QRText
//	text of a QR code -> Find -> sealed bytes -> Verify(sealed, bundle, at, policy) -> Verdict
//
// # Envelope
//
// COSE_Sign1, tag 18. Protected header: alg(1) = ES256(-7), kid(4) = first 8 bytes of SHA-256 of the signer's
// certificate; the kid is protected so that nobody can point at another signer. The unprotected header is empty. All CBOR
// is core deterministic (RFC 8949, 4.2.1) and the reader refuses everything else, so that one content has one encoding. The
// signature is r||s with s in the lower half of the order, and the reader refuses the other half: one seal is one string
// of bytes, which its hash names. Software keys sign deterministically (RFC 6979).
//
// # Claim table
//
//	1      iss     text   host of the issuer, at most 20 letters, lower case
//	4      exp     int    NumericDate: local midnight after the last valid day; absent without term
//	6      iat     int    NumericDate, seconds
//	65535  status  map    {"status_list": {"idx": uint, "uri": "https://<iss>/s"}}  IETF Token Status List
//	-65537 case    map    private claim:
//	         1  number      uint
//	         2  kind        int    1 certificate, 2 extract for the payer, 3 refusal, 4 excerpt of a programme
//	         3  name        array  [surname, given, patronymic] or, shortened, the same and a bit mask: 1 surname, 2 given name,
//	                               4 patronymic was cut or left out
//	         4  birth       int    days since 1970-01-01
//	         5  identifier  text   the last 4 characters of the person's identifier
//	         6  outcome     int    the profile's number of the outcome
//	         7  percent     int    0 to 100
//	         8  since       int    day
//	         9  until       int    last valid day; present exactly when exp is
//	         10 next        int    day of the next examination
//	         11 commission  int
//	         12 sample      true   only on samples
//	         13 duplicate   true   only on duplicates
//	         14 services    array  of a programme only: at most 12 uints of the profile, ascending
//
// What is not given (a zero number, an empty text, no date) is left out. There is no diagnosis, and never will be.
//
// # Shortening
//
// When the whole names do not fit, the surname keeps what fits, then the given name, then the patronymic's initial. A cut
// falls between two grapheme clusters; the mask says which part was cut. A long name is never an error.
//
// # Trust
//
// A root, whose key is locked away, certifies the registry's publisher for a year; the publisher signs trust bundles and certifies
// signers (valid 90 days); a demonstration's root may do both by itself. A bundle (COSE_Sign1 over a map with integer keys, the
// signer's certificate in x5chain) lists roots (4), signers (5), status list (6), acts (7), and where there are any the publishers
// that certified its signers (8), crosses by which an older root vouches for a newer one (9), and retired roots (10). A signer
// is known when the bundle lists it and a root, a retired root, the bundle's own publisher, or a listed publisher with a root or
// retired root behind it certified it. A receiver that holds a bundle takes the next one by Bundle.Successor: only roots trusted
// before, or vouched for by those, are trusted after it. A signer's certificate carries its scope:
// commission, block of numbers, block of status indexes, sample or not. A seal outside its signer's scope or time is by
// an unknown signer. A sample root makes sample seals and no others. See SignerScope for the extension.
//
// # Verdicts
//
// In this order of precedence, the first that holds: unreadable, other-code, signer-unknown, signature-wrong,
// genuine-revoked, genuine-disputed, genuine-unregistered (also: newer than the list), genuine-expired,
// genuine-extended, genuine-status-unknown, genuine-current. A scope can be held against a seal only after its signature was
// found right; with a wrong one the verdict is signature-wrong. A kid that is partly a known signer's, on a
// seal with a number of that signer's block, is a damaged seal: signature-wrong too.
//
// The present is the receiver's clock, or the time of the list where the clock is behind it: the list proves that it is
// later. A seal may be 10 minutes newer than the list, for two clocks that differ.
//
// Exit codes: 0 current or extended (with a list young enough); 1 genuine but not to be relied on, or not
// genuine, and also unreadable where something like a seal was found but is damaged; 2 no code was found, or the file
// could not be opened, or the code is of another kind.
//
// # Vectors
//
// certs/testdata/vectors.json holds what every verifier must answer, in whatever language it is written: each verdict,
// each layer made wrong by itself, and each neighbouring pair of the precedence. It is made by
// go test -run TestVectors -update from fixed keys, so the same rule gives the same bytes. Bytes are hexadecimal, times
// RFC 3339.
//
//	keys     name -> private (the scalar), public (uncompressed point), certificate (DER). They are published: nothing
//	         that they seal proves anything, and no bundle of a ministry may list them.
//	bundle   the trust bundle of every vector that names no other
//	bundles  name -> trust bundle
//	refused  name -> file that is not taken as a successor by who holds bundle
//	vectors  in the order in which a reader comes to the layers: group text, envelope, claims, trust, status
//	  name, group
//	  text    what a camera or a person hands over, possibly empty; or else
//	  sealed  the bytes, possibly none
//	  layers  what the bytes were made of, where they can be cut so: claims as they were given (null where the payload was
//	          written by hand), payload, protected and unprotected header in CBOR, sigStructure (what is signed), signature
//	  bundle  its name in bundles, "" for bundle, "none" for a receiver without one
//	  at      the receiver's clock
//	  grace   seconds past which the list is too old; 0 for the default of 7 days
//	  host    the address that the text shows, where it shows one; it decides nothing
//	  answer  verdict, reason, exit (code of the terminal), sample, claims (null unless genuine), extendedUntil and
//	          extendedBy (the act's id) where an act prolongs the paper
//
// A verifier reads text by the rule of Find, judges by the rule of Verify, and compares the whole answer.
package seal

// Package receipt keeps what a receiving organisation may keep of a check: that one of its people checked a paper, when, and with which
// verdict.
//
// # What lives here
//
// Receipt, its signature by the organisation's own key, and Log, an append-only file in which each receipt names the one before it. A receipt
// says time, number of the paper, verdict, operator, organisation, the beginning of the seal's hash and the age of the status list; it never
// says the person's name, birth date, outcome or identifier, so that a file of receipts is no register of people with disability.
//
// # What does not
//
// Whether a paper is genuine: certs/seal and certs/check. Where the organisation's key is kept: the caller, who gives a crypto.Signer.
//
// # The file
//
// Text, one line each. The first says what the file is and the public point of the key, 65 bytes in base64. Each other line is a COSE_Sign1
// (ES256, deterministic CBOR) in base64. A receipt's Prev is SHA-256 over the line before it, so a line that was changed, left
// out or put elsewhere is found by Check. What cannot be found is an end that was cut off: who must show that nothing is missing
// writes down the count and the last fingerprint, which Check gives, at the end of each month.
//
//	medsoc receipts 1 <base64 of the public point>
//	<base64 of COSE_Sign1>
//	...
package receipt

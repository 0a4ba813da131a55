// Package check finds the seal in what people bring: a PDF, a scan, a photograph, a typed or scanned text.
//
// # What lives here
//
// File and Data look at what a file is by its first bytes, never by its name. A PDF is asked for its attachment
// certificate.cose and for its pictures, which must not say other than the attachment; a picture is searched for QR
// codes under several binarizers, sizes and angles; a text goes to seal.Find. The search goes on after the first seal,
// because a genuine paper must not cover another that comes with it: a file of several papers is not judged. What comes
// out is the sealed bytes and where they were found; whether they are genuine is for seal.Verify, and Verify here does
// both.
//
// # Bounds
//
// Files up to 32 MiB, pictures up to 40 megapixels by their header, searched at 6, the first 40 pictures of a PDF, 10
// seconds, of which the search for a second seal takes at most half of what the first one left; a Looker has bounds of its
// own. A PDF's objects are gone through one by one, never along its trees. A library that panics on a hostile file is an
// unreadable file. Nothing is written to disk and nothing is fetched.
//
// # Errors
//
// seal.ErrNoCode (nothing found), seal.ErrOtherCode (a QR code of something else), seal.ErrFile (not a file that can be
// opened), seal.ErrTooLarge, seal.ErrParts (attachment and picture are different seals), seal.ErrSeveral (several
// papers, none of which may be judged for all), or a *seal.Error for a damaged seal. seal.NotFound makes a verdict of each.
package check

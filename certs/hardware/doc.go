// Package hardware gives a signing key that never leaves a token: a smart card, a USB key or a security module, reached
// by PKCS#11.
//
// # What lives here
//
// Open finds a key in a token and gives a crypto.Signer; Generate makes one there. What the key signs is for others: a
// desk's seals (seal.NewSigner), the root's certificates and trust bundles take any crypto.Signer. A token chooses its
// own nonces, so two seals of the same claims differ, and the seal's own rule, s in the lower half, is kept by certs/seal.
//
// # How a key is named
//
// By the module that the token's maker ships (a shared library), the label of the token and the label of the key: see
// Place. The PIN is never an argument of a command, which every user of the machine could read: it is typed, or stands in
// a file that only its owner reads, for ReadPIN.
//
// # Programs without C
//
// PKCS#11 is an interface in C. A program that was built without it says so (code "cgo") and does everything else.
package hardware

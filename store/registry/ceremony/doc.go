// Package ceremony keeps a ministry's root: its key is made, used and replaced on a machine without a network, and nowhere else.
//
// # What the keys are
//
// Root: trusted by every receiver, 20 years. Its key certifies a registry's key once a year and lies in a safe the rest of the time.
//
// Registry: the key in the registry's file of keys. It certifies desks' signers and signs trust bundles for a year.
//
// Signer: a desk's key, 90 days, with a block of numbers. It seals papers.
//
// No program contains a root. A demonstration makes fresh keys each run and forgets its root's key at once; a root made here is for real
// papers unless it is made with --sample, and the two never mix: a sample root's papers are samples everywhere.
//
// # The first root
//
// Two keepers, a witness, a computer that was never on a network and is wiped afterwards, two sticks, one printed sheet.
//
//  1. On that computer: medsoc-registry keys root --name "Ministry of ..." --copy a.root --copy b.root --certificate root.pem.
//     Each keeper types a passphrase that the other does not see. There are two copies of one key, each opened by its keeper ALONE: a keeper who
//     dies or forgets loses nothing. What guards against one keeper acting in secret is the safe, which opens to two.
//  2. Write the fingerprint that is printed onto the sheet, by hand; all present sign it. Copies go onto one stick each, and into two safes
//     in two buildings. The fingerprint is no secret: publish it, in print.
//  3. On the registry: medsoc-registry keys request --db ... --out registry.csr. Its fingerprint is read out by telephone.
//  4. On the root's computer: keys certify registry.csr --root a.root --out registry.pem, which prints the request's fingerprint; compare.
//  5. On the registry: keys install registry.pem --db ... --root "FINGERPRINT OF THE ROOT, from the sheet". Then serve.
//  6. Receivers take the first trust bundle by medsoc-cli trust keep FILE --root "FINGERPRINT".
//
// # Every year, and when the registry's key was stolen
//
// Steps 3 to 5 again, and a restart of the registry; the root stays, so no fingerprint is needed. Receivers who saw a bundle by the new key
// refuse all by the old one, so a thief is shut out as offices refresh their bundle. Papers stand: what counts is the list of signers in the bundle.
// Signers that a thief certified are not in it. A stolen desk's key is another matter: medsoc-registry revoke-signer.
//
// # A new root in good time
//
// Before the old one ends: keys root for the new one, then keys rotate --root a.root --next new-a.root --out cross.pem on the offline
// computer, then steps 3 to 5 with keys certify --root new-a.root --cross cross.pem. The bundle carries the old root's word for the new
// one, so whoever trusts the old one, even through several rotations slept through, accepts the new. The old root then vouches for old
// papers only and for no bundle any more; destroy its copies when every receiver had a year to follow.
//
// # A root lost or stolen
//
// Lost (both passphrases forgotten, both safes burnt): nothing is urgent while the registry's certificate lasts. Stolen: the same, today.
// Nobody can vouch for a new root, and no program may pretend to: make a new one (steps 1 and 2), then steps 3 to 5, naming the NEW root's
// fingerprint in keys install --root. Publish the new fingerprint in print. Receivers and desks see "comes from a root that is not
// trusted here" and go on by the list they have, which says how old it is, until a person there compares the fingerprint and runs
// medsoc-cli trust keep FILE --root "FINGERPRINT"; after that nothing by the old root is accepted. Papers issued before stand: the
// bundle lists their signers and the retired root behind them.
//
// # Looking
//
// medsoc-registry keys show FILE... prints what a file is, until when it is valid, and the fingerprint to compare by telephone.
package ceremony

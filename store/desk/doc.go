// Package desk is the commission's own store: what a doctor or clerk can do with no network for weeks.
//
// # What lives here
//
//   - A folder with desk.db (records, drafts, what is known of the registry) and keys.cbor (the desk's and the members' keys, sealed
//     by each member's passphrase). [Create] makes one from an enrolment, [Open] opens it locked, [Desk.Unlock] lets a member in.
//   - The work: persons, referrals, examinations, decisions with members' signatures, certificates. Each change is one op, appended and
//     projected in one transaction (write.go), under the unlocked member's name.
//   - Drafts, which never leave the desk.
//   - The outbox and the feed, as package sync asks for them (outbox.go).
//
// # What does not
//
// HTTP: store/sync. Screens: ui. What the law proposes: expertise/law, which this package asks with the person's history. How a
// certificate is sealed and drawn: certs.
//
// # How data comes in and goes out
//
// A caller opens a desk with the country's profile, unlocks it, and calls methods that take and give the records of package expertise.
// Every method that writes returns after the op is on the disk (synchronous=FULL). No method waits for the network. All methods may be
// called from any goroutine, and by the desktop program and the terminal at the same time on one folder.
package desk

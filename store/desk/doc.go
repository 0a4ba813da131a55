// Package desk is the commission's own store: what a doctor or clerk can do with no network for weeks.
//
// # What lives here
//
//   - A folder with desk.db (records, drafts, what is known of the registry) and keys.cbor (the desk's and the members' keys, sealed
//     by each member's passphrase). [Create] makes one from an enrolment, [Open] opens it locked, [Desk.Unlock] lets a member in.
//   - The work: persons, referrals, examinations, decisions with members' signatures, certificates. Each change is one op, appended and
//     projected in one transaction (write.go), under the unlocked member's name.
//   - Papers: each kind once for a decision (issue.go), a duplicate in the place of a lost one, many cases at a time (batch.go), what
//     becomes of a form and the book of all of them (forms.go). Numbers come from blocks that the registry reserved (numbers.go); one
//     that was reserved and never used has its line in the book like any other.
//   - The law it works by (law.go, keeplaw.go) and what its administrators confirmed of it (rule.go).
//   - The timetable: sittings, places for those who fall due as package plan proposes them, and what a month is short of.
//   - Drafts, which never leave the desk.
//   - The outbox and the feed, as package sync asks for them (outbox.go).
//
// # What does not
//
// HTTP: store/sync. Screens: ui. What the law proposes: expertise/law, which this package asks with the person's history. How a
// certificate is sealed and drawn: certs.
//
// # Which law
//
// A folder that the administrator names on the command line wins over what the registry publishes, because the administrator stands
// before the machine; the registry's newest wins over the profile that came with the program. A file that does not load, cannot be proved,
// is not signed by the registry or is older than the last one is never worked by: the last good one stays, and [Desk.LawStanding] says
// why. Every file by which the desk worked stays in desk.db under its hash, so that [Desk.Explain] explains a decision by the very file.
//
// # A newer program
//
// Tables are made of ops, so a file of an earlier program gets them anew at the first unlock, which has the keys (records.DB.Rebuild);
// the journal stays as it is. A file of a newer program is not opened.
//
// # How data comes in and goes out
//
// A caller opens a desk with the country's profile, unlocks it, and calls methods that take and give the records of package expertise.
// Every method that writes returns after the op is on the disk (synchronous=FULL). No method waits for the network. All methods may be
// called from any goroutine, and by the desktop program and the terminal at the same time on one folder.
package desk

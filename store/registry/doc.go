// Package registry is the central service: desks sync with it, clinics refer to it, the public verifies on it.
//
// # What lives here
//
//   - [Registry] and its HTTP API, one list in api.go.
//   - Enrolment with one-time codes, desks, their signers with blocks of numbers and of places in the status list (enrol.go).
//   - Taking in ops (push.go, check.go): desk's signature and chain, the registry's own checks, the same projection as at a desk, the feed
//     number and the leaf of the tree, in one transaction.
//   - The feed (feed.go, scope.go): which commission may know which record, in which order, and the signed tree head.
//   - Who falls due in the country, a commission or a district (due.go); what holds appointments to their commission (appointment.go).
//   - Extension acts: enacted and withdrawn here, and known to every commission (acts.go).
//   - The law: published, proved before and signed, with a growing number; registry and desks work by the newest (law.go).
//   - Trust bundle, status list, verification page, referral intake.
//   - The registry's own keys in a file beside the database (keys.go), and in whose name it speaks: the root that certified its key for a
//     year, and what came before (authority.go). The root's private key is never here: see registry/ceremony.
//
// # What does not
//
// What an op means: expertise, through store/records. What a seal is: certs/seal. Flags and the listening socket: registry/serve.
//
// # How data comes in and goes out
//
// A push is one transaction; each op in it has a savepoint, so that a refused op leaves nothing but its refusal. The feed number comes
// from one counter row that each writer holds until it commits, on any database: numbers have no gaps, and whoever reads number n
// has all before it. The tree takes the op in the same transaction. A repeated op is answered with what was stored for it.
//
// # Who may know whom
//
// A commission has a scope: records that its desks opened, cases referred to it, and their persons. Only within it may a desk write,
// and only within it does the feed give ops and persons' keys. When a person comes into a scope, the person's earlier ops follow.
// Members are known to all.
//
// Nothing here logs a name, an identifier, a key or a token. Answers to the public do not tell whether a person exists.
// A clinic with a token is told when an identifier is known with another birth date or sex: the referral would enter a stranger's record.
package registry

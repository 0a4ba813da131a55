// Package records keeps ops in a database and makes tables of them. Desk and registry use the same code on the same schema, so what a
// doctor sees and what the ministry counts cannot drift apart.
//
// # What lives here
//
//   - [Open]: the database and its one schema. Only open.go and search.go know which database it is.
//   - rebuild.go: the tables are made of the ops, so a file of an earlier program gets them anew; the journal never changes.
//   - [Append], [Acknowledge], [Refuse]: the only ways in which a row of the op table comes to be or changes.
//   - project.go: the fold. An entity's state is its ops with a feed number, in feed order, then the desk's own unsent ones. The fold is
//     run anew for the one entity that changed: a case has a dozen ops, so cost grows with the change and not with what is stored, and
//     the order in which ops arrived leaves no trace.
//   - sitting.go: sittings and who has a place; due.go: the lists of those who fall due, by district, commission and place.
//   - acts.go: extension acts; when one is enacted or withdrawn, until and next are worked out anew for the persons in its window.
//   - book.go: every number of a desk's papers with what became of it.
//   - rules.go: what a commission's administrators confirmed of the law.
//   - Queries: work list, person search, due list, one case, one person.
//
// # What does not
//
// Keys of desks and members, drafts, settings: store/desk. Feed numbers and the tree: store/registry. Which change is allowed:
// expertise; this package only keeps those that were refused, with the reason.
//
// # How data comes in and goes out
//
// Every exported function takes a [Tx]; the caller opens it with [DB.Write] or [DB.Read] and so decides what belongs together. Times are
// stored as milliseconds, days as ISO text (they sort as text), ids as text, bodies as bytes.
package records

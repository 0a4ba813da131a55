// Package sync moves ops between a desk and the registry over HTTP.
//
// # What lives here
//
//   - [Enrol]: a new desk asks in with its one-time code.
//   - [Syncer]: one run pushes what the desk has not sent, keeps the answers, then pulls the feed page by page and
//     asks for a newer law, whose signature and content the desk checks.
//   - The checks that make a rewritten history noticed: the signature of every head, the RFC 6962 proof that it extends the one the desk
//     last saw, the signature of every op.
//
// # What does not
//
// Where ops are kept: store/desk, behind the interface [Desk]. What the messages are: store/wire. What is accepted: store/registry.
//
// # How data comes in and goes out
//
// The desk gives chunks of its outbox and takes results and pages, each in one local transaction, so a run may be cut at any
// moment: the next one sends again what was not answered, and the registry answers a repeated op with what it stored. Network
// errors, 5xx and 429 are tried again with growing pauses; anything else ends the run with an [Error] that says what to do.
package sync

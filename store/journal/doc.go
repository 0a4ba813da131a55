// Package journal is the op: the one form in which anything that changes a record is written, signed, carried and kept.
//
// # What lives here
//
//   - [Op]: canonical bytes (RFC 8949 deterministic CBOR of a fixed array), their hash, the chain from op to op of one desk, and the desk's
//     ES256 signature over the hash ([Signed]).
//   - [Make] and [Decode]: from a change of package expertise to an op and back. The open part is readable by everybody who holds the op.
//     The personal part is AES-256-GCM under the person's key ([PersonKey]); the op's id and entity are authenticated with it, so a
//     personal part cannot be moved to another op.
//   - [Grant]: a person's key wrapped to one reader with HPKE (RFC 9180, P-256, HKDF-SHA256, AES-256-GCM). Grants travel beside ops and
//     never in them: an erasure ordered by law destroys the keys, and the chain of ops stays valid.
//
// # What does not
//
// Which change is allowed: expertise. Where ops are kept and what tables are made of them: store/records. How they travel: store/sync.
//
// # How data comes in and goes out
//
// A desk makes an op from a change, signs it and appends it; only the signed bytes are stored and sent. A reader calls [Parse], which
// accepts exactly the bytes that encoding the result again would give, then checks the signature with the desk's key, and only then
// looks at the content.
package journal

package expertise

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"math/big"
	"time"
)

// Entry is a change as it stands in a journal: who made it, where and when. Hash is SHA-256 of the op's canonical bytes; members sign
// the hash of the op that proposes a decision.
type Entry struct {
	Op     OpID
	Base   OpID // the last change of this record that the desk had seen
	At     time.Time
	User   MemberID // "" for what the registry or an enrolment does by itself
	Desk   DeskID
	Hash   []byte
	Change Change // nil when the kind or its version is unknown here
	Sealed bool   // the personal part could not be read: no key, or erased
}

// Members looks up who works where. The store answers from its table of members.
type Members interface {
	Member(MemberID) (Member, bool)
}

// mayAct refuses a change that its user's role does not allow. Without a user only the registry's own changes are possible.
func mayAct(e Entry, members Members) error {
	k := e.Change.Kind()
	if e.User == "" {
		switch k {
		case KindPersonRegistered, KindReferralReceived, KindReferralAssigned, KindMemberAdded:
			return nil
		}
		return Invalid("member.unknown", "")
	}
	m, known := members.Member(e.User)
	if !known {
		return Invalid("member.unknown", "")
	}
	if !m.Role.May(k) {
		return Invalid("member.role", "", "role", string(m.Role))
	}
	return nil
}

// VerifyES256 checks a signature of 64 bytes (r||s) over a hash of 32 bytes with an uncompressed P-256 point.
func VerifyES256(point, hash, signature []byte) bool {
	if len(signature) != 64 || len(hash) != 32 {
		return false
	}
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return false
	}
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	return ecdsa.Verify(key, hash, r, s)
}

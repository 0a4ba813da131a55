package expertise

// Role says what a member may do.
type Role string

const (
	RoleDoctor        Role = "doctor"
	RoleChair         Role = "chair"
	RoleClerk         Role = "clerk"
	RoleAdministrator Role = "administrator"
	RoleAuditor       Role = "auditor"
)

// May tells whether the role may make a change of this kind. Registering persons, taking in referrals and printing is open to all who
// work on cases; an auditor only looks.
func (r Role) May(k Kind) bool {
	switch k {
	case KindRecordViewed:
		return true
	case KindExaminationRecorded, KindExaminationAmended, KindDecisionProposed, KindDecisionSigned, KindDecisionSuperseded:
		return r == RoleDoctor || r == RoleChair
	case KindCertificateRevoked, KindConflictResolved:
		return r == RoleChair
	case KindExtensionEnacted, KindExtensionWithdrawn:
		return false // the ministry's registry does both, and it is no member
	case KindRuleConfirmed, KindRuleDoubted:
		return r == RoleAdministrator // whoever decides by a rule does not confirm it
	case KindMemberAdded:
		return r == RoleAdministrator || r == RoleChair // a small commission has no administrator
	}
	return r == RoleDoctor || r == RoleChair || r == RoleClerk || r == RoleAdministrator
}

// Examines tells whether the role examines persons: only such a member is given a case.
func (r Role) Examines() bool { return r.May(KindExaminationRecorded) }

// Member is somebody who works at a commission. Key is the public half of the key with which the member signs decisions: an
// uncompressed P-256 point, 65 bytes.
type Member struct {
	ID   MemberID `json:"id"`
	Name string   `json:"name"`
	Role Role     `json:"role"`
	Key  []byte   `json:"key"`
}

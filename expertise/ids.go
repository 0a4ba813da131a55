package expertise

// Ids are UUIDv7 texts such as "0197f2d4-7c1e-7a3b-9c55-0d7a9b1c2e3f"; each kind has its own type, so that they cannot be mixed up.
type (
	PersonID      string
	CaseID        string // one referral and all that follows from it
	DecisionID    string
	CertificateID string
	MemberID      string
	DeskID        string
	OpID          string
)

// CaseNumber is what people call a case by: year, desk and running number, such as "2026-03-01042".
type CaseNumber string

// CommissionNumber is the commission's number in the country profile and in seals.
type CommissionNumber int

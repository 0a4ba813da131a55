package expertise

import "time"

// CertificateKind tells the papers apart; the numbers stand in seals and never change their meaning.
type CertificateKind int

const (
	KindCertificate CertificateKind = 1 // certificate of disability
	KindExtract     CertificateKind = 2 // extract for the payer
	KindRefusal     CertificateKind = 3 // notice that no disability was established
	KindProgramme   CertificateKind = 4 // excerpt of the rehabilitation programme
)

// Aside tells whether such a paper stands beside the certificate: what becomes of it changes nothing about the case.
func (k CertificateKind) Aside() bool { return k == KindExtract || k == KindProgramme }

// FormState is where a numbered, strictly accounted form is.
type FormState string

const (
	FormIssued     FormState = "issued"
	FormPrinted    FormState = "printed"
	FormHandedOver FormState = "handed-over"
	FormVoided     FormState = "voided" // spoiled before it was handed over
	FormRevoked    FormState = "revoked"
	FormReplaced   FormState = "replaced"
)

// Valid tells whether a receiver may rely on a paper in this state.
func (s FormState) Valid() bool {
	return s == FormIssued || s == FormPrinted || s == FormHandedOver
}

// Certificate is the record of a numbered form. Its sealed bytes name the person, so they travel in the personal part; SealHash
// stands for them in the open part.
type Certificate struct {
	ID         CertificateID    `json:"id"`
	Kind       CertificateKind  `json:"kind"`
	Number     uint64           `json:"number"`
	Decision   DecisionID       `json:"decision"`
	Commission CommissionNumber `json:"commission"`
	Index      uint64           `json:"index"`    // place in the status list
	SealHash   string           `json:"sealHash"` // SHA-256 of the sealed bytes, hex
	Issued     time.Time        `json:"issued"`
	Sample     bool             `json:"sample,omitempty"`
	Replaces   CertificateID    `json:"replaces,omitempty"` // a duplicate, in the place of this paper
}

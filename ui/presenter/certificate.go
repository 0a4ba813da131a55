package presenter

import (
	"context"
	"image"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/wire"
)

// CertificateStore is what the certificate asks of the desk.
type CertificateStore interface {
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	Issue(ctx context.Context, id expertise.CaseID) (expertise.CertificateID, error)
	Printed(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID) error
	HandOver(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, receiver string) error
	Void(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) error
	Revoke(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) error
	About() wire.Enrolled
	User() expertise.Member
}

// Printer prints a PDF. It returns when the spooler has it.
type Printer interface {
	Print(ctx context.Context, title string, pdf []byte) error
}

// FormRow is one numbered form of a case.
type FormRow struct {
	ID     expertise.CertificateID
	Number string
	Kind   string
	Issued string
	State  Chip
	Note   string // receiver or reason
}

// CertificateState is the certificate of a case.
type CertificateState struct {
	Common
	Case          expertise.CaseID
	ID            expertise.CertificateID // "" when there is no valid paper
	Title         string                  // "Certificate No. 1001"
	State         Chip
	Sample        string // why it is a sample, or ""
	Shortened     string // the seal holds a shortened name
	Preview       image.Image
	Facts         []Fact
	Empty         Empty // no paper yet: why, and what to do
	Forms         []FormRow
	FileName      string // suggested for Save PDF: without the person's name
	CanIssue      bool
	CanPrint      bool // there is a printer
	CanSave       bool
	CanHandOver   bool
	CanVoid       bool
	CanRevoke     bool
	ReceiverError string
	ReasonError   string
	Receiver      string // suggested: the person's own name
}

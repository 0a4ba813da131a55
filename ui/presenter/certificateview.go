package presenter

import (
	"fmt"
	"image"
	"slices"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
)

// FormRow is one numbered form of a case.
type FormRow struct {
	ID     expertise.CertificateID
	Number string
	Kind   string
	State  Chip
	By     string // number of the paper that replaced it, "" for none
}

// CertificateState is the papers of a case, and the one of them that is shown.
type CertificateState struct {
	Common
	Case           expertise.CaseID
	ID             expertise.CertificateID // of the shown paper, "" when there is none
	Title          string                  // "Certificate of disability No. 1001"
	State          Chip
	Sample         string // why it is a sample, or ""
	Shortened      string // the seal holds a shortened name
	Preview        image.Image
	Facts          []Fact
	Empty          Empty // no paper yet: why, and what to do
	Forms          []FormRow
	Shown          int    // of Forms
	FileName       string // suggested for Save PDF: without the person's name
	CanIssue       bool
	CanExtract     bool
	CanProgramme   bool
	CanPrint       bool // there is a printer
	CanSave        bool
	CanMarkPrinted bool // a saved document was printed with another program
	CanHandOver    bool
	CanDuplicate   bool
	CanVoid        bool
	CanRevoke      bool
	Barred         []Fact // a step that is not offered, and why
	ReceiverError  string
	ReasonError    string
	Receiver       string // suggested: the person's own name
	Today          string // the day that a handover is noted with
}

var formTones = map[expertise.FormState]Tone{expertise.FormIssued: ToneNew, expertise.FormPrinted: ToneWaiting, expertise.FormHandedOver: ToneDone,
	expertise.FormVoided: ToneQuiet, expertise.FormRevoked: ToneAlert, expertise.FormReplaced: ToneQuiet}

func (e *Env) formState(s expertise.FormState) Chip {
	return Chip{e.language.T("certificate.state." + string(s)), formTones[s]}
}

func (e *Env) paperKind(k expertise.CertificateKind) string {
	name, _ := law.FormKind(k)
	return law.Text(e.Profile.Certificate.Titles[name]).In(e.language.Code())
}

func (c *Certificate) state() CertificateState {
	e, l := c.env, c.env.language
	s := CertificateState{Common: c.common(), Case: c.id, Preview: c.preview, ReceiverError: l.Error(c.receiver), ReasonError: l.Error(c.reason), Shown: -1, Today: e.date(e.Today())}
	v := c.file
	if v == nil {
		return s
	}
	f := c.paper()
	for _, x := range slices.Backward(v.Certificates) {
		if f != nil && x.ID == f.ID {
			s.Shown = len(s.Forms)
		}
		row := FormRow{ID: x.ID, Number: fmt.Sprint(x.Number), Kind: e.paperKind(x.Kind), State: e.formState(x.State)}
		if by := c.successor(&x); by != nil {
			row.By = fmt.Sprint(by.Number)
		}
		s.Forms = append(s.Forms, row)
	}
	c.offer(&s)
	if f == nil {
		s.Empty = Empty{Text: l.T("empty.certificate"), Action: l.T("exam.tab.decision")}
		if s.CanIssue {
			s.Empty = Empty{Text: l.T("certificate.ready"), Action: l.T("button.issue")}
		}
		return s
	}
	kind, _ := law.FormKind(f.Kind)
	s.ID, s.Title, s.State = f.ID, e.numbered(f), e.formState(f.State)
	s.FileName = fmt.Sprintf("%s-%d.pdf", kind, f.Number)
	s.Receiver = f.Personal.Name.Full()
	s.Facts = []Fact{{l.T("field.issued"), e.moment(f.Issued)}, {l.T("book.column.replaces"), c.other("paper.no", v.Form(f.Replaces))},
		{l.T("book.column.by"), c.other("paper.no", c.successor(f))}, {l.T("field.receiver"), joined(f.Receiver, e.date(f.GivenOn))}, {l.T("field.reason"), f.Reason}}
	s.Facts = slices.DeleteFunc(s.Facts, func(f Fact) bool { return f.Value == "" })
	if f.Sample {
		s.Sample = l.T("verify.sample")
	}
	if claims, err := seal.Peek(f.Personal.Sealed); err == nil && claims.Name.Shortened {
		s.Shortened = l.T("certificate.shortened")
	}
	return s
}

// successor is the paper that replaced one, nil where none did.
func (c *Certificate) successor(f *expertise.CertificateFile) *expertise.CertificateFile {
	for i := range c.file.Certificates {
		if c.file.Certificates[i].Replaces == f.ID {
			return &c.file.Certificates[i]
		}
	}
	return nil
}

// other names another paper by its number, "" for none.
func (c *Certificate) other(key string, f *expertise.CertificateFile) string {
	if f == nil {
		return ""
	}
	return c.env.language.T(key, "number", fmt.Sprint(f.Number))
}

// hurdle is what keeps a step from being offered, with the key of the sentence that says so.
type hurdle struct {
	there bool
	key   string
}

// offer says which steps are possible now, and why the others are not: by the case, by the member's role, and by the shown paper's own
// state.
func (c *Certificate) offer(s *CertificateState) {
	e, l, v, f := c.env, c.env.language, c.file, c.paper()
	role := c.store.User().Role
	offered := func(button string, hurdles ...hurdle) bool {
		for _, h := range hurdles {
			if h.there {
				s.Barred = append(s.Barred, Fact{l.T(button), l.T(h.key)})
				return false
			}
		}
		return true
	}
	locked := hurdle{v.Locked, "error.case.locked"}
	may := func(k expertise.Kind) hurdle { return hurdle{!role.May(k), "certificate.why.role"} }
	main, decision := v.Certificate(), v.Decision()
	if decision != nil && decision.InForce && expertise.CanStep(v.State, expertise.KindCertificateIssued) {
		s.CanIssue = main == nil && offered("button.issue", locked, may(expertise.KindCertificateIssued))
		first := hurdle{main == nil || main.Kind != expertise.KindCertificate, "certificate.why.first"}
		s.CanExtract = offered("button.issue_extract", locked, may(expertise.KindCertificateIssued), first, hurdle{v.Paper(expertise.KindExtract) != nil, "certificate.why.exists"})
		s.CanProgramme = len(e.Profile.Services) > 0 && offered("button.issue_programme", locked, may(expertise.KindCertificateIssued), first,
			hurdle{v.Paper(expertise.KindProgramme) != nil, "certificate.why.exists"}, hurdle{len(decision.Decision.Services) == 0, "certificate.why.services"})
	}
	if f == nil {
		return
	}
	if !f.State.Valid() {
		s.Barred = append(s.Barred, Fact{c.other("paper.no", f), l.T("certificate.why.over")})
		return
	}
	possible := func(k expertise.Kind, key string) hurdle {
		return hurdle{!expertise.CanStep(v.State, k) || !f.May(k), key}
	}
	s.CanSave = len(f.Personal.Sealed) > 0
	s.CanPrint = offered("button.print", locked, may(expertise.KindCertificatePrinted), hurdle{c.printer == nil, "certificate.why.printer"})
	s.CanMarkPrinted = f.State == expertise.FormIssued && !v.Locked && role.May(expertise.KindCertificatePrinted)
	s.CanHandOver = offered("button.hand_over", locked, may(expertise.KindCertificateHandedOver), possible(expertise.KindCertificateHandedOver, "certificate.why.given"))
	s.CanDuplicate = offered("button.duplicate", locked, may(expertise.KindCertificateReplaced), possible(expertise.KindCertificateReplaced, "certificate.why.first"))
	s.CanVoid = offered("button.void", locked, may(expertise.KindCertificateVoided), possible(expertise.KindCertificateVoided, "certificate.why.not_spoiled"))
	s.CanRevoke = offered("button.revoke", locked, hurdle{!role.May(expertise.KindCertificateRevoked), "certificate.why.chair"},
		possible(expertise.KindCertificateRevoked, "certificate.why.over"))
}

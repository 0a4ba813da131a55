package presenter

import (
	"context"
	"errors"
	"image"
	"slices"
	"strconv"
	"strings"
	"time"

	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
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
	Case           expertise.CaseID
	ID             expertise.CertificateID // "" when there is no valid paper
	Title          string                  // "Certificate No. 1001"
	State          Chip
	Sample         string // why it is a sample, or ""
	Shortened      string // the seal holds a shortened name
	Preview        image.Image
	Facts          []Fact
	Empty          Empty // no paper yet: why, and what to do
	Forms          []FormRow
	FileName       string // suggested for Save PDF: without the person's name
	CanIssue       bool
	CanPrint       bool // there is a printer
	CanSave        bool
	CanMarkPrinted bool // a saved document was printed with another program
	CanHandOver    bool
	CanVoid        bool
	CanRevoke      bool
	ReceiverError  string
	ReasonError    string
	Receiver       string // suggested: the person's own name
}

// previewDPI draws the preview: sharp enough to read, small enough to be there at once.
const previewDPI = 110

// Certificate is the paper of a case: issued with a tap, seen as it will be printed, printed, handed over, taken back.
type Certificate struct {
	view[CertificateState]
	store    CertificateStore
	printer  Printer // nil: this computer has none
	id       expertise.CaseID
	file     *desk.CaseView
	preview  image.Image
	shown    expertise.CertificateID // whose preview it is
	receiver error
	reason   error
}

// NewCertificate makes the page. printer may be nil.
func NewCertificate(store CertificateStore, env *Env, printer Printer, emit func(CertificateState)) *Certificate {
	c := &Certificate{store: store, printer: printer}
	c.begin(env, "certificate", emit, c.state, func() {
		if c.id != "" {
			c.load()
		}
	})
	env.working["certificate.preview"] = c.Emit
	return c
}

// Open shows the paper of a case.
func (c *Certificate) Open(id expertise.CaseID) {
	c.id, c.file, c.preview, c.shown, c.receiver, c.reason = id, nil, nil, "", nil, nil
	c.env.Runner.Cancel("certificate.preview")
	c.fail(nil)
	c.load()
	c.Emit()
}

func (c *Certificate) load() {
	id, store := c.id, c.store
	read(&c.view, func(ctx context.Context) (desk.CaseView, error) { return store.Case(ctx, id) }, func(v desk.CaseView) {
		c.file = &v
		c.draw()
	})
}

// draw makes the preview of the valid paper, away from the goroutine that draws the screen.
func (c *Certificate) draw() {
	f := c.file.Certificate()
	if f == nil {
		c.preview, c.shown = nil, ""
		return
	}
	if f.ID == c.shown {
		return
	}
	c.preview = nil
	id, paper := f.ID, c.paper()
	Run(c.env.Runner, "certificate.preview", func(context.Context) (image.Image, error) {
		m, err := paper.model()
		if err != nil {
			return nil, err
		}
		return page.Raster(m, previewDPI), nil
	}, func(_ Generation, preview image.Image, err error) {
		if err != nil {
			c.fail(err)
		} else {
			c.preview, c.shown = preview, id
		}
		c.Emit()
	})
}

// paper is what a page is made of, taken from the presenter so that a task can work on it.
type paper struct {
	sealed      []byte
	form        *law.CertificateForm
	particulars page.Particulars
	issued      time.Time
}

func (c *Certificate) paper() paper {
	f := c.file.Certificate()
	p := paper{sealed: f.Personal.Sealed, form: &c.env.Profile.Certificate, issued: c.env.local(f.Issued)}
	p.particulars = page.Particulars{Surname: f.Personal.Name.Surname, Given: f.Personal.Name.Given, Patronymic: f.Personal.Name.Patronymic,
		Identifier: f.Personal.Identifier, Commission: law.FormText(c.store.About().CommissionName)}
	for _, d := range c.file.Decisions {
		if cause, known := c.env.Profile.Cause(d.Decision.Cause); known && d.Decision.ID == f.Decision {
			p.particulars.Cause = law.FormText(cause.Names)
		}
	}
	return p
}

func (p paper) model() (*page.Model, error) {
	return page.Build(p.sealed, p.form, p.particulars, p.issued)
}

func (p paper) pdf() ([]byte, error) {
	m, err := p.model()
	if err != nil {
		return nil, err
	}
	return page.PDF(m, p.sealed)
}

// Issue takes a number and seals the certificate of the decision in force, or the notice that none was established.
func (c *Certificate) Issue() {
	id, store := c.id, c.store
	if id == "" {
		return
	}
	write(&c.view, func(ctx context.Context) (expertise.CertificateID, error) { return store.Issue(ctx, id) }, func(expertise.CertificateID, error) {})
}

// SavePDF writes the document to a path. A file of that name is replaced.
func (c *Certificate) SavePDF(path string) {
	if c.valid() == nil || path == "" {
		return
	}
	paper, id := c.paper(), c.id
	write(&c.view, func(context.Context) (none, error) {
		pdf, err := paper.pdf()
		if err == nil {
			err = writeFile(path, pdf)
		}
		return none{}, err
	}, func(_ none, err error) {
		if err == nil && c.id == id {
			c.say(ToneDone, "certificate.saved", "file", path)
		}
	})
}

// Print sends the document to the printer and notes it in the record.
func (c *Certificate) Print() {
	f := c.valid()
	if f == nil || c.printer == nil {
		return
	}
	paper, printer, store, id, form := c.paper(), c.printer, c.store, c.id, f.ID
	title := c.env.language.T("certificate.number", "number", strconv.FormatUint(f.Number, 10))
	write(&c.view, func(ctx context.Context) (none, error) {
		pdf, err := paper.pdf()
		if err == nil {
			err = printer.Print(ctx, title, pdf)
		}
		if err == nil {
			err = store.Printed(ctx, id, form)
		}
		return none{}, err
	}, func(_ none, err error) {
		if err == nil && c.id == id {
			c.say(ToneDone, "certificate.printed")
		}
	})
}

// MarkPrinted notes that the saved document was printed with another program.
func (c *Certificate) MarkPrinted() {
	c.step(nil, func(ctx context.Context, id expertise.CaseID, form expertise.CertificateID) error {
		return c.store.Printed(ctx, id, form)
	})
}

// HandOver notes who received the paper.
func (c *Certificate) HandOver(receiver string) {
	receiver = strings.TrimSpace(receiver)
	c.step(&c.receiver, func(ctx context.Context, id expertise.CaseID, form expertise.CertificateID) error {
		return c.store.HandOver(ctx, id, form, receiver)
	})
}

// Void writes off a spoiled form; Revoke takes back a certificate that should not have been issued. Both want a reason.
func (c *Certificate) Void(reason string) {
	reason = strings.TrimSpace(reason)
	c.step(&c.reason, func(ctx context.Context, id expertise.CaseID, form expertise.CertificateID) error {
		return c.store.Void(ctx, id, form, reason)
	})
}

func (c *Certificate) Revoke(reason string) {
	reason = strings.TrimSpace(reason)
	c.step(&c.reason, func(ctx context.Context, id expertise.CaseID, form expertise.CertificateID) error {
		return c.store.Revoke(ctx, id, form, reason)
	})
}

// step changes the valid paper; a refusal of what was typed goes under its field.
func (c *Certificate) step(under *error, f func(context.Context, expertise.CaseID, expertise.CertificateID) error) {
	paper := c.valid()
	if paper == nil {
		return
	}
	id, form := c.id, paper.ID
	c.receiver, c.reason = nil, nil
	write(&c.view, only(func(ctx context.Context) error { return f(ctx, id, form) }), func(_ none, err error) {
		var refused *expertise.Error
		if c.id == id && under != nil && errors.As(err, &refused) && refused.Field != "" {
			*under, c.banner = err, nil
		}
	})
}

func (c *Certificate) valid() *expertise.CertificateFile {
	if c.file == nil {
		return nil
	}
	return c.file.Certificate()
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
	s := CertificateState{Common: c.common(), Case: c.id, Preview: c.preview, ReceiverError: l.Error(c.receiver), ReasonError: l.Error(c.reason)}
	v := c.file
	if v == nil {
		return s
	}
	role := c.store.User().Role
	may := func(k expertise.Kind) bool { return !v.Locked && expertise.CanStep(v.State, k) && role.May(k) }
	for _, f := range slices.Backward(v.Certificates) {
		s.Forms = append(s.Forms, FormRow{ID: f.ID, Number: strconv.FormatUint(f.Number, 10), Kind: e.paperKind(f.Kind), Issued: e.moment(f.Issued), State: e.formState(f.State),
			Note: joined(f.Receiver, e.date(f.GivenOn), f.Reason)})
	}
	f := v.Certificate()
	if f == nil {
		s.CanIssue = may(expertise.KindCertificateIssued)
		s.Empty = Empty{Text: l.T("empty.certificate"), Action: l.T("exam.tab.decision")}
		if s.CanIssue {
			s.Empty = Empty{Text: l.T("certificate.ready"), Action: l.T("button.issue")}
		}
		return s
	}
	number := strconv.FormatUint(f.Number, 10)
	s.ID, s.Title, s.State = f.ID, l.T("certificate.number", "number", number), e.formState(f.State)
	s.FileName = "certificate-" + number + ".pdf"
	s.Receiver = f.Personal.Name.Full()
	s.CanPrint, s.CanSave = c.printer != nil && may(expertise.KindCertificatePrinted), true
	s.CanMarkPrinted = f.State == expertise.FormIssued && may(expertise.KindCertificatePrinted)
	can := func(k expertise.Kind) bool { return may(k) && f.May(k) }
	s.CanHandOver, s.CanVoid, s.CanRevoke = can(expertise.KindCertificateHandedOver), can(expertise.KindCertificateVoided), can(expertise.KindCertificateRevoked)
	s.Facts = []Fact{{l.T("field.document"), e.paperKind(f.Kind)}, {l.T("field.issued"), e.moment(f.Issued)}}
	if f.Receiver != "" {
		s.Facts = append(s.Facts, Fact{l.T("field.receiver"), joined(f.Receiver, e.date(f.GivenOn))})
	}
	if f.Sample {
		s.Sample = l.T("verify.sample")
	}
	if claims, err := seal.Peek(f.Personal.Sealed); err == nil && claims.Name.Shortened {
		s.Shortened = l.T("certificate.shortened")
	}
	return s
}

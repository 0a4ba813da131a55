package presenter

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"

	"medsoc/certs/page"
	"medsoc/expertise"
	"medsoc/store/desk"
)

// CertificateStore is what the papers of a case ask of the desk.
type CertificateStore interface {
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	Document(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID) (*desk.Document, error)
	SignsPDF() bool
	IssueKind(ctx context.Context, id expertise.CaseID, kind expertise.CertificateKind) (expertise.CertificateID, error)
	Duplicate(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) (expertise.CertificateID, error)
	Printed(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID) error
	HandOver(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, receiver string) error
	Void(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) error
	Revoke(ctx context.Context, id expertise.CaseID, certificate expertise.CertificateID, reason string) error
	User() expertise.Member
}

// Printer prints a PDF. It returns when the spooler has it.
type Printer interface {
	Print(ctx context.Context, title string, pdf []byte) error
}

// previewDPI draws the preview: sharp enough to read, small enough to be there at once.
const previewDPI = 110

// Certificate is the papers of a case: issued with a tap, seen as they will be printed, printed, handed over, given again, taken back.
type Certificate struct {
	view[CertificateState]
	store    CertificateStore
	printer  Printer // nil: this computer has none
	id       expertise.CaseID
	file     *desk.CaseView
	chosen   expertise.CertificateID // by a person, "" for none
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

// Open shows the papers of a case.
func (c *Certificate) Open(id expertise.CaseID) {
	c.id, c.file, c.chosen, c.receiver, c.reason = id, nil, "", nil, nil
	c.blank()
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

// Choose shows a paper of the list; every step that follows concerns it.
func (c *Certificate) Choose(form expertise.CertificateID) {
	if c.file == nil || c.file.Form(form) == nil || c.busy {
		return
	}
	c.chosen, c.receiver, c.reason = form, nil, nil
	c.fail(nil)
	c.draw()
	c.Emit()
}

// paper is the one that is shown: the chosen one, else the certificate that stands, else the newest of the list.
func (c *Certificate) paper() *expertise.CertificateFile {
	if c.file == nil {
		return nil
	}
	if f := c.file.Form(c.chosen); f != nil {
		return f
	}
	if f := c.file.Certificate(); f != nil {
		return f
	}
	if n := len(c.file.Certificates); n > 0 {
		return &c.file.Certificates[n-1]
	}
	return nil
}

// standing is the shown paper where a receiver may rely on it; nil otherwise.
func (c *Certificate) standing() *expertise.CertificateFile {
	if f := c.paper(); f != nil && f.State.Valid() {
		return f
	}
	return nil
}

func (c *Certificate) blank() {
	c.env.Runner.Cancel("certificate.preview")
	c.preview, c.shown = nil, ""
}

// draw makes the preview, away from the goroutine that draws the screen, from the same page as the print. The preview of a paper that was
// left meanwhile is dropped.
func (c *Certificate) draw() {
	f := c.paper()
	if f == nil || f.ID != c.shown {
		c.blank()
	}
	if f == nil || f.ID == c.shown || len(f.Personal.Sealed) == 0 {
		return
	}
	id, form, store := c.id, f.ID, c.store
	Run(c.env.Runner, "certificate.preview", func(ctx context.Context) (image.Image, error) {
		d, err := store.Document(ctx, id, form)
		if err != nil {
			return nil, err
		}
		return page.Raster(d.Page, previewDPI), nil
	}, func(_ Generation, preview image.Image, err error) {
		if err != nil {
			c.fail(err)
		} else {
			c.preview, c.shown = preview, form
		}
		c.Emit()
	})
}

// Issue takes a number and seals the certificate of the decision in force, or the notice that none was established.
func (c *Certificate) Issue() { c.issue(expertise.KindCertificate) }

// IssueExtract and IssueProgramme issue the papers that stand beside a certificate: for the payer, and of the rehabilitation programme.
func (c *Certificate) IssueExtract()   { c.issue(expertise.KindExtract) }
func (c *Certificate) IssueProgramme() { c.issue(expertise.KindProgramme) }

func (c *Certificate) issue(kind expertise.CertificateKind) {
	if c.id == "" {
		return
	}
	id, store := c.id, c.store
	write(&c.view, func(ctx context.Context) (expertise.CertificateID, error) { return store.IssueKind(ctx, id, kind) }, c.follow(id))
}

// follow shows the paper that was just made, unless another case was opened meanwhile.
func (c *Certificate) follow(id expertise.CaseID) func(expertise.CertificateID, error) {
	return func(made expertise.CertificateID, err error) {
		if err == nil && c.id == id {
			c.chosen = made
		}
	}
}

// Main is the page's main action: the paper that is missing is issued, one that is there is printed.
func (c *Certificate) Main() {
	if c.file != nil && c.file.Certificate() == nil {
		c.Issue()
		return
	}
	c.Print()
}

// SavePDF writes the document to a path, with the desk's signature for readers of PDF where the desk can sign. A file of that name is
// replaced.
func (c *Certificate) SavePDF(path string) {
	f := c.standing()
	if f == nil || path == "" {
		return
	}
	id, form, store := c.id, f.ID, c.store
	write(&c.view, func(ctx context.Context) (none, error) {
		d, err := store.Document(ctx, id, form)
		if err != nil {
			return none{}, err
		}
		pdf, err := pdfOf(ctx, store, d)
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

// pdfOf draws a document as it is given away as a file.
func pdfOf(ctx context.Context, store interface{ SignsPDF() bool }, d *desk.Document) ([]byte, error) {
	if store.SignsPDF() {
		return d.Signed(ctx)
	}
	return d.PDF()
}

// Print sends the document to the printer and notes it in the record.
func (c *Certificate) Print() {
	f := c.standing()
	if f == nil || c.printer == nil {
		return
	}
	printer, store, id, form := c.printer, c.store, c.id, f.ID
	title := c.env.numbered(f)
	write(&c.view, func(ctx context.Context) (none, error) {
		d, err := store.Document(ctx, id, form)
		if err != nil {
			return none{}, err
		}
		pdf, err := d.PDF()
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

// numbered names a paper by its kind and number, for a heading and the spooler's queue: no person stands in it.
func (e *Env) numbered(f *expertise.CertificateFile) string {
	return e.language.T("paper.number", "kind", e.paperKind(f.Kind), "number", fmt.Sprint(f.Number))
}

// MarkPrinted notes that the saved document was printed with another program.
func (c *Certificate) MarkPrinted() {
	c.step(nil, func(ctx context.Context, id expertise.CaseID, form expertise.CertificateID) error {
		return c.store.Printed(ctx, id, form)
	})
}

// HandOver notes who received the paper, today.
func (c *Certificate) HandOver(receiver string) {
	receiver = strings.TrimSpace(receiver)
	c.step(&c.receiver, func(ctx context.Context, id expertise.CaseID, form expertise.CertificateID) error {
		return c.store.HandOver(ctx, id, form, receiver)
	})
}

// Duplicate issues a lost paper again under a new number; the old one is replaced. Void writes off a spoiled form; Revoke takes back a
// certificate that should not have been issued. All want a reason.
func (c *Certificate) Duplicate(reason string) {
	f := c.standing()
	if f == nil {
		return
	}
	id, form, store, said := c.id, f.ID, c.store, strings.TrimSpace(reason)
	c.receiver, c.reason = nil, nil
	follow := c.follow(id)
	write(&c.view, func(ctx context.Context) (expertise.CertificateID, error) {
		return store.Duplicate(ctx, id, form, said)
	},
		func(made expertise.CertificateID, err error) {
			c.refused(id, &c.reason, err)
			follow(made, err)
		})
}

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

// step changes the shown paper; a refusal of what was typed goes under its field. The paper stays in sight.
func (c *Certificate) step(under *error, f func(context.Context, expertise.CaseID, expertise.CertificateID) error) {
	paper := c.standing()
	if paper == nil {
		return
	}
	id, form := c.id, paper.ID
	c.receiver, c.reason = nil, nil
	write(&c.view, only(func(ctx context.Context) error { return f(ctx, id, form) }), func(_ none, err error) { c.refused(id, under, err) })
}

func (c *Certificate) refused(id expertise.CaseID, under *error, err error) {
	var refused *expertise.Error
	if c.id == id && under != nil && errors.As(err, &refused) && refused.Field != "" {
		*under, c.banner = err, nil
	}
}

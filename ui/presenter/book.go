package presenter

import (
	"bytes"
	"context"
	"strconv"

	"medsoc/certs/page"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// BookStore is what the book of numbered forms asks of the desk.
type BookStore interface {
	FormBook(ctx context.Context, from, to expertise.Date) ([]records.BookRow, error)
	About() wire.Enrolled
}

// FormLine is one line of the book: a paper, or a run of numbers that no paper has.
type FormLine struct {
	Case     expertise.CaseID // "" for a run
	Number   string           // "1003", "1004 – 1010"
	Kind     string
	Issued   string
	Name     string
	State    Chip
	Reason   string // of what became of it; for numbers without a paper, what explains them
	Receiver string
	Replaces string
	By       string
}

// BookState is the book of numbered forms for a time.
type BookState struct {
	Common
	From, To Field
	Rows     []FormLine
	Count    string
	Missing  string // numbers that nothing explains, "" for none
	Empty    Empty
	CanSave  bool
	CanPrint bool
	FileName string // without its ending
}

// Names of the fields of the time.
const (
	bookFrom = "from"
	bookTo   = "to"
)

// Book is the journal of numbered forms: what became of every number.
type Book struct {
	view[BookState]
	store    BookStore
	printer  Printer
	form     form
	from, to expertise.Date // of the rows that are shown
	rows     []records.BookRow
	filled   bool
}

// NewBook makes the page. printer may be nil.
func NewBook(store BookStore, env *Env, printer Printer, emit func(BookState)) *Book {
	b := &Book{store: store, printer: printer, form: newForm()}
	b.begin(env, "book", emit, b.state, func() {
		if b.filled {
			b.load()
		}
	})
	return b
}

// Open shows the present month.
func (b *Book) Open() {
	if b.form.values[bookFrom] == "" && b.form.values[bookTo] == "" {
		today := b.env.Today()
		b.form.values[bookFrom], b.form.values[bookTo] = b.env.date(firstOfMonth(today)), b.env.date(today)
	}
	b.load()
	b.Emit()
}

// ShowPage opens the page beside this one; OpenCase the case of a paper.
func (b *Book) ShowPage(id ScreenID) { b.env.Go(Route{Screen: id}) }

func (b *Book) OpenCase(id expertise.CaseID) {
	if id != "" {
		b.env.Go(Route{Screen: ScreenCase, Case: id, Tab: TabCertificate})
	}
}

// Set takes a day of the time; the book follows once both are days.
func (b *Book) Set(name, value string) {
	if b.form.set(name, value) {
		b.load()
		b.Emit()
	}
}

// load reads the book of the time that is typed. A day that is being typed leaves what is shown.
func (b *Book) load() {
	b.form.clearErrors()
	from, to := b.form.day(bookFrom), b.form.day(bookTo)
	if len(b.form.errors) > 0 || from.IsZero() || to.IsZero() {
		return
	}
	if to.Before(from) {
		b.form.refuse(bookTo, refusal("book.order"))
		return
	}
	store := b.store
	read(&b.view, func(ctx context.Context) ([]records.BookRow, error) { return store.FormBook(ctx, from, to) }, func(rows []records.BookRow) {
		b.from, b.to, b.rows, b.filled = from, to, rows, true
	})
}

// SavePDF writes the book to be printed and signed, SaveCSV as a table for other programs, Print hands it to the printer.
func (b *Book) SavePDF(path string) {
	b.deliver(path != "", b.pdf(), func(_ context.Context, pdf []byte) error { return writeFile(path, pdf) }, "book.saved", path)
}

func (b *Book) SaveCSV(path string) {
	rows := b.rows
	b.deliver(path != "", func(context.Context) ([]byte, error) {
		out := bytes.NewBufferString("\uFEFF") // spreadsheets ask for the mark
		err := records.WriteBook(out, rows)
		return out.Bytes(), err
	}, func(_ context.Context, table []byte) error { return writeFile(path, table) }, "book.saved", path)
}

func (b *Book) Print() {
	printer, title := b.printer, b.env.language.T("book.title")
	b.deliver(printer != nil, b.pdf(), func(ctx context.Context, pdf []byte) error { return printer.Print(ctx, title, pdf) }, "book.printed", "")
}

func (b *Book) deliver(may bool, make func(context.Context) ([]byte, error), to func(context.Context, []byte) error, done, path string) {
	if !may || !b.filled || len(b.rows) == 0 {
		return
	}
	write(&b.view, func(ctx context.Context) (none, error) {
		data, err := make(ctx)
		if err == nil {
			err = to(ctx, data)
		}
		return none{}, err
	}, func(_ none, err error) {
		if err == nil {
			b.say(ToneDone, done, "file", path)
		}
	})
}

// pdf gives the writer of the book in the present language, with the authority's name as on its papers.
func (b *Book) pdf() func(context.Context) ([]byte, error) {
	e, l := b.env, b.env.language
	form, code := &e.Profile.Certificate, l.Code()
	m := page.BookModel{Language: code, Authority: law.Text(form.Authority).In(code) + ", " + law.Text(b.store.About().CommissionName).In(code),
		Title: l.T("book.title"), Period: l.T("book.period", "from", e.date(b.from), "to", e.date(b.to))}
	if b.store.About().Sample {
		m.Sample = law.Text(form.Sample).In(code)
	}
	for _, column := range []string{"number", "kind", "issued", "name", "state", "reason", "receiver", "replaces", "by"} {
		m.Columns = append(m.Columns, l.T("book.column."+column))
	}
	for i := range b.rows {
		r := b.line(&b.rows[i])
		m.Rows = append(m.Rows, []string{r.Number, r.Kind, r.Issued, b.rows[i].Name.Full(), r.State.Text, r.Reason, r.Receiver, r.Replaces, r.By})
	}
	return func(ctx context.Context) ([]byte, error) {
		var pdf bytes.Buffer
		err := page.Book(ctx, &pdf, m)
		return pdf.Bytes(), err
	}
}

var bookTones = map[expertise.FormState]Tone{records.FormRefused: ToneAlert, records.FormUnused: ToneQuiet, records.FormMissing: ToneAlert}

func (b *Book) line(r *records.BookRow) FormLine {
	e, l := b.env, b.env.language
	number := func(n uint64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatUint(n, 10)
	}
	line := FormLine{Case: r.Case, Number: number(r.Number), Kind: e.paperKind(r.Kind), Issued: e.date(expertise.DateOf(e.local(r.Issued))), Name: shortName(r.Name), State: e.formState(r.State),
		Reason: r.Reason, Receiver: joined(r.Receiver, e.date(r.GivenOn)), Replaces: number(r.Replaces), By: number(r.ReplacedBy)}
	if r.To > r.Number {
		line.Number += " – " + number(r.To)
	}
	if tone, hole := bookTones[r.State]; hole {
		line.State.Tone, line.Reason = tone, l.T("book.why."+string(r.State))
	}
	return line
}

func (b *Book) state() BookState {
	e, l := b.env, b.env.language
	s := BookState{Common: b.common(), From: b.form.field(e, bookFrom, "from_day", KindDate, false), To: b.form.field(e, bookTo, "to_day", KindDate, false)}
	if !b.filled {
		return s
	}
	papers, missing := 0, 0
	for i := range b.rows {
		r := &b.rows[i]
		s.Rows = append(s.Rows, b.line(r))
		switch {
		case r.State == records.FormMissing:
			missing += int(r.To - r.Number + 1)
		case r.State != records.FormUnused:
			papers++
		}
	}
	s.Count = l.N("book.count", papers)
	if missing > 0 {
		s.Missing = l.N("cli.book.missing", missing)
	}
	if len(b.rows) == 0 {
		s.Empty = Empty{Text: l.T("book.empty")}
	}
	s.CanSave = len(b.rows) > 0 && !b.busy
	s.CanPrint = s.CanSave && b.printer != nil
	s.FileName = "forms-" + b.from.String() + "-" + b.to.String()
	return s
}

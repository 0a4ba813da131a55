package presenter

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
)

// countDesk lets a test step in before a case's paper is issued.
type countDesk struct {
	*desk.Desk
	before func(n int, id expertise.CaseID) error
	n      int
}

func (c *countDesk) BatchKind(ctx context.Context, kind expertise.CertificateKind, ids []expertise.CaseID, progress func(int, int, error)) (desk.BatchReport, error) {
	c.n++
	if c.before != nil {
		if err := c.before(c.n, ids[0]); err != nil {
			return desk.BatchReport{Failed: []desk.BatchFailure{{Case: ids[0], Err: err}}}, nil
		}
	}
	return c.Desk.BatchKind(ctx, kind, ids, progress)
}

func decidedCases(t *testing.T, b *desktest.Bench, n int) (ids []expertise.CaseID) {
	t.Helper()
	for i := range n {
		p := desktest.Leyla()
		p.Identifier.Value = "5K1Z7" + string(rune('1'+i)) + "B"
		p.Name.Given += strings.Repeat("a", i)
		id := b.Referred(t, p)
		b.Decided(t, id)
		ids = append(ids, id)
	}
	return ids
}

func papersOf(t *testing.T, b *desktest.Bench, printer Printer, n int) (*theatre, *countDesk, []expertise.CaseID) {
	t.Helper()
	ids := decidedCases(t, b, n)
	store := &countDesk{Desk: b.Desk}
	th := open(t, b, store, Options{Printer: printer})
	th.Shell.Go(Route{Screen: ScreenPapers})
	th.settle()
	return th, store, ids
}

// A run that is stopped leaves whole papers behind, and the next one goes on where it ended.
func TestABatchIsStoppedAndGoesOn(t *testing.T) {
	b := desktest.New(t)
	th, store, ids := papersOf(t, b, nil, 4)
	if len(th.papers.Rows) != 4 || !th.papers.CanStart || th.papers.CanPrint || th.shell.Rail[3].Count != "4" {
		t.Fatalf("%+v", th.papers)
	}
	reached, goOn := make(chan struct{}), make(chan struct{})
	store.before = func(n int, id expertise.CaseID) error {
		switch n {
		case 1:
			return expertise.Invalid("person.erased", "")
		case 2:
			close(reached)
			<-goOn
		}
		return nil
	}
	folder := filepath.Join(t.TempDir(), "papers")
	th.Papers.SaveEach(folder)
	th.Papers.SaveEach(folder) // the first press is still under way
	if !th.papers.Running || th.papers.CanStart {
		t.Fatalf("%+v", th.papers)
	}
	<-reached
	th.Papers.Stop()
	th.Papers.Toggle(ids[3]) // not while it runs
	if !th.papers.Stopping || th.papers.Progress == "" {
		t.Errorf("%+v", th.papers)
	}
	close(goOn)
	th.settle()
	if th.papers.Running || len(th.papers.Failures) != 1 || th.papers.Failures[0].Case != ids[0] || th.papers.Failures[0].Why == "" || th.papers.Report.Tone != ToneWaiting {
		t.Errorf("the report: %+v, %+v", th.papers.Report, th.papers.Failures)
	}
	if files, _ := os.ReadDir(folder); len(files) != 1 || len(th.papers.Rows) != 3 || store.n != 2 {
		t.Errorf("%d files, %d rows, %d asked", len(files), len(th.papers.Rows), store.n)
	}
	store.before = nil
	th.Papers.Toggle(ids[3])
	th.Papers.SaveEach(folder)
	th.settle()
	if files, _ := os.ReadDir(folder); len(files) != 3 || len(th.papers.Rows) != 1 || th.papers.Report.Tone != ToneDone || len(th.papers.Failures) != 0 {
		t.Errorf("%d files, %+v", len(files), th.papers)
	}
	if th.papers.CanStart || th.papers.Rows[0].Case != ids[3] || th.papers.Rows[0].In.Text != "" {
		t.Errorf("the case left out: %+v", th.papers.Rows)
	}
}

// catcher is a printer that keeps what it is given, or refuses it.
type catcher struct {
	pdf    [][]byte
	refuse error
}

func (p *catcher) Print(_ context.Context, _ string, pdf []byte) error {
	if p.refuse == nil {
		p.pdf = append(p.pdf, pdf)
	}
	return p.refuse
}

// What the printer refused is printed by the next run: papers with their numbers wait, and none takes a second number.
func TestPapersTogetherComeAgainAfterAPrinterFailed(t *testing.T) {
	b := desktest.New(t)
	printer := &catcher{refuse: expertise.Invalid("print", "")}
	th, _, ids := papersOf(t, b, printer, 3)
	th.Main()
	th.settle()
	if th.papers.Banner.Tone != ToneAlert || len(th.papers.Rows) != 3 || th.papers.Rows[0].State.Text != th.Language().T("papers.unprinted") {
		t.Fatalf("%+v", th.papers)
	}
	printer.refuse = nil
	th.Main()
	th.settle()
	if len(printer.pdf) != 1 || len(th.papers.Rows) != 0 || th.papers.Empty.Text == "" || th.papers.Report.Tone != ToneDone {
		t.Errorf("%d printed, %+v", len(printer.pdf), th.papers)
	}
	for _, id := range ids {
		v, err := b.Case(ctx, id)
		if err != nil || len(v.Certificates) != 1 || v.Certificates[0].State != expertise.FormPrinted {
			t.Errorf("%+v, %v", v.Certificates, err)
		}
	}
	th.Papers.SaveTogether(filepath.Join(t.TempDir(), "again.pdf"))
	th.settle()
	if th.papers.Running {
		t.Error("a run without papers began")
	}
}

// What would stop every paper stops the run, and the rest is left for another day.
func TestABatchStopsWhereNothingCanGoOn(t *testing.T) {
	b := desktest.New(t)
	th, store, _ := papersOf(t, b, nil, 3)
	store.before = func(n int, _ expertise.CaseID) error {
		if n == 2 {
			b.Lock()
		}
		return nil
	}
	th.Papers.SaveEach(t.TempDir())
	th.settle()
	if !strings.Contains(th.papers.Report.Text, "2 left") || th.papers.Banner.Text == "" || store.n != 2 || th.papers.Running {
		t.Errorf("%+v, %+v", th.papers.Report, th.papers.Banner)
	}
}

// The book names every number of a time; a day that is no day leaves what is shown, and a late answer for an earlier time is dropped.
func TestTheBookOfForms(t *testing.T) {
	b := desktest.New(t)
	printer := &catcher{}
	ids := decidedCases(t, b, 2)
	first, err := b.Issue(ctx, ids[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Duplicate(ctx, ids[0], first, "İtirilib"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Issue(ctx, ids[1]); err != nil {
		t.Fatal(err)
	}
	th := open(t, b, b.Desk, Options{Printer: printer})
	th.Shell.Go(Route{Screen: ScreenBook})
	th.settle()
	if len(th.book.Rows) != 3 || th.book.From.Value != "01.11.2026" || th.book.To.Value != "12.11.2026" || th.book.Missing != "" || th.book.Rows[0].By != "1001" || th.book.Rows[1].Replaces != "1000" {
		t.Fatalf("%+v", th.book)
	}
	if current := th.shell.Rail[3]; !current.Current || current.Screen != ScreenPapers {
		t.Errorf("%+v", current)
	}
	th.Book.Set("to", "01.10.2026")
	th.settle()
	if th.book.To.Error == "" || len(th.book.Rows) != 3 {
		t.Errorf("an order that cannot be: %+v", th.book.To)
	}
	th.Book.Set("to", "01.1")
	th.settle()
	if th.book.To.Error == "" || len(th.book.Rows) != 3 {
		t.Errorf("half a day: %+v", th.book.To)
	}
	th.Book.Set("from", "01.10.2026")
	th.Book.Set("to", "31.10.2026")
	th.Book.Set("to", "12.11.2026")
	th.settle()
	if len(th.book.Rows) != 3 {
		t.Errorf("the last time asked for: %d rows", len(th.book.Rows))
	}
	for name, save := range map[string]func(string){"a.pdf": th.Book.SavePDF, "a.csv": th.Book.SaveCSV} {
		path := filepath.Join(t.TempDir(), name)
		save(path)
		save(path)
		th.settle()
		if data, err := os.ReadFile(path); err != nil || len(data) < 100 || th.book.Banner.Tone != ToneDone || name == "a.csv" && !bytes.Contains(data, []byte("1001")) {
			t.Errorf("%s: %d bytes, %v", name, len(data), errors.Join(err))
		}
	}
	th.Main()
	th.settle()
	if len(printer.pdf) != 1 {
		t.Errorf("%d printed", len(printer.pdf))
	}
	th.Book.Set("from", "01.01.2020")
	th.Book.Set("to", "02.01.2020")
	th.settle()
	if len(th.book.Rows) != 0 || th.book.Empty.Text == "" || th.book.CanSave {
		t.Errorf("a time without papers: %+v", th.book)
	}
}

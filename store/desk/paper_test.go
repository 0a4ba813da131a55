package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"medsoc/certs/check"
	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"

	"pgregory.net/rapid"
)

// certified gives a case with its certificate.
func certified(t *testing.T, b *desktest.Bench, p expertise.Person) (expertise.CaseID, expertise.CertificateID) {
	t.Helper()
	id := b.Referred(t, p)
	b.Decided(t, id)
	paper, err := b.Issue(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return id, paper
}

func paperOf(t *testing.T, b *desktest.Bench, id expertise.CaseID, paper expertise.CertificateID) (*expertise.CertificateFile, *seal.Claims) {
	t.Helper()
	v, err := b.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	f := v.Form(paper)
	if f == nil {
		t.Fatalf("no paper %s", paper)
	}
	claims, err := seal.Peek(f.Personal.Sealed)
	if err != nil {
		t.Fatal(err)
	}
	return f, claims
}

// A payer's extract says what its form shows, in print, in its seal and in its record; the percent and the identifier are not the payer's.
func TestExtractSaysWhatItsFormLists(t *testing.T) {
	b := desktest.New(t)
	id, paper := certified(t, b, desktest.Leyla())
	extract, err := b.IssueKind(ctx, id, expertise.KindExtract)
	if err != nil {
		t.Fatal(err)
	}
	_, whole := paperOf(t, b, id, paper)
	f, says := paperOf(t, b, id, extract)
	if says.Kind != expertise.KindExtract || says.IdentifierTail != "" || says.Percent != 0 || !says.Next.IsZero() || f.Personal.Identifier != "" {
		t.Errorf("the extract says %+v", says)
	}
	if says.Until != whole.Until || says.Outcome != whole.Outcome || says.Birth != whole.Birth || whole.Percent != 70 || whole.IdentifierTail == "" {
		t.Errorf("extract %+v of %+v", says, whole)
	}
	if _, err := b.IssueKind(ctx, id, expertise.KindExtract); expertise.ErrorCode(err) != "certificate.exists" {
		t.Errorf("a second one: %v", err)
	}
	if _, err := b.IssueKind(ctx, id, expertise.KindProgramme); expertise.ErrorCode(err) != "certificate.services" {
		t.Errorf("a programme without services: %v", err)
	}
}

// A programme names the services of the decision, in its seal by the profile's numbers.
func TestProgrammeNamesServices(t *testing.T) {
	b := desktest.New(t)
	services := b.Profile().Services
	if len(services) < 2 {
		t.Skip("the profile lists no services")
	}
	id := b.Referred(t, desktest.Leyla())
	x := desktest.Stroke(b.Today())
	x.Services, x.Labour = []string{services[1].Code, services[0].Code}, "Yüngül iş"
	if err := b.RecordExamination(ctx, id, x, expertise.ExaminationNarrative{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Decide(ctx, id, desk.Choice{}); err != nil {
		t.Fatal(err)
	}
	for i, m := range b.Members {
		if _, err := b.Sign(ctx, id, m.ID, desktest.MemberPassphrase(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.IssueKind(ctx, id, expertise.KindProgramme); expertise.ErrorCode(err) != "certificate.first" {
		t.Errorf("before the certificate: %v", err)
	}
	if _, err := b.Issue(ctx, id); err != nil {
		t.Fatal(err)
	}
	paper, err := b.IssueKind(ctx, id, expertise.KindProgramme)
	if err != nil {
		t.Fatal(err)
	}
	_, says := paperOf(t, b, id, paper)
	want := []int{min(services[0].Seal, services[1].Seal), max(services[0].Seal, services[1].Seal)}
	if fmt.Sprint(says.Services) != fmt.Sprint(want) {
		t.Errorf("services %v, want %v", says.Services, want)
	}
	doc, err := b.Document(ctx, id, paper)
	if err != nil {
		t.Fatal(err)
	}
	if shown := words(doc.Page); !strings.Contains(shown, "Yüngül iş") || !strings.Contains(shown, strings.Fields(services[0].Names["az"])[0]) {
		t.Errorf("the page shows %s", shown)
	}
}

func words(m *page.Model) string {
	var all []string
	for _, mark := range m.Marks {
		if text, is := mark.(page.Text); is {
			all = append(all, text.Value)
		}
	}
	return strings.Join(all, " ")
}

// A duplicate says what the lost paper said, is marked, names the number it replaces, and the lost one is good no more.
func TestDuplicateSaysWhatTheLostOneSaid(t *testing.T) {
	b := desktest.New(t)
	id, paper := certified(t, b, desktest.Leyla())
	if err := b.HandOver(ctx, id, paper, "Əliyeva Leyla"); err != nil {
		t.Fatal(err)
	}
	v, _ := b.Case(ctx, id)
	if err := b.PatchPerson(ctx, v.Referral.Person, map[expertise.PersonField]string{"surname": "Həsənova"}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Duplicate(ctx, id, paper, ""); expertise.ErrorCode(err) != "certificate.reason" {
		t.Errorf("without a reason: %v", err)
	}
	duplicate, err := b.Duplicate(ctx, id, paper, "İtirilib")
	if err != nil {
		t.Fatal(err)
	}
	old, said := paperOf(t, b, id, paper)
	f, says := paperOf(t, b, id, duplicate)
	if old.State != expertise.FormReplaced || old.Reason != "İtirilib" || f.Replaces != paper || !f.State.Valid() {
		t.Errorf("old %+v, new %+v", old, f)
	}
	again := *said
	again.Number, again.StatusIndex, again.Issued, again.Duplicate = says.Number, says.StatusIndex, says.Issued, true
	if fmt.Sprintf("%+v", again) != fmt.Sprintf("%+v", *says) || f.Personal.Name != old.Personal.Name {
		t.Errorf("the duplicate says %+v, the lost one %+v", says, said)
	}
	doc, err := b.Document(ctx, id, duplicate)
	if err != nil {
		t.Fatal(err)
	}
	if shown := words(doc.Page); !strings.Contains(shown, "DUBLİKAT") || !strings.Contains(shown, fmt.Sprint(old.Number)) {
		t.Errorf("the page shows %s", shown)
	}
	if _, err := b.Duplicate(ctx, id, paper, "yenə"); expertise.ErrorCode(err) != "certificate.replaced" {
		t.Errorf("a duplicate of what is replaced: %v", err)
	}
}

func numbered(n int) expertise.Person {
	p := desktest.Leyla()
	p.Identifier.Value = fmt.Sprintf("5K1Z7%02d", n)
	return p
}

// A batch certifies what it can. A block that ends in its middle stops it with what to do, the rest stays to be done, and goes on with the
// next block; the book explains every number.
func TestBatchOverTheEndOfABlock(t *testing.T) {
	b := desktest.New(t)
	b.Renew(t, 3)
	var ids []expertise.CaseID
	for i := range 5 {
		id := b.Referred(t, numbered(i))
		if i != 1 { // this one refuses: it is not decided
			b.Decided(t, id)
		}
		ids = append(ids, id)
	}
	var heard []string
	progress := func(done, total int, failed error) {
		heard = append(heard, fmt.Sprint(done, "/", total, expertise.ErrorCode(failed)))
	}
	report, err := b.Batch(ctx, ids, progress)
	if !errors.Is(err, desk.ErrNumbers) || len(report.Issued) != 3 || report.Left != 1 {
		t.Fatalf("%+v %v", report, err)
	}
	if len(report.Failed) != 1 || report.Failed[0].Case != ids[1] || expertise.ErrorCode(report.Failed[0].Err) != "transition" || len(heard) != 4 {
		t.Errorf("failed %+v, heard %v", report.Failed, heard)
	}
	if rows, err := b.Uncertified(ctx, 10); err != nil || len(rows) != 1 || rows[0].ID != ids[4] {
		t.Errorf("left %+v %v", rows, err)
	}
	b.Renew(t, 10)
	b.Renew(t, 10) // of the block between, no number is ever taken
	if report, err = b.Batch(ctx, ids, nil); err != nil || len(report.Issued) != 1 || report.Skipped != 3 || len(report.Failed) != 1 {
		t.Fatalf("with a new block: %+v %v", report, err)
	}
	if want := uint64(4000); report.Issued[0].Number != want {
		t.Errorf("number %d, want %d", report.Issued[0].Number, want)
	}
	var runs []string
	for _, r := range explained(t, b, 4) {
		if r.State == records.FormUnused {
			runs = append(runs, fmt.Sprint(r.Number, "-", r.To))
		}
	}
	if want := "[1000-1999 3000-3009]"; fmt.Sprint(runs) != want {
		t.Errorf("not used %v, want %s", runs, want)
	}
}

// explained holds the book against what was issued: every number of every block up to the last one taken has its line, once.
func explained(t testing.TB, b *desktest.Bench, papers int) []records.BookRow {
	t.Helper()
	rows, err := b.FormBook(ctx, b.Today().AddDays(-1), b.Today())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[uint64]bool{}
	n := 0
	for _, r := range rows {
		if r.State == records.FormMissing {
			t.Fatalf("nobody knows what became of %d to %d", r.Number, r.To)
		}
		if r.State != records.FormUnused {
			n++
			if r.Name.Surname == "" || r.Issued.IsZero() {
				t.Fatalf("line %+v", r)
			}
		}
		for i := r.Number; i <= r.To; i++ {
			if seen[i] {
				t.Fatalf("number %d stands twice", i)
			}
			seen[i] = true
		}
	}
	if n != papers {
		t.Fatalf("%d papers in the book, want %d: %+v", n, papers, rows)
	}
	return rows
}

func TestBookTellsWhatBecameOfEachPaper(t *testing.T) {
	b := desktest.New(t)
	id, paper := certified(t, b, desktest.Leyla())
	if err := b.HandOver(ctx, id, paper, "Əliyev Rəşid"); err != nil {
		t.Fatal(err)
	}
	duplicate, err := b.Duplicate(ctx, id, paper, "İtirilib")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Void(ctx, id, duplicate, "Ləkələnib"); err != nil {
		t.Fatal(err)
	}
	b.Renew(t, 10)
	if _, err := b.Issue(ctx, id); err != nil {
		t.Fatal(err)
	}
	rows := explained(t, b, 3)
	if len(rows) != 4 {
		t.Fatalf("%+v", rows)
	}
	first, second, rest, third := rows[0], rows[1], rows[2], rows[3]
	if first.State != expertise.FormReplaced || first.Receiver != "Əliyev Rəşid" || first.GivenOn != b.Today() || first.Reason != "İtirilib" || first.ReplacedBy != second.Number {
		t.Errorf("first %+v", first)
	}
	if second.State != expertise.FormVoided || second.Replaces != first.Number || second.Reason != "Ləkələnib" || second.Number != first.Number+1 {
		t.Errorf("second %+v", second)
	}
	if rest.State != records.FormUnused || rest.Number != second.Number+1 || rest.To != 1999 {
		t.Errorf("rest of the block %+v", rest)
	}
	if third.State != expertise.FormIssued || third.Number != 2000 {
		t.Errorf("third %+v", third)
	}
	if rows, err := b.FormBook(ctx, b.Today().AddDays(1), b.Today().AddDays(5)); err != nil || len(rows) != 0 {
		t.Errorf("tomorrow's book %+v %v", rows, err)
	}
}

// In whatever order papers are issued, duplicated, voided, revoked and their decision superseded, with blocks that end in between: each
// number is taken once and in the book, and a case has at most one good paper of a kind.
func TestNumbersAreNeverLost(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	papers := 0
	rapid.Check(t, func(rt *rapid.T) {
		v, err := b.Case(ctx, id)
		if err != nil {
			rt.Fatal(err)
		}
		var some expertise.CertificateID = "none"
		if n := len(v.Certificates); n > 0 {
			some = v.Certificates[rapid.IntRange(max(0, n-4), n-1).Draw(rt, "paper")].ID
		}
		issued := func(_ expertise.CertificateID, err error) {
			if err == nil {
				papers++
			}
		}
		switch rapid.IntRange(0, 9).Draw(rt, "step") {
		case 0, 1, 2:
			issued(b.IssueKind(ctx, id, expertise.CertificateKind(rapid.IntRange(1, 4).Draw(rt, "kind"))))
		case 3, 4:
			issued(b.Duplicate(ctx, id, some, "itib"))
		case 5:
			b.Void(ctx, id, some, "ləkə")
		case 6:
			b.Revoke(ctx, id, some, "səhv")
		case 7:
			b.HandOver(ctx, id, some, "Leyla")
		case 8:
			b.Renew(t, rapid.Uint64Range(1, 5).Draw(rt, "numbers"))
		case 9:
			if b.Supersede(ctx, id, "səhv") == nil {
				b.Decided(t, id)
			}
		}
		if v, err = b.Case(ctx, id); err != nil {
			rt.Fatal(err)
		}
		good := map[expertise.CertificateKind]int{}
		for _, f := range v.Certificates {
			if f.State.Valid() {
				good[f.Kind]++
			}
		}
		for kind, n := range good {
			if n > 1 {
				rt.Fatalf("%d good papers of kind %d", n, kind)
			}
		}
		explained(t, b, papers)
		for _, kind := range []expertise.CertificateKind{expertise.KindCertificate, expertise.KindExtract} {
			waits := v.State == expertise.StateDecided
			if kind.Aside() {
				waits = v.Certificate() != nil && v.Certificate().Kind == expertise.KindCertificate
			}
			if f := v.Paper(kind); f != nil {
				waits = f.State == expertise.FormIssued && (waits || !kind.Aside())
			}
			rows, _, err := b.WorkList(ctx, records.CaseFilter{ToPrint: kind}, 10)
			if want := waits && !v.Withdrawn(kind); err != nil || (len(rows) == 1) != want {
				rt.Fatalf("kind %d: listed as to be made %+v, should be %t, %v", kind, rows, want, err)
			}
		}
	})
}

// What a chair took back no batch issues again: it is not in the list, and only a chair issues it for the case alone.
func TestBatchLeavesWhatWasRevoked(t *testing.T) {
	b := desktest.New(t)
	id, paper := certified(t, b, desktest.Leyla())
	if err := b.Revoke(ctx, id, paper, "səhv"); err != nil {
		t.Fatal(err)
	}
	if rows, err := b.Uncertified(ctx, 10); err != nil || len(rows) != 0 {
		t.Errorf("to certify %+v %v", rows, err)
	}
	report, err := b.Batch(ctx, []expertise.CaseID{id}, nil)
	if err != nil || len(report.Issued) != 0 || len(report.Failed) != 1 || expertise.ErrorCode(report.Failed[0].Err) != "certificate.withdrawn" {
		t.Errorf("batch of a chair: %+v %v", report, err)
	}
	if _, err := b.Unlock(ctx, desktest.MemberPassphrase(2)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Issue(ctx, id); expertise.ErrorCode(err) != "certificate.withdrawn" {
		t.Errorf("a doctor: %v", err)
	}
	if _, err := b.Unlock(ctx, desktest.Passphrase); err != nil {
		t.Fatal(err)
	}
	if report, err = b.Named(ctx, expertise.KindCertificate, []expertise.CaseID{id}, nil); err != nil || len(report.Issued) != 1 || report.Issued[0].Number != 1001 {
		t.Errorf("a chair: %+v %v", report, err)
	}
}

// Two programs at one folder do not run a batch at once; when the first ends, however it ends, the second may.
func TestOneBatchAtATime(t *testing.T) {
	b := desktest.New(t)
	other, err := desk.Open(ctx, b.Dir, desktest.Profile, desk.Options{Demonstration: true})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for range 2 {
		end, err := b.LockBatch()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := other.LockBatch(); !errors.Is(err, desk.ErrBatch) {
			t.Errorf("a second batch: %v", err)
		}
		end()
		end()
	}
	end, err := other.LockBatch()
	if err != nil {
		t.Fatal(err)
	}
	end()
}

func TestBatchStopsWhenTheDeskIsLocked(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	b.Lock()
	if report, err := b.Batch(context.Background(), []expertise.CaseID{id}, nil); !errors.Is(err, desk.ErrLocked) || report.Left != 1 {
		t.Errorf("%+v %v", report, err)
	}
}

// The file bears the desk's signature for readers of PDF; the paper under it is the same to the last byte, and is read as before.
func TestSignedDocument(t *testing.T) {
	b := desktest.New(t)
	id, paper := certified(t, b, desktest.Leyla())
	for _, renewed := range []bool{false, true} {
		if renewed {
			b.Renew(t, 10)
		}
		doc, err := b.Document(ctx, id, paper)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := doc.PDF()
		if err != nil {
			t.Fatal(err)
		}
		signed, err := doc.Signed(ctx)
		if err != nil {
			t.Fatal(err)
		}
		found, err := check.Data(ctx, signed)
		if !bytes.HasPrefix(signed, plain) || !bytes.Contains(signed[len(plain):], []byte("/ByteRange")) || err != nil || !bytes.Equal(found.Sealed, doc.Certificate.Personal.Sealed) {
			t.Errorf("the signed file of %d bytes: %v", len(signed), err)
		}
		if path := os.Getenv("MEDSOC_LOOK"); path != "" {
			os.WriteFile(path, signed, 0o600)
		}
	}
	doc, err := b.Document(ctx, id, paper)
	if err != nil {
		t.Fatal(err)
	}
	b.Lock()
	if _, err := doc.Signed(ctx); !errors.Is(err, desk.ErrLocked) {
		t.Errorf("a locked desk signed: %v", err)
	}
}

package presenter

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
)

var emptyFilter records.CaseFilter

// deciding opens the decision of an examined case.
func deciding(t *testing.T, printer Printer) (*theatre, expertise.CaseID) {
	t.Helper()
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	x := desktest.Stroke(b.Today())
	x.Cause = "work-injury"
	if err := b.RecordExamination(ctx, id, x, expertise.ExaminationNarrative{}); err != nil {
		t.Fatal(err)
	}
	th := open(t, b, b.Desk, Options{Printer: printer})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabDecision})
	th.settle()
	return th, id
}

func TestTheProposalComesWithItsReasonsAndWhatIsMissing(t *testing.T) {
	th, _ := deciding(t, nil)
	d := th.decided
	if d.Phase != PhaseChoose || d.Percent != "70 %" || d.Term != "12.11.2026 – 11.11.2028" || d.Next != "12.11.2028" || d.Cause != "Work injury" {
		t.Errorf("%+v", d)
	}
	if len(d.Reasons) < 3 || d.Reasons[0].Cite == "" || d.Reasons[0].Datum != "I69.3 70 %" || d.Reasons[0].Unconfirmed.Text == "" || d.Unconfirmed == "" {
		t.Errorf("reasons %+v", d.Reasons)
	}
	if len(d.Missing) != 1 || !strings.Contains(d.Missing[0].Text, "accident at work") {
		t.Errorf("missing %+v", d.Missing)
	}
}

func TestDifferingNeedsAnotherOutcomeAndAReason(t *testing.T) {
	th, id := deciding(t, nil)
	th.Decision.Differ(true)
	if got := field(t, fieldPercent, th.decided.Fields).Value; got != "70" {
		t.Errorf("the form does not begin with the proposal: %q", got)
	}
	th.Main()
	th.settle()
	if field(t, fieldOutcome, th.decided.Fields).Error == "" || field(t, fieldReason, th.decided.Fields).Error == "" || th.casing.Tabs[TabDecision].Errors != 2 {
		t.Fatalf("%+v", th.decided.Fields)
	}
	th.Decision.Set(fieldOutcome, "p81")
	th.Decision.Set(fieldPercent, "90")
	th.Decision.Set(fieldUntil, "11.11.2020")
	th.Decision.Set(fieldReason, "Afaziya nəzərə alınmayıb")
	th.Main()
	th.settle()
	if th.decided.ErrorCount != 1 || th.decided.Focus != fieldUntil {
		t.Fatalf("a term that ends before it begins: %v", th.Decision.form.errors)
	}
	th.Decision.Set(fieldUntil, "11.11.2027")
	th.Main()
	th.Main()
	th.settle()
	if th.decided.Phase != PhaseSign || th.decided.Percent != "90 %" || !strings.Contains(th.decided.DiffersWhy, "Afaziya") {
		t.Fatalf("%+v", th.decided)
	}
	v, _ := th.desk.Case(ctx, id)
	if len(v.Decisions) != 1 || v.Decision().Decision.Outcome.Percent != 90 || v.Decision().Decision.Until != day("2027-11-11") {
		t.Errorf("%+v", v.Decisions)
	}
}

func TestMembersSignOneAfterAnotherAndTheChairMustBeAmongThem(t *testing.T) {
	th, _ := deciding(t, nil)
	m := th.desk.Members
	th.Main()
	th.settle()
	sign := func(i int, passphrase string) { th.Decision.Sign(m[i].ID, passphrase); th.settle() }
	sign(1, "wrong passphrase")
	if th.decided.SignError == "" || th.decided.Banner.Text != "" || th.decided.Progress != "0 of 3 signatures" {
		t.Fatalf("wrong passphrase: %+v", th.decided)
	}
	sign(1, desktest.MemberPassphrase(2))
	sign(1, desktest.MemberPassphrase(2))
	if th.decided.SignError == "" || th.decided.Progress != "1 of 3 signatures" {
		t.Errorf("signing twice: %+v", th.decided)
	}
	sign(2, desktest.MemberPassphrase(3))
	if th.decided.Waiting == "" || th.decided.Progress != "2 of 3 signatures" {
		t.Errorf("without the chair: %q, %q", th.decided.Waiting, th.decided.Progress)
	}
	sign(0, "") // the chair is the unlocked member
	if th.decided.Phase != PhaseInForce || th.decided.Waiting != "" || th.decided.Banner.Tone != ToneDone || th.decided.CanSign {
		t.Errorf("%+v", th.decided)
	}
	for _, s := range th.decided.Signers {
		if !s.Signed || s.Self != (s.ID == m[0].ID) {
			t.Errorf("signer %+v", s)
		}
	}
	th.Decision.Supersede(" ")
	th.settle()
	if th.decided.ReasonError == "" || th.decided.Phase != PhaseInForce {
		t.Fatalf("taken back without a reason: %+v", th.decided)
	}
	th.Decision.Supersede("Faiz səhv yazılıb")
	th.settle()
	if th.decided.Phase != PhaseChoose || len(th.decided.Superseded) != 1 || th.decided.Superseded[0].Value != "Faiz səhv yazılıb" {
		t.Errorf("%+v", th.decided)
	}
}

// jam is a printer that does not print.
type jam struct{ tried int }

func (j *jam) Print(context.Context, string, []byte) error {
	j.tried++
	return expertise.Invalid("print", "")
}

func TestThePaperIsPrintedSavedAndTakenBack(t *testing.T) {
	printer := &jam{}
	th, id := deciding(t, printer)
	th.Case.NextTab()
	if th.paper.CanIssue || th.paper.Empty.Text == "" {
		t.Fatalf("before the decision: %+v", th.paper)
	}
	th.Case.PreviousTab()
	th.Main()
	th.settle()
	for i, m := range th.desk.Members {
		th.Decision.Sign(m.ID, desktest.MemberPassphrase(i+1))
		th.settle()
	}
	th.Main()
	th.Certificate.Issue()
	th.Certificate.Issue()
	th.settle()
	if len(th.paper.Forms) != 1 || th.paper.Preview == nil || th.paper.Preview.Bounds().Dx() < 800 || th.paper.CanIssue {
		t.Fatalf("%+v", th.paper.Forms)
	}
	th.Main()
	th.settle()
	if printer.tried != 1 || th.paper.Banner.Tone != ToneAlert || th.paper.State.Text != "Issued" {
		t.Errorf("a printer that refuses: %+v, %+v", th.paper.Banner, th.paper.State)
	}
	th.Certificate.SavePDF(filepath.Join(t.TempDir(), "missing", "a.pdf"))
	th.settle()
	if th.paper.Banner.Text != th.Language().T("error.file.write") {
		t.Errorf("a folder that is not there: %+v", th.paper.Banner)
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	th.Certificate.SavePDF(path)
	th.settle()
	first, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(first), "%PDF-") {
		t.Fatal(err)
	}
	if signed := strings.Contains(string(first), "/ByteRange"); signed != th.desk.SignsPDF() {
		t.Errorf("a file to give away is signed: %t", signed)
	}
	th.Certificate.MarkPrinted()
	th.settle()
	th.Certificate.HandOver("")
	th.settle()
	if th.paper.ReceiverError == "" || th.paper.State.Text != "Printed" {
		t.Errorf("handed over to nobody: %+v", th.paper)
	}
	th.Certificate.HandOver(th.paper.Receiver)
	th.settle()
	if th.paper.ReceiverError != "" || th.paper.State.Tone != ToneDone {
		t.Errorf("%+v", th.paper)
	}
	th.Certificate.Revoke("")
	th.settle()
	if th.paper.ReasonError == "" {
		t.Error("revoked without a reason")
	}
	th.Certificate.Revoke("Səhv şəxs")
	th.settle()
	v, _ := th.desk.Case(ctx, id)
	if v.State != expertise.StateDecided || th.paper.State.Tone != ToneAlert || th.paper.CanSave || th.paper.CanPrint || !th.paper.CanIssue || !hasFact(th.paper.Facts, "Səhv şəxs") {
		t.Errorf("after revoking: %s, %+v", v.State, th.paper)
	}
}

func TestWithoutAnExaminationNothingIsProposed(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabDecision})
	th.settle()
	if th.decided.Phase != PhaseNothing || th.decided.Empty.Text == "" || th.decided.CanPropose {
		t.Fatalf("before the examination: %+v", th.decided)
	}
	th.Main()
	th.Decision.Sign(b.User().ID, "")
	th.settle()
	if v, _ := b.Case(ctx, id); len(v.Decisions) != 0 {
		t.Errorf("%+v", v.Decisions)
	}
}

package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/assets/profiles"
	"medsoc/certs/check"
	"medsoc/certs/seal"
	"medsoc/cmd/internal/demo"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/records"
	"medsoc/ui/presenter"
	"medsoc/ui/shell"
)

// TestJourney takes one case from the search to the printed paper in the real program, by keyboard alone: a name with ə and ş is
// typed, the case opened and examined, the law's proposal taken, three members sign, the certificate is issued and saved as PDF.
func TestJourney(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the desktop program")
	}
	d := newDisplay(t)
	program := built(t)
	folder := t.TempDir()
	process := d.open(program, "--demo", "--lang", "az", "--data", folder)
	onTab := func(s shell.Signal, tab presenter.Tab) bool { return s.Screen == presenter.ScreenCase && s.Tab == tab }

	d.until("the day's case-load", func(s shell.Signal) bool { return s.Screen == presenter.ScreenWork && s.Rows > 10 })
	d.picture("1-work")
	d.layout()
	d.typed("məmmədov rəşad")
	d.until("one case is found", func(s shell.Signal) bool { return s.Query == 14 && s.Rows == 1 })
	d.picture("2-found")
	d.keys("Return")
	d.until("the sheet is open", func(s shell.Signal) bool { return onTab(s, presenter.TabExamination) && s.Sheet > 0 })

	// From the date on: mode, cause, diagnosis with its side, then the button that adds an impairment.
	d.keys("Return")
	d.typed("1")
	d.keys("Return")
	d.typed("1")
	d.keys("Return", "Return", "Return", "Tab", "space")
	d.until("criteria are suggested", func(s shell.Signal) bool { return s.Lines == 1 })
	d.picture("3-criteria")
	d.keys("Down", "Down", "Return") // the third criterion
	d.typed("75")
	d.until("the impairment is rated", func(s shell.Signal) bool { return s.Rated == 1 })
	d.keys("Return", "Return", "Tab", "Tab", "Tab")
	for range expertise.Activities {
		d.typed("2")
		d.keys("Return")
	}
	d.keys("Tab", "Tab") // past the buttons of the two scales
	for range 12 {       // and the services of Azerbaijan's profile
		d.keys("Tab")
	}
	d.typed("Şikayət")
	d.until("the sheet is filled", func(s shell.Signal) bool { return s.Sheet >= 3+7+1 })
	d.picture("4-sheet")
	d.keys("ctrl+Return")
	d.until("the examination is recorded", func(s shell.Signal) bool { return s.Errors == 0 && s.Phase == presenter.PhaseChoose })
	d.keys("ctrl+Next")
	d.until("the law proposes", func(s shell.Signal) bool { return onTab(s, presenter.TabDecision) })
	d.picture("5-proposal")
	d.keys("ctrl+Return")
	d.until("members may sign", func(s shell.Signal) bool { return s.Phase == presenter.PhaseSign })
	for i, passphrase := range []string{demo.DoctorPassphrase, demo.SecondPassphrase} {
		d.keys("ctrl+Return")
		d.until("a passphrase is asked for", func(s shell.Signal) bool { return s.Dialog })
		d.picture("6-signs")
		d.typed(passphrase)
		d.keys("Return")
		d.until("a member has signed", func(s shell.Signal) bool { return s.Signed == i+1 && !s.Dialog })
	}
	d.keys("ctrl+Return") // the chair, who is at the desk, reads what is signed and confirms
	d.until("the chair is asked", func(s shell.Signal) bool { return s.Dialog })
	d.picture("6-chair")
	d.keys("Tab", "Return") // from Cancel to the button itself
	d.until("the decision is in force", func(s shell.Signal) bool { return s.Phase == presenter.PhaseInForce })
	d.keys("ctrl+Return")
	d.until("the certificate's page", func(s shell.Signal) bool { return onTab(s, presenter.TabCertificate) })
	d.keys("ctrl+Return")
	d.until("the certificate is issued", func(s shell.Signal) bool { return s.Paper })
	d.picture("7-certificate")
	d.keys("ctrl+p")
	d.until("a path is asked for", func(s shell.Signal) bool { return s.Dialog })
	d.keys("Return")
	d.until("the document is saved", func(s shell.Signal) bool { return !s.Dialog && s.Note == presenter.ToneDone })
	d.picture("8-saved")

	d.end(process)
	paperIsSealed(t, d.home)
	caseIsCertified(t, filepath.Join(folder, "desk"))
}

// built is the desktop program.
func built(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "medsoc")
	// Built without migrated_fynedo: only then the toolkit says when something draws from another goroutine.
	if out, err := exec.Command("go", "build", "-tags", "gles", "-o", program, ".").CombinedOutput(); err != nil {
		if strings.Contains(string(out), "C compiler") || strings.Contains(string(out), "pkg-config") {
			t.Skip("the desktop program cannot be built here: ", string(out))
		}
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// TestPlanningJourney gives those due places at a sitting and saves their invitations, by keyboard alone; then an administrator unlocks the
// desk and confirms a rule, which a held key does not do.
func TestPlanningJourney(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the desktop program")
	}
	d := newDisplay(t)
	folder := t.TempDir()
	process := d.open(built(t), "--demo", "--lang", "az", "--data", folder)
	at := func(screen presenter.ScreenID) func(shell.Signal) bool {
		return func(s shell.Signal) bool { return s.Screen == screen && !s.Dialog && !s.Locked }
	}
	questions := 0
	asked := func(s shell.Signal) bool {
		next := s.Dialog && s.Asked > questions
		if next {
			questions = s.Asked
		}
		return next
	}
	d.until("the day's case-load", func(s shell.Signal) bool { return s.Screen == presenter.ScreenWork && s.Rows > 10 })
	d.layout()
	d.keys("ctrl+3")
	d.until("the calendar of those due", at(presenter.ScreenDue))
	d.picture("due")
	d.keys("ctrl+Next")
	d.until("the planning", at(presenter.ScreenPlanning))
	d.picture("planning-first")
	d.keys("ctrl+Return")
	d.until("what giving places would do", asked)
	d.picture("planning-give")
	d.keys("Return")
	d.until("places are given", func(s shell.Signal) bool { return at(presenter.ScreenPlanning)(s) && s.Note == presenter.ToneDone })
	d.keys("ctrl+p")
	d.until("whose invitations", asked)
	d.picture("invitations")
	d.keys("Tab", "Tab", "Tab", "Return")
	d.until("a path is asked for", asked)
	d.keys("Return")
	d.until("the invitations are saved", func(s shell.Signal) bool { return at(presenter.ScreenPlanning)(s) && s.Note == presenter.ToneDone })
	d.picture("invited")

	d.keys("ctrl+l")
	d.until("the desk is locked", func(s shell.Signal) bool { return s.Locked })
	d.typed(demo.AdministratorPassphrase)
	d.keys("Return")
	d.until("the administrator is in", func(s shell.Signal) bool { return !s.Locked })
	d.keys("ctrl+r")
	d.until("the rules", func(s shell.Signal) bool { return at(presenter.ScreenRules)(s) && s.Rows > 1 })
	d.picture("rules-first")
	rows := d.last.Rows
	d.keys("ctrl+Return", "ctrl+Return", "ctrl+Return")
	d.until("a rule is read", asked)
	d.typed("Qanun, maddə 5")
	d.picture("rule")
	d.keys("Tab", "Tab", "Return")
	d.until("the rule is confirmed", func(s shell.Signal) bool {
		return at(presenter.ScreenRules)(s) && s.Rows == rows-1 && s.Note == presenter.ToneDone
	})
	d.picture("rule-confirmed")
	d.end(process)
	if said := d.errors.String(); strings.Contains(said, "Failed to focus") {
		t.Errorf("the keyboard was given to what is not shown:\n%s", said)
	}
	allAreInvited(t, d.home, filepath.Join(folder, "desk"))
}

// allAreInvited finds everybody of the sittings whom the record calls invited in the saved letters.
func allAreInvited(t *testing.T, home, folder string) {
	t.Helper()
	saved, err := filepath.Glob(filepath.Join(home, "*.pdf"))
	if err != nil || len(saved) != 1 {
		t.Fatalf("%d documents were saved: %v", len(saved), err)
	}
	read, err := exec.Command("pdftotext", saved[0], "-").Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("pdftotext is not installed: the letters are not read")
	}
	if err != nil {
		t.Fatal(err)
	}
	letters := strings.Join(strings.Fields(string(read)), " ")
	ctx := context.Background()
	d, err := desk.Open(ctx, folder, func(country string) (*law.Profile, error) { return law.Load(profiles.Files, country+".yaml") }, desk.Options{Demonstration: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Unlock(ctx, demo.ChairPassphrase); err != nil {
		t.Fatal(err)
	}
	sittings, err := d.Sittings(ctx, d.Today(), d.Today().AddMonths(2))
	if err != nil {
		t.Fatal(err)
	}
	invited := 0
	for _, s := range sittings {
		v, err := d.Sitting(ctx, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range v.Rows {
			if row.Invited && strings.Contains(letters, row.Name.Full()) {
				invited++
			}
		}
	}
	if invited == 0 || strings.Count(letters, "Hörmətli") < invited {
		t.Errorf("of those invited %d stand in the letters", invited)
	}
}

// paperIsSealed reads the saved document as a receiving organisation does.
func paperIsSealed(t *testing.T, folder string) {
	t.Helper()
	saved, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(saved) != 1 {
		t.Fatalf("%d documents were saved: %v", len(saved), err)
	}
	pdf, err := os.ReadFile(saved[0])
	if err != nil {
		t.Fatal(err)
	}
	found, err := check.Data(t.Context(), pdf)
	if err != nil || found.Where != check.InAttachment {
		t.Fatalf("the saved document has no seal attached: %v", err)
	}
	claims, err := seal.Peek(found.Sealed)
	if err != nil || claims.Name.Surname != "Məmmədov" || claims.Percent != 75 {
		t.Errorf("the seal says %+v: %v", claims, err)
	}
}

// caseIsCertified opens the desk that the program left and looks for what was decided.
func caseIsCertified(t *testing.T, folder string) {
	t.Helper()
	ctx := context.Background()
	d, err := desk.Open(ctx, folder, func(country string) (*law.Profile, error) { return law.Load(profiles.Files, country+".yaml") }, desk.Options{Demonstration: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Unlock(ctx, demo.ChairPassphrase); err != nil {
		t.Fatal(err)
	}
	persons, err := d.SearchPersons(ctx, "Məmmədov Rəşad", 5)
	if err != nil || len(persons) != 1 {
		t.Fatalf("%d persons: %v", len(persons), err)
	}
	rows, _, err := d.WorkList(ctx, records.CaseFilter{Person: persons[0].ID}, 5)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d cases: %v", len(rows), err)
	}
	v, err := d.Case(ctx, rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	decision := v.Decision()
	if v.State != expertise.StateCertified || decision == nil || !decision.InForce || len(decision.Signed) != 3 || decision.Decision.Outcome.Percent != 75 {
		t.Errorf("the case is %s with %+v", v.State, decision)
	}
}

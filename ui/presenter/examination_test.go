package presenter

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
)

// flaky is a desk whose drafts and examinations a test can hold up or let fail.
type flaky struct {
	*desk.Desk
	failDrafts error
	failRecord error
	holdDrafts chan struct{}
	drafts     []string
	recorded   int
}

func (f *flaky) SaveDraft(ctx context.Context, name string, body []byte) (time.Time, error) {
	if f.holdDrafts != nil {
		<-f.holdDrafts
	}
	if f.failDrafts != nil {
		return time.Time{}, f.failDrafts
	}
	f.drafts = append(f.drafts, string(body))
	return f.Desk.SaveDraft(ctx, name, body)
}

func (f *flaky) RecordExamination(ctx context.Context, id expertise.CaseID, x expertise.Examination, n expertise.ExaminationNarrative) error {
	f.recorded++
	if f.failRecord != nil {
		return f.failRecord
	}
	return f.Desk.RecordExamination(ctx, id, x, n)
}

func examining(t *testing.T) (*theatre, *flaky, expertise.CaseID) {
	t.Helper()
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	f := &flaky{Desk: b.Desk}
	th := open(t, b, f, Options{})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabExamination})
	th.settle()
	return th, f, id
}

func TestTheDraftIsSavedASecondAfterAChangeAndComesBack(t *testing.T) {
	th, f, id := examining(t)
	examine(th)
	if th.exam.Saved != "" || len(f.drafts) != 0 {
		t.Fatalf("saved before the second was over: %q", th.exam.Saved)
	}
	th.pass(time.Second)
	if len(f.drafts) != 1 || th.exam.Saved != "Saved 10:00" || th.casing.Saved != "Saved 10:00" {
		t.Fatalf("%d drafts, %q, in the frame %q", len(f.drafts), th.exam.Saved, th.casing.Saved)
	}
	th.pass(10 * time.Minute)
	if len(f.drafts) != 1 {
		t.Errorf("an unchanged form was saved again: %d drafts", len(f.drafts))
	}
	// The program is killed; another one opens the case.
	again := open(t, th.desk, f, Options{})
	again.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabExamination})
	again.settle()
	if again.exam.Restored == "" || again.exam.Impairments[0].Rating.Value != "70" || field(t, "activity.work", again.exam.Activities).Value != "2" {
		t.Fatalf("restored %q: %+v", again.exam.Restored, again.exam.Impairments)
	}
	again.Examination.Save()
	again.settle()
	if body, _, err := th.desk.Draft(ctx, desk.ExaminationDraft(id)); body != nil || err != nil {
		t.Errorf("the draft outlived the saved sheet: %s %v", body, err)
	}
	if again.exam.Restored != "" || again.exam.Dirty || again.exam.Banner.Tone != ToneDone {
		t.Errorf("after saving: %+v", again.exam)
	}
}

func TestADraftThatFailsIsTriedAgainAndTheFormStays(t *testing.T) {
	th, f, _ := examining(t)
	f.failDrafts = errors.New("disk full")
	th.Examination.Set(fieldHistory, "Since 2024.")
	th.pass(time.Second)
	if th.exam.Banner.Tone != ToneAlert || field(t, fieldHistory, th.exam.Narrative).Value != "Since 2024." {
		t.Fatalf("%+v", th.exam.Banner)
	}
	f.failDrafts = nil
	th.pass(draftRetry)
	if len(f.drafts) != 1 || !strings.Contains(f.drafts[0], "Since 2024.") {
		t.Errorf("not tried again: %v", f.drafts)
	}
}

// A change made while a draft is on its way is saved by the next one, and the older save never ends last.
func TestDraftsFollowOneAnother(t *testing.T) {
	th, f, _ := examining(t)
	hold := make(chan struct{})
	f.holdDrafts = hold
	th.Examination.Set(fieldHistory, "one")
	th.stage.mu.Lock()
	fire := th.stage.timers[len(th.stage.timers)-1].f
	th.stage.timers = nil
	th.stage.mu.Unlock()
	fire()
	th.drain()
	th.Examination.Set(fieldHistory, "two")
	if len(th.stage.timers) != 1 { // the runner's own, for "working"
		t.Errorf("%d timers while a draft is being saved", len(th.stage.timers))
	}
	close(hold)
	th.settle()
	th.pass(time.Second)
	if len(f.drafts) != 2 || !strings.Contains(f.drafts[0], "one") || !strings.Contains(f.drafts[1], "two") {
		t.Errorf("drafts %v", f.drafts)
	}
}

func TestEveryWrongFieldIsMarkedAndF8GoesRound(t *testing.T) {
	th, f, _ := examining(t)
	x := th.Examination
	x.Set(fieldOn, "31.02.2026")
	x.SetDiagnosis(0, "stroke")
	x.SetDiagnosisSide(0, "")
	x.AddImpairment()
	x.ChooseCriterion(0, "stroke-paresis-severe")
	x.SetRating(0, "9x")
	x.Set(fieldProfessional, "101")
	x.Save()
	th.settle()
	if f.recorded != 0 {
		t.Fatal("a wrong sheet went to the record")
	}
	for name, got := range map[string]string{
		"on": field(t, fieldOn, th.exam.General).Error, "mode": field(t, fieldMode, th.exam.General).Error, "cause": field(t, fieldCause, th.exam.General).Error,
		"code": th.exam.Diagnoses[0].Code.Error, "side": th.exam.Diagnoses[0].Side.Error, "percent": th.exam.Impairments[0].Rating.Error,
		"impairment's side": th.exam.Impairments[0].Side.Error, "activity": field(t, "activity.learning", th.exam.Activities).Error,
		"professional": field(t, fieldProfessional, th.exam.Narrative).Error,
	} {
		if got == "" {
			t.Errorf("%s is not marked", name)
		}
	}
	if th.exam.ErrorCount != 15 || th.casing.Tabs[TabExamination].Errors != 15 || !strings.Contains(th.casing.Tabs[TabExamination].Title, "15 errors") {
		t.Errorf("%d errors: %v", th.exam.ErrorCount, th.Examination.sheet.errors)
	}
	seen := map[string]bool{th.exam.Focus: true}
	first := th.exam.Focus
	for range 14 {
		th.NextError()
		seen[th.exam.Focus] = true
	}
	th.NextError()
	if len(seen) != 15 || th.exam.Focus != first || first != fieldOn {
		t.Errorf("F8 saw %d fields, began at %s and ended at %s", len(seen), first, th.exam.Focus)
	}
	x.Set(fieldMode, "home")
	if field(t, fieldMode, th.exam.General).Error != "" || th.exam.ErrorCount != 14 {
		t.Error("a corrected field stays marked")
	}
}

func TestPercentMustLieWithinItsRow(t *testing.T) {
	th, _, _ := examining(t)
	th.Examination.AddImpairment()
	s := th.exam.Impairments[0].Suggestions
	if len(s) == 0 || s[0].Detail == "" {
		t.Fatalf("nothing is suggested for I69.3: %+v", s)
	}
	th.Examination.SetCriterion(0, "iflic")
	if s := th.exam.Impairments[0].Suggestions; len(s) == 0 {
		t.Errorf("nothing found by words: %+v", s)
	}
	th.Examination.ChooseCriterion(0, "stroke-paresis-severe")
	line := th.exam.Impairments[0]
	if line.Range == "" || line.Diagnosis.Value != "I69.3" || line.Side.Value != "right" || len(line.Suggestions) != 0 {
		t.Fatalf("%+v", line)
	}
	for typed, wrong := range map[string]bool{"3": false, "30": true, "70": false, "100": true, "70 %": false} {
		th.Examination.SetRating(0, typed)
		if got := th.exam.Impairments[0].Rating.Error; (got != "") != wrong {
			t.Errorf("%q: %q", typed, got)
		}
	}
}

func TestAFailedSaveKeepsTheFormAndASecondPressDoesNothing(t *testing.T) {
	th, f, id := examining(t)
	examine(th)
	f.failRecord = errors.New("disk full")
	th.Examination.Save()
	th.Examination.Save()
	th.settle()
	if f.recorded != 1 || th.exam.Banner.Tone != ToneAlert || th.exam.Busy {
		t.Fatalf("recorded %d times, %+v", f.recorded, th.exam.Common)
	}
	th.pass(time.Second)
	if len(f.drafts) != 1 {
		t.Errorf("after the failure the draft was not saved: %v", f.drafts)
	}
	f.failRecord = nil
	th.Examination.Save()
	th.settle()
	if v, err := f.Case(ctx, id); err != nil || v.Examination == nil || v.Examination.Impairments[0].Percent != 70 {
		t.Errorf("%v %v", v.Examination, err)
	}
}

// What the store refuses is put under its field too.
func TestFindingsOfTheStoreStandUnderTheirFields(t *testing.T) {
	th, f, _ := examining(t)
	examine(th)
	f.failRecord = desk.Findings{expertise.Invalid("date.future", "on"), expertise.Invalid("activity.missing", "work", "activity", "work")}
	th.Examination.Save()
	th.settle()
	if field(t, fieldOn, th.exam.General).Error == "" || field(t, "activity.work", th.exam.Activities).Error == "" || th.exam.Banner.Text != "" || th.exam.Focus != fieldOn {
		t.Errorf("%+v, %v", th.exam.Banner, th.Examination.sheet.errors)
	}
}

func TestGoingToAnotherCaseLosesNothing(t *testing.T) {
	th, f, first := examining(t)
	second, err := th.desk.ReceiveReferral(ctx, expertise.Referral{Person: th.casing.Person, Purpose: "first"}, expertise.ReferralNarrative{})
	if err != nil {
		t.Fatal(err)
	}
	f.holdDrafts = make(chan struct{})
	th.Examination.Set(fieldHistory, "of the first case")
	th.Shell.Go(Route{Screen: ScreenCase, Case: second, Tab: TabExamination})
	th.Shell.Go(Route{Screen: ScreenCase, Case: first, Tab: TabExamination}) // back before the draft is saved
	close(f.holdDrafts)
	th.settle()
	if got := field(t, fieldHistory, th.exam.Narrative).Value; got != "of the first case" {
		t.Errorf("the form shows %q", got)
	}
	th.Shell.Go(Route{Screen: ScreenCase, Case: second, Tab: TabExamination})
	th.settle()
	if got := field(t, fieldHistory, th.exam.Narrative).Value; got != "" {
		t.Errorf("the second case shows %q", got)
	}
	if body, _, _ := f.Draft(ctx, desk.ExaminationDraft(first)); !strings.Contains(string(body), "of the first case") {
		t.Errorf("the draft of the first case: %s", body)
	}
}

// F8 goes on from the field that has the keyboard, also from one that is right, and to what has no field of its own.
func TestF8GoesOnFromTheFieldInUse(t *testing.T) {
	th, _, _ := examining(t)
	x := th.Examination
	x.Save()
	th.settle()
	if th.exam.ImpairmentsError == "" || th.exam.Focus != fieldMode {
		t.Fatalf("%q, begins at %s", th.exam.ImpairmentsError, th.exam.Focus)
	}
	for _, step := range []struct{ from, to string }{{fieldCause, "impairments"}, {"impairments", activityName(expertise.Activities[0])}, {fieldFindings, fieldMode},
		{diagnosisName(0, "side"), "impairments"}, {"", activityName(expertise.Activities[0])}, {"no field", fieldMode}} {
		turn := th.exam.FocusTurn
		x.NextError(step.from)
		if th.exam.Focus != step.to || th.exam.FocusTurn != turn+1 {
			t.Errorf("from %q to %q, not to %q", step.from, th.exam.Focus, step.to)
		}
	}
}

// Ctrl+S saves the draft at once and writes nothing into the record.
func TestTheDraftIsSavedNowWhenAsked(t *testing.T) {
	th, f, id := examining(t)
	examine(th)
	th.Save()
	th.settle()
	if len(f.drafts) != 1 || f.recorded != 0 || th.casing.Saved != "Saved 10:00" || !th.exam.Dirty {
		t.Fatalf("%d drafts, %d recorded, %q", len(f.drafts), f.recorded, th.casing.Saved)
	}
	th.pass(time.Minute)
	if len(f.drafts) != 1 {
		t.Errorf("saved again: %d drafts", len(f.drafts))
	}
	if v, err := f.Case(ctx, id); err != nil || v.Examination != nil {
		t.Errorf("%+v, %v", v.Examination, err)
	}
}

// What is decided rests on the recorded sheet. While a draft says something else nothing can be proposed, and once the case has gone on
// the sheet shows the record and never a draft.
func TestNothingIsDecidedWhileADraftDiffersFromTheRecord(t *testing.T) {
	th, id := deciding(t, nil)
	x := th.Examination
	recorded := field(t, fieldFindings, th.exam.Narrative).Value
	x.Set(fieldFindings, "yeni tapıntı")
	if th.decided.Unrecorded == "" || th.decided.CanPropose {
		t.Fatalf("at the first letter: %q, %v", th.decided.Unrecorded, th.decided.CanPropose)
	}
	th.Main()
	th.settle()
	if v, _ := th.desk.Case(ctx, id); len(v.Decisions) != 0 {
		t.Fatal("proposed over an unrecorded sheet")
	}
	x.Set(fieldFindings, recorded)
	x.SetRating(0, x.sheet.impairments.lines[0].Percent+" %")
	x.AddImpairment() // an empty line says nothing
	if th.decided.Unrecorded != "" || !th.decided.CanPropose {
		t.Errorf("the same sheet typed in another way: %q", th.decided.Unrecorded)
	}
	x.Set(fieldHistory, "başqa anamnez")
	th.pass(time.Second)

	// Another program opens the case with the draft on its disk.
	again := open(t, th.desk, th.desk.Desk, Options{})
	again.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabDecision})
	again.settle()
	if again.decided.Unrecorded == "" || again.decided.CanPropose || again.exam.Restored == "" {
		t.Fatalf("with a draft on the disk: %+v", again.decided)
	}
	again.Examination.DropDraft()
	again.settle()
	if again.decided.Unrecorded != "" || !again.decided.CanPropose {
		t.Fatalf("after the draft was dropped: %+v", again.decided)
	}
	again.Main()
	again.settle()
	if again.decided.Phase != PhaseSign || again.decided.ReadBack[2].Value != "70 %" || again.decided.ReadBack[0].Value == "" {
		t.Fatalf("%+v", again.decided)
	}

	// The first program still holds its draft; it keeps it for the day when the sheet may be changed again.
	x.reload()
	th.settle()
	if field(t, fieldHistory, th.exam.Narrative).Value != "" || !th.exam.ReadOnly || th.exam.Restored != "" || th.exam.Dirty {
		t.Errorf("a proposed case shows a draft: %+v", th.exam.Narrative)
	}
	if _, err := th.desk.SaveDraft(ctx, desk.ExaminationDraft(id), x.sheet.body()); err != nil {
		t.Fatal(err)
	}
	last := open(t, th.desk, th.desk.Desk, Options{})
	last.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabExamination})
	last.settle()
	if last.exam.Restored != "" || last.exam.Dirty {
		t.Errorf("a proposed case restores a draft: %q", last.exam.Restored)
	}
}

// The doctor chooses the ICD-10 code; the clinic's own code stays beside it.
func TestTheClinicsCodeStaysWithTheChosenOne(t *testing.T) {
	b := desktest.New(t)
	person, err := b.RegisterPerson(ctx, desktest.Leyla())
	if err != nil {
		t.Fatal(err)
	}
	asthma := expertise.Coding{System: "http://snomed.info/sct", Code: "195967001", Display: "Asthma (disorder)"}
	id, err := b.ReceiveReferral(ctx, expertise.Referral{Person: person, Purpose: "first", Conditions: []expertise.Condition{{Coding: asthma, Active: true}},
		Observations: []expertise.Observation{{Coding: expertise.Coding{Display: "Body Height"}, Value: "168.8", Unit: "cm"}}}, expertise.ReferralNarrative{})
	if err != nil {
		t.Fatal(err)
	}
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabExamination})
	th.settle()
	if th.exam.Conditions[0].System != "SNOMED" || th.exam.Observations[0].Value != "168.8 cm" {
		t.Errorf("%+v %+v", th.exam.Conditions, th.exam.Observations)
	}
	th.Examination.AddFromCondition(0)
	line := th.exam.Diagnoses[0]
	if len(line.Suggestions) != 1 || line.Suggestions[0].Value != "J45.9" || len(th.exam.Diagnoses) != 1 {
		t.Fatalf("suggested for %q: %+v", line.Code.Value, line.Suggestions)
	}
	th.Examination.ChooseDiagnosis(0, "J45.9")
	if th.exam.Conditions[0].Chosen != "J45.9" || th.exam.Diagnoses[0].Origin != "SNOMED 195967001 Asthma (disorder)" || th.exam.Diagnoses[0].Words != "Asthma" {
		t.Errorf("%+v", th.exam.Diagnoses[0])
	}
	x, _ := th.Examination.sheet.read(th.stage.Env)
	if len(x.Diagnoses) != 1 || x.Diagnoses[0].Code != "J45.9" || x.Diagnoses[0].Origin[0] != asthma {
		t.Errorf("%+v", x.Diagnoses)
	}
}

// Before July 2022 impairments were rated by degree: the line then offers the words of that edition, and a degree that the row does not
// allow is marked as soon as it is chosen.
func TestAnEditionOfDegreesIsRatedInItsWords(t *testing.T) {
	th, f, id := examining(t)
	x := th.Examination
	examine(th)
	x.RemoveImpairment(0)
	x.Set(fieldOn, "11.11.2021")
	x.AddImpairment()
	edition, err := th.Profile.EditionOn(day("2021-11-11"))
	if err != nil || len(edition.Degrees) == 0 {
		t.Fatalf("no degrees: %v", err)
	}
	row := edition.Criteria[0]
	x.ChooseCriterion(0, row.ID)
	line := th.exam.Impairments[0]
	if line.Rating.Name != "impairment.0.degree" || line.Rating.Kind != KindChoice || len(line.Rating.Options) != len(edition.Degrees) || line.Rating.Options[2].Text != "Severe loss" {
		t.Fatalf("%+v", line.Rating)
	}
	if line.Range == "" || strings.Contains(line.Range, "%") {
		t.Errorf("the row is worth %q", line.Range)
	}
	wrong := "0"
	if row.Degree.From == 0 {
		wrong = "3"
	}
	x.SetRating(0, wrong)
	if th.exam.Impairments[0].Rating.Error == "" {
		t.Errorf("degree %s of %s is not marked", wrong, row.Degree)
	}
	right := strconv.Itoa(int(row.Degree.From))
	x.SetRating(0, right)
	x.SetImpairmentSide(0, "right")
	x.Save()
	th.settle()
	v, err := f.Case(ctx, id)
	if err != nil || v.Examination == nil || v.Examination.Impairments[0].Qualifier == nil || int(*v.Examination.Impairments[0].Qualifier) != int(row.Degree.From) || v.Examination.Impairments[0].Percent != 0 {
		t.Fatalf("recorded %+v, %v, marked %v", v.Examination, err, x.sheet.errors)
	}
	if got := th.exam.Impairments[0].Rating.Value; got != right {
		t.Errorf("read back as %q", got)
	}
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabDecision})
	th.settle()
	if th.decided.Phase != PhaseChoose || th.decided.Outcome == "" {
		t.Errorf("decision %+v", th.decided)
	}
}

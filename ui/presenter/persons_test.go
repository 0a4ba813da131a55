package presenter

import (
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
)

func TestRegistrationMarksEveryWrongField(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenNewPerson, Query: "5k1z71a"})
	if got := field(t, "identifier", fieldsOf(th.person.Sections)).Value; got != "5K1Z71A" {
		t.Errorf("the searched FIN is not taken over: %q", got)
	}
	th.Person.Set("identifier", "IO12345")
	th.Person.Set("birth", "40.01.1990")
	th.Person.Set("phone", "call me")
	th.Person.Save()
	th.settle()
	fields := fieldsOf(th.person.Sections)
	for _, name := range []string{"surname", "given", "sex", "birth", "identifier", "phone"} {
		if field(t, name, fields).Error == "" {
			t.Errorf("%s is not marked", name)
		}
	}
	if th.person.ErrorCount != 6 || th.person.Focus != "surname" || th.shell.Route.Screen != ScreenNewPerson {
		t.Errorf("%d errors, focus %q", th.person.ErrorCount, th.person.Focus)
	}
	th.NextError()
	if th.person.Focus != "given" {
		t.Errorf("F8 went to %q", th.person.Focus)
	}
	if rows, err := b.SearchPersons(ctx, "IO12345", 5); len(rows) != 0 || err != nil {
		t.Errorf("registered all the same: %v %v", rows, err)
	}
}

func TestAPersonRegisteredAlreadyIsOffered(t *testing.T) {
	b := desktest.New(t)
	known, err := b.RegisterPerson(ctx, desktest.Leyla())
	if err != nil {
		t.Fatal(err)
	}
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenNewPerson, Query: "5K1Z71A"})
	for name, value := range map[string]string{"surname": "Əliyeva", "given": "L.", "sex": "female", "birth": "14.03.1979"} {
		th.Person.Set(name, value)
	}
	th.Person.Save()
	th.Person.Save()
	th.settle()
	if th.person.KnownPerson != known || field(t, "identifier", fieldsOf(th.person.Sections)).Error == "" || th.person.Banner.Text != "" {
		t.Fatalf("known %q, %+v", th.person.KnownPerson, th.person.Banner)
	}
	th.Person.OpenKnown()
	th.settle()
	if th.person.ID != known || th.person.Title != "Əliyeva Leyla Rəşid qızı" {
		t.Errorf("%+v", th.person)
	}
}

func TestPatchWritesOnlyWhatChangedAndReloadKeepsWhatIsTyped(t *testing.T) {
	b := desktest.New(t)
	id, err := b.RegisterPerson(ctx, desktest.Leyla())
	if err != nil {
		t.Fatal(err)
	}
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenPerson, Person: id})
	th.settle()
	th.Person.Save()
	th.settle()
	if th.person.Banner.Tone != ToneAlert || th.person.Banner.Text != th.Language().Error(desk.ErrNothing) {
		t.Errorf("saving nothing: %+v", th.person.Banner)
	}
	th.Person.Set("phone", "+994 50 222 33 44")
	th.stage.Env.Changed() // something else was changed meanwhile
	th.settle()
	if got := field(t, "phone", fieldsOf(th.person.Sections)).Value; got != "+994 50 222 33 44" || !th.person.Dirty {
		t.Fatalf("a reload overwrote what was typed: %q", got)
	}
	th.Person.Save()
	th.settle()
	v, err := b.Person(ctx, id)
	if err != nil || v.Person.Phone != "+994 50 222 33 44" || v.SetBy["surname"].Op == v.SetBy["phone"].Op {
		t.Errorf("%+v %v", v.Person.Phone, err)
	}
	if th.person.Dirty || th.person.Banner.Tone != ToneDone {
		t.Errorf("after saving: dirty %v, %+v", th.person.Dirty, th.person.Banner)
	}
	views := 0
	for _, line := range v.Log {
		if line.Kind == expertise.KindRecordViewed {
			views++
		}
	}
	if views != 1 {
		t.Errorf("opening the card once left %d views", views)
	}
}

func TestConflictsStandSideBySide(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{})
	p := th.Person
	p.id, p.names = "p1", map[expertise.MemberID]string{"m1": "Dr. Həsənov R."}
	p.file.PersonFile = *expertise.NewPersonFile("p1")
	p.file.Log = []expertise.LogLine{{Kind: expertise.KindPersonRegistered}}
	p.file.Person = desktest.Leyla()
	p.file.Conflicts[expertise.FieldBirth] = []expertise.Candidate{{Op: "a", Desk: "desk-1", User: "m1", Value: "1979-03-14"}, {Op: "b", Desk: "desk-2", Value: "1979-03-15"}}
	p.Emit()
	want := []ConflictChoice{{Op: "a", Value: "14.03.1979", By: "Dr. Həsənov R.", Now: true}, {Op: "b", Value: "15.03.1979", By: "desk-2"}}
	if len(th.person.Conflicts) != 1 || th.person.Conflicts[0].Label != "Birth date" || !th.person.MayResolve {
		t.Fatalf("%+v", th.person.Conflicts)
	}
	for i, choice := range th.person.Conflicts[0].Choices {
		if choice != want[i] {
			t.Errorf("choice %d: %+v", i, choice)
		}
	}
}

func TestSearchFindsWithoutTheLettersOfTheAlphabet(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenPersons})
	th.Persons.Search("ELIYEVA ley")
	th.settle()
	if len(th.persons.Rows) != 1 || th.persons.Rows[0].Birth != "14.03.1979" || th.persons.Rows[0].Outcome == "" || th.persons.Rows[0].Until == "" || th.persons.Count != "1 person" {
		t.Fatalf("%+v", th.persons)
	}
	th.Main()
	th.settle()
	if th.person.Title != "Əliyeva Leyla Rəşid qızı" || len(th.person.Timeline) != 1 || th.person.Timeline[0].Case != id {
		t.Errorf("%+v", th.person)
	}
	th.Person.NewCase()
	th.settle()
	if th.newCase.Name != "Əliyeva Leyla Rəşid qızı" || field(t, fieldPurpose, th.newCase.Fields).Value != "repeat" {
		t.Errorf("%+v", th.newCase)
	}
}

func TestAReferralNeedsItsFields(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	v, _ := b.Case(ctx, id)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenNewCase, Person: v.Referral.Person})
	th.settle()
	if len(th.newCase.OpenCases) != 1 {
		t.Errorf("the open case is not shown: %+v", th.newCase.OpenCases)
	}
	r := th.Referral
	r.Set(fieldReceived, "13.11.2026")
	r.AddDiagnosis()
	r.SetDiagnosis(1, "I6")
	r.SetMain(1)
	r.Save()
	if th.newCase.ErrorCount != 4 || th.newCase.Focus != fieldReceived || !th.newCase.Diagnoses[1].Main || th.newCase.Diagnoses[0].Main {
		t.Errorf("%d errors: %v", th.newCase.ErrorCount, r.form.errors)
	}
	r.RemoveDiagnosis(1)
	r.Set(fieldReceived, "11112026")
	r.Set(fieldPurpose, "repeat")
	r.Set(fieldInstitution, "Bakı ş. 5 saylı poliklinika")
	r.Save()
	r.Save()
	th.settle()
	if th.shell.Route.Screen != ScreenCase || th.casing.ID == id {
		t.Fatalf("%+v %v", th.newCase, r.form.errors)
	}
	got, err := b.Case(ctx, th.casing.ID)
	if err != nil || got.Referral.Received != day("2026-11-11") || got.Referral.Purpose != "repeat" || len(got.Referral.Diagnoses) != 0 {
		t.Errorf("%+v %v", got.Referral, err)
	}
	if rows, total, _ := b.WorkList(ctx, emptyFilter, 10); total != 2 {
		t.Errorf("pressing twice opened %d cases: %v", total, rows)
	}
}

func TestADistrictIsOneOfTheProfile(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenNewPerson})
	for name, value := range map[string]string{"surname": "Həsənova", "given": "Şəhla", "sex": "female", "birth": "14.03.1979", "identifier": "5K1Z71A", "district": "yasamal"} {
		th.Person.Set(name, value)
	}
	th.Person.Save()
	th.settle()
	if f := field(t, "district", fieldsOf(th.person.Sections)); th.person.ID == "" || f.Value != "yasamal" || len(f.Options) != len(th.stage.Env.Profile.Districts) || f.Label != "District" {
		t.Errorf("%+v %+v", f, th.person.Banner)
	}
	th.stage.Env.Profile.Districts = nil
	th.Person.Emit()
	for _, f := range fieldsOf(th.person.Sections) {
		if f.Name == "district" {
			t.Error("a country without districts asks for one")
		}
	}
}

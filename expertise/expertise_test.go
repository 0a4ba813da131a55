package expertise

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestIdentifiers(t *testing.T) {
	tests := []struct {
		id   Identifier
		want string // code of the refusal, "" for none
	}{
		{Identifier{SchemeFIN, "5K1Z71A"}, ""},
		{Identifier{SchemeFIN, "5K1Z71O"}, "fin"}, // O is not in the alphabet
		{Identifier{SchemeFIN, "5K1Z7IA"}, "fin"},
		{Identifier{SchemeFIN, "5k1z71a"}, "fin"},
		{Identifier{SchemeFIN, "5K1Z71"}, "fin"},
		{Identifier{SchemeFIN, "5K1Z71AA"}, "fin"},
		{Identifier{SchemeIIN, "900101123102"}, ""},
		{Identifier{SchemeIIN, "061211600012"}, ""},
		{Identifier{SchemeIIN, "900101300811"}, ""}, // second pass
		{Identifier{SchemeIIN, "900101123103"}, "iin"},
		{Identifier{SchemeIIN, "901301123102"}, "iin"}, // thirteenth month
		{Identifier{SchemeIIN, "900101723102"}, "iin"}, // no such century
		{Identifier{SchemeIIN, "90010112310"}, "iin"},
		{Identifier{SchemeNone, ""}, ""},
		{Identifier{SchemeNone, "123"}, "identifier.scheme"},
		{Identifier{"pesel", "44051401359"}, "identifier.scheme"},
	}
	for d := range 10 { // 90010130080? has no valid digit: both passes give 10
		tests = append(tests, struct {
			id   Identifier
			want string
		}{Identifier{SchemeIIN, "90010130080" + string(rune('0'+d))}, "iin"})
	}
	for _, c := range tests {
		if got := ErrorCode(CheckIdentifier(c.id)); got != c.want {
			t.Errorf("%v: %q, want %q", c.id, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-11-12", 24, "2028-11-12"}, {"2024-02-29", 12, "2025-02-28"}, {"2026-03-31", -1, "2026-02-28"}, {"2026-11-30", 3, "2027-02-28"}} {
		if got := MustDate(c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s + %d months: %s, want %s", c.from, c.months, got, c.want)
		}
	}
	for _, bad := range []string{"2026-02-30", "12.11.2026", "2026-1-1", "yesterday", "0000-01-01"} {
		if _, err := ParseDate(bad); ErrorCode(err) != "date.format" {
			t.Errorf("%q was read: %v", bad, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := DateFromDayNumber(rapid.Int64Range(-80000, 80000).Draw(t, "day"))
		if again, err := ParseDate(d.String()); err != nil || again != d || DateFromDayNumber(d.DayNumber()) != d {
			t.Fatalf("%v does not come back: %v %v", d, again, err)
		}
		if age := d.YearsUntil(d.AddYears(30)); age != 30 && (d.Month != 2 || d.Day != 29) {
			t.Fatalf("%v is %d after 30 years", d, age)
		}
	})
}

// The table of steps is closed: every state can be reached and every kind of case change stands in it.
func TestSteps(t *testing.T) {
	reached := map[State]bool{StateNone: true}
	for range Steps {
		for _, s := range Steps {
			if reached[s.From] {
				reached[s.To] = true
			}
		}
	}
	for _, s := range States {
		if !reached[s] {
			t.Errorf("no way leads to %q", s)
		}
	}
	for _, s := range Steps {
		if !slices.Contains(Kinds(), s.Kind) {
			t.Errorf("%s is no kind of change", s.Kind)
		}
	}
	for _, c := range []struct {
		state State
		kind  Kind
		want  bool
	}{
		{StateReceived, KindExaminationRecorded, true}, {StateReceived, KindDecisionProposed, false}, {StateExamined, KindCertificateIssued, false},
		{StateDecided, KindCertificateIssued, true}, {StateWithdrawn, KindReferralReceived, false}, {StateReturned, KindReferralReceived, true},
		{StateClosed, KindExaminationAmended, false}, {StateDecided, KindReferralReturned, false},
	} {
		if CanStep(c.state, c.kind) != c.want {
			t.Errorf("%s in %q: want %v", c.kind, c.state, c.want)
		}
	}
}

func TestRefusedStepSaysWhatIsPossible(t *testing.T) {
	_, err := next(StateReceived, KindDecisionProposed)
	e, is := err.(*Error)
	if !is || e.Code != "transition" || e.Args["state"] != "received" || e.Args["allowed"] != "referral.assigned, referral.returned, referral.withdrawn, examination.recorded" {
		t.Errorf("%#v", err)
	}
}

func sheet() Examination {
	x := Examination{On: MustDate("2026-11-12"), Mode: "in-person", Cause: "general", Activities: map[Activity]Qualifier{},
		Diagnoses: []Diagnosis{{Code: "I69.3", Side: SideRight, Main: true}}, Impairments: []Impairment{{Row: "r", Side: SideRight, Percent: 70}}}
	for _, a := range Activities {
		x.Activities[a] = 2
	}
	return x
}

func TestExaminationFindings(t *testing.T) {
	today := MustDate("2026-11-12")
	nine := Qualifier(7)
	for want, spoil := range map[string]func(*Examination){
		"":                 func(*Examination) {},
		"required":         func(x *Examination) { x.Cause = "" },
		"date.future":      func(x *Examination) { x.On = MustDate("2026-11-13") },
		"icd":              func(x *Examination) { x.Diagnoses[0].Code = "i69" },
		"side.missing":     func(x *Examination) { x.Diagnoses[0].Side = "" },
		"side":             func(x *Examination) { x.Impairments[0].Side = "above" },
		"diagnosis.none":   func(x *Examination) { x.Diagnoses[0].Main = false },
		"diagnosis.main":   func(x *Examination) { x.Diagnoses = append(x.Diagnoses, x.Diagnoses[0]) },
		"impairment.none":  func(x *Examination) { x.Impairments = nil },
		"percent":          func(x *Examination) { x.Impairments[0].Percent = 101 },
		"qualifier":        func(x *Examination) { x.Impairments[0].Qualifier = &nine },
		"activity.missing": func(x *Examination) { delete(x.Activities, "work") },
		"control":          func(x *Examination) { x.Labour = "\u202eabc" },
	} {
		x := sheet()
		spoil(&x)
		var got string
		if errs := x.Check(today); len(errs) > 0 {
			got = ErrorCode(errs[0])
		}
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPersonFields(t *testing.T) {
	var p Person
	values := map[PersonField]string{FieldBirth: "1979-03-14", FieldDocumentIssued: "2020-01-01", FieldDocumentValidUntil: "2030-01-01", FieldSex: "male",
		FieldIdentifierScheme: "fin", FieldIdentifier: "5K1Z71A", FieldPhone: "+994501112233"}
	for i, f := range PersonFields {
		value := values[f]
		if value == "" {
			value = "x" + string(rune('a'+i))
		}
		if err := p.Set(f, value); err != nil {
			t.Fatal(err)
		}
		if got, err := p.Get(f); err != nil || got != value {
			t.Errorf("%s: %q, %v", f, got, err)
		}
	}
	if errs := p.Check(MustDate("2026-11-12")); len(errs) > 0 {
		t.Errorf("a complete person is refused: %v", errs)
	}
	if err := p.Set("shoe size", "43"); ErrorCode(err) != "field.unknown" {
		t.Errorf("unknown field: %v", err)
	}
}

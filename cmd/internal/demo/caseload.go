package demo

import (
	"context"
	"fmt"
	"time"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// patient is one person of the case-load and how far their case has come.
type patient struct {
	surname, given, patronymic string
	sex                        expertise.Sex
	birth                      string
	icd                        expertise.ICDCode
	side                       expertise.Side
	row                        string
	percent                    expertise.Percent
	stage                      expertise.State
	daysAgo                    int // of the referral, or of the decision of those whose term is running
}

const (
	f = expertise.Female
	m = expertise.Male
)

// past are persons whose term is running: their next examinations fill the due list.
var past = []patient{
	{"Abbasova", "Sevinc", "Tofiq qızı", f, "1971-05-02", "I69.3", expertise.SideLeft, "stroke-paresis-severe", 70, expertise.StateDecided, 745},
	{"Babayev", "Elçin", "Məmməd oğlu", m, "1968-09-21", "I50.0", expertise.SideNone, "heart-failure-3", 75, expertise.StateDecided, 738},
	{"Cəfərova", "Aygün", "Nadir qızı", f, "1985-01-11", "G40.9", expertise.SideNone, "epilepsy-frequent", 50, expertise.StateDecided, 731},
	{"Dadaşov", "Kamran", "Yusif oğlu", m, "1959-12-30", "I69.3", expertise.SideRight, "stroke-paresis-moderate", 55, expertise.StateDecided, 725},
	{"Eyvazova", "Ülviyyə", "Rauf qızı", f, "1990-07-07", "E10.7", expertise.SideNone, "diabetes-complications", 45, expertise.StateDecided, 722},
	{"Fərəcov", "Anar", "Vaqif oğlu", m, "1977-03-19", "N18.5", expertise.SideNone, "dialysis", 85, expertise.StateDecided, 718},
	{"Göyüşova", "Şəbnəm", "Akif qızı", f, "1966-10-05", "I50.0", expertise.SideNone, "heart-failure-3", 70, expertise.StateDecided, 714},
	{"Hacıyev", "Zaur", "İsmayıl oğlu", m, "1982-02-14", "B90.9", expertise.SideNone, "tuberculosis-late", 65, expertise.StateDecided, 709},
	{"Xəlilova", "Günay", "Sabir qızı", f, "1973-08-28", "I69.3", expertise.SideRight, "stroke-paresis-severe", 80, expertise.StateDecided, 703},
	{"İsgəndərov", "Fuad", "Elman oğlu", m, "1994-06-16", "Z89.5", expertise.SideLeft, "amputation-leg-below-knee", 50, expertise.StateDecided, 600},
	{"Kazımova", "Nərmin", "Əli qızı", f, "1988-04-04", "C50.9", expertise.SideLeft, "cancer-treatment", 75, expertise.StateDecided, 352},
	{"Qasımov", "Tural", "Ramiz oğlu", m, "1964-11-23", "I50.0", expertise.SideNone, "heart-failure-2", 45, expertise.StateDecided, 340},
	{"Lətifova", "Mehriban", "Həsən qızı", f, "1979-01-31", "C50.9", expertise.SideRight, "cancer-treatment", 80, expertise.StateDecided, 333},
	{"Mustafayev", "Rövşən", "Oqtay oğlu", m, "1970-12-12", "I50.0", expertise.SideNone, "heart-failure-2", 55, expertise.StateDecided, 320},
}

// today are the cases on the commission's desk this morning, the longest waiting first.
var today = []patient{
	{"Əliyeva", "Leyla", "Rəşid qızı", f, "1979-03-14", "I69.3", expertise.SideRight, "stroke-paresis-severe", 70, expertise.StateReceived, 18},
	{"Məmmədov", "Rəşad", "İlqar oğlu", m, "1979-03-14", "I69.3", expertise.SideRight, "stroke-paresis-severe", 75, expertise.StateAssigned, 17},
	{"Hüseynova", "Günel", "Əli qızı", f, "1986-08-02", "D86.0", expertise.SideNone, "lung-sarcoidosis-3", 70, expertise.StateExamined, 16},
	{"Quliyev", "Orxan", "Tofiq oğlu", m, "1974-05-25", "Z90.2", expertise.SideLeft, "lung-absent", 50, expertise.StateDecided, 15},
	{"İbrahimli", "Çinarə", "Ağa qızı", f, "1992-09-09", "I10", expertise.SideNone, "hypertension", 20, expertise.StateReturned, 14},
	{"Rzayev", "Elvin", "Nizami oğlu", m, "1961-01-20", "I50.0", expertise.SideNone, "heart-failure-3", 75, expertise.StateReceived, 12},
	{"Səfərova", "Lalə", "Kamil qızı", f, "1983-11-11", "G35", expertise.SideNone, "multiple-sclerosis-walking", 70, expertise.StateAssigned, 11},
	{"Tağıyev", "Vüsal", "Fikrət oğlu", m, "1990-02-27", "H90.3", expertise.SideBoth, "deafness-both", 45, expertise.StateProposed, 11},
	{"Ulduzova", "Könül", "Arif qızı", f, "1976-06-18", "E10.7", expertise.SideNone, "diabetes-complications", 50, expertise.StateDecided, 10},
	{"Vəliyev", "Cavid", "Şamil oğlu", m, "1987-10-03", "Z89.6", expertise.SideRight, "amputation-leg-above-knee", 65, expertise.StateDecided, 10},
	{"Yusifova", "Pərvanə", "Zahid qızı", f, "1995-12-24", "G40.9", expertise.SideNone, "epilepsy-frequent", 55, expertise.StateReceived, 9},
	{"Zeynalov", "Rüfət", "Əhməd oğlu", m, "1969-07-15", "J44.9", expertise.SideNone, "lung-obstruction", 50, expertise.StateExamined, 8},
	{"Ağayeva", "Fidan", "Müslüm qızı", f, "1998-03-08", "I10", expertise.SideNone, "hypertension", 25, expertise.StateDecided, 8},
	{"Bağırov", "Pərviz", "Tahir oğlu", m, "1980-09-30", "I69.3", expertise.SideLeft, "stroke-paresis-moderate", 50, expertise.StateReceived, 7},
	{"Cabbarlı", "Nigar", "Elxan qızı", f, "1972-04-22", "M05.9", expertise.SideBoth, "arthritis-moderate", 45, expertise.StateAssigned, 6},
	{"Dəmirov", "Samir", "Yaşar oğlu", m, "1965-02-06", "H54.0", expertise.SideBoth, "blindness-both", 100, expertise.StateReceived, 6},
	{"Əhmədova", "Aysel", "Rəhim qızı", f, "1989-05-17", "C50.9", expertise.SideRight, "cancer-treatment", 75, expertise.StateExamined, 5},
	{"Əsgərov", "Namiq", "Bəhruz oğlu", m, "1978-08-13", "F20.0", expertise.SideNone, "schizophrenia", 70, expertise.StateReceived, 5},
	{"Fətəliyeva", "Zəhra", "Qurban qızı", f, "1957-10-29", "I50.0", expertise.SideNone, "heart-failure-4", 90, expertise.StateReceived, 4},
	{"Gəraylı", "Toğrul", "Adil oğlu", m, "2001-01-05", "G80.0", expertise.SideBoth, "cerebral-palsy-walking", 70, expertise.StateAssigned, 4},
	{"Həmidova", "Röya", "Vidadi qızı", f, "1984-12-01", "N18.5", expertise.SideNone, "dialysis", 90, expertise.StateReceived, 3},
	{"İmanov", "Şahin", "Mirzə oğlu", m, "1975-07-27", "B90.9", expertise.SideNone, "tuberculosis-late", 70, expertise.StateReceived, 2},
	{"Kərimova", "Xədicə", "Əvəz qızı", f, "1993-06-02", "J45.9", expertise.SideNone, "lung-obstruction", 35, expertise.StateReceived, 1},
	{"Qəhrəmanlı", "Uğur", "Sədaqət oğlu", m, "1981-03-25", "I25.2", expertise.SideNone, "heart-failure-2", 40, expertise.StateReceived, 1},
}

var clinics = []expertise.Institution{{Code: "105", Name: "Bakı ş. 5 saylı poliklinika"}, {Code: "112", Name: "Bakı ş. 12 saylı poliklinika"},
	{Code: "201", Name: "Respublika Klinik Xəstəxanası"}, {Code: "126", Name: "26 saylı Birləşmiş Şəhər Xəstəxanası"}}

// load writes the case-load as a commission would have, day after day, and sends it to the registry. Two papers are left unsent: the
// morning began without a network.
func (m *Ministry) load(ctx context.Context, progress Progress) error {
	all := append(append([]patient{}, past...), today...)
	for i, p := range all {
		if i == len(all)-1 {
			m.clock.back.Store(int64(24 * time.Hour)) // yesterday evening
			if err := m.timetable(ctx); err != nil {
				return fmt.Errorf("demonstration timetable: %w", err)
			}
			m.clock.back.Store(0)
			if err := m.Sync(ctx, nil); err != nil {
				return err
			}
		}
		if err := m.enter(ctx, i, p); err != nil {
			return fmt.Errorf("demonstration case %d: %w", i+1, err)
		}
		progress(i+1, len(all))
	}
	m.clock.back.Store(0)
	return nil
}

// enter takes one case as far as its stage.
func (m *Ministry) enter(ctx context.Context, n int, p patient) error {
	m.clock.back.Store(int64(time.Duration(p.daysAgo) * 24 * time.Hour))
	d := m.Desk
	person, err := d.RegisterPerson(ctx, expertise.Person{Name: expertise.Name{Surname: p.surname, Given: p.given, Patronymic: p.patronymic}, Sex: p.sex,
		Birth: expertise.MustDate(p.birth), BirthPlace: []string{"Bakı", "Gəncə", "Şəki", "Lənkəran", "Quba"}[n%5], Citizenship: "AZ",
		Identifier:        expertise.Identifier{Scheme: expertise.SchemeFIN, Value: fin(n)},
		RegisteredAddress: address(n), District: districts[n%len(districts)], Phone: fmt.Sprintf("+994 50 200 %02d %02d", n, 99-n)})
	if err != nil {
		return err
	}
	// The members look at the case a few days after it came; the past ones on the day itself.
	id, err := d.ReceiveReferral(ctx, expertise.Referral{Person: person, Purpose: "first", From: clinics[n%len(clinics)],
		Diagnoses: []expertise.Diagnosis{{Code: p.icd, Side: p.side, Main: true}}}, expertise.ReferralNarrative{Text: "Nümunə göndəriş: müalicə və müayinələrin nəticələri əlavə olunub."})
	if err != nil || p.stage == expertise.StateReceived {
		return err
	}
	if p.stage == expertise.StateReturned {
		return d.Return(ctx, id, "Forma 88-də bədənin tərəfi göstərilməyib")
	}
	if err := d.Assign(ctx, id, m.Members[n%2].ID); err != nil || p.stage == expertise.StateAssigned {
		return err
	}
	if err := d.RecordExamination(ctx, id, p.sheet(d.Today()), expertise.ExaminationNarrative{Findings: "Nümunə müayinə."}); err != nil || p.stage == expertise.StateExamined {
		return err
	}
	if _, err := d.Decide(ctx, id, desk.Choice{}); err != nil {
		return err
	}
	signers := m.Members
	if p.stage == expertise.StateProposed {
		signers = signers[:1]
	}
	for i, member := range signers {
		if _, err := d.Sign(ctx, id, member.ID, []string{ChairPassphrase, DoctorPassphrase, SecondPassphrase}[i]); err != nil {
			return err
		}
	}
	return nil
}

func (p patient) sheet(on expertise.Date) expertise.Examination {
	x := expertise.Examination{On: on, Mode: "absentee", Cause: "general", Activities: map[expertise.Activity]expertise.Qualifier{},
		Diagnoses:   []expertise.Diagnosis{{Code: p.icd, Side: p.side, Main: true}},
		Impairments: []expertise.Impairment{{Row: p.row, Diagnosis: p.icd, Side: p.side, Percent: p.percent}}}
	for i, a := range expertise.Activities {
		x.Activities[a] = expertise.Qualifier(min(4, (int(p.percent)/25+i)%4))
	}
	return x
}

// fin makes a number in the form of a FIN that stands for nobody: it begins with 5K, as in the pictures of the manual.
func fin(n int) string { return fmt.Sprintf("5K%dZ7%dA", n/10, n%10) }

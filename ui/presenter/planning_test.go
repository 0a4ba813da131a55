package presenter

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
)

// planningOn opens the planning on a desk with one person whose next examination falls due in a later year: the due list is given another
// day for her, so that she is among those of the present month.
func planningOn(t *testing.T, printer Printer) (*theatre, *dueSoon) {
	b := desktest.New(t)
	b.Decided(t, b.Referred(t, desktest.Leyla()))
	store := &dueSoon{b.Desk}
	th := open(t, b, store, Options{Printer: printer})
	th.Shell.Go(Route{Screen: ScreenPlanning})
	th.settle()
	return th, store
}

// dueSoon is a desk on which everybody falls due this month.
type dueSoon struct{ *desk.Desk }

func (d *dueSoon) Due(ctx context.Context, f records.DueFilter, limit int) ([]records.DueRow, error) {
	rows, err := d.Desk.Due(ctx, records.DueFilter{Unbooked: f.Unbooked}, limit)
	for i := range rows {
		rows[i].Next = day("2026-11-20")
	}
	return rows, err
}

// plans fills the form for sittings at the office.
func plans(th *theatre, how, places string) {
	th.Planning.OpenForm()
	for name, value := range map[string]string{fieldHow: how, fieldPlace: "Bakı, Nizami küçəsi 5", fieldPlaces: places, fieldMinutes: "20", fieldSitting: "20.11.2026"} {
		th.Planning.Set(name, value)
	}
}

func TestSittingsArePlannedByFormAndTimetable(t *testing.T) {
	th, _ := planningOn(t, nil)
	if len(th.plan.Months) != plannedMonths || !th.plan.Months[0].Now || th.plan.Empty.Action == "" || !th.plan.MayPlan {
		t.Fatalf("at first: %+v", th.plan)
	}
	plans(th, repeatOnce, "0")
	th.Planning.Set(fieldTrip, "yes")
	th.Planning.SavePlan()
	if f := th.plan.Form; f == nil || field(t, fieldPlaces, f.Fields).Error == "" || field(t, fieldDistrict, f.Fields).Error == "" || f.Focus != fieldDistrict {
		t.Fatalf("a trip without places and district: %+v", th.plan.Form)
	}
	th.Planning.Set(fieldTrip, "")
	th.Planning.Set(fieldPlaces, "3")
	th.Planning.SavePlan()
	th.settle()
	if len(th.plan.Sittings) != 1 || th.plan.Form != nil || th.plan.Months[0].Places != 3 || th.plan.Banner.Tone != ToneDone {
		t.Fatalf("one day: %+v %+v", th.plan.Sittings, th.plan.Banner)
	}
	// Thursday 12 November 2026: of Mondays and Fridays 13, 16, 20, 23, 27 and 30 are left, and the 20th has its sitting already.
	plans(th, repeatMonth, "3")
	th.Planning.SetWeekday("3", false)
	if got := th.plan.Form.Preview; got != "5 sittings, 15 places" {
		t.Errorf("preview: %q", got)
	}
	th.Planning.SavePlan()
	th.settle()
	if len(th.plan.Sittings) != 6 || th.plan.Months[0].Places != 18 {
		t.Errorf("timetable: %+v", th.plan.Sittings)
	}
	th.Planning.ChooseSitting(th.plan.Sittings[5].ID)
	th.settle()
	th.Planning.CancelSitting("Həkim xəstədir")
	th.settle()
	if c := th.plan.Sittings[5]; c.State.Text != "Cancelled" || th.plan.Months[0].Places != 15 {
		t.Errorf("cancelled: %+v", c)
	}
}

func TestPlacesAreShownBeforeTheyAreGiven(t *testing.T) {
	th, _ := planningOn(t, nil)
	th.Planning.GivePlaces()
	th.settle()
	if g := th.plan.Given; g == nil || g.CanBook || len(g.Left) != 1 || g.Why == "" {
		t.Fatalf("without sittings: %+v", th.plan.Given)
	}
	th.Planning.DropGiven()
	plans(th, repeatOnce, "3")
	th.Planning.SavePlan()
	th.settle()
	th.Planning.GivePlaces()
	th.settle()
	if g := th.plan.Given; g == nil || !g.CanBook || len(g.Left) != 0 || len(g.Gained) != 1 || len(th.plan.Places) != 0 {
		t.Fatalf("before: %+v", th.plan.Given)
	}
	th.Planning.BookAll()
	th.settle()
	if len(th.plan.Places) != 1 || th.plan.Places[0].Time != "09:00" || th.plan.Sittings[0].Booked != "1 / 3" || th.plan.Given != nil {
		t.Fatalf("after: %+v", th.plan)
	}
	th.Planning.CancelAppointment("Başqa vaxt xahiş edib")
	th.settle()
	if len(th.plan.Places) != 0 {
		t.Errorf("freed: %+v", th.plan.Places)
	}
}

func TestInvitationsAreWrittenNotedAndStopped(t *testing.T) {
	th, _ := planningOn(t, nil)
	plans(th, repeatOnce, "3")
	th.Planning.SavePlan()
	th.settle()
	path := filepath.Join(t.TempDir(), "letters.pdf")
	th.Planning.SaveInvitations(InviteSitting, path)
	th.settle()
	if _, err := os.Stat(path); err == nil || th.plan.Banner.Tone != ToneWaiting {
		t.Errorf("nobody has a place: %+v", th.plan.Banner)
	}
	th.Planning.GivePlaces()
	th.settle()
	th.Planning.BookAll()
	th.settle()

	th.Planning.SaveInvitations(InviteSitting, path)
	th.Planning.StopInviting()
	th.settle()
	if th.plan.Inviting || th.plan.Places[0].State.Text != "" {
		t.Errorf("stopped: %+v", th.plan.Places)
	}
	th.Planning.SaveInvitations(InviteMonth, path)
	if !th.plan.Inviting || !th.plan.Busy {
		t.Error("letters are under way")
	}
	th.settle()
	data, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(data), "%PDF-") || th.plan.Inviting {
		t.Fatalf("%v %+v", err, th.plan.Banner)
	}
	if th.plan.Places[0].State.Text != "Invited" || th.plan.Banner.Tone != ToneDone {
		t.Errorf("invited: %+v %+v", th.plan.Places, th.plan.Banner)
	}
	th.stage.Env.Profile.Letters.Invitation.Title = nil
	th.Planning.SaveInvitations(InviteMonth, path)
	if th.plan.Inviting || th.plan.Banner.Tone != ToneWaiting {
		t.Errorf("a profile without the letter's words: %+v", th.plan.Banner)
	}
}

func TestALetterIsPrintedUnderATitleWithoutNames(t *testing.T) {
	printer := &tray{}
	th, _ := planningOn(t, printer)
	plans(th, repeatOnce, "3")
	th.Planning.SavePlan()
	th.settle()
	th.Planning.GivePlaces()
	th.settle()
	th.Planning.BookAll()
	th.settle()
	th.Planning.PrintInvitations(InviteSitting)
	th.settle()
	if len(printer.titles) != 1 || strings.Contains(printer.titles[0], "Əliyeva") {
		t.Errorf("printed: %v, %+v", printer.titles, th.plan.Banner)
	}
}

// A form of one day offers a working day, and beside a wrong field no sum stands.
func TestAFormOffersAWorkingDayAndNoSumOfErrors(t *testing.T) {
	s := newStage(t)
	if got := s.workingDay(day("2026-11-14")); got != day("2026-11-16") {
		t.Errorf("Saturday 14.11.2026 leads to %s", got)
	}
	f := newForm()
	p := &Planning{form: &f, store: desktest.New(t).Desk, month: day("2026-11-01")}
	p.env = s.Env
	f.values[fieldHow], f.values[fieldPlaces] = repeatOnce, "12"
	if v := p.formView(); v.Preview == "" {
		t.Error("a form without an error has no sum")
	}
	f.refuse(fieldPlaces, expertise.Invalid("required", fieldPlaces))
	if v := p.formView(); v.Preview != "" {
		t.Errorf("beside an error stands %q", v.Preview)
	}
}

// An invitation says day, hour, place and last valid day in the country's first language.
func TestAnInvitationSaysWhenAndWhere(t *testing.T) {
	s := newStage(t)
	x := invitation{sitting: expertise.Sitting{Commission: 3, On: day("2026-11-20"), Place: "Nizami küçəsi 5", Begins: 540, Minutes: 20, Places: 3}}
	x.Name, x.Address, x.Place = desktest.Leyla().Name, "Bakı, Füzuli küçəsi 1", 2
	letter := s.letters(true)(x, term{day("2026-12-31"), "2025-03-00016"})
	whole := strings.Join(letter.Lines, "\n") + letter.Closing
	for _, part := range []string{"20.11.2026", "09:40", "Nizami küçəsi 5", "31.12.2026", "Əliyeva"} {
		if !strings.Contains(whole, part) {
			t.Errorf("%s does not stand in %q", part, whole)
		}
	}
	if letter.Number != "2025-03-00016" || !strings.HasSuffix(letter.Authority, "Bakı № 3") {
		t.Errorf("the letter is from %q, with number %q", letter.Authority, letter.Number)
	}
	if letter.Language != "az" || letter.Sample == "" || len(letter.To) != 2 || len(letter.Box) != 3 || strings.ContainsAny(whole+letter.Title, "{}‹›") {
		t.Errorf("%+v", letter)
	}
}

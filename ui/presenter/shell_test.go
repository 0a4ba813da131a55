package presenter

import (
	"testing"
	"time"

	"medsoc/store/desk/desktest"
)

func TestUnlockSaysWhatIsWrongAndForgetsTheError(t *testing.T) {
	b := desktest.New(t)
	b.Lock()
	th := open(t, b, b.Desk, Options{})
	if !th.shell.Locked || len(th.shell.Rail) == 0 {
		t.Fatalf("%+v", th.shell)
	}
	th.Shell.Unlock("not the passphrase")
	if !th.shell.Busy {
		t.Error("not busy while the key is derived")
	}
	th.Shell.Unlock(desktest.Passphrase) // a second press does nothing
	th.settle()
	if !th.shell.Locked || th.shell.UnlockError == "" || th.shell.Banner.Text != "" {
		t.Fatalf("wrong passphrase: %+v", th.shell)
	}
	th.Shell.Unlock(desktest.Passphrase)
	th.settle()
	if th.shell.Locked || th.shell.UnlockError != "" || th.shell.Status.User != "Dr. Əliyeva L." || th.shell.Title != "Baku No. 3" {
		t.Fatalf("unlocked: %+v", th.shell)
	}
	if !th.work.Busy && th.work.Counts == "" {
		t.Error("the work list was not loaded after unlocking")
	}
}

func TestCountsAndStatusLine(t *testing.T) {
	b := desktest.New(t)
	b.Referred(t, desktest.Leyla())
	th := open(t, b, b.Desk, Options{})
	if got := th.shell.Rail[0]; got.Count != "1" || !got.Current || got.Shortcut.String() != "Ctrl+1" {
		t.Errorf("rail: %+v", got)
	}
	s := th.shell.Status
	if s.Connection != (Chip{"Not synchronised since the start", ToneQuiet}) || s.Text != "5 changes not sent · not synchronised yet" || s.Sample.Text == "" {
		t.Errorf("status: %+v", s)
	}
	th.Shell.SetLanguage("az")
	if s := th.shell.Status; s.Connection.Text != "Başlanğıcdan bəri sinxronlaşdırılmayıb" || s.Text != "5 dəyişiklik göndərilməyib · hələ sinxronlaşdırılmayıb" {
		t.Errorf("status: %+v", s)
	}
	th.setOnline(true)
	if th.shell.Status.Connection.Tone != ToneDone {
		t.Error("reaching the registry did not show")
	}
}

func TestLeavingAFormThatHasNoDraftIsAskedAbout(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenNewPerson})
	th.Person.Set("surname", "Həsənova")
	th.Shell.Back()
	if !th.shell.Asking || th.shell.Route.Screen != ScreenNewPerson {
		t.Fatalf("left without asking: %+v", th.shell)
	}
	th.Shell.Stay()
	if th.shell.Asking || field(t, "surname", fieldsOf(th.person.Sections)).Value != "Həsənova" {
		t.Error("staying lost the form")
	}
	th.Shell.Back()
	th.Shell.Discard()
	th.settle()
	if th.shell.Asking || th.shell.Route.Screen != ScreenWork || th.shell.CanBack {
		t.Errorf("after discarding: %+v", th.shell)
	}
	th.Shell.Go(Route{Screen: ScreenNewPerson})
	if got := field(t, "surname", fieldsOf(th.person.Sections)).Value; got != "" {
		t.Errorf("the discarded value came back: %q", got)
	}
}

func TestRoutesGoBackInOrderAndACaseIsOnePlace(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenDue})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id})
	th.settle()
	for range 5 { // one more than there are pages
		th.Case.NextTab()
	}
	if th.casing.Tab != TabHistory || !th.casing.Tabs[TabHistory].Current {
		t.Errorf("tabs: %+v", th.casing.Tabs)
	}
	th.Shell.Back()
	if th.shell.Route.Screen != ScreenDue {
		t.Errorf("Esc went to %+v", th.shell.Route)
	}
	th.Shell.Back()
	th.Shell.Back()
	if th.shell.Route.Screen != ScreenWork || th.shell.CanBack {
		t.Errorf("at the beginning: %+v", th.shell.Route)
	}
}

func TestAnUntouchedDeskLocksAndKeepsTheDraft(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	th := open(t, b, b.Desk, Options{})
	th.pass(14 * time.Minute)
	th.Shell.Touch()
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabExamination})
	th.settle()
	th.pass(14*time.Minute + 59*time.Second)
	if th.shell.Locked {
		t.Fatal("locked although somebody was working")
	}
	th.Examination.Set(fieldFindings, "not saved yet")
	th.pass(time.Second) // the draft's second, and the last one of the quarter of an hour
	if !th.shell.Locked || b.User().ID != "" {
		t.Fatalf("not locked: %+v", th.shell)
	}
	th.Shell.Unlock(desktest.Passphrase)
	th.settle()
	th.pass(10 * time.Second)
	body, _, err := b.Draft(ctx, "examination/"+string(id))
	if err != nil || body == nil {
		t.Fatalf("the draft is gone: %v", err)
	}
	if got := field(t, fieldFindings, th.exam.Narrative).Value; got != "not saved yet" {
		t.Errorf("the form lost %q", got)
	}
}

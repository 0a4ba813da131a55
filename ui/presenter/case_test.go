package presenter

import (
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk/desktest"
)

// A case goes to those who examine. An administrator gives it to one of them and is told why it cannot be taken; the record refuses
// whatever a screen would let through.
func TestOnlyThoseWhoExamineGetACase(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Administrator(t)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id})
	th.settle()
	if s := th.casing; s.CanTake || s.NotTaken == "" || len(s.Doctors) == 0 {
		t.Fatalf("an administrator: may take %v, is told %q, doctors %v", s.CanTake, s.NotTaken, s.Doctors)
	}
	if th.work.Card != nil && th.work.Card.CanTake {
		t.Error("the work list lets an administrator take a case")
	}
	th.Case.Take()
	th.settle()
	if v, err := b.Case(t.Context(), id); err != nil || v.State != expertise.StateReceived || th.casing.Banner.Text == "" {
		t.Fatalf("the case is %s, the banner says %+v: %v", v.State, th.casing.Banner, err)
	}
	to := th.casing.Doctors[0]
	th.Case.Assign(to.Value)
	th.settle()
	if v, err := b.Case(t.Context(), id); err != nil || v.State != expertise.StateAssigned || string(v.Assigned) != to.Value {
		t.Errorf("the case is %s, with %s: %v", v.State, v.Assigned, err)
	}
	for _, o := range th.casing.Doctors {
		if o.Value == to.Value {
			t.Error("the doctor who has the case is offered again")
		}
	}
}

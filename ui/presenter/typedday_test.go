package presenter

import (
	"testing"

	"medsoc/store/desk/desktest"
)

func TestADayThatIsNoneIsRefusedAsSoonAsItIsTyped(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenNewPerson})
	th.settle()
	for typed, wrong := range map[string]bool{"31.0": false, "31.02.2026": true, "28.02.2026": false} {
		th.Person.Set("birth", typed)
		if got := field(t, "birth", fieldsOf(th.person.Sections)).Error; (got != "") != wrong {
			t.Errorf("%s: %q", typed, got)
		}
	}
}

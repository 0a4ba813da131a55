package presenter

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
)

// Services are part of the draft and of the record, in the order of the profile, and never more than a seal has room for.
func TestServicesOfTheProgramme(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	if err := b.Assign(ctx, id, b.User().ID); err != nil {
		t.Fatal(err)
	}
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabExamination})
	th.settle()
	listed := th.stage.Env.Profile.Services
	if len(th.exam.Services) != len(listed) || th.exam.ServicesCount == "" {
		t.Fatalf("%+v", th.exam.Services)
	}
	last, first := listed[len(listed)-1].Code, listed[0].Code
	th.Examination.SetService(last, true)
	th.Examination.SetService(first, true)
	th.pass(2 * time.Second)
	again := open(t, b, b.Desk, Options{})
	again.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabExamination})
	again.settle()
	if got := again.Examination.sheet.services(again.stage.Env); !slices.Equal(got, []string{first, last}) || again.exam.Restored == "" {
		t.Errorf("the draft holds %v", got)
	}
	for i := range expertise.MaxServices {
		again.Examination.SetService(fmt.Sprintf("unknown-%d", i), true)
	}
	again.Examination.Save()
	again.settle()
	if again.exam.ServicesError == "" || len(again.exam.Services) != len(listed)+expertise.MaxServices {
		t.Errorf("too many: %q, %d lines", again.exam.ServicesError, len(again.exam.Services))
	}
	again.Examination.SetService("unknown-0", false)
	if again.exam.ServicesError != "" {
		t.Errorf("one was taken back: %q", again.exam.ServicesError)
	}
	recorded := sheetFromCase(th.stage.Env, &desk.CaseView{CaseFile: expertise.CaseFile{Examination: &expertise.Examination{Services: []string{last}}}})
	if got, _ := recorded.read(th.stage.Env); !slices.Equal(got.Services, []string{last}) {
		t.Errorf("the record gives %v", got.Services)
	}
	none := *th.stage.Env.Profile
	none.Services = nil
	th.stage.Env.Profile = &none
	th.Examination.Emit()
	if len(th.exam.Services) != 0 || th.exam.ServicesCount != "" {
		t.Errorf("a country without a list: %+v", th.exam.Services)
	}
}

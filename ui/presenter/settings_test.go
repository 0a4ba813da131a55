package presenter

import (
	"testing"

	"medsoc/store/desk/desktest"
)

func TestChoicesTakeEffectAtOnce(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{Preferences: Preferences{Language: "en", Scale: 1, Theme: "light"}})
	var told []Preferences
	th.Settings.OnPreferences = func(p Preferences) { told = append(told, p) }
	th.Shell.Go(Route{Screen: ScreenSettings})
	th.settle()
	th.Settings.SetLanguage("az")
	th.Settings.SetLanguage("tlh")
	th.Settings.SetScale("1.15")
	th.Settings.SetScale("7")
	th.Settings.SetTheme("dark")
	if len(told) != 3 || told[2] != (Preferences{Language: "az", Scale: 1.15, Theme: "dark"}) {
		t.Fatalf("%+v", told)
	}
	if th.shell.Rail[0].Title != "İş siyahısı" || th.setting.Facts[0].Value != "Bakı № 3" || th.work.Stages[0].Text != th.Language().T("work.filter.open") {
		t.Errorf("the language did not reach all screens: %+v", th.setting.Facts)
	}
}

func TestANewMemberTypesThePassphraseTwice(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenSettings})
	th.settle()
	set := func(name, role, passphrase, again string) {
		for field, value := range map[string]string{fieldName: name, fieldRole: role, fieldPassphrase: passphrase, fieldRepeat: again} {
			th.Settings.SetMember(field, value)
		}
		th.Settings.AddMember()
		th.Settings.AddMember()
		th.settle()
	}
	for _, c := range []struct{ name, role, passphrase, again, wrong string }{
		{"", "doctor", "four words are enough", "four words are enough", fieldName},
		{"Dr. Məmmədov", "", "four words are enough", "four words are enough", fieldRole},
		{"Dr. Məmmədov", "doctor", "", "", fieldPassphrase},
		{"Dr. Məmmədov", "doctor", "four words are enough", "four words", fieldRepeat},
		{"Dr. Məmmədov", "doctor", "short", "short", fieldPassphrase},
	} {
		set(c.name, c.role, c.passphrase, c.again)
		if th.setting.ErrorCount != 1 || field(t, c.wrong, th.setting.MemberFields).Error == "" || len(th.setting.Members) != 3 {
			t.Errorf("%+v: %v", c, th.Settings.form.errors)
		}
	}
	set("Dr. Məmmədov", "doctor", "four words are enough", "four words are enough")
	if len(th.setting.Members) != 4 || th.setting.Added != 1 || field(t, fieldPassphrase, th.setting.MemberFields).Value != "" {
		t.Fatalf("%+v", th.setting.Members)
	}
	// A doctor may not add anybody.
	if _, err := b.Unlock(ctx, desktest.MemberPassphrase(2)); err != nil {
		t.Fatal(err)
	}
	th.Settings.Emit()
	if th.setting.MayAdd || len(th.setting.MemberFields) != 0 {
		t.Error("a doctor is offered to add members")
	}
}

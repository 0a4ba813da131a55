package presenter

import (
	"strings"
	"testing"
)

func TestCommandsRunOnlyWhenTheyMay(t *testing.T) {
	var log []string
	allowed := false
	save := Shortcut{Key: "S", Ctrl: true}
	var cs Commands
	err := cs.Add(
		Command{ID: "save", Title: "button.save", Shortcut: save, Enabled: func() bool { return allowed }, Run: func() { log = append(log, "save") }},
		Command{ID: "help", Title: "keys.help", Shortcut: Shortcut{Key: "F1"}, Run: func() { log = append(log, "help") }},
		Command{ID: "later", Title: "button.sync"},
	)
	if err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		run  func() bool
		want bool
	}{
		{func() bool { return cs.Run("save") }, false},
		{func() bool { return cs.Press(save) }, false},
		{func() bool { allowed = true; return cs.Press(save) }, true},
		{func() bool { return cs.Run("help") }, true},
		{func() bool { return cs.Run("later") }, false},
		{func() bool { return cs.Run("unknown") }, false},
		{func() bool { return cs.Press(Shortcut{Key: "S"}) }, false},
	}
	for i, step := range steps {
		if got := step.run(); got != step.want {
			t.Errorf("step %d: %v", i, got)
		}
	}
	if got := strings.Join(log, " "); got != "save help" {
		t.Errorf("ran %q", got)
	}
	if len(cs.All()) != 3 || cs.All()[1].ID != "help" || cs.Get("help").Title != "keys.help" || cs.Get("none") != nil {
		t.Error("the list is not what was added")
	}
}

func TestCommandsRefuseASecondOwner(t *testing.T) {
	ctrlS := Shortcut{Key: "S", Ctrl: true}
	for _, c := range []struct {
		name string
		add  []Command
	}{
		{"id twice", []Command{{ID: "save"}}},
		{"key twice", []Command{{ID: "send", Shortcut: ctrlS}}},
		{"id twice in one call", []Command{{ID: "a"}, {ID: "a"}}},
		{"key twice in one call", []Command{{ID: "a", Shortcut: Shortcut{Key: "F2"}}, {ID: "b", Shortcut: Shortcut{Key: "F2"}}}},
	} {
		var cs Commands
		if err := cs.Add(Command{ID: "save", Shortcut: ctrlS}); err != nil {
			t.Fatal(err)
		}
		if err := cs.Add(c.add...); err == nil {
			t.Errorf("%s: taken", c.name)
		}
		if len(cs.All()) != 1 {
			t.Errorf("%s: half of a refused call was added", c.name)
		}
	}
	var cs Commands
	if err := cs.Add(Command{ID: "a"}, Command{ID: "b"}); err != nil {
		t.Errorf("two commands without a key: %v", err)
	}
}

func TestShortcutIsWrittenAsPeopleReadIt(t *testing.T) {
	for want, s := range map[string]Shortcut{
		"": {}, "F1": {Key: "F1"}, "Ctrl+PgDn": {Key: "PgDn", Ctrl: true}, "Ctrl+Alt+Shift+S": {Key: "S", Ctrl: true, Alt: true, Shift: true},
	} {
		if s.String() != want {
			t.Errorf("got %q, want %q", s.String(), want)
		}
	}
}

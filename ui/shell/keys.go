package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"medsoc/ui/kit"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// own are the commands that a screen may take over, because they concern its widgets or begin with a question.
var own = map[presenter.CommandID]func(screen.Keys) func(){
	"main":       func(k screen.Keys) func() { return k.Main },
	"print":      func(k screen.Keys) func() { return k.Print },
	"back":       func(k screen.Keys) func() { return k.Escape },
	"next-error": func(k screen.Keys) func() { return k.NextError },
}

// listen gathers the commands and gives their keys to the window.
func (p *Program) listen() error {
	commands, err := p.desk.Commands()
	if err != nil {
		return err
	}
	search := func() func() {
		if p.current == nil || p.state.Locked {
			return nil
		}
		return p.current.Keys().Search
	}
	err = commands.Add(presenter.Command{ID: "search", Title: "keys.search", Menu: "menu.view", Shortcut: presenter.Shortcut{Key: "F", Ctrl: true},
		Enabled: func() bool { return search() != nil }, Run: func() { search()() }},
		presenter.Command{ID: "help", Title: "keys.help", Menu: "menu.help", Shortcut: presenter.Shortcut{Key: "F1"}, Run: p.help})
	if err != nil {
		return err
	}
	p.commands = commands
	c := p.Window.Canvas()
	for _, command := range commands.All() {
		if s := kit.ShortcutOf(command.Shortcut.String()); s != nil {
			c.AddShortcut(s, func(fyne.Shortcut) { p.press(command) })
		}
		if command.Shortcut.Key == "Enter" { // the other Enter
			c.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) { p.press(command) })
		}
	}
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		for _, command := range commands.All() {
			if kit.KeyIs(e, command.Shortcut.String()) {
				p.press(command)
				return
			}
		}
	})
	c.SetOnTypedRune(func(r rune) { p.typed(string(r)) })
	c.AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { p.typed(p.App.Clipboard().Content()) })
	p.Window.SetOnDropped(p.Dropped)
	return nil
}

// typed hands text that no widget took to the screen.
func (p *Program) typed(text string) {
	if p.asking() || p.current == nil || p.state.Locked {
		return
	}
	if take := p.current.Keys().Typed; take != nil {
		take(text)
	}
}

// press runs a command, unless a question is open: then only the question's keys count. The key that opened it is not one of them.
func (p *Program) press(c *presenter.Command) {
	if p.asking() {
		return
	}
	p.desk.Shell.Touch()
	if take := own[c.ID]; take != nil && p.current != nil && !p.state.Locked {
		if do := take(p.current.Keys()); do != nil {
			do()
			return
		}
	}
	p.commands.Run(c.ID)
}

// help lists the keys that work now, those of the screen itself, and those of fields and tables.
func (p *Program) help() {
	l := p.env.Language()
	var keys []kit.KeyHelp
	for _, c := range p.commands.All() {
		if c.May() {
			keys = append(keys, kit.KeyHelp{Key: c.Shortcut.String(), Does: l.T(c.Title)})
		}
	}
	if p.state.Locked {
		keys = append(keys, kit.KeyHelp{Key: "Enter", Does: l.T("button.unlock")}, kit.KeyHelp{Key: "Tab", Does: l.T("keys.next_field")})
	} else {
		if p.current != nil {
			keys = append(keys, p.current.Keys().Help...)
		}
		keys = append(keys, kit.KeyHelp{Key: "Enter", Does: l.T("keys.next_field")}, kit.KeyHelp{Key: "Shift+Tab", Does: l.T("keys.previous_field")},
			kit.KeyHelp{Key: "Space", Does: l.T("keys.list")})
	}
	p.closeDialog()
	p.dialog = kit.ShowKeys(p.Window.Canvas(), l.T("keys.title"), l.T("button.close"), keys)
	p.check()
}

package presenter

import "fmt"

// CommandID names a command for good: settings, journeys and the menu refer to it.
type CommandID string

// Shortcut is a key with its modifiers, in no toolkit's terms. Key is a letter ("S"), a digit ("1"), or one of F1..F12, Enter,
// Esc, PgUp, PgDn, Space, Delete. The zero Shortcut is none.
type Shortcut struct {
	Key              string
	Ctrl, Shift, Alt bool
}

// String writes the shortcut as buttons and the F1 list show it: "Ctrl+PgDn", "" for none.
func (s Shortcut) String() string {
	if s.Key == "" {
		return ""
	}
	text := ""
	for _, modifier := range []struct {
		on   bool
		name string
	}{{s.Ctrl, "Ctrl+"}, {s.Alt, "Alt+"}, {s.Shift, "Shift+"}} {
		if modifier.on {
			text += modifier.name
		}
	}
	return text + s.Key
}

// Command is something a person can do from the menu, by key or by button.
type Command struct {
	ID       CommandID
	Title    string // key of the text room
	Menu     string // key of the menu it stands in; "" for none
	Shortcut Shortcut
	Enabled  func() bool // nil: always
	Run      func()
}

// May tells whether the command can run now. A menu's shortcut works on disabled items and through an open dialog, so whoever
// runs a command asks first: Commands.Run does.
func (c *Command) May() bool { return c.Run != nil && (c.Enabled == nil || c.Enabled()) }

// Commands is the list of all commands, in the order in which they were added. It belongs to the presenter's goroutine.
type Commands struct {
	list  []*Command
	byID  map[CommandID]*Command
	byKey map[Shortcut]*Command
}

// Add takes commands into the list. A second command with the same id or shortcut is an error, and then none is added.
func (cs *Commands) Add(commands ...Command) error {
	ids, keys := map[CommandID]bool{}, map[Shortcut]CommandID{}
	for _, c := range commands {
		if cs.byID[c.ID] != nil || ids[c.ID] {
			return fmt.Errorf("command %q is there already; give it another id", c.ID)
		}
		ids[c.ID] = true
		if c.Shortcut.Key == "" {
			continue
		}
		owner, taken := keys[c.Shortcut]
		if other := cs.byKey[c.Shortcut]; other != nil {
			owner, taken = other.ID, true
		}
		if taken {
			return fmt.Errorf("command %q: %s belongs to %q; choose another key", c.ID, c.Shortcut, owner)
		}
		keys[c.Shortcut] = c.ID
	}
	if cs.byID == nil {
		cs.byID, cs.byKey = map[CommandID]*Command{}, map[Shortcut]*Command{}
	}
	for _, c := range commands {
		cs.list = append(cs.list, &c)
		cs.byID[c.ID] = &c
		if c.Shortcut.Key != "" {
			cs.byKey[c.Shortcut] = &c
		}
	}
	return nil
}

// All lists the commands in the order they were added.
func (cs *Commands) All() []*Command { return cs.list }

// Get finds a command, nil when there is none.
func (cs *Commands) Get(id CommandID) *Command { return cs.byID[id] }

// Run runs a command if it may run now, and tells whether it did.
func (cs *Commands) Run(id CommandID) bool { return run(cs.byID[id]) }

// Press runs the command that owns a shortcut if it may run now, and tells whether it did.
func (cs *Commands) Press(s Shortcut) bool { return run(cs.byKey[s]) }

func run(c *Command) bool {
	if c == nil || !c.May() {
		return false
	}
	c.Run()
	return true
}

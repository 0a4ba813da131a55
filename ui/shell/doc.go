// Package shell is the frame around the desk's screens: the rail with what waits, the status bar, the present screen, and
// everything that belongs to the window as a whole.
//
// # What lives here
//
// Program wires the presenters of one desk to their screens and owns the window: which screen is shown (presenter.Shell decides,
// routes are values), the one dialog that may be open, the keys that mean the same everywhere, files dropped onto the window, the
// language, the theme and the text size. Start draws what stands before a desk is open: progress, and what to do without a desk.
//
// # Keys
//
// Shortcuts go to the window's canvas. The kit's inputs pass on what they do not use, so a shortcut works while a field has the
// cursor; no menu bar takes a line of the screen for it. Each command asks itself whether it may run: see presenter.Commands.
// While a dialog is open, only the dialog's keys work.
//
// # Idle signal
//
// With Options.OnIdle the program tells, each time nothing runs whose result is awaited, where it stands (Signal). A journey
// through the screens waits for it instead of sleeping. It holds codes and counts, never a person's data.
//
// # What does not
//
// No record is read or written here, and no SQL, network or PDF work is done: presenters do that in their runner.
package shell

// Package presenter is the desk without its pictures: what each screen knows and does, with no toolkit in it.
//
// # What lives here
//
// A presenter per screen takes what a person did, asks the store through a Runner, and emits one State that the screen
// renders as it stands. Commands is the list of what can be done from menu, key or button. Runner does slow work elsewhere
// and brings its result back.
//
// Program joins them: Shell owns the route, a route opens its presenter, the pages of a case follow their frame (Case). Each file
// begins with what its screen asks of the store, as a small interface, and with the State.
//
// # What a State says
//
// Whatever depends on data stands in it as finished text in the language of the moment: rows, chips, deadlines, errors under their
// fields, the banner. Names that never change (titles, buttons, column heads) a screen takes from Env.Language by key. A switch of
// the language emits every State anew, and nothing that was typed is lost by it.
//
// # Reading and writing
//
// A load is dropped when a newer one of the same screen begins; until it comes the old rows stay, and Working asks to dim them. A
// change is made once: while it is under way the presenter is Busy and refuses a second one; afterwards everything that is loaded
// loads again. A change that fails leaves the form as it was typed. The examination keeps a draft on the disk; a form without one is
// asked about before it is left (ShellState.Asking).
//
// # What does not
//
// No widget, no picture, no goroutine of a screen's own, no SQL. Sentences come from assets/text by key.
//
// # How data comes in and goes out
//
// A presenter runs on one goroutine; everything enters through the Post function it is given, which is fyne.Do in the
// program and a queue in tests. It leaves as a State handed to a callback on that same goroutine.
package presenter

// Package presenter is the desk without its pictures: what each screen knows and does, with no toolkit in it.
//
// # What lives here
//
// A presenter per screen takes what a person did, asks the store through a Runner, and emits one State that the screen
// renders as it stands. Commands is the list of what can be done from menu, key or button. Runner does slow work elsewhere
// and brings its result back.
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

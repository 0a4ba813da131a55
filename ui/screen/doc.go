// Package screen is what the desk's screens share; each screen is a package below it.
//
// # What lives here
//
// Host, the few things a screen asks of the frame around it. Page, the order of a screen: title, tools, body, foot with its one
// primary button; DuePage, the tabs that the three pages of re-examination stand under. Inputs, which keeps a form's widgets by the
// names of a presenter's fields. Facts, Note and Diagnoses, pieces that several screens show.
//
// # What does not
//
// No screen reads or writes a record, starts a goroutine or knows when to load: a presenter does, and hands over a State. A
// screen's Render shows that state, may be called at every key typed and changes nothing that is shown already.
//
// # How data comes in and goes out
//
// A screen is made with New from its presenter and the Host, receives states through Render, and calls the presenter's methods
// when a person does something. Questions go through Host.Ask, because the frame alone opens dialogs.
package screen

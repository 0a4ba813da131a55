// Package kit is the desk's set of widgets: the toolkit's own, where they serve, and ours, where work by keyboard, dense
// tables or forms of two columns ask for more.
//
// # What lives here
//
// Frame: NavRail, StatusBar, Panel, Banner, EmptyState, ProgressBar. Table: DataTable with declared Columns. Chart: BarChart,
// SelectChart, each with a Legend. Input: Entry, SearchEntry, DateField, CodeSelect, Check, each in a Field, the fields in a Form.
// Action: Button, Tabs, dialogs. Small: Chip, Badge, Label.
//
// # What does not
//
// No widget knows a language, a record, the store or a presenter: sentences and values come in as they are to be shown, and
// leave through callbacks. Colours and sizes come from ui/look through the theme in force, so a change of theme repaints.
//
// # Keys
//
// Enter goes to the next field, Shift+Tab back, Space or Down opens a list, Esc closes it. A key that a focused widget does
// not use reaches the handler that the window's canvas has for keys (SetOnTypedKey), and a shortcut reaches the canvas's
// shortcuts: F1, F8, Esc and Ctrl+S work wherever the cursor stands. A dialog takes that handler while it is open.
//
// All functions belong to the goroutine that draws.
package kit

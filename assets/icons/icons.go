// Package icons embeds the desk's signs: plain SVG drawings of one colour on a grid of 24, drawn for this program.
//
// They stand in for marks such as arrows and ticks, which the embedded fonts do not have, and go only where a word stands
// beside them. The colour in a file is a placeholder: the look of the desk paints it in the theme's colour. No toolkit is
// imported here.
package icons

import "embed"

//go:embed *.svg
var files embed.FS

// Name is the name of a sign without its ending.
type Name string

// The signs. A test holds this list against the files.
const (
	Check        Name = "check"
	Close        Name = "close"
	Plus         Name = "plus"
	Search       Name = "search"
	Calendar     Name = "calendar"
	ChevronDown  Name = "chevron-down"
	ChevronLeft  Name = "chevron-left"
	ChevronRight Name = "chevron-right"
	ArrowUp      Name = "arrow-up"
	ArrowDown    Name = "arrow-down"
	Warning      Name = "warning"
	Error        Name = "error"
	Info         Name = "info"
	Sync         Name = "sync"
	Lock         Name = "lock"
	Print        Name = "print"
	Document     Name = "document"
	Person       Name = "person"
)

// All lists every sign.
var All = []Name{Check, Close, Plus, Search, Calendar, ChevronDown, ChevronLeft, ChevronRight, ArrowUp, ArrowDown, Warning, Error, Info,
	Sync, Lock, Print, Document, Person}

// SVG gives the drawing, nil for a name that is not in All.
func SVG(n Name) []byte {
	raw, err := files.ReadFile(string(n) + ".svg")
	if err != nil {
		return nil
	}
	return raw
}

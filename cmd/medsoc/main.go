// Command medsoc is the desktop program of a commission: doctors, chairs and clerks work in it, with no network for weeks.
//
// It holds flags and wiring only: the window and its screens are ui/shell, the work is store/desk. With --demo it starts a whole
// ministry on this computer and opens its desk on a day's case-load; what it writes is gone when the window closes, unless a folder is
// named with --data. MEDSOC_IDLE_FILE names a file into which the program writes, as one line of JSON, where it stands each time it
// has come to rest: a journey through the screens waits for it (shell.Signal).
package main

import (
	"fmt"
	"os"
	"strings"

	"medsoc/assets/icons"
	"medsoc/assets/text"
	_ "medsoc/cmd/internal/locale"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"github.com/alecthomas/kong"
)

// commandLine is every flag of the program.
type commandLine struct {
	Data     string `help:"Folder of the desk." type:"path" placeholder:"DIR"`
	Profiles string `help:"Folder of country profiles that go before the program's own and the ministry's." type:"existingdir" placeholder:"DIR"`
	Demo     bool   `help:"Open a demonstration: a registry and a desk with a day's case-load on this computer."`
	Lang     string `help:"Language of the screens: ${languages}." placeholder:"L"`
}

func main() {
	var line commandLine
	kong.Parse(&line, kong.Name("medsoc"), kong.Description("The desk of the disability commission."), kong.Vars{"languages": strings.Join(text.Codes(), ", ")}, kong.UsageOnError())
	a := app.NewWithID("az.medsoc.desk")
	a.SetIcon(fyne.NewStaticResource("icon.png", icons.App()))
	s := newSession(a, line)
	s.begin()
	a.Run()
	if err := s.close(); err != nil {
		fmt.Fprintln(os.Stderr, "medsoc:", err)
		os.Exit(1)
	}
}

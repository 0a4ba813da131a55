package kit

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"medsoc/assets/icons"
	"medsoc/expertise"
)

// CalendarWords are the words of the month grid.
type CalendarWords struct {
	Months   [12]string // January first
	Weekdays [7]string  // short, Monday first
}

// DateField takes a day as dd.mm.yyyy. Only digits are typed, the points come by themselves; Down or the button opens the
// month. The toolkit's own date entry follows the system's region, which swaps day and month without a word.
type DateField struct {
	Entry
	Words  CalendarWords
	Today  func() expertise.Date // where the month opens while the field is empty
	OnDate func(d expertise.Date, err error)

	popup *widget.PopUp
}

// NewDateField makes an empty field; placeholder is "dd.mm.yyyy" in the person's language.
func NewDateField(placeholder string, words CalendarWords, today func() expertise.Date) *DateField {
	d := &DateField{Words: words, Today: today}
	d.outer = d
	d.PlaceHolder = placeholder
	d.ActionItem = newIconTap(icons.Calendar, d.Open)
	d.ExtendBaseWidget(d)
	d.OnChanged = func(string) {
		if d.OnDate != nil {
			d.OnDate(d.Date())
		}
	}
	return d
}

// Date is the day typed: the zero day when nothing is, and an error with the code date.format when it is no day.
func (d *DateField) Date() (expertise.Date, error) {
	if d.Text == "" {
		return expertise.Date{}, nil
	}
	digits := onlyDigits(d.Text)
	if len(digits) != 8 {
		return expertise.Date{}, expertise.Invalid("date.format", "")
	}
	return expertise.ParseDate(digits[4:] + "-" + digits[2:4] + "-" + digits[:2])
}

// SetDate shows a day; the zero day empties the field.
func (d *DateField) SetDate(day expertise.Date) {
	text := ""
	if !day.IsZero() {
		text = fmt.Sprintf("%02d.%02d.%04d", day.Day, int(day.Month), day.Year)
	}
	if d.Text != text {
		d.SetText(text)
	}
}

// TypedRune takes digits; a point, comma, stroke or hyphen fills a day or month of one digit with a zero.
func (d *DateField) TypedRune(r rune) {
	if d.Disabled() {
		return
	}
	if d.SelectedText() != "" && Digits(r) {
		d.Entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	}
	letters := []rune(d.Text)
	at := min(d.CursorColumn, len(letters))
	before, after := onlyDigits(string(letters[:at])), onlyDigits(string(letters[at:]))
	switch {
	case Digits(r) && len(before)+len(after) < 8:
		d.put(before+string(r), after)
	case strings.ContainsRune(".,/-", r) && after == "" && (len(before) == 1 || len(before) == 3):
		d.put(before[:len(before)-1]+"0"+before[len(before)-1:], "")
	}
}

// TypedKey adds Down, which opens the month, and takes a point and its digit together away with Backspace.
func (d *DateField) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyDown:
		d.Open()
	case k.Name == fyne.KeyBackspace && d.SelectedText() == "":
		letters := []rune(d.Text)
		at := min(d.CursorColumn, len(letters))
		before, after := onlyDigits(string(letters[:at])), onlyDigits(string(letters[at:]))
		if before != "" {
			d.put(before[:len(before)-1], after)
		}
	default:
		d.Entry.TypedKey(k)
		if k.Name == fyne.KeyDelete || k.Name == fyne.KeyBackspace {
			letters := []rune(d.Text)
			at := min(d.CursorColumn, len(letters))
			d.put(onlyDigits(string(letters[:at])), onlyDigits(string(letters[at:])))
		}
	}
}

// TypedShortcut lets a date be pasted with points, as 2026-11-12, or as eight digits.
func (d *DateField) TypedShortcut(s fyne.Shortcut) {
	paste, isPaste := s.(*fyne.ShortcutPaste)
	if !isPaste {
		d.Entry.TypedShortcut(s)
		return
	}
	text := strings.TrimSpace(paste.Clipboard.Content())
	if day, err := expertise.ParseDate(text); err == nil && text != "" {
		d.SetDate(day)
		return
	}
	if digits := onlyDigits(text); len(digits) == 8 {
		d.put(digits, "")
	}
}

// put shows the digits with their points and sets the cursor behind those before it.
func (d *DateField) put(before, after string) {
	text := dotted(before + after)
	column := len(dotted(before))
	if text != d.Text {
		d.SetText(text)
	}
	d.CursorColumn = column
	d.Refresh()
}

func dotted(digits string) string {
	switch {
	case len(digits) > 4:
		return digits[:2] + "." + digits[2:4] + "." + digits[4:min(len(digits), 8)]
	case len(digits) > 2:
		return digits[:2] + "." + digits[2:]
	}
	return digits
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if Digits(r) {
			return r
		}
		return -1
	}, text)
}

// Open shows the month under the field.
func (d *DateField) Open() {
	c := canvasOf(d)
	if c == nil || d.Disabled() {
		return
	}
	day, err := d.Date()
	if err != nil || day.IsZero() {
		day = expertise.DateOf(time.Now())
		if d.Today != nil {
			day = d.Today()
		}
	}
	grid := newMonthGrid(d.Words, day)
	d.popup = widget.NewPopUp(grid, c)
	popup := d.popup
	grid.onDone = func(chosen expertise.Date, ok bool) {
		popup.Hide()
		if ok {
			d.SetDate(chosen)
			d.CursorColumn = len(d.Text)
		}
		c.Focus(d)
	}
	popup.ShowAtRelativePosition(fyne.NewPos(0, d.Size().Height), d)
	c.Focus(grid)
}

func dayText(day int) string { return strconv.Itoa(day) }

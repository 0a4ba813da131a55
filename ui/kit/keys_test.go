package kit

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/ui/look"
)

// open shows content in a window of the test driver under the desk's theme.
func open(t *testing.T, content fyne.CanvasObject) fyne.Canvas {
	t.Helper()
	w := test.NewWindow(content)
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(900, 500))
	return w.Canvas()
}

// press sends keys to whatever has the focus, as a keyboard does; without a focus they go to the canvas.
func press(c fyne.Canvas, keys ...fyne.KeyName) {
	for _, k := range keys {
		e := &fyne.KeyEvent{Name: k}
		if f := c.Focused(); f != nil {
			if down, is := f.(desktop.Keyable); is {
				down.KeyDown(e)
			}
			f.TypedKey(e)
		} else if h := c.OnTypedKey(); h != nil {
			h(e)
		}
	}
}

func typeText(c fyne.Canvas, s string) { test.Type(c.Focused(), s) }

func days() CalendarWords {
	az := text.For("az")
	return CalendarWords{az.Months(), az.Weekdays()}
}

func TestEnterGoesToTheNextFieldAndShiftTabBack(t *testing.T) {
	name, day, grade, notes := NewEntry(), NewDateField("", days(), nil), NewCodeSelect("", []Option{{"2", "2", "orta"}}, nil), NewTextArea(3)
	button := NewButton("Saxla", "", nil)
	c := open(t, NewForm([]fyne.CanvasObject{NewField("Ad", true, "", name), NewField("Gün", true, "", day), NewField("Dərəcə", true, "", grade), notes, button}, nil))
	Focus(name)
	for i, want := range []fyne.Focusable{day, grade, notes} {
		press(c, fyne.KeyReturn)
		if c.Focused() != want {
			t.Fatalf("Enter %d leads to %T", i+1, c.Focused())
		}
	}
	press(c, fyne.KeyReturn)
	if c.Focused() != notes || notes.Text != "\n" {
		t.Error("Enter in several lines begins a new one")
	}
	if notes.AcceptsTab() {
		t.Error("Tab must leave the text area")
	}
	test.FocusNext(c)
	if c.Focused() != button {
		t.Errorf("Tab leads to %T", c.Focused())
	}
	test.FocusPrevious(c)
	test.FocusPrevious(c)
	if c.Focused() != grade {
		t.Errorf("Shift+Tab leads to %T", c.Focused())
	}
}

// F-keys and Esc reach only the focused widget, and canvas shortcuts die in an entry: every widget of ours hands on what it
// does not use.
func TestEveryWidgetPassesOnWhatItDoesNotUse(t *testing.T) {
	widgets := map[string]fyne.Focusable{
		"entry": NewEntry(), "area": NewTextArea(2), "search": NewSearchEntry("", nil), "date": NewDateField("", days(), nil),
		"select": NewCodeSelect("", []Option{{"1", "1", "x"}}, nil), "button": NewButton("x", "", nil),
		"table": sampleTable(sampleRows(3)).list, "tabs": NewTabs(Tab{Title: "a", Content: NewText("")}).head,
	}
	for name, w := range widgets {
		t.Run(name, func(t *testing.T) {
			var object fyne.CanvasObject = w.(fyne.CanvasObject)
			switch name {
			case "table":
				object = w.(*tableList).table.self
			case "tabs":
				object = w.(*tabHead).tabs
			}
			c := open(t, object)
			var keys []string
			c.SetOnTypedKey(func(e *fyne.KeyEvent) { keys = append(keys, string(e.Name)) })
			saved := 0
			ctrlS := ShortcutOf("Ctrl+S")
			c.AddShortcut(ctrlS, func(fyne.Shortcut) { saved++ })
			c.Focus(w)
			press(c, fyne.KeyF1, fyne.KeyF8, fyne.KeyEscape)
			if !slices.Equal(keys, []string{"F1", "F8", "Escape"}) {
				t.Errorf("passed on: %v", keys)
			}
			if s, ok := w.(fyne.Shortcutable); ok {
				s.TypedShortcut(ctrlS)
				if saved != 1 {
					t.Error("Ctrl+S was lost")
				}
			}
		})
	}
}

func TestEntryTakesOnlyWhatItAccepts(t *testing.T) {
	e := NewEntry()
	e.MaxLength, e.Accept = 3, Digits
	c := open(t, e)
	c.Focus(e)
	typeText(c, "1a2b34")
	if e.Text != "123" {
		t.Errorf("typed %q", e.Text)
	}
	clipboard := test.NewClipboard()
	clipboard.SetContent("98x76")
	e.SetText("")
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if e.Text != "987" {
		t.Errorf("pasted %q", e.Text)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	typeText(c, "5")
	if e.Text != "5" {
		t.Errorf("a full entry must let its selection be typed over: %q", e.Text)
	}
}

func TestSearchEntryLeadsIntoTheResults(t *testing.T) {
	var log []string
	s := NewSearchEntry("", func(q string) { log = append(log, "search "+q) })
	s.OnDown = func() { log = append(log, "down") }
	c := open(t, s)
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { log = append(log, string(e.Name)) })
	c.Focus(s)
	typeText(c, "əş")
	press(c, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyEscape)
	if got := strings.Join(log, ", "); got != "search ə, search əş, down, down, search , Escape" {
		t.Error(got)
	}
}

func TestDateFieldTakesDigitsAndPutsThePoints(t *testing.T) {
	for _, c := range []struct {
		typed string
		keys  []fyne.KeyName
		want  string
		day   string // "" for none, "!" for an error
	}{
		{"12112026", nil, "12.11.2026", "2026-11-12"},
		{"12.11.2026", nil, "12.11.2026", "2026-11-12"},
		{"1/2/2026", nil, "01.02.2026", "2026-02-01"},
		{"121120269", nil, "12.11.2026", "2026-11-12"},
		{"ab1x", nil, "1", "!"},
		{"", nil, "", ""},
		{"31022026", nil, "31.02.2026", "!"},
		{"00000000", nil, "00.00.0000", "!"},
		{"12112026", []fyne.KeyName{fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace}, "12.1", "!"},
		{"12112026", []fyne.KeyName{fyne.KeyHome, fyne.KeyDelete}, "21.12.026", "!"},
	} {
		d := NewDateField("", days(), nil)
		canvas := open(t, d)
		canvas.Focus(d)
		typeText(canvas, c.typed)
		press(canvas, c.keys...)
		if d.Text != c.want {
			t.Errorf("%q gives %q, want %q", c.typed, d.Text, c.want)
		}
		day, err := d.Date()
		if got := day.String(); c.day == "!" && expertise.ErrorCode(err) != "date.format" || c.day != "!" && (err != nil || got != c.day) {
			t.Errorf("%q is the day %q, %v; want %q", c.typed, got, err, c.day)
		}
	}
}

func TestDateFieldInsertsInTheMiddle(t *testing.T) {
	d := NewDateField("", days(), nil)
	c := open(t, d)
	c.Focus(d)
	typeText(c, "1211206")
	press(c, fyne.KeyLeft)
	typeText(c, "2")
	if d.Text != "12.11.2026" {
		t.Errorf("%q", d.Text)
	}
	clipboard := test.NewClipboard()
	for content, want := range map[string]string{"2026-02-03": "03.02.2026", " 04.05.2027 ": "04.05.2027", "nonsense": "04.05.2027"} {
		d.SetText("04.05.2027")
		clipboard.SetContent(content)
		d.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if d.Text != want {
			t.Errorf("pasting %q gives %q", content, d.Text)
		}
	}
}

func TestMonthGridByKeys(t *testing.T) {
	today := func() expertise.Date { return expertise.MustDate("2026-11-12") }
	for _, c := range []struct {
		keys []fyne.KeyName
		want string
	}{
		{[]fyne.KeyName{fyne.KeyReturn}, "12.11.2026"},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn}, "20.11.2026"},
		{[]fyne.KeyName{fyne.KeyPageUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyLeft, fyne.KeyReturn}, "27.09.2026"},
		{[]fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeySpace}, "12.01.2027"},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyEscape}, ""},
	} {
		d := NewDateField("", days(), today)
		canvas := open(t, d)
		canvas.Focus(d)
		press(canvas, fyne.KeyDown)
		press(canvas, c.keys...)
		if d.Text != c.want || canvas.Focused() != d {
			t.Errorf("%v gives %q, focus on %T", c.keys, d.Text, canvas.Focused())
		}
	}
}

// A Monday stands in the first column, also when the month begins on a Sunday.
func TestMonthGridBeginsOnMonday(t *testing.T) {
	for month, want := range map[string]string{"2026-11-12": "2026-10-26", "2026-06-01": "2026-06-01", "2028-02-29": "2028-01-31"} {
		if got := newMonthGrid(days(), expertise.MustDate(month)).first(); got.String() != want {
			t.Errorf("%s begins at %s, want %s", month, got, want)
		}
	}
}

func TestCodeSelect(t *testing.T) {
	options := []Option{{"v1", "1", "yüngül"}, {"v2", "2", "orta"}, {"v12", "12", "şiddətli"}, {"vx", "", "İxtisassız"}}
	for _, c := range []struct {
		name string
		do   func(c fyne.Canvas)
		want string
	}{
		{"a code chooses", func(c fyne.Canvas) { typeText(c, "2") }, "2 — orta"},
		{"a longer code", func(c fyne.Canvas) { typeText(c, "12") }, "12 — şiddətli"},
		{"a second code replaces the first", func(c fyne.Canvas) { typeText(c, "21") }, "1 — yüngül"},
		{"letters without their marks", func(c fyne.Canvas) { typeText(c, "si") }, "12 — şiddətli"},
		{"a choice without a code", func(c fyne.Canvas) { typeText(c, "i") }, "İxtisassız"},
		{"nothing fits", func(c fyne.Canvas) { typeText(c, "9q") }, ""},
		{"Down opens, Enter takes", func(c fyne.Canvas) { press(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) }, "2 — orta"},
		{"Space opens, a code marks, Enter takes", func(c fyne.Canvas) { press(c, fyne.KeySpace); typeText(c, "12"); press(c, fyne.KeyReturn) }, "12 — şiddətli"},
		{"Esc leaves it", func(c fyne.Canvas) { press(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyEscape) }, ""},
		{"End and Up", func(c fyne.Canvas) { press(c, fyne.KeyDown, fyne.KeyEnd, fyne.KeyUp, fyne.KeyReturn) }, "12 — şiddətli"},
		{"Delete empties", func(c fyne.Canvas) { typeText(c, "2"); press(c, fyne.KeyDelete) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			changes := 0
			s := NewCodeSelect("seçin", options, func(string) { changes++ })
			s.Optional = true
			canvas := open(t, s)
			canvas.Focus(s)
			c.do(canvas)
			if s.Text() != c.want {
				t.Errorf("shows %q, want %q", s.Text(), c.want)
			}
			if canvas.Focused() != s {
				t.Errorf("the focus is on %T", canvas.Focused())
			}
			if (s.Value() != "") && changes == 0 {
				t.Error("nobody was told")
			}
		})
	}
	s := NewCodeSelect("", options, func(string) { t.Error("SetValue must not call back") })
	s.SetValue("v2")
	s.SetOptions(options[1:])
	if s.Value() != "v2" {
		t.Error("the value must survive new options that have it")
	}
	s.SetOptions(options[:1])
	if s.Value() != "" {
		t.Error("a value that is no longer a choice must go")
	}
}

func TestTableByKeys(t *testing.T) {
	table := sampleTable(sampleRows(100))
	var opened, chosen string
	table.OnOpen = func(r workRow) { opened = r.number }
	table.OnSelected = func(r workRow) { chosen = r.number }
	c := open(t, table)
	table.Focus()
	press(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if table.SelectedRow() != 1 || chosen != "2026-01049" {
		t.Errorf("row %d, told %s", table.SelectedRow(), chosen)
	}
	press(c, fyne.KeyReturn)
	if opened != "2026-01049" {
		t.Errorf("opened %q", opened)
	}
	press(c, fyne.KeyEnd)
	if table.SelectedRow() != 99 || table.list.GetScrollOffset() == 0 {
		t.Errorf("End leads to row %d at %v", table.SelectedRow(), table.list.GetScrollOffset())
	}
	press(c, fyne.KeyPageUp)
	if row := table.SelectedRow(); row >= 99 || row < 80 {
		t.Errorf("PgUp leads to row %d", row)
	}
	press(c, fyne.KeyHome, fyne.KeyUp)
	if table.SelectedRow() != 0 || table.list.GetScrollOffset() != 0 {
		t.Error("Home leads to the first row")
	}
}

func TestTableByPointerAndPages(t *testing.T) {
	table := sampleTable(sampleRows(30))
	var sorted, opened string
	asked := 0
	table.OnSort = func(key string) { sorted = key }
	table.OnOpen = func(r workRow) { opened = r.number }
	table.OnNearEnd = func() { asked++ }
	c := open(t, table)
	row := newTableRow(&table.table)
	row.show(4)
	row.MouseDown(&desktop.MouseEvent{})
	if table.SelectedRow() != 4 || c.Focused() != table.list {
		t.Error("a click chooses the row and gives the table the keys")
	}
	row.DoubleTapped(nil)
	if opened != sampleRows(5)[4].number {
		t.Errorf("opened %q", opened)
	}
	test.Tap(table.heads[1])
	test.Tap(table.heads[2])
	if sorted != "name" {
		t.Errorf("sorted by %q", sorted)
	}
	press(c, fyne.KeyEnd)
	if asked != 1 {
		t.Errorf("the next page was asked for %d times", asked)
	}
	table.SetRows(sampleRows(60))
	press(c, fyne.KeyEnd)
	if asked != 2 || table.SelectedRow() != 59 {
		t.Errorf("after the page: asked %d times, row %d", asked, table.SelectedRow())
	}
}

func TestTableWithoutRows(t *testing.T) {
	done := 0
	table := sampleTable(nil)
	table.SetEmpty(NewEmptyState("Bu seçimə uyğun iş yoxdur.", "Bütün işləri göstər", func() { done++ }))
	c := open(t, table)
	table.Focus()
	press(c, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyPageUp)
	if _, ok := table.Selected(); ok || table.SelectedRow() != -1 || !table.holder.Visible() {
		t.Error("an empty table has no row and shows why")
	}
	table.SetRows(sampleRows(2))
	if table.SelectedRow() != 0 || table.holder.Visible() {
		t.Error("rows take the place of the sentence")
	}
	table.SelectRow(1)
	table.SetRows(sampleRows(1))
	if table.SelectedRow() != 0 {
		t.Errorf("fewer rows: %d", table.SelectedRow())
	}
}

func TestTabsByKeys(t *testing.T) {
	field := NewEntry()
	tabs := NewTabs(Tab{Title: "a", Content: NewText("")}, Tab{Title: "b", Content: field}, Tab{Title: "c", Content: NewText("")})
	c := open(t, tabs)
	tabs.FocusHead()
	press(c, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	if tabs.Active() != 2 {
		t.Errorf("leaf %d", tabs.Active())
	}
	typeText(c, "92")
	if tabs.Active() != 1 || !field.Visible() {
		t.Errorf("leaf %d", tabs.Active())
	}
	tabs.head.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyPageUp, Modifier: fyne.KeyModifierControl})
	if tabs.Active() != 0 || field.Visible() {
		t.Errorf("leaf %d", tabs.Active())
	}
	if tabs.Previous() || !tabs.Next() {
		t.Error("there is no leaf before the first, and one behind it")
	}
	press(c, fyne.KeyReturn)
	if c.Focused() != field {
		t.Errorf("Enter leads into the leaf, not to %T", c.Focused())
	}
}

func TestFormShowsTheFieldInUseAndTheNextError(t *testing.T) {
	var objects []fyne.CanvasObject
	var fields []*Field
	for range 40 {
		f := NewField("Ad", false, "", NewEntry())
		fields = append(fields, f)
		objects = append(objects, f)
	}
	form := NewForm(objects, nil)
	c := open(t, form)
	inSight := func(f *Field) bool {
		top := f.Position().Y - form.scroll.Offset.Y
		return top >= 0 && top+f.Size().Height <= form.scroll.Size().Height
	}
	fields[30].Focus()
	if !inSight(fields[30]) {
		t.Error("the field with the focus is out of sight")
	}
	if form.NextError() {
		t.Error("there is no error")
	}
	fields[3].SetError("mütləqdir")
	fields[35].SetError("mütləqdir")
	for _, want := range []int{35, 3, 35} {
		if !form.NextError() || c.Focused() != fields[want].Input().(fyne.Focusable) || !inSight(fields[want]) {
			t.Errorf("F8 must lead to field %d and show it", want)
		}
	}
	fields[3].SetError("")
	if form.Errors() != 1 || len(form.Fields()) != 40 {
		t.Errorf("%d errors in %d fields", form.Errors(), len(form.Fields()))
	}
}

func TestDialogAnswersToEnterAndEsc(t *testing.T) {
	var log []string
	c := open(t, NewEntry())
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { log = append(log, "shell "+string(e.Name)) })
	valid := false
	ask := func(q Question) *Dialog {
		q.Title, q.Confirm, q.Cancel = "?", "Bəli", "Xeyr"
		q.OnConfirm = func() bool { log = append(log, "yes"); return valid }
		q.OnCancel = func() { log = append(log, "no") }
		return Ask(c, q)
	}
	d := ask(Question{Text: strings.Repeat("uzun mətn ", 30)})
	press(c, fyne.KeyReturn)
	if !d.Open() {
		t.Error("a wrong field must keep the dialog open")
	}
	valid = true
	press(c, fyne.KeyReturn)
	if d.Open() {
		t.Error("Enter must close it")
	}
	d.Close()
	press(c, fyne.KeyEscape)
	d = ask(Question{Danger: true})
	press(c, fyne.KeyReturn)
	if d.Open() {
		t.Error("Enter on the cancelling button must close it")
	}
	entry := NewEntry()
	d = ask(Question{Content: entry, First: entry})
	if c.Focused() != entry {
		t.Errorf("the focus is on %T", c.Focused())
	}
	press(c, fyne.KeyEscape)
	if d.Open() || len(c.Overlays().List()) != 0 {
		t.Error("Esc within an input must close the dialog")
	}
	press(c, fyne.KeyF1)
	if got := strings.Join(log, ", "); got != "yes, yes, shell Escape, no, no, shell F1" {
		t.Error(got)
	}
}

// A held key repeats itself: what it opened must not be answered by it, and what an answer leads back to must not be opened by it.
func TestAHeldKeyAnswersNoQuestion(t *testing.T) {
	opened, answered := 0, 0
	table := sampleTable(sampleRows(5))
	c := open(t, table)
	var d *Dialog
	grave := false
	table.OnOpen = func(workRow) {
		opened++
		d = Ask(c, Question{Title: "?", Confirm: "Bəli", Cancel: "Xeyr", Sure: grave, OnConfirm: func() bool { answered++; return true }})
	}
	table.Focus()
	hold := func() {
		for range 5 {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
	for _, grave = range []bool{false, true} {
		opened, answered = 0, 0
		press(c, fyne.KeyReturn)
		hold()
		if opened != 1 || answered != 0 || !d.Open() {
			t.Fatalf("grave %v: opened %d times, answered %d", grave, opened, answered)
		}
		c.Focus(d.ConfirmButton)
		hold()
		press(c, fyne.KeyReturn)
		hold()
		if opened != 1 || answered != 1 || d.Open() {
			t.Errorf("grave %v: opened %d times, answered %d, open %v", grave, opened, answered, d.Open())
		}
	}
	d = Ask(c, Question{Title: "?", Confirm: "Bəli", Cancel: "Xeyr", Sure: true, OnConfirm: func() bool { answered++; return true }})
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if answered != 1 || c.Focused() != d.CancelButton {
		t.Error("Enter from elsewhere must not answer a grave question, and Cancel must have the keyboard")
	}
}

func TestButtons(t *testing.T) {
	pressed := 0
	b := NewPrimaryButton("Saxla", "Ctrl+S", func() { pressed++ })
	c := open(t, container.NewCenter(b))
	c.Focus(b)
	press(c, fyne.KeyReturn, fyne.KeySpace)
	test.Tap(b)
	b.SetEnabled(false)
	test.Tap(b)
	press(c, fyne.KeyReturn)
	b.SetEnabled(true)
	test.Tap(b)
	if pressed != 4 {
		t.Errorf("pressed %d times", pressed)
	}
}

func TestNavRail(t *testing.T) {
	var log []string
	n := NewNavRail("DSEK", []NavItem{{"work", "İş", 24}, {"sync", "Sinx", 0}}, func(id string) { log = append(log, id) })
	open(t, n)
	n.SetActive("work")
	if n.SelectNumber(0) || n.SelectNumber(3) || !n.SelectNumber(2) || n.Active() != "sync" {
		t.Error("only numbers that have a screen open one")
	}
	test.Tap(n.items[0])
	if got := strings.Join(log, " "); got != "sync work" {
		t.Error(got)
	}
	n.SetCount("sync", 2)
	if n.items[1].count.words != "2" || n.items[0].count.words != "24" {
		t.Error("counts are not shown")
	}
	n.items[1].MouseIn(nil)
	if n.items[1].count.words != "Ctrl+2" {
		t.Errorf("the key is not shown: %q", n.items[1].count.words)
	}
}

func TestBannerProgressAndStatusBar(t *testing.T) {
	done, closed := 0, 0
	b, p, s := NewBanner(), NewProgressBar("Ləğv et", func() { closed++ }), NewStatusBar()
	c := open(t, NewStack(3, b, p, s))
	if b.Visible() {
		t.Error("a banner without a sentence is hidden")
	}
	low := b.MinSize().Height
	b.Tell(Failure, strings.Repeat("Əməliyyat alınmadı, yenidən cəhd edin. ", 8), "Yenidən", func() { done++ })
	if !b.Visible() || b.MinSize().Height <= low {
		t.Error("a long sentence takes more lines")
	}
	test.Tap(b.action)
	test.Tap(b.close)
	p.Set(7, "çox")
	c.Focus(p.cancel)
	press(c, fyne.KeySpace)
	s.OnConnection = func() { done++ }
	test.Tap(s)
	if done != 2 || closed != 1 || b.Visible() || p.value != 1 {
		t.Errorf("done %d, closed %d, visible %v, value %v", done, closed, b.Visible(), p.value)
	}
}

func TestShortcutsInTheToolkitsTerms(t *testing.T) {
	if ShortcutOf("") != nil || ShortcutOf("F1") != nil || ShortcutOf("Shift+F1") != nil {
		t.Error("no shortcut without Ctrl or Alt")
	}
	got := ShortcutOf("Ctrl+Shift+PgDn").(*desktop.CustomShortcut)
	if got.KeyName != fyne.KeyPageDown || got.Modifier != fyne.KeyModifierControl|fyne.KeyModifierShift {
		t.Errorf("%+v", got)
	}
	if !KeyIs(&fyne.KeyEvent{Name: fyne.KeyEscape}, "Esc") || KeyIs(&fyne.KeyEvent{Name: fyne.KeyS}, "Ctrl+S") || KeyIs(&fyne.KeyEvent{}, "") {
		t.Error("a key without modifiers is the shortcut of that key, one with is not")
	}
}

// The toolkit picks its language from the environment; the desk's language must win, whatever that is.
func TestToolkitWordsFollowTheDesksLanguage(t *testing.T) {
	for _, l := range text.Languages() {
		var words map[string]any
		if err := errors.Join(json.Unmarshal(l.Toolkit(), &words), UseToolkitWords(l.Toolkit())); err != nil {
			t.Fatal(err)
		}
		if got := lang.L("Cancel"); got != words["Cancel"] {
			t.Errorf("%s: %q", l.Code(), got)
		}
	}
	if UseToolkitWords([]byte("no json")) == nil {
		t.Error("words that cannot be read are an error")
	}
}

func TestShortenKeepsWithinTheWidth(t *testing.T) {
	useTheme(t, look.New(look.Light, 1))
	for _, words := range []string{"Məmmədov Rəşad İlqar oğlu", "ბერიძე გიორგი", "W", ""} {
		for _, width := range []float32{0, 5, 40, 90, 1000} {
			l := newLine(words, look.ColorMuted, look.SizeCaption, false)
			l.paint()
			got := shorten(words, width, l.TextSize, l.TextStyle, l.FontSource)
			if w := measure(got, l.TextSize, l.TextStyle, l.FontSource).Width; width >= 20 && w > width {
				t.Errorf("%q in %v is %q, %v wide", words, width, got, w)
			}
			if width == 1000 && got != words {
				t.Errorf("%q was shortened to %q though there is room", words, got)
			}
		}
	}
}

// One step of the wheel over a hundred thousand rows: what the table itself costs, without painting.
func BenchmarkTableScroll(b *testing.B) {
	table := sampleTable(sampleRows(100_000))
	w := test.NewWindow(table)
	defer w.Close()
	w.Resize(fyne.NewSize(900, 620))
	step := float32(0)
	for b.Loop() {
		step += 34
		table.list.ScrollToOffset(float32(int(step) % 3_000_000))
	}
}

package kit

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"medsoc/assets/icons"
	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/ui/look"
)

type workRow struct {
	number, name, fin, stage string
	status                   look.Status
	deadline                 string
	late                     bool
	doctor                   string
}

func sampleRows(n int) []workRow {
	az := text.For("az")
	names := []string{"Əliyeva Leyla Rəşid q.", "Məmmədov Rəşad İlqar o.", "Hüseynova Günel Əli q.", "Quliyev Orxan Tofiq o.", "İbrahimli Çinarə Ağa q."}
	stages := []struct {
		key    string
		status look.Status
	}{{"received", look.StatusNew}, {"assigned", look.StatusExam}, {"examined", look.StatusWaiting}, {"decided", look.StatusDone}, {"returned", look.StatusAlert}}
	doctors := []string{"Dr. Əliyeva", "Dr. Həsənov", "Dr. —"}
	rows := make([]workRow, n)
	for i := range rows {
		stage := stages[i%5]
		rows[i] = workRow{number: fmt.Sprintf("2026-%05d", 1042+7*i), name: names[i%5], fin: fmt.Sprintf("5K%dZ7%dA", i%10, i%7),
			stage: az.T("stage." + stage.key), status: stage.status, deadline: az.Date(2026, 11, 10+i), doctor: doctors[i%3]}
		if i < 3 {
			rows[i].deadline, rows[i].late = az.N("count.days_late", 3-i), true
		}
	}
	return rows
}

func sampleTable(rows []workRow) *DataTable[workRow] {
	az := text.For("az")
	t := NewDataTable(
		Column[workRow]{Key: "case", Title: az.T("column.case"), Width: 112, Cell: func(r workRow) Cell { return Cell{Text: r.number} }},
		Column[workRow]{Key: "name", Title: az.T("column.name"), Weight: 1, Cell: func(r workRow) Cell { return Cell{Text: r.name} }},
		Column[workRow]{Title: az.T("column.identifier"), Width: 93, Cell: func(r workRow) Cell { return Cell{Text: r.fin} }},
		Column[workRow]{Title: az.T("column.stage"), Width: 153, Cell: func(r workRow) Cell { return Cell{Text: r.stage, Status: r.status} }},
		Column[workRow]{Key: "deadline", Title: az.T("column.deadline"), Width: 123, Cell: func(r workRow) Cell { return Cell{Text: r.deadline, Alert: r.late} }},
		Column[workRow]{Title: az.T("column.doctor"), Width: 120, Cell: func(r workRow) Cell { return Cell{Text: r.doctor} }},
	)
	t.SetSort("deadline", false)
	t.SetRows(rows)
	return t
}

// fixed gives an object a width of its own.
func fixed(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&fixedLayout{width}, o)
}

type fixedLayout struct{ width float32 }

func (l *fixedLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, o[0].MinSize().Height)
}
func (l *fixedLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	place(o[0], 0, 0, s.Width, s.Height)
}

func sampleShell(content fyne.CanvasObject) fyne.CanvasObject {
	az := text.For("az")
	rail := NewNavRail("DSEK · Bakı № 3", []NavItem{{"work", az.T("nav.work"), 24}, {"search", az.T("nav.search"), 0}, {"due", az.T("nav.due"), 7},
		{"verify", az.T("nav.verify"), 0}, {"sync", az.T("nav.sync"), 2}, {"settings", az.T("nav.settings"), 0}}, nil)
	rail.SetActive("work")
	bar := NewStatusBar()
	bar.Render(StatusState{Connection: az.T("status.offline"), ConnectionStatus: look.StatusWaiting,
		Text: az.N("count.unsent", 2) + " · " + az.T("status.last_sync", "time", "09:42"), Help: az.T("status.help"), User: "Dr. Əliyeva L."})
	padded := container.New(layout.NewCustomPaddedLayout(8, 11, 17, 13), content)
	return container.New(&shellLayout{}, rail, bar, padded)
}

type shellLayout struct{}

func (shellLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 400) }
func (shellLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	bar, rail := o[1].MinSize().Height, o[0].MinSize().Width
	place(o[0], 0, 0, rail, s.Height-bar)
	place(o[1], 0, s.Height-bar, s.Width, bar)
	place(o[2], rail, 0, s.Width-rail, s.Height-bar)
}

func sampleWork() fyne.CanvasObject {
	az := text.For("az")
	rows := sampleRows(24)
	table := sampleTable(rows)
	search := NewSearchEntry(az.T("work.search"), nil)
	stages := NewCodeSelect("", []Option{{Value: "", Text: az.T("work.filter.all_stages")}}, nil)
	stages.SetValue("")
	when := NewCodeSelect("", []Option{{Value: "week", Text: az.T("work.filter.week")}}, nil)
	when.SetValue("week")
	add := NewPrimaryButton(az.T("button.new_case"), "Ctrl+N", func() {}).WithIcon(icons.Plus)
	tools := container.NewBorder(nil, nil, container.NewHBox(fixed(330, search), stages, when), add)
	counts := NewCaption(az.N("count.cases", 24) + " · " + az.N("count.late", 3) + " · " + az.N("count.mine", 5))
	detail := container.NewBorder(NewStack(2, NewSubHead(rows[1].name).Narrow(), NewCaption("FİN 5K1Z71A · 14.03.1979 (47 yaş) · Kişi").Narrow(),
		NewLabel(az.T("detail.referred_by"), look.ColorMuted, look.SizeCaption, true), NewText("Bakı ş. 5 saylı poliklinika, 03.11.2026").Narrow(),
		NewLabel(az.T("detail.diagnosis"), look.ColorMuted, look.SizeCaption, true), NewText("I69.3 İnsultun nəticələri").Narrow(),
		NewLabel(az.T("detail.previous"), look.ColorMuted, look.SizeCaption, true), NewText("II qrup, "+az.T("detail.until", "date", "12.11.2025")).Narrow()),
		NewButton(az.T("button.open"), "Enter", func() {}), nil, nil)
	split := container.NewBorder(nil, nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), fixed(290, NewPanel(detail))), NewPanel(table))
	top := NewStack(6, NewTitle(az.T("work.title")), tools, counts)
	return sampleShell(container.NewBorder(top, nil, nil, nil, split))
}

func sampleExam() (fyne.CanvasObject, *Form) {
	az := text.For("az")
	entry := func(value string) *Entry { e := NewEntry(); e.SetText(value); return e }
	var grades []Option
	for _, code := range []string{"0", "1", "2", "3", "4", "8", "9"} {
		grades = append(grades, Option{code, code, az.T("qualifier." + code)})
	}
	grade := func(value string) *CodeSelect { s := NewCodeSelect("", grades, nil); s.SetValue(value); return s }
	date := NewDateField(az.T("date.placeholder"), CalendarWords{az.Months(), az.Weekdays()}, nil)
	date.SetDate(expertise.MustDate("2026-11-12"))
	mmse := NewField("MMSE balı", true, "", entry("41"))
	mmse.SetError("0–30 aralığında olmalıdır")
	area := NewTextArea(4)
	area.SetText("Sağtərəfli hemiparez, addımlama köməklə.")
	left := []fyne.CanvasObject{NewHeading(az.T("exam.section.general")), NewField(az.T("field.on"), true, "", date),
		NewField("Boy", false, "sm", entry("176")), NewField("Çəki", false, "kq", entry("82")), NewField("Arterial təzyiq", true, "mmHg", entry("150/95")),
		NewField("Nəbz", true, "/dəq", entry("84")), NewField("SpO₂", false, "%", entry("96")), NewHeading("Nevroloji"),
		NewField("Əzələ gücü, sağ əl", true, "/5", entry("3")), NewField("Əzələ gücü, sağ ayaq", true, "/5", entry("4")), NewField("Bartel indeksi", true, "/100", entry("65"))}
	right := []fyne.CanvasObject{NewHeading(az.T("exam.section.activities")), NewField(az.T("activity.self_care"), true, "", grade("2")),
		NewField(az.T("activity.movement"), true, "", grade("2")), NewField(az.T("activity.communication"), true, "", grade("1")), mmse,
		NewHeading(az.T("exam.section.diagnosis")), NewField(az.T("exam.diagnosis.main"), true, "", entry("I69.3 İnsultun nəticələri")),
		NewField(az.T("exam.diagnosis.other"), false, "", entry("I10 Hipertenziya")), NewHeading(az.T("exam.section.findings")), area}
	form := NewForm(left, right)
	tabs := NewTabs(Tab{Title: az.T("exam.tab.history"), Done: true, Content: NewText("")}, Tab{Title: az.T("exam.tab.exam"), Note: az.N("count.errors", 1), Content: form},
		Tab{Title: az.T("exam.tab.documents"), Note: "4", Content: NewText("")}, Tab{Title: az.T("exam.tab.decision"), Content: NewText("")}, Tab{Title: az.T("exam.tab.log"), Content: NewText("")})
	tabs.Select(1)
	person := container.NewBorder(nil, nil, nil, container.NewCenter(container.NewHBox(NewChip(az.T("stage.assigned"), look.StatusExam),
		NewLabel(az.T("status.saved", "time", "10:14"), look.ColorSave, look.SizeCaption, false))),
		NewStack(0, NewSubHead("Məmmədov Rəşad İlqar oğlu"), NewCaption("FİN 5K1Z71A · 14.03.1979 (47 yaş) · Kişi · "+az.T("exam.case", "number", "2026-01049"))))
	foot := container.NewBorder(nil, nil, NewLabel(az.N("count.fields_wrong", 1)+" · "+az.T("keys.hint.next_error"), look.ColorAlert, look.SizeCaption, true),
		container.NewHBox(NewButton(az.T("button.save"), "Ctrl+S", func() {}), NewPrimaryButton(az.T("button.next_to", "name", az.T("exam.tab.documents")), "Ctrl+PgDn", func() {})))
	top := container.New(layout.NewCustomPaddedLayout(0, 5, 0, 0), NewStack(6, NewTitle(az.T("exam.title")), NewPanel(person)))
	bottom := container.New(layout.NewCustomPaddedLayout(7, 0, 0, 0), foot)
	return sampleShell(container.NewBorder(top, bottom, nil, nil, NewPanel(tabs))), form
}

// The gallery draws the kit on two sample screens. With GALLERY=folder the pictures stay there to be looked at.
func TestGallery(t *testing.T) {
	out := os.Getenv("GALLERY")
	if out == "" {
		out = t.TempDir()
	}
	for name, th := range map[string]*look.Theme{"light": look.New(look.Light, 1), "dark": look.New(look.Dark, 1), "large": look.New(look.Light, look.TextVeryLarge)} {
		useTheme(t, th)
		exam, _ := sampleExam()
		for screen, content := range map[string]fyne.CanvasObject{"work": sampleWork(), "exam": exam} {
			w := test.NewWindow(content)
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1366, 768))
			picture := w.Canvas().Capture()
			w.Close()
			if b := picture.Bounds(); b.Dx() != 1366 || b.Dy() != 768 {
				t.Errorf("%s %s does not fit the screen: %v", screen, name, b)
			}
			f, err := os.Create(filepath.Join(out, screen+"-"+name+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, picture); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestMain gives every widget the desk's theme from its first moment, as the program does.
func TestMain(m *testing.M) {
	test.NewApp().Settings().SetTheme(look.New(look.Light, look.TextNormal))
	os.Exit(m.Run())
}

func useTheme(t *testing.T, th fyne.Theme) {
	t.Helper()
	fyne.CurrentApp().Settings().SetTheme(th)
	t.Cleanup(func() { fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, look.TextNormal)) })
}

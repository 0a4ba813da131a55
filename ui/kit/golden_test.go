package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"medsoc/assets/icons"
	"medsoc/expertise"
	"medsoc/ui/look"
)

// Pictures under testdata are compared pixel by pixel. When a change of the look is meant, look at the new picture in
// testdata/failed and copy it over the old one.
func TestPictures(t *testing.T) {
	themes := []struct {
		name  string
		theme *look.Theme
		scale float32
	}{{"light", look.New(look.Light, 1), 1}, {"dark", look.New(look.Dark, 1), 1}, {"light-125", look.New(look.Light, 1), 1.25}}
	for _, th := range themes {
		for name, piece := range pieces {
			t.Run(name+"-"+th.name, func(t *testing.T) {
				useTheme(t, th.theme)
				content := piece.make()
				w := test.NewWindow(content)
				defer w.Close()
				w.SetPadded(false)
				w.Canvas().(test.WindowlessCanvas).SetScale(th.scale)
				w.Resize(piece.size)
				if piece.then != nil {
					piece.then(content, w.Canvas())
				}
				test.AssertRendersToImage(t, name+"-"+th.name+".png", w.Canvas())
			})
		}
	}
}

type piece struct {
	size fyne.Size
	make func() fyne.CanvasObject
	then func(o fyne.CanvasObject, c fyne.Canvas)
}

var pieces = map[string]piece{
	"chips": {size: fyne.NewSize(330, 62), make: func() fyne.CanvasObject {
		chips, badges := container.NewHBox(), container.NewHBox()
		for i, s := range look.Statuses {
			chips.Add(NewChip([]string{"Yeni", "Müayinə", "Qərar", "Hazır", "Gecikir", "Bağlı"}[i], s))
			badges.Add(NewBadge([]string{"1", "24", "7", "", "3", "120"}[i], s))
		}
		return NewStack(6, chips, badges)
	}},
	"buttons": {size: fyne.NewSize(430, 80), make: func() fyne.CanvasObject {
		off := NewPrimaryButton("Göndər", "", nil)
		off.Disable()
		return NewStack(6, container.NewHBox(NewPrimaryButton("Yeni iş", "Ctrl+N", nil).WithIcon(icons.Plus), NewButton("Saxla", "Ctrl+S", nil), NewDangerButton("Ləğv et", "", nil)),
			container.NewHBox(off, NewPlainButton("Ətraflı", nil), NewIconButton(icons.Print, nil)))
	}, then: func(o fyne.CanvasObject, c fyne.Canvas) { c.FocusNext(); c.FocusNext() }},
	"fields": {size: fyne.NewSize(420, 190), make: func() fyne.CanvasObject {
		wrong, date := NewEntry(), NewDateField("gg.aa.iiii", days(), nil)
		wrong.SetText("41")
		date.SetDate(expertise.MustDate("2026-11-12"))
		field := NewField("Çox uzun adı olan sahənin adı", true, "/30", wrong)
		field.SetError("0–30 aralığında olmalıdır")
		grade := NewCodeSelect("seçin", []Option{{"2", "2", "orta"}}, nil)
		return NewForm([]fyne.CanvasObject{NewHeading("Ümumi"), NewField("Tarix", true, "", date), field, NewField("Dərəcə", false, "", grade)}, nil)
	}},
	"frame": {size: fyne.NewSize(420, 230), make: func() fyne.CanvasObject {
		n := NewNavRail("DSEK · Bakı № 3", []NavItem{{"a", "İş siyahısı", 24}, {"b", "Yoxlama", 0}, {"c", "Sinxronizasiya", 2}}, nil)
		n.SetActive("a")
		s := NewStatusBar()
		s.Render(StatusState{Connection: "Oflayn", ConnectionStatus: look.StatusWaiting, Text: "2 dəyişiklik göndərilməyib və bu cümlə uzundur", Help: "F1 kömək", User: "Dr. Əliyeva L."})
		return container.NewBorder(nil, s, n, nil, NewPanel(NewEmptyState("Göndəriləcək yoxdur.", "Yenilə", func() {})))
	}},
	"table": {size: fyne.NewSize(720, 150), make: func() fyne.CanvasObject { return sampleTable(sampleRows(3)) },
		then: func(o fyne.CanvasObject, _ fyne.Canvas) { o.(*DataTable[workRow]).Focus() }},
	"dimmed": {size: fyne.NewSize(720, 110), make: func() fyne.CanvasObject { t := sampleTable(sampleRows(2)); t.SetDimmed(true); return t }},
	"tabs": {size: fyne.NewSize(420, 60), make: func() fyne.CanvasObject {
		return NewTabs(Tab{Title: "Anamnez", Done: true, Content: NewText("")}, Tab{Title: "Müayinə", Note: "1 səhv", Wrong: true, Content: NewText("")})
	}, then: func(o fyne.CanvasObject, _ fyne.Canvas) { o.(*Tabs).FocusHead() }},
	"banner": {size: fyne.NewSize(520, 140), make: func() fyne.CanvasObject {
		b, p := NewBanner(), NewProgressBar("Dayandır", func() {})
		b.Tell(Failure, strings.Repeat("Sinxronizasiya alınmadı, şəbəkəni yoxlayın. ", 3), "Yenidən cəhd et", nil)
		p.Set(.4, "120 / 300 dəyişiklik")
		return NewStack(8, b, p)
	}},
	"month": {size: fyne.NewSize(330, 270), make: func() fyne.CanvasObject { d := NewDateField("", days(), nil); return NewStack(0, d) },
		then: func(o fyne.CanvasObject, c fyne.Canvas) {
			d := o.(*fyne.Container).Objects[0].(*DateField)
			d.SetDate(expertise.MustDate("2026-11-12"))
			d.Open()
		}},
	"choices": {size: fyne.NewSize(260, 150), make: func() fyne.CanvasObject {
		return NewStack(0, NewCodeSelect("seçin", []Option{{"0", "0", "yoxdur"}, {"1", "1", "yüngül"}, {"2", "2", "orta"}, {"3", "3", "ağır"}}, nil))
	}, then: func(o fyne.CanvasObject, _ fyne.Canvas) {
		s := o.(*fyne.Container).Objects[0].(*CodeSelect)
		s.SetValue("2")
		s.Open()
	}},
	"chart": {size: fyne.NewSize(420, 190), make: func() fyne.CanvasObject {
		c := NewSelectChart(90, nil, nil)
		c.SetBars([]Bars{{Label: "noy", Strong: true, Bars: []Bar{{24, "24", look.StatusAlert}, {12, "12", look.StatusDone}}, Alert: "12 çatmır"},
			{Label: "dek", Bars: []Bar{{8, "8", look.StatusNew}, {30, "30", look.StatusDone}}, Note: "1 səyyar"}, {Label: "yan", Bars: []Bar{{0, "0", look.StatusNew}, {1, "1", look.StatusDone}}}}, 1)
		return NewStack(4, NewLegend(Bar{Text: "Ehtiyac", Status: look.StatusNew}, Bar{Text: "Yerlər", Status: look.StatusDone}), c)
	}, then: func(o fyne.CanvasObject, c fyne.Canvas) { c.FocusNext() }},
	"dialog": {size: fyne.NewSize(560, 260), make: func() fyne.CanvasObject { return NewPanel(NewText("")) },
		then: func(_ fyne.CanvasObject, c fyne.Canvas) {
			Ask(c, Question{Title: "Arayış ləğv edilsin?", Text: "Ləğv edilmiş arayış yenidən qüvvəyə minmir. Yoxlayan hər kəs ləğvi görəcək.", Confirm: "Ləğv et", Cancel: "Geri", Danger: true})
		}},
}

package examination

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// services shows the services and aids of the rehabilitation programme, to be granted one by one. A recorded sheet that nobody may change
// any more shows them in words.
type services struct {
	p       *presenter.Examination
	host    screen.Host
	shape   string
	checks  []*kit.Check
	objects []fyne.CanvasObject
	words   *kit.Paragraph
	count   *kit.Label
	wrong   *kit.Label
}

func newServices(p *presenter.Examination, host screen.Host) *services {
	return &services{p: p, host: host, words: kit.NewParagraph("", 400), count: kit.NewCaption("").Narrow(), wrong: kit.NewLabel("", look.ColorAlert, look.SizeCaption, false).Narrow()}
}

// render gives nothing where the country keeps no list of services.
func (s *services) render(in *screen.Inputs, st presenter.ExaminationState) (objects []fyne.CanvasObject, moved bool) {
	shape := ""
	var granted []string
	for _, t := range st.Services {
		shape += t.Name + " " + t.Text + "|"
		if t.On {
			granted = append(granted, t.Text)
		}
	}
	if st.ReadOnly && shape != "" {
		shape = strings.Join(granted, ", ")
		if shape == "" {
			shape = s.host.T("detail.none")
		}
	}
	if moved = shape != s.shape; moved {
		s.shape = shape
		s.make(in, st)
	}
	for i := range s.checks {
		s.checks[i].Set(st.Services[i].On)
	}
	s.count.SetText(st.ServicesCount)
	moved = moved || st.ServicesError != s.wrong.Text()
	s.wrong.SetText(st.ServicesError)
	screen.ShowIf(s.wrong, st.ServicesError != "")
	return s.objects, moved
}

func (s *services) make(in *screen.Inputs, st presenter.ExaminationState) {
	s.checks, s.objects = nil, nil
	if len(st.Services) == 0 {
		return
	}
	heading := kit.NewHeading(s.host.T("exam.section.services"))
	if st.ReadOnly {
		s.words.SetText(s.shape)
		s.objects = []fyne.CanvasObject{heading, s.words}
		return
	}
	grid := container.New(layout.NewGridLayoutWithColumns(2))
	for _, t := range st.Services {
		check := kit.NewCheck(t.Text, func(on bool) { s.p.SetService(t.Name, on) })
		s.checks = append(s.checks, check)
		grid.Add(check)
	}
	in.Adopt("services", s.checks[0]) // where too many of them are corrected
	s.objects = []fyne.CanvasObject{heading, grid, s.count, s.wrong}
}

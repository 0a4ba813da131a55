// Package rules says which law the desk works by, and lists the rules that nobody had confirmed, for an administrator to confirm.
package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the list of rules.
type Screen struct {
	p        *presenter.Rules
	host     screen.Host
	object   fyne.CanvasObject
	note     *screen.Note
	refused  *screen.Note
	facts    *kit.Paragraph
	editions *kit.Paragraph
	filter   *kit.CodeSelect
	options  []presenter.Option
	count    *kit.Label
	barred   *kit.Label
	table    *kit.DataTable[presenter.RuleRow]
	open     *kit.Button
	back     *kit.Button
	ask      screen.Reason
	st       presenter.RulesState
	quiet    bool
	drawn    bool
}

// New makes the screen.
func New(p *presenter.Rules, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), refused: screen.NewNote(), facts: kit.NewParagraph("", 900), editions: kit.NewParagraph("", 900).Small(), count: kit.NewCaption("").Narrow(),
		barred: kit.NewLabel("", look.ColorMuted, look.SizeCaption, false).Narrow()}
	s.ask = screen.Reason{Host: host}
	s.filter = kit.NewCodeSelect("", nil, p.Show)
	standing := kit.NewPanel(kit.NewStack(3, kit.NewHeading(host.T("rules.law")), s.facts, s.editions))
	s.table = kit.NewDataTable(
		screen.Text(host.T("rules.edition"), 96, func(r presenter.RuleRow) string { return r.Edition }),
		screen.Wide(host.T("rules.rule"), 6, func(r presenter.RuleRow) string { return r.Text }),
		screen.Wide(host.T("rules.cite"), 4, func(r presenter.RuleRow) string { return r.Cite }),
		screen.Chips(host.T("rules.state"), 250, func(r presenter.RuleRow) presenter.Chip { return r.State }))
	s.table.OnSelected = func(r presenter.RuleRow) {
		if !s.quiet {
			p.Select(r.Key)
		}
	}
	s.table.OnOpen = s.show
	s.back = kit.NewButton(host.T("rules.doubt"), "", func() {
		if r, ok := s.table.Selected(); ok {
			s.ask.Open("ask.doubt", "rules.doubt", func(reason string) { p.Doubt(r.Key, reason) })
		}
	})
	s.open = kit.NewPrimaryButton(host.T("button.open"), "Enter", func() {
		if r, ok := s.table.Selected(); ok {
			s.show(r)
		}
	})
	head := screen.Border(nil, nil, nil, screen.Sized(220, s.filter), container.NewVBox(s.count))
	list := kit.NewPanel(screen.Border(screen.Padded(0, 6, 0, 0, head), nil, nil, nil, s.table))
	body := screen.Border(screen.Padded(0, 8, 0, 0, standing), nil, nil, nil, list)
	s.object = screen.Page(body, screen.Foot(s.barred, s.back, s.open), kit.NewTitle(host.T("rules.title")), s.note.Banner, s.refused.Banner)
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Keys makes Ctrl+Enter open the rule.
func (s *Screen) Keys() screen.Keys { return screen.Keys{Main: s.open.OnTapped} }

// Focus gives the keyboard to the list.
func (s *Screen) Focus() { s.table.Focus() }

// Render shows a state.
func (s *Screen) Render(st presenter.RulesState) {
	s.quiet = true
	defer func() { s.quiet = false }()
	before := s.st
	s.st = st
	s.note.Render(st.Banner)
	s.refused.Render(presenter.Banner{Text: st.Refused, Tone: presenter.ToneAlert})
	s.facts.SetText(sentence(st.Facts, " · "))
	s.editions.SetText(sentence(st.Editions, "\n"))
	screen.Choose(s.filter, &s.options, st.Filters, st.Filter)
	s.count.SetText(st.Count)
	s.barred.SetText(st.Barred)
	if st.Empty != before.Empty {
		s.table.SetEmpty(screen.Empty(st.Empty, func() { s.p.Show(presenter.RulesAll) }))
	}
	if !s.drawn || !slices.EqualFunc(st.Rows, before.Rows, same) {
		s.drawn = true
		s.table.SetRows(st.Rows)
	}
	s.table.SelectRow(st.Selected)
	s.table.SetDimmed(st.Working)
	chosen := st.Selected >= 0
	s.open.SetEnabled(chosen)
	screen.ShowIf(s.back, st.MayDecide)
	s.back.SetEnabled(chosen && !st.Busy && st.Rows[max(st.Selected, 0)].Confirmed)
	s.ask.Refused(st.ReasonError, st.Busy)
}

func same(a, b presenter.RuleRow) bool {
	return a.Key == b.Key && a.Text == b.Text && a.State == b.State
}

// sentence writes facts one after the other.
func sentence(facts []presenter.Fact, between string) string {
	words := make([]string, len(facts))
	for i, f := range facts {
		words[i] = f.Label + ": " + f.Value
	}
	return strings.Join(words, between)
}

// long is from how many letters on the rule scrolls in its dialog.
const long = 700

// show reads a rule out in whole. An administrator confirms it there, on the button itself, and names the act where the rule names none.
func (s *Screen) show(r presenter.RuleRow) {
	facts := screen.NewRows(130)
	facts.Render(r.Whole)
	var content fyne.CanvasObject = facts.Container
	letters := 0
	for _, f := range r.Whole {
		letters += utf8.RuneCountInString(f.Value)
	}
	scale := look.Size("text") / 14
	var reading fyne.Focusable
	if letters > long {
		whole := kit.NewReading(screen.Padded(0, 0, 0, 10, content))
		content, reading = container.NewGridWrap(fyne.NewSize(700*scale, 330*scale), whole), whole
	}
	q := kit.Question{Title: s.host.T("rules.read"), Content: content, Confirm: s.host.T("button.close"), Width: 700, First: reading}
	if s.st.MayDecide && !r.Confirmed {
		q.Text, q.Confirm, q.Cancel, q.Sure = s.host.T("rules.read.text"), s.host.T("rules.confirm"), s.host.T("button.cancel"), true
		act := kit.NewEntry()
		act.MaxLength = 200
		field := kit.NewField(s.host.T("rules.act_read"), true, "", act)
		act.OnChanged = func(string) { field.SetError("") }
		if r.NeedsAct {
			q.First = act
			q.Content = kit.NewStack(8, content, kit.NewParagraph(s.host.T("rules.act_read.why"), 700).Small(), field)
		}
		q.OnConfirm = func() bool {
			if r.NeedsAct && strings.TrimSpace(act.Text) == "" {
				field.SetError(s.host.T("error.rule.act"))
				kit.Focus(act)
				return false
			}
			s.p.Confirm(r.Key, act.Text)
			return true
		}
	}
	s.host.Ask(q)
}

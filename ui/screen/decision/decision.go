// Package decision is the decision of a case: what the law proposes and why, what the commission decides, who has signed.
package decision

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"medsoc/assets/icons"
	"medsoc/expertise"
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
	"medsoc/ui/screen"
)

// Screen is the page.
type Screen struct {
	p      *presenter.Decision
	host   screen.Host
	object fyne.CanvasObject
	foot   fyne.CanvasObject

	note, sample *screen.Note
	unrecorded   *screen.Note
	body         *fyne.Container
	sheet        fyne.CanvasObject
	empty        *fyne.Container
	heading      *kit.Label
	outcome      *kit.Paragraph
	facts        *screen.Facts
	reasons      *fyne.Container
	differs      *kit.Paragraph
	right        *fyne.Container
	choose       *choose
	signers      *signers
	differ       *kit.Button
	back         *kit.Button
	main         *kit.Button
	wrong        *kit.Label
	ask          screen.Reason
	st           presenter.DecisionState
	drawn        bool
}

// New makes the screen.
func New(p *presenter.Decision, host screen.Host) *Screen {
	s := &Screen{p: p, host: host, note: screen.NewNote(), sample: screen.NewNote(), unrecorded: screen.NewNote(), heading: kit.NewHeading(""), outcome: kit.NewParagraph("", 400).Title(), facts: screen.NewRows(150),
		reasons: kit.NewStack(6), differs: kit.NewParagraph("", 400), empty: container.NewStack(), right: container.NewStack(), wrong: screen.Wrong()}
	s.ask = screen.Reason{Host: host}
	s.choose, s.signers = newChoose(p, host), newSigners(p, host)
	left := kit.NewStack(7, s.heading, s.outcome, s.facts.Container, s.differs, s.reasons)
	s.sheet = screen.Halves(kit.NewReading(screen.Padded(0, 0, 0, 10, left)), s.right)
	s.body = container.NewStack(s.empty, s.sheet)
	s.object = screen.Border(kit.NewStack(4, s.note.Banner, s.unrecorded.Banner, s.sample.Banner), nil, nil, nil, s.body)
	s.differ = kit.NewButton(host.T("decision.otherwise"), "", func() { p.Differ(!s.st.Differ) })
	s.back = kit.NewButton(host.T("button.supersede"), "", func() { s.ask.Open("ask.supersede", "button.supersede", p.Supersede) })
	s.main = kit.NewPrimaryButton("", "Ctrl+Enter", func() { s.act() })
	s.foot = screen.Foot(s.wrong, s.back, s.differ, s.main)
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Foot is the page's last line.
func (s *Screen) Foot() fyne.CanvasObject { return s.foot }

// Keys makes the main action begin with the next signature while members sign.
func (s *Screen) Keys() screen.Keys {
	return screen.Keys{Main: s.act, NextError: func() { s.p.NextError(s.choose.inputs.Focused()) }}
}

// Focus leaves the keyboard to no button: nobody may decide or sign by an Enter too many.
func (s *Screen) Focus() { kit.Unfocus(s.object) }

// act is what the main button does in each phase.
func (s *Screen) act() {
	if s.main.Disabled() {
		return
	}
	switch s.st.Phase {
	case presenter.PhaseNothing:
		s.p.OpenExamination()
	case presenter.PhaseChoose:
		s.p.Propose()
	case presenter.PhaseSign:
		if i := slices.IndexFunc(s.st.Signers, func(m presenter.Signer) bool { return !m.Signed }); i >= 0 {
			s.signers.sign(s.st.Signers[i], "")
		}
	case presenter.PhaseInForce:
		s.p.OpenCertificate()
	}
}

// Render shows a state.
func (s *Screen) Render(st presenter.DecisionState) {
	before := s.st
	s.st = st
	s.note.Render(st.Banner)
	s.sample.Render(presenter.Banner{Text: st.Unconfirmed, Tone: presenter.ToneWaiting})
	s.unrecorded.RenderWith(presenter.Banner{Text: st.Unrecorded, Tone: presenter.ToneAlert}, s.host.T("decision.unrecorded.action"), s.p.OpenExamination)
	nothing := st.Phase == presenter.PhaseNothing
	screen.ShowIf(s.sheet, !nothing)
	screen.ShowIf(s.empty, nothing)
	if nothing && st.Empty != before.Empty {
		s.empty.Objects = nil
		if o := screen.Empty(st.Empty, s.p.OpenExamination); o != nil {
			s.empty.Add(o)
		}
		s.empty.Refresh()
	}
	s.renderOutcome(st)
	if !s.drawn || !slices.Equal(st.Reasons, before.Reasons) || !slices.Equal(st.Missing, before.Missing) || !slices.Equal(st.Early, before.Early) || st.ReasonsError != before.ReasonsError {
		s.renderReasons(st)
	}
	s.renderRight(st)
	s.renderFoot(st)
	s.drawn = true
}

func (s *Screen) renderOutcome(st presenter.DecisionState) {
	heading := "decision.title"
	if st.Phase == presenter.PhaseChoose {
		heading = "decision.proposal"
	}
	s.heading.SetText(s.host.T(heading))
	s.outcome.SetText(st.Outcome)
	term := st.Term
	if st.Birthday != "" {
		term += " (" + st.Birthday + ")"
	}
	all := []presenter.Fact{{Label: s.host.T("field.percent"), Value: st.Percent}, {Label: s.host.T("field.term"), Value: term}, {Label: s.host.T("decision.gap"), Value: st.Gap},
		{Label: s.host.T("field.next"), Value: st.Next}}
	all = append(append(all, st.Scales...), presenter.Fact{Label: s.host.T("field.cause"), Value: st.Cause}, presenter.Fact{Label: s.host.T("decision.basis"), Value: st.Edition})
	var facts []presenter.Fact
	for _, f := range all {
		if f.Value != "" {
			facts = append(facts, f)
		}
	}
	s.facts.Render(facts)
	s.differs.SetText(st.DiffersWhy)
	screen.ShowIf(s.differs, st.DiffersWhy != "")
}

func (s *Screen) renderReasons(st presenter.DecisionState) {
	s.reasons.Objects = nil
	// What hinders comes first: whoever decides must not have to look for it.
	s.renderRows("decision.early", st.Early, icons.Warning, look.ColorAlert)
	s.renderRows("decision.missing", st.Missing, icons.Warning, look.ColorAlert)
	s.renderRows("decision.reasons", st.Reasons, icons.Check, look.ColorSave)
	if st.ReasonsError != "" {
		s.reasons.Add(kit.NewParagraph(st.ReasonsError, 400))
	}
	s.reasons.Refresh()
}

func (s *Screen) renderRows(heading string, rows []presenter.ReasonRow, sign icons.Name, ink fyne.ThemeColorName) {
	if len(rows) == 0 {
		return
	}
	s.reasons.Add(kit.NewHeading(s.host.T(heading)))
	for _, r := range rows {
		s.reasons.Add(reason(r, sign, ink))
	}
}

// reason is one row of the law: what it says, to what it was applied, where it stands, and that nobody has confirmed it yet.
func reason(r presenter.ReasonRow, sign icons.Name, ink fyne.ThemeColorName) fyne.CanvasObject {
	if r.Aside {
		sign, ink = icons.Info, look.ColorMuted
	}
	text := kit.NewParagraph(r.Text, 400)
	if r.Aside {
		text.SetInk(look.ColorMuted)
	}
	var chip fyne.CanvasObject
	if r.Unconfirmed.Text != "" {
		chip = container.NewVBox(kit.NewChip(r.Unconfirmed.Text, screen.Status(r.Unconfirmed.Tone)))
	}
	words := kit.NewStack(0, text)
	for _, line := range []string{r.Datum, r.Cite} {
		if line != "" {
			words.Add(kit.NewParagraph(line, 400).Small())
		}
	}
	return screen.Border(nil, nil, screen.Padded(3, 0, 0, 4, kit.NewSign(sign, ink)), chip, words)
}

func (s *Screen) renderRight(st presenter.DecisionState) {
	var right fyne.CanvasObject
	switch {
	case st.Phase == presenter.PhaseChoose && st.Differ:
		s.choose.render(st)
		right = s.choose.object
	case st.Phase == presenter.PhaseChoose:
		right = s.choose.explained
	case st.Phase == presenter.PhaseSign, st.Phase == presenter.PhaseInForce:
		s.signers.render(st)
		right = s.signers.object
	}
	switch {
	case right == nil:
		s.right.Objects = nil
	case len(s.right.Objects) == 0 || s.right.Objects[0] != right:
		s.right.Objects = []fyne.CanvasObject{right}
		s.right.Refresh()
	}
}

func (s *Screen) renderFoot(st presenter.DecisionState) {
	l := s.host
	words, on := "", true
	switch st.Phase {
	case presenter.PhaseNothing:
		words = l.T("button.next_to", "name", l.T("exam.tab.exam"))
	case presenter.PhaseChoose:
		words, on = l.T("button.use_proposal"), st.CanPropose
		if st.Differ {
			words = l.T("button.decide")
		}
	case presenter.PhaseSign:
		words, on = l.T("button.sign"), st.CanSign
	case presenter.PhaseInForce:
		words = l.T("button.next_to", "name", l.T("certificate.title"))
	}
	if s.main.Text() != words {
		s.main.SetText(words, "Ctrl+Enter")
	}
	s.main.SetEnabled(on && !st.Busy)
	s.main.SetDeliberate(st.Phase == presenter.PhaseChoose || st.Phase == presenter.PhaseSign)
	screen.ShowIf(s.differ, st.Phase == presenter.PhaseChoose && st.CanPropose)
	turn := l.T("decision.otherwise")
	if st.Differ {
		turn = l.T("decision.as_proposed")
	}
	if s.differ.Text() != turn {
		s.differ.SetText(turn, "")
	}
	screen.ShowIf(s.back, st.CanSupersede)
	s.back.SetEnabled(!st.Busy)
	wrong := st.Waiting
	if st.ErrorCount > 0 {
		wrong = l.N("count.fields_wrong", st.ErrorCount) + " · " + l.T("keys.hint.next_error")
	}
	s.wrong.SetText(wrong)
	s.ask.Refused(st.ReasonError, st.Busy)
}

// choose is the form with which the commission decides otherwise than the law proposes.
type choose struct {
	object    fyne.CanvasObject
	explained fyne.CanvasObject
	inputs    *screen.Inputs
	form      *kit.Form
	shape     string
	host      screen.Host
}

func newChoose(p *presenter.Decision, host screen.Host) *choose {
	c := &choose{host: host, inputs: screen.NewInputs(host, p.Set), form: kit.NewForm(nil, nil)}
	c.object = screen.Border(kit.NewHeading(host.T("decision.otherwise")), nil, nil, nil, c.form)
	c.explained = kit.NewStack(6, kit.NewHeading(host.T("decision.how")), kit.NewParagraph(host.T("decision.how.text"), 400))
	return c
}

func (c *choose) render(st presenter.DecisionState) {
	fields := c.inputs.Fields(st.Fields)
	if shape := screen.Shape(st.Fields); shape != c.shape {
		c.shape = shape
		c.form.SetColumns(fields, nil)
	}
	c.inputs.Turn(st.Focus, st.FocusTurn)
}

// signers lists the members with their signatures, and asks for a member's passphrase.
type signers struct {
	p       *presenter.Decision
	host    screen.Host
	object  fyne.CanvasObject
	list    *fyne.Container
	done    *kit.Label
	shown   []presenter.Signer
	facts   []presenter.Fact // what is signed
	can     bool
	asked   presenter.Signer
	waiting bool // a signature is being written
	known   bool
}

func newSigners(p *presenter.Decision, host screen.Host) *signers {
	g := &signers{p: p, host: host, list: kit.NewStack(8), done: kit.NewStrong("")}
	g.object = kit.NewStack(8, kit.NewHeading(host.T("decision.signatures")), g.done, g.list)
	return g
}

func (g *signers) render(st presenter.DecisionState) {
	g.done.SetText(st.Progress)
	g.facts = st.ReadBack
	can := st.CanSign && !st.Busy
	if !g.known || !slices.Equal(st.Signers, g.shown) || can != g.can {
		g.known, g.shown, g.can = true, st.Signers, can
		g.list.Objects = nil
		for _, m := range st.Signers {
			var right fyne.CanvasObject
			switch {
			case m.Signed:
				right = kit.NewChip(g.host.T("decision.signed"), look.StatusDone)
			case st.CanSign:
				b := kit.NewButton(g.host.T("button.sign"), "", func() { g.sign(m, "") })
				b.SetEnabled(can)
				right = b
			default:
				right = kit.NewChip(g.host.T("decision.not_signed"), look.StatusQuiet)
			}
			g.list.Add(screen.Border(nil, nil, nil, container.NewCenter(right), kit.NewStack(0, kit.NewStrong(m.Name).Narrow(), kit.NewCaption(m.Role).Narrow())))
		}
		g.list.Refresh()
	}
	if g.waiting && !st.Busy {
		g.waiting = false
		if st.SignError != "" {
			g.sign(g.asked, st.SignError)
		}
	}
}

// sign reads back what is signed and asks for the member's own passphrase; the unlocked member has given it already and only confirms.
func (g *signers) sign(m presenter.Signer, problem string) {
	g.asked = m
	facts := screen.NewRows(150)
	facts.Render(g.facts)
	if m.Self {
		rows := []fyne.CanvasObject{facts.Container}
		if problem != "" {
			refused := kit.NewParagraph(problem, 540)
			refused.SetInk(look.ColorAlert)
			rows = append(rows, refused)
		}
		g.host.Ask(kit.Question{Title: g.host.T("sign.title", "name", m.Name), Text: g.host.T("sign.self"), Content: kit.NewStack(6, rows...), Confirm: g.host.T("button.sign"),
			Cancel: g.host.T("button.cancel"), Width: 560, Sure: true, OnConfirm: func() bool { g.waiting = true; g.p.Sign(m.ID, ""); return true }})
		return
	}
	entry := kit.NewEntry()
	entry.Password, entry.MaxLength = true, 200
	field := kit.NewField(g.host.T("unlock.passphrase"), true, "", entry)
	field.SetError(problem)
	entry.OnChanged = func(string) { field.SetError("") }
	rows := []fyne.CanvasObject{facts.Container, field}
	if hint := g.hint(m.ID); hint != "" {
		rows = append(rows, kit.NewLabel(g.host.T("unlock.demonstration", "passphrase", hint), look.ColorHeading, look.SizeCaption, true))
	}
	send := func() bool {
		if entry.Text == "" {
			field.SetError(g.host.T("error.required"))
			kit.Focus(entry)
			return false
		}
		g.waiting = true
		g.p.Sign(m.ID, entry.Text)
		return true
	}
	d := g.host.Ask(kit.Question{Title: g.host.T("sign.title", "name", m.Name), Text: g.host.T("sign.text"), Content: kit.NewStack(6, rows...), Confirm: g.host.T("button.sign"),
		Cancel: g.host.T("button.cancel"), Width: 560, First: entry, OnConfirm: send})
	entry.OnEnter = func() {
		if send() {
			d.Close()
		}
	}
}

func (g *signers) hint(id expertise.MemberID) string {
	if g.host.Hint == nil {
		return ""
	}
	return g.host.Hint(id)
}

package shell

import (
	"medsoc/ui/presenter"
)

// Signal says where an idle program stands. It holds codes and counts, and no person's data.
type Signal struct {
	Turn   int                     `json:"turn"` // grows with each signal
	Screen presenter.ScreenID      `json:"screen"`
	Tab    presenter.Tab           `json:"tab"`
	Locked bool                    `json:"locked"`
	Dialog bool                    `json:"dialog"`
	Asked  int                     `json:"asked"` // how many questions were asked until now
	Rows   int                     `json:"rows"`  // of the work list, or of the list of rules
	Errors int                     `json:"errors"`
	Phase  presenter.DecisionPhase `json:"phase"`
	Signed int                     `json:"signed"`
	Paper  bool                    `json:"paper"`   // a certificate is shown
	Sheet  int                     `json:"sheet"`   // fields of the examination that are filled
	Lines  int                     `json:"lines"`   // impairments of the sheet
	Rated  int                     `json:"rated"`   // of them with a percent
	Note   presenter.Tone          `json:"note"`    // of the present page's banner
	Query  int                     `json:"letters"` // in the work list's search
}

// check gives the signal once what is going on now has come to its end and nothing is awaited any more.
func (p *Program) check() {
	if p.OnIdle == nil || p.checking || p.desk == nil {
		return
	}
	p.checking = true
	p.Post(func() {
		p.checking = false
		if !p.desk.Idle() {
			return // its end is told by an emitted state
		}
		now := p.stand()
		now.Turn = p.signal.Turn
		if now != p.signal {
			now.Turn++
			p.signal = now
			p.OnIdle(now)
		}
	})
}

func (p *Program) stand() Signal {
	r := p.desk.Shell.Route()
	s := Signal{Screen: r.Screen, Tab: r.Tab, Locked: p.state.Locked, Dialog: p.asking(), Rows: len(p.slots.work.state.Rows), Query: len([]rune(p.slots.work.state.Query))}
	s.Asked = p.questions
	switch r.Screen {
	case presenter.ScreenCase:
	case presenter.ScreenPlanning:
		s.Note = p.slots.planning.state.Banner.Tone
		return s
	case presenter.ScreenRules:
		s.Note, s.Rows = p.slots.rules.state.Banner.Tone, len(p.slots.rules.state.Rows)
		return s
	default:
		return s
	}
	x, d, c := &p.slots.examination.state, &p.slots.decision.state, &p.slots.certificate.state
	s.Errors, s.Phase, s.Paper = x.ErrorCount, d.Phase, c.Preview != nil
	for _, fields := range [][]presenter.Field{x.General, x.Activities, x.Narrative} {
		for _, f := range fields {
			if f.Value != "" {
				s.Sheet++
			}
		}
	}
	for _, l := range x.Impairments {
		s.Lines++
		if len(l.Rating.Value) > 1 {
			s.Rated++
		}
	}
	for _, signer := range d.Signers {
		if signer.Signed {
			s.Signed++
		}
	}
	switch r.Tab {
	case presenter.TabExamination:
		s.Note = x.Banner.Tone
	case presenter.TabDecision:
		s.Note = d.Banner.Tone
	case presenter.TabCertificate:
		s.Note = c.Banner.Tone
	}
	return s
}

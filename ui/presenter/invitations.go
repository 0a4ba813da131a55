package presenter

import (
	"bytes"
	"context"

	"medsoc/assets/text"
	"medsoc/certs/page"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
)

// InviteWhom says whose letters are printed.
type InviteWhom int

// The persons of the chosen sitting, or of all sittings of the month that are ahead.
const (
	InviteSitting InviteWhom = iota
	InviteMonth
)

// inviting is a run of letters under way.
type inviting struct {
	on        bool
	turn      int
	done, all int
}

// invitation is one letter to be written.
type invitation struct {
	sitting expertise.Sitting
	desk.AppointmentRow
}

// SaveInvitations writes the letters to a file, one page each, and then notes who was invited. Those not invited yet get one; when all
// are, all get it again. It runs beside other work and can be stopped: then nothing is noted.
func (p *Planning) SaveInvitations(whom InviteWhom, path string) {
	if path != "" {
		p.invite(whom, func(_ context.Context, pdf []byte) error { return writeFile(path, pdf) }, func(n int) { p.say(ToneDone, "planning.letters.saved", "n", n, "file", path) })
	}
}

// PrintInvitations hands the letters to the printer.
func (p *Planning) PrintInvitations(whom InviteWhom) {
	if printer, title := p.printer, p.env.language.T("planning.letters.title"); printer != nil {
		p.invite(whom, func(ctx context.Context, pdf []byte) error { return printer.Print(ctx, title, pdf) }, func(n int) { p.say(ToneDone, "planning.letters.printed", "n", n) })
	}
}

// StopInviting gives the letters up.
func (p *Planning) StopInviting() {
	if p.inviting.on {
		p.env.Runner.Cancel("planning.invite")
		p.inviting.on = false
		p.say(ToneWaiting, "error.canceled")
		p.env.Changed()
		p.Emit()
	}
}

// days are the sittings whose persons are invited.
func (p *Planning) days(whom InviteWhom) (ids []expertise.SittingID) {
	if whom == InviteSitting {
		return []expertise.SittingID{p.sitting}
	}
	for _, s := range p.sittings {
		if s.Cancelled == "" && !s.On.Before(p.env.Today()) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func (p *Planning) invite(whom InviteWhom, deliver func(context.Context, []byte) error, told func(n int)) {
	if p.inviting.on || p.busy {
		return
	}
	if !p.env.Profile.Letters.Invitation.Written(p.env.Profile.Languages[0]) {
		p.say(ToneWaiting, "planning.letters.unwritten")
		p.Emit()
		return
	}
	p.inviting = inviting{on: true, turn: p.inviting.turn + 1}
	p.fail(nil)
	ids, store, turn, post, writer := p.days(whom), p.store, p.inviting.turn, p.env.post, p.env.letters(p.store.About().Sample)
	progress := func(done, all int) {
		if done%20 != 0 && done != all { // a step that the eye can follow is enough
			return
		}
		post(func() {
			if p.inviting.on && p.inviting.turn == turn {
				p.inviting.done, p.inviting.all = done, all
				p.Emit()
			}
		})
	}
	Run(p.env.Runner, "planning.invite", func(ctx context.Context) (int, error) {
		var days []desk.SittingView
		for _, id := range ids {
			v, err := store.Sitting(ctx, id)
			if err != nil {
				return 0, err
			}
			days = append(days, v)
		}
		list := waiting(days, false)
		if len(list) == 0 {
			list = waiting(days, true)
		}
		if len(list) == 0 {
			return 0, nil
		}
		terms, err := terms(ctx, store)
		if err != nil {
			return 0, err
		}
		var pdf bytes.Buffer
		next := func(i int) (page.Letter, error) { return writer(list[i], terms[list[i].Person]), nil }
		if err := page.Letters(ctx, &pdf, len(list), next, func(done int) { progress(done, len(list)) }); err != nil {
			return 0, err
		}
		if err := deliver(ctx, pdf.Bytes()); err != nil {
			return 0, err
		}
		invited := map[expertise.SittingID][]expertise.PersonID{}
		for _, x := range list {
			if !x.Invited {
				invited[x.sitting.ID] = append(invited[x.sitting.ID], x.Person)
			}
		}
		for _, id := range ids {
			if len(invited[id]) == 0 {
				continue
			}
			if err := store.Invited(ctx, id, invited[id]); err != nil {
				return 0, err
			}
		}
		return len(list), nil
	}, func(_ Generation, n int, err error) {
		p.inviting.on = false
		p.fail(err)
		switch {
		case err != nil:
		case n == 0:
			p.say(ToneWaiting, "planning.letters.none")
		default:
			told(n)
		}
		p.env.Changed()
		p.Emit()
	})
	p.Emit()
}

// letters gives the writer of invitations in the country's first language, in the words of its profile. A letter carries the name of the
// commission and the number of the case from which the present term comes: whoever answers names it.
func (e *Env) letters(sample bool) func(x invitation, present term) page.Letter {
	code := e.Profile.Languages[0]
	words, form, authority := text.For(code), e.Profile.Letters.Invitation, e.Profile.Authority.In(code)
	day := func(d expertise.Date) string { return words.Date(d.Year, d.Month, d.Day) }
	written, marked := day(e.Today()), ""
	if sample {
		marked = words.T("planning.letters.sample")
	}
	commissions := map[expertise.CommissionNumber]string{}
	for _, c := range e.Profile.Commissions {
		commissions[c.Number] = c.Names.In(code)
	}
	return func(x invitation, present term) page.Letter {
		name, on, hour := x.Name.Full(), day(x.sitting.On), x.sitting.Time(x.Place)
		title, lines := form.In(code, map[string]string{"name": name, "date": on, "time": hour, "place": x.sitting.Place, "last": day(present.until)})
		sender := authority
		if commission := commissions[x.sitting.Commission]; commission != "" {
			sender = joined(authority, commission)
		}
		letter := page.Letter{Language: code, Authority: sender, To: []string{name}, Number: string(present.number), Date: written, Title: title, Lines: lines, Sample: marked,
			Box: []page.LetterFact{{Label: words.T("field.sitting_day"), Value: on}, {Label: words.T("column.time"), Value: hour}, {Label: words.T("field.place"), Value: x.sitting.Place}}}
		if x.Address != "" {
			letter.To = append(letter.To, x.Address)
		}
		if last := len(lines) - 1; last > 1 { // the greeting and the call are one paragraph, which the box with day and hour follows
			letter.Lines, letter.Closing = append([]string{lines[0] + "\n" + lines[1]}, lines[2:last]...), lines[last]
		}
		return letter
	}
}

// term is a person's present one: its last valid day, the day of the next examination where there is none, and the case it comes from.
type term struct {
	until  expertise.Date
	number expertise.CaseNumber
}

func terms(ctx context.Context, store PlanningStore) (map[expertise.PersonID]term, error) {
	rows, err := store.Due(ctx, records.DueFilter{}, maxExport)
	all := make(map[expertise.PersonID]term, len(rows))
	for _, r := range rows {
		x := term{r.Until, r.Number}
		if x.until.IsZero() {
			x.until = r.Next
		}
		all[r.Person] = x
	}
	return all, err
}

package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
)

// finding is what the law made of a case, as it was proposed or as it was decided.
type finding struct {
	outcome            expertise.Outcome
	hundredths         int // the exact percent, where it is known
	professional       expertise.Percent
	established        bool
	since, until, next expertise.Date
	gap                *expertise.Gap
	scales             []expertise.ScaleValue
	reasons, missing   []law.Reason
}

func proposed(p *law.Proposal, professional expertise.Percent) finding {
	return finding{outcome: p.Outcome, hundredths: p.Hundredths, professional: professional, established: !p.Term.IsZero(), since: p.Since, until: p.Until,
		next: p.Next, gap: p.Gap, scales: p.Scales, reasons: p.Reasons, missing: p.Missing}
}

// explainer writes findings in the words of a profile and of the terminal's language.
type explainer struct {
	*session
	profile *law.Profile
	marked  bool // some line bears the mark of a rule that nobody has confirmed
}

func (e *explainer) say(key string, args ...any) {
	fmt.Fprintf(e.out, "  %s\n", e.text.T(key, args...))
}

func (e *explainer) finding(f finding) {
	outcome := e.outcome(f.outcome.Code)
	if f.outcome.Percent > 0 {
		outcome += fmt.Sprintf(" (%d %%)", f.outcome.Percent)
	}
	fmt.Fprintf(e.out, "  %s\n", outcome)
	switch {
	case !f.established:
		e.say("cli.explain.nothing")
	case f.until.IsZero():
		e.say("cli.explain.without", "from", e.date(f.since))
	default:
		e.say("cli.explain.term", "from", e.date(f.since), "to", e.date(f.until))
	}
	if !f.next.IsZero() {
		e.say("cli.explain.next", "date", e.date(f.next))
	}
	if f.hundredths%100 != 0 {
		e.say("cli.explain.exact", "percent", law.Decimal(f.hundredths))
	}
	if shown := slices.ContainsFunc(f.scales, func(v expertise.ScaleValue) bool {
		s, _ := e.profile.Scale(v.Scale)
		return s.From == "professional"
	}); f.professional > 0 && !shown {
		e.say("cli.explain.professional", "percent", int(f.professional))
	}
	for _, v := range f.scales {
		s, _ := e.profile.Scale(v.Scale)
		value := law.Decimal(v.Hundredths) + " %"
		if named, has := s.Value(v.Value); has {
			value = named.Names.In(e.text.Code())
		}
		fmt.Fprintf(e.out, "  %s: %s\n", s.Names.In(e.text.Code()), value)
	}
	if f.gap != nil {
		e.say("cli.explain.gap", "from", e.date(f.gap.From), "to", e.date(f.gap.To), "outcome", e.outcome(f.gap.Outcome))
	}
	for _, r := range f.reasons {
		e.reason(r, r.Because.In(e.text.Code()))
	}
	for _, r := range f.missing {
		e.reason(r, e.text.T("cli.explain.missing", "what", r.Because.In(e.text.Code())))
	}
}

func (e *explainer) reason(r law.Reason, words string) {
	mark := " "
	if r.Verify {
		mark, e.marked = "?", true
	}
	line := "  " + mark + " " + r.Row + ": " + words
	if _, isCause := strings.CutPrefix(r.Row, "cause/"); isCause {
		line += " [" + e.value("cause", r.Datum) + "]"
	} else if r.Datum != "" {
		line += " [" + e.datum(r.Datum) + "]"
	}
	if cite := e.profile.Citation(r.Cite, e.text.Code()); cite != "" {
		line += "  (" + cite + ")"
	}
	fmt.Fprintln(e.out, line)
}

// legend says what the mark means, once and only where it stands.
func (e *explainer) legend() {
	if e.marked {
		fmt.Fprintln(e.out, e.text.T("cli.explain.mark"))
	}
}

func (e *explainer) differences(list []law.Difference) {
	nothing := e.text.T("cli.explain.empty")
	for _, d := range list {
		fmt.Fprintf(e.out, "  ≠ %s\n", e.text.T("cli.explain.difference", "field", d.Field, "want", cmp.Or(d.Want, nothing), "got", cmp.Or(d.Got, nothing)))
	}
}

func (e *explainer) outcome(code expertise.OutcomeCode) string {
	o, _ := e.profile.Outcome(code)
	return cmp.Or(o.Names.In(e.text.Code()), string(code))
}

func (e *explainer) date(d expertise.Date) string { return e.text.Date(d.Year, d.Month, d.Day) }

// dash writes a day as scripts read it, and one that there is not as a dash.
func dash(d expertise.Date) string { return cmp.Or(d.String(), "-") }

// datum writes what a row was applied to, which the law gives by the names of facts: "age 47, cause general", "33 → 35 %", "degree 2".
func (e *explainer) datum(written string) string {
	if from, to, rounded := strings.Cut(written, " → "); rounded {
		return e.text.T("datum.rounded", "from", from, "to", to)
	}
	parts := strings.Split(written, ", ")
	for i, part := range parts {
		name, value, _ := strings.Cut(part, " ")
		words := ""
		if s, known := e.profile.Scale(name); known {
			words = s.Names.In(e.text.Code())
		} else if key := "fact." + name; e.text.Has(key) {
			words = e.text.T(key)
		}
		if words != "" {
			parts[i] = e.text.T("datum.fact", "name", words, "value", e.value(name, value))
		}
	}
	return strings.Join(parts, ", ")
}

func (e *explainer) value(fact, value string) string {
	if fact == "cause" {
		c, _ := e.profile.Cause(value)
		return cmp.Or(c.Names.In(e.text.Code()), value)
	}
	if fact == "outcome" {
		return e.outcome(expertise.OutcomeCode(value))
	}
	if s, known := e.profile.Scale(fact); known {
		if named, ok := s.Value(value); ok {
			return named.Names.In(e.text.Code())
		}
	}
	if day, err := expertise.ParseDate(value); err == nil && !day.IsZero() {
		return e.date(day)
	}
	if key := "fact.value." + value; e.text.Has(key) {
		return e.text.T(key)
	}
	return value
}

// caseCommand looks at the desk's cases.
type caseCommand struct {
	Explain caseExplain `cmd:"" help:"Say by which rules a case was decided, from the very law by which it was."`
}

type caseExplain struct {
	Number string `arg:"" name:"case-number" help:"The case, as lists and papers name it."`
}

// Run explains the decision that stands. The data on which each rule was used stand in the examination.
func (c *caseExplain) Run(s *session) error {
	return s.withDesk(func(d *desk.Desk) error {
		id, err := s.findCase(d, c.Number)
		if err != nil {
			return err
		}
		v, err := d.Case(s.ctx, id)
		if err != nil {
			return err
		}
		taken := v.Decision()
		if taken == nil {
			return expertise.Invalid("decision.unknown", "")
		}
		x := &taken.Decision
		reasons, err := d.Explain(s.ctx, x)
		if err != nil {
			return err
		}
		by, err := d.LawOf(s.ctx, x)
		if err != nil {
			return err
		}
		e := explainer{session: s, profile: by}
		fmt.Fprintf(s.out, "%s\n", c.Number)
		e.finding(finding{outcome: x.Outcome, professional: x.Professional, established: x.Outcome.Code != by.Outcomes[0].Code, since: x.Since,
			until: x.Until, next: x.Next, gap: x.Gap, scales: x.Scales, reasons: reasons})
		if x.Reason != "" {
			e.say("cli.explain.differs", "reason", x.Reason)
		}
		e.say("cli.explain.law", "edition", e.date(x.Basis.Edition), "hash", x.Basis.Profile)
		e.legend()
		return nil
	})
}

// findCase finds a case by its whole number.
func (s *session) findCase(d *desk.Desk, number string) (expertise.CaseID, error) {
	rows, err := d.FindCases(s.ctx, number, 50) // a whole number is the beginning of few others
	if err != nil {
		return "", err
	}
	for _, r := range rows {
		if string(r.Number) == number {
			return r.ID, nil
		}
	}
	return "", fmt.Errorf("%s: %w", number, expertise.Invalid("case.unknown", ""))
}

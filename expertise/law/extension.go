package law

import (
	"slices"

	"medsoc/expertise"
)

// acts are those that the profile names and those enacted beside it. An act of the profile's own id is the same act, which the profile
// has taken up.
func (p *Profile) acts(enacted []expertise.Extension) []expertise.Extension {
	all := slices.Clone(p.Extensions)
	for _, x := range enacted {
		if _, taken := find(p.Extensions, func(o expertise.Extension) bool { return o.ID == x.ID }); !taken {
			all = append(all, x)
		}
	}
	return all
}

// Extended gives the last day of a past establishment under the acts of the profile and those enacted beside it, and the act that counts;
// nil where none moved it. As everywhere, each act looks at the original last day, and the one that reaches furthest counts.
func (p *Profile) Extended(past Past, enacted ...expertise.Extension) (until expertise.Date, by *expertise.Extension) {
	if !p.established(past.Outcome) {
		return past.Until, nil
	}
	acts := p.acts(enacted)
	running := expertise.Run(acts, expertise.Term{Outcome: past.Outcome, Cause: past.Cause, Since: past.Since, Until: past.Until})
	if i := slices.IndexFunc(acts, func(x expertise.Extension) bool { return x.ID == running.Act }); i >= 0 {
		by = &acts[i]
	}
	return running.Until, by
}

const extensionRow = "extension/"

func actRow(x *expertise.Extension) string { return extensionRow + string(x.ID) }

func actReason(x *expertise.Extension) Reason {
	return Reason{Row: actRow(x), Because: x.Title, Cite: x.Basis, Verify: x.Verify, Aside: true}
}

// prolong puts the last days under all acts in place of the original ones: years under an act count as held, and nobody is late before
// the prolonged term is over. The act that moved the newest term is a reason. A day that a paper gives already prolonged stays: Load sees
// to it that no act of the profile carries a term into its own window.
func (j *judgement) prolong() {
	moved := map[Past]*expertise.Extension{}
	history := slices.Clone(j.in.History)
	for i := range history {
		until, by := j.p.Extended(history[i], j.in.Acts...)
		history[i].Until = until
		moved[history[i]] = by
	}
	j.in.History = history
	newest, established := j.previous()
	if by := moved[newest]; established && by != nil {
		reason := actReason(by)
		reason.Datum = "until " + newest.Until.String()
		j.hits = append(j.hits, reason)
	}
}

package presenter

import (
	"context"
	"slices"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
)

// RulesStore is what the list of rules asks of the desk.
type RulesStore interface {
	LawStanding(ctx context.Context) (desk.LawStanding, error)
	ConfirmRule(ctx context.Context, edition expertise.Date, row, act string) error
	DoubtRule(ctx context.Context, edition expertise.Date, row, reason string) error
	Doubts(ctx context.Context) ([]expertise.RuleFile, error)
	Members(ctx context.Context) ([]expertise.Member, error)
	Profile() *law.Profile
	User() expertise.Member
}

// RuleKey names one rule of the list.
type RuleKey struct {
	Edition expertise.Date
	Row     string
}

// RuleRow is one rule that nobody had confirmed when the law's file was written.
type RuleRow struct {
	Key       RuleKey
	Edition   string
	Text      string
	Cite      string
	State     Chip // "confirmed by N on 12.11.2026", "not confirmed"
	Confirmed bool
	NeedsAct  bool   // the rule names no act: whoever confirms it names the one that was read
	Whole     []Fact // everything the rule says, for whoever confirms it
}

// RulesState says which law the desk works by and lists the rules that want confirmation.
type RulesState struct {
	Common
	Facts       []Fact // country, source, file, since when
	Refused     string // what kept a newer file out
	Editions    []Fact
	Filters     []Option
	Filter      string // "open" or "all"
	Count       string // "12 of 80 not confirmed"
	Rows        []RuleRow
	Empty       Empty
	Selected    int // -1 for none
	MayDecide   bool
	Barred      string // who may, for everybody else
	ReasonError string // under the reason of Doubt
	ActError    string // under the act of Confirm
}

// Filters of the list.
const (
	RulesOpen = "open"
	RulesAll  = "all"
)

// Rules is the list of the law's unconfirmed rules, and the law itself as this desk works by it.
type Rules struct {
	view[RulesState]
	store    RulesStore
	standing desk.LawStanding
	doubts   map[RuleKey]expertise.Doubt
	names    map[expertise.MemberID]string
	known    bool
	filter   string
	selected RuleKey
	at       int   // where it stood: a confirmed rule leaves the list, and the next one takes its place
	reason   error // under the reason of Doubt
	act      error // under the act of Confirm
}

// NewRules makes the screen.
func NewRules(store RulesStore, env *Env, emit func(RulesState)) *Rules {
	r := &Rules{store: store, filter: RulesOpen}
	r.begin(env, "rules", emit, r.state, func() {
		if r.known {
			r.load()
		}
	})
	return r
}

// Open loads how the law stands.
func (r *Rules) Open() { r.load(); r.Emit() }

func (r *Rules) load() {
	type loaded struct {
		standing desk.LawStanding
		doubts   []expertise.RuleFile
		members  []expertise.Member
	}
	store := r.store
	read(&r.view, func(ctx context.Context) (o loaded, err error) {
		if o.standing, err = store.LawStanding(ctx); err == nil {
			o.doubts, err = store.Doubts(ctx)
		}
		if err == nil {
			o.members, err = store.Members(ctx)
		}
		return o, err
	}, func(o loaded) {
		r.standing, r.known, r.names, r.doubts = o.standing, true, memberNames(o.members), map[RuleKey]expertise.Doubt{}
		for _, f := range o.doubts {
			r.doubts[RuleKey{f.Edition, f.Row}] = *f.Doubt
		}
		r.env.followLaw(r.store.Profile()) // another program at this desk's folder may have changed it
	})
}

// Show takes the value of one of the state's filters.
func (r *Rules) Show(filter string) {
	if filter == RulesOpen || filter == RulesAll {
		r.filter = filter
		r.Emit()
	}
}

// Select chooses a row.
func (r *Rules) Select(key RuleKey) { r.selected = key; r.Emit() }

// Confirm says that the unlocked administrator has read the rule in the act itself and that it is right; act names that act, where the rule
// names none.
func (r *Rules) Confirm(key RuleKey, act string) {
	if !r.mayDecide() {
		return
	}
	store := r.store
	r.act = nil
	write(&r.view, only(func(ctx context.Context) error { return store.ConfirmRule(ctx, key.Edition, key.Row, act) }), func(_ none, err error) {
		switch {
		case err == nil:
			r.say(ToneDone, "rules.confirmed")
		case expertise.ErrorCode(err) == "rule.act":
			r.act, r.banner = err, nil
		}
	})
}

// Doubt takes a confirmation back, with a reason.
func (r *Rules) Doubt(key RuleKey, reason string) {
	if !r.mayDecide() {
		return
	}
	store := r.store
	r.reason = nil
	write(&r.view, only(func(ctx context.Context) error {
		return store.DoubtRule(ctx, key.Edition, key.Row, strings.TrimSpace(reason))
	}), func(_ none, err error) {
		switch {
		case err == nil:
			r.say(ToneDone, "rules.doubted")
		case expertise.ErrorCode(err) == "certificate.reason":
			r.reason, r.banner = err, nil
		}
	})
}

func (r *Rules) mayDecide() bool { return r.store.User().Role.May(expertise.KindRuleConfirmed) }

// followLaw makes every screen work by the law that the desk has now: an administrator may have confirmed a rule, and a synchronisation
// may have brought a new law.
func (e *Env) followLaw(p *law.Profile) {
	if p != e.Profile {
		e.Profile, e.days = p, workingDays(p)
	}
}

func (r *Rules) state() RulesState {
	e, l := r.env, r.env.language
	s := RulesState{Common: r.common(), Filter: r.filter, Selected: -1, MayDecide: r.mayDecide(), ReasonError: l.Error(r.reason), ActError: l.Error(r.act)}
	s.Filters = []Option{{Value: RulesOpen, Code: "1", Text: l.T("rules.filter.open")}, {Value: RulesAll, Code: "2", Text: l.T("rules.filter.all")}}
	if !s.MayDecide {
		s.Barred = l.T("rules.barred")
	}
	if !r.known {
		return s
	}
	s.Facts, s.Refused, s.Editions = r.facts(), l.Error(r.standing.RefusedErr), e.editions()
	rules := e.Profile.Rules()
	open := 0
	for i := range rules {
		row := e.ruleRow(&rules[i])
		if d, doubted := r.doubts[row.Key]; doubted && !row.Confirmed {
			row.Whole = append(row.Whole, Fact{l.T("rules.taken_back"), l.T("rules.taken_back.by", "name", r.names[d.By], "date", e.date(d.On), "reason", d.Reason)})
		}
		if !row.Confirmed {
			open++
		}
		if r.filter == RulesAll || !row.Confirmed {
			s.Rows = append(s.Rows, row)
		}
	}
	s.Count = l.T("rules.count", "open", l.Number(int64(open)), "all", l.Number(int64(len(rules))))
	if at := slices.IndexFunc(s.Rows, func(row RuleRow) bool { return row.Key == r.selected }); at >= 0 {
		r.at = at
	}
	if len(s.Rows) > 0 {
		s.Selected = min(r.at, len(s.Rows)-1)
	}
	switch {
	case len(rules) == 0:
		s.Empty = Empty{Text: l.T("empty.rules.none")}
	case len(s.Rows) == 0:
		s.Empty = Empty{l.T("empty.rules"), l.T("rules.filter.all")}
	}
	return s
}

func (r *Rules) facts() []Fact {
	e, l, standing := r.env, r.env.language, &r.standing
	facts := []Fact{{l.T("settings.law"), e.law(e.Profile.Names)}, {l.T("rules.source"), l.T("rules.source." + standing.Source)}}
	if standing.Number > 0 {
		facts = append(facts, Fact{l.T("rules.number"), l.Number(int64(standing.Number))})
	}
	return append(facts, Fact{l.T("rules.file"), shortHash(standing.Hash)}, Fact{l.T("rules.since"), e.date(expertise.DateOf(e.local(standing.Since)))})
}

// shortHash is as much of a file's hash as people compare.
func shortHash(hash string) string { return hash[:min(len(hash), 12)] }

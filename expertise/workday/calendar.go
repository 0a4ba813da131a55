package workday

import "medsoc/expertise"

// Calendar says which days of a country are no working days. Its fields have their names in a profile in the tags.
type Calendar struct {
	RestDays        []Weekday    `yaml:"restDays"` // of each week
	Substitution    Substitution `yaml:"substitution"`
	EndOnWorkingDay bool         `yaml:"endOnWorkingDay"` // a limit in calendar days ends on a working day
	Fixed           []Fixed      `yaml:"fixed"`
	Listed          Years        `yaml:"listed"` // the years for which Moving is complete; absent in a country that has none
	Moving          []Moving     `yaml:"moving"`
	Dated           []Dated      `yaml:"dated"`
	Moved           []Moved      `yaml:"moved"`
	Suspended       []Suspension `yaml:"suspended"`
	Cite            string       `yaml:"cite"`
	Verify          bool         `yaml:"verify"` // nobody has confirmed the rules; single holidays carry their own mark
}

// Names are the name of a holiday in each language of the profile.
type Names map[string]string

// Substitution says which holidays are taken on the next working day instead.
type Substitution struct {
	RestDay bool `yaml:"restDay"` // those on a weekly rest day
	Holiday bool `yaml:"holiday"` // those on the day of another holiday
}

// Years are closed on both sides.
type Years struct {
	From  int `yaml:"from"`
	Until int `yaml:"until"`
}

// Fixed is a holiday on the same day or days each year.
type Fixed struct {
	Days   []MonthDay `yaml:"days"`
	Names  Names      `yaml:"names"`
	From   int        `yaml:"from"`  // first year; 0: always
	Until  int        `yaml:"until"` // last year; 0: still
	Stays  bool       `yaml:"stays"` // a day of mourning, for example, is never taken on another day
	Cite   string     `yaml:"cite"`
	Verify bool       `yaml:"verify"`
}

// Moving is a holiday on other days each year, all of them written down for the listed years.
type Moving struct {
	Days   []expertise.Date `yaml:"days"`
	Names  Names            `yaml:"names"`
	Stays  bool             `yaml:"stays"`
	Cite   string           `yaml:"cite"`
	Verify bool             `yaml:"verify"`
}

// Dated is a free day that an act names once, such as the day of an election.
type Dated struct {
	Days   []expertise.Date `yaml:"days"`
	Names  Names            `yaml:"names"`
	Stays  bool             `yaml:"stays"`
	Cite   string           `yaml:"cite"`
	Verify bool             `yaml:"verify"`
}

// Moved is an exchange by an act: Rest becomes free, and Work (a rest day or a holiday) is worked for it. One of them may be absent.
type Moved struct {
	Rest   expertise.Date `yaml:"rest"`
	Work   expertise.Date `yaml:"work"`
	Cite   string         `yaml:"cite"`
	Verify bool           `yaml:"verify"`
}

// Suspension is a period in which holidays are working days; weekly rest days stay. Until is absent while it goes on.
type Suspension struct {
	From   expertise.Date `yaml:"from"`
	Until  expertise.Date `yaml:"until"`
	Cite   string         `yaml:"cite"`
	Verify bool           `yaml:"verify"`
}

// isRest tells whether a day is a weekly rest day.
func (c *Calendar) isRest(w Weekday) bool {
	for _, rest := range c.RestDays {
		if rest == w {
			return true
		}
	}
	return false
}

// celebrated is one holiday on one day.
type celebrated struct {
	on            expertise.Date
	names         Names
	stays, verify bool
}

// celebrations lists every holiday of the years that can be counted, fixed ones first, without those in a suspension.
func (c *Calendar) celebrations() []celebrated {
	var all []celebrated
	add := func(on expertise.Date, names Names, stays, verify bool) {
		if on.Year < firstYear || on.Year > lastYear {
			return
		}
		for _, s := range c.Suspended {
			if !on.Before(s.From) && (s.Until.IsZero() || !on.After(s.Until)) {
				return
			}
		}
		all = append(all, celebrated{on, names, stays, verify})
	}
	for _, f := range c.Fixed {
		for year := max(f.From, firstYear); year <= lastYear && (f.Until == 0 || year <= f.Until); year++ {
			for _, day := range f.Days {
				if on, exists := day.In(year); exists {
					add(on, f.Names, f.Stays, f.Verify)
				}
			}
		}
	}
	for _, m := range c.Moving {
		for _, on := range m.Days {
			add(on, m.Names, m.Stays, m.Verify)
		}
	}
	for _, d := range c.Dated {
		for _, on := range d.Days {
			add(on, d.Names, d.Stays, d.Verify)
		}
	}
	return all
}

package expertise

// ExtensionID names an extension act.
type ExtensionID string

// Extension is an act that prolongs running terms without an examination: a legal basis, whom it concerns, a window of original expiry,
// and a new date or a number of months. Decision 413 of 30.12.2015 prolonged all running terms by five years; in the pandemic terms
// that ended from 1.03.2020 ran on to 1.07.2020.
type Extension struct {
	ID       ExtensionID       `json:"id" yaml:"id"`
	Title    map[string]string `json:"title" yaml:"names"`                 // by language
	Basis    string            `json:"basis" yaml:"cite"`                  // citation of the act
	From     Date              `json:"from" yaml:"from"`                   // first original last day that is prolonged
	To       Date              `json:"to" yaml:"to"`                       // last one
	Outcomes []OutcomeCode     `json:"outcomes,omitempty" yaml:"outcomes"` // empty: all
	Causes   []string          `json:"causes,omitempty" yaml:"causes"`     // empty: all
	NewUntil Date              `json:"newUntil,omitzero" yaml:"until"`     // either this
	Months   int               `json:"months,omitempty" yaml:"months"`     // or that many months after the original last day
	// EstablishedBy limits the act to terms that had begun by this day; zero: whenever they began.
	EstablishedBy Date `json:"establishedBy,omitzero" yaml:"establishedBy"`
	Verify        bool `json:"verify,omitempty" yaml:"verify"` // nobody has confirmed the act
}

// maxExtension is a hundred years: more is a slip of the pen.
const maxExtension = 1200

// Check returns every field that cannot be so.
func (x *Extension) Check() []error {
	var errs []error
	if x.ID == "" {
		errs = append(errs, Invalid("required", "extension"))
	}
	if x.Basis == "" {
		errs = append(errs, Invalid("required", "basis"))
	}
	if len(x.Title) == 0 {
		errs = append(errs, Invalid("required", "title"))
	}
	switch {
	case x.From.IsZero():
		errs = append(errs, Invalid("required", "from"))
	case x.To.IsZero():
		errs = append(errs, Invalid("required", "to"))
	case x.To.Before(x.From):
		errs = append(errs, Invalid("date.order", "to", "other", x.From.String()))
	}
	switch byDate, byMonths := !x.NewUntil.IsZero(), x.Months != 0; {
	case byDate == byMonths:
		errs = append(errs, Invalid("extension.how", "newUntil"))
	case byMonths && (x.Months < 1 || x.Months > maxExtension):
		errs = append(errs, Invalid("extension.months", "months"))
	case byDate && !x.NewUntil.After(x.From):
		errs = append(errs, Invalid("date.order", "newUntil", "other", x.From.String()))
	}
	return errs
}

// Extend gives the last valid day under the act; false when the act does not concern the term. Acts look at the original last day and do not
// build on each other, so their order does not matter.
func (x *Extension) Extend(t Term) (Date, bool) {
	until := t.Until
	if until.IsZero() || until.Before(x.From) || until.After(x.To) || !concerns(x.Outcomes, t.Outcome) || !concerns(x.Causes, t.Cause) ||
		!x.EstablishedBy.IsZero() && t.Since.After(x.EstablishedBy) {
		return until, false
	}
	extended := x.NewUntil
	if x.Months > 0 {
		extended = until.AddMonths(x.Months)
	}
	return extended, extended.After(until)
}

func concerns[T comparable](filter []T, value T) bool {
	for _, f := range filter {
		if f == value {
			return true
		}
	}
	return len(filter) == 0
}

// Term is an established time as the decision gave it.
type Term struct {
	Outcome OutcomeCode
	Cause   string
	Since   Date
	Until   Date // last valid day; zero: without term
	Next    Date // next examination
}

// Running is a term with what acts have made of it.
type Running struct {
	Until Date        // last valid day
	Next  Date        // next examination
	Act   ExtensionID // the act that reaches furthest, "" when none does
}

// Run applies all acts in force to a term: the one that reaches furthest counts. The next examination moves by as many days.
func Run(acts []Extension, t Term) Running {
	r := Running{Until: t.Until, Next: t.Next}
	for i := range acts {
		if extended, is := acts[i].Extend(t); is && extended.After(r.Until) {
			r.Until, r.Act = extended, acts[i].ID
		}
	}
	if r.Act != "" && !t.Next.IsZero() {
		r.Next = t.Next.AddDays(int(r.Until.DayNumber() - t.Until.DayNumber()))
	}
	return r
}

type (
	// ExtensionEnacted puts an act in force.
	ExtensionEnacted struct {
		open
		Extension Extension `json:"extension"`
	}

	// ExtensionWithdrawn takes it back: every term runs as if it had never been.
	ExtensionWithdrawn struct {
		open
		Reason string `json:"reason"`
	}
)

// The kinds of an act's life.
const (
	KindExtensionEnacted   Kind = "extension.enacted"
	KindExtensionWithdrawn Kind = "extension.withdrawn"
)

func (*ExtensionEnacted) Kind() Kind   { return KindExtensionEnacted }
func (*ExtensionWithdrawn) Kind() Kind { return KindExtensionWithdrawn }

// ExtensionFile is an act as it stands.
type ExtensionFile struct {
	Extension
	Enacted   bool
	Withdrawn string // reason, "" while it is in force
}

// InForce tells whether the act prolongs terms now.
func (f *ExtensionFile) InForce() bool { return f.Enacted && f.Withdrawn == "" }

// Apply adds one entry: an act is enacted once and withdrawn once. Only the registry does either, so an entry with a user is refused.
func (f *ExtensionFile) Apply(e Entry) error {
	if e.Change == nil {
		return nil
	}
	if e.User != "" {
		return Invalid("extension.ministry", "")
	}
	switch ch := e.Change.(type) {
	case *ExtensionEnacted:
		if f.Enacted {
			return Invalid("extension.known", "")
		}
		if errs := ch.Extension.Check(); len(errs) > 0 {
			return errs[0]
		}
		f.Extension, f.Enacted = ch.Extension, true
		return nil
	case *ExtensionWithdrawn:
		if !f.InForce() {
			return Invalid("extension.unknown", "")
		}
		if err := needReason(ch.Reason); err != nil {
			return err
		}
		f.Withdrawn = ch.Reason
		return nil
	}
	return Invalid("transition", "", "step", string(e.Change.Kind()), "state", "extension", "allowed", string(KindExtensionWithdrawn))
}

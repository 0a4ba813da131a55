package presenter

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"medsoc/expertise"
	"medsoc/store/records"
)

// ActsStore is what the page of extension acts asks of the desk.
type ActsStore interface {
	Acts(ctx context.Context) ([]expertise.Extension, error)
	PreviewAct(ctx context.Context, x expertise.Extension) (records.Touched, error)
}

// The fields of the form of a proposed act, beside a title in each language (fieldTitle) and a tick for each outcome (fieldConcerns).
const (
	fieldBasis       = "basis"
	fieldFrom        = "from"
	fieldTo          = "to"
	fieldMonths      = "months"
	fieldNewUntil    = "newUntil"
	fieldEstablished = "establishedBy"
)

func fieldTitle(language string) string                  { return "title." + language }
func fieldConcerns(outcome expertise.OutcomeCode) string { return "outcome." + string(outcome) }

// Acts shows the extension acts in force, and what one would do that somebody proposes. A desk enacts nothing: the proposal is saved as a
// file, and the ministry's registry enacts it.
type Acts struct {
	view[ActsState]
	store     ActsStore
	form      form
	acts      []expertise.Extension // of the registry
	touched   *records.Touched      // what the form's act would do
	proposed  expertise.Extension   // the act that touched is of
	computing bool
	filled    bool
}

// NewActs makes the page.
func NewActs(store ActsStore, env *Env, emit func(ActsState)) *Acts {
	a := &Acts{store: store, form: newForm()}
	a.begin(env, "acts", emit, a.state, func() {
		if a.filled {
			a.load()
		}
	})
	env.working["acts.preview"] = a.Emit
	return a
}

// Open shows the acts in force. What was typed into the form stays.
func (a *Acts) Open() {
	if !a.filled && !a.form.dirty {
		first := expertise.Date{Year: a.env.Today().Year + 1, Month: 1, Day: 1}
		a.form.values[fieldFrom], a.form.values[fieldTo] = a.env.date(first), a.env.date(first.AddYears(1).AddDays(-1))
	}
	a.load()
	a.Emit()
}

func (a *Acts) load() {
	store := a.store
	read(&a.view, store.Acts, func(acts []expertise.Extension) { a.acts, a.filled = acts, true })
}

// Set takes what was typed; the preview shown before is of another act then and goes.
func (a *Acts) Set(name, value string) {
	if !a.form.set(name, value) {
		return
	}
	a.touched = nil
	a.env.Runner.Cancel("acts.preview")
	a.computing = false
	switch name {
	case fieldFrom, fieldTo, fieldNewUntil, fieldEstablished:
		a.form.typedDay(name)
	case fieldMonths:
		delete(a.form.errors, fieldNewUntil)
	}
	a.Emit()
}

// ShowPage opens the page beside this one; OpenPerson a card of the preview.
func (a *Acts) ShowPage(id ScreenID)             { a.env.Go(Route{Screen: id}) }
func (a *Acts) OpenPerson(id expertise.PersonID) { a.env.Go(Route{Screen: ScreenPerson, Person: id}) }

// NextError moves the cursor to the next field that needs correcting.
func (a *Acts) NextError(from string) { a.form.next(a.order(), from); a.Emit() }

func (a *Acts) order() []string {
	var order []string
	for _, language := range a.env.Profile.Languages {
		order = append(order, fieldTitle(language))
	}
	return append(order, fieldBasis, fieldFrom, fieldTo, fieldMonths, fieldNewUntil, fieldEstablished)
}

// Preview works out whom the act would concern; nothing is changed by it.
func (a *Acts) Preview() {
	x, ok := a.read()
	if !ok {
		a.form.first(a.order())
		a.Emit()
		return
	}
	store := a.store
	a.computing = true
	a.fail(nil)
	Run(a.env.Runner, "acts.preview", func(ctx context.Context) (records.Touched, error) { return store.PreviewAct(ctx, x) }, func(_ Generation, t records.Touched, err error) {
		a.computing = false
		a.fail(err)
		if err == nil {
			a.touched, a.proposed = &t, x
		}
		a.Emit()
	})
	a.Emit()
}

// read takes the act from the form; false when a field needs correcting.
func (a *Acts) read() (expertise.Extension, bool) {
	f := &a.form
	f.clearErrors()
	value := func(name string) string { return strings.Join(strings.Fields(f.values[name]), " ") }
	x := expertise.Extension{Basis: value(fieldBasis), From: f.day(fieldFrom), To: f.day(fieldTo), NewUntil: f.day(fieldNewUntil), EstablishedBy: f.day(fieldEstablished), Title: map[string]string{}}
	x.Months, _ = strconv.Atoi(value(fieldMonths)) // digits only; none is no number of months
	for _, language := range a.env.Profile.Languages {
		if title := value(fieldTitle(language)); title != "" {
			x.Title[language] = title
		}
	}
	for _, o := range a.env.Profile.Outcomes {
		if f.values[fieldConcerns(o.Code)] != "" {
			x.Outcomes = append(x.Outcomes, o.Code)
		}
	}
	effect := x.NewUntil.String()
	if x.Months > 0 {
		effect = fmt.Sprintf("%dm", x.Months)
	}
	x.ID = expertise.ExtensionID(fmt.Sprintf("act-%s-%s-%s", x.From, x.To, effect))
	first := a.env.Profile.Languages[0]
	if x.Title[first] == "" {
		f.refuse(fieldTitle(first), expertise.Invalid("required", "title"))
	}
	for _, err := range x.Check() {
		for _, e := range findings(err) {
			if e.Field != "title" {
				f.refuse(e.Field, e)
			}
		}
	}
	return x, len(f.errors) == 0
}

// Save writes the previewed act as a file that the ministry's registry reads.
func (a *Acts) Save(path string) {
	if a.touched == nil || path == "" {
		return
	}
	data, err := actFile(a.proposed, a.env.language.T("acts.file.head"))
	write(&a.view, only(func(context.Context) error {
		if err != nil {
			return err
		}
		return writeFile(path, data)
	}), func(_ none, err error) {
		if err == nil {
			a.form.dirty = false
			a.say(ToneDone, "acts.saved", "file", path)
		}
	})
}

// actFile writes an act in the form of a country profile, which `medsoc-registry act enact` reads; fields that say nothing are left out.
func actFile(x expertise.Extension, head string) ([]byte, error) {
	data, err := yaml.Marshal(struct {
		ID            expertise.ExtensionID   `yaml:"id"`
		Names         map[string]string       `yaml:"names"`
		Cite          string                  `yaml:"cite"`
		From          expertise.Date          `yaml:"from"`
		To            expertise.Date          `yaml:"to"`
		Months        int                     `yaml:"months,omitempty"`
		Until         expertise.Date          `yaml:"until,omitempty"`
		Outcomes      []expertise.OutcomeCode `yaml:"outcomes,omitempty"`
		EstablishedBy expertise.Date          `yaml:"establishedBy,omitempty"`
	}{x.ID, x.Title, x.Basis, x.From, x.To, x.Months, x.NewUntil, x.Outcomes, x.EstablishedBy})
	return append([]byte("# "+head+"\n"), data...), err
}

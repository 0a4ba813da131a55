package expertise

import "strconv"

// Examination is what the commission found. It may be amended until a decision is proposed.
type Examination struct {
	On          Date                   `json:"on"`
	Mode        string                 `json:"mode"` // in person, absentee, home, ...: a key of the profile
	Cause       string                 `json:"cause"`
	Evidence    bool                   `json:"evidence,omitempty"` // the paper that the cause needs was seen
	Diagnoses   []Diagnosis            `json:"diagnoses"`
	Impairments []Impairment           `json:"impairments"`
	Activities  map[Activity]Qualifier `json:"activities"`
	Measures    []Measure              `json:"measures,omitempty"` // scales that were filled in, each once
	// ValidReason says that why the person comes late was found valid; the law may then pay further back.
	ValidReason bool `json:"validReason,omitempty"`
	// Professional is the loss of professional capacity, where the purpose asks for it.
	Professional Percent `json:"professional,omitempty"`
	// Labour is the recommendation on work, one or two sentences without names.
	Labour string `json:"labour,omitempty"`
	// Services are the services and aids of the rehabilitation programme: codes of the profile, each once.
	Services []string `json:"services,omitempty"`
}

// MaxServices is how many services a programme names: as many as a seal has room for.
const MaxServices = 12

// Measure is a filled scale as it was answered. What the answers score is for the scale room to say, whether they are whole for the law.
type Measure struct {
	Scale   string         `json:"scale"`          // "whodas" or "barthel"
	Answers map[string]int `json:"answers"`        // by item: "D1.1" to "D6.8" with 1..5, or the Barthel item with its points
	Idle    bool           `json:"idle,omitempty"` // WHODAS: the person neither works nor studies
}

// The scales of a Measure.
const (
	ScaleWHODAS  = "whodas"
	ScaleBarthel = "barthel"
)

// Measure finds a filled scale.
func (e *Examination) Measure(scale string) (Measure, bool) {
	for _, m := range e.Measures {
		if m.Scale == scale {
			return m, true
		}
	}
	return Measure{}, false
}

// Check returns every field that cannot be so. Whether a percent lies within its criteria row is for the law to say.
func (e *Examination) Check(today Date) []error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	switch {
	case e.On.IsZero():
		add(Invalid("required", "on"))
	case e.On.After(today):
		add(Invalid("date.future", "on"))
	}
	if e.Mode == "" {
		add(Invalid("required", "mode"))
	}
	if e.Cause == "" {
		add(Invalid("required", "cause"))
	}
	mains := 0
	for _, d := range e.Diagnoses {
		if !d.Code.Valid() {
			add(Invalid("icd", "diagnosis"))
		}
		add(d.Side.Check("side"))
		if d.Main {
			mains++
		}
	}
	switch {
	case mains == 0:
		add(Invalid("diagnosis.none", "diagnosis"))
	case mains > 1:
		add(Invalid("diagnosis.main", "diagnosis"))
	}
	if len(e.Impairments) == 0 {
		add(Invalid("impairment.none", "impairments"))
	}
	if max(len(e.Impairments), len(e.Diagnoses)) > 100 {
		add(Invalid("too.many", "impairments", "max", "100"))
	}
	for _, i := range e.Impairments {
		add(i.check())
	}
	for _, a := range Activities {
		q, rated := e.Activities[a]
		if !rated {
			add(Invalid("activity.missing", string(a), "activity", string(a)))
		} else if !q.Valid() {
			add(Invalid("qualifier", string(a)))
		}
	}
	filled := map[string]bool{}
	for _, m := range e.Measures {
		if m.Scale != ScaleWHODAS && m.Scale != ScaleBarthel || len(m.Answers) > 40 || filled[m.Scale] {
			add(Invalid("measure", "measures"))
		}
		filled[m.Scale] = true
	}
	if e.Professional < 0 || e.Professional > 100 {
		add(Invalid("percent", "professional"))
	}
	add(checkText("labour", e.Labour, false))
	if len(e.Services) > MaxServices {
		add(Invalid("too.many", "services", "max", strconv.Itoa(MaxServices)))
	}
	return errs
}

func (i *Impairment) check() error {
	switch {
	case i.Row == "":
		return Invalid("required", "row")
	case i.Percent < 0 || i.Percent > 100:
		return Invalid("percent", "percent")
	case i.Qualifier != nil && !i.Qualifier.Valid():
		return Invalid("qualifier", "qualifier")
	case i.Diagnosis != "" && !i.Diagnosis.Valid():
		return Invalid("icd", "impairment")
	}
	return i.Side.Check("side")
}

package presenter

import (
	"context"
	"time"

	"medsoc/expertise"
	"medsoc/store/desk"
)

// ExaminationStore is what the sheet asks of the desk.
type ExaminationStore interface {
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	RecordExamination(ctx context.Context, id expertise.CaseID, x expertise.Examination, n expertise.ExaminationNarrative) error
	SaveDraft(ctx context.Context, name string, body []byte) (time.Time, error)
	Draft(ctx context.Context, name string) (body []byte, saved time.Time, err error)
	DropDraft(ctx context.Context, name string) error
	User() expertise.Member
}

// ImpairmentLine is one rated impairment.
type ImpairmentLine struct {
	Row         Field  // "impairment.0.row": as typed, or the words of the chosen row
	Range       string // "within 65–80 %", or the degrees that the row allows
	Term        string // "5 years", "without term" or ""
	Cite        string
	Unconfirmed string // sentence when nobody has confirmed the row
	Rating      Field  // "impairment.0.percent", or "impairment.0.degree" where the edition rates by degree
	Side        Field  // "impairment.0.side"
	Diagnosis   Field  // "impairment.0.diagnosis": which of the diagnoses
	Suggestions []Suggestion
}

// ExaminationState is the examination sheet.
type ExaminationState struct {
	Common
	Case             expertise.CaseID
	Loading          bool
	ReadOnly         bool
	General          []Field // on, mode, cause, evidence, validReason
	EvidenceHint     string  // the paper that the cause needs
	LateHint         string  // since when the person's earlier term is over
	Diagnoses        []DiagnosisLine
	Impairments      []ImpairmentLine
	NoImpairment     Empty
	ImpairmentsError string
	Activities       []Field // "activity.self_care" ...; typing "2" chooses "2 - moderate"
	Measures         []MeasureView
	Services         []Tick // of the rehabilitation programme; none where the country keeps no list
	ServicesCount    string // "3 of 12 chosen"
	ServicesError    string
	Narrative        []Field // history, findings, labour, professional
	Conditions       []ConditionRow
	Observations     []ObservationRow
	ErrorCount       int
	ErrorText        string
	Focus            string
	FocusTurn        int
	Saved            string // "Saved 10:14"
	Saving           bool
	Restored         string // a draft was found and is shown
	Dirty            bool
}

// Examination is the sheet of a case. What is typed is saved as a draft a second later; Save checks the whole and writes it into the
// record. The draft of a case is there again after a power cut.
type Examination struct {
	view[ExaminationState]
	// OnHead is told when the number of errors or the time of the last save changed: the frame of the case shows both.
	OnHead func()

	store    ExaminationStore
	id       expertise.CaseID
	file     *desk.CaseView
	sheet    sheet
	draft    *draft
	kept     map[expertise.CaseID]*sheet // sheets left while their drafts are still being saved
	restored time.Time
	damaged  bool // the draft could not be read
}

// NewExamination makes the sheet.
func NewExamination(store ExaminationStore, env *Env, emit func(ExaminationState)) *Examination {
	x := &Examination{store: store, sheet: newSheet(), kept: map[expertise.CaseID]*sheet{}}
	x.begin(env, "examination", emit, x.state, x.reload)
	env.saving = append(env.saving, x.saveBeforeLock)
	return x
}

// Open shows the sheet of a case: its draft, else what stands in the record.
func (x *Examination) Open(id expertise.CaseID) {
	x.leave()
	x.id, x.file, x.sheet, x.restored, x.damaged = id, nil, newSheet(), time.Time{}, false
	x.fail(nil)
	x.load()
	x.changed()
}

// leave saves the draft of the case that was open.
func (x *Examination) leave() {
	d := x.draft
	if d == nil {
		return
	}
	x.draft = nil
	if !d.dirty && !d.running {
		d.close()
		return
	}
	left, id := x.sheet, x.id
	d.body = left.body
	x.kept[id] = &left
	d.told = func() {
		switch {
		case d.err != nil && x.draft == nil: // tried again by the next save of the same case
		case !d.dirty && x.kept[id] == &left:
			delete(x.kept, id)
		}
	}
	d.close()
}

type openedSheet struct {
	view  desk.CaseView
	body  []byte
	saved time.Time
}

func (x *Examination) load() {
	id, store := x.id, x.store
	read(&x.view, func(ctx context.Context) (o openedSheet, err error) {
		if o.view, err = store.Case(ctx, id); err == nil {
			o.body, o.saved, err = store.Draft(ctx, desk.ExaminationDraft(id))
		}
		return o, err
	}, func(o openedSheet) {
		x.opened(o)
		x.head()
	})
}

func (x *Examination) opened(o openedSheet) {
	x.file = &o.view
	x.draft = &draft{env: x.env, store: x.store, name: desk.ExaminationDraft(x.id), told: x.drafted}
	x.draft.body = func() []byte { return x.sheet.body() }
	if x.settled() {
		x.sheet = sheetFromCase(x.env, &o.view)
		return
	}
	if kept := x.kept[x.id]; kept != nil {
		x.sheet = *kept
		delete(x.kept, x.id)
		x.draft.touched()
		return
	}
	x.sheet = sheetFromCase(x.env, &o.view)
	if o.body == nil {
		return
	}
	s, err := sheetFromDraft(o.body)
	if err != nil {
		x.damaged = true
		return
	}
	x.sheet, x.restored, x.draft.saved = s, o.saved, o.saved
	x.sheet.dirty = true
}

// reload looks at the case again, after a change of the records; what is on the form stays.
func (x *Examination) reload() {
	if x.id == "" || x.file == nil {
		return
	}
	id, store := x.id, x.store
	read(&x.view, func(ctx context.Context) (desk.CaseView, error) { return store.Case(ctx, id) }, func(v desk.CaseView) {
		wasSettled := x.settled()
		x.file = &v
		switch {
		case x.settled():
			if x.draft != nil {
				x.draft.flush() // it waits for the day when the sheet may be changed again
				x.draft.dirty = false
			}
			x.sheet, x.restored, x.damaged = sheetFromCase(x.env, &v), time.Time{}, false
		case wasSettled:
			x.load() // a draft may have waited
			return
		case !x.sheet.dirty:
			x.sheet = sheetFromCase(x.env, &v)
		}
		if x.draft != nil && x.draft.dirty {
			x.draft.touched() // the desk was locked when the draft should have been saved
		}
	})
}

// saveBeforeLock gives the work that keeps the draft before the desk is locked. The form itself stays in memory.
func (x *Examination) saveBeforeLock(then func(func(context.Context) error)) {
	d := x.draft
	if d == nil {
		then(nil)
		return
	}
	d.disarm()
	give := func() {
		if !d.dirty || d.held {
			then(nil)
			return
		}
		store, name, body := x.store, d.name, d.body()
		then(func(ctx context.Context) error {
			_, err := store.SaveDraft(ctx, name, body)
			return err
		})
	}
	if d.running {
		d.waiting = append(d.waiting, give)
		return
	}
	give()
}

func (x *Examination) drafted() {
	if x.draft != nil && x.draft.err != nil {
		x.fail(x.draft.err)
	}
	x.changed()
}

func (x *Examination) changed() {
	x.Emit()
	x.head()
}

func (x *Examination) head() {
	if x.OnHead != nil {
		x.OnHead()
	}
}

// settled tells that the sheet stands as it is, because the case has gone on: then the record is shown and never a draft.
func (x *Examination) settled() bool {
	v := x.file
	return v != nil && (v.Locked || !expertise.CanStep(v.State, expertise.KindExaminationRecorded) && !expertise.CanStep(v.State, expertise.KindExaminationAmended))
}

// SheetStanding is how the sheet on the screen stands to the one in the record.
type SheetStanding int

// The standings. A decision rests on the recorded sheet only, so that nothing is decided while another one is on the screen.
const (
	SheetRecorded SheetStanding = iota
	SheetOpening                // not read yet
	SheetChanged                // a draft says something else
)

// Standing compares the sheet with the record.
func (x *Examination) Standing() SheetStanding {
	switch {
	case x.file == nil && x.reading:
		return SheetOpening
	case x.file == nil || !x.sheet.dirty || x.settled():
		return SheetRecorded
	}
	recorded := sheetFromCase(x.env, x.file)
	if x.sheet.same(&recorded) {
		return SheetRecorded
	}
	return SheetChanged
}

// editable tells whether the sheet may be changed now.
func (x *Examination) editable() bool {
	v := x.file
	if v == nil || v.Locked || x.draft == nil {
		return false
	}
	role := x.store.User().Role
	return role.May(expertise.KindExaminationRecorded) &&
		(expertise.CanStep(v.State, expertise.KindExaminationRecorded) || expertise.CanStep(v.State, expertise.KindExaminationAmended))
}

// edited takes note of a change to a field, "" for the form of a list.
func (x *Examination) edited(field string) {
	delete(x.sheet.errors, field)
	if scale, is := measureOf(field); is {
		delete(x.sheet.errors, measureName(scale))
	}
	x.sheet.dirty = true
	x.draft.touched()
	x.changed()
}

// Set takes what was typed or chosen in a field of General, Activities or Narrative.
func (x *Examination) Set(field, value string) {
	if x.editable() && x.sheet.set(field, value) {
		x.edited(field)
	}
}

// SaveDraft saves what is typed now, without waiting for the second to pass. It is no step of the case: see Save.
func (x *Examination) SaveDraft() {
	if x.editable() && !x.busy {
		x.draft.flush()
		x.changed()
	}
}

// Save checks the sheet and writes it into the record; each field that cannot be so is marked.
func (x *Examination) Save() {
	if !x.editable() || x.busy {
		return
	}
	examination, narrative := x.sheet.read(x.env)
	if len(x.sheet.errors) > 0 {
		x.sheet.first(x.sheet.orderOfFields())
		x.changed()
		return
	}
	id, d, store, written := x.id, x.draft, x.store, string(x.sheet.body())
	x.busy = true
	x.Emit()
	d.quiet(func() {
		x.busy = false
		write(&x.view, only(func(ctx context.Context) error { return store.RecordExamination(ctx, id, examination, narrative) }), func(_ none, err error) {
			unchanged := string(d.body()) == written
			d.release(err == nil && unchanged)
			if x.id != id {
				return
			}
			if err != nil {
				if x.sheet.place([]error{err}) == nil && len(findings(err)) > 0 {
					x.banner = nil
					x.sheet.first(x.sheet.orderOfFields())
				}
			} else if unchanged {
				x.sheet.dirty, x.restored = false, time.Time{}
				x.say(ToneDone, "exam.recorded")
			}
			x.changed()
		})
	})
}

// DropDraft forgets the draft and shows what stands in the record.
func (x *Examination) DropDraft() {
	if x.draft == nil || x.file == nil || x.busy {
		return
	}
	id, d, store := x.id, x.draft, x.store
	d.quiet(func() {
		write(&x.view, only(func(ctx context.Context) error { return store.DropDraft(ctx, d.name) }), func(_ none, err error) {
			d.release(err == nil)
			if err == nil && x.id == id {
				x.sheet, x.restored = sheetFromCase(x.env, x.file), time.Time{}
			}
		})
	})
}

// NextError moves the cursor to the next field that needs correcting, after the field that has the keyboard; "" for none.
func (x *Examination) NextError(from string) { x.sheet.next(x.sheet.orderOfFields(), from); x.Emit() }

// Errors counts the fields that need correcting, and SavedText says when the draft was saved: for the frame of the case.
func (x *Examination) Errors() int { return len(x.sheet.errors) }

func (x *Examination) SavedText() string {
	switch d := x.draft; {
	case d == nil:
		return ""
	case d.running:
		return x.env.language.T("status.saving")
	case d.saved.IsZero():
		return ""
	default:
		return x.env.language.T("status.saved", "time", x.env.moment(d.saved))
	}
}

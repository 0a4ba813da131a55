package presenter

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
)

// DecisionStore is what the decision asks of the desk.
type DecisionStore interface {
	Case(ctx context.Context, id expertise.CaseID) (desk.CaseView, error)
	Members(ctx context.Context) ([]expertise.Member, error)
	Propose(ctx context.Context, id expertise.CaseID) (law.Proposal, error)
	Decide(ctx context.Context, id expertise.CaseID, choice desk.Choice) (expertise.DecisionID, error)
	Sign(ctx context.Context, id expertise.CaseID, member expertise.MemberID, passphrase string) (inForce bool, err error)
	Supersede(ctx context.Context, id expertise.CaseID, reason string) error
	Explain(ctx context.Context, d *expertise.Decision) ([]law.Reason, error)
	User() expertise.Member
}

// ReasonRow is one row that led to a proposal.
type ReasonRow struct {
	Text        string
	Cite        string
	Datum       string
	Unconfirmed Chip // "not confirmed"
	Aside       bool // changes nothing; may be folded away
}

// Signer is a member who may sign.
type Signer struct {
	ID     expertise.MemberID
	Name   string
	Role   string
	Signed bool
	Self   bool // signs without a passphrase: is the unlocked member
}

// DecisionPhase is where the decision is.
type DecisionPhase string

// The phases.
const (
	PhaseNothing DecisionPhase = ""       // there is no examination yet
	PhaseChoose  DecisionPhase = "choose" // proposal of the law is shown; accept or differ
	PhaseSign    DecisionPhase = "sign"   // members sign
	PhaseInForce DecisionPhase = "in-force"
)

// DecisionState is the decision of a case.
type DecisionState struct {
	Common
	Case         expertise.CaseID
	Phase        DecisionPhase
	Empty        Empty // in PhaseNothing
	Outcome      string
	Percent      string // "70 %"
	Term         string // "12.11.2026 – 11.11.2028", "without term" or ""
	Birthday     string // "until the person turns 18", where a birthday ends the term
	Scales       []Fact // what is established beside the outcome
	Gap          string // what is paid for the time before the term because the person came late
	Next         string
	Cause        string
	Edition      string
	Unconfirmed  string // the paper will be a sample
	Reasons      []ReasonRow
	ReasonsError string      // why the reasons of an older decision cannot be shown
	Missing      []ReasonRow // evidence still to be brought
	Early        []ReasonRow // that the person comes earlier than the law lets
	Differ       bool        // the commission decides otherwise: Fields are shown
	Fields       []Field     // outcome, percent, until, next, reason
	ErrorCount   int
	Focus        string
	FocusTurn    int
	DiffersWhy   string // of a decision that differs: the reason, with what the law proposed
	Signers      []Signer
	Progress     string // "1 of 3 signatures"
	Waiting      string // "a chair must sign", or ""
	SignError    string // under the passphrase
	Unrecorded   string // why nothing can be proposed: the sheet has changes that are not recorded, or the law asks for more
	ReadBack     []Fact // what a signature is put under: person, outcome, percent, until
	CanPropose   bool
	CanSign      bool
	CanSupersede bool
	ReasonError  string // under the reason of Supersede
	Superseded   []Fact // earlier decisions of this case and why they were taken back
}

// Names of the fields with which a commission differs from the proposal.
const (
	fieldOutcome = "outcome"
	fieldPercent = "percent"
	fieldUntil   = "until"
	fieldNext    = "next"
	fieldReason  = "reason"
)

var differOrder = []string{fieldOutcome, fieldPercent, fieldUntil, fieldNext, fieldReason}

// Decision is the decision of a case: what the law proposes and why, what the commission decides, who has signed.
type Decision struct {
	view[DecisionState]
	// OnHead is told when the number of errors changed: the frame of the case shows it.
	OnHead func()
	// Sheet tells how the examination's sheet stands to the record; nil for recorded.
	Sheet func() SheetStanding

	store    DecisionStore
	id       expertise.CaseID
	file     *desk.CaseView
	members  []expertise.Member
	proposal *law.Proposal
	refused  error        // of the law: the case cannot be judged as it is recorded
	reasons  []law.Reason // of the decision that stands
	untold   error        // why they cannot be given
	differ   bool
	form     form
	signing  error // under the passphrase
	reason   error // under the reason of Supersede
}

// NewDecision makes the page.
func NewDecision(store DecisionStore, env *Env, emit func(DecisionState)) *Decision {
	d := &Decision{store: store, form: newForm()}
	d.begin(env, "decision", emit, d.state, func() {
		if d.id != "" {
			d.load()
		}
	})
	return d
}

// Open shows the decision of a case.
func (d *Decision) Open(id expertise.CaseID) {
	d.id, d.file, d.proposal, d.refused, d.differ, d.form, d.signing, d.reason = id, nil, nil, nil, false, newForm(), nil, nil
	d.fail(nil)
	d.load()
	d.Emit()
}

func (d *Decision) load() {
	id, store := d.id, d.store
	type opened struct {
		view     desk.CaseView
		members  []expertise.Member
		proposal *law.Proposal
		refused  error
		reasons  []law.Reason
		untold   error
	}
	read(&d.view, func(ctx context.Context) (o opened, err error) {
		if o.view, err = store.Case(ctx, id); err != nil {
			return o, err
		}
		if o.members, err = store.Members(ctx); err != nil {
			return o, err
		}
		if taken := o.view.Decision(); taken != nil {
			// An explanation needs the profile of its time; without it the decision itself still stands on the screen.
			o.reasons, o.untold = store.Explain(ctx, &taken.Decision)
		}
		if o.view.State != expertise.StateExamined {
			return o, nil
		}
		p, err := store.Propose(ctx, id)
		switch {
		case err == nil:
			o.proposal = &p
		case len(findings(err)) > 0:
			o.refused, err = err, nil
		}
		return o, err
	}, func(o opened) {
		d.file, d.members, d.proposal, d.refused, d.reasons, d.untold = &o.view, o.members, o.proposal, o.refused, o.reasons, o.untold
	})
}

// Differ opens and closes the form with which the commission decides otherwise than the law proposes. It begins with the proposal.
func (d *Decision) Differ(on bool) {
	d.differ = on
	if p := d.proposal; on && p != nil && len(d.form.values) == 0 {
		d.form.values[fieldOutcome] = string(p.Outcome.Code)
		d.form.values[fieldPercent] = strconv.Itoa(int(p.Outcome.Percent))
		d.form.values[fieldUntil], d.form.values[fieldNext] = d.env.date(p.Until), d.env.date(p.Next)
	}
	d.Emit()
}

// Set takes what was typed into a field of that form.
func (d *Decision) Set(field, value string) {
	if d.form.set(field, value) {
		d.changed()
	}
}

func (d *Decision) changed() {
	d.Emit()
	if d.OnHead != nil {
		d.OnHead()
	}
}

// NextError moves the cursor to the next field that needs correcting, after the field that has the keyboard; "" for none.
func (d *Decision) NextError(from string) { d.form.next(differOrder, from); d.Emit() }

func (d *Decision) sheet() SheetStanding {
	if d.Sheet == nil {
		return SheetRecorded
	}
	return d.Sheet()
}

// Propose puts the decision before the members: as the law proposes, or as the form says.
func (d *Decision) Propose() {
	if d.proposal == nil || d.sheet() != SheetRecorded {
		return
	}
	var choice desk.Choice
	if d.differ {
		choice = d.choice()
		if len(d.form.errors) > 0 {
			d.form.first(differOrder)
			d.changed()
			return
		}
	}
	id, store := d.id, d.store
	write(&d.view, func(ctx context.Context) (expertise.DecisionID, error) { return store.Decide(ctx, id, choice) }, func(_ expertise.DecisionID, err error) {
		switch {
		case d.id != id:
		case err == nil:
			d.differ, d.form = false, newForm()
		case d.form.reject(err, differField) == nil && d.differ:
			d.banner = nil
			d.form.first(differOrder)
		}
	})
}

func differField(field string) string {
	if slices.Contains(differOrder, field) {
		return field
	}
	return ""
}

// choice reads the form. A form that says what the law says is refused: taking the proposal is another button, and the record must
// not call it a difference.
func (d *Decision) choice() desk.Choice {
	f := &d.form
	f.clearErrors()
	c := desk.Choice{Outcome: expertise.Outcome{Code: expertise.OutcomeCode(f.values[fieldOutcome])}, Until: f.day(fieldUntil), Next: f.day(fieldNext),
		Reason: strings.TrimSpace(f.values[fieldReason])}
	percent, err := wholePercent(f.values[fieldPercent])
	f.refuse(fieldPercent, err)
	c.Outcome.Percent = percent
	since := d.proposal.Since
	if _, known := d.env.Profile.Outcome(c.Outcome.Code); !known {
		f.refuse(fieldOutcome, expertise.Invalid("required", fieldOutcome))
	} else if c.Outcome == d.proposal.Outcome && c.Until == d.proposal.Until && c.Next == d.proposal.Next {
		f.refuse(fieldOutcome, refusal("decision.same"))
	}
	if !c.Until.IsZero() && c.Until.Before(since) {
		f.refuse(fieldUntil, expertise.Invalid("decision.term", fieldUntil))
	}
	if !c.Next.IsZero() && c.Next.Before(since) {
		f.refuse(fieldNext, expertise.Invalid("date.order", fieldNext, "other", since.String()))
	}
	if c.Reason == "" {
		f.refuse(fieldReason, expertise.Invalid("decision.reason", fieldReason))
	}
	return c
}

// Sign puts a member's signature under the proposal. The unlocked member needs no passphrase; any other one's opens that member's key
// for this one signature and is not kept.
func (d *Decision) Sign(member expertise.MemberID, passphrase string) {
	if d.phase() != PhaseSign || member == "" {
		return
	}
	id, store := d.id, d.store
	d.signing = nil
	write(&d.view, func(ctx context.Context) (bool, error) { return store.Sign(ctx, id, member, passphrase) }, func(inForce bool, err error) {
		if d.id != id {
			return
		}
		switch {
		case errors.Is(err, desk.ErrPassphrase):
			d.signing, d.banner = refusal("sign.passphrase"), nil
		case err != nil:
			d.signing, d.banner = err, nil
		case inForce:
			d.say(ToneDone, "decision.in_force")
		}
	})
}

// Supersede takes the decision back, with a reason, so that a corrected one can be proposed.
func (d *Decision) Supersede(reason string) {
	id, store := d.id, d.store
	if id == "" {
		return
	}
	d.reason = nil
	write(&d.view, only(func(ctx context.Context) error { return store.Supersede(ctx, id, strings.TrimSpace(reason)) }), func(_ none, err error) {
		if d.id == id && expertise.ErrorCode(err) == "certificate.reason" {
			d.reason, d.banner = err, nil
		}
	})
}

// OpenExamination and OpenCertificate go to the neighbouring pages.
func (d *Decision) OpenExamination() {
	d.env.Go(Route{Screen: ScreenCase, Case: d.id, Tab: TabExamination})
}
func (d *Decision) OpenCertificate() {
	d.env.Go(Route{Screen: ScreenCase, Case: d.id, Tab: TabCertificate})
}

// Errors counts the fields that need correcting, for the frame of the case.
func (d *Decision) Errors() int { return len(d.form.errors) }

func (d *Decision) phase() DecisionPhase {
	switch {
	case d.file == nil:
		return PhaseNothing
	case d.file.State == expertise.StateExamined:
		return PhaseChoose
	case d.file.Decision() == nil:
		return PhaseNothing
	case d.file.Decision().InForce:
		return PhaseInForce
	}
	return PhaseSign
}

// refusal is a refusal of the screens themselves: its code has a sentence "error."+code.
func refusal(code string) error { return expertise.Invalid(code, "") }

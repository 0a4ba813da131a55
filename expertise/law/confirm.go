package law

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"medsoc/expertise"
)

// Confirmations are kept by the desk and given to a profile with [Profile.Confirmed].
type Confirmations []expertise.Confirmation

// Confirm makes a confirmation of a row as the profile has it now. It refuses an unknown row, one that needs none, and a confirmation
// without name or day.
func (p *Profile) Confirm(edition expertise.Date, row, by string, on expertise.Date) (expertise.Confirmation, error) {
	if ofNoEdition(row) {
		edition = expertise.Date{}
	}
	content, verify, known := p.rowContent(edition, row)
	switch {
	case !known && edition.IsZero():
		return expertise.Confirmation{}, p.whichEdition(row)
	case !known:
		return expertise.Confirmation{}, sentences.Invalid("law.confirm.row", "row", "row", quote(row), "edition", edition.String())
	case !verify:
		return expertise.Confirmation{}, sentences.Invalid("law.confirm.not", "row", "row", quote(row))
	case strings.TrimSpace(by) == "":
		return expertise.Confirmation{}, expertise.Invalid("required", "by")
	case on.IsZero():
		return expertise.Confirmation{}, expertise.Invalid("required", "on")
	}
	return expertise.Confirmation{Edition: edition, Row: row, By: by, On: on, Digest: digest(content)}, nil
}

// whichEdition refuses a rule that was named without its edition, and says which editions have it.
func (p *Profile) whichEdition(row string) error {
	var editions []string
	for i := range p.Editions {
		if _, has := p.Editions[i].explain(row); has {
			editions = append(editions, quote(p.Editions[i].From.String()))
		}
	}
	if len(editions) == 0 {
		return sentences.Invalid("law.confirm.none", "row", "row", quote(row))
	}
	return sentences.Invalid("law.confirm.edition", "row", "row", quote(row), "known", strings.Join(editions, ", "))
}

// Confirmed is the profile with confirmed rows: its proposals and explanations no longer mark them verify. Stale are the confirmations
// that hold for nothing, because the row is gone or says something else now. The profile itself is not changed.
func (p *Profile) Confirmed(all Confirmations) (confirmed *Profile, stale Confirmations) {
	q := *p
	q.confirmed = map[string]expertise.Confirmation{}
	for _, c := range all {
		content, _, known := p.rowContent(c.Edition, c.Row)
		if !known || digest(content) != c.Digest || c.By == "" || c.On.IsZero() {
			stale = append(stale, c)
			continue
		}
		q.confirmed[rowKey(c.Edition, c.Row)] = c
		if c.Row == calendarRow {
			q.Calendar = p.Calendar.Confirmed()
		}
	}
	return &q, stale
}

// RuleOf names a row of an edition in the journal: 32 hexadecimal digits.
func RuleOf(edition expertise.Date, row string) expertise.RuleID {
	hash := sha256.Sum256([]byte(rowKey(edition, row)))
	return expertise.RuleID(hex.EncodeToString(hash[:16]))
}

const causeRow = "cause/"

// ofNoEdition tells whether a row stands outside the editions: the evidence of a cause, an extension act, or the calendar.
func ofNoEdition(row string) bool {
	return strings.HasPrefix(row, causeRow) || strings.HasPrefix(row, extensionRow) || row == calendarRow
}

func rowKey(edition expertise.Date, row string) string { return edition.String() + " " + row }

// confirm takes the mark off the reasons that rest on confirmed rows.
func (p *Profile) confirm(e *Edition, reasons []Reason) {
	for i := range reasons {
		r := &reasons[i]
		from := e.From
		if ofNoEdition(r.Row) {
			from = expertise.Date{}
		}
		_, confirmed := p.confirmed[rowKey(from, r.Row)]
		r.Verify = r.Verify && !confirmed
	}
}

// rowContent finds everything that a row says, and whether it is marked.
func (p *Profile) rowContent(from expertise.Date, row string) (content any, verify, known bool) {
	if code, isCause := strings.CutPrefix(row, causeRow); isCause {
		cause, known := p.Cause(code)
		return cause, cause.Verify, known && from.IsZero()
	}
	if row == calendarRow {
		// Without its marks, so that it says the same before and after it was confirmed.
		return p.Calendar.Confirmed(), p.calendarReason().Verify, from.IsZero() && len(p.Calendar.RestDays) > 0
	}
	if x, isAct := find(p.Extensions, func(x expertise.Extension) bool { return actRow(&x) == row }); isAct {
		return x, x.Verify, from.IsZero()
	}
	e, _ := find(p.Editions, func(e Edition) bool { return e.From == from })
	reason, known := e.explain(row)
	if !known {
		return nil, false, false
	}
	content = reason
	if c, ok := e.Row(row); ok {
		content = c
	}
	table, id, _ := strings.Cut(row, "/")
	if t := e.values[table]; t != nil {
		if r, ok := find(t.Rows, func(r Row) bool { return r.ID == id }); ok {
			content = []any{t.Sets, t.By, r}
		}
	}
	switch row {
	case combineRow:
		content = e.Combine
	case expiryRow:
		content = e.Expiry
	}
	if b, ok := find(e.ComingOfAge, func(b AgeBound) bool { return b.row() == row }); ok {
		content = b
	}
	return content, reason.Verify, true
}

func digest(content any) string {
	text, err := json.Marshal(content)
	if err != nil {
		return "" // plain fields only: cannot happen, and an empty digest confirms nothing
	}
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:])
}

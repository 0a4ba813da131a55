package presenter

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
	"strings"

	"medsoc/expertise"
	"medsoc/store/records"
)

// SaveCSV writes the list that is shown, to its end, as a table for other programs.
func (d *Due) SaveCSV(path string) {
	if path == "" {
		return
	}
	list, store, table := d.shown(), d.store, d.csv()
	write(&d.view, func(ctx context.Context) (int, error) {
		rows, err := store.Due(ctx, list, maxExport)
		if err != nil {
			return 0, err
		}
		data, err := table(rows)
		if err == nil {
			err = writeFile(path, data)
		}
		return len(rows), err
	}, func(n int, err error) {
		if err == nil {
			d.say(ToneDone, "due.saved", "n", n, "file", path)
		}
	})
}

// csv gives the writer of the table in the present language: UTF-8 with a mark at its beginning, because spreadsheets ask for it, and
// days in ISO form, because programs do.
func (d *Due) csv() func([]records.DueRow) ([]byte, error) {
	e, l := d.env, d.env.language
	head := []string{l.T("column.name"), l.T("column.identifier"), l.T("column.outcome"), l.T("field.percent"), l.T("column.until"), l.T("column.next_exam"),
		l.T("field.district"), l.T("column.commission"), l.T("column.booked")}
	outcomes := map[expertise.OutcomeCode]string{}
	for _, o := range e.Profile.Outcomes {
		outcomes[o.Code] = e.law(o.Names)
	}
	districts := map[string]string{}
	for _, o := range e.districts() {
		districts[o.Value] = o.Text
	}
	return func(rows []records.DueRow) ([]byte, error) {
		var out bytes.Buffer
		out.WriteString("\uFEFF")
		w := csv.NewWriter(&out)
		lines := [][]string{head}
		for _, r := range rows {
			commission := ""
			if r.Commission > 0 {
				commission = strconv.FormatUint(uint64(r.Commission), 10)
			}
			lines = append(lines, []string{noFormula(r.Name.Full()), r.Identifier.Value, outcomes[r.Outcome.Code], strconv.Itoa(int(r.Outcome.Percent)), r.Until.String(), r.Next.String(),
				noFormula(named(districts, r.District)), commission, r.BookedOn.String()})
		}
		err := w.WriteAll(lines)
		return out.Bytes(), err
	}
}

func named(names map[string]string, code string) string {
	if name, known := names[code]; known {
		return name
	}
	return code
}

// noFormula keeps a spreadsheet from running a name that begins like a formula.
func noFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

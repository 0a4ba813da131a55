package screen

import (
	"medsoc/ui/kit"
	"medsoc/ui/look"
	"medsoc/ui/presenter"
)

// Text is a column of plain text of a fixed width.
func Text[T any](title string, width float32, of func(T) string) kit.Column[T] {
	return kit.Column[T]{Title: title, Width: width, Cell: func(row T) kit.Cell { return kit.Cell{Text: of(row)} }}
}

// Wide is a column of plain text that shares the width left, by weight.
func Wide[T any](title string, weight float32, of func(T) string) kit.Column[T] {
	return kit.Column[T]{Title: title, Weight: weight, Cell: func(row T) kit.Cell { return kit.Cell{Text: of(row)} }}
}

// Spared is a column that goes where there is no room for all.
func Spared[T any](c kit.Column[T]) kit.Column[T] {
	c.Spare = true
	return c
}

// Chips is a column of words in the colours of their status.
func Chips[T any](title string, width float32, of func(T) presenter.Chip) kit.Column[T] {
	return kit.Column[T]{Title: title, Width: width, Cell: func(row T) kit.Cell {
		chip := of(row)
		return kit.Cell{Text: chip.Text, Status: look.Status(chip.Tone)}
	}}
}

// Log is the table of a history.
func Log(host Host) *kit.DataTable[presenter.LogRow] {
	return kit.NewDataTable(Text(host.T("column.when"), 150, func(r presenter.LogRow) string { return r.When }),
		Wide(host.T("column.what"), 3, func(r presenter.LogRow) string { return r.What }), Wide(host.T("column.who"), 2, func(r presenter.LogRow) string { return r.Who }),
		Wide(host.T("column.reason"), 3, func(r presenter.LogRow) string { return r.Note }))
}

package kit

import (
	"slices"
	"testing"

	"medsoc/ui/look"
)

// Where there is no room for all columns those that can be spared go, the first of them first, and come back with the room.
func TestColumnsThatCanBeSparedGo(t *testing.T) {
	useTheme(t, look.New(look.Light, 1))
	text := func(string) Cell { return Cell{} }
	table := NewDataTable(Column[string]{Title: "name", Weight: 1, Cell: text}, Column[string]{Title: "identifier", Width: 84, Spare: true, Cell: text},
		Column[string]{Title: "outcome", Weight: 1, Spare: true, Cell: text}, Column[string]{Title: "day", Width: 90, Cell: text})
	for _, c := range []struct {
		width float32
		gone  []bool
	}{{500, []bool{false, false, false, false}}, {350, []bool{false, true, false, false}}, {240, []bool{false, true, true, false}}, {600, []bool{false, false, false, false}}} {
		table.spread(c.width)
		var gone []bool
		for _, s := range table.shape {
			gone = append(gone, s.gone)
		}
		if !slices.Equal(gone, c.gone) || table.edges[4] != c.width {
			t.Errorf("%v wide: gone %v, edges %v", c.width, gone, table.edges)
		}
	}
}

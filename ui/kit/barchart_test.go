package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestAChartIsChosenFromByKeyAndPointer(t *testing.T) {
	var chosen, opened []int
	c := NewSelectChart(60, func(i int) { chosen = append(chosen, i) }, func(i int) { opened = append(opened, i) })
	c.SetBars([]Bars{{Label: "a"}, {Label: "b"}, {Label: "c"}}, 0)
	w := test.NewWindow(c)
	defer w.Close()
	w.SetPadded(false)
	w.Resize(fyne.NewSize(300, 120))
	for _, key := range []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyEnd, fyne.KeyRight, fyne.KeyReturn, fyne.KeyHome} {
		c.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if !slices.Equal(chosen, []int{1, 2, 0}) || !slices.Equal(opened, []int{2}) {
		t.Errorf("by key: chosen %v, opened %v", chosen, opened)
	}
	for range 2 {
		c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(150, 20)})
	}
	if !slices.Equal(chosen, []int{1, 2, 0, 1}) || !slices.Equal(opened, []int{2, 1}) {
		t.Errorf("by pointer: chosen %v, opened %v", chosen, opened)
	}
}

package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestALongTextIsReadToItsEndByKeys(t *testing.T) {
	test.NewApp()
	long := canvas.NewRectangle(nil)
	long.SetMinSize(fyne.NewSize(100, 1000))
	r := NewReading(long)
	w := test.NewWindow(r)
	defer w.Close()
	w.SetPadded(false)
	w.Resize(fyne.NewSize(200, 200))
	w.Canvas().Focus(r)
	if r.ring.Hidden {
		t.Error("the focus cannot be seen")
	}
	press := func(name fyne.KeyName) float32 {
		r.TypedKey(&fyne.KeyEvent{Name: name})
		return r.scroll.Offset.Y
	}
	if y := press(fyne.KeyUp); y != 0 {
		t.Errorf("above the first line: %v", y)
	}
	line, page := press(fyne.KeyDown), press(fyne.KeyPageDown)
	if line <= 0 || page != line+200-rowHeight() {
		t.Errorf("a line is %v, a line and a page %v", line, page)
	}
	if y := press(fyne.KeyEnd); y != 800 {
		t.Errorf("the end is at %v", y)
	}
	if y := press(fyne.KeyPageDown); y != 800 {
		t.Errorf("beyond the end: %v", y)
	}
	if y := press(fyne.KeyHome); y != 0 {
		t.Errorf("the beginning is at %v", y)
	}
	passed := ""
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { passed = string(k.Name) })
	press(fyne.KeyEscape)
	if passed != string(fyne.KeyEscape) {
		t.Errorf("Esc was kept: %q", passed)
	}
}

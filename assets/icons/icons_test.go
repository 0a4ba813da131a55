package icons

import (
	"encoding/xml"
	"testing"
)

func TestEveryNameHasADrawingAndEveryDrawingAName(t *testing.T) {
	drawings, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(drawings) != len(All) {
		t.Errorf("%d drawings, %d names", len(drawings), len(All))
	}
	for _, n := range All {
		var drawing struct {
			XMLName xml.Name `xml:"svg"`
			ViewBox string   `xml:"viewBox,attr"`
		}
		if err := xml.Unmarshal(SVG(n), &drawing); err != nil || drawing.ViewBox != "0 0 24 24" {
			t.Errorf("%s: %v, view box %q", n, err, drawing.ViewBox)
		}
	}
	if SVG("none") != nil {
		t.Error("an unknown sign has a drawing")
	}
}

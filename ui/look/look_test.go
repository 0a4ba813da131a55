package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"medsoc/assets/fonts"
	"medsoc/assets/text"
)

// Relative luminance and contrast as WCAG 2.2 defines them.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n.R) + 0.7152*channel(n.G) + 0.0722*channel(n.B)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestTextIsReadable(t *testing.T) {
	type pair struct{ ink, ground fyne.ThemeColorName }
	pairs := []pair{
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary}, {theme.ColorNameForegroundOnError, theme.ColorNameError},
		{theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess}, {theme.ColorNameForegroundOnWarning, theme.ColorNameWarning},
		{theme.ColorNameForeground, ColorQuiet}, {theme.ColorNameForeground, theme.ColorNameButton},
		{theme.ColorNameForeground, theme.ColorNameHeaderBackground}, {theme.ColorNameForeground, theme.ColorNameSelection},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground}, {theme.ColorNameForeground, theme.ColorNameInputBackground},
		{theme.ColorNameForeground, theme.ColorNameMenuBackground}, {theme.ColorNameForeground, theme.ColorNameOverlayBackground},
		{ColorAlert, theme.ColorNameSelection}, {ColorMuted, theme.ColorNameSelection},
		{ColorRailText, ColorRail}, {ColorRailStrong, ColorRailActive}, {ColorRailText, ColorRailHover}, {ColorRailCount, ColorRail}, {ColorRailCount, ColorRailActive},
		{theme.ColorNameDisabled, ColorPanel},
	}
	for _, ground := range []fyne.ThemeColorName{ColorPanel, theme.ColorNameBackground} {
		for _, ink := range []fyne.ThemeColorName{theme.ColorNameForeground, ColorMuted, ColorHeading, ColorSave, ColorAlert, theme.ColorNamePrimary,
			theme.ColorNameError, theme.ColorNameSuccess, theme.ColorNameWarning, theme.ColorNameHyperlink, theme.ColorNamePlaceHolder} {
			pairs = append(pairs, pair{ink, ground})
		}
	}
	for _, s := range Statuses {
		pairs = append(pairs, pair{s.Ink(), s.Ground()})
	}
	for name, th := range map[string]*Theme{"light": New(Light, 1), "dark": New(Dark, 1)} {
		for _, p := range pairs {
			if got := contrast(th.Color(p.ink, theme.VariantLight), th.Color(p.ground, theme.VariantLight)); got < 4.5 {
				t.Errorf("%s: %s on %s has contrast %.2f", name, p.ink, p.ground, got)
			}
		}
	}
}

// Statuses are told apart by word first; their grounds must still differ from the panel and from each other.
func TestStatusGroundsDiffer(t *testing.T) {
	for _, th := range []*Theme{New(Light, 1), New(Dark, 1)} {
		seen := map[color.Color]Status{th.Color(ColorPanel, 0): StatusNone}
		for _, s := range Statuses {
			c := th.Color(s.Ground(), 0)
			if other, taken := seen[c]; taken {
				t.Errorf("statuses %d and %d have the same ground", s, other)
			}
			seen[c] = s
		}
	}
}

func TestThemeFollowsTheSystemOnlyWhenAsked(t *testing.T) {
	for _, c := range []struct {
		appearance Appearance
		system     fyne.ThemeVariant
		want       color.Color
	}{
		{Light, theme.VariantDark, light[ColorPanel]}, {Dark, theme.VariantLight, dark[ColorPanel]},
		{AsSystem, theme.VariantDark, dark[ColorPanel]}, {AsSystem, theme.VariantLight, light[ColorPanel]},
	} {
		if got := New(c.appearance, 1).Color(ColorPanel, c.system); got != c.want {
			t.Errorf("%v under %v: %v", c.appearance, c.system, got)
		}
	}
	for name := range light {
		if _, has := dark[name]; !has {
			t.Errorf("the dark form lacks %s", name)
		}
	}
}

func TestTextScale(t *testing.T) {
	for scale, want := range map[TextScale]float32{TextNormal: 14, TextLarge: 16.1, TextVeryLarge: 18.2, 0: 14, 99: 14} {
		if got := New(Light, scale).Size(theme.SizeNameText); math.Abs(float64(got-want)) > 0.01 {
			t.Errorf("scale %v: %v, want %v", scale, got, want)
		}
	}
	if New(Light, TextVeryLarge).Size(theme.SizeNamePadding) != 3 {
		t.Error("spaces must not grow with the text")
	}
}

// What no embedded face draws would be drawn by whatever font the machine has, or as a box.
func TestEveryLetterOfEveryLanguageIsEmbedded(t *testing.T) {
	for _, l := range text.Languages() {
		for _, key := range l.Keys() {
			for _, r := range l.T(key) {
				for _, bold := range []bool{false, true} {
					if _, known := fonts.Choose(r, bold); !known {
						t.Errorf("%s: %q has %q (%U), which no embedded face draws", l.Code(), key, r, r)
					}
				}
			}
		}
	}
}

func TestFontForNamesInOtherScripts(t *testing.T) {
	if FontFor("Əliyeva Қасымов", false) != nil {
		t.Error("Latin and Cyrillic need no other face")
	}
	if f := FontFor("ბერიძე", true); f == nil || f.Name() != "NotoSansGeorgian-Bold.ttf" {
		t.Errorf("Georgian: %v", f)
	}
	if f := FontFor("Հայկ", false); f == nil || f.Name() != "NotoSansArmenian-Regular.ttf" {
		t.Errorf("Armenian: %v", f)
	}
	if FontFor("ბ", false) != FontFor("ე", false) {
		t.Error("one face must be one resource, or the toolkit parses it again and again")
	}
}

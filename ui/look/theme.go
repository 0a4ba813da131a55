package look

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"medsoc/assets/fonts"
	"medsoc/assets/icons"
)

// Appearance says which form of the theme is shown.
type Appearance int

// The appearances a person can choose.
const (
	Light Appearance = iota
	Dark
	AsSystem
)

// TextScale enlarges text, not spaces.
type TextScale float32

// The text sizes a person can choose.
const (
	TextNormal    TextScale = 1.0
	TextLarge     TextScale = 1.15
	TextVeryLarge TextScale = 1.3
)

// Sizes of text by their use; theme.SizeNameText is 14.
const (
	SizeTitle   fyne.ThemeSizeName = theme.SizeNameHeadingText    // 20: title of a screen
	SizeSubHead fyne.ThemeSizeName = theme.SizeNameSubHeadingText // 16: name of a person in a panel
	SizeCaption fyne.ThemeSizeName = theme.SizeNameCaptionText    // 12: captions, chips, errors under a field
	SizeLabel   fyne.ThemeSizeName = "medsocLabel"                // 13: names of fields
)

// Theme is the desk's theme. It is a value: take another one to change the appearance.
type Theme struct {
	Appearance Appearance
	Scale      TextScale
}

// New makes a theme; a scale outside 1 to 2 counts as TextNormal.
func New(a Appearance, scale TextScale) *Theme {
	if scale < 1 || scale > 2 {
		scale = TextNormal
	}
	return &Theme{Appearance: a, Scale: scale}
}

// Color gives the colour of a name; names it does not know are the toolkit's own.
func (t *Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	colors, variant := light, theme.VariantLight
	if t.Appearance == Dark || t.Appearance == AsSystem && system == theme.VariantDark {
		colors, variant = dark, theme.VariantDark
	}
	if c, known := colors[name]; known {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font gives Noto Sans. Scripts it lacks are drawn with FontFor, or by the toolkit with a font of the system.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return faceResource(fonts.Faces(true)[0])
	}
	return faceResource(fonts.Faces(false)[0])
}

// Icon gives the toolkit's own icons.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size gives a size in the toolkit's units; text grows with the text scale, spaces do not.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return 14 * float32(t.Scale)
	case SizeLabel:
		return 13 * float32(t.Scale)
	case theme.SizeNameCaptionText:
		return 12 * float32(t.Scale)
	case theme.SizeNameSubHeadingText:
		return 16 * float32(t.Scale)
	case theme.SizeNameHeadingText:
		return 20 * float32(t.Scale)
	case theme.SizeNameInlineIcon:
		return 18 * float32(t.Scale)
	case theme.SizeNamePadding:
		return 3
	case theme.SizeNameInnerPadding:
		return 6
	case theme.SizeNameLineSpacing:
		return 3
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return 1
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 3
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 3
	}
	return theme.DefaultTheme().Size(name)
}

// Of is a colour of the theme in force. Under a theme that is not ours, as a toolkit's test has, our own names are light.
func Of(name fyne.ThemeColorName) color.Color {
	if _, ours := theme.Current().(*Theme); !ours {
		return New(Light, TextNormal).Color(name, theme.VariantLight)
	}
	return theme.Color(name)
}

// Size is a size of the theme in force, or ours under another theme.
func Size(name fyne.ThemeSizeName) float32 {
	if _, ours := theme.Current().(*Theme); !ours {
		return New(Light, TextNormal).Size(name)
	}
	return theme.Size(name)
}

// FontFor is the face that a text needs when Noto Sans lacks one of its letters (Georgian, Armenian), nil when it does not:
// canvas.Text takes it as FontSource, and nil there means the theme's own font.
func FontFor(text string, bold bool) fyne.Resource {
	for _, r := range text {
		if r < 0x0530 || r > 0x1CBF {
			continue
		}
		if face, known := fonts.Choose(r, bold); known && face != fonts.Faces(bold)[0] {
			return faceResource(face)
		}
	}
	return nil
}

// Icon is a sign painted in a colour of the theme in force at this moment: ask again when the theme has changed.
func Icon(name icons.Name, paint fyne.ThemeColorName) fyne.Resource {
	c := color.NRGBAModel.Convert(Of(paint)).(color.NRGBA)
	hex := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	key := string(name) + hex
	if known, ok := painted.Load(key); ok {
		return known.(fyne.Resource)
	}
	// The toolkit's own colouring leaves strokes black.
	drawing := bytes.ReplaceAll(icons.SVG(name), []byte(iconInk), []byte(hex))
	r, _ := painted.LoadOrStore(key, fyne.Resource(fyne.NewStaticResource(key+".svg", drawing)))
	return r.(fyne.Resource)
}

const iconInk = "#000000" // the placeholder in the drawings

var painted sync.Map // name and colour -> fyne.Resource

var faceResources sync.Map // *fonts.Face -> fyne.Resource: the toolkit caches fonts by resource, so each has one

func faceResource(f *fonts.Face) fyne.Resource {
	if known, ok := faceResources.Load(f); ok {
		return known.(fyne.Resource)
	}
	r, _ := faceResources.LoadOrStore(f, fyne.Resource(fyne.NewStaticResource(f.Name+".ttf", f.Data)))
	return r.(fyne.Resource)
}

// Package fonts embeds the typefaces that screens and printed pages share, and says which letters each of them has.
//
// The faces are Noto Sans of 2020 (Debian's fonts-noto-core) in Regular and Bold, with the Georgian and Armenian members
// of the family beside it. Noto Sans itself covers Latin with ə ğ ı İ ş and Cyrillic with ә ғ қ ң ө ұ ү һ і. They are
// under the SIL Open Font License; its text stands beside them in OFL.txt.
//
// A text is drawn letter by letter with the first face of a weight that has the letter: see Choose. Whoever shows a
// letter that no face has gets false, and a test of theirs should fail.
package fonts

import (
	_ "embed" // the faces below
	"sync"

	"golang.org/x/image/font/sfnt"
)

// Face is one embedded TrueType file.
type Face struct {
	Name string // PostScript-like name, for example "NotoSansGeorgian-Bold"
	Bold bool
	Data []byte // the file; shared, never to be changed

	once   sync.Once
	parsed *sfnt.Font
	runes  sync.Map // rune -> bool
}

//go:embed NotoSans-Regular.ttf
var sansRegular []byte

//go:embed NotoSans-Bold.ttf
var sansBold []byte

//go:embed NotoSansGeorgian-Regular.ttf
var georgianRegular []byte

//go:embed NotoSansGeorgian-Bold.ttf
var georgianBold []byte

//go:embed NotoSansArmenian-Regular.ttf
var armenianRegular []byte

//go:embed NotoSansArmenian-Bold.ttf
var armenianBold []byte

var regular = []*Face{
	{Name: "NotoSans-Regular", Data: sansRegular},
	{Name: "NotoSansGeorgian-Regular", Data: georgianRegular},
	{Name: "NotoSansArmenian-Regular", Data: armenianRegular},
}

var bold = []*Face{
	{Name: "NotoSans-Bold", Bold: true, Data: sansBold},
	{Name: "NotoSansGeorgian-Bold", Bold: true, Data: georgianBold},
	{Name: "NotoSansArmenian-Bold", Bold: true, Data: armenianBold},
}

// Faces lists the faces of one weight in the order in which they are asked for a letter.
func Faces(isBold bool) []*Face {
	if isBold {
		return bold
	}
	return regular
}

// Choose gives the first face of the weight that has the letter; false when none has it, with Noto Sans in its place,
// which draws its box for an unknown letter.
func Choose(r rune, isBold bool) (*Face, bool) {
	faces := Faces(isBold)
	for _, face := range faces {
		if face.Has(r) {
			return face, true
		}
	}
	return faces[0], false
}

// SFNT is the parsed face. The embedded files are parsed by this package's test, so a failure here is a broken build.
func (f *Face) SFNT() *sfnt.Font {
	f.once.Do(func() {
		parsed, err := sfnt.Parse(f.Data)
		if err != nil {
			panic("assets/fonts: " + f.Name + ": " + err.Error())
		}
		f.parsed = parsed
	})
	return f.parsed
}

// Has tells whether the face draws the letter. It is safe for concurrent use.
func (f *Face) Has(r rune) bool {
	if known, ok := f.runes.Load(r); ok {
		return known.(bool)
	}
	var buffer sfnt.Buffer
	index, err := f.SFNT().GlyphIndex(&buffer, r)
	has := err == nil && index != 0
	f.runes.Store(r, has)
	return has
}

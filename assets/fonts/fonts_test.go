package fonts

import "testing"

// The letters of the languages that the profiles name, and the marks that our pages use.
func TestEveryLetterHasAFace(t *testing.T) {
	letters := map[string]string{
		"Azerbaijani": "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZabcçdeəfgğhxıijkqlmnoöprsştuüvyz",
		"Kazakh":      "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁё",
		"Ukrainian":   "ЄєІіЇїҐґ",
		"Georgian":    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
		"Armenian":    "ԱԲԳԴԵԶԷԸԹԺաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
		"marks":       "№%–—…“”«»·/.,:;()#",
	}
	for name, text := range letters {
		for _, r := range text {
			for _, isBold := range []bool{false, true} {
				if _, ok := Choose(r, isBold); !ok {
					t.Errorf("%s: %q (bold %v) is in no face", name, r, isBold)
				}
			}
		}
	}
}

func TestALetterOfNoFaceIsSaid(t *testing.T) {
	if face, ok := Choose('漢', false); ok || face.Name != "NotoSans-Regular" {
		t.Errorf("got %s, %v", face.Name, ok)
	}
}

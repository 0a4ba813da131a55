package check_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/certs/check"
	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
)

// eyes is how many certificates each reader must read, all of them and in every way.
const eyes = 40

// Two readers that share no line of code, zbar's and ours (gozxing), read every certificate from pages printed well and badly.
func TestIndependentEyes(t *testing.T) {
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Log("without zbarimg only our own reader is tried: install Debian's package zbar-tools")
	}
	folder := t.TempDir()
	for n := range eyes {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			c := randomCertificate(t, uint64(n))
			for _, way := range []struct {
				name    string
				picture image.Image
			}{
				{"100 dpi", page.Raster(c.model, 100)}, {"150 dpi", page.Raster(c.model, 150)}, {"300 dpi", page.Raster(c.model, 300)},
				{"careless scan", careless(t, page.Raster(c.model, 200))},
			} {
				var file bytes.Buffer
				if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&file, way.picture); err != nil {
					t.Fatal(err)
				}
				if found, err := check.Data(t.Context(), file.Bytes()); err != nil || !bytes.Equal(found.Sealed, c.sealed) {
					t.Errorf("%s: ours: %v", way.name, err)
				}
				if zbar == "" {
					continue
				}
				path := filepath.Join(folder, fmt.Sprint(n, way.name, ".png"))
				if text, err := lookWith(zbar, path, file.Bytes()); err != nil || !strings.HasSuffix(text, "/d#"+seal.Digits(c.sealed)) {
					t.Errorf("%s: zbar: %q, %v", way.name, text, err)
				}
			}
		})
	}
}

// lookWith gives the text that zbar finds.
func lookWith(zbar, path string, picture []byte) (string, error) {
	if err := os.WriteFile(path, picture, 0o600); err != nil {
		return "", err
	}
	defer os.Remove(path)
	out, err := exec.Command(zbar, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path).Output()
	return strings.TrimSpace(string(out)), err
}

// careless is a scan turned by two degrees, blurred, with noise, kept as a poor JPEG.
func careless(t testing.TB, picture image.Image) image.Image {
	t.Helper()
	back, err := jpeg.Decode(bytes.NewReader(asJPEG(t, blurred(turned(picture, 2)), 40)))
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// blurred is each pixel with its neighbours, as out of focus.
func blurred(picture image.Image) image.Image {
	in := picture.(*image.Gray)
	out := image.NewGray(in.Rect)
	w, h := in.Rect.Dx(), in.Rect.Dy()
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			sum := 0
			for dy := -1; dy <= 1; dy++ {
				row := in.Pix[(y+dy)*in.Stride+x-1:]
				sum += int(row[0]) + 2*int(row[1]) + int(row[2])
			}
			out.Pix[y*out.Stride+x] = uint8(sum / 12)
		}
	}
	return out
}

// randomCertificate is of anybody, in any of the scripts of the countries.
func randomCertificate(t testing.TB, seed uint64) certificate {
	r := rand.New(rand.NewPCG(seed, 2026))
	alphabet := []rune([]string{"abcçdeəfgğhxıijkqlmnoöprsştuüvyz", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһ", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"}[r.IntN(3)])
	word := func(most int) string {
		letters := make([]rune, 2+r.IntN(most))
		for i := range letters {
			letters[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(letters)
	}
	return issueTo(t, func(c *seal.Claims) {
		c.Issuer = []string{"a.az", "tibbi.gov.az", "abcdefghij.klmnop.kz"}[r.IntN(3)]
		c.Name = seal.Name{Surname: word(20), Given: word(12), Patronymic: word(14)}
		c.Number = sealtest.Scope.NumberFrom + r.Uint64N(1000)
		c.StatusIndex = sealtest.Scope.IndexFrom + r.Uint64N(1000)
		c.Birth = expertise.MustDate("1930-01-01").AddDays(r.IntN(30_000))
		c.IdentifierTail, c.Percent = fmt.Sprintf("%04d", r.IntN(10_000)), expertise.Percent(r.IntN(101))
		if r.IntN(3) == 0 {
			c.SetTerm(expertise.Date{}, nil)
		}
	})
}

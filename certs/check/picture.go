package check

import (
	"bytes"
	"context"
	"image"
	"image/color"
	_ "image/jpeg" // the formats that cameras and scanners make
	_ "image/png"
	"math"

	"github.com/makiuchi-d/gozxing"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
	_ "golang.org/x/image/tiff" // fax scans inside PDFs

	"medsoc/certs/seal"
)

// maxPixels bounds a picture: a 600 dpi scan of an A4 page has 35 million.
const maxPixels = 60 << 20

func isPicture(data []byte) bool {
	_, _, err := image.DecodeConfig(bytes.NewReader(data))
	return err == nil
}

// inPicture decodes a picture and looks for a QR code that holds a seal.
func inPicture(ctx context.Context, data []byte) (Found, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return Found{}, seal.ErrFile
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
		return Found{}, seal.ErrTooLarge
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return Found{}, seal.ErrFile
	}
	return inImage(ctx, img)
}

// attempt is one way to look at a picture.
type attempt struct {
	longest int     // side in pixels to which a larger picture is made smaller; 0 keeps its size
	factor  float64 // by which a picture is then made larger
	angle   float64 // degrees
}

// attempts go from the likely to the far-fetched. A code of 85 modules needs some 3 pixels each, and a page of A4 at
// 150 dpi has them; noise and blur vanish when a large scan is made smaller.
var attempts = []attempt{
	{0, 1, 0}, {2400, 1, 0}, {1700, 1, 0}, {1200, 2, 0}, {3200, 1, 0}, {1700, 1, 20}, {1700, 1, 45}, {1200, 2, 10}, {900, 3, 0},
}

func inImage(ctx context.Context, img image.Image) (Found, error) {
	gray := grayscale(img)
	var answer error = seal.ErrNoCode
	seen := map[image.Point]bool{}
	for _, a := range attempts {
		if ctx.Err() != nil {
			break
		}
		view := a.apply(gray)
		if size := view.Bounds().Size(); a.angle == 0 {
			if seen[size] {
				continue
			}
			seen[size] = true
		}
		found, err := decode(view)
		if err == nil {
			return found, nil
		}
		answer = better(answer, err)
	}
	return Found{}, answer
}

// decode looks for codes with both binarizers: the hybrid one stands uneven light, the global one stands blur.
func decode(img *image.Gray) (found Found, answer error) {
	answer = seal.ErrNoCode
	defer func() {
		if recover() != nil {
			found, answer = Found{}, seal.ErrNoCode
		}
	}()
	hints := map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER:       true,
		gozxing.DecodeHintType_POSSIBLE_FORMATS: []gozxing.BarcodeFormat{gozxing.BarcodeFormat_QR_CODE},
	}
	source := gozxing.NewLuminanceSourceFromImage(img)
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bitmap, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			continue
		}
		results, err := multi.NewQRCodeMultiReader().DecodeMultiple(bitmap, hints)
		if err != nil {
			continue
		}
		for _, result := range results {
			sealed, err := seal.Find(result.GetText())
			if err == nil {
				return Found{sealed, InPicture}, nil
			}
			answer = better(answer, err)
		}
	}
	return Found{}, answer
}

// grayscale copies a picture onto white, so that a transparent one has a background.
func grayscale(img image.Image) *image.Gray {
	if gray, ok := img.(*image.Gray); ok {
		return gray
	}
	gray := image.NewGray(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(gray, gray.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(gray, gray.Bounds(), img, img.Bounds().Min, draw.Over)
	return gray
}

func (a attempt) apply(img *image.Gray) *image.Gray {
	w, h := float64(img.Bounds().Dx()), float64(img.Bounds().Dy())
	scale := a.factor
	if longest := math.Max(w, h); a.longest > 0 && longest > float64(a.longest) {
		scale *= float64(a.longest) / longest
	} else if a.longest > 0 && longest*a.factor > 4000 {
		scale = 1
	}
	if scale == 1 && a.angle == 0 {
		return img
	}
	sin, cos := math.Sincos(a.angle * math.Pi / 180)
	sin, cos = sin*scale, cos*scale
	width, height := w*math.Abs(cos)+h*math.Abs(sin), w*math.Abs(sin)+h*math.Abs(cos)
	view := image.NewGray(image.Rect(0, 0, max(1, int(width)), max(1, int(height))))
	draw.Draw(view, view.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	// Turned around the middle of the picture, which comes to the middle of the view.
	matrix := f64.Aff3{cos, -sin, width/2 - cos*w/2 + sin*h/2, sin, cos, height/2 - sin*w/2 - cos*h/2}
	min := img.Bounds().Min
	matrix[2] -= cos*float64(min.X) - sin*float64(min.Y)
	matrix[5] -= sin*float64(min.X) + cos*float64(min.Y)
	draw.CatmullRom.Transform(view, matrix, img, img.Bounds(), draw.Src, nil)
	return view
}

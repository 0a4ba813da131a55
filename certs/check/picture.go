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
	"github.com/makiuchi-d/gozxing/multi/qrcode/detector"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
	_ "golang.org/x/image/tiff" // fax scans inside PDFs

	"medsoc/certs/seal"
)

const (
	// maxPixels bounds what is decoded, by the file's header: a 600 dpi scan of an A4 page has 35 million.
	maxPixels = 40 << 20
	// searched is the size to which a larger picture is made smaller before the search: an A4 page at 240 dpi, where a module of the
	// code has 5 pixels.
	searched = 6 << 20
	// maxCentres bounds the corners of codes that one view may seem to have: the library tries each three of them. A photograph has some dozens.
	maxCentres = 256
	// leastContrast is how far dark and light lie apart where a code could be read at all.
	leastContrast = 24
)

func isPicture(data []byte) bool {
	_, _, err := image.DecodeConfig(bytes.NewReader(data))
	return err == nil
}

// inPicture decodes a picture and gives the seals of the QR codes in it, in the ways of looking given.
func inPicture(ctx context.Context, data []byte, ways []attempt) ([][]byte, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, seal.ErrFile
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
		return nil, seal.ErrTooLarge
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, seal.ErrFile
	}
	return inImage(ctx, img, ways)
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
	{0, 1, 0}, {2400, 1, 0}, {1700, 1, 0}, {1200, 2, 0}, {1700, 1, 20}, {1700, 1, 45}, {1200, 2, 10}, {900, 3, 0},
}

// likely are the ways that read a code which a program drew.
var likely = attempts[:3]

// inImage gives the different seals of a picture. Two papers may lie side by side, so that after the first seal the likely ways are gone
// through to their end, because one may show a code that another does not.
func inImage(ctx context.Context, img image.Image, ways []attempt) (seals [][]byte, answer error) {
	gray := shrink(ctx, img, searched)
	if contrast(gray) < leastContrast {
		return nil, seal.ErrNoCode
	}
	answer = seal.ErrNoCode
	seen := map[image.Point]bool{}
	for n, a := range ways {
		if ctx.Err() != nil || len(seals) > 1 || len(seals) == 1 && n >= len(likely) {
			break
		}
		view := a.apply(ctx, gray)
		if size := view.Bounds().Size(); a.angle == 0 {
			if seen[size] {
				continue
			}
			seen[size] = true
		}
		more, err := decode(ctx, view)
		answer = better(answer, err)
		if len(seals) == 0 && len(more) > 0 {
			var cancel context.CancelFunc
			ctx, cancel = half(ctx)
			defer cancel()
		}
		seals = join(seals, more)
	}
	return seals, answer
}

// contrast is how far the darkest and the lightest pixel lie apart.
func contrast(img *image.Gray) int {
	low, high := uint8(255), uint8(0)
	for _, v := range img.Pix {
		low, high = min(low, v), max(high, v)
	}
	return int(high) - int(low)
}

// decode gives the seals that a view's codes hold, with both binarizers: the hybrid one stands uneven light, the global one stands blur.
func decode(ctx context.Context, img *image.Gray) (found [][]byte, answer error) {
	answer = seal.ErrNoCode
	source := gozxing.NewLuminanceSourceFromImage(img)
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		for _, text := range codes(ctx, binarizer) {
			sealed, err := seal.Find(text)
			if err == nil {
				found = append(found, sealed)
			}
			answer = better(answer, err)
		}
		if len(found) > 0 {
			break
		}
	}
	return found, answer
}

// codes reads the QR codes of a view, while there is time. The library asks nobody whether to go on: it is left by a panic out of the call
// it makes for every corner of a code that it finds, and what it panics over by itself is a view without a code.
func codes(ctx context.Context, binarizer gozxing.Binarizer) (texts []string) {
	defer func() { recover() }()
	if ctx.Err() != nil {
		return nil
	}
	matrix, err := binarizer.GetBlackMatrix()
	if err != nil {
		return nil
	}
	centres := 0
	look := func(gozxing.ResultPoint) {
		if centres++; centres > maxCentres || ctx.Err() != nil {
			panic("enough")
		}
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	places, err := detector.NewMultiFinderPatternFinder(matrix, look).FindMulti(hints)
	if err != nil {
		return nil
	}
	reader := decoder.NewDecoder()
	for _, place := range places {
		if ctx.Err() != nil {
			break
		}
		code, err := detector.NewMultiDetector(matrix).ProcessFinderPatternInfo(place)
		if err != nil {
			continue
		}
		if result, err := reader.Decode(code.GetBits(), hints); err == nil {
			texts = append(texts, result.GetText())
		}
	}
	return texts
}

// shrink copies a picture in shades of grey, onto white so that a transparent one has a background, and makes it smaller where it has
// more than most pixels: each new pixel is the mean of what it covers. It goes line by line, because a large picture is there once already.
func shrink(ctx context.Context, img image.Image, most int) *image.Gray {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	scale := math.Min(1, math.Sqrt(float64(most)/float64(w)/float64(h)))
	gray, isGray := img.(*image.Gray)
	if isGray && scale == 1 {
		return gray
	}
	out := image.NewGray(image.Rect(0, 0, max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))))
	line := image.NewRGBA(image.Rect(0, 0, w, 1))
	across, down := shares(w, out.Rect.Dx()), shares(h, out.Rect.Dy())
	width := out.Rect.Dx()
	sums := [2][]float32{make([]float32, width+1), make([]float32, width+1)} // of the new line and of the next
	sum := make([]float32, width+1)
	for y := range h {
		if y%256 == 0 && ctx.Err() != nil {
			return out
		}
		clear(sum)
		if isGray {
			for x, v := range gray.Pix[y*gray.Stride : y*gray.Stride+w] {
				across[x].add(sum, float32(v))
			}
		} else {
			draw.Draw(line, line.Rect, image.White, image.Point{}, draw.Src)
			draw.Draw(line, line.Rect, img, img.Bounds().Min.Add(image.Pt(0, y)), draw.Over)
			for x := range w {
				p := line.Pix[4*x : 4*x+3 : 4*x+3]
				across[x].add(sum, 0.299*float32(p[0])+0.587*float32(p[1])+0.114*float32(p[2]))
			}
		}
		d := down[y]
		for x, v := range sum {
			sums[0][x] += v * d.first
			sums[1][x] += v * d.second
		}
		if y == h-1 || down[y+1].at > d.at {
			for x := range width {
				out.Pix[d.at*out.Stride+x] = uint8(min(255, sums[0][x]+0.5))
			}
			sums[0], sums[1] = sums[1], sums[0]
			clear(sums[1])
		}
	}
	return out
}

// share says to which new pixel an old one belongs, and with which part of a whole to that one and to the next.
type share struct {
	at            int
	first, second float32
}

func (s share) add(sum []float32, v float32) {
	sum[s.at] += v * s.first
	sum[s.at+1] += v * s.second
}

func shares(from, to int) []share {
	all := make([]share, from)
	ratio := float64(to) / float64(from)
	for i := range all {
		start, end := float64(i)*ratio, float64(i+1)*ratio
		at := min(int(start), to-1)
		over := math.Max(0, end-float64(at+1))
		if at == to-1 {
			over = 0
		}
		all[i] = share{at, float32(end - start - over), float32(over)}
	}
	return all
}

func (a attempt) apply(ctx context.Context, img *image.Gray) *image.Gray {
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
	if scale < 1 && a.angle == 0 {
		return shrink(ctx, img, max(1, int(w*scale*h*scale)))
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

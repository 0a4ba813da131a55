package page

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // one of the two kinds of photo

	"golang.org/x/image/draw"
)

// What a photo may be at most: a file of a camera is made smaller before it comes here.
const (
	maxPhoto       = 1 << 20    // bytes
	maxPhotoPixels = 12_000_000 // of the picture in it
)

// Sizes of the photo on the paper and of the picture drawn there, which makes 300 dots an inch.
const (
	photoWidth, photoHeight = 35.0, 45.0 // millimetres
	photoAcross, photoDown  = 413, 531   // pixels
)

// portrait reads a photo and draws its middle anew at the paper's size: what else the file holds, such as where it was taken, stays
// behind. Without data it is the empty place, into which a photo is pasted.
func portrait(data []byte) (*Picture, error) {
	place := &Picture{Width: photoWidth, Height: photoHeight}
	if len(data) == 0 {
		return place, nil
	}
	if len(data) > maxPhoto {
		return nil, fail("photo.size")
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || format != "jpeg" && format != "png" || config.Width < 1 || config.Height < 1 {
		return nil, fail("photo.format")
	}
	if config.Width > maxPhotoPixels/config.Height {
		return nil, fail("photo.size")
	}
	whole, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fail("photo.format")
	}
	drawn := image.NewRGBA(image.Rect(0, 0, photoAcross, photoDown))
	draw.Draw(drawn, drawn.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(drawn, drawn.Bounds(), whole, middle(whole.Bounds()), draw.Over, nil)
	var file bytes.Buffer
	if err := jpeg.Encode(&file, drawn, &jpeg.Options{Quality: 88}); err != nil {
		return nil, fail("photo.format")
	}
	place.Image, place.JPEG = drawn, file.Bytes()
	return place, nil
}

// middle is the largest part of a picture that has the shape of the place, around its middle.
func middle(r image.Rectangle) image.Rectangle {
	w, h := r.Dx(), r.Dy()
	if w*photoDown > h*photoAcross {
		w = max(1, h*photoAcross/photoDown)
	} else {
		h = max(1, w*photoDown/photoAcross)
	}
	at := image.Pt(r.Min.X+(r.Dx()-w)/2, r.Min.Y+(r.Dy()-h)/2)
	return image.Rectangle{at, at.Add(image.Pt(w, h))}
}

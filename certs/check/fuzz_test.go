package check_test

import (
	"bytes"
	"image/png"
	"testing"

	"medsoc/certs/check"
	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// No PDF panics, and none that is accepted as genuine holds another seal than the one that was made.
func FuzzPDF(f *testing.F) {
	c := issue(f)
	f.Add(c.pdf)
	f.Add(c.pdf[:2000])
	for _, bomb := range pdfBombs(f, 1<<12) {
		f.Add(bomb)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("%PDF-")) {
			data = append([]byte("%PDF-1.7\n"), data...)
		}
		onlyGenuine(t, c, data)
	})
}

// No picture panics either.
func FuzzPicture(f *testing.F) {
	c := issue(f)
	small := page.Raster(c.model, 60)
	f.Add(asPNG(f, small))
	f.Add(asJPEG(f, small, 40))
	f.Add(asPNG(f, squares(100)))
	f.Add(bomb(f, 50000))
	f.Fuzz(func(t *testing.T, data []byte) {
		if config, err := png.DecodeConfig(bytes.NewReader(data)); err == nil && config.Width > 1<<20/max(1, config.Height) {
			return // large pictures are slow and try the same code
		}
		onlyGenuine(t, c, data)
	})
}

func onlyGenuine(t *testing.T, c certificate, data []byte) {
	found, err := check.Data(t.Context(), data)
	if err != nil {
		return
	}
	v := seal.Verify(found.Sealed, c.world.Bundle(c.world.Content()), sealtest.Now, seal.Policy{})
	if v.Claims != nil && !bytes.Equal(found.Sealed, c.sealed) {
		t.Errorf("a forgery: %s", v.Code)
	}
}

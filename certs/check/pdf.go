package check

import (
	"bytes"
	"context"
	"io"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"medsoc/certs/page"
	"medsoc/certs/seal"
)

const (
	maxPages    = 20
	maxPictures = 40
)

// The library would make a folder in the user's home for its settings.
func init() { api.DisableConfigDir() }

func configuration() *model.Configuration {
	conf := model.NewDefaultConfiguration()
	conf.Cmd = model.EXTRACTIMAGES // reading only
	conf.ValidationMode = model.ValidationRelaxed
	conf.UnsupportedResourcePolicy = model.UnsupportedResourceSkip
	conf.Offline = true
	conf.Limits.MaxStreamBytes = maxFile
	conf.Limits.MaxDecodeBytes = 4 * maxPixels
	conf.Limits.MaxImagePixels = maxPixels
	conf.Limits.MaxImageBytes = 4 * maxPixels
	conf.Limits.MaxObjectCount = 1 << 20
	conf.Limits.MaxXRefEntries = 1 << 20
	return conf
}

// inPDF asks for the attachment first, because it needs no camera, then for the pictures of the first pages.
func inPDF(ctx context.Context, data []byte) (Found, error) {
	if attached, ok := attachment(data); ok {
		return Found{attached, InAttachment}, nil
	}
	doc, err := api.ReadValidateAndOptimize(bytes.NewReader(data), configuration())
	if err != nil {
		return Found{}, seal.ErrFile
	}
	var answer error = seal.ErrNoCode
	for number, left := 1, maxPictures; number <= min(doc.PageCount, maxPages) && left > 0; number++ {
		pictures, err := pdfcpu.ExtractPageImages(doc, number, false)
		if err != nil {
			continue
		}
		var objects []int
		for object := range pictures {
			objects = append(objects, object)
		}
		slices.Sort(objects)
		for _, object := range objects {
			if left--; left < 0 || ctx.Err() != nil {
				break
			}
			encoded, err := io.ReadAll(io.LimitReader(pictures[object], maxFile))
			if err != nil {
				continue
			}
			found, err := inPicture(ctx, encoded)
			if err == nil {
				return found, nil
			}
			answer = better(answer, err)
		}
	}
	return Found{}, answer
}

// attachment gives the file certificate.cose of a PDF, whatever it holds: that it was changed is for the verdict to say.
func attachment(data []byte) (sealed []byte, ok bool) {
	defer func() {
		if recover() != nil {
			sealed, ok = nil, false
		}
	}()
	doc, err := api.ReadAndValidate(bytes.NewReader(data), configuration())
	if err != nil {
		return nil, false
	}
	files, err := doc.ExtractAttachments(nil)
	if err != nil {
		return nil, false
	}
	for _, file := range files {
		if file.FileName == page.AttachmentName || file.ID == page.AttachmentName {
			sealed, err := io.ReadAll(io.LimitReader(file, 4*seal.MaxSeal))
			return sealed, err == nil
		}
	}
	return nil, false
}

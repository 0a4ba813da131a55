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

// inPDF asks for the attachment, because it needs no camera, and looks at the pictures of the first pages. A paper says one thing: a file whose
// attachment is another seal than the code that people see and scan is refused. With an attachment at hand only the likely ways of looking
// are taken, which read any code that a program drew.
func inPDF(ctx context.Context, data []byte) (Found, error) {
	doc, err := api.ReadAndValidate(bytes.NewReader(data), configuration())
	if err != nil {
		return Found{}, seal.ErrFile
	}
	attached, ok := attachment(doc)
	if !ok {
		seals, err := inPages(ctx, doc, attempts, func([]byte) bool { return true })
		if len(seals) == 0 {
			return Found{}, err
		}
		return Found{seals[0], InPicture}, nil
	}
	differs := func(sealed []byte) bool { return !bytes.Equal(sealed, attached) }
	seals, err := inPages(ctx, doc, likely, differs)
	damaged := err != nil && better(seal.ErrOtherCode, err) == err && err != seal.ErrOtherCode
	if len(seals) > 0 || damaged {
		return Found{}, seal.ErrParts
	}
	return Found{attached, InAttachment}, nil
}

// inPages looks at the pictures of the first pages, one after another, until it finds a seal that is wanted.
func inPages(ctx context.Context, doc *model.Context, ways []attempt, wanted func([]byte) bool) (found [][]byte, answer error) {
	answer = seal.ErrNoCode
	defer func() {
		if recover() != nil {
			found, answer = nil, seal.ErrFile
		}
	}()
	if err := api.OptimizeContext(doc); err != nil {
		return nil, seal.ErrFile
	}
	for number, left := 1, maxPictures; number <= min(doc.PageCount, maxPages); number++ {
		objects := pdfcpu.ImageObjNrs(doc, number)
		slices.Sort(objects)
		for _, object := range objects {
			if left--; left < 0 || ctx.Err() != nil {
				return nil, answer
			}
			seals, err := inObject(ctx, doc, number, object, ways)
			if at := slices.IndexFunc(seals, wanted); at >= 0 {
				return seals[at:], nil
			}
			answer = better(answer, err)
		}
	}
	return nil, answer
}

// inObject takes one picture out of a document.
func inObject(ctx context.Context, doc *model.Context, page, object int, ways []attempt) ([][]byte, error) {
	known := doc.Optimize.ImageObjects[object]
	if known == nil {
		return nil, seal.ErrFile
	}
	picture, err := pdfcpu.ExtractImage(doc, known.ImageDict, false, known.ResourceNames[page-1], object, false)
	if err != nil || picture == nil {
		return nil, seal.ErrFile
	}
	encoded, err := io.ReadAll(io.LimitReader(picture, maxFile))
	if err != nil {
		return nil, seal.ErrFile
	}
	return inPicture(ctx, encoded, ways)
}

// attachment gives the file certificate.cose of a PDF, whatever it holds: that it was changed is for the verdict to say.
func attachment(doc *model.Context) (sealed []byte, ok bool) {
	defer func() {
		if recover() != nil {
			sealed, ok = nil, false
		}
	}()
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

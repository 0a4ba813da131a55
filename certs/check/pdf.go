package check

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"medsoc/certs/page"
	"medsoc/certs/seal"
)

const (
	maxPictures = 40
	maxFilters  = 3 // that a picture is packed in; each could unpack to the most that is allowed
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

// inPDF asks for the attachment, because it needs no camera, and looks at the pictures. A paper says one thing: a file whose attachment is
// another seal than the code that people see and scan is refused. With an attachment at hand only the likely ways of looking are taken, which
// read any code that a program drew.
//
// It goes through the objects of the file one after another and never along the trees of pages and names: a tree whose branches meet again has
// more paths than anybody can walk, and a file of 500 bytes held a search for ever.
func inPDF(ctx context.Context, data []byte) (Found, error) {
	doc, err := api.ReadContext(bytes.NewReader(data), configuration())
	if err != nil {
		return Found{}, seal.ErrFile
	}
	parts := gather(ctx, doc)
	attached, ok := attachment(doc, parts.files)
	if !ok {
		seals, err := inPictures(ctx, doc, parts.pictures, attempts, func([]byte) bool { return true })
		if len(seals) == 0 {
			return Found{}, err
		}
		return Found{seals[0], InPicture}, nil
	}
	differs := func(sealed []byte) bool { return !bytes.Equal(sealed, attached) }
	seals, err := inPictures(ctx, doc, parts.pictures, likely, differs)
	damaged := err != nil && better(seal.ErrOtherCode, err) == err && err != seal.ErrOtherCode
	if len(seals) > 0 || damaged {
		return Found{}, seal.ErrParts
	}
	return Found{attached, InAttachment}, nil
}

// parts are what matters of a document, in the order of the object numbers.
type parts struct {
	pictures []*types.StreamDict
	files    []types.Dict // descriptions of attached files
}

func gather(ctx context.Context, doc *model.Context) parts {
	var p parts
	for _, number := range slices.Sorted(maps.Keys(doc.Table)) {
		if ctx.Err() != nil {
			break
		}
		entry := doc.Table[number]
		if entry == nil || entry.Free || entry.Generation == nil {
			continue
		}
		object, err := doc.Dereference(*types.NewIndirectRef(number, *entry.Generation))
		if err != nil {
			continue
		}
		p.add(object)
	}
	return p
}

// add takes an object and what is written inside of it; what it refers to comes by its own number.
func (p *parts) add(object types.Object) {
	switch o := object.(type) {
	case types.StreamDict:
		if kind := o.Subtype(); kind != nil && *kind == "Image" && len(o.FilterPipeline) <= maxFilters {
			p.pictures = append(p.pictures, &o)
		}
	case types.Dict:
		if _, isFile := o.Find("EF"); isFile {
			p.files = append(p.files, o)
		}
		for _, inner := range o {
			p.add(inner)
		}
	case types.Array:
		for _, inner := range o {
			p.add(inner)
		}
	}
}

// inPictures looks at the pictures, one after another, until it finds a seal that is wanted.
func inPictures(ctx context.Context, doc *model.Context, pictures []*types.StreamDict, ways []attempt, wanted func([]byte) bool) ([][]byte, error) {
	var answer error = seal.ErrNoCode
	for _, picture := range pictures[:min(len(pictures), maxPictures)] {
		if ctx.Err() != nil {
			break
		}
		seals, err := inObject(ctx, doc, picture, ways)
		if at := slices.IndexFunc(seals, wanted); at >= 0 {
			return seals[at:], nil
		}
		answer = better(answer, err)
	}
	return nil, answer
}

// inObject takes one picture out of a document. One that the library stumbles over is none.
func inObject(ctx context.Context, doc *model.Context, picture *types.StreamDict, ways []attempt) (seals [][]byte, err error) {
	defer func() {
		if recover() != nil {
			seals, err = nil, seal.ErrFile
		}
	}()
	width, height := picture.IntEntry("Width"), picture.IntEntry("Height")
	if width == nil || height == nil || *width <= 0 || *height <= 0 || *width > maxPixels / *height {
		return nil, seal.ErrFile
	}
	if unpack(doc, picture, *width**height) != nil {
		return nil, seal.ErrFile
	}
	made, err := pdfcpu.ExtractImage(doc, picture, false, "", 0, false)
	if err != nil || made == nil {
		return nil, seal.ErrFile
	}
	encoded, err := io.ReadAll(io.LimitReader(made, maxFile))
	if err != nil {
		return nil, seal.ErrFile
	}
	picture.Content = nil
	return inPicture(ctx, encoded, ways)
}

// unpack decodes a picture's stream within what its pixels can need: the library by itself would go on to half a gigabyte, whatever its limits say.
func unpack(doc *model.Context, picture *types.StreamDict, pixels int) (err error) {
	if n := len(picture.FilterPipeline); n > 0 && picture.FilterPipeline[n-1].Name == filter.DCT {
		if picture.CSComponents, err = pdfcpu.ColorSpaceComponents(doc.XRefTable, picture); err != nil {
			return err
		}
	}
	return picture.DecodeWithLimit(4*int64(pixels) + 1<<16)
}

// attachment gives the file certificate.cose of a PDF, whatever it holds: that it was changed is for the verdict to say.
func attachment(doc *model.Context, files []types.Dict) ([]byte, bool) {
	for _, file := range files {
		if !named(doc, file) {
			continue
		}
		content, err := doc.DereferenceDict(file["EF"])
		if err != nil || content == nil {
			continue
		}
		for _, key := range []string{"UF", "F"} {
			stream, _, err := doc.DereferenceStreamDict(content[key])
			if err != nil || stream == nil || len(stream.FilterPipeline) > maxFilters {
				continue
			}
			if stream.FilterPipeline == nil {
				return stream.Raw[:min(len(stream.Raw), 4*seal.MaxSeal)], true
			}
			if stream.DecodeWithLimit(4*seal.MaxSeal) == nil {
				return stream.Content, true
			}
		}
	}
	return nil, false
}

// named tells whether a description is of the file that holds the seal.
func named(doc *model.Context, file types.Dict) bool {
	for _, key := range []string{"UF", "F"} {
		if name, err := doc.DereferenceStringOrHexLiteral(file[key], model.V10, nil); err == nil && name == page.AttachmentName {
			return true
		}
	}
	return false
}

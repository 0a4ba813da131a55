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
// another seal than the code that people see and scan is refused, and so is one that holds several papers, because an answer for one of them
// would be taken for all. Our papers have one page each, so that a second page beside an attachment is none of its paper. With an attachment
// at hand only the likely ways of looking are taken, which read any code that a program drew.
//
// It goes through the objects of the file one after another and never along the trees of pages and names: a tree whose branches meet again has
// more paths than anybody can walk, and a file of 500 bytes held a search for ever.
func inPDF(ctx context.Context, data []byte) (Found, error) {
	doc, err := api.ReadContext(bytes.NewReader(data), configuration())
	if err != nil {
		return Found{}, seal.ErrFile
	}
	parts := gather(ctx, doc)
	attached := attachments(doc, parts.files)
	if len(attached) == 0 {
		return single(inPictures(ctx, doc, parts.pictures, attempts))
	}
	if len(attached) > 1 || parts.pages > 1 {
		return Found{}, seal.ErrSeveral
	}
	seals, err := inPictures(ctx, doc, parts.pictures, likely)
	switch shown := holds(seals, attached[0]); {
	case shown && len(seals) > 1:
		return Found{}, seal.ErrSeveral
	case !shown && len(seals) > 0, damaged(err):
		return Found{}, seal.ErrParts
	}
	return Found{attached[0], InAttachment}, nil
}

// parts are what matters of a document, in the order of the object numbers.
type parts struct {
	pages    int
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
		if kind := o.Type(); kind != nil && *kind == "Page" {
			p.pages++
		}
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

// inPictures looks at the pictures, one after another, until it has two different seals. Once it has one, it looks for others in the likely
// ways only, so that a paper scanned together with a heap of letters does not wait for the far-fetched ones on each.
func inPictures(ctx context.Context, doc *model.Context, pictures []*types.StreamDict, ways []attempt) (seals [][]byte, answer error) {
	answer = seal.ErrNoCode
	for _, picture := range pictures[:min(len(pictures), maxPictures)] {
		if ctx.Err() != nil || len(seals) > 1 {
			break
		}
		more, err := inObject(ctx, doc, picture, ways)
		answer = better(answer, err)
		if len(seals) == 0 && len(more) > 0 {
			var cancel context.CancelFunc
			ctx, cancel = half(ctx)
			defer cancel()
			ways = likely
		}
		seals = join(seals, more)
	}
	return seals, answer
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

// attachments gives what the files certificate.cose of a PDF hold, each content once and at most two, whatever they are: that one was
// changed is for the verdict to say.
func attachments(doc *model.Context, files []types.Dict) (contents [][]byte) {
	for _, file := range files {
		if len(contents) > 1 {
			break
		}
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
				contents = join(contents, [][]byte{stream.Raw[:min(len(stream.Raw), 4*seal.MaxSeal)]})
			} else if stream.DecodeWithLimit(4*seal.MaxSeal) == nil {
				contents = join(contents, [][]byte{stream.Content})
			}
		}
	}
	return contents
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

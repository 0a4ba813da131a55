package check_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"

	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"medsoc/certs/check"
	"medsoc/certs/page"
	"medsoc/certs/seal"
)

// bomb is a small PNG that says it has that many pixels a side.
func bomb(t testing.TB, side uint32) []byte {
	data := asPNG(t, image.NewGray(image.Rect(0, 0, 2, 2)))
	binary.BigEndian.PutUint32(data[16:], side)
	binary.BigEndian.PutUint32(data[20:], side)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

// deep is a PNG of an allowed size whose data are zeros without end.
func deep(side, zeros int) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(data)))
		start := b.Len()
		b.WriteString(kind)
		b.Write(data)
		binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(b.Bytes()[start:]))
	}
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(side)), uint32(side))
	chunk("IHDR", append(header, 8, 0, 0, 0, 0))
	chunk("IDAT", deflated(zeros))
	chunk("IEND", nil)
	return b.Bytes()
}

// deflated is that many zeros, a thousandth of their size.
func deflated(zeros int) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	for block := make([]byte, 1<<16); zeros > 0; zeros -= len(block) {
		w.Write(block[:min(len(block), zeros)])
	}
	w.Close()
	return b.Bytes()
}

// pdfOf writes objects with a right table, so that a reader comes as far as what is wrong in them.
func pdfOf(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, object := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, fmt.Sprintf(trailer, start), start)
	return b.Bytes()
}

func stream(dict string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// pdfBombs are small files made to cost much: size is how large they want to become, or how deep.
func pdfBombs(t testing.TB, size int) map[string][]byte {
	const catalog, pages = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	leaf := func(resources string) string {
		return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]/Contents 4 0 R/Resources<<" + resources + ">>>>"
	}
	zeros := deflated(size)
	var twice bytes.Buffer
	w := zlib.NewWriter(&twice)
	w.Write(zeros)
	w.Close()
	picture := func(side int) string {
		return stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", side, side), zeros)
	}
	levels := min(size/8, 1<<20)
	deepArray := strings.Repeat("[", levels) + strings.Repeat("]", levels)
	deepDict := strings.Repeat("<</A", levels) + "1" + strings.Repeat(">>", levels)
	return map[string][]byte{
		"content of zeros":     pdfOf("%.0d", catalog, pages, leaf(""), stream("/Filter/FlateDecode", zeros)),
		"content packed twice": pdfOf("%.0d", catalog, pages, leaf(""), stream("/Filter[/FlateDecode/FlateDecode]", twice.Bytes())),
		"filters without end": pdfOf("%.0d", catalog, pages, leaf(""),
			stream("/Filter["+strings.Repeat("/FlateDecode", min(size/64, 1<<12))+"]", zeros)),
		"picture of zeros":       pdfOf("%.0d", catalog, pages, leaf("/XObject<</I 5 0 R>>"), stream("", []byte("/I Do")), picture(6000)),
		"picture beyond measure": pdfOf("%.0d", catalog, pages, leaf("/XObject<</I 5 0 R>>"), stream("", []byte("/I Do")), picture(100000)),
		"stream of objects": pdfOf("%.0d", catalog, pages, leaf(""), stream("", nil),
			stream(fmt.Sprintf("/Type/ObjStm/N %d/First 10/Filter/FlateDecode", size), zeros)),
		"table that names itself":     pdfOf("/Prev %d", catalog, pages, leaf(""), stream("", nil)),
		"pages that are their parent": pdfOf("%.0d", catalog, "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
		"pages in a ring":             pdfOf("%.0d", catalog, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"),
		"a thousand million pages":    pdfOf("%.0d", catalog, "<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", leaf(""), stream("", nil)),
		"a length that names itself":  pdfOf("%.0d", catalog, pages, leaf(""), "<</Length 4 0 R>>\nstream\nendstream"),
		"an object that names itself": pdfOf("%.0d", catalog, pages, leaf("/XObject 5 0 R"), stream("", nil), "5 0 R"),
		"deep array":                  pdfOf("%.0d", "<</Type/Catalog/Pages 2 0 R/A "+deepArray+">>", pages, leaf(""), stream("", nil)),
		"deep dictionary":             pdfOf("%.0d", "<</Type/Catalog/Pages 2 0 R/A "+deepDict+">>", pages, leaf(""), stream("", nil)),
		"deep outside of objects":     append([]byte("%PDF-1.7\n"), deepArray...),
		"table stream of zeros": append([]byte("%PDF-1.7\n1 0 obj\n"), stream(fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Filter/FlateDecode", size), zeros)+
			"\nendobj\nstartxref\n9\n%%EOF"...),
		"names in a ring": pdfOf("%.0d", "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 5 0 R>>>>", pages, leaf(""), stream("", nil), "<</Kids[5 0 R 5 0 R]>>"),
	}
}

// maxMemory is how much one hostile file may take beside what was taken before. The library takes most of it for a table
// that unpacks to half a gigabyte; a page scanned at 600 dpi takes half as much.
const maxMemory = 1 << 30

// heightOf runs something and tells how much memory was held at its height.
func heightOf(run func()) uint64 {
	var before, during runtime.MemStats
	debug.FreeOSMemory()
	runtime.ReadMemStats(&before)
	stop, height := make(chan struct{}), make(chan uint64)
	go func() {
		most := before.HeapInuse
		for {
			runtime.ReadMemStats(&during)
			most = max(most, during.HeapInuse)
			select {
			case <-stop:
				height <- most
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	run()
	close(stop)
	return <-height - before.HeapInuse
}

// A file made to cost much is unreadable, and its search ends: a service that gave an answer while the search went on was
// held for ever by two files of 500 bytes.
func TestBombs(t *testing.T) {
	files := pdfBombs(t, 256<<20)
	for name, data := range pdfBombs(t, 1<<16) {
		files[name+", small"] = data
	}
	files["picture of 100000 by 100000"] = bomb(t, 100_000)
	files["picture of zeros without end"] = deep(6000, 1<<30)
	files["100 megabytes"] = append(bytes.Clone(files["names in a ring"]), make([]byte, 100<<20)...)
	whole := asJPEG(t, page.Raster(issue(t).model, 100), 60)
	files["JPEG cut short"] = whole[:len(whole)/2]
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			looker := check.NewLooker(1, time.Minute)
			var err error
			height := heightOf(func() { _, err = looker.Data(t.Context(), data) })
			if v := seal.NotFound(err); err == nil || v.Code != seal.Unreadable || v.ExitCode() != 2 {
				t.Errorf("%s: %v", v.Code, err)
			}
			if height > maxMemory {
				t.Errorf("%d MB", height>>20)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			if _, err := looker.Data(ctx, []byte(" ")); !errors.Is(err, seal.ErrNoCode) {
				t.Errorf("the search goes on: %v", err)
			}
		})
	}
}

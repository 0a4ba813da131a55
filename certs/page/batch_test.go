package page

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
)

// A batch is one document with every paper on its own page, each with its own code, sheets of both sizes in their order.
func TestABatchHasEveryPaperWithItsCode(t *testing.T) {
	w := sealtest.New(false)
	p := profile(t, "az")
	var models []*Model
	var seals [][]byte
	for i := range 4 {
		kind := []expertise.CertificateKind{expertise.KindCertificate, expertise.KindExtract}[i%2]
		m, sealed, err := sheetOf{country: "az", kind: kind, name: seal.Name{Surname: "Məmmədov", Given: strings.Repeat("Ə", i+1)}}.build(t, w, p)
		if err != nil {
			t.Fatal(err)
		}
		models, seals = append(models, m), append(seals, sealed)
	}
	write := func() []byte {
		var out bytes.Buffer
		done := 0
		err := Batch(context.Background(), &out, len(models), func(i int) (*Model, error) { return models[i], nil }, func(n int) { done = n })
		if err != nil || done != len(models) {
			t.Fatalf("%d done: %v", done, err)
		}
		return out.Bytes()
	}
	document := write()
	if !bytes.Equal(document, write()) {
		t.Error("two runs differ")
	}
	path := filepath.Join(t.TempDir(), "batch.pdf")
	if err := os.WriteFile(path, document, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := command(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Errorf("qpdf: %s", out)
	}
	if out := command(t, "pdfinfo", "-l", "4", path); !strings.Contains(out, "Page    1 size:  595.2") || !strings.Contains(out, "Page    2 size:  419.5") {
		t.Errorf("pdfinfo: %s", out)
	}
	command(t, "pdftoppm", "-r", "150", "-png", path, filepath.Join(filepath.Dir(path), "page"))
	for i, want := range seals {
		picture := filepath.Join(filepath.Dir(path), "page-"+string(rune('1'+i))+".png")
		if got, err := seal.Find(command(t, "zbarimg", "-q", "--raw", picture)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("page %d: %v", i+1, err)
		}
	}
}

// What ends a run leaves no document behind.
func TestABatchThatEndsEarlyWritesNothing(t *testing.T) {
	w := sealtest.New(false)
	m := sampleModel(t, w, w.Claims())
	over, cancel := context.WithCancel(context.Background())
	cancel()
	broken := errors.New("no such paper")
	for want, run := range map[string]struct {
		ctx  context.Context
		n    int
		next func(int) (*Model, error)
	}{
		(&Error{Code: "batch.none"}).Error():       {context.Background(), 0, nil},
		fail("batch.many", "most", "5000").Error(): {context.Background(), MaxBatch + 1, nil},
		broken.Error():           {context.Background(), 2, func(i int) (*Model, error) { return m, [2]error{nil, broken}[i] }},
		context.Canceled.Error(): {over, 1, func(int) (*Model, error) { return m, nil }},
	} {
		var out bytes.Buffer
		if err := Batch(run.ctx, &out, run.n, run.next, nil); err == nil || err.Error() != want || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", want, err, out.Len())
		}
	}
}

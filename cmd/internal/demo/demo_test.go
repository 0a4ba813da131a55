package demo

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/store/registry/serve"
)

// A demonstration that was kept is looked at with the registry's own program, and its desk goes on working with it: the registry opened again
// must have its keys. A second one into the same folder would mix two registries, and must not touch the first.
func TestAKeptDemonstrationOpensAgain(t *testing.T) {
	dir := t.TempDir()
	m, err := Start(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	id := string(m.Desk.About().Desk)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := serve.Run(context.Background(), []string{"desks", "--db", "sqlite:" + filepath.Join(dir, "registry.db")}, &out, &errs); code != 0 || !strings.Contains(out.String(), id) {
		t.Errorf("exit %d: %s%s", code, out.String(), errs.String())
	}
	before := listing(t, dir)
	if m, err := Start(t.Context(), dir, nil); expertise.ErrorCode(err) != "demo.exists" {
		t.Errorf("a second one in the folder: %v", err)
		if err == nil {
			m.Close()
		}
	}
	for _, l := range text.Languages() {
		if !l.Has("error.demo.exists") {
			t.Errorf("%s has no sentence for it", l.Code())
		}
	}
	if after := listing(t, dir); after != before {
		t.Errorf("the folder was\n%s\nand is\n%s", before, after)
	}
}

func listing(t *testing.T, dir string) string {
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			b.WriteString(path + " " + info.ModTime().String() + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

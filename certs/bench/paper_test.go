//go:build unix

package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"medsoc/assets/fonts"
	"medsoc/assets/profiles"
	"medsoc/certs/page"
	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise/law"
)

// peers are the other ways of making the page; each gives the processor's seconds of one page, or why it cannot be asked.
var peers = []struct {
	name string
	ask  func(dir string) (float64, error)
}{
	{"pdfkit", func(dir string) (float64, error) { return printed(dir, "node", "pdfkit.js", 20) }},
	{"reportlab", func(dir string) (float64, error) { return printed(dir, "/usr/bin/python3", "reportlab.py", 5) }},
	{"chromium", browser},
}

// BenchmarkPaper makes papers as a batch does, then has the peers draw the same page. "times-pdfkit" is how many of ours the
// processor makes in the time of one of theirs.
func BenchmarkPaper(b *testing.B) {
	w := sealtest.New(true)
	form := azForm(b)
	printer := page.NewPrinter()
	var model *page.Model
	var sealed []byte
	paper := func(number uint64) {
		c := w.Claims()
		c.Number += number % 900 // of the signer's block
		sealed = w.Seal(c)
		var err error
		if model, err = page.Build(sealed, form, particulars(c), c.Issued.In(sealtest.Baku)); err != nil {
			b.Fatal(err)
		}
		if _, err = printer.PDF(model, sealed); err != nil {
			b.Fatal(err)
		}
	}
	paper(0) // as the peers do
	begun, made := processor(), uint64(0)
	for b.Loop() {
		made++
		paper(made)
	}
	ours := (processor() - begun).Seconds() / float64(made)
	b.ReportMetric(ours*1e3, "cpu-ms/paper")

	dir := described(b, model, sealed)
	for _, peer := range peers {
		theirs, err := peer.ask(dir)
		if err != nil {
			b.Logf("%s is left out: %v", peer.name, err)
			continue
		}
		b.ReportMetric(theirs/ours, "times-"+peer.name)
	}
}

// processor is the time that this process has used of the processor, on all cores.
func processor() time.Duration { return usage(syscall.RUSAGE_SELF) }

func usage(who int) time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(who, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// printed runs a script that prints its own figure.
func printed(dir, program, script string, pages int) (float64, error) {
	command := exec.Command(program, script, filepath.Join(dir, "page.json"), strconv.Itoa(pages), filepath.Join(dir, script+".pdf"))
	command.Env = append(os.Environ(), "NODE_PATH="+os.Getenv("MEDSOC_NODE_MODULES"))
	out, err := command.Output()
	if err != nil {
		return 0, fmt.Errorf("%s %s does not run (make bench installs it): %w", program, script, err)
	}
	return strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
}

// browser prints the page as HTML and counts what the browser and its children used.
func browser(dir string) (float64, error) {
	if out, err := exec.Command("/usr/bin/python3", "chromium.py", filepath.Join(dir, "page.json"), filepath.Join(dir, "page.html")).CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%s", out)
	}
	begun := usage(syscall.RUSAGE_CHILDREN)
	document := filepath.Join(dir, "chromium.pdf")
	out, err := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir="+filepath.Join(dir, "chromium"),
		"--print-to-pdf="+document, "file://"+filepath.Join(dir, "page.html")).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("chromium does not run: %w: %.200s", err, out)
	}
	if _, err := os.Stat(document); err != nil {
		return 0, fmt.Errorf("chromium printed nothing: %.200s", out)
	}
	return (usage(syscall.RUSAGE_CHILDREN) - begun).Seconds(), nil
}

// described writes the page and its fonts into a folder, for programs that know nothing of us.
func described(tb testing.TB, m *page.Model, sealed []byte) string {
	tb.Helper()
	dir := tb.TempDir()
	if kept := os.Getenv("MEDSOC_BENCH"); kept != "" { // for looking at what the peers drew
		dir = kept
	}
	type object = map[string]any
	colour := func(c page.Colour) string { return fmt.Sprintf("#%06x", uint32(c)) }
	var marks, faces []object
	used := map[string]bool{}
	line := func(p page.Path) {
		var points []float64
		for _, at := range p.Points {
			points = append(points, at.X, at.Y)
		}
		marks = append(marks, object{"kind": "path", "points": points, "closed": p.Closed, "width": p.Width, "colour": colour(p.Colour)})
	}
	for _, mark := range m.Marks {
		switch k := mark.(type) {
		case page.Path:
			line(k)
		case page.Ornament:
			for _, p := range k.Paths {
				line(p)
			}
		case page.Text:
			used[k.Face] = true
			marks = append(marks, object{"kind": "text", "x": k.X, "y": k.Y, "text": k.Value, "size": k.Size, "face": k.Face, "angle": k.Angle, "colour": colour(k.Colour)})
		case page.Code:
			var rows []string
			for _, line := range k.Modules {
				row := []byte(strings.Repeat("0", len(line)))
				for x, dark := range line {
					if dark {
						row[x] = '1'
					}
				}
				rows = append(rows, string(row))
			}
			marks = append(marks, object{"kind": "code", "x": k.X, "y": k.Y, "size": k.Size, "rows": rows})
		}
	}
	for _, bold := range []bool{false, true} {
		for _, face := range fonts.Faces(bold) {
			if used[face.Name] {
				file := filepath.Join(dir, face.Name+".ttf")
				if err := os.WriteFile(file, face.Data, 0o600); err != nil {
					tb.Fatal(err)
				}
				faces = append(faces, object{"name": face.Name, "file": file})
			}
		}
	}
	data, err := json.Marshal(object{"width": m.Width, "height": m.Height, "language": m.Language, "title": m.Title, "marks": marks, "faces": faces, "seal": sealed})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "page.json"), data, 0o600)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return dir
}

func azForm(tb testing.TB) *law.CertificateForm {
	tb.Helper()
	data, err := profiles.Files.ReadFile("az.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	var profile struct {
		Certificate law.CertificateForm `yaml:"certificate"`
	}
	if err := yaml.Unmarshal(data, &profile); err != nil {
		tb.Fatal(err)
	}
	return &profile.Certificate
}

func particulars(c seal.Claims) page.Particulars {
	return page.Particulars{
		Surname: c.Name.Surname, Given: c.Name.Given, Patronymic: c.Name.Patronymic, Identifier: "5AB" + c.IdentifierTail,
		Commission: law.FormText{"az": "7 saylı Bakı ərazi tibbi-sosial ekspert komissiyası", "en": "Territorial commission No. 7, Baku"},
		Cause:      law.FormText{"az": "Ümumi xəstəlik", "en": "General disease"},
	}
}

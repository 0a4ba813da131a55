package page

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// journal is a book of numbered forms with so many rows; every seventh says much.
func journal(rows int) BookModel {
	b := BookModel{
		Language: "az", Authority: "Tibbi-Sosial Ekspertiza və Reabilitasiya Dövlət Agentliyi, Bakı № 3", Title: "Blankların uçotu kitabı", Period: "01.01.2026 – 31.12.2026",
		Columns: []string{"Nömrə", "Növ", "Verilib", "Soyadı, adı, atasının adı", "Vəziyyəti", "Səbəb", "Kimə verilib", "Tarix", "Əvəz edir", "Əvəz edilib"},
	}
	for i := range rows {
		row := []string{fmt.Sprintf("2026 %06d", i+1), "Arayış", "12.11.2026", "Məmmədov Əli Həsən oğlu", "Etibarlı", "", "Özünə", "12.11.2026", "", ""}
		if i%7 == 3 {
			row[3], row[5] = "Hüseynquliyeva-Şəmsəddinoğlu Gülnarəxanım İbrahim qızı", "Sənəd itirilib, əvəzinə dublikat verilib; vətəndaşın ərizəsi qeydə alınıb"
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

// Every row is in the book once and in order, the head and the number stand on each page, and nothing lies over anything else.
func TestABookHasEveryRowAndNothingOverlaps(t *testing.T) {
	tall := journal(3)
	tall.Rows[1][5] = strings.TrimSpace(strings.Repeat("Səbəb uzun-uzadı yazılıb. ", 200))
	wide := journal(2)
	wide.Rows[0][4] = strings.Repeat("Ə", 300)
	for name, b := range map[string]BookModel{"empty": journal(0), "one": journal(1), "many": journal(200), "tall": tall, "wide": wide} {
		table := newBookTable(b)
		pages := table.pages(b.Rows)
		text := ""
		for i, rows := range pages {
			marks := table.page(b, rows, i+1, len(pages))
			apart(t, fmt.Sprint(name, " page ", i+1), areas(marks), area{bookLeft - 0.01, bookTop - 1, bookRight + 0.01, bookHeight - 5, "the page"})
			all := textOf(&Model{Marks: marks})
			if !strings.Contains(all, "Nömrə") || !strings.Contains(all, fmt.Sprintf("%d / %d", i+1, len(pages))) {
				t.Errorf("%s: page %d lacks its head or number", name, i+1)
			}
			text += all
		}
		at := 0
		for _, row := range b.Rows {
			next := strings.Index(text[at:], row[0])
			if next < 0 {
				t.Fatalf("%s: %s is missing", name, row[0])
			}
			at += next
		}
		if got, want := strings.Count(text, "uzun-uzadı"), strings.Count(fmt.Sprint(b.Rows), "uzun-uzadı"); got != want {
			t.Errorf("%s: %d of %d sentences", name, got, want)
		}
	}
}

func TestABookIsADocument(t *testing.T) {
	var out, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&out, &again} {
		if err := Book(context.Background(), w, journal(200)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("two books of the same rows differ")
	}
	dir := t.TempDir()
	if to := os.Getenv("MEDSOC_PAPERS"); to != "" {
		dir = to
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "book.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if text := command(t, "qpdf", "--check", path); !strings.Contains(text, "No syntax or stream encoding errors found") || strings.Contains(text, "WARNING") {
		t.Errorf("qpdf: %s", text)
	}
	if text := command(t, "pdftotext", "-layout", path, "-"); strings.Count(text, "Vəziyyəti") < 3 || !strings.Contains(text, "2026 000200") {
		t.Errorf("pdftotext: %.300s", text)
	}
}

func TestWhatIsNoBook(t *testing.T) {
	short, odd := journal(2), journal(2)
	short.Rows[1] = short.Rows[1][:3]
	odd.Rows[1][3] = "Məmmədov 😀"
	for want, b := range map[string]BookModel{"book.columns": short, "book.glyph": odd, "book.many": {Rows: make([][]string, MaxBookRows+1)}} {
		var out bytes.Buffer
		err := Book(context.Background(), &out, b)
		if e, ok := err.(*Error); !ok || e.Code != want || out.Len() > 0 {
			t.Errorf("%s: %v", want, err)
		}
	}
}

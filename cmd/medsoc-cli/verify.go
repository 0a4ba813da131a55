package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"medsoc/assets/text"
	"medsoc/certs/check"
	"medsoc/certs/seal"
	"medsoc/expertise/law"
	"medsoc/store/sync"
)

type verifyCommand struct {
	What     []string      `arg:"" optional:"" name:"file-or-text" help:"File, folder of files, text of a QR code, or - for what comes in on stdin."`
	Trust    string        `help:"Trust bundle that was carried here." type:"path" placeholder:"FILE"`
	Registry string        `help:"Registry from which to fetch the trust bundle." placeholder:"URL"`
	Grace    time.Duration `help:"How old the status list may be before a paper is not relied on." default:"168h"`
	JSON     bool          `name:"json" help:"One JSON object per paper."`
	Country  string        `help:"Whose papers they are: names outcomes and services in words." default:"az"`
	recheck
	keeping
}

// Run judges each paper; the worst verdict gives the exit code.
func (c *verifyCommand) Run(s *session) error {
	if (len(c.What) == 0) == (c.CSV == "") || (c.CSV == "") != (c.Out == "") {
		s.code = 2
		return errors.New(s.text.T("cli.verify.what"))
	}
	bundle, err := c.bundle(s)
	if err == nil {
		err = c.begin(s)
	}
	if err != nil {
		s.code = 2
		return err
	}
	if c.CSV != "" {
		return c.recheck.run(s, func(text string) (seal.Verdict, []byte, error) {
			v, sealed := c.ofText(s, text, bundle)
			return v, sealed, c.keep(v, sealed, s.now())
		})
	}
	papers, err := c.papers()
	if err != nil {
		s.code = 2
		return err
	}
	for _, what := range papers {
		verdict, sealed := c.judge(s, what, bundle)
		s.code = max(s.code, verdict.ExitCode())
		err := c.keep(verdict, sealed, s.now())
		if err == nil && c.JSON {
			err = encode(s.out, what, verdict)
		} else if err == nil {
			err = c.tell(s, what, len(papers) > 1, verdict)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// maxPapers bounds what folders may bring.
const maxPapers = 100_000

// papers lists what is to be judged: a folder gives the documents and pictures in it and below it, by name.
func (c *verifyCommand) papers() ([]string, error) {
	var papers []string
	for _, what := range c.What {
		if info, err := os.Stat(what); !looksLikePath(what) || err != nil || !info.IsDir() {
			papers = append(papers, what)
			continue
		}
		err := filepath.WalkDir(what, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && looksLikeFile(path) {
				papers = append(papers, path)
			}
			if len(papers) > maxPapers {
				err = seal.ErrTooLarge
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return papers, nil
}

func (c *verifyCommand) bundle(s *session) (*seal.Bundle, error) {
	switch {
	case c.Trust != "":
		f, err := law.OpenFile(c.Trust)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, seal.MaxBundle+1))
		if err != nil {
			return nil, err
		}
		return seal.ParseBundle(data)
	case c.Registry != "":
		data, err := sync.FetchTrust(s.ctx, c.Registry)
		if err != nil {
			return nil, err
		}
		return seal.ParseBundle(data)
	}
	return nil, nil // every signer is then unknown
}

// encode writes one line: the verdict's object, with the paper it is about in front.
func encode(out io.Writer, what string, v seal.Verdict) error {
	object, err := json.Marshal(v)
	if err != nil {
		return err
	}
	name, err := json.Marshal(short(what))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, `{"file":%s,%s`+"\n", name, object[1:])
	return err
}

// policy is the receiver's own rule.
func (c *verifyCommand) policy() seal.Policy {
	return seal.Policy{Grace: max(c.Grace, 1)} // none at all is as good as one nanosecond; 0 would take the usual week
}

func (c *verifyCommand) ofText(s *session, text string, bundle *seal.Bundle) (seal.Verdict, []byte) {
	found, err := check.Text(text)
	return c.found(s, found, err, bundle)
}

func (c *verifyCommand) found(s *session, found check.Found, err error, bundle *seal.Bundle) (seal.Verdict, []byte) {
	if err != nil {
		return seal.NotFound(err), nil
	}
	return seal.Verify(found.Sealed, bundle, s.now(), c.policy()), found.Sealed
}

func (c *verifyCommand) judge(s *session, what string, bundle *seal.Bundle) (seal.Verdict, []byte) {
	from := s.in
	if what != "-" {
		f, err := law.OpenFile(what) // a pipe with nobody at its other end would hold a nightly run for ever
		switch {
		case err != nil && (!looksLikePath(what) || errors.Is(err, fs.ErrNotExist) && !looksLikeFile(what)):
			return c.ofText(s, what, bundle)
		case err != nil:
			return seal.NotFound(seal.ErrFile), nil
		}
		defer f.Close()
		from = f
	}
	found, err := check.File(s.ctx, from)
	return c.found(s, found, err, bundle)
}

// looksLikePath tells a file that cannot be opened from the text of a code, which is longer than any file's name.
func looksLikePath(what string) bool { return len(what) < 256 && !strings.HasPrefix(what, "https://") }

// looksLikeFile tells a misspelt file from the text of a code.
func looksLikeFile(what string) bool {
	switch strings.ToLower(filepath.Ext(what)) {
	case ".pdf", ".png", ".jpg", ".jpeg":
		return true
	}
	return false
}

// tell prints the verdict and, below, what must be compared with the paper.
func (c *verifyCommand) tell(s *session, what string, several bool, v seal.Verdict) error {
	l := s.text
	title := l.T(v.TextKey())
	if v.Sample {
		title += " (" + l.T("verify.sample") + ")"
	}
	if several {
		fmt.Fprintf(s.out, "%s: ", short(what))
	}
	args := []any{}
	for name, value := range v.TextArgs(l.Code()) {
		args = append(args, name, value)
	}
	fmt.Fprintf(s.out, "%s\n  %s\n", title, l.T(v.ReasonKey(), args...))
	if v.Claims == nil {
		return nil
	}
	claims := v.Claims
	date := func(d interface{ IsZero() bool }, shown string) string {
		if d.IsZero() {
			return "-"
		}
		return shown
	}
	for _, row := range [][2]string{
		{"field.document", c.kind(l, claims)},
		{"verify.name", strings.Join(strings.Fields(claims.Name.Marked().Surname+" "+claims.Name.Marked().Given+" "+claims.Name.Marked().Patronymic), " ")},
		{"verify.birth", date(claims.Birth, l.Date(claims.Birth.Year, claims.Birth.Month, claims.Birth.Day))},
		{"verify.number", fmt.Sprint(claims.Number)},
		{"verify.outcome", c.outcome(l, claims)},
		{"verify.since", date(claims.Since, l.Date(claims.Since.Year, claims.Since.Month, claims.Since.Day))},
		{"verify.until", date(claims.Until, l.Date(claims.Until.Year, claims.Until.Month, claims.Until.Day))},
		{"exam.section.services", c.services(l, claims)},
	} {
		if row[1] != "" {
			fmt.Fprintf(s.out, "  %-24s %s\n", l.T(row[0]), row[1])
		}
	}
	return nil
}

// kind tells an extract from a certificate, and a duplicate from the first paper.
func (c *verifyCommand) kind(l *text.Language, claims *seal.Claims) string {
	kind, _ := law.FormKind(claims.Kind)
	if p, err := profile(c.Country); err == nil {
		kind = law.Text(p.Certificate.Titles[kind]).In(l.Code())
	}
	if claims.Duplicate {
		kind += ", " + l.T("verify.duplicate")
	}
	return kind
}

// outcome is what the country calls it, with the percent where the seal says one.
func (c *verifyCommand) outcome(l *text.Language, claims *seal.Claims) string {
	words := fmt.Sprint(claims.Outcome)
	if p, err := profile(c.Country); err == nil {
		if o, known := p.OutcomeBySeal(claims.Outcome); known {
			words = o.Names.In(l.Code())
		}
	}
	if claims.Percent > 0 {
		words += fmt.Sprintf(", %d %%", claims.Percent)
	}
	return words
}

// services are those of a programme, in the country's words.
func (c *verifyCommand) services(l *text.Language, claims *seal.Claims) string {
	p, err := profile(c.Country)
	var words []string
	for _, n := range claims.Services {
		word := fmt.Sprint(n)
		if err == nil {
			for _, s := range p.Services {
				if s.Seal == n {
					word = s.Names.In(l.Code())
				}
			}
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

// short keeps the text of a code from filling the screen.
func short(what string) string {
	if len(what) <= 60 {
		return what
	}
	return what[:28] + "..." + what[len(what)-28:]
}

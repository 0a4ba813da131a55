package presenter

import (
	"context"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"medsoc/certs/check"
	"medsoc/certs/seal"
	"medsoc/expertise"
)

// VerifyStore gives the trust bundle that the desk keeps, and keeps a newer one.
type VerifyStore interface {
	// TrustBundle gives the bundle last kept, nil when there is none.
	TrustBundle(ctx context.Context) ([]byte, error)
	// KeepTrustBundle keeps it.
	KeepTrustBundle(ctx context.Context, bundle []byte) error
}

// Fetch gets the newest trust bundle from the registry.
type Fetch func(ctx context.Context) ([]byte, error)

// VerdictView is the answer to one check.
type VerdictView struct {
	Title   string
	Hint    string // what to do next
	Reason  string
	Tone    Tone
	Sample  string // "This is a sample certificate without legal force.", or ""
	Claims  []Fact // to compare with the paper
	Note    string // the name is shortened in the code
	ListAge string // "The list is 2 days old"
	Source  string // "typed", or the file's name
	Time    string
}

// VerifyState is the verification screen.
type VerifyState struct {
	Common
	Text      string // as typed or scanned
	Verdict   *VerdictView
	Trust     string // "list of 12.11.2026", or that there is none
	TrustTone Tone
	CanFetch  bool
	Checking  bool          // a file takes long
	History   []VerdictView // of this session, newest first; Claims are left out
}

const (
	maxTyped   = 1 << 20 // of a text that is pasted or scanned
	maxFile    = 32 << 20
	maxHistory = 50
)

// Verify checks certificates: a text from a scanner, a pasted one, a file that was chosen or dropped.
type Verify struct {
	view[VerifyState]
	store   VerifyStore // nil: a chosen bundle lives for this session only
	fetch   Fetch       // nil: there is no registry
	text    string
	bundle  *seal.Bundle
	looked  bool // the kept bundle was looked for
	checked []checkedPaper
	// Grace is how many days the office lets a list be old; nil takes the usual week.
	Grace func() int
}

// checkedPaper is one check of this session.
type checkedPaper struct {
	verdict seal.Verdict
	source  string // "" for a text
	at      time.Time
}

// NewVerify makes the screen. store and fetch may be nil.
func NewVerify(store VerifyStore, env *Env, fetch Fetch, emit func(VerifyState)) *Verify {
	v := &Verify{store: store, fetch: fetch}
	v.begin(env, "verify", emit, v.state, nil)
	env.working["verify.check"] = v.Emit
	return v
}

// Open reads the trust bundle that the desk keeps.
func (v *Verify) Open() {
	if v.looked || v.store == nil {
		v.Emit()
		return
	}
	store := v.store
	read(&v.view, func(ctx context.Context) (*seal.Bundle, error) { return keptBundle(ctx, store) }, func(b *seal.Bundle) {
		v.looked = true
		if v.bundle == nil {
			v.bundle = b
		}
	})
	v.Emit()
}

// Type takes what is in the field; nothing is checked yet.
func (v *Verify) Type(text string) {
	if len(text) <= maxTyped {
		v.text = text
	}
}

// Check judges a text: the digits of a scanner, an address with the seal behind it, bare base45, or the path of a file that was
// pasted.
func (v *Verify) Check(text string) {
	v.text = text
	trimmed := strings.Trim(strings.TrimSpace(text), `"'`)
	if path, is := pathOf(trimmed); is {
		v.CheckFile(path)
		return
	}
	v.check("", func(context.Context) ([]byte, error) { return []byte(text), nil })
}

// pathOf tells whether a pasted text is the path of a file, also as file managers write it: file:///home/... No seal begins like one.
func pathOf(text string) (string, bool) {
	if u, err := url.Parse(text); err == nil && u.Scheme == "file" {
		text = u.Path
	}
	return text, filepath.IsAbs(text) && !strings.ContainsAny(text, "\n\r")
}

// CheckFile judges a file: a PDF, a picture, a text.
func (v *Verify) CheckFile(path string) {
	v.check(filepath.Base(path), func(context.Context) ([]byte, error) { return readBounded(path, maxFile) })
}

func (v *Verify) check(source string, content func(context.Context) ([]byte, error)) {
	bundle, at, policy := v.bundle, v.env.now(), seal.Policy{Grace: v.grace()}
	v.fail(nil)
	Run(v.env.Runner, "verify.check", func(ctx context.Context) (seal.Verdict, error) {
		data, err := content(ctx)
		if err != nil {
			return seal.NotFound(seal.ErrFile), nil
		}
		verdict, _ := check.Verify(ctx, data, bundle, at, policy)
		return verdict, nil
	}, func(_ Generation, verdict seal.Verdict, err error) {
		if v.fail(err); err == nil {
			v.checked = append(v.checked, checkedPaper{verdict, source, at})
			if len(v.checked) > maxHistory {
				v.checked = v.checked[1:]
			}
		}
		v.Emit()
	})
	v.Emit()
}

func (v *Verify) grace() time.Duration {
	if v.Grace == nil || v.Grace() <= 0 {
		return seal.DefaultGrace
	}
	return time.Duration(v.Grace()) * 24 * time.Hour
}

// Clear makes room for the next paper; the history stays.
func (v *Verify) Clear() {
	v.text = ""
	v.env.Runner.Cancel("verify.check")
	v.checked = append(v.checked, checkedPaper{})
	v.Emit()
}

// LoadBundle takes a trust bundle from a file, for example on a stick. A bundle is accepted when a root of the one in use stands behind
// it; without one in use, because a person chose the file.
func (v *Verify) LoadBundle(path string) {
	v.take(func(context.Context) ([]byte, error) { return readBounded(path, seal.MaxBundle) })
}

// FetchBundle gets the newest bundle from the registry.
func (v *Verify) FetchBundle() {
	if v.fetch != nil {
		v.take(v.fetch)
	}
}

func (v *Verify) take(get func(context.Context) ([]byte, error)) {
	write(&v.view, taking(get, v.store, v.bundle), func(b *seal.Bundle, err error) {
		if err == nil {
			v.bundle, v.looked = b, true
			v.say(ToneDone, "verify.bundle.loaded")
		}
	})
}

// taking gets a bundle, judges it by the one in use (nil: none), and keeps it.
func taking(get Fetch, store VerifyStore, present *seal.Bundle) func(context.Context) (*seal.Bundle, error) {
	return func(ctx context.Context) (*seal.Bundle, error) {
		data, err := get(ctx)
		if err != nil {
			return nil, err
		}
		var trusted []*seal.Root
		if present != nil {
			trusted = present.TrustedRoots()
		}
		b, err := seal.ParseBundle(data, trusted...)
		if err != nil {
			return nil, err
		}
		if present != nil && b.Issued.Before(present.Issued) {
			return nil, refusal("bundle.older")
		}
		if store != nil {
			err = store.KeepTrustBundle(ctx, data)
		}
		return b, err
	}
}

// followRegistry gets the registry's newest bundle after a synchronisation, so that the commission's own papers are known here without
// anybody asking for the list. Nobody asked, so a failure is not told: the list in use stays, with its age.
func (v *Verify) followRegistry() {
	if v.fetch == nil || v.busy {
		return
	}
	fetch, store, present, looked := v.fetch, v.store, v.bundle, v.looked
	Run(v.env.Runner, "verify.follow", func(ctx context.Context) (*seal.Bundle, error) {
		if !looked && store != nil {
			kept, err := keptBundle(ctx, store)
			if err != nil {
				return nil, err
			}
			if present == nil {
				present = kept
			}
		}
		return taking(fetch, store, present)(ctx)
	}, func(_ Generation, b *seal.Bundle, err error) {
		if err == nil && (v.bundle == nil || !b.Issued.Before(v.bundle.Issued)) {
			v.bundle, v.looked = b, true
		}
		v.Emit()
	})
}

// keptBundle reads the bundle that the desk keeps, nil when there is none.
func keptBundle(ctx context.Context, store VerifyStore) (*seal.Bundle, error) {
	data, err := store.TrustBundle(ctx)
	if err != nil || data == nil {
		return nil, err
	}
	return seal.ParseBundle(data)
}

// readBounded reads a file to its end. Only a regular file: a pipe or a device might never end, or never begin.
func readBounded(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil, expertise.Invalid("file.read", "")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, expertise.Invalid("file.read", "")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil || int64(len(data)) > most {
		return nil, expertise.Invalid("file.read", "")
	}
	return data, nil
}

var verdictTones = map[seal.Code]Tone{
	seal.Current: ToneDone, seal.Extended: ToneDone, seal.Expired: ToneWaiting, seal.Unregistered: ToneWaiting, seal.StatusUnknown: ToneWaiting, seal.SignerUnknown: ToneWaiting,
	seal.Disputed: ToneAlert, seal.Revoked: ToneAlert, seal.SignatureWrong: ToneAlert, seal.OtherCode: ToneQuiet, seal.Unreadable: ToneQuiet,
}

func (v *Verify) state() VerifyState {
	e, l := v.env, v.env.language
	s := VerifyState{Common: v.common(), Text: v.text, CanFetch: v.fetch != nil, Checking: v.env.Runner.Working("verify.check")}
	s.Trust, s.TrustTone = l.T("verify.bundle.none"), ToneWaiting
	if b := v.bundle; b != nil {
		s.Trust, s.TrustTone = l.T("verify.bundle.of", "date", e.moment(b.Issued)), ToneDone
		if age := e.now().Sub(b.Issued); age > v.grace() || e.now().After(b.Expires) {
			s.TrustTone = ToneWaiting
			s.Trust = joined(s.Trust, e.listAge(age))
		}
	}
	for i, c := range slices.Backward(v.checked) {
		if c.verdict.Code == "" {
			continue
		}
		view := v.verdict(c)
		if i == len(v.checked)-1 {
			whole := view
			s.Verdict = &whole
		}
		view.Claims = nil
		s.History = append(s.History, view)
	}
	return s
}

// severalReasons are the verdicts whose reason says more than their title and hint.
var severalReasons = map[seal.Code]bool{seal.SignerUnknown: true, seal.Unreadable: true, seal.Unregistered: true, seal.Extended: true}

func (e *Env) listAge(age time.Duration) string {
	if days := int(age / (24 * time.Hour)); days > 0 {
		return e.language.N("verify.list_age", days)
	}
	return e.language.T("verify.list_today")
}

func (v *Verify) verdict(c checkedPaper) VerdictView {
	e, l, x := v.env, v.env.language, c.verdict
	args := []any{}
	for name, value := range x.TextArgs(l.Code()) {
		if day, err := expertise.ParseDate(value); err == nil && name == "until" {
			value = e.date(day)
		}
		args = append(args, name, value)
		if name == "until" {
			args = append(args, "date", value) // the hint's own name for it
		}
	}
	view := VerdictView{Title: l.T(x.TextKey()), Hint: l.T(x.TextKey()+".hint", args...), Tone: verdictTones[x.Code], Source: c.source, Time: e.moment(c.at)}
	if severalReasons[x.Code] && l.Has(x.ReasonKey()) {
		view.Reason = l.T(x.ReasonKey(), args...)
	}
	if x.Code == seal.Extended && !x.Reliable() {
		view.Tone = ToneWaiting
	}
	if view.Source == "" {
		view.Source = l.T("verify.source.text")
	}
	if !x.ListIssued.IsZero() {
		view.ListAge = e.listAge(x.ListAge)
	}
	if x.Sample {
		view.Sample = l.T("verify.sample")
		view.Title = l.T("verify.sample.title", "verdict", view.Title)
	}
	if x.Claims != nil {
		view.Claims = v.claims(x.Claims)
		if x.Claims.Name.Shortened {
			view.Note = l.T("certificate.shortened")
		}
	}
	return view
}

// claims are what a receiver compares with the paper, in the order of the paper.
func (v *Verify) claims(c *seal.Claims) []Fact {
	e, l := v.env, v.env.language
	outcome := l.T("detail.none")
	if known, ok := e.Profile.OutcomeBySeal(c.Outcome); ok {
		outcome = e.law(known.Names)
	}
	if c.Percent > 0 {
		outcome += ", " + e.percent(c.Percent)
	}
	commission := strconv.Itoa(int(c.Commission))
	if known, ok := e.Profile.Commission(c.Commission); ok {
		commission = e.law(known.Names)
	}
	until := e.date(c.Until)
	if c.Until.IsZero() && c.Kind != expertise.KindRefusal {
		until = l.T("date.without_term")
	}
	name := expertise.Name{Surname: c.Name.Surname, Given: c.Name.Given, Patronymic: c.Name.Patronymic}
	duplicate := ""
	if c.Duplicate {
		duplicate = l.T("verify.duplicate")
	}
	facts := []Fact{{l.T("field.document"), joined(e.paperKind(c.Kind), duplicate)}, {l.T("verify.number"), strconv.FormatUint(c.Number, 10)}, {l.T("verify.name"), name.Full()},
		{l.T("verify.birth"), e.date(c.Birth)}, {l.T("field.identifier"), tail(c.IdentifierTail)}, {l.T("verify.outcome"), outcome},
		{l.T("verify.since"), e.date(c.Since)}, {l.T("verify.until"), until}, {l.T("field.next"), e.date(c.Next)}, {l.T("verify.commission"), commission},
		{l.T("field.issued"), e.moment(c.Issued)}, {l.T("exam.section.services"), v.services(c.Services)}}
	return slices.DeleteFunc(facts, func(f Fact) bool { return f.Value == "" })
}

// services writes those of a programme in words; a number that the profile does not know stays one.
func (v *Verify) services(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = v.env.language.T("paper.no", "number", strconv.Itoa(n))
		for _, s := range v.env.Profile.Services {
			if s.Seal == n {
				words[i] = v.env.law(s.Names)
			}
		}
	}
	return strings.Join(words, ", ")
}

func tail(s string) string {
	if s == "" {
		return ""
	}
	return "…" + s
}

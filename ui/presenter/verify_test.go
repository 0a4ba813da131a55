package presenter

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/desk/desktest"
	"medsoc/store/wire"
)

// shelf keeps a trust bundle.
type shelf struct{ bundle []byte }

func (s *shelf) TrustBundle(context.Context) ([]byte, error) { return s.bundle, nil }
func (s *shelf) KeepTrustBundle(_ context.Context, b []byte) error {
	s.bundle = b
	return nil
}

// bundleAt makes a trust bundle with one valid place.
func bundleAt(t *testing.T, m *desktest.Ministry, at time.Time, index uint64) []byte {
	t.Helper()
	list := seal.NewStatusList(2000)
	if err := list.Set(index, seal.StatusValid); err != nil {
		t.Fatal(err)
	}
	data, err := seal.MakeBundle(seal.BundleContent{Roots: [][]byte{m.Root.DER()}, Signers: m.Signers, Status: list, Issued: at, Expires: at.AddDate(0, 1, 0)}, m.Root, nil, m.RootKey)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestVerdictsInWords(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	if _, err := b.Issue(ctx, id); err != nil {
		t.Fatal(err)
	}
	v, err := b.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	sealed := v.Certificate().Personal.Sealed
	text := seal.QRText("tsera.gov.az", sealed)
	kept := &shelf{}
	var fetched []byte
	var offline error
	th := open(t, b, b.Desk, Options{Trust: kept, Fetch: func(context.Context) ([]byte, error) { return fetched, offline }})
	th.Shell.Go(Route{Screen: ScreenVerify})
	th.settle()
	check := func(what string, tone Tone, title string) *VerdictView {
		t.Helper()
		th.Verify.Check(what)
		th.settle()
		if x := th.verify.Verdict; x == nil || x.Tone != tone || x.Title != title || x.Hint == "" {
			t.Errorf("want %s, got %+v", title, x)
			return &VerdictView{}
		}
		return th.verify.Verdict
	}
	if x := check(text, ToneWaiting, "Signer unknown"); x.Reason == "" || len(x.Claims) != 0 || th.verify.TrustTone != ToneWaiting {
		t.Errorf("without a list: %+v", x)
	}
	offline = errors.New("no route to host")
	th.Verify.FetchBundle()
	th.settle()
	if th.verify.Banner.Tone != ToneAlert || kept.bundle != nil {
		t.Errorf("a registry out of reach: %+v", th.verify.Banner)
	}
	offline, fetched = nil, bundleAt(t, b.Ministry, th.now().Add(time.Hour), v.Certificate().Index)
	th.Verify.FetchBundle()
	th.settle()
	if th.verify.Banner.Tone != ToneDone || th.verify.TrustTone != ToneDone || len(kept.bundle) == 0 {
		t.Fatalf("%+v", th.verify)
	}
	if x := check(text, ToneDone, "Genuine and current — SAMPLE"); !hasFact(x.Claims, "1000") || !hasFact(x.Claims, "…Z71A") || !hasFact(x.Claims, "14.03.1979") || x.Sample == "" || x.ListAge != "The list is of today" {
		t.Errorf("%+v", x)
	}
	digits := []byte(text)
	digits[len(digits)-5] = '0' + (digits[len(digits)-5]-'0'+1)%10
	th.Verify.Check(string(digits))
	th.settle()
	if x := th.verify.Verdict; x.Tone == ToneDone || len(x.Claims) != 0 {
		t.Errorf("one digit changed: %+v", x)
	}
	check("https://example.org/ticket", ToneQuiet, "Another kind of code")
	check("", ToneQuiet, "Unreadable")
	// A file, as its path is pasted.
	path := filepath.Join(t.TempDir(), "with space.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if x := check("'"+path+"'", ToneDone, "Genuine and current — SAMPLE"); x.Source != "with space.txt" {
		t.Errorf("%+v", x)
	}
	check("file://"+strings.ReplaceAll(path, " ", "%20"), ToneDone, "Genuine and current — SAMPLE")
	th.Verify.CheckFile(filepath.Join(t.TempDir(), "nothing.pdf"))
	th.settle()
	if x := th.verify.Verdict; x.Title != "Unreadable" {
		t.Errorf("a file that is not there: %+v", x)
	}
	if n := len(th.verify.History); n != 8 || len(th.verify.History[0].Claims) != 0 {
		t.Errorf("%d in the history", n)
	}
	th.Verify.Clear()
	if th.verify.Verdict != nil || th.verify.Text != "" || len(th.verify.History) != 8 {
		t.Errorf("after clearing: %+v", th.verify.Verdict)
	}
	// An older list, and one of somebody else, do not replace the one in use.
	for name, bundle := range map[string][]byte{"older": bundleAt(t, b.Ministry, th.now(), 1), "foreign": bundleAt(t, desktest.NewMinistry(t, th.now()), th.now().Add(2*time.Hour), 1), "garbage": []byte("garbage")} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, bundle, 0o600); err != nil {
			t.Fatal(err)
		}
		th.Verify.LoadBundle(path)
		th.settle()
		if th.verify.Banner.Tone != ToneAlert || string(kept.bundle) != string(fetched) {
			t.Errorf("%s list: %+v", name, th.verify.Banner)
		}
	}
	// The next session finds the list kept.
	again := open(t, b, b.Desk, Options{Trust: kept})
	again.Shell.Go(Route{Screen: ScreenVerify})
	again.settle()
	if again.verify.TrustTone != ToneDone || again.verify.CanFetch {
		t.Errorf("%+v", again.verify)
	}
}

// The first synchronisation of a desk brings the list of trusted signers, so that the commission's own papers are known at once.
func TestASynchronisationBringsTheTrustBundle(t *testing.T) {
	b := desktest.New(t)
	kept, fetched := &shelf{}, []byte("not a list")
	th := open(t, b, b.Desk, Options{Trust: kept, Fetch: func(context.Context) ([]byte, error) { return fetched, nil },
		Sync: func(context.Context, func(int, int)) (wire.Report, error) { return wire.Report{}, nil }})
	synchronise := func() {
		th.Sync.Run()
		th.settle()
	}
	synchronise()
	if len(kept.bundle) != 0 || th.verify.Banner.Text != "" {
		t.Errorf("garbage was kept: %+v", th.verify)
	}
	list := bundleAt(t, b.Ministry, th.now(), 1)
	fetched = list
	synchronise()
	if string(kept.bundle) != string(list) || th.verify.TrustTone != ToneDone || th.verify.Banner.Text != "" {
		t.Errorf("the list was not kept: %+v", th.verify)
	}
	// Another ministry's list does not replace it, not even in a session that has not looked at the one kept.
	again := open(t, b, b.Desk, Options{Trust: kept, Fetch: func(context.Context) ([]byte, error) {
		return bundleAt(t, desktest.NewMinistry(t, th.now()), th.now().Add(time.Hour), 1), nil
	}, Sync: func(context.Context, func(int, int)) (wire.Report, error) { return wire.Report{}, nil }})
	again.Sync.Run()
	again.settle()
	if string(kept.bundle) != string(list) {
		t.Error("a foreign list took the place of the one kept")
	}
}

// An office decides itself how old a list may be; a duplicate and the services of a programme are told in words.
func TestTheOfficesOwnGrace(t *testing.T) {
	b := desktest.New(t)
	th := open(t, b, b.Desk, Options{Preferences: Preferences{Language: "en", Scale: 1}})
	th.Verify.bundle = b.Ministry.Bundle(t, th.now().AddDate(0, 0, -4), nil)
	th.Shell.Go(Route{Screen: ScreenVerify})
	th.settle()
	if th.verify.TrustTone != ToneDone {
		t.Errorf("four days are within a week: %+v", th.verify)
	}
	th.Settings.SetGrace("3")
	th.Settings.SetGrace("1000")
	th.Verify.Emit()
	if th.verify.TrustTone != ToneWaiting || th.setting.Grace != "3" || th.setting.Preferences.Grace != 3 {
		t.Errorf("past three days: %+v, %+v", th.verify, th.setting.Preferences)
	}
	facts := th.Verify.claims(&seal.Claims{Kind: 4, Number: 7, Duplicate: true, Services: []int{1, 99}})
	if !hasFact(facts, "Wheelchair, No. 99") || !strings.Contains(facts[0].Value, "duplicate") {
		t.Errorf("%+v", facts)
	}
}

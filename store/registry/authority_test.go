package registry_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/desk"
	"medsoc/store/registry"
	"medsoc/store/registry/ceremony"
	"medsoc/store/registry/registrytest"
	"medsoc/store/sync"
)

func newRoot(t *testing.T, name string, at time.Time) *ceremony.Root {
	t.Helper()
	root, err := ceremony.New(name, at, 20, false)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// certified is the root's answer to the keys' next request.
func certified(t *testing.T, keys *registry.Keys, root *ceremony.Root, at time.Time, crosses []byte) []byte {
	t.Helper()
	request, err := keys.Request("Registry")
	if err != nil {
		t.Fatal(err)
	}
	answer, err := root.Certify(request, at, 366, crosses)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestInstall(t *testing.T) {
	now := time.Date(2026, 11, 12, 6, 0, 0, 0, time.UTC)
	first, second := newRoot(t, "first", now), newRoot(t, "second", now.AddDate(0, 1, 0))
	cross, err := first.Rotate(second.Root)
	if err != nil {
		t.Fatal(err)
	}
	sample, err := ceremony.New("samples", now, 20, true)
	if err != nil {
		t.Fatal(err)
	}
	print := func(r *ceremony.Root) string { return seal.Fingerprint(r.Root.DER()) }
	for _, c := range []struct {
		name        string
		by          *ceremony.Root
		at          time.Time
		crosses     []byte
		fingerprint string
		want        error
	}{
		{"the yearly renewal", first, now.AddDate(0, 11, 0), nil, "", nil},
		{"an offline clock that is behind", first, now.Add(-2 * time.Hour), nil, "", registry.ErrOlder},
		{"a rotation", second, now.AddDate(0, 2, 0), cross, "", nil},
		{"a new root that nobody vouches for", second, now.AddDate(0, 2, 0), nil, "", registry.ErrUnvouched},
		{"after the loss of the root", second, now.AddDate(0, 2, 0), nil, print(second), nil},
		{"another root than the one on the sheet", second, now.AddDate(0, 2, 0), cross, print(first), registry.ErrFingerprint},
		{"a root of samples", sample, now.AddDate(0, 2, 0), nil, print(sample), registry.ErrSampleRoot},
	} {
		keys, err := registry.NewKeys()
		if err != nil {
			t.Fatal(err)
		}
		if err := keys.Install(certified(t, keys, first, now, nil), ""); err != registry.ErrFingerprint {
			t.Errorf("a first root without its fingerprint: %v", err)
		}
		if err := keys.Install(certified(t, keys, first, now, nil), print(first)); err != nil {
			t.Fatal(err)
		}
		before := keys.Publisher
		answer := certified(t, keys, c.by, c.at, c.crosses)
		if err := keys.Install(answer, c.fingerprint); err != c.want {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		} else if err != nil && keys.Publisher != before {
			t.Errorf("%s: refused and installed", c.name)
		}
		path := filepath.Join(t.TempDir(), "r.keys")
		if err := registry.SaveKeys(path, keys, nil); err != nil {
			t.Fatal(err)
		}
		if back, err := registry.LoadKeys(path, nil); err != nil || back.Publisher.KeyID != keys.Publisher.KeyID || back.Root.KeyID != keys.Root.KeyID {
			t.Errorf("%s: not read back, %v", c.name, err)
		}
	}
	keys, err := registry.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	old := certified(t, keys, first, now, nil)
	certified(t, keys, first, now, nil) // a second request replaces the first
	for name, answer := range map[string][]byte{"an answer to an earlier request": old, "nothing": nil, "a root alone": ceremony.PEM(first.Root.DER()), "noise": append(old, "noise"...)} {
		if err := keys.Install(answer, print(first)); !errors.Is(err, registry.ErrAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := registry.Open(nil, registry.Options{Keys: keys}); err != registry.ErrKeysPending {
		t.Errorf("keys without a root: %v", err)
	}
}

func TestCertifyKeepsToTheRootsTime(t *testing.T) {
	now := time.Date(2026, 11, 12, 6, 0, 0, 0, time.UTC)
	root := newRoot(t, "first", now)
	keys, err := registry.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	request, err := keys.Request("Registry")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []time.Time{now.AddDate(0, 0, -2), now.AddDate(19, 6, 0)} {
		if _, err := root.Certify(request, at, 366, nil); err != ceremony.ErrTime {
			t.Errorf("%v: %v", at, err)
		}
	}
	if _, err := root.Certify(request[:len(request)/2], now, 366, nil); err != ceremony.ErrRequest {
		t.Error(err)
	}
}

// A ministry's years: its registry's key renewed, its root rotated, its root lost. A desk follows by itself as far as somebody vouches, goes on
// by the list it has where nobody does, and papers stand throughout.
func TestDeskFollowsTheKeys(t *testing.T) {
	ctx := t.Context()
	w := registrytest.New(t)
	install := func(root *ceremony.Root, crosses []byte, fingerprint string) {
		t.Helper()
		if err := w.Keys.Install(certified(t, w.Keys, root, w.Now(), crosses), fingerprint); err != nil {
			t.Fatal(err)
		}
		w.Registry = w.Open(t, w.Path)
		w.Swap(w.Registry.Handler())
	}
	roots := map[string]*ceremony.Root{}
	for _, name := range []string{"first", "second", "third"} {
		root, err := ceremony.New(name, w.Now(), 20, true) // of samples, because the laws here are not confirmed
		if err != nil {
			t.Fatal(err)
		}
		roots[name] = root
	}
	var err error
	if w.Keys, err = registry.NewKeys(); err != nil {
		t.Fatal(err)
	}
	w.Path = filepath.Join(t.TempDir(), "ceremony.db")
	install(roots["first"], nil, seal.Fingerprint(roots["first"].Root.DER()))
	b, _, _, sealed := issued(t, w)

	stands := func(when string, by string, refused string) {
		t.Helper()
		registrytest.Sync(t, b)
		s, err := b.TrustStanding(ctx)
		if err != nil || len(s.Roots) != 1 || s.Roots[0] != seal.Fingerprint(roots[by].Root.DER()) {
			t.Errorf("%s: %v, %v", when, s.Roots, err)
		}
		if key := textKey(s.Refused); key != refused {
			t.Errorf("%s: refused by %q, want %q", when, key, refused)
		}
		kept, err := b.TrustBundle(ctx)
		if err != nil {
			t.Fatal(err)
		}
		bundle, err := seal.ParseBundle(kept)
		if err != nil {
			t.Fatal(err)
		}
		if v := seal.Verify(sealed, bundle, w.Now(), seal.Policy{}); v.Code != seal.Current {
			t.Errorf("%s: the paper is %s, %s", when, v.Code, v.Reason)
		}
	}
	renewed := func(when string) error {
		t.Helper()
		point, _, err := b.SignerDue(ctx)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := sync.New(b, "", registrytest.NoSleep).Renew(ctx, point)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		return b.TakeSigner(ctx, answer)
	}
	stands("at first", "first", "")

	w.Pass(40 * 24 * time.Hour)
	stale, err := b.TrustBundle(ctx)
	if err != nil {
		t.Fatal(err)
	}
	install(roots["first"], nil, "")
	stands("the year after", "first", "")
	if err := b.KeepTrustBundle(ctx, stale); textKey(err) != "error.seal.bundle.replaced" {
		t.Errorf("a bundle of the key before: %v", err)
	}
	if err := renewed("the year after"); err != nil {
		t.Error(err)
	}

	w.Pass(24 * time.Hour)
	cross, err := roots["first"].Rotate(roots["second"].Root)
	if err != nil {
		t.Fatal(err)
	}
	install(roots["second"], cross, "")
	stands("after the rotation", "second", "")
	if err := renewed("after the rotation"); err != nil {
		t.Error(err)
	}
	chain, err := b.DocumentChain()
	if err != nil || len(chain) != 3 || chain[0].CheckSignatureFrom(chain[1]) != nil || chain[1].CheckSignatureFrom(chain[2]) != nil {
		t.Errorf("the chain for PDF files: %v", err)
	}

	w.Pass(24 * time.Hour)
	install(roots["third"], nil, seal.Fingerprint(roots["third"].Root.DER()))
	stands("after the loss", "second", "error.seal.bundle.root")
	if err := renewed("after the loss"); err != desk.ErrSigner {
		t.Errorf("a signer of a root that nobody trusts: %v", err)
	}
	file, err := sync.FetchTrust(ctx, w.URL)
	if err != nil {
		t.Fatal(err)
	}
	third := seal.Fingerprint(roots["third"].Root.DER())
	if err := b.TrustAnew(ctx, file, third); err != desk.ErrTrustRole {
		t.Errorf("a chair trusts a new root: %v", err)
	}
	b.Administrator(t)
	if err := b.TrustAnew(ctx, file, seal.Fingerprint(roots["first"].Root.DER())); err != desk.ErrTrustRoot {
		t.Errorf("another fingerprint: %v", err)
	}
	if err := b.TrustAnew(ctx, file, third); err != nil {
		t.Fatal(err)
	}
	stands("compared by telephone", "third", "")
	if err := renewed("compared by telephone"); err != nil {
		t.Error(err)
	}
}

func textKey(err error) string {
	if keyed, is := errors.AsType[interface {
		error
		TextKey() string
	}](err); is {
		return keyed.TextKey()
	}
	return ""
}

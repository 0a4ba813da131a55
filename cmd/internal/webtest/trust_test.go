package webtest

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// kept waits until the page works without a network: the worker has its files, and the device the registry's list.
const kept = `navigator.serviceWorker.ready.then(() => import("/d/keep.js")).then((keep) => keep.get("trust")).then((trust) => trust.file.length > 0)`

// With the network gone the page opens, checks by the list that it holds, says how old that is, and takes the new one when the
// network is back.
func TestWithoutANetwork(t *testing.T) {
	w, s := worldSite(t, false)
	paper := s.address(w.Seal(w.Claims()))
	b := open(t, look{at: now.Add(3 * time.Hour)})
	b.visit(paper)
	var done bool
	b.eval(kept, &done)
	again := s.stop()
	if _, err := http.Get(s.URL + "/d"); err == nil {
		t.Fatal("the site still answers")
	}
	b.do(chromedp.Reload())
	b.until(ready)
	b.until(answered)
	b.until(`!document.getElementById("offline").hidden`)
	if said := b.text("#answer"); !strings.Contains(said, "Genuine and current") || !strings.Contains(said, "Disability of 61 to 80 percent") {
		t.Error(said)
	}
	if said := b.text("#list"); !strings.Contains(said, "2 hours ago") && !strings.Contains(said, "3 hours ago") {
		t.Error(said)
	}
	// Another paper, and one that is changed, while there is no network.
	other := w.Claims()
	other.Number, other.StatusIndex = other.Number+1, other.StatusIndex+1
	for sealed, want := range map[string]string{string(w.Seal(other)): "Genuine, but not registered", string(append(w.Seal(other)[:200:200], 1)): "Could not be read"} {
		b.visit(s.address([]byte(sealed)))
		if said := b.text("#verdict"); said != want {
			t.Errorf("%q, want %q", said, want)
		}
	}
	content := w.Content()
	content.Issued = sealtest.Now.Add(3 * time.Hour)
	if err := content.Status.Set(1004, seal.StatusRevoked); err != nil {
		t.Fatal(err)
	}
	s.publish(w.BundleFile(content), w.Root.DER())
	again(t)
	b.visit(paper)
	b.until(`document.getElementById("verdict").textContent === "Genuine, but revoked or replaced"`)
	b.until(`document.getElementById("offline").hidden`)
}

// Without a list and without a network the page knows nobody, and says so.
func TestNothingKeptAndNoNetwork(t *testing.T) {
	w, s := worldSite(t, false)
	s.publish([]byte("<html>log in to this network</html>"))
	b := open(t, look{at: now})
	b.visit(s.address(w.Seal(w.Claims())))
	if said := b.text("#answer"); !strings.Contains(said, "Signer unknown") {
		t.Error(said)
	}
	if said := b.text("#list"); !strings.Contains(said, "no list") {
		t.Error(said)
	}
}

// A device that trusts a root takes no list of another, none that is older, and none that is changed; the former list stays. A new root
// that a person trusts takes its place.
func TestTrustIsPinned(t *testing.T) {
	w, s := worldSite(t, false)
	other := sealtest.New(true) // another root: its certificate says sample
	older, changed := w.Content(), bytes.Clone(s.bundle)
	older.Issued = older.Issued.Add(-time.Hour)
	older.Status = seal.NewStatusList(2000)
	changed[len(changed)-80] ^= 1
	b := open(t, look{at: now.Add(time.Hour)})
	paper := s.address(w.Seal(w.Claims()))
	b.visit(paper)
	for _, step := range []struct {
		name   string
		bundle []byte
		root   []byte
		want   string
	}{
		{"another root", other.BundleFile(other.Content()), other.Root.DER(), "another root key"},
		{"older", w.BundleFile(older), w.Root.DER(), "older than the list"},
		{"changed", changed, w.Root.DER(), "could not be read"},
	} {
		s.publish(step.bundle, step.root)
		b.visit(paper)
		b.until(`!document.getElementById("refused").hidden`)
		if said := b.text("#refused"); !strings.Contains(said, step.want) {
			t.Errorf("%s: %s", step.name, said)
		}
		if said := b.text("#verdict"); said != "Genuine and current" {
			t.Errorf("%s: %s", step.name, said)
		}
		var offered bool
		b.eval(`!document.getElementById("again").hidden`, &offered)
		if offered != (step.name == "another root") {
			t.Errorf("%s: a new root is offered: %v", step.name, offered)
		}
	}
	s.publish(other.BundleFile(other.Content()), other.Root.DER())
	b.visit(paper)
	b.until(`!document.getElementById("again").hidden`)
	b.do(chromedp.Click("#again"))
	b.until(`document.getElementById("verdict").textContent === "Signer unknown"`)
	b.visit(s.address(other.Seal(other.Claims())))
	if said := b.text("#verdict"); said != "Genuine and current" {
		t.Error(said)
	}
	if said := b.text("#roots"); !strings.Contains(said, seal.Fingerprint(other.Root.DER())) {
		t.Errorf("the root's fingerprint is not shown: %s", said)
	}
}

// The ministry changes its root, and the registry its yearly certificate: a device that trusted the old root follows by the old one's word
// alone, knows old and new signers, and takes no list of a certificate that was replaced.
func TestKeysAreRenewed(t *testing.T) {
	w, s := worldSite(t, false)
	from := sealtest.Now.Add(-time.Hour)
	rootKey, yearKey, lastKey := sealtest.Key("next root"), sealtest.Key("this year"), sealtest.Key("last year")
	root, err := seal.NewRoot("Next root", rootKey, from, from.AddDate(10, 0, 0), false)
	if err != nil {
		t.Fatal(err)
	}
	cross, err := seal.Cross(w.Root, w.RootKey, root)
	if err != nil {
		t.Fatal(err)
	}
	last, err := seal.IssuePublisher(root, rootKey, lastKey.Public(), from, from.AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	year, err := seal.IssuePublisher(root, rootKey, yearKey.Public(), from.Add(time.Minute), from.AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	scope := sealtest.Scope
	scope.NumberFrom, scope.NumberTo, scope.IndexFrom, scope.IndexTo = 2026002001, 2026003000, 0, 999
	key := sealtest.Key("next signer")
	certificate, err := seal.IssueSigner(year, yearKey, key.Public(), scope, from.Add(2*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	signer, err := seal.NewSigner(certificate, key)
	if err != nil {
		t.Fatal(err)
	}
	content := w.Content()
	content.Issued = sealtest.Now.Add(time.Hour)
	content.Roots, content.Crosses, content.Retired, content.Publishers = [][]byte{root.DER()}, [][]byte{cross}, [][]byte{w.Root.DER()}, [][]byte{last.DER(), year.DER()}
	content.Signers = append(content.Signers, seal.SignerEntry{Certificate: certificate.DER()})
	if err := content.Status.Set(5, seal.StatusValid); err != nil {
		t.Fatal(err)
	}
	renewed, err := seal.MakeBundle(content, root, year, yearKey)
	if err != nil {
		t.Fatal(err)
	}
	content.Issued = content.Issued.Add(time.Minute)
	replaced, err := seal.MakeBundle(content, root, last, lastKey)
	if err != nil {
		t.Fatal(err)
	}
	claims := w.Claims()
	claims.Number, claims.StatusIndex = scope.NumberFrom, 5
	fresh, err := seal.Seal(claims, signer)
	if err != nil {
		t.Fatal(err)
	}

	b := open(t, look{at: sealtest.Now.Add(2 * time.Hour)})
	b.visit(s.address(w.Seal(w.Claims())))
	s.publish(renewed, root.DER())
	for _, sealed := range [][]byte{fresh, w.Seal(w.Claims())} {
		b.visit(s.address(sealed))
		b.until(`document.getElementById("verdict").textContent === "Genuine and current" && document.getElementById("refused").hidden`)
	}
	if said := b.text("#roots"); !strings.Contains(said, seal.Fingerprint(root.DER())) {
		t.Errorf("the new root is not shown: %s", said)
	}
	s.publish(replaced, root.DER())
	b.visit(s.address(fresh))
	b.until(`!document.getElementById("refused").hidden`)
	if said := b.text("#refused"); !strings.Contains(said, "a key that has been replaced") {
		t.Error(said)
	}
}

// A registry's key in wrong hands may list a root of the thief's: the device does not trust it, also not after the page was opened anew.
func TestListedRootIsNotTrusted(t *testing.T) {
	w, s := worldSite(t, false)
	thief := sealtest.Key("thief")
	root, err := seal.NewRoot("Thief", thief, sealtest.Now.Add(-time.Hour), sealtest.Now.AddDate(1, 0, 0), false)
	if err != nil {
		t.Fatal(err)
	}
	paper := s.address(w.Seal(w.Claims()))
	b := open(t, look{at: now.Add(time.Hour)})
	b.visit(paper)
	content := w.Content()
	content.Issued = content.Issued.Add(time.Minute)
	content.Roots = append(content.Roots, root.DER())
	s.publish(w.BundleFile(content), w.Root.DER())
	for range 2 {
		b.visit(paper)
		b.until(`document.getElementById("list").textContent.includes("13:32")`)
		if said := b.text("#roots"); strings.Contains(said, seal.Fingerprint(root.DER())) {
			t.Error("the thief's root is shown as trusted")
		}
	}
	content.Issued = content.Issued.Add(time.Minute)
	file, err := seal.MakeBundle(content, root, nil, thief)
	if err != nil {
		t.Fatal(err)
	}
	s.publish(file, w.Root.DER())
	b.visit(paper)
	b.until(`!document.getElementById("refused").hidden`)
	if said := b.text("#refused"); !strings.Contains(said, "another root key") {
		t.Error(said)
	}
}

package seal_test

import (
	"crypto/ecdsa"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// ministry is a root with its publisher of one year.
type ministry struct {
	root         *seal.Root
	rootKey      *ecdsa.PrivateKey
	publisher    *seal.Publisher
	publisherKey *ecdsa.PrivateKey
}

func newMinistry(t *testing.T, word string, from time.Time) *ministry {
	t.Helper()
	m := &ministry{rootKey: sealtest.Key("root " + word)}
	var err error
	if m.root, err = seal.NewRoot(word, m.rootKey, from, from.AddDate(20, 0, 0), false); err != nil {
		t.Fatal(err)
	}
	m.certify(t, word, from)
	return m
}

// certify replaces the publisher.
func (m *ministry) certify(t *testing.T, word string, from time.Time) {
	t.Helper()
	m.publisherKey = sealtest.Key("publisher " + word)
	var err error
	if m.publisher, err = seal.IssuePublisher(m.root, m.rootKey, m.publisherKey.Public(), from, from.AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
}

// publish signs what lists this ministry's root and nothing else that was not given.
func (m *ministry) publish(t *testing.T, content seal.BundleContent) []byte {
	t.Helper()
	content.Roots = append(content.Roots, m.root.DER())
	if content.Expires.IsZero() {
		content.Expires = content.Issued.AddDate(0, 1, 0)
	}
	file, err := seal.MakeBundle(content, m.root, m.publisher, m.publisherKey)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func (m *ministry) signer(t *testing.T, from time.Time) (*seal.SignerCertificate, *seal.Signer) {
	t.Helper()
	key := sealtest.Key("signer")
	c, err := seal.IssueSigner(m.publisher, m.publisherKey, key.Public(), sealtest.Scope, from)
	if err != nil {
		t.Fatal(err)
	}
	s, err := seal.NewSigner(c, key)
	if err != nil {
		t.Fatal(err)
	}
	return c, s
}

func TestSuccessor(t *testing.T) {
	now := sealtest.Now
	year := now.AddDate(0, -6, 0)
	m, stranger := newMinistry(t, "first", year), newMinistry(t, "stranger", year)
	kept, err := seal.ParseBundle(m.publish(t, seal.BundleContent{Issued: now}))
	if err != nil {
		t.Fatal(err)
	}
	renewed := *m
	renewed.certify(t, "second", now.Add(-time.Hour))
	afterTheft, err := seal.ParseBundle(renewed.publish(t, seal.BundleContent{Issued: now}))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		kept *seal.Bundle
		by   *ministry
		at   time.Time
		want string
	}{
		{"the next night's", kept, m, now.Add(24 * time.Hour), ""},
		{"the same again", kept, m, now, ""},
		{"yesterday's", kept, m, now.Add(-24 * time.Hour), "bundle.old"},
		{"a clock of the ministry some hours ahead", kept, m, now.Add(30 * time.Hour), ""},
		{"one of next year, which would shut out all others", kept, m, now.AddDate(0, 5, 0), "bundle.clock"},
		{"a stranger's", kept, stranger, now.Add(time.Hour), "bundle.root"},
		{"the registry's new key, over a thief's later date", kept, &renewed, now.Add(-time.Hour), ""},
		{"the stolen key, after the new one was seen", afterTheft, m, now.Add(time.Hour), "bundle.replaced"},
	} {
		if _, err := c.kept.Successor(c.by.publish(t, seal.BundleContent{Issued: c.at}), now.Add(24*time.Hour)); code(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// A new root is accepted by the old one's signature, also by a receiver that slept through a rotation; without it never, and a retired root
// vouches for old papers only.
func TestRotationOfTheRoot(t *testing.T) {
	now := sealtest.Now
	first := newMinistry(t, "first", now.AddDate(-2, 0, 0))
	certificate, signer := first.signer(t, now.AddDate(-2, 2, 0))
	first.certify(t, "first, this year", now.AddDate(0, -6, 0))
	kept, err := seal.ParseBundle(first.publish(t, seal.BundleContent{Issued: now}))
	if err != nil {
		t.Fatal(err)
	}
	second, third := newMinistry(t, "second", now.Add(time.Hour)), newMinistry(t, "third", now.Add(2*time.Hour))
	cross := func(old, next *ministry) []byte {
		t.Helper()
		der, err := seal.Cross(old.root, old.rootKey, next.root)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	toSecond, toThird := cross(first, second), cross(second, third)
	last := newMinistry(t, "first", now.AddDate(-2, 0, 0)) // the year's publisher that certified the old signer
	status := seal.NewStatusList(2000)
	if err := status.Set(1004, seal.StatusValid); err != nil {
		t.Fatal(err)
	}
	content := seal.BundleContent{
		Issued: now.Add(3 * time.Hour), Crosses: [][]byte{toSecond}, Retired: [][]byte{first.root.DER()}, Status: status,
		Publishers: [][]byte{last.publisher.DER()}, Signers: []seal.SignerEntry{{Certificate: certificate.DER()}},
	}
	rotated, err := kept.Successor(second.publish(t, content), now.Add(4*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if roots := rotated.TrustedRoots(); len(roots) != 1 || roots[0].KeyID != second.root.KeyID {
		t.Errorf("%d roots are trusted after the rotation", len(roots))
	}
	paper := sealtest.New(false).Claims()
	paper.Issued = now.AddDate(-2, 3, 0)
	sealed, err := seal.Seal(paper, signer)
	if err != nil {
		t.Fatal(err)
	}
	if v := seal.Verify(sealed, rotated, now.Add(4*time.Hour), seal.Policy{}); v.Code != seal.Current {
		t.Errorf("a paper of the old root: %s, %s", v.Code, v.Reason)
	}
	if _, err := rotated.Successor(first.publish(t, seal.BundleContent{Issued: now.Add(5 * time.Hour)}), now.Add(6*time.Hour)); code(err) != "bundle.root" {
		t.Errorf("the retired root still publishes: %v", err)
	}
	both := seal.BundleContent{Issued: now.Add(5 * time.Hour), Crosses: [][]byte{toSecond, toThird}, Retired: [][]byte{first.root.DER(), second.root.DER()}}
	if _, err := kept.Successor(third.publish(t, both), now.Add(6*time.Hour)); err != nil {
		t.Errorf("two rotations at once: %v", err)
	}
	none := seal.BundleContent{Issued: now.Add(5 * time.Hour), Retired: [][]byte{first.root.DER()}}
	if _, err := kept.Successor(second.publish(t, none), now.Add(6*time.Hour)); code(err) != "bundle.root" {
		t.Errorf("a root for which nobody vouches: %v", err)
	}
	// A root that is listed only is not trusted from then on: else a stolen publisher's key could plant one.
	planted := seal.BundleContent{Issued: now.Add(5 * time.Hour), Roots: [][]byte{third.root.DER()}}
	b, err := kept.Successor(first.publish(t, planted), now.Add(6*time.Hour))
	if err != nil || len(b.TrustedRoots()) != 1 {
		t.Errorf("a planted root: %v", err)
	}
}

func TestCrossJoinsLikeWithLike(t *testing.T) {
	real, sample := sealtest.New(false), sealtest.New(true)
	if _, err := seal.Cross(real.Root, real.RootKey, sample.Root); code(err) != "root.cross" {
		t.Error(err)
	}
	late, err := seal.NewRoot("Late", sealtest.Key("late"), sealtest.Now.AddDate(10, 0, 0), sealtest.Now.AddDate(20, 0, 0), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Cross(real.Root, real.RootKey, late); code(err) != "root.cross" {
		t.Error(err)
	}
}

// A signer rests on a publisher only while the publisher itself stood, and only when the bundle names the publisher.
func TestSignerOfAPublisher(t *testing.T) {
	now := sealtest.Now
	m := newMinistry(t, "first", now.AddDate(0, -2, 0))
	certificate, signer := m.signer(t, now.AddDate(0, -1, 0))
	other := *m
	other.certify(t, "other", now.AddDate(0, -1, 0))
	status := seal.NewStatusList(2000)
	if err := status.Set(1004, seal.StatusValid); err != nil {
		t.Fatal(err)
	}
	content := seal.BundleContent{Issued: now.Add(time.Minute), Status: status, Signers: []seal.SignerEntry{{Certificate: certificate.DER()}}}
	sealed, err := seal.Seal(sealtest.New(false).Claims(), signer)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name       string
		by         *ministry
		publishers [][]byte
		want       seal.Code
	}{
		{"the publisher of the bundle itself", m, nil, seal.Current},
		{"last year's, named in the bundle", &other, [][]byte{m.publisher.DER()}, seal.Current},
		{"one that the bundle does not name", &other, nil, seal.SignerUnknown},
		{"one without a root behind it", &other, [][]byte{newMinistry(t, "stranger", now.AddDate(0, -2, 0)).publisher.DER()}, seal.SignerUnknown},
	} {
		content.Publishers = c.publishers
		b, err := seal.ParseBundle(c.by.publish(t, content))
		if err != nil {
			t.Fatal(err)
		}
		if v := seal.Verify(sealed, b, now.Add(time.Hour), seal.Policy{}); v.Code != c.want {
			t.Errorf("%s: %s, %s", c.name, v.Code, v.Reason)
		}
	}
	if _, err := m.expired(t, now.AddDate(1, 0, 0)); code(err) != "bundle.root" {
		t.Errorf("a bundle of an ended publisher: %v", err)
	}
}

func (m *ministry) expired(t *testing.T, at time.Time) (*seal.Bundle, error) {
	t.Helper()
	return seal.ParseBundle(m.publish(t, seal.BundleContent{Issued: at}))
}

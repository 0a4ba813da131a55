// Package desktest makes enrolled desks for tests, without a registry: the test itself plays the root that certifies the sealing key.
package desktest

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"io/fs"
	"strings"
	"testing"
	"time"

	"medsoc/assets/profiles"
	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/journal"
	"medsoc/store/wire"
)

// Passphrase opens the first member's key; the others' is Passphrase with the member's number, from 2.
const Passphrase = "correct horse battery"

// Ministry is what a registry would be: it certifies sealing keys and can publish a trust bundle.
type Ministry struct {
	Root    *seal.Root
	RootKey *ecdsa.PrivateKey
	Signers []seal.SignerEntry
	Head    *journal.SigningKey
	Reading *journal.ReadingKey
	desks   int
}

// Bench is a desk with three members who can decide together: a chair (unlocked) and two doctors.
type Bench struct {
	*desk.Desk
	Ministry *Ministry
	Dir      string
	Members  []expertise.Member
	Clock    *Clock
}

// Clock is a clock that a test sets.
type Clock struct{ At time.Time }

// Now gives the set time and moves on by a second.
func (c *Clock) Now() time.Time {
	c.At = c.At.Add(time.Second)
	return c.At
}

// Profile loads a country's profile.
func Profile(country string) (*law.Profile, error) { return law.Load(profiles.Files, country+".yaml") }

// NewLaw is Azerbaijan's profile as a ministry may change it: the row of Stroke is worded otherwise and lasts a year, and there is a
// commission 77.
func NewLaw(t testing.TB) []byte {
	t.Helper()
	text := string(must(fs.ReadFile(profiles.Files, "az.yaml"))(t))
	for _, change := range [][2]string{
		{"en: severe weakness of one side or loss of speech}\n        icd: [I69, G81]\n        percent: 65..80\n        term: 2 years",
			"en: severe weakness by the new wording}\n        icd: [I69, G81]\n        percent: 65..80\n        term: 1 year"},
		{"\ncommissions:\n", "\ncommissions:\n  - {number: 77, names: {az: Yeni, en: New}}\n"},
	} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("az.yaml does not say %q any more", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	return []byte(text)
}

// Administrator unlocks the desk for its administrator, who is added at the first time.
func (b *Bench) Administrator(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	const passphrase = "administrator's own words"
	if _, err := b.Unlock(ctx, passphrase); err == nil {
		return
	}
	must(b.AddMember(ctx, desk.NewMember{Name: "İ. İnzibatçı", Role: expertise.RoleAdministrator, Passphrase: passphrase}))(t)
	must(b.Unlock(ctx, passphrase))(t)
}

// NewMinistry draws a sample root.
func NewMinistry(t testing.TB, now time.Time) *Ministry { return newMinistry(t, now, true) }

// TrueMinistry draws a root whose papers are no samples.
func TrueMinistry(t testing.TB, now time.Time) *Ministry { return newMinistry(t, now, false) }

func newMinistry(t testing.TB, now time.Time, sample bool) *Ministry {
	t.Helper()
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	root := must(seal.NewRoot("Test", key, now.AddDate(0, 0, -1), now.AddDate(10, 0, 0), sample))(t)
	return &Ministry{Root: root, RootKey: key, Head: must(journal.NewSigningKey())(t), Reading: must(journal.NewReadingKey())(t)}
}

// New makes a desk on 12 November 2026 in a new folder.
func New(t testing.TB) *Bench {
	clock := &Clock{time.Date(2026, 11, 12, 6, 0, 0, 0, time.UTC)}
	return NewAt(t, NewMinistry(t, clock.At), clock)
}

// NewAt makes another desk of the same ministry.
func NewAt(t testing.TB, m *Ministry, clock *Clock) *Bench {
	t.Helper()
	ctx := context.Background()
	keys := must(desk.NewKeys())(t)
	_, point, err := keys.Points()
	if err != nil {
		t.Fatal(err)
	}
	m.desks++
	from := uint64(m.desks) * 1000
	scope := seal.SignerScope{Commission: 3, NumberFrom: from, NumberTo: from + 999, IndexFrom: from, IndexTo: from + 999, Sample: m.Root.Sample}
	signer, _ := certify(t, m.Root, m.RootKey, point, scope, clock.At) // by the root itself, which a bundle without publishers knows
	publisher, key := m.publisher(t, clock.At)
	_, document := certify(t, publisher, key, point, scope, clock.At)
	m.Signers = append(m.Signers, seal.SignerEntry{Certificate: signer})
	profile := must(Profile("az"))(t)
	about := wire.Enrolled{Desk: expertise.DeskID("desk-" + string(rune('0'+m.desks))), DeskNumber: m.desks, Commission: 3,
		CommissionName: map[string]string{"az": "Bakı № 3", "en": "Baku No. 3"}, Country: "az", Host: "tsera.gov.az", Epoch: "test", Registry: "registry",
		HeadKey: must(m.Head.Public())(t), Reading: m.Reading.Public(), Signer: signer, Publisher: publisher.DER(), Document: document, Root: m.Root.DER(), Sample: m.Root.Sample}
	b := &Bench{Ministry: m, Dir: t.TempDir(), Clock: clock}
	b.Desk, err = desk.Create(ctx, b.Dir, profile, keys, about, "", desk.NewMember{Name: "Dr. Əliyeva L.", Role: expertise.RoleChair, Passphrase: Passphrase},
		desk.Options{Now: clock.Now, Demonstration: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	b.Members = append(b.Members, b.User())
	for i, name := range []string{"Dr. Həsənov R.", "Dr. Quliyeva N."} {
		member, err := b.AddMember(ctx, desk.NewMember{Name: name, Role: expertise.RoleDoctor, Passphrase: MemberPassphrase(i + 2)})
		if err != nil {
			t.Fatal(err)
		}
		b.Members = append(b.Members, member)
	}
	return b
}

// Renew certifies the desk's sealing key for a new block of so many numbers, as the registry does at a synchronisation.
func (b *Bench) Renew(t testing.TB, numbers uint64) {
	t.Helper()
	m := b.Ministry
	point, _, err := b.SignerDue(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	m.desks++
	from := uint64(m.desks) * 1000
	publisher, key := m.publisher(t, b.Clock.At)
	scope := seal.SignerScope{Commission: 3, NumberFrom: from, NumberTo: from + numbers - 1, IndexFrom: from, IndexTo: from + numbers - 1, Sample: m.Root.Sample}
	about := b.About()
	about.Publisher = publisher.DER()
	about.Signer, about.Document = certify(t, publisher, key, point, scope, b.Clock.At)
	m.Signers = append(m.Signers, seal.SignerEntry{Certificate: about.Signer})
	if err := b.TakeSigner(context.Background(), about); err != nil {
		t.Fatal(err)
	}
}

// publisher draws a key of the registry's own, for which the root stands.
func (m *Ministry) publisher(t testing.TB, at time.Time) (*seal.Publisher, *ecdsa.PrivateKey) {
	t.Helper()
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	return must(seal.IssuePublisher(m.Root, m.RootKey, key.Public(), at.Add(-time.Hour), at.AddDate(1, 0, 0)))(t), key
}

// certify gives a desk's sealing key both of its certificates: for seals, and for signatures on PDF files.
func certify(t testing.TB, issuer seal.Issuer, key *ecdsa.PrivateKey, point []byte, scope seal.SignerScope, at time.Time) (signer, document []byte) {
	t.Helper()
	public := must(ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point))(t)
	signer = must(seal.IssueSigner(issuer, key, public, scope, at.Add(-time.Hour)))(t).DER()
	return signer, must(seal.NewDocumentCertificate(issuer, key, "Bakı № 3", point, at.Add(-time.Hour), at.AddDate(0, 3, 0)))(t)
}

// MemberPassphrase is the passphrase of the n-th member, from 1.
func MemberPassphrase(n int) string {
	if n == 1 {
		return Passphrase
	}
	return Passphrase + " " + string(rune('0'+n))
}

// Leyla is a complete person.
func Leyla() expertise.Person {
	return expertise.Person{Name: expertise.Name{Surname: "Əliyeva", Given: "Leyla", Patronymic: "Rəşid qızı"}, Sex: expertise.Female,
		Birth: expertise.MustDate("1979-03-14"), BirthPlace: "Şəki", Identifier: expertise.Identifier{Scheme: expertise.SchemeFIN, Value: "5K1Z71A"},
		Citizenship: "AZ", RegisteredAddress: "Bakı, Nizami küç. 5", Phone: "+994 50 111 22 33"}
}

// Stroke is a complete examination: a stroke's consequences, rated within its criteria row.
func Stroke(on expertise.Date) expertise.Examination {
	x := expertise.Examination{On: on, Mode: "in-person", Cause: "general", Activities: map[expertise.Activity]expertise.Qualifier{},
		Diagnoses:   []expertise.Diagnosis{{Code: "I69.3", Side: expertise.SideRight, Main: true}, {Code: "I10", Side: expertise.SideNone}},
		Impairments: []expertise.Impairment{{Row: "stroke-paresis-severe", Diagnosis: "I69.3", Side: expertise.SideRight, Percent: 70}}}
	for _, a := range expertise.Activities {
		x.Activities[a] = 2
	}
	return x
}

// Referred registers a person and opens a case.
func (b *Bench) Referred(t testing.TB, p expertise.Person) expertise.CaseID {
	t.Helper()
	ctx := context.Background()
	id := must(b.RegisterPerson(ctx, p))(t)
	return must(b.ReceiveReferral(ctx, expertise.Referral{Person: id, Purpose: "first", From: expertise.Institution{Code: "5", Name: "Bakı ş. 5 saylı poliklinika"},
		Diagnoses: []expertise.Diagnosis{{Code: "I69.3", Side: expertise.SideRight, Main: true}}}, expertise.ReferralNarrative{Text: "İnsultdan sonra sağtərəfli hemiparez."}))(t)
}

// Decided takes a case through examination and decision; all three members sign.
func (b *Bench) Decided(t testing.TB, id expertise.CaseID) {
	t.Helper()
	ctx := context.Background()
	if err := b.RecordExamination(ctx, id, Stroke(b.Today()), expertise.ExaminationNarrative{Findings: "Addımlama köməklə."}); err != nil {
		t.Fatal(err)
	}
	must(b.Decide(ctx, id, desk.Choice{}))(t)
	for i, m := range b.Members {
		must(b.Sign(ctx, id, m.ID, MemberPassphrase(i+1)))(t)
	}
}

// Bundle publishes a trust bundle in which the places given have a status, and all others of the signers' blocks are not registered.
func (m *Ministry) Bundle(t testing.TB, now time.Time, status map[uint64]seal.Status) *seal.Bundle {
	t.Helper()
	list := seal.NewStatusList(uint64(m.desks+1) * 1000)
	for i := range list.Len() {
		s, known := status[i]
		if !known {
			s = seal.StatusUnregistered
		}
		if err := list.Set(i, s); err != nil {
			t.Fatal(err)
		}
	}
	content := seal.BundleContent{Roots: [][]byte{m.Root.DER()}, Signers: m.Signers, Status: list, Issued: now, Expires: now.AddDate(0, 1, 0)}
	data := must(seal.MakeBundle(content, m.Root, nil, m.RootKey))(t)
	return must(seal.ParseBundle(data, m.Root))(t)
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

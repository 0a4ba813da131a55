package registry_test

import (
	"context"
	"encoding/hex"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/records"
	"medsoc/store/registry/registrytest"
	"medsoc/store/wire"
)

// papers makes papers of one case as a desk would that keeps no rule: each under the next number.
type papers struct {
	*rawDesk
	scope  seal.SignerScope
	signer *seal.Signer
	next   uint64
}

func newPapers(t *testing.T, w *registrytest.World) *papers {
	t.Helper()
	d := newRaw(t, w, 3)
	certificate, err := seal.ParseSigner(d.about.Signer)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := seal.NewSigner(certificate, d.sealing.ECDSA())
	if err != nil {
		t.Fatal(err)
	}
	d.decided("c1", "p1", "d1")
	return &papers{d, certificate.Scope, signer, 0}
}

// issue makes the op of a paper; its seal says duplicate or not, whatever the entry says.
func (p *papers) issue(id expertise.CertificateID, kind expertise.CertificateKind, replaces expertise.CertificateID, duplicate bool) journal.Signed {
	p.t.Helper()
	at := p.w.Now().UTC().Truncate(time.Second)
	c := seal.Claims{Issuer: "tsera.gov.az", Issued: at, Number: p.scope.NumberFrom + p.next, StatusIndex: p.scope.IndexFrom + p.next, Kind: kind,
		Name: seal.Name{Surname: "Əliyeva", Given: "Leyla"}, Commission: 3, Sample: true, Duplicate: duplicate}
	p.next++
	sealed, err := seal.Seal(c, p.signer)
	if err != nil {
		p.t.Fatal(err)
	}
	hash := seal.Hash(sealed)
	return p.op(p.doctors[0], caseOf("c1"), "p1", &expertise.CertificateIssued{Certificate: expertise.Certificate{ID: id, Kind: kind, Number: c.Number, Index: c.StatusIndex,
		Decision: "d1", Commission: 3, SealHash: hex.EncodeToString(hash[:]), Issued: at, Sample: true, Replaces: replaces}, Personal: expertise.CertificatePersonal{Sealed: sealed}})
}

// The registry takes papers of every kind, and holds a desk to what a case may have.
func TestPapersOfEveryKind(t *testing.T) {
	p := newPapers(t, registrytest.New(t))
	p.mustRefuse("certificate.first", p.issue("e0", expertise.KindExtract, "", false))
	p.mustTake(p.issue("c", expertise.KindCertificate, "", false))
	p.mustTake(p.issue("e", expertise.KindExtract, "", false), p.issue("r", expertise.KindProgramme, "", false))
	p.mustRefuse("certificate.exists", p.issue("c2", expertise.KindCertificate, "", false))
	p.mustRefuse("certificate.exists", p.issue("n", expertise.KindRefusal, "", false))
	p.mustRefuse("certificate.exists", p.issue("e2", expertise.KindExtract, "", false))
	p.mustRefuse("certificate.unknown", p.issue("x1", expertise.KindCertificate, "elsewhere", true)) // no paper of this case
	p.mustRefuse("certificate.unknown", p.issue("x2", expertise.KindCertificate, "e", true))         // no paper of this kind
	p.mustRefuse("registry.seal", p.issue("x3", expertise.KindCertificate, "c", false))              // the seal hides that it is a duplicate
	p.mustRefuse("registry.seal", p.issue("x4", expertise.KindExtract, "", true))
	p.mustTake(p.issue("d", expertise.KindCertificate, "c", true))
	p.mustRefuse("certificate.unknown", p.issue("x5", expertise.KindCertificate, "c", true)) // replaced already
	p.mustTake(p.op(p.doctors[0], caseOf("c1"), "p1", &expertise.CertificateReplaced{Certificate: "c", By: "d", Reason: "itib"}))

	_, file := get(t, p.w.URL+wire.PathTrust)
	bundle, err := seal.ParseBundle(file, p.w.Keys.Root)
	if err != nil {
		t.Fatal(err)
	}
	states := map[expertise.CertificateID]uint64{}
	db, err := records.Open(p.w.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Read(context.Background(), func(tx *records.Tx) error {
		return tx.Each(`select id, idx from certificate`, nil, func(scan func(...any) error) error {
			var id expertise.CertificateID
			var index uint64
			err := scan(&id, &index)
			states[id] = index
			return err
		})
	})
	if err != nil || len(states) != 4 {
		t.Fatal(states, err)
	}
	for id, want := range map[expertise.CertificateID]seal.Status{"c": seal.StatusRevoked, "d": seal.StatusValid, "e": seal.StatusValid, "r": seal.StatusValid} {
		if got, _ := bundle.Status.At(states[id]); got != want {
			t.Errorf("paper %s has status %d, want %d", id, got, want)
		}
	}
}

// A registry's database of an earlier program is brought up to date when the registry opens, with what the desks sent before.
func TestDatabaseOfAnEarlierProgram(t *testing.T) {
	ctx := context.Background()
	w := registrytest.New(t)
	b, _, _, sealed := issued(t, w)
	registrytest.Sync(t, b)
	path := w.Backup(t)
	db, err := records.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(ctx, func(tx *records.Tx) error {
		for _, statement := range []string{`drop index certificate_replaces`, `alter table certificate drop column replaces`, `alter table certificate drop column reason`,
			`alter table decision drop column services`, `drop table sitting`, `delete from meta where name = 'schema'`} {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	w.Swap(w.Open(t, path).Handler())
	_, file := get(t, w.URL+wire.PathTrust)
	bundle, err := seal.ParseBundle(file, w.Keys.Root)
	if err != nil {
		t.Fatal(err)
	}
	if v := seal.Verify(sealed, bundle, w.Now(), seal.Policy{}); v.Code != seal.Current {
		t.Errorf("the paper issued before: %s", v.Code)
	}
	for _, table := range []string{"person", "case_file", "decision", "certificate", "member", "due"} {
		if was, is := registrytest.Count(t, w.Path, `select count(*) from `+table), registrytest.Count(t, path, `select count(*) from `+table); was != is || is == 0 {
			t.Errorf("%s: %d rows, were %d", table, is, was)
		}
	}
	registrytest.Sync(t, b) // the desks notice nothing
}

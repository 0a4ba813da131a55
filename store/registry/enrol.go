package registry

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/wire"
)

const (
	codeTime = 7 * 24 * time.Hour
	// block is how many certificate numbers, and places in the status list, a signer gets. A busy commission issues some 40 papers a day,
	// and a signer lasts 90 days.
	block = 5000
	// firstNumber makes every number of a certificate eight digits long.
	firstNumber = 10_000_001
)

// codeLetters leaves out what is mistaken for something else when read aloud or typed.
const codeLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

// MakeCode lets one desk of a commission in, within seven days. The code is 25 letters (123 bits), shown once and kept as a hash.
func (r *Registry) MakeCode(ctx context.Context, commission expertise.CommissionNumber, deskName string) (string, error) {
	if _, known := r.profile().Commission(commission); !known {
		return "", fmt.Errorf("commission %d is not in the country profile %s: choose one that is, or add it there", commission, r.profile().Country)
	}
	if deskName == "" || len(deskName) > 200 {
		return "", errors.New("the desk needs a name of at most 200 letters, as its people call it")
	}
	var groups []string
	for range 5 {
		groups = append(groups, randomLetters(5))
	}
	code := strings.Join(groups, "-")
	return code, r.write(ctx, func(t *tx) error {
		return t.exec(`insert into enrol_code (hash, commission, name, expires) values ($1, $2, $3, $4)`,
			secretHash(plainCode(code)), int64(commission), deskName, t.now.Add(codeTime).UnixMilli())
	})
}

func randomLetters(n int) string {
	out := make([]byte, 0, n)
	for len(out) < n {
		var b [1]byte
		rand.Read(b[:])
		if limit := 256 / len(codeLetters) * len(codeLetters); int(b[0]) < limit { // every letter equally often
			out = append(out, codeLetters[int(b[0])%len(codeLetters)])
		}
	}
	return string(out)
}

// plainCode is what was meant, however it was typed.
func plainCode(typed string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(typed))
}

// secretHash is how codes and tokens are kept: they are random, so a plain hash tells nothing.
func secretHash(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}

// enrol lets a desk in. The same desk asking again with its code, because the answer was lost, is answered again. A desk whose program ended
// before it kept its keys asks with new ones: under the same name, and while nothing was sent by the first enrolment, it takes its place.
func (r *Registry) enrol(t *tx, q wire.Enrol) (wire.Enrolled, error) {
	if !point(q.Signing) || !point(q.Reading) || !point(q.Signer) || len(q.Name) > 200 || len(q.Code) > 64 {
		return wire.Enrolled{}, refuse(http.StatusBadRequest, "enrol.form", "the enrolment is incomplete: update the desk's program")
	}
	if !expertise.VerifyES256(q.Signing, wire.EnrolHash(q.Code), q.Proof) {
		return wire.Enrolled{}, refuse(http.StatusBadRequest, "enrol.proof", "the desk does not hold the key it showed: start the enrolment again")
	}
	var commission, expires int64
	var name, used string
	hash := secretHash(plainCode(q.Code))
	err := t.row(`select commission, name, expires, desk from enrol_code where hash = $1`, hash).Scan(&commission, &name, &expires, &used)
	if errors.Is(err, sql.ErrNoRows) || err == nil && t.now.UnixMilli() >= expires {
		return wire.Enrolled{}, refuseCode()
	}
	if err != nil {
		return wire.Enrolled{}, err
	}
	if used != "" {
		d, _, err := t.desk(expertise.DeskID(used))
		if err != nil {
			return wire.Enrolled{}, err
		}
		if !d.Revoked && bytes.Equal(d.Signing, q.Signing) {
			return r.enrolled(t, d)
		}
		if err := t.giveUp(d, cmp.Or(q.Name, name)); err != nil {
			return wire.Enrolled{}, err
		}
	}
	d := deskRow{ID: expertise.DeskID(newID()), Commission: expertise.CommissionNumber(commission), Signing: q.Signing, Reading: q.Reading}
	if err := t.row(`select max(number) + 1 from desk`).Scan(&d.Number); err != nil {
		return wire.Enrolled{}, err
	}
	if q.Name != "" {
		name = q.Name
	}
	err = errors.Join(
		t.exec(`insert into desk (id, number, name, commission, signing, reading, enrolled) values ($1,$2,$3,$4,$5,$6,$7)`,
			d.ID, d.Number, name, commission, q.Signing, q.Reading, t.now.UnixMilli()),
		t.exec(`update enrol_code set desk = $2 where hash = $1`, hash, d.ID),
		t.openCommission(d.Commission),
		r.issueSigner(t, d, q.Signer))
	if err != nil {
		return wire.Enrolled{}, err
	}
	return r.enrolled(t, d)
}

// giveUp shuts out a desk that never began to work, so that its code may be used again; the papers it could have sealed are of no known
// signer. A desk that sent anything, was shut out, or has another name keeps its code used.
func (t *tx) giveUp(d deskRow, name string) error {
	stands, err := t.exists(`select 1 from desk where id = $1 and name = $2 and revoked = 0 and not exists (select 1 from op where op.desk = desk.id)`, d.ID, name)
	if err != nil {
		return err
	}
	if !stands {
		return refuseCode()
	}
	return errors.Join(
		t.exec(`update desk set revoked = $2 where id = $1`, d.ID, t.now.UnixMilli()),
		t.exec(`update signer set revoked_since = issued where desk = $1`, d.ID),
		t.touchTrust())
}

func refuseCode() error {
	return refuse(http.StatusForbidden, "enrol.code", "this code is not valid, was used or has expired: ask the ministry for a new one")
}

// point tells whether bytes are an uncompressed point of P-256.
func point(b []byte) bool {
	_, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), b)
	return err == nil
}

// issueSigner certifies a desk's sealing key for the next free block of numbers and of places in the status list.
func (r *Registry) issueSigner(t *tx, d deskRow, public []byte) error {
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), public)
	if err != nil {
		return refuse(http.StatusBadRequest, "signer.form", "the sealing key is not one on the curve P-256: make a new one")
	}
	var number, index uint64
	if err := t.row(`select coalesce(max(number_to) + 1, $1), coalesce(max(index_to) + 1, 0) from signer`, firstNumber).Scan(&number, &index); err != nil {
		return err
	}
	scope := seal.SignerScope{Commission: d.Commission, NumberFrom: number, NumberTo: number + block - 1, IndexFrom: index, IndexTo: index + block - 1, Sample: r.keys.Root.Sample}
	from := t.now.Add(-10 * time.Minute) // the desk's clock may be behind
	if began := r.keys.Publisher.Certificate.NotBefore; from.Before(began) {
		from = began
	}
	if t.now.After(r.keys.Publisher.Certificate.NotAfter) {
		return refuse(http.StatusServiceUnavailable, "authority.ended", "the registry's own certificate has ended: the ministry must have it certified anew; go on working until then")
	}
	certificate, err := seal.IssueSigner(r.keys.Publisher, r.keys.key.ECDSA(), key, scope, from)
	if err != nil {
		return err
	}
	if err := t.touchTrust(); err != nil {
		return err
	}
	return t.exec(`insert into signer (id, desk, commission, certificate, number_from, number_to, index_from, index_to, issued) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
		hex.EncodeToString(certificate.KeyID[:]), d.ID, int64(d.Commission), certificate.DER(), int64(scope.NumberFrom), int64(scope.NumberTo),
		int64(scope.IndexFrom), int64(scope.IndexTo), t.now.UnixMilli())
}

// renew gives the desk a new signer once the old one is more than half used up or half over, or when the registry has a new certificate of
// its own; until then it answers with the present one. A key that was revoked is never certified again.
func (r *Registry) renew(t *tx, d deskRow, q wire.Renew) (wire.Enrolled, error) {
	var from, to, issued, used, revoked int64
	var certificate []byte
	err := t.row(`select number_from, number_to, issued, revoked_since, certificate from signer where desk = $1 order by number_from desc limit 1`, d.ID).Scan(&from, &to, &issued, &revoked, &certificate)
	if err != nil {
		return wire.Enrolled{}, err
	}
	if err := t.row(`select coalesce(max(number), 0) from certificate where number >= $1 and number <= $2`, from, to).Scan(&used); err != nil {
		return wire.Enrolled{}, err
	}
	present, err := seal.ParseSigner(certificate)
	if err != nil {
		return wire.Enrolled{}, err
	}
	public, _ := present.Certificate.PublicKey.(*ecdsa.PublicKey)
	same := public != nil && bytes.Equal(uncompressed(public), q.Signer)
	if same && revoked != 0 {
		return wire.Enrolled{}, refuse(http.StatusForbidden, "signer.revoked", "the ministry took back this desk's right to seal: enrol the desk anew with a new code")
	}
	if !same || !present.CertifiedBy(r.keys.Publisher) || used >= from+block/2 || t.now.After(time.UnixMilli(issued).Add(seal.SignerValidity/2)) {
		if err := r.issueSigner(t, d, q.Signer); err != nil {
			return wire.Enrolled{}, err
		}
	}
	return r.enrolled(t, d)
}

func uncompressed(key *ecdsa.PublicKey) []byte {
	b, err := key.Bytes()
	if err != nil {
		return nil
	}
	return b
}

// enrolled describes the desk as it stands, with its newest signer.
func (r *Registry) enrolled(t *tx, d deskRow) (wire.Enrolled, error) {
	e := wire.Enrolled{Desk: d.ID, DeskNumber: d.Number, Commission: d.Commission, Country: r.profile().Country, Host: r.host, Epoch: r.epoch, Registry: r.id,
		HeadKey: r.keys.headPublic, Reading: r.keys.Reading.Public(), Publisher: r.keys.Publisher.DER(), Root: r.keys.Root.DER(), Sample: r.keys.Root.Sample}
	if c, known := r.profile().Commission(d.Commission); known {
		e.CommissionName = c.Names
	}
	if err := t.row(`select certificate from signer where desk = $1 order by number_from desc limit 1`, d.ID).Scan(&e.Signer); err != nil {
		return e, err
	}
	var err error
	e.Document, err = r.document(d, e.Signer)
	return e, err
}

// document certifies the desk's sealing key for signatures on PDF files, for as long as it may seal. The name that readers show is the
// commission's.
func (r *Registry) document(d deskRow, signer []byte) ([]byte, error) {
	s, err := seal.ParseSigner(signer)
	if err != nil {
		return nil, err
	}
	public, ok := s.Certificate.PublicKey.(*ecdsa.PublicKey)
	if !ok {
		return nil, errors.New("registry: a signer without a key")
	}
	from := s.Certificate.NotBefore
	if began := r.keys.Publisher.Certificate.NotBefore; from.Before(began) {
		from = began
	}
	name := fmt.Sprintf("Commission %d", d.Commission)
	if c, known := r.profile().Commission(d.Commission); known {
		name = c.Names.In(r.profile().Languages[0])
	}
	if r.keys.Root.Sample {
		name = "SAMPLE " + name
	}
	return seal.NewDocumentCertificate(r.keys.Publisher, r.keys.key.ECDSA(), name, uncompressed(public), from, s.Certificate.NotAfter)
}

package page

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// authority is the trust behind a desk's signature: a root, a registry's certificate where there is one, the desk's for documents.
type authority struct {
	chain []*x509.Certificate // from the desk's to the root's
	key   *ecdsa.PrivateKey   // the desk's
}

func (a authority) root() *x509.Certificate { return a.chain[len(a.chain)-1] }

// newAuthority makes fixed keys of a name; without a registry the root certifies the desk, as in a demonstration.
func newAuthority(t testing.TB, name string, registry bool) authority {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	from, to := time.Now().AddDate(0, -1, 0), time.Now().AddDate(1, 0, 0) // pdfsig judges by the day on which it runs
	rootKey, registryKey, key := sealtest.Key("root "+name), sealtest.Key("registry "+name), sealtest.Key("desk "+name)
	root, err := seal.NewRoot("Root of "+name, rootKey, from, to, true)
	must(err)
	a := authority{[]*x509.Certificate{root.Certificate}, key}
	issuer, issuerKey := seal.Issuer(root), rootKey
	if registry {
		publisher, err := seal.IssuePublisher(root, rootKey, registryKey.Public(), from, to)
		must(err)
		certificate, err := x509.ParseCertificate(publisher.DER())
		must(err)
		a.chain = slices.Insert(a.chain, 0, certificate)
		issuer, issuerKey = publisher, registryKey
	}
	point, err := key.PublicKey.Bytes()
	must(err)
	der, err := seal.NewDocumentCertificate(issuer, issuerKey, "Commission (7) of "+name, point, from, to)
	must(err)
	certificate, err := x509.ParseCertificate(der)
	must(err)
	a.chain = slices.Insert(a.chain, 0, certificate)
	return a
}

func pemOf(certificates ...*x509.Certificate) []byte {
	var all bytes.Buffer
	for _, c := range certificates {
		_ = pem.Encode(&all, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}) // a buffer takes everything
	}
	return all.Bytes()
}

// written puts files into a new folder and gives it.
func written(t testing.TB, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func signedPaper(t testing.TB, a authority) (unsigned, signed, sealed []byte) {
	t.Helper()
	w := sealtest.New(true)
	c := w.Claims()
	sealed = w.Seal(c)
	unsigned, err := PDF(sampleModel(t, w, c), sealed)
	if err != nil {
		t.Fatal(err)
	}
	signed, err = Sign(bytes.Clone(unsigned), a.key, a.chain, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return unsigned, signed, sealed
}

// What was there before is a prefix, to the byte; another reader takes the same attachment out.
func TestASignatureOnlyAppends(t *testing.T) {
	unsigned, signed, sealed := signedPaper(t, newAuthority(t, "A", true))
	if !bytes.HasPrefix(signed, unsigned) {
		t.Error("the signed document does not begin with the unsigned one")
	}
	dir := written(t, map[string][]byte{"signed.pdf": signed})
	path := filepath.Join(dir, "signed.pdf")
	if out := command(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Errorf("qpdf: %s", out)
	}
	command(t, "pdfdetach", "-save", "1", "-o", filepath.Join(dir, "attached"), path)
	if got, err := os.ReadFile(filepath.Join(dir, "attached")); err != nil || !bytes.Equal(got, sealed) {
		t.Errorf("pdfdetach: %v", err)
	}
}

// A reader that knows nothing of us and trusts the root calls the signature valid, of the whole file; of another root it says so, and a
// changed byte anywhere, before the signature or after it, is a mismatch.
func TestPopplerJudgesTheSignature(t *testing.T) {
	for name, registry := range map[string]bool{"by the registry": true, "by the root": false} {
		t.Run(name, func(t *testing.T) { popplerJudges(t, newAuthority(t, "A", registry)) })
	}
}

func popplerJudges(t *testing.T, a authority) {
	unsigned, signed, _ := signedPaper(t, a)
	early, late := bytes.Clone(signed), bytes.Clone(signed)
	early[bytes.Index(signed, []byte("/MediaBox [0 0 "))+len("/MediaBox [0 0 ")] ^= 1
	late[bytes.LastIndex(signed, []byte("/SigFlags 3"))+len("/SigFlags ")] ^= 2
	files := map[string][]byte{
		"root.pem": pemOf(a.root()), "other.pem": pemOf(newAuthority(t, "B", false).root()),
		"signed.pdf": signed, "early.pdf": early, "late.pdf": late, "unsigned.pdf": unsigned,
	}
	dir := written(t, files)
	trusting := func(root string) string {
		store := "sql:" + t.TempDir()
		command(t, "certutil", "-N", "-d", store, "--empty-password")
		if out := command(t, "certutil", "-A", "-d", store, "-n", "root", "-t", "C,C,C", "-i", filepath.Join(dir, root)); out != "" {
			t.Fatalf("certutil: %s", out)
		}
		return store
	}
	ours, others := trusting("root.pem"), trusting("other.pem")
	for _, c := range []struct{ file, store, want string }{
		{"signed.pdf", ours, "Signature is Valid."},
		{"signed.pdf", ours, "Certificate is Trusted."},
		{"signed.pdf", ours, "Total document signed"},
		{"signed.pdf", ours, "Commission (7) of A"},
		{"signed.pdf", ours, "SHA-256"},
		{"signed.pdf", others, "Certificate issuer isn't Trusted."},
		{"early.pdf", ours, "Digest Mismatch."},
		{"late.pdf", ours, "Digest Mismatch."},
		{"unsigned.pdf", ours, "does not contain any signatures"},
	} {
		if out := command(t, "pdfsig", "-nssdir", c.store, filepath.Join(dir, c.file)); !strings.Contains(out, c.want) {
			t.Errorf("%s: no %q in\n%s", c.file, c.want, out)
		}
	}
}

var byteRange = regexp.MustCompile(`/ByteRange ?\[(\d+) (\d+) (\d+) (\d+)\s*\]`)

// A second reader: OpenSSL over the bytes that the signature names, which are all but its own place.
func TestOpenSSLVerifiesTheSignature(t *testing.T) {
	a := newAuthority(t, "A", true)
	_, signed, _ := signedPaper(t, a)
	match := byteRange.FindSubmatch(signed)
	if match == nil {
		t.Fatal("no byte range")
	}
	var at [4]int
	for i := range at {
		at[i], _ = strconv.Atoi(string(match[i+1]))
	}
	if at[0] != 0 || at[2]+at[3] != len(signed) || signed[at[1]] != '<' || signed[at[2]-1] != '>' {
		t.Fatalf("the byte range %v of %d bytes leaves more out than the signature", at, len(signed))
	}
	cms, err := hex.DecodeString(string(signed[at[1]+1 : at[2]-1]))
	if err != nil {
		t.Fatal(err)
	}
	content := append(bytes.Clone(signed[:at[1]]), signed[at[2]:]...)
	changed := bytes.Clone(content)
	changed[len(changed)/2] ^= 1
	dir := written(t, map[string][]byte{"cms.der": cms, "content": content, "changed": changed, "root.pem": pemOf(a.root())})
	verify := func(file string) string {
		// The certificate's purpose is S/MIME's, which is the one that readers of PDF ask for.
		return command(t, "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", filepath.Join(dir, "cms.der"),
			"-content", filepath.Join(dir, file), "-CAfile", filepath.Join(dir, "root.pem"), "-out", os.DevNull)
	}
	if out := verify("content"); !strings.Contains(out, "successful") {
		t.Errorf("openssl: %s", out)
	}
	if out := verify("changed"); strings.Contains(out, "successful") {
		t.Errorf("openssl takes a changed document: %s", out)
	}
}

func TestWhatCannotBeSigned(t *testing.T) {
	a, b := newAuthority(t, "A", false), newAuthority(t, "B", false)
	unsigned, _, _ := signedPaper(t, a)
	for name, c := range map[string]struct {
		document []byte
		chain    []*x509.Certificate
		want     string
	}{
		"another's certificate": {unsigned, b.chain, "sign.key"},
		"no certificate":        {unsigned, nil, "sign.key"},
		"no document":           {[]byte("%PDF-1.7\n"), a.chain, "sign.document"},
		"nothing":               {nil, a.chain, "sign.document"},
		"half a document":       {unsigned[:len(unsigned)/2], a.chain, "sign.document"},
	} {
		signed, err := Sign(c.document, a.key, c.chain, time.Now())
		if e, ok := errors.AsType[*Error](err); !ok || e.Code != c.want || signed != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A key in a token is asked like any other, and why it does not sign comes back as it is.
func TestAKeyInAToken(t *testing.T) {
	a := newAuthority(t, "A", true)
	unsigned, _, _ := signedPaper(t, a)
	if signed, err := Sign(unsigned, token{a.key, nil}, a.chain, time.Now()); err != nil || !bytes.HasPrefix(signed, unsigned) {
		t.Errorf("%d bytes, %v", len(signed), err)
	}
	gone := errors.New("the token was pulled out")
	if signed, err := Sign(unsigned, token{a.key, gone}, a.chain, time.Now()); err != gone || signed != nil {
		t.Errorf("%d bytes, %v", len(signed), err)
	}
}

// token is a key that is not at hand as such.
type token struct {
	key *ecdsa.PrivateKey
	err error
}

func (t token) Public() crypto.PublicKey { return t.key.Public() }

func (t token) Sign(rand io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if t.err != nil {
		return nil, t.err
	}
	return t.key.Sign(rand, digest, opts)
}

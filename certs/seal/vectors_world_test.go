package seal_test

import (
	"bytes"
	"encoding/hex"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// vectorWorld has a second desk of another commission, a desk that the bundle does not list, and a sample root.
type vectorWorld struct {
	*sealtest.World
	other, unlisted, sample *seal.SignerCertificate
	sampleRoot              *seal.Root
}

func newVectorWorld() *vectorWorld {
	w := &vectorWorld{World: sealtest.New(false)}
	from := sealtest.Now.AddDate(0, -1, 0)
	scope := seal.SignerScope{Commission: 8, NumberFrom: 2026001001, NumberTo: 2026002000, IndexFrom: 2000, IndexTo: 2999}
	var err error
	w.other, err = seal.IssueSigner(w.Root, w.RootKey, sealtest.Key("other").Public(), scope, from)
	must(err)
	scope.Commission, scope.NumberFrom, scope.NumberTo = 9, 2026002001, 2026003000
	w.unlisted, err = seal.IssueSigner(w.Root, w.RootKey, sealtest.Key("unlisted").Public(), scope, from)
	must(err)
	w.sampleRoot, err = seal.NewRoot("Sample root", sealtest.Key("sample root"), sealtest.Now.AddDate(-1, 0, 0), sealtest.Now.AddDate(9, 0, 0), true)
	must(err)
	w.sample, err = seal.IssueSigner(w.sampleRoot, sealtest.Key("sample root"), sealtest.Key("sample").Public(), sealtest.Scope, from)
	must(err)
	return w
}

// content is the bundle of most vectors.
func (w *vectorWorld) content() seal.BundleContent {
	c := w.Content()
	c.Signers = append(c.Signers, seal.SignerEntry{Certificate: w.other.DER()})
	return c
}

func (w *vectorWorld) keys() map[string]vectorKey {
	keys := map[string]vectorKey{}
	for name, der := range map[string][]byte{
		"root": w.Root.DER(), "signer": w.SignerCertificate.DER(), "other": w.other.DER(), "unlisted": w.unlisted.DER(),
		"sample root": w.sampleRoot.DER(), "sample": w.sample.DER(),
	} {
		key := sealtest.Key(name)
		private, err := key.Bytes()
		must(err)
		public, err := key.PublicKey.Bytes()
		must(err)
		keys[name] = vectorKey{hex.EncodeToString(private), hex.EncodeToString(public), hex.EncodeToString(der)}
	}
	return keys
}

// refused are bundles that a receiver of the ordinary one does not take.
func (w *vectorWorld) refused() map[string]string {
	file := w.BundleFile(w.content())
	changed := bytes.Clone(file)
	changed[len(changed)/2] ^= 1
	high := cut(file)
	high.setS(highS(&high))
	key := sealtest.Key("sample root")
	content := w.content()
	content.Roots = append(content.Roots, w.sampleRoot.DER())
	stranger, err := seal.MakeBundle(content, w.sampleRoot, nil, key)
	must(err)
	late, err := seal.IssuePublisher(w.Root, w.RootKey, sealtest.Key("publisher").Public(), sealtest.Now.AddDate(0, -2, 0), sealtest.Now.AddDate(0, -1, 0))
	must(err)
	outOfTime, err := seal.MakeBundle(w.content(), w.Root, late, sealtest.Key("publisher"))
	must(err)
	refused := map[string]string{}
	for name, data := range map[string][]byte{
		"a byte changed": changed, "cut short": file[:len(file)-1], "a byte too many": append(bytes.Clone(file), 0),
		"signature with a high s": high.bytes(), "signed by a root that is not trusted": stranger,
		"signed by a publisher out of its time": outOfTime, "empty": {},
	} {
		refused[name] = hex.EncodeToString(data)
	}
	return refused
}

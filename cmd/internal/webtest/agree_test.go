package webtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// The page and the programs agree on what nobody thought of: bytes and payloads changed at random, the payloads signed rightly, so that
// only the strictness of the reader decides.
func TestAgreesOnChangedBytes(t *testing.T) {
	w, s := worldSite(t, false)
	bundle := w.Bundle(w.Content())
	random := rand.New(rand.NewPCG(7, 2026))
	var papers [][]byte
	for _, claims := range []seal.Claims{w.Claims(), programme(w)} {
		papers = append(papers, w.Seal(claims))
	}
	type mutant struct{ Sealed, Verdict, Reason string }
	var all []mutant
	seen := map[string]int{}
	for i := range 4000 {
		paper := papers[i%len(papers)]
		changed := change(random, paper)
		if i%4 != 0 {
			changed = signed(t, w, change(random, payloadOf(t, paper)))
		}
		v := seal.Verify(changed, bundle, now, seal.Policy{})
		seen[string(v.Code)]++
		all = append(all, mutant{hex.EncodeToString(changed), string(v.Code), v.Reason})
	}
	if seen["unreadable"] < 1000 || seen["genuine-current"] < 50 || seen["signature-wrong"] < 50 || seen["signer-unknown"] < 5 {
		t.Errorf("the changes are one-sided: %v", seen)
	}
	handler := s.Config.Handler
	s.Config.Handler = http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/mutants.json" {
			json.NewEncoder(rw).Encode(all)
			return
		}
		handler.ServeHTTP(rw, req)
	})
	b := open(t, look{at: now})
	b.visit(s.URL + "/d")
	var differ []string
	b.eval(`(async () => {
		const [{ verify }, { parseBundle }, { fromHex }] = await Promise.all(["verdict", "bundle", "bytes"].map((name) => import("/d/" + name + ".js")));
		const bundle = await parseBundle(new Uint8Array(await (await fetch("/v1/trust")).arrayBuffer()));
		const differ = [];
		for (const m of await (await fetch("/mutants.json")).json()) {
			const v = await verify(fromHex(m.Sealed), bundle, Date.now() / 1000);
			if (v.code !== m.Verdict || v.reason !== m.Reason) differ.push(m.Verdict + " (" + m.Reason + ") here " + v.code + " (" + v.reason + "): " + m.Sealed);
		}
		return differ;
	})()`, &differ)
	for _, d := range differ[:min(len(differ), 10)] {
		t.Error(d)
	}
	if len(differ) > 10 {
		t.Errorf("and %d more", len(differ)-10)
	}
}

// change makes one to three small changes: a bit, a byte, a byte more or less, two bytes exchanged.
func change(random *rand.Rand, data []byte) []byte {
	data = slices.Clone(data)
	for range 1 + random.IntN(3) {
		at := random.IntN(len(data))
		switch random.IntN(5) {
		case 0:
			data[at] ^= 1 << random.IntN(8)
		case 1:
			data[at] = byte(random.IntN(256))
		case 2:
			data = slices.Insert(data, at, byte(random.IntN(256)))
		case 3:
			data = slices.Delete(data, at, at+1)
		case 4:
			other := random.IntN(len(data))
			data[at], data[other] = data[other], data[at]
		}
	}
	return data
}

type envelope struct {
	_           struct{} `cbor:",toarray"`
	Protected   []byte
	Unprotected map[int]int
	Payload     []byte
	Signature   []byte
}

func payloadOf(t testing.TB, sealed []byte) []byte {
	t.Helper()
	var e envelope
	if err := cbor.Unmarshal(sealed[1:], &e); err != nil {
		t.Fatal(err)
	}
	return e.Payload
}

// signed seals any payload with the signer's key.
func signed(t testing.TB, w *sealtest.World, payload []byte) []byte {
	t.Helper()
	encode := func(value any) []byte {
		data, err := cbor.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	header := slices.Concat([]byte{0xa2, 0x01, 0x26, 0x04, 0x48}, w.SignerCertificate.KeyID[:])
	digest := sha256.Sum256(encode([]any{"Signature1", header, []byte{}, payload}))
	der, err := w.SignerKey.Sign(nil, digest[:], crypto.SHA256)
	if err != nil || !ecdsa.VerifyASN1(&w.SignerKey.PublicKey, digest[:], der) {
		t.Fatal(err)
	}
	return append([]byte{0xd2}, encode(envelope{Protected: header, Unprotected: map[int]int{}, Payload: payload, Signature: lowS(t, der)})...)
}

// lowS writes r and s with s in the lower half of the order.
func lowS(t testing.TB, der []byte) []byte {
	t.Helper()
	r, s := new(big.Int).SetBytes(der[4:4+der[3]]), new(big.Int).SetBytes(der[4+int(der[3])+2:])
	order := elliptic.P256().Params().N
	if s.Cmp(new(big.Int).Rsh(order, 1)) > 0 {
		s.Sub(order, s)
	}
	return append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
}

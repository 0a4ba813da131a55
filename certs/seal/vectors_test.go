package seal_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
)

var update = flag.Bool("update", false, "write ../testdata/vectors.json anew")

const vectorsPath = "../testdata/vectors.json"

// The published file; the package comment says what each field means.
type vectorFile struct {
	Keys    map[string]vectorKey `json:"keys"`
	Bundle  string               `json:"bundle"`
	Bundles map[string]string    `json:"bundles"`
	Refused map[string]string    `json:"refused"`
	Vectors []vector             `json:"vectors"`
}

type vectorKey struct {
	Private     string `json:"private"`
	Public      string `json:"public"`
	Certificate string `json:"certificate"`
}

type vector struct {
	Name   string        `json:"name"`
	Group  string        `json:"group"`
	Text   *string       `json:"text,omitempty"`
	Sealed string        `json:"sealed,omitempty"`
	Layers *vectorLayers `json:"layers,omitempty"`
	Bundle string        `json:"bundle"`
	At     time.Time     `json:"at"`
	Grace  int64         `json:"grace"` // seconds
	Host   string        `json:"host,omitempty"`
	Answer vectorAnswer  `json:"answer"`
}

type vectorAnswer struct {
	Verdict       seal.Code      `json:"verdict"`
	Reason        string         `json:"reason"`
	Exit          int            `json:"exit"`
	Sample        bool           `json:"sample"`
	Claims        *seal.Claims   `json:"claims"`
	ExtendedUntil expertise.Date `json:"extendedUntil,omitzero"`
	ExtendedBy    string         `json:"extendedBy,omitempty"`
}

type vectorLayers struct {
	Claims       *seal.Claims `json:"claims"`
	Payload      string       `json:"payload"`
	Protected    string       `json:"protected"`
	Unprotected  string       `json:"unprotected"`
	SigStructure string       `json:"sigStructure"`
	Signature    string       `json:"signature"`
}

// vectorCase is an ordinary certificate, checked two minutes after its issue, but for what the case changes.
type vectorCase struct {
	name    string
	claims  func(*seal.Claims)
	payload func(claims, inner fields) []byte // its CBOR, signed rightly
	header  func(*layers)                     // other layers, signed rightly
	after   func(*layers)                     // layers changed after the signing
	sealed  func([]byte) []byte               // bytes that are no layers any more
	text    func(digits string, sealed []byte) string
	host    string
	content func(*seal.BundleContent)
	without bool // no bundle at all
	at      time.Time
	grace   time.Duration
	want    seal.Code
	reason  string
}

// noBundle is the name of the bundle that a receiver without one has.
const noBundle = "none"

func TestVectors(t *testing.T) {
	made := makeVectors(t)
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	if err := out.Encode(made); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.MkdirAll("../testdata", fs.ModePerm); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(vectorsPath, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(vectorsPath)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(stored, b.Bytes()) {
		t.Errorf("%s is not what the keys and the rule give: run with -update, and read what changed", vectorsPath)
	}
	var file vectorFile
	if err := json.Unmarshal(stored, &file); err != nil {
		t.Fatal(err)
	}
	checkVectors(t, file)
}

// checkVectors is what every implementation does with the published file.
func checkVectors(t *testing.T, file vectorFile) {
	bundles := map[string]*seal.Bundle{noBundle: nil, "": parseBundle(t, file.Bundle)}
	for name, data := range file.Bundles {
		bundles[name] = parseBundle(t, data)
	}
	for name, data := range file.Refused {
		if _, err := seal.ParseBundle(unhex(t, data), bundles[""].TrustedRoots()...); err == nil {
			t.Errorf("bundle %q is accepted", name)
		}
	}
	seen := map[seal.Code]bool{}
	for _, v := range file.Vectors {
		t.Run(v.Group+"/"+v.Name, func(t *testing.T) {
			bundle, known := bundles[v.Bundle]
			if !known {
				t.Fatalf("no bundle %q", v.Bundle)
			}
			verdict := v.judge(t, bundle)
			if got := answered(verdict); got.asJSON(t) != v.Answer.asJSON(t) {
				t.Errorf("got %s", got.asJSON(t))
			}
			if strings.HasPrefix(string(verdict.Code), "genuine-") != (verdict.Claims != nil) {
				t.Error("claims are shown of a genuine seal and of no other")
			}
			if sentence := verdict.Sentence(); strings.Contains(sentence, "{") || len(sentence) < 20 {
				t.Errorf("sentence %q", sentence)
			}
		})
		seen[v.Answer.Verdict] = true
	}
	for _, code := range seal.Codes {
		if !seen[code] {
			t.Errorf("no vector ends as %s", code)
		}
	}
}

func (v vector) judge(t *testing.T, bundle *seal.Bundle) seal.Verdict {
	sealed := unhex(t, v.Sealed)
	if v.Text != nil {
		var err error
		if sealed, err = seal.Find(*v.Text); err != nil {
			return seal.NotFound(err)
		}
	}
	return seal.Verify(sealed, bundle, v.At, seal.Policy{Grace: time.Duration(v.Grace) * time.Second})
}

func answered(v seal.Verdict) vectorAnswer {
	a := vectorAnswer{Verdict: v.Code, Reason: v.Reason, Exit: v.ExitCode(), Sample: v.Sample, Claims: v.Claims, ExtendedUntil: v.ExtendedUntil}
	if v.ExtendedBy != nil {
		a.ExtendedBy = v.ExtendedBy.ID
	}
	return a
}

func (a vectorAnswer) asJSON(t *testing.T) string {
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// vectorGroups follow the way of a seal through its reader.
var vectorGroups = []struct {
	name  string
	cases []vectorCase
}{{"text", textCases}, {"envelope", envelopeCases}, {"claims", claimsCases}, {"trust", trustCases}, {"status", statusCases}}

// makeVectors seals every case by the fixed keys, and holds the reader's answer against the one that the case expects.
func makeVectors(t *testing.T) vectorFile {
	w := newVectorWorld()
	file := vectorFile{Keys: w.keys(), Bundles: map[string]string{}, Refused: w.refused(), Bundle: hex.EncodeToString(w.BundleFile(w.content()))}
	names := map[string]string{file.Bundle: ""}
	for _, group := range vectorGroups {
		for _, c := range group.cases {
			v := w.make(t, c)
			v.Group = group.name
			var bundle *seal.Bundle
			if c.without {
				v.Bundle = noBundle
			} else {
				content := w.content()
				if c.content != nil {
					c.content(&content)
				}
				data := hex.EncodeToString(w.BundleFile(content))
				if _, known := names[data]; !known {
					names[data], file.Bundles[c.name] = c.name, data
				}
				v.Bundle, bundle = names[data], parseBundle(t, data)
			}
			v.Answer = answered(v.judge(t, bundle))
			if v.Answer.Verdict != c.want || v.Answer.Reason != c.reason {
				t.Errorf("%s: %s (%s), want %s (%s)", c.name, v.Answer.Verdict, v.Answer.Reason, c.want, c.reason)
			}
			file.Vectors = append(file.Vectors, v)
		}
	}
	return file
}

// make seals a case, layer by layer.
func (w *vectorWorld) make(t *testing.T, c vectorCase) vector {
	claims := w.Claims()
	if c.claims != nil {
		c.claims(&claims)
	}
	l := cut(seal.SealUnchecked(claims, w.Signer))
	v := vector{Name: c.name, At: c.at, Grace: int64(c.grace / time.Second), Host: c.host}
	if c.payload != nil {
		top := readFields(l.payload)
		l.payload = c.payload(top, readFields(top.value(keyCase)))
	}
	if c.header != nil {
		c.header(&l)
	}
	if c.payload != nil || c.header != nil {
		if l.key == nil {
			l.key = w.SignerKey
		}
		l.sign(l.key)
	}
	if c.after != nil {
		c.after(&l)
	}
	sealed := l.bytes()
	if c.sealed != nil {
		sealed = c.sealed(sealed)
	} else {
		v.Layers = l.published()
		if c.payload == nil {
			v.Layers.Claims = &claims
		}
	}
	if c.text != nil {
		text := c.text(seal.Digits(sealed), sealed)
		v.Text = &text
	} else {
		v.Sealed = hex.EncodeToString(sealed)
	}
	if v.At.IsZero() {
		v.At = sealtest.Now.Add(2 * time.Minute)
	}
	return v
}

func parseBundle(t testing.TB, data string) *seal.Bundle {
	t.Helper()
	b, err := seal.ParseBundle(unhex(t, data))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func unhex(t testing.TB, text string) []byte {
	t.Helper()
	data, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

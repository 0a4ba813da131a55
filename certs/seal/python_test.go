package seal_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
)

// Debian's own Python, whose packages these are.
const python = "/usr/bin/python3"

// A reader that shares no line of code with ours, python3-cbor2 with python3-cryptography, finds seals right, and finds a
// changed signature wrong.
func TestSealsAsPythonReadsThem(t *testing.T) {
	if err := exec.Command(python, "-c", "import cbor2, cryptography").Run(); err != nil {
		t.Skip("without python3-cbor2 and python3-cryptography there is no second reader: install Debian's packages")
	}
	w := sealtest.New(true)
	var in bytes.Buffer
	const seals = 100
	for i := range uint64(seals + 1) {
		c := w.Claims()
		c.Number, c.StatusIndex, c.Name.Surname = c.Number+i, c.StatusIndex+i, strings.Repeat("Ə", int(i%40))
		sealed := w.Seal(c)
		said, err := seal.Peek(sealed)
		must(err)
		payload := seal.Payload(sealed)
		if i == seals {
			sealed[len(sealed)-1] ^= 1
		}
		line, err := json.Marshal(map[string]any{
			"digits": seal.Digits(sealed), "certificate": hex.EncodeToString(w.SignerCertificate.DER()),
			"payload": hex.EncodeToString(payload), "number": said.Number, "surname": said.Name.Surname,
		})
		must(err)
		in.Write(append(line, '\n'))
	}
	command := exec.Command(python, "../testdata/check_seal.py")
	command.Stdin = &in
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	answers := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(answers) != seals+1 {
		t.Fatalf("%d answers", len(answers))
	}
	for i, answer := range answers {
		if want := i < seals; (answer == "ok") != want {
			t.Errorf("seal %d: %s", i, answer)
		}
	}
}

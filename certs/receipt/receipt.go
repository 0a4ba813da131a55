package receipt

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
	"github.com/veraison/go-cose"

	"medsoc/certs/seal"
)

// Receipt says that a paper was checked.
type Receipt struct {
	At           time.Time // whole seconds
	Number       uint64    // of the paper; 0 where the seal could not be relied on to say it
	Verdict      seal.Code
	Operator     string // who checked: a name or a number of staff
	Organisation string
	Seal         []byte    // first 8 bytes of the seal's SHA-256; empty where no seal was found
	ListIssued   time.Time // of the status list used; zero when there was none
}

// Of makes a receipt of a verdict. sealed may be nil.
func Of(v seal.Verdict, sealed []byte, at time.Time, operator, organisation string) Receipt {
	r := Receipt{At: at, Verdict: v.Code, Operator: operator, Organisation: organisation, ListIssued: v.ListIssued}
	if len(sealed) > 0 {
		hash := seal.Hash(sealed)
		r.Seal = hash[:sealBytes]
	}
	if v.Claims != nil {
		r.Number = v.Claims.Number
	}
	return r
}

const (
	sealBytes = 8
	maxText   = 100
	maxLine   = 2048
)

// wire is a receipt as it is signed. Keys never change their meaning.
type wire struct {
	At           int64  `cbor:"1,keyasint"`
	Number       uint64 `cbor:"2,keyasint,omitempty"`
	Verdict      string `cbor:"3,keyasint"`
	Operator     string `cbor:"4,keyasint"`
	Organisation string `cbor:"5,keyasint"`
	Seal         []byte `cbor:"6,keyasint,omitempty"`
	ListIssued   int64  `cbor:"7,keyasint,omitempty"`
	Prev         []byte `cbor:"8,keyasint"`
}

var (
	encoding, encodingErr = cbor.CoreDetEncOptions().EncMode()
	decoding, decodingErr = cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField, UTF8: cbor.UTF8RejectInvalid}.DecMode()
)

func init() {
	if err := errors.Join(encodingErr, decodingErr); err != nil {
		panic(err) // the options are constants
	}
}

// Errors of receipts; each has a sentence "error.receipt."+code in each language.
var (
	ErrText  = &Error{"text"}
	ErrFile  = &Error{"file"}
	ErrKey   = &Error{"key"}
	ErrChain = &Error{"chain"}
)

// Error is a refusal of this room.
type Error struct{ Code string }

var sentences = map[string]string{
	"text":  "operator and organisation must be named, with at most 100 letters each; write them shorter",
	"file":  "this is no file of receipts, or it is damaged; name another file, and keep this one for whoever asks",
	"key":   "the file of receipts belongs to another key; name that organisation's key, or begin a new file",
	"chain": "a receipt was changed, left out or added by another hand; keep the file and compare it with a copy",
}

func (e *Error) Error() string               { return sentences[e.Code] }
func (e *Error) TextKey() string             { return "error.receipt." + e.Code }
func (e *Error) TextArgs() map[string]string { return nil }

// ErrorSentences gives every error's text key with its English sentence, for the text room's test.
func ErrorSentences() map[string]string {
	all := map[string]string{}
	for code, sentence := range sentences {
		all["error.receipt."+code] = sentence
	}
	return all
}

// CheckNames refuses an operator or organisation that no receipt could name.
func CheckNames(operator, organisation string) error {
	for _, text := range []string{operator, organisation} {
		if strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > maxText || !utf8.ValidString(text) {
			return ErrText
		}
	}
	return nil
}

// line signs the receipt as the next line after one with the hash prev.
func (r *Receipt) line(prev []byte, key crypto.Signer) (string, error) {
	if err := CheckNames(r.Operator, r.Organisation); err != nil {
		return "", err
	}
	w := wire{At: r.At.Unix(), Number: r.Number, Verdict: string(r.Verdict), Operator: r.Operator, Organisation: r.Organisation, Seal: r.Seal, Prev: prev}
	if !r.ListIssued.IsZero() {
		w.ListIssued = r.ListIssued.Unix()
	}
	payload, err := encoding.Marshal(w)
	if err != nil {
		return "", err
	}
	signer, err := cose.NewSigner(cose.AlgorithmES256, key)
	if err != nil {
		return "", err
	}
	message := cose.NewSign1Message()
	message.Headers.Protected.SetAlgorithm(cose.AlgorithmES256)
	message.Payload = payload
	if err := message.Sign(rand.Reader, nil, signer); err != nil {
		return "", err
	}
	bytes, err := message.MarshalCBOR()
	return base64.StdEncoding.EncodeToString(bytes), err
}

// parse checks the signature first and reads after.
func parse(line string, prev []byte, verifier cose.Verifier) (Receipt, error) {
	raw, err := base64.StdEncoding.Strict().DecodeString(line)
	if err != nil {
		return Receipt{}, ErrFile
	}
	var message cose.Sign1Message
	if err := message.UnmarshalCBOR(raw); err != nil {
		return Receipt{}, ErrFile
	}
	if err := message.Verify(nil, verifier); err != nil {
		return Receipt{}, ErrChain
	}
	var w wire
	if err := decoding.Unmarshal(message.Payload, &w); err != nil {
		return Receipt{}, ErrFile
	}
	if !bytes.Equal(w.Prev, prev) {
		return Receipt{}, ErrChain
	}
	r := Receipt{At: time.Unix(w.At, 0).UTC(), Number: w.Number, Verdict: seal.Code(w.Verdict), Operator: w.Operator, Organisation: w.Organisation, Seal: w.Seal}
	if w.ListIssued != 0 {
		r.ListIssued = time.Unix(w.ListIssued, 0).UTC()
	}
	return r, nil
}

const head = "medsoc receipts 1 "

// point gives the public key's uncompressed point; ErrKey for a key that is not on P-256.
func point(public crypto.PublicKey) ([]byte, error) {
	key, is := public.(*ecdsa.PublicKey)
	if !is || key.Curve != elliptic.P256() {
		return nil, ErrKey
	}
	return key.Bytes()
}

// Fingerprint is what people compare: the beginning of SHA-256 of a public point, in groups of four hexadecimal digits.
func Fingerprint(point []byte) string { return groups(sha256.Sum256(point)) }

func groups(hash [sha256.Size]byte) string {
	var words []string
	for i := 0; i < 16; i += 2 {
		words = append(words, fmt.Sprintf("%x", hash[i:i+2]))
	}
	return strings.Join(words, " ")
}

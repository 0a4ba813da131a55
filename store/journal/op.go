package journal

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"medsoc/expertise"

	"github.com/fxamacker/cbor/v2"
)

// Limits of one op: an open part and a personal part hold a few pages of text, not scanned files.
const (
	MaxPart = 1 << 20
	MaxOp   = 2*MaxPart + 4096
)

// ErrMalformed marks bytes that are no op: not the canonical encoding, or over the limits.
var ErrMalformed = errors.New("journal: not an op in its canonical form")

// ErrSignature marks an op that its desk did not sign.
var ErrSignature = errors.New("journal: the desk's signature does not fit this op")

// EntityKind is what an op belongs to.
type EntityKind string

const (
	EntityPerson  EntityKind = "person"
	EntityCase    EntityKind = "case"
	EntityMember  EntityKind = "member"
	EntityAct     EntityKind = "extension"
	EntityRule    EntityKind = "rule"
	EntitySitting EntityKind = "sitting"
)

// Entity names one record. All ops of an entity, in order, give its state.
type Entity struct {
	_    struct{} `cbor:",toarray"`
	Kind EntityKind
	ID   string
}

// Op is one change of one record. Its array form is fixed; a later form gets another Form number.
type Op struct {
	_        struct{} `cbor:",toarray"`
	Form     int      // of these bytes: 1
	ID       expertise.OpID
	Kind     expertise.Kind
	Version  int // of the kind's content
	Entity   Entity
	Subject  expertise.PersonID // whose key seals the personal part; "" when nobody is concerned
	Base     expertise.OpID     // the last change of the entity that the desk had seen
	At       int64              // milliseconds since 1970, never going back within a desk
	User     expertise.MemberID
	Desk     expertise.DeskID
	N        uint64 // place in the desk's chain, from 1
	Prev     []byte // hash of the desk's op before, 32 zero bytes for the first
	Open     []byte // CBOR of the change
	Personal []byte // nonce and AES-256-GCM ciphertext of CBOR, empty when there is none
}

// Signed is an op as it is kept and sent: its canonical bytes and 64 bytes of signature.
type Signed struct {
	_         struct{} `cbor:",toarray"`
	Bytes     []byte
	Signature []byte
}

var (
	encoding = must(cbor.EncOptions{Sort: cbor.SortCoreDeterministic, ShortestFloat: cbor.ShortestFloat16, Time: cbor.TimeRFC3339Nano,
		IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden, TextMarshaler: cbor.TextMarshalerTextString}.EncMode())
	decoding = must(cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
		MaxNestedLevels: 16, MaxArrayElements: 65536, MaxMapPairs: 4096, UTF8: cbor.UTF8RejectInvalid,
		TextUnmarshaler: cbor.TextUnmarshalerTextString}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // the options are constants
	}
	return v
}

// Marshal is the store's one encoding of structs: deterministic CBOR.
func Marshal(v any) ([]byte, error) { return encoding.Marshal(v) }

// Unmarshal reads what Marshal wrote; duplicate keys, tags and indefinite lengths are refused.
func Unmarshal(data []byte, v any) error { return decoding.Unmarshal(data, v) }

// Bytes is the canonical form.
func (o *Op) Bytes() ([]byte, error) { return encoding.Marshal(o) }

// Time is when the desk made the op.
func (o *Op) Time() time.Time { return time.UnixMilli(o.At).UTC() }

// Hash is what desks and members sign: SHA-256 over a label and the canonical bytes.
func Hash(canonical []byte) []byte {
	h := sha256.New()
	h.Write([]byte("medsoc op 1\n"))
	h.Write(canonical)
	return h.Sum(nil)
}

// Hash is the op's hash: the Prev of the desk's next op.
func (s Signed) Hash() []byte { return Hash(s.Bytes) }

// Parse reads the op without looking at the signature; it accepts only the canonical bytes.
func (s Signed) Parse() (*Op, error) {
	if len(s.Bytes) > MaxOp {
		return nil, ErrMalformed
	}
	var o Op
	if err := decoding.Unmarshal(s.Bytes, &o); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	if again, err := o.Bytes(); err != nil || !bytes.Equal(again, s.Bytes) {
		return nil, ErrMalformed
	}
	if o.Form != 1 || o.ID == "" || o.Kind == "" || o.Entity.ID == "" || o.Desk == "" || o.N == 0 || len(o.Prev) != 32 ||
		len(o.Open) > MaxPart || len(o.Personal) > MaxPart+64 || max(len(o.ID), len(o.Kind), len(o.Entity.Kind), len(o.Entity.ID), len(o.Subject), len(o.User), len(o.Desk), len(o.Base)) > 64 {
		return nil, ErrMalformed
	}
	return &o, nil
}

// Verify checks the desk's signature; key is an uncompressed P-256 point.
func (s Signed) Verify(key []byte) error {
	if !expertise.VerifyES256(key, s.Hash(), s.Signature) {
		return ErrSignature
	}
	return nil
}

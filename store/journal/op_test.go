package journal

import (
	"bytes"
	"errors"
	"testing"

	"medsoc/expertise"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func sample(t testing.TB, key *PersonKey) (*Op, *SigningKey, Signed) {
	t.Helper()
	change := &expertise.PersonRegistered{Personal: expertise.Person{Name: expertise.Name{Surname: "Əliyeva", Given: "Leyla"},
		Sex: expertise.Female, Birth: expertise.MustDate("1979-03-14")}}
	op, err := Make(Head{ID: "0197-op", Entity: Entity{Kind: EntityPerson, ID: "p1"}, Subject: "p1", At: 1, User: "m1", Desk: "d1", N: 1,
		Prev: make([]byte, 32)}, change, key)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := NewSigningKey()
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.SignOp(op)
	if err != nil {
		t.Fatal(err)
	}
	return op, signer, signed
}

func TestOpThereAndBack(t *testing.T) {
	key := NewPersonKey()
	op, signer, signed := sample(t, key)
	point, _ := signer.Public()
	if err := signed.Verify(point); err != nil {
		t.Fatal(err)
	}
	parsed, err := signed.Parse()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(op.ID, parsed.ID); diff != "" {
		t.Error(diff)
	}
	change, sealed, err := parsed.Decode(key)
	if err != nil || sealed {
		t.Fatal(sealed, err)
	}
	if got := change.(*expertise.PersonRegistered).Personal.Name.Surname; got != "Əliyeva" {
		t.Errorf("surname %q", got)
	}
	if bytes.Contains(signed.Bytes, []byte("liyeva")) {
		t.Error("the name can be read in the op")
	}
}

// Without the person's key the op is still an op: that is what a blind desk and an erasure rest on.
func TestSealedWithoutKey(t *testing.T) {
	op, _, _ := sample(t, NewPersonKey())
	for name, key := range map[string]*PersonKey{"no key": nil, "another key": NewPersonKey()} {
		change, sealed, err := op.Decode(key)
		if err != nil || !sealed || change == nil {
			t.Errorf("%s: change %v, sealed %v, err %v", name, change, sealed, err)
		}
	}
}

func TestPersonalPartCannotMove(t *testing.T) {
	key := NewPersonKey()
	op, _, _ := sample(t, key)
	moved := *op
	moved.Entity.ID = "p2"
	if _, sealed, _ := moved.Decode(key); !sealed {
		t.Error("a personal part was read under another record")
	}
}

func TestUnknownKindIsKept(t *testing.T) {
	op, _, _ := sample(t, NewPersonKey())
	op.Kind = "benefit.granted"
	if change, _, err := op.Decode(nil); change != nil || err != nil {
		t.Errorf("got %v, %v", change, err)
	}
}

func TestEveryFlippedBitIsNoticed(t *testing.T) {
	_, signer, signed := sample(t, NewPersonKey())
	point, _ := signer.Public()
	rapid.Check(t, func(t *rapid.T) {
		bad := Signed{Bytes: bytes.Clone(signed.Bytes), Signature: bytes.Clone(signed.Signature)}
		all := [][]byte{bad.Bytes, bad.Signature}
		part := all[rapid.IntRange(0, 1).Draw(t, "part")]
		part[rapid.IntRange(0, len(part)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if err := bad.Verify(point); !errors.Is(err, ErrSignature) {
			t.Fatalf("a changed op was accepted: %v", err)
		}
	})
}

func TestGrant(t *testing.T) {
	reader, _ := NewReadingKey()
	other, _ := NewReadingKey()
	key := NewPersonKey()
	grant, err := NewGrant(reader.Public(), "p1", key)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := grant.Open(reader); err != nil || *got != *key {
		t.Errorf("reader: %v", err)
	}
	if _, err := grant.Open(other); !errors.Is(err, ErrGrant) {
		t.Errorf("another reader: %v", err)
	}
	grant.Person = "p2"
	if _, err := grant.Open(reader); !errors.Is(err, ErrGrant) {
		t.Errorf("moved to another person: %v", err)
	}
}

// FuzzParse: what is accepted encodes to the same bytes again, and nothing panics.
func FuzzParse(f *testing.F) {
	_, _, signed := sample(f, NewPersonKey())
	f.Add(signed.Bytes)
	f.Add([]byte{0x8f})
	f.Fuzz(func(t *testing.T, data []byte) {
		op, err := Signed{Bytes: data}.Parse()
		if err != nil {
			return
		}
		again, err := op.Bytes()
		if err != nil || !bytes.Equal(again, data) {
			t.Fatalf("accepted bytes encode differently: %v", err)
		}
		op.Decode(nil)
	})
}

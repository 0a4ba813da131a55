package seal

import (
	"bytes"

	"github.com/fxamacker/cbor/v2"
)

// One way to write and one way to read: core deterministic encoding, no duplicate keys, no unknown fields, no tags
// inside, shallow and small.
var (
	encoder cbor.EncMode
	decoder cbor.DecMode
)

func init() {
	var err error
	if encoder, err = cbor.CoreDetEncOptions().EncMode(); err != nil {
		panic(err)
	}
	decoder, err = cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
		TagsMd:            cbor.TagsForbidden,
		MaxNestedLevels:   8,
		MaxArrayElements:  1 << 20,
		MaxMapPairs:       1 << 10,
	}.DecMode()
	if err != nil {
		panic(err)
	}
}

// decodeExactly reads data into value and refuses any encoding but the one that we would have written.
func decodeExactly(data []byte, value any) error {
	if err := decoder.Unmarshal(data, value); err != nil {
		return err
	}
	again, err := encoder.Marshal(value)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, data) {
		return fail("cbor")
	}
	return nil
}

package page

import (
	"encoding/binary"
	"math"
	"sync"
)

// srgb is a minimal ICC profile (version 2.1) of IEC 61966-2.1: three primaries adapted to D50, one shared tone curve of
// 256 entries, white point and two texts. It is computed, not shipped.
var srgb = sync.OnceValue(func() []byte {
	be := binary.BigEndian
	s15 := func(v float64) []byte { return be.AppendUint32(nil, uint32(int32(math.Round(v*65536)))) }
	xyz := func(x, y, z float64) []byte {
		b := append([]byte("XYZ \x00\x00\x00\x00"), s15(x)...)
		return append(append(b, s15(y)...), s15(z)...)
	}
	curve := be.AppendUint32([]byte("curv\x00\x00\x00\x00"), 256)
	for i := range 256 {
		v := float64(i) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = be.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	const name = "sRGB"
	description := be.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(name)+1))
	description = append(description, name+"\x00"...)
	description = append(description, make([]byte, 4+4+2+1+67)...) // no Unicode and no Macintosh name
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", description},
		{"cprt", []byte("text\x00\x00\x00\x00Public domain\x00")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)},
		{"gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)},
		{"bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	const head = 128
	table := be.AppendUint32(nil, uint32(len(tags)))
	offset := head + 4 + 12*len(tags)
	var body []byte
	placed := map[string]int{}
	for _, tag := range tags {
		at, shared := placed[string(tag.data)]
		if !shared {
			at = offset + len(body)
			placed[string(tag.data)] = at
			body = append(body, tag.data...)
			body = append(body, make([]byte, (4-len(body)%4)%4)...)
		}
		table = append(table, tag.name...)
		table = be.AppendUint32(be.AppendUint32(table, uint32(at)), uint32(len(tag.data)))
	}
	profile := make([]byte, head, offset+len(body))
	be.PutUint32(profile[0:], uint32(offset+len(body)))
	be.PutUint32(profile[8:], 0x02100000)
	copy(profile[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1} {
		be.PutUint16(profile[24+2*i:], v)
	}
	copy(profile[36:], "acsp")
	copy(profile[68:], xyz(0.9642, 1, 0.8249)[8:])
	return append(append(profile, table...), body...)
})

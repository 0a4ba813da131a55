package seal

import (
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"medsoc/expertise"
)

// Name is a person's name as the register spells it, or as much of it as the seal holds.
type Name struct {
	Surname    string `json:"surname"`
	Given      string `json:"given"`
	Patronymic string `json:"patronymic,omitempty"`
	Shortened  bool   `json:"shortened"` // some part was cut or left out: compare the beginning only
	cut        uint8  // bit mask of the claim table
}

// Claims is what a seal says.
type Claims struct {
	Issuer         string                     `json:"issuer"`
	Issued         time.Time                  `json:"issued"`           // whole seconds
	Expires        time.Time                  `json:"expires,omitzero"` // zero: without term; see SetTerm
	StatusIndex    uint64                     `json:"statusIndex"`
	Number         uint64                     `json:"number"`
	Kind           expertise.CertificateKind  `json:"kind"`
	Name           Name                       `json:"name"`
	Birth          expertise.Date             `json:"birth,omitzero"`
	IdentifierTail string                     `json:"identifierTail,omitempty"` // last 4 characters of FIN, IIN
	Outcome        int                        `json:"outcome"`                  // the profile's number of the outcome
	Percent        expertise.Percent          `json:"percent,omitempty"`
	Since          expertise.Date             `json:"since,omitzero"`
	Until          expertise.Date             `json:"until,omitzero"` // last valid day; zero: without term
	Next           expertise.Date             `json:"next,omitzero"`  // next examination
	Commission     expertise.CommissionNumber `json:"commission"`
	Sample         bool                       `json:"sample"`
	Duplicate      bool                       `json:"duplicate,omitempty"` // given on the loss of an earlier paper
	Services       []int                      `json:"services,omitempty"`  // of a programme: the profile's numbers, ascending
}

// SetTerm sets the last valid day and, from it, the expiry: midnight after it where the paper is issued. The zero date
// means without term.
func (c *Claims) SetTerm(until expertise.Date, local *time.Location) {
	c.Until, c.Expires = until, time.Time{}
	if !until.IsZero() {
		c.Expires = until.AddDays(1).In(local)
	}
}

// StatusURI is where the issuer publishes the status list.
func (c *Claims) StatusURI() string { return statusURI(c.Issuer) }

func statusURI(host string) string { return "https://" + host + "/s" }

// MaxHost is the length of the longest issuer's host; the QR code's version rests on it.
const MaxHost = 20

// check refuses what no seal may say. Its limits are also those of the reader.
func (c *Claims) check() error {
	switch {
	case !validHost(c.Issuer):
		return fail("host")
	case c.Number == 0:
		return fail("number")
	case c.Issued.Unix() <= 0 || c.Issued.Unix() > 1<<40:
		return fail("issued")
	case c.Kind < expertise.KindCertificate || c.Kind > expertise.KindProgramme:
		return fail("kind")
	case utf8.RuneCountInString(c.IdentifierTail) > 4:
		return fail("identifier")
	case c.Percent < 0 || c.Percent > 100:
		return fail("percent")
	case !c.validServices():
		return fail("services")
	case c.Outcome < 0 || c.Outcome > 255 || c.Commission < 0 || c.Commission > 1<<31-1:
		return fail("kind")
	}
	for _, d := range []expertise.Date{c.Birth, c.Since, c.Until, c.Next} {
		if !d.IsZero() && (d.Year < 1800 || d.Year > 9999) {
			return fail("term")
		}
	}
	if c.Until.IsZero() != c.Expires.IsZero() {
		return fail("term")
	}
	if !c.Until.IsZero() {
		// Zones lie between -12 and +14 hours.
		off := c.Until.AddDays(1).In(time.UTC).Sub(c.Expires)
		if off < -12*time.Hour || off > 14*time.Hour {
			return fail("term")
		}
	}
	for _, text := range []string{c.Name.Surname, c.Name.Given, c.Name.Patronymic, c.IdentifierTail} {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return fail("text")
		}
	}
	return nil
}

// validServices tells whether the programme's services can stand in a seal: at most 12, each once, in ascending order.
func (c *Claims) validServices() bool {
	if len(c.Services) > expertise.MaxServices || len(c.Services) > 0 && c.Kind != expertise.KindProgramme {
		return false
	}
	last := 0
	for _, n := range c.Services {
		if n <= last || n > 65535 {
			return false
		}
		last = n
	}
	return true
}

func validHost(host string) bool {
	if host == "" || len(host) > MaxHost || host[0] == '.' || host[len(host)-1] == '.' {
		return false
	}
	for _, r := range host {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-' && r != ':' {
			return false
		}
	}
	return true
}

// wireClaims and wireCase are the claim table of the package comment.
type wireClaims struct {
	Issuer  string     `cbor:"1,keyasint"`
	Expires int64      `cbor:"4,keyasint,omitempty"`
	Issued  int64      `cbor:"6,keyasint"`
	Status  wireStatus `cbor:"65535,keyasint"`
	Case    wireCase   `cbor:"-65537,keyasint"`
}

type wireStatus struct {
	List struct {
		Index uint64 `cbor:"idx"`
		URI   string `cbor:"uri"`
	} `cbor:"status_list"`
}

type wireCase struct {
	Number     uint64 `cbor:"1,keyasint"`
	Kind       int    `cbor:"2,keyasint"`
	Name       []any  `cbor:"3,keyasint"`
	Birth      *int64 `cbor:"4,keyasint,omitempty"`
	Identifier string `cbor:"5,keyasint,omitempty"`
	Outcome    int    `cbor:"6,keyasint,omitempty"`
	Percent    int    `cbor:"7,keyasint,omitempty"`
	Since      *int64 `cbor:"8,keyasint,omitempty"`
	Until      *int64 `cbor:"9,keyasint,omitempty"`
	Next       *int64 `cbor:"10,keyasint,omitempty"`
	Commission int    `cbor:"11,keyasint,omitempty"`
	Sample     bool   `cbor:"12,keyasint,omitempty"`
	Duplicate  bool   `cbor:"13,keyasint,omitempty"`
	Services   []int  `cbor:"14,keyasint,omitempty"`
}

func day(d expertise.Date) *int64 {
	if d.IsZero() {
		return nil
	}
	n := d.DayNumber()
	return &n
}

func date(n *int64) expertise.Date {
	if n == nil || *n < -100_000 || *n > 4_000_000 {
		return expertise.Date{}
	}
	return expertise.DateFromDayNumber(*n)
}

func (c *Claims) encode() ([]byte, error) {
	w := wireClaims{Issuer: c.Issuer, Issued: c.Issued.Unix()}
	if !c.Expires.IsZero() {
		w.Expires = c.Expires.Unix()
	}
	w.Status.List.Index, w.Status.List.URI = c.StatusIndex, c.StatusURI()
	w.Case = wireCase{
		Number: c.Number, Kind: int(c.Kind), Name: c.Name.wire(), Birth: day(c.Birth), Identifier: c.IdentifierTail,
		Outcome: c.Outcome, Percent: int(c.Percent), Since: day(c.Since), Until: day(c.Until), Next: day(c.Next),
		Commission: int(c.Commission), Sample: c.Sample, Duplicate: c.Duplicate, Services: c.Services,
	}
	return encoder.Marshal(w)
}

// decodeClaims is the inverse of encode; whatever encode would not have written is refused.
func decodeClaims(payload []byte) (*Claims, error) {
	var w wireClaims
	if err := decoder.Unmarshal(payload, &w); err != nil {
		return nil, fail("seal")
	}
	name, err := nameFromWire(w.Case.Name)
	if err != nil {
		return nil, err
	}
	c := &Claims{
		Issuer: w.Issuer, Issued: time.Unix(w.Issued, 0).UTC(), StatusIndex: w.Status.List.Index,
		Number: w.Case.Number, Kind: expertise.CertificateKind(w.Case.Kind), Name: name, Birth: date(w.Case.Birth),
		IdentifierTail: w.Case.Identifier, Outcome: w.Case.Outcome, Percent: expertise.Percent(w.Case.Percent),
		Since: date(w.Case.Since), Until: date(w.Case.Until), Next: date(w.Case.Next),
		Commission: expertise.CommissionNumber(w.Case.Commission), Sample: w.Case.Sample, Duplicate: w.Case.Duplicate, Services: w.Case.Services,
	}
	if w.Expires != 0 {
		c.Expires = time.Unix(w.Expires, 0).UTC()
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	// Only the one permitted encoding comes out equal.
	if again, err := c.encode(); err != nil || string(again) != string(payload) {
		return nil, fail("seal")
	}
	return c, nil
}

// normalised composes letters (ə̈ stays what it is, e + ¨ becomes ë) so that one name has one spelling in a seal.
func (c Claims) normalised() Claims {
	c.Issued = c.Issued.UTC().Truncate(time.Second)
	if !c.Expires.IsZero() {
		c.Expires = c.Expires.UTC()
	}
	c.IdentifierTail = norm.NFC.String(c.IdentifierTail)
	c.Name = Name{
		Surname:    norm.NFC.String(strings.TrimSpace(c.Name.Surname)),
		Given:      norm.NFC.String(strings.TrimSpace(c.Name.Given)),
		Patronymic: norm.NFC.String(strings.TrimSpace(c.Name.Patronymic)),
	}
	return c
}

package desk

import (
	"context"
	"strconv"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/records"
)

// Finding is one line of the desk's examination. What is a key "doctor."+What of the text room; Args are its placeholders.
type Finding struct {
	What string
	Args map[string]string
	Err  error // nil: as it should be
}

// Examine looks at everything a desk rests on: the database file, the chain of its ops and their signatures, the law it
// works by, the sealing key's time and numbers, and the clock. It changes nothing.
func (d *Desk) Examine(ctx context.Context) ([]Finding, error) {
	_, keys, err := d.unlocked()
	if err != nil {
		return nil, err
	}
	point, err := keys.signing.Public()
	if err != nil {
		return nil, err
	}
	var findings []Finding
	add := func(what string, err error, args map[string]string) {
		findings = append(findings, Finding{what, args, err})
	}
	err = d.db.Read(ctx, func(tx *records.Tx) error {
		add("database", records.Integrity(tx), nil)
		n, err := records.CheckChain(tx, d.about.Desk, point)
		add("chain", err, map[string]string{"count": strconv.Itoa(n)})
		left, err := d.numbersLeft(tx)
		add("numbers", err, map[string]string{"count": strconv.FormatUint(left, 10)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	stands, err := d.LawStanding(ctx)
	if err != nil {
		return nil, err
	}
	add("law."+stands.Source, stands.RefusedErr, map[string]string{"hash": stands.Hash[:12], "number": strconv.Itoa(stands.Number)})
	certificate, err := seal.ParseSigner(d.About().Signer)
	if err != nil {
		add("signer", err, nil)
	} else {
		_, _, err = d.signerAndKeys(ctx)
		add("signer", err, map[string]string{"count": strconv.Itoa(int(certificate.Certificate.NotAfter.Sub(d.now()) / (24 * time.Hour)))})
	}
	s, err := d.Status(ctx)
	if err != nil {
		return nil, err
	}
	if s.Refused > 0 {
		add("refused", ErrRefused, map[string]string{"count": strconv.Itoa(s.Refused)})
	}
	add("unsent", nil, map[string]string{"count": strconv.Itoa(s.Unsent)})
	if !s.LastSync.IsZero() {
		offset := s.Report.ClockOffset.Round(time.Second)
		if offset.Abs() > MaxClockOffset {
			err = ErrClock
		}
		add("clock", err, map[string]string{"offset": offset.String()})
	}
	return findings, nil
}

// MaxClockOffset is by how much the computer's clock may differ from the registry's before people are told.
const MaxClockOffset = 10 * time.Minute

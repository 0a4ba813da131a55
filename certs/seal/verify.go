package seal

import (
	"errors"
	"time"

	"medsoc/expertise"
)

// Policy is the receiver's own rule.
type Policy struct {
	Grace time.Duration // how old the status list may be; zero means DefaultGrace
}

// DefaultGrace is a week: an office that misses its nightly refresh goes on working.
const DefaultGrace = 7 * 24 * time.Hour

// clockSkew is by how much the clocks of two desks may differ before a seal counts as newer than the list.
const clockSkew = 10 * time.Minute

func (p Policy) grace() time.Duration {
	if p.Grace > 0 {
		return p.Grace
	}
	return DefaultGrace
}

// Verify judges sealed bytes at a time, by a trust bundle and the receiver's policy. It never panics and never fails: what
// cannot be read is a verdict too. Without a bundle nobody is known. Claims are given only when the signature is right.
func Verify(sealed []byte, bundle *Bundle, at time.Time, policy Policy) Verdict {
	e, claims, err := openSeal(sealed)
	if err != nil {
		return Verdict{Code: Unreadable, Reason: "seal"}
	}
	if bundle == nil {
		return Verdict{Code: SignerUnknown, Reason: "no-bundle"}
	}
	signer, revoked := bundle.signer(e.kid)
	if signer == nil {
		if bundle.damaged(e.kid, claims) {
			return Verdict{Code: SignatureWrong, Reason: "signature"}
		}
		return Verdict{Code: SignerUnknown, Reason: "signer"}
	}
	if !e.signedBy(signer.public) {
		return Verdict{Code: SignatureWrong, Reason: "signature"}
	}
	// A clock that shows a time before the list was issued is slow: the list itself proves that it is later.
	if at.Before(bundle.Issued) {
		at = bundle.Issued
	}
	v := Verdict{Claims: claims, Sample: claims.Sample, ListIssued: bundle.Issued, ListAge: at.Sub(bundle.Issued)}
	switch {
	case !signer.Scope.covers(claims):
		v.Code, v.Reason = SignerUnknown, "scope"
	case !signer.validAt(claims.Issued):
		v.Code, v.Reason = SignerUnknown, "signer-time"
	case !revoked.IsZero() && !claims.Issued.Before(revoked):
		v.Code, v.Reason = SignerUnknown, "signer-revoked"
	default:
		v.judge(bundle, at, policy)
	}
	if v.Code == SignerUnknown {
		// The signature is right, but by somebody who may not say this: nothing of it is shown as said.
		v.Claims, v.Sample = nil, false
	}
	return v
}

// judge decides among the genuine verdicts, in the published order.
func (v *Verdict) judge(b *Bundle, at time.Time, policy Policy) {
	c := v.Claims
	status, inside := b.Status.At(c.StatusIndex)
	newer := !inside || c.Issued.After(b.Issued.Add(clockSkew))
	stale := v.ListAge > policy.grace() || at.After(b.Expires)
	expired := !c.Expires.IsZero() && !at.Before(c.Expires)
	var act *Act
	for i := range b.Acts {
		if until, ok := b.Acts[i].extends(c); ok && until.After(v.ExtendedUntil) {
			v.ExtendedUntil, act = until, &b.Acts[i]
		}
	}
	extended := expired && act != nil && at.Before(c.Expires.AddDate(0, 0, int(v.ExtendedUntil.DayNumber()-c.Until.DayNumber())))
	if extended {
		v.ExtendedBy = act
	} else {
		v.ExtendedUntil = expertise.Date{}
	}
	switch {
	case inside && status == StatusRevoked:
		v.Code, v.Reason = Revoked, "revoked"
	case inside && status == StatusDisputed:
		v.Code, v.Reason = Disputed, "disputed"
	case newer:
		v.Code, v.Reason = Unregistered, "newer-than-list"
	case status == StatusUnregistered:
		v.Code, v.Reason = Unregistered, "unregistered"
	case expired && !extended:
		v.Code, v.Reason = Expired, "expired"
	case extended && stale:
		v.Code, v.Reason = Extended, "list-old"
	case extended:
		v.Code, v.Reason = Extended, "extended"
	case stale:
		v.Code, v.Reason = StatusUnknown, "list-old"
	default:
		v.Code, v.Reason = Current, "current"
	}
}

// NotFound is the verdict for what Find or a file's reader refused: a damaged seal is unreadable, and everything else
// is another kind of code or no code at all.
func NotFound(err error) Verdict {
	var e *Error
	if !errors.As(err, &e) {
		return Verdict{Code: Unreadable, Reason: "file"}
	}
	switch e {
	case ErrOtherCode:
		return Verdict{Code: OtherCode, Reason: "other-code"}
	case ErrNoCode:
		return Verdict{Code: Unreadable, Reason: "no-code"}
	case ErrFile, ErrTooLarge:
		return Verdict{Code: Unreadable, Reason: "file"}
	case ErrParts:
		return Verdict{Code: Unreadable, Reason: "parts-differ"}
	case ErrSeveral:
		return Verdict{Code: Unreadable, Reason: "several-papers"}
	}
	return Verdict{Code: Unreadable, Reason: "seal"}
}

package seal_test

import (
	"time"

	"medsoc/certs/seal"
	"medsoc/certs/seal/sealtest"
	"medsoc/expertise"
)

// act prolongs everything that ends in November 2028 by 6 months.
var act = seal.Act{
	ID: "act-1", Title: map[string]string{"az": "Qərar 1", "en": "Decision 1"},
	From: expertise.MustDate("2028-11-01"), To: expertise.MustDate("2028-11-30"), Months: 6,
}

// lastMoment is 23:59:59 of the last valid day in Baku, extendedEnd that of the act's last day.
var (
	lastMoment  = time.Date(2028, 11, 11, 19, 59, 59, 0, time.UTC)
	extendedEnd = time.Date(2029, 5, 11, 19, 59, 59, 0, time.UTC)
	late        = sealtest.Now.AddDate(0, 0, 12)
)

// What became of a genuine paper.
var statusCases = []vectorCase{
	{name: "revoked", content: status(seal.StatusRevoked), want: seal.Revoked, reason: "revoked"},
	{name: "disputed", content: status(seal.StatusDisputed), want: seal.Disputed, reason: "disputed"},
	{name: "not registered", content: status(seal.StatusUnregistered), want: seal.Unregistered, reason: "unregistered"},
	{name: "place beyond the end of the list", content: func(c *seal.BundleContent) { c.Status = seal.NewStatusList(1004) }, want: seal.Unregistered, reason: "newer-than-list"},
	{name: "last place of the list", content: func(c *seal.BundleContent) { c.Status = seal.NewStatusList(1005) }, want: seal.Unregistered, reason: "unregistered"},
	{name: "list without places", content: func(c *seal.BundleContent) { c.Status = seal.NewStatusList(0) }, want: seal.Unregistered, reason: "newer-than-list"},

	{name: "last second of the last day", at: lastMoment, content: listedAt(lastMoment, 0), want: seal.Current, reason: "current"},
	{name: "midnight after it", at: lastMoment.Add(time.Second), content: listedAt(lastMoment, 0), want: seal.Expired, reason: "expired"},
	{name: "without term after ninety years", claims: func(c *seal.Claims) { c.SetTerm(expertise.Date{}, nil) }, at: sealtest.Now.AddDate(90, 0, 0), content: listedAt(sealtest.Now.AddDate(90, 0, 0), 0), want: seal.Current, reason: "current"},
	{name: "an act before the end of the term", content: listedAt(sealtest.Now, 0, act), want: seal.Current, reason: "current"},
	{name: "prolonged by an act", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, 0, act), want: seal.Extended, reason: "extended"},
	{name: "last second of the act", at: extendedEnd, content: listedAt(extendedEnd, 0, act), want: seal.Extended, reason: "extended"},
	{name: "past the act", at: extendedEnd.Add(time.Second), content: listedAt(extendedEnd, 0, act), want: seal.Expired, reason: "expired"},
	{name: "an act for other outcomes", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, 0, changedAct(func(a *seal.Act) { a.Outcomes = []int{1, 3} })), want: seal.Expired, reason: "expired"},
	{name: "an act for this outcome", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, 0, changedAct(func(a *seal.Act) { a.Outcomes = []int{2} })), want: seal.Extended, reason: "extended"},
	{name: "an act for terms begun by the day this one began", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, 0, changedAct(func(a *seal.Act) { a.EstablishedBy = expertise.MustDate("2026-11-12") })), want: seal.Extended, reason: "extended"},
	{name: "an act for terms begun before this one", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, 0, changedAct(func(a *seal.Act) { a.EstablishedBy = expertise.MustDate("2026-11-11") })), want: seal.Expired, reason: "expired"},
	{name: "an act for other last days", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, 0, changedAct(func(a *seal.Act) { a.From = expertise.MustDate("2028-11-12") })), want: seal.Expired, reason: "expired"},
	{name: "an act to a day", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, 0, dayAct), want: seal.Extended, reason: "extended"},
	{name: "the longer of two acts", at: extendedEnd, content: listedAt(extendedEnd, 0, dayAct, act), want: seal.Extended, reason: "extended"},

	{name: "list a second within the grace", at: sealtest.Now.Add(time.Minute + seal.DefaultGrace), want: seal.Current, reason: "current"},
	{name: "list a second past the grace", at: sealtest.Now.Add(time.Minute + seal.DefaultGrace + time.Second), want: seal.StatusUnknown, reason: "list-old"},
	{name: "list too old", at: late, want: seal.StatusUnknown, reason: "list-old"},
	{name: "a receiver with more patience", at: late, grace: 30 * 24 * time.Hour, want: seal.Current, reason: "current"},
	{name: "a receiver with less patience", at: sealtest.Now.Add(2 * time.Hour), grace: time.Hour, want: seal.StatusUnknown, reason: "list-old"},
	{name: "past the day on which the list expires", at: late.AddDate(0, 1, 0), grace: 9999 * time.Hour, want: seal.StatusUnknown, reason: "list-old"},
	{name: "prolonged, and the list too old", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment.AddDate(0, 0, -20), 0, act), want: seal.Extended, reason: "list-old"},

	{name: "sealed ten minutes after the list", content: listedAt(sealtest.Now.Add(-10*time.Minute), 0), want: seal.Current, reason: "current"},
	{name: "sealed more than ten minutes after the list", content: listedAt(sealtest.Now.Add(-10*time.Minute-time.Second), 0), want: seal.Unregistered, reason: "newer-than-list"},
	{name: "receiver's clock five minutes before the seal", at: sealtest.Now.Add(-5 * time.Minute), want: seal.Current, reason: "current"},
	{name: "receiver's clock before the seal and the list", at: sealtest.Now.AddDate(0, 0, -1), content: listedAt(sealtest.Now.AddDate(0, 0, -2), 0), want: seal.Unregistered, reason: "newer-than-list"},
	{name: "receiver's clock before a list that proves the end of the term", at: lastMoment.AddDate(0, 0, -1), content: listedAt(lastMoment.Add(time.Hour), 0), want: seal.Expired, reason: "expired"},

	{name: "revoked comes before expired", at: extendedEnd.Add(time.Hour), content: listedAt(extendedEnd, seal.StatusRevoked), want: seal.Revoked, reason: "revoked"},
	{name: "revoked stands though the list is old", at: late, content: status(seal.StatusRevoked), want: seal.Revoked, reason: "revoked"},
	{name: "revoked comes before newer than the list", content: listedAt(sealtest.Now.Add(-time.Hour), seal.StatusRevoked), want: seal.Revoked, reason: "revoked"},
	{name: "revoked comes before prolonged", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, seal.StatusRevoked, act), want: seal.Revoked, reason: "revoked"},
	{name: "disputed comes before newer than the list", content: listedAt(sealtest.Now.Add(-time.Hour), seal.StatusDisputed), want: seal.Disputed, reason: "disputed"},
	{name: "disputed comes before expired", at: extendedEnd.Add(time.Hour), content: listedAt(extendedEnd, seal.StatusDisputed), want: seal.Disputed, reason: "disputed"},
	{name: "unregistered comes before expired", at: extendedEnd.Add(time.Hour), content: listedAt(extendedEnd, seal.StatusUnregistered), want: seal.Unregistered, reason: "unregistered"},
	{name: "unregistered comes before prolonged", at: lastMoment.Add(time.Hour), content: listedAt(lastMoment, seal.StatusUnregistered, act), want: seal.Unregistered, reason: "unregistered"},
	{name: "unregistered comes before status unknown", at: late, content: status(seal.StatusUnregistered), want: seal.Unregistered, reason: "unregistered"},
	{name: "expired comes before status unknown", at: extendedEnd.Add(time.Hour), content: listedAt(sealtest.Now, 0), want: seal.Expired, reason: "expired"},
}

// dayAct prolongs the same papers to a day that comes sooner than act's.
var dayAct = changedAct(func(a *seal.Act) {
	a.ID, a.Months, a.NewUntil = "act-2", 0, expertise.MustDate("2028-12-31")
})

func changedAct(change func(*seal.Act)) seal.Act {
	a := act
	change(&a)
	return a
}

func status(s seal.Status) func(*seal.BundleContent) {
	return func(c *seal.BundleContent) { must(c.Status.Set(1004, s)) }
}

// listedAt is a list issued at some time for a month.
func listedAt(at time.Time, s seal.Status, acts ...seal.Act) func(*seal.BundleContent) {
	return func(c *seal.BundleContent) {
		c.Issued, c.Expires, c.Acts = at, at.AddDate(0, 1, 0), acts
		must(c.Status.Set(1004, s))
	}
}

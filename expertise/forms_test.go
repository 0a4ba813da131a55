package expertise

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// oneChair is a commission of one member, who may do everything that is done to papers.
type oneChair struct{}

func (oneChair) Member(id MemberID) (Member, bool) { return Member{ID: id, Role: RoleChair}, true }

// decidedCase is a case whose decision is in force.
func decidedCase() *CaseFile {
	c := &CaseFile{ID: "case"}
	decide(c)
	return c
}

func decide(c *CaseFile) {
	id := DecisionID(fmt.Sprintf("decision-%d", len(c.Decisions)))
	c.Decisions, c.State = append(c.Decisions, DecisionFile{Decision: Decision{ID: id}, InForce: true}), StateDecided
}

func do(c *CaseFile, ch Change) error {
	return c.Apply(Entry{Op: OpID(fmt.Sprint(len(c.Log))), At: time.Unix(1, 0), User: "chair", Change: ch}, oneChair{})
}

func paper(c *CaseFile, n uint64, k CertificateKind, replaces CertificateID) *CertificateIssued {
	return &CertificateIssued{Certificate: Certificate{ID: CertificateID(fmt.Sprint(n)), Number: n, Kind: k, Decision: c.Decisions[len(c.Decisions)-1].Decision.ID, Replaces: replaces}}
}

func TestPapersOfACase(t *testing.T) {
	type step struct {
		do   func(c *CaseFile) Change
		want string // code of the refusal
	}
	issue := func(n uint64, k CertificateKind, replaces CertificateID) func(*CaseFile) Change {
		return func(c *CaseFile) Change { return paper(c, n, k, replaces) }
	}
	given := func(id CertificateID) func(*CaseFile) Change {
		return func(*CaseFile) Change {
			return &CertificateHandedOver{Certificate: id, Personal: Handover{Receiver: "Əliyeva"}}
		}
	}
	void := func(id CertificateID, reason string) func(*CaseFile) Change {
		return func(*CaseFile) Change { return &CertificateVoided{Certificate: id, Reason: reason} }
	}
	revoke := func(id CertificateID) func(*CaseFile) Change {
		return func(*CaseFile) Change { return &CertificateRevoked{Certificate: id, Reason: "səhv"} }
	}
	replaced := func(old, by CertificateID) func(*CaseFile) Change {
		return func(*CaseFile) Change { return &CertificateReplaced{Certificate: old, By: by, Reason: "itib"} }
	}
	for name, c := range map[string]struct {
		steps []step
		state State
		forms []FormState
	}{
		"a second certificate": {[]step{{issue(1, KindCertificate, ""), ""}, {issue(2, KindCertificate, ""), "certificate.exists"}}, StateCertified, []FormState{FormIssued}},
		"a refusal notice beside a certificate": {[]step{{issue(1, KindCertificate, ""), ""}, {issue(2, KindRefusal, ""), "certificate.exists"}},
			StateCertified, []FormState{FormIssued}},
		"an extract first":            {[]step{{issue(1, KindExtract, ""), "certificate.first"}}, StateDecided, nil},
		"an extract of a refusal":     {[]step{{issue(1, KindRefusal, ""), ""}, {issue(2, KindExtract, ""), "certificate.first"}}, StateCertified, []FormState{FormIssued}},
		"a second extract":            {[]step{{issue(1, KindCertificate, ""), ""}, {issue(2, KindExtract, ""), ""}, {issue(3, KindExtract, ""), "certificate.exists"}}, StateCertified, []FormState{FormIssued, FormIssued}},
		"a duplicate of another kind": {[]step{{issue(1, KindCertificate, ""), ""}, {issue(2, KindExtract, "1"), "certificate.unknown"}}, StateCertified, []FormState{FormIssued}},
		"a duplicate of nothing":      {[]step{{issue(1, KindCertificate, ""), ""}, {issue(2, KindCertificate, "9"), "certificate.unknown"}}, StateCertified, []FormState{FormIssued}},
		"a duplicate after the handing over": {[]step{{issue(1, KindCertificate, ""), ""}, {given("1"), ""}, {issue(2, KindCertificate, "1"), ""},
			{replaced("1", "2"), ""}, {replaced("1", "2"), "certificate.unknown"}, {issue(3, KindCertificate, "1"), "certificate.unknown"}, {given("2"), ""}, {given("2"), "certificate.given"}},
			StateClosed, []FormState{FormReplaced, FormHandedOver}},
		"a spoiled duplicate": {[]step{{issue(1, KindCertificate, ""), ""}, {given("1"), ""}, {issue(2, KindCertificate, "1"), ""}, {void("2", "ləkə"), ""},
			{issue(3, KindCertificate, ""), ""}}, StateCertified, []FormState{FormReplaced, FormVoided, FormIssued}},
		"a spoiled certificate leaves its extract": {[]step{{issue(1, KindCertificate, ""), ""}, {issue(2, KindExtract, ""), ""}, {void("1", "ləkə"), ""}, {given("2"), ""},
			{issue(3, KindCertificate, ""), ""}}, StateCertified, []FormState{FormVoided, FormHandedOver, FormIssued}},
		"a revoked certificate takes its extract with it": {[]step{{issue(1, KindCertificate, ""), ""}, {issue(2, KindExtract, ""), ""}, {given("1"), ""}, {revoke("1"), ""}},
			StateDecided, []FormState{FormRevoked, FormRevoked}},
		"an extract comes and goes in a closed case": {[]step{{issue(1, KindCertificate, ""), ""}, {given("1"), ""}, {issue(2, KindExtract, ""), ""}, {void("2", ""), "certificate.reason"},
			{void("2", "ləkə"), ""}, {issue(3, KindExtract, ""), ""}, {given("3"), ""}, {void("2", "ləkə"), "certificate.voided"},
			{void("3", "ləkə"), "certificate.given"}, {revoke("3"), ""}, {revoke("3"), "certificate.revoked"}},
			StateClosed, []FormState{FormHandedOver, FormVoided, FormRevoked}},
		"a certificate somebody has is not voided": {[]step{{issue(1, KindCertificate, ""), ""}, {given("1"), ""}, {void("1", "ləkə"), "certificate.given"}}, StateClosed, []FormState{FormHandedOver}},
	} {
		t.Run(name, func(t *testing.T) {
			file := decidedCase()
			for i, s := range c.steps {
				if got := ErrorCode(do(file, s.do(file))); got != s.want {
					t.Fatalf("step %d: %q, want %q", i+1, got, s.want)
				}
			}
			var forms []FormState
			for _, f := range file.Certificates {
				forms = append(forms, f.State)
			}
			if file.State != c.state || fmt.Sprint(forms) != fmt.Sprint(c.forms) {
				t.Errorf("case %s with %v, want %s with %v", file.State, forms, c.state, c.forms)
			}
		})
	}
}

// team is a commission of a chair and a doctor.
type team struct{}

func (team) Member(id MemberID) (Member, bool) { return Member{ID: id, Role: Role(id)}, true }

// What a chair took back nobody but a chair issues again for the same decision; what fell with a certificate follows the new certificate.
func TestOnlyAChairIssuesAfterARevocation(t *testing.T) {
	type step struct {
		by   Role
		do   string
		n    uint64
		kind CertificateKind
		want string
	}
	const doctor, chair, no = RoleDoctor, RoleChair, "certificate.withdrawn"
	for name, steps := range map[string][]step{
		"a certificate": {{doctor, "issue", 1, KindCertificate, ""}, {chair, "revoke", 1, 0, ""}, {doctor, "issue", 2, KindCertificate, no}, {doctor, "issue", 2, KindRefusal, no},
			{chair, "issue", 2, KindCertificate, ""}, {doctor, "void", 2, 0, ""}, {doctor, "issue", 3, KindCertificate, ""}},
		"a spoiled one": {{doctor, "issue", 1, KindCertificate, ""}, {doctor, "void", 1, 0, ""}, {doctor, "issue", 2, KindCertificate, ""}},
		"an extract": {{doctor, "issue", 1, KindCertificate, ""}, {doctor, "issue", 2, KindExtract, ""}, {chair, "revoke", 2, 0, ""}, {doctor, "issue", 3, KindExtract, no},
			{doctor, "void", 1, 0, ""}, {doctor, "issue", 4, KindCertificate, ""}, {doctor, "issue", 5, KindExtract, no}, {chair, "issue", 5, KindExtract, ""}},
		"an extract that fell with its certificate": {{doctor, "issue", 1, KindCertificate, ""}, {doctor, "issue", 2, KindExtract, ""}, {chair, "revoke", 1, 0, ""},
			{chair, "issue", 3, KindCertificate, ""}, {doctor, "issue", 4, KindExtract, ""}, {chair, "revoke", 4, 0, ""}, {doctor, "issue", 5, KindExtract, no}},
		"another decision": {{doctor, "issue", 1, KindCertificate, ""}, {chair, "revoke", 1, 0, ""}, {doctor, "decide anew", 0, 0, ""}, {doctor, "issue", 2, KindCertificate, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			c := decidedCase()
			for i, s := range steps {
				id := CertificateID(fmt.Sprint(s.n))
				var ch Change
				switch s.do {
				case "issue":
					ch = paper(c, s.n, s.kind, "")
				case "revoke":
					ch = &CertificateRevoked{Certificate: id, Reason: "səhv"}
				case "void":
					ch = &CertificateVoided{Certificate: id, Reason: "ləkə"}
				case "decide anew":
					ch = &DecisionSuperseded{Decision: c.Decision().Decision.ID, Reason: "səhv"}
				}
				err := c.Apply(Entry{Op: OpID(fmt.Sprint(i)), At: time.Unix(1, 0), User: MemberID(s.by), Change: ch}, team{})
				if got := ErrorCode(err); got != s.want {
					t.Fatalf("step %d: %q, want %q", i+1, got, s.want)
				}
				if s.do == "decide anew" {
					decide(c)
				}
			}
		})
	}
}

// Whatever is done to the papers of a case, in whatever order: no number is lost, no two good papers of one kind stand for it, and the
// case says truly whether it has a certificate.
func TestPapersStayAccountedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := decidedCase()
		var numbers []uint64
		var next uint64
		any := func() CertificateID {
			return CertificateID(fmt.Sprint(rapid.Uint64Range(1, max(next, 1)).Draw(t, "paper")))
		}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			var ch Change
			switch rapid.IntRange(0, 8).Draw(t, "step") {
			case 0, 1:
				next++
				ch = paper(c, next, CertificateKind(rapid.IntRange(1, 4).Draw(t, "kind")), "")
			case 2:
				next++
				ch = paper(c, next, CertificateKind(rapid.IntRange(1, 4).Draw(t, "kind")), any())
			case 3:
				ch = &CertificatePrinted{Certificate: any()}
			case 4:
				ch = &CertificateHandedOver{Certificate: any(), Personal: Handover{Receiver: "x"}}
			case 5:
				ch = &CertificateVoided{Certificate: any(), Reason: "x"}
			case 6:
				ch = &CertificateRevoked{Certificate: any(), Reason: "x"}
			case 7:
				ch = &CertificateReplaced{Certificate: any(), By: any(), Reason: "x"}
			case 8:
				if d := c.Decision(); d != nil {
					ch = &DecisionSuperseded{Decision: d.Decision.ID, Reason: "x"}
				}
			}
			if ch != nil && do(c, ch) == nil && ch.Kind() == KindCertificateIssued {
				numbers = append(numbers, next)
			}
			if c.Decision() == nil && rapid.Bool().Draw(t, "decide anew") {
				decide(c)
			}
			accountedFor(t, c, numbers)
		}
	})
}

func accountedFor(t *rapid.T, c *CaseFile, numbers []uint64) {
	stand := map[CertificateKind]int{}
	successors := map[CertificateID]int{}
	for i, f := range c.Certificates {
		if i >= len(numbers) || f.Number != numbers[i] {
			t.Fatalf("paper %d has number %d; issued were %v", i, f.Number, numbers)
		}
		successors[f.Replaces]++
		if f.State.Valid() {
			kind := f.Kind
			if !kind.Aside() {
				kind = KindCertificate
			}
			stand[kind]++
			if d := c.Decision(); d == nil || d.Decision.ID != f.Decision {
				t.Fatalf("paper %d rests on no decision in force", f.Number)
			}
		} else if f.State != FormReplaced && f.Reason == "" {
			t.Fatalf("paper %d is %s for no reason", f.Number, f.State)
		}
	}
	for _, f := range c.Certificates {
		if replaced := f.State == FormReplaced; replaced != (successors[f.ID] == 1) || successors[f.ID] > 1 {
			t.Fatalf("paper %d is %s and has %d successors", f.Number, f.State, successors[f.ID])
		}
	}
	if len(c.Certificates) != len(numbers) {
		t.Fatalf("%d papers of %d numbers", len(c.Certificates), len(numbers))
	}
	for kind, n := range stand {
		if n > 1 {
			t.Fatalf("%d good papers of kind %d", n, kind)
		}
	}
	if has := c.State == StateCertified || c.State == StateClosed; has != (stand[KindCertificate] == 1) {
		t.Fatalf("the case is %s with %d certificates", c.State, stand[KindCertificate])
	}
}

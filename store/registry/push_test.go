package registry_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"sync"
	"testing"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/registry/registrytest"
	"medsoc/store/wire"

	"golang.org/x/mod/sumdb/tlog"
)

func TestRepeatedPushGivesTheSameAnswers(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	ops := []journal.Signed{d.person("p1"), d.referral("c1", "p1", 3), d.referral("c2", "p1", 7), d.referral("c3", "p1", 3)}
	first, _, _ := d.push(ops...)
	again, _, _ := d.push(ops...)
	if !reflect.DeepEqual(first.Results, again.Results) {
		t.Errorf("first %+v\nagain %+v", first.Results, again.Results)
	}
	if first.Results[2].Refused == "" || first.Results[3].Seq != first.Results[1].Seq+1 {
		t.Errorf("a refused op must take no number and not block the others: %+v", first.Results)
	}
	if n := registrytest.Count(t, w.Path, `select count(*) from op where desk <> ''`); n != 5 {
		t.Errorf("%d ops are stored", n)
	}
	if again.Head.Size != first.Head.Size {
		t.Errorf("the tree grew from %d to %d", first.Head.Size, again.Head.Size)
	}
}

func TestChain(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	a, b, c := d.person("p1"), d.person("p2"), d.person("p3")
	want := func(what, code string, results int, ops ...journal.Signed) {
		t.Helper()
		pushed, _, _ := d.push(ops...)
		if len(pushed.Results) != results || pushed.Problem == nil || pushed.Problem.Code != code || pushed.Problem.Text == "" {
			t.Errorf("%s: %+v %+v", what, pushed.Results, pushed.Problem)
		}
	}
	want("a gap at once", "chain.gap", 0, b)
	want("a gap in the middle", "chain.gap", 1, a, c)
	want("a signature of another op", "op.signature", 0, journal.Signed{Bytes: b.Bytes, Signature: c.Signature})
	want("no op", "op.malformed", 0, journal.Signed{Bytes: []byte("nonsense"), Signature: b.Signature})
	other := newRaw(t, w, 3)
	want("another desk's op", "op.desk", 0, other.person("p4"))

	// The same id with other content: the desk's records were copied or restored.
	op, err := b.Parse()
	if err != nil {
		t.Fatal(err)
	}
	d.mustTake(b, c)
	op.At++
	fork, err := d.signing.SignOp(op)
	if err != nil {
		t.Fatal(err)
	}
	want("a fork", "chain.other", 0, fork)
	op.ID = "fork"
	if fork, err = d.signing.SignOp(op); err != nil {
		t.Fatal(err)
	}
	want("a fork under another id", "chain.gap", 0, fork)
}

func TestWhoMayPush(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	op := d.person("p1")
	good := d.token
	for name, token := range map[string]string{"none": "", "nonsense": "a.b.c", "cut": good[:len(good)-2], "of another desk": "x" + good} {
		d.token = token
		if _, status, problem := d.push(op); status != 401 || problem.Code != wire.ProblemToken {
			t.Errorf("token %s: %d %v", name, status, problem)
		}
	}
	d.token = good
	d.about.Epoch = "before"
	if _, status, problem := d.push(op); status != 409 || problem.Code != wire.ProblemEpoch {
		t.Errorf("epoch: %d %v", status, problem)
	}
	d.about.Epoch = ""
	if err := w.Registry.RevokeDesk(t.Context(), d.about.Desk); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, status, _ := d.feed(0, 0); status != 401 {
			t.Errorf("a revoked desk reads the feed: %d", status)
		}
	}
}

func TestTokenEnds(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	w.Pass(15 * 60 * 1e9)
	if _, status, _ := d.feed(0, 0); status != 401 {
		t.Errorf("after 15 minutes: %d", status)
	}
	d.logIn()
	if _, status, _ := d.feed(0, 0); status != 200 {
		t.Errorf("with a new token: %d", status)
	}
}

func TestTooMuchAtOnce(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	var ops []journal.Signed
	for i := range wire.MaxOps + 1 {
		ops = append(ops, d.member(d.user, expertise.MemberID(fmt.Sprint("m", i)), expertise.RoleClerk))
	}
	if _, status, problem := d.push(ops...); status != 413 || problem.Code != wire.ProblemSize {
		t.Errorf("%d %v", status, problem)
	}
	d.mustTake(ops[:wire.MaxOps]...)
}

// A commission writes and reads only what it may know, however its program asks.
func TestScope(t *testing.T) {
	w := registrytest.New(t)
	baku, ganja := newRaw(t, w, 3), newRaw(t, w, 7)
	baku.mustTake(baku.person("p1"), baku.referral("c1", "p1", 3))
	ganja.mustTake(ganja.person("p2"))
	ganja.keys = map[expertise.PersonID]*journal.PersonKey{"p2": ganja.keys["p2"]}

	ganja.mustRefuse("registry.scope", ganja.op(ganja.user, personOf("p1"), "", &expertise.RecordViewed{}))
	ganja.mustRefuse("registry.scope", ganja.op(ganja.user, caseOf("c1"), "", &expertise.ReferralWithdrawn{Reason: "x"}))
	ganja.mustRefuse("registry.scope", ganja.referral("c2", "p1", 7))
	ganja.mustRefuse("registry.commission", ganja.referral("c3", "p2", 3))
	ganja.mustRefuse("registry.member", ganja.op(baku.user, personOf("p2"), "p2", &expertise.RecordViewed{}))
	ganja.mustRefuse("registry.member", ganja.member(ganja.user, baku.user, expertise.RoleChair))
	ganja.mustRefuse("member.unknown", ganja.op("", personOf("p2"), "p2", &expertise.RecordViewed{}))
	baku.mustRefuse("registry.person", baku.op(baku.user, personOf("p1"), "p9", &expertise.RecordViewed{}))

	page, status, problem := ganja.feed(0, 0)
	if status != 200 {
		t.Fatal(problem)
	}
	for _, f := range page.Ops {
		op, err := f.Op.Parse()
		if err != nil {
			t.Fatal(err)
		}
		if op.Entity.Kind != journal.EntityMember && op.Desk == baku.about.Desk {
			t.Errorf("commission 7 was given %s of %s", op.Kind, op.Entity)
		}
	}
	for _, g := range page.Grants {
		if g.Person == "p1" {
			t.Error("commission 7 was given the key of a person it does not know")
		}
		if _, err := g.Open(ganja.reading); err != nil {
			t.Error(err)
		}
	}
	if len(page.Grants) != 1 {
		t.Errorf("grants %v", page.Grants)
	}
}

// A desk that lost a person's key must not put unreadable ops into the register.
func TestOpsThatTheRegistryCannotRead(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	op := d.person("p1")
	d.keys = map[expertise.PersonID]*journal.PersonKey{}
	d.mustRefuse("registry.key", op)

	reader, _ := journal.NewReadingKey()
	d.about.Reading = reader.Public()
	d.keys["p2"] = journal.NewPersonKey()
	if _, status, problem := d.push(d.person("p2")); status != 422 || problem.Code != "grant" {
		t.Errorf("a grant for somebody else: %d %v", status, problem)
	}
}

// The tree head signed at each push extends every one before.
func TestTreeGrows(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	heads := []wire.Head{d.mustTake(d.person("p0")).Head}
	for i := range 40 {
		ops := []journal.Signed{}
		for range i%3 + 1 {
			ops = append(ops, d.member(d.user, expertise.MemberID(newID()), expertise.RoleClerk))
		}
		heads = append(heads, d.mustTake(ops...).Head)
	}
	last := heads[len(heads)-1]
	for _, h := range heads {
		hash, err := h.Hash()
		if err != nil || !expertise.VerifyES256(d.about.HeadKey, hash, h.Signature) {
			t.Fatal("the head's signature is wrong", err)
		}
		page, status, problem := d.feed(0, h.Size)
		if status != 200 || page.Head.Size != last.Size {
			t.Fatal(status, problem)
		}
		proof := tlog.TreeProof{}
		for _, p := range page.Proof {
			proof = append(proof, tlog.Hash(p))
		}
		if h.Size == last.Size {
			continue
		}
		if err := tlog.CheckTree(proof, page.Head.Size, tlog.Hash(page.Head.Root), h.Size, tlog.Hash(h.Root)); err != nil {
			t.Errorf("size %d: %v", h.Size, err)
		}
	}
	if _, status, problem := d.feed(0, last.Size+1); status != 409 || problem.Code != wire.ProblemTree {
		t.Errorf("a size of the future: %d %v", status, problem)
	}
}

// Sixteen desks write at once while another one reads: no number is left out, and no op comes after its place was passed.
func TestFeedHasNoGapsUnderManyWriters(t *testing.T) {
	const writers, each = 16, 6
	w := registrytest.New(t)
	reader := newRaw(t, w, 3)
	var desks []*rawDesk
	for range writers {
		desks = append(desks, newRaw(t, w, 3))
	}
	var wg sync.WaitGroup
	done := make(chan struct{})
	for _, d := range desks {
		wg.Go(func() {
			for range each {
				pushed, status, problem := d.push(d.member(d.user, expertise.MemberID(newID()), expertise.RoleClerk))
				if status != 200 || len(pushed.Results) != 1 || pushed.Results[0].Seq == 0 {
					t.Error(status, problem, pushed)
				}
			}
		})
	}
	go func() { wg.Wait(); close(done) }()
	var seqs []int64
	after := int64(0)
	for ended := false; ; {
		page, status, problem := reader.feed(after, 0)
		if status != 200 {
			t.Fatal(problem)
		}
		for _, f := range page.Ops {
			seqs = append(seqs, f.Seq)
		}
		after = page.Next
		if ended && len(page.Ops) == 0 {
			break
		}
		select {
		case <-done:
			ended = true
		default:
		}
	}
	if want := 1 + writers + writers*each; len(seqs) != want {
		t.Errorf("%d ops read of %d", len(seqs), want)
	}
	if !sort.SliceIsSorted(seqs, func(i, j int) bool { return seqs[i] < seqs[j] }) {
		t.Error("numbers went back")
	}
	for i, seq := range seqs {
		if seq != int64(i+1) {
			t.Fatalf("place %d has number %d", i+1, seq)
		}
	}
}

// A feed longer than a page is read in pages, each op once.
func TestPages(t *testing.T) {
	w := registrytest.New(t)
	d := newRaw(t, w, 3)
	for range 3 {
		var ops []journal.Signed
		for range 150 {
			ops = append(ops, d.member(d.user, expertise.MemberID(newID()), expertise.RoleClerk))
		}
		d.mustTake(ops...)
	}
	seen := map[int64]bool{}
	for after, pages := int64(0), 0; ; pages++ {
		page, _, _ := d.feed(after, 0)
		for _, f := range page.Ops {
			seen[f.Seq] = true
		}
		after = page.Next
		if !page.More {
			if pages != 2 || len(seen) != 451 {
				t.Errorf("%d ops in %d pages", len(seen), pages+1)
			}
			return
		}
	}
}

// Every message has one encoding on both sides, also where it is empty.
func TestMessagesThereAndBack(t *testing.T) {
	for _, m := range []any{&wire.Push{}, &wire.Pushed{}, &wire.Page{}, &wire.Enrolled{}, &wire.Head{Root: []byte{1}}, &wire.Problem{Code: "x"}} {
		b, err := journal.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		back := reflect.New(reflect.TypeOf(m).Elem()).Interface()
		if err := journal.Unmarshal(b, back); err != nil {
			t.Errorf("%T: %v", m, err)
		}
		x, _ := json.Marshal(m)
		y, _ := json.Marshal(back)
		if string(x) != string(y) {
			t.Errorf("%s became %s", x, y)
		}
	}
}

// BenchmarkPush: a push of 200 ops, each of another person, as a desk sends them after weeks without a network.
func BenchmarkPush(b *testing.B) {
	w := registrytest.New(b)
	d := newRaw(b, w, 3)
	for b.Loop() {
		b.StopTimer()
		d.keys = map[expertise.PersonID]*journal.PersonKey{}
		var ops []journal.Signed
		for range wire.MaxOps {
			ops = append(ops, d.person(expertise.PersonID(newID())))
		}
		b.StartTimer()
		d.mustTake(ops...)
	}
	b.ReportMetric(float64(wire.MaxOps*b.N)/b.Elapsed().Seconds(), "ops/s")
}

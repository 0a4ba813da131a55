package sync

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"medsoc/expertise"
	"medsoc/store/journal"
	"medsoc/store/wire"
)

// Identity is a new desk's public self, and the key that signs its ops.
type Identity struct {
	Name    string // as its people call it; "" takes the name that came with the code
	Signing *journal.SigningKey
	Reading []byte // public point, 65 bytes
	Signer  []byte // public point of the key that will seal certificates, 65 bytes
}

// Enrol asks the registry in with a one-time code. It may be repeated with the same code and keys until an answer arrives. A refusal is
// a *wire.Problem.
func Enrol(ctx context.Context, registry, code string, id Identity, options ...Option) (wire.Enrolled, error) {
	var e wire.Enrolled
	c, err := newClient(registry, options)
	if err != nil {
		return e, err
	}
	defer c.close()
	signing, err := id.Signing.Public()
	if err != nil {
		return e, err
	}
	proof, err := id.Signing.Sign(wire.EnrolHash(code))
	if err != nil {
		return e, err
	}
	err = c.call(ctx, http.MethodPost, wire.PathEnrol, wire.Enrol{Code: code, Name: id.Name, Signing: signing, Reading: id.Reading, Signer: id.Signer, Proof: proof}, &e)
	if err == nil && (e.Desk == "" || len(e.HeadKey) != 65 || len(e.Reading) != 65 || len(e.Signer) == 0) {
		err = fail("sync.garbage", nil)
	}
	return e, refused(err)
}

// refused gives a registry's refusal the form that every language has words for.
func refused(err error) error {
	p, is := errors.AsType[*wire.Problem](err)
	if _, explained := errors.AsType[*Error](err); explained || !is {
		return err
	}
	if p.Code == wire.ProblemTree {
		return fail("sync.rewritten", p)
	}
	return fail("sync.refused", p, "text", p.Text)
}

// Syncer moves one desk's ops. One run at a time.
type Syncer struct {
	desk    Desk
	url     string
	options []Option
}

// New makes a syncer; nothing is sent before Run. With url "" the registry of the desk's enrolment is asked.
func New(desk Desk, url string, options ...Option) *Syncer { return &Syncer{desk, url, options} }

// Run pushes what waits and pulls what is new. progress (nil: nobody looks) hears how many ops are done of how many known so far. On an
// error the report says what was done until then, and all of that stands; an [Error] has the sentence to show.
func (s *Syncer) Run(ctx context.Context, progress func(done, total int)) (Report, error) {
	r := &run{desk: s.desk, progress: progress}
	state, err := s.desk.SyncState(ctx)
	if err != nil {
		return r.report, err
	}
	if r.client, err = newClient(cmp.Or(s.url, state.RegistryURL), s.options); err != nil {
		return r.report, err
	}
	defer r.client.close()
	r.state = state
	err = r.all(ctx)
	r.report.ClockOffset = r.client.offset
	if err == nil {
		err = s.desk.Synced(ctx, r.client.now(), r.report)
	}
	return r.report, refused(err)
}

// Renew asks for a new sealing certificate for the key with this public point; store what it answers. The present one comes back while
// it is young and less than half used up.
func (s *Syncer) Renew(ctx context.Context, signer []byte) (wire.Enrolled, error) {
	var e wire.Enrolled
	state, err := s.desk.SyncState(ctx)
	if err != nil {
		return e, err
	}
	c, err := newClient(cmp.Or(s.url, state.RegistryURL), s.options)
	if err != nil {
		return e, err
	}
	defer c.close()
	r := &run{desk: s.desk, client: c, state: state}
	return e, refused(r.call(ctx, http.MethodPost, wire.PathSigner, wire.Renew{Signer: signer}, &e))
}

// run is one synchronisation under way.
type run struct {
	desk     Desk
	client   *client
	state    wire.State
	report   Report
	progress func(done, total int)
	total    int
}

// problemDesk is the registry's answer to a desk that it shut out.
const problemDesk = "desk.unknown"

// all pushes, then pulls; when the registry was restored from a backup meanwhile, once more from the beginning.
func (r *run) all(ctx context.Context) error {
	for again := 0; ; again++ {
		err := r.push(ctx)
		if err == nil {
			err = r.pull(ctx)
		}
		if err == nil {
			err = r.law(ctx)
		}
		if err == nil {
			err = r.trust(ctx)
		}
		p, is := errors.AsType[*wire.Problem](err)
		if is && p.Code == problemDesk {
			return errors.Join(err, r.trust(ctx)) // the list is everybody's, and tells the desk that its seals count no more
		}
		if !is || p.Code != wire.ProblemEpoch || again == 2 {
			return err
		}
		if err := r.newEpoch(ctx); err != nil {
			return err
		}
	}
}

// newEpoch learns the new epoch from a head that the registry signed.
func (r *run) newEpoch(ctx context.Context) error {
	var head wire.Head
	if err := r.client.call(ctx, http.MethodGet, wire.PathHead, nil, &head); err != nil {
		return err
	}
	if err := checkSignature(head, r.state.HeadKey); err != nil {
		return err
	}
	if err := r.desk.Resend(ctx, head.Epoch); err != nil {
		return err
	}
	r.report.Epoch = true
	var err error
	r.state, err = r.desk.SyncState(ctx)
	return err
}

// call asks with a token, and gets a new one where it is missing or has ended.
func (r *run) call(ctx context.Context, method, path string, message, answer any) error {
	for again := false; ; again = true {
		if r.client.token == "" {
			if err := r.logIn(ctx); err != nil {
				return err
			}
		}
		err := r.client.call(ctx, method, path, message, answer)
		if p, is := errors.AsType[*wire.Problem](err); !is || p.Code != wire.ProblemToken || again {
			return err
		}
		r.client.token = ""
	}
}

func (r *run) logIn(ctx context.Context) error {
	var challenge wire.Challenge
	if err := r.client.call(ctx, http.MethodPost, wire.PathChallenge, nil, &challenge); err != nil {
		return err
	}
	signature, err := r.desk.SignChallenge(challenge.Nonce)
	if err != nil {
		return err
	}
	var token wire.Token
	if err := r.client.call(ctx, http.MethodPost, wire.PathToken, wire.TokenRequest{Desk: r.state.Desk, Nonce: challenge.Nonce, Signature: signature}, &token); err != nil {
		return err
	}
	if token.Token == "" || len(token.Token) > 4096 {
		return fail("sync.garbage", errors.New("no token"))
	}
	r.client.token = token.Token
	return nil
}

func (r *run) done(n int) {
	if r.progress != nil {
		r.progress(n, max(n, r.total))
	}
}

// push sends the outbox chunk by chunk; a chunk that is too large for the registry is halved.
func (r *run) push(ctx context.Context) error {
	maxOps := wire.MaxOps
	for {
		chunk, err := r.desk.Outbox(ctx, maxOps, wire.MaxPush)
		if err != nil || len(chunk.Ops) == 0 {
			return err
		}
		r.total = max(r.total, r.report.Sent+len(chunk.Ops))
		r.done(r.report.Sent)
		var pushed wire.Pushed
		err = r.call(ctx, http.MethodPost, wire.PathOps, chunk, &pushed)
		if p, is := errors.AsType[*wire.Problem](err); is && p.Code == wire.ProblemSize && len(chunk.Ops) > 1 {
			maxOps = len(chunk.Ops) / 2
			continue
		}
		if err != nil {
			return err
		}
		if err := r.keep(ctx, chunk, pushed); err != nil {
			return err
		}
	}
}

// keep stores the answers of a push. An answer that moves nothing on would ask for ever.
func (r *run) keep(ctx context.Context, chunk wire.Push, pushed wire.Pushed) error {
	if err := checkResults(chunk, pushed); err != nil {
		return err
	}
	if len(pushed.Results) > 0 {
		if err := r.desk.Answer(ctx, pushed.Results); err != nil {
			return err
		}
	}
	for _, result := range pushed.Results {
		r.report.Sent++
		if result.Refused != "" {
			r.report.Refused++
		}
	}
	r.done(r.report.Sent)
	if pushed.Problem != nil {
		r.report.Left = len(chunk.Ops) - len(pushed.Results)
		return fail("sync.stopped", pushed.Problem, "text", pushed.Problem.Text)
	}
	return nil
}

// checkResults holds answers against questions: the ops of the chunk in their order, each with a number or a reason.
func checkResults(chunk wire.Push, pushed wire.Pushed) error {
	if len(pushed.Results) > len(chunk.Ops) || len(pushed.Results) < len(chunk.Ops) && pushed.Problem == nil {
		return fail("sync.garbage", fmt.Errorf("%d results for %d ops", len(pushed.Results), len(chunk.Ops)))
	}
	for i, result := range pushed.Results {
		op, err := chunk.Ops[i].Parse()
		if err != nil {
			return err
		}
		if result.ID != op.ID || (result.Seq > 0) == (result.Refused != "") {
			return fail("sync.garbage", errors.New("a result does not answer its op"))
		}
	}
	return nil
}

// pull takes page after page.
func (r *run) pull(ctx context.Context) error {
	for {
		var page wire.Page
		path := fmt.Sprintf("%s?after=%d&size=%d&epoch=%s", wire.PathFeed, r.state.After, r.state.Head.Size, url.QueryEscape(r.state.Epoch))
		if err := r.call(ctx, http.MethodGet, path, nil, &page); err != nil {
			return err
		}
		if page.Epoch != r.state.Epoch {
			return &wire.Problem{Code: wire.ProblemEpoch, Text: "the registry was restored from a backup"}
		}
		others, err := checkPage(r.state, page)
		if err != nil {
			return err
		}
		if err := r.desk.TakePage(ctx, page); err != nil {
			return err
		}
		r.state.After, r.state.Head = page.Next, page.Head
		r.report.Received += others
		r.total += len(page.Ops)
		r.done(r.report.Sent + r.report.Received)
		if !page.More {
			return nil
		}
	}
}

// checkPage holds a page against what the desk saw before; it counts the ops of others.
func checkPage(state wire.State, page wire.Page) (others int, err error) {
	if err := checkHead(state, page); err != nil {
		return 0, err
	}
	if page.Next < state.After || len(page.Ops) > wire.MaxOps || page.More && page.Next == state.After {
		return 0, fail("sync.garbage", errors.New("the feed does not move on"))
	}
	keys := map[expertise.DeskID][]byte{}
	for _, d := range page.Desks {
		keys[d.Desk] = d.Key
	}
	for _, f := range page.Ops {
		op, err := f.Op.Parse()
		if err != nil {
			return 0, fail("sync.garbage", err)
		}
		if f.Seq <= 0 || f.Seq > page.Head.Size {
			return 0, fail("sync.garbage", errors.New("a feed number outside the tree"))
		}
		if err := f.Op.Verify(keys[op.Desk]); err != nil {
			return 0, fail("sync.signature", err)
		}
		if op.Desk != state.Desk {
			others++
		}
	}
	return others, nil
}

// law asks for a newer law. One that the desk refuses ends no synchronisation: the desk works on by the law it has, and says so.
func (r *run) law(ctx context.Context) error {
	var f wire.LawFile
	if err := r.call(ctx, http.MethodGet, wire.PathLaw+"?after="+strconv.Itoa(r.state.Law), nil, &f); err != nil {
		return err
	}
	if f.Number == 0 {
		return nil
	}
	switch err := r.desk.KeepLaw(ctx, f); {
	case errors.Is(err, wire.ErrLaw):
		return nil
	case err != nil:
		return err
	}
	r.report.Law = f.Number
	return nil
}

// trust asks for a newer trust bundle. Neither a line that broke nor a refusal ends the synchronisation: the desk checks papers by the
// list it has, and every verdict says how old that is.
func (r *run) trust(ctx context.Context) error {
	file, err := r.client.file(ctx, wire.PathTrust, r.state.Trust)
	if err != nil || file == nil {
		return ctx.Err()
	}
	switch err := r.desk.KeepTrustBundle(ctx, file); {
	case errors.Is(err, wire.ErrTrust):
		return nil
	case err != nil:
		return err
	}
	r.report.List = true
	return nil
}

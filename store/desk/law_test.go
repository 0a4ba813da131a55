package desk_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"medsoc/assets/profiles"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/wire"

	"github.com/google/go-cmp/cmp"
)

// published is a law file as the ministry of a desk would sign it.
func published(t *testing.T, b *desktest.Bench, number int, body []byte) wire.LawFile {
	t.Helper()
	sum := sha256.Sum256(body)
	f := wire.LawFile{Country: "az", Number: number, Hash: hex.EncodeToString(sum[:]), Body: body}
	hash, err := f.SignedHash()
	if err == nil {
		f.Signature, err = b.Ministry.Head.Sign(hash)
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func standing(t *testing.T, b *desk.Desk) desk.LawStanding {
	t.Helper()
	s, err := b.LawStanding(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Papers that rest on a row which nobody confirmed are not issued outside a demonstration. Once an administrator confirmed what the
// decision rests on, the next decision gives a paper; one made before keeps what it rested on.
func TestAConfirmedRuleGivesARealPaper(t *testing.T) {
	ctx := context.Background()
	clock := &desktest.Clock{At: time.Date(2026, 11, 12, 6, 0, 0, 0, time.UTC)}
	b := desktest.NewAt(t, desktest.TrueMinistry(t, clock.At), clock)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	v, err := b.Case(ctx, id)
	if err != nil || !v.Decision().Decision.Basis.Verify {
		t.Fatal(v.Decision(), err)
	}
	if _, err := b.Issue(ctx, id); expertise.ErrorCode(err) != "certificate.verify" {
		t.Fatal(err)
	}
	basis := v.Decision().Decision.Basis
	if err := b.ConfirmRule(ctx, basis.Edition, basis.Rows[0], "x"); expertise.ErrorCode(err) != "member.role" {
		t.Errorf("the chair confirmed: %v", err)
	}
	b.Administrator(t)
	for _, c := range []struct{ row, code string }{{"nothing", "law.confirm.row"}, {"outcome/p61", "law.confirm.not"}} {
		if err := b.ConfirmRule(ctx, basis.Edition, c.row, "x"); expertise.ErrorCode(err) != c.code {
			t.Errorf("%s: %v", c.row, err)
		}
	}
	reasons, err := b.Explain(ctx, &v.Decision().Decision)
	if err != nil {
		t.Fatal(err)
	}
	confirmed := ""
	for _, r := range reasons {
		if !r.Verify {
			continue
		}
		confirmed = r.Row
		if err := b.ConfirmRule(ctx, basis.Edition, r.Row, " "); !expertise.NamesAct(r.Cite) && expertise.ErrorCode(err) != "rule.act" {
			t.Errorf("%s was confirmed without an act: %v", r.Row, err)
		}
		for range 2 { // a second time changes nothing
			if err := b.ConfirmRule(ctx, basis.Edition, r.Row, "The act of 2022, article 5"); err != nil {
				t.Fatal(r.Row, err)
			}
		}
	}
	if _, err := b.Unlock(ctx, desktest.Passphrase); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Issue(ctx, id); expertise.ErrorCode(err) != "certificate.verified" {
		t.Errorf("the old decision changed what it rests on: %v", err)
	}
	leyla := desktest.Leyla()
	leyla.Identifier.Value = "5K1Z72A"
	next := b.Referred(t, leyla)
	b.Decided(t, next)
	paper, err := b.Issue(ctx, next)
	if err != nil {
		t.Fatal(err)
	}
	if v, err = b.Case(ctx, next); err != nil || v.Certificates[0].Sample || v.Certificates[0].ID != paper {
		t.Errorf("%+v %v", v.Certificates, err)
	}
	// The desk comes back with what was confirmed, and a doubt puts the mark back.
	if err := b.DoubtRule(ctx, basis.Edition, confirmed, "seen in the act: otherwise"); expertise.ErrorCode(err) != "member.role" {
		t.Error(err)
	}
	b.Administrator(t)
	if err := b.DoubtRule(ctx, basis.Edition, confirmed, "seen in the act: otherwise"); err != nil {
		t.Fatal(err)
	}
	doubts, err := b.Doubts(ctx)
	if err != nil || len(doubts) != 1 || doubts[0].Row != confirmed || doubts[0].Act == "" || doubts[0].Doubt.Reason != "seen in the act: otherwise" || doubts[0].Doubt.By != b.User().ID || doubts[0].Doubt.On != b.Today() {
		t.Errorf("doubts %+v: %v", doubts, err)
	}
	if reasons, err = b.Explain(ctx, &v.Decision().Decision); err != nil {
		t.Fatal(err)
	}
	for _, r := range reasons {
		if r.Verify != (r.Row == confirmed) {
			t.Errorf("%s: %v", r.Row, r.Verify)
		}
	}
}

// A law that the registry published is worked by at once and after a restart. What is not signed, not of this country, not newer or not
// proved is refused: the last good one stays, and the desk says why.
func TestKeepLaw(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	v, err := b.Case(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	old := v.Decision().Decision
	before, err := b.Explain(ctx, &old)
	if err != nil {
		t.Fatal(err)
	}
	if s := standing(t, b.Desk); s.Source != desk.LawBuiltIn || s.Hash != old.Basis.Profile || s.Since.IsZero() || s.Refused != "" {
		t.Errorf("%+v", s)
	}
	text := desktest.NewLaw(t)
	if err := b.KeepLaw(ctx, published(t, b, 5, text)); err != nil {
		t.Fatal(err)
	}
	now := standing(t, b.Desk)
	if now.Source != desk.LawRegistry || now.Number != 5 || now.Hash != b.Profile().Hash || now.Hash == old.Basis.Profile {
		t.Errorf("%+v", now)
	}
	ua, err := profiles.Files.ReadFile("ua.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := published(t, b, 6, text)
	changed.Body = append([]byte("# one line more\n"), text...)
	foreign := published(t, b, 6, text)
	foreign.Country = "kz"
	for name, c := range map[string]struct {
		file wire.LawFile
		want error
		code string
	}{
		"changed on the way":                 {changed, desk.ErrLawSignature, ""},
		"not as it was signed":               {foreign, desk.ErrLawSignature, ""},
		"another country's":                  {published(t, b, 6, ua), desk.ErrLawCountry, ""},
		"an earlier one again":               {published(t, b, 4, text), desk.ErrLawOld, ""},
		"the same number with other content": {published(t, b, 5, changed.Body), desk.ErrLawOld, ""},
		"a field that nobody knows":          {published(t, b, 6, append([]byte("unheard: of\n"), text...)), nil, "law.profile.field"},
	} {
		err := b.KeepLaw(ctx, c.file)
		if !errors.Is(err, wire.ErrLaw) || c.want != nil && !errors.Is(err, c.want) || expertise.ErrorCode(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		s := standing(t, b.Desk)
		if s.Hash != now.Hash || s.Number != 5 || s.Refused == "" || s.Refused != s.RefusedErr.Error() || !strings.Contains(err.Error(), s.Refused) {
			t.Errorf("%s: %+v", name, s)
		}
	}
	findings, err := b.Examine(ctx)
	if err != nil {
		t.Fatal(err)
	}
	said := false
	for _, f := range findings {
		said = said || f.What == "law.registry" && f.Err != nil && f.Args["number"] == "5"
	}
	if !said {
		t.Errorf("the desk's examination does not say that a law was refused: %+v", findings)
	}
	// The same publication once more is no refusal; a newer good one takes the refusal away.
	if err := b.KeepLaw(ctx, published(t, b, 5, text)); err != nil {
		t.Error(err)
	}
	if err := b.KeepLaw(ctx, published(t, b, 7, text)); err != nil {
		t.Error(err)
	}
	if s := standing(t, b.Desk); s.Refused != "" || s.Number != 7 {
		t.Errorf("%+v", s)
	}
	b.Close()
	again, err := desk.Open(ctx, b.Dir, desktest.Profile, desk.Options{Now: b.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if again.Profile().Hash != now.Hash {
		t.Error("the new law is forgotten after a restart")
	}
	after, err := again.Explain(ctx, &old)
	if err != nil || cmp.Diff(before, after) != "" {
		t.Errorf("the old decision is explained otherwise: %v\n%s", err, cmp.Diff(before, after))
	}
	unknown := old
	unknown.Basis.Profile = strings.Repeat("0", 64)
	if reasons, err := again.Explain(ctx, &unknown); err != nil || len(reasons) != len(before) || reasons[0].Because["en"] == before[0].Because["en"] {
		t.Errorf("a decision of another desk by a file that was never here: %v %v", reasons, err)
	}
}

// The folder on the command line goes before the registry's law; a damaged file there leaves the desk at the last good one.
func TestLawFromAFolder(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	builtIn := b.Profile().Hash
	text := desktest.NewLaw(t)
	if err := b.KeepLaw(ctx, published(t, b, 1, append([]byte("# the registry's\n"), text...))); err != nil {
		t.Fatal(err)
	}
	fromRegistry := b.Profile().Hash
	b.Close()
	dir := t.TempDir()
	write := func(body []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "az.yaml"), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	stands := func(dir string) desk.LawStanding {
		t.Helper()
		d, err := desk.Open(ctx, b.Dir, desktest.Profile, desk.Options{Now: b.Clock.Now, Laws: profiles.Folder(dir)})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		s := standing(t, d)
		if s.Hash != d.Profile().Hash {
			t.Errorf("the desk says %s and works by %s", s.Hash, d.Profile().Hash)
		}
		return s
	}
	if s := stands(dir); s.Source != desk.LawRegistry || s.Hash != fromRegistry {
		t.Errorf("an empty folder: %+v", s)
	}
	broken := append([]byte("unheard: of\n"), text...)
	write(broken)
	if s := stands(dir); s.Source != desk.LawRegistry || !strings.Contains(s.Refused, "az.yaml") {
		t.Errorf("a folder that never had a good file: %+v", s)
	}
	write(text)
	good := stands(dir)
	if good.Source != desk.LawFolder || good.Hash == builtIn || good.Hash == fromRegistry || good.Refused != "" {
		t.Errorf("the folder: %+v", good)
	}
	write(broken)
	if s := stands(dir); s.Source != desk.LawFolder || s.Hash != good.Hash || s.RefusedErr == nil || !s.Since.Equal(good.Since) {
		t.Errorf("the folder's last good file: %+v", s)
	}
	if s := stands(""); s.Source != desk.LawRegistry || s.Hash != fromRegistry || s.Refused != "" {
		t.Errorf("no folder: %+v", s)
	}
}

package registry

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"medsoc/assets/text"
	"medsoc/certs/check"
	"medsoc/certs/seal"
	"medsoc/store/wire"
)

// verifyBody is a code's text, as JSON. A PDF or a picture is sent as it is.
type verifyBody struct {
	Text string `json:"text"`
}

// verifyReply is the verdict with what it means in each language.
type verifyReply struct {
	verdict seal.Verdict
	words   map[string]words
}

// MarshalJSON adds the words to the verdict's own form, which scripts read from every program alike.
func (v verifyReply) MarshalJSON() ([]byte, error) {
	fields := map[string]json.RawMessage{}
	data, err := json.Marshal(v.verdict)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, err
	}
	if fields["words"], err = json.Marshal(v.words); err != nil {
		return nil, err
	}
	// The verdict's own sentence speaks to who keeps a trust bundle; whoever asks here has none.
	said := v.words[text.Fallback]
	if fields["sentence"], err = json.Marshal(said.Verdict + ". " + said.Hint); err != nil {
		return nil, err
	}
	return json.Marshal(fields)
}

// words are a verdict in one language.
type words struct {
	Verdict    string `json:"verdict"`
	Hint       string `json:"hint"`
	Outcome    string `json:"outcome,omitempty"`
	Commission string `json:"commission,omitempty"`
}

func (r *Registry) postVerify(req *http.Request) (any, error) {
	found, err := r.find(req)
	if err != nil {
		if _, ours := errors.AsType[*seal.Error](err); !ours {
			return nil, err
		}
		return inJSON{r.words(seal.NotFound(err))}, nil
	}
	verdict, err := r.judge(req.Context(), found)
	return inJSON{r.words(verdict)}, err
}

// find takes the sealed bytes out of a text, a PDF or a picture.
func (r *Registry) find(req *http.Request) ([]byte, error) {
	media, _, _ := strings.Cut(req.Header.Get("Content-Type"), ";")
	switch media {
	case "application/json":
		var body verifyBody
		if err := readJSON(req, &body); err != nil {
			return nil, err
		}
		found, err := check.Text(body.Text)
		return found.Sealed, err
	case "application/pdf", "image/png", "image/jpeg":
		data, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, wire.ErrTooLarge
		}
		found, err := r.files.Data(req.Context(), data)
		return found.Sealed, err
	}
	return nil, refuse(http.StatusUnsupportedMediaType, "media", "send the code's text as JSON, or a PDF, PNG or JPEG file")
}

// judge verifies by the present bundle, and holds the seal against the one registered in its place: a second seal with the same place
// was made with a signer's key and not by a desk.
func (r *Registry) judge(ctx context.Context, sealed []byte) (seal.Verdict, error) {
	p, err := r.published(ctx)
	if err != nil {
		return seal.Verdict{}, err
	}
	v := seal.Verify(sealed, p.bundle, r.now(), seal.Policy{})
	if v.Claims == nil || v.Code == seal.Unregistered {
		return v, nil
	}
	err = r.read(ctx, func(t *tx) error {
		hash := seal.Hash(sealed)
		same, err := t.exists(`select 1 from certificate where idx = $1 and seal_hash = $2`, int64(v.Claims.StatusIndex), hex.EncodeToString(hash[:]))
		if !same && err == nil && v.Code != seal.Revoked {
			v.Code, v.Reason = seal.Disputed, "disputed"
		}
		return err
	})
	return v, err
}

// hintKey names what the public can do next: they have no list to refresh and no desk to synchronise, so where a desk's hint speaks of
// these, there is one for them, by the reason or else by the verdict.
func hintKey(language *text.Language, v seal.Verdict) string {
	for _, key := range []string{"public.reason." + v.Reason, "public." + v.TextKey()} {
		if language.Has(key) {
			return key
		}
	}
	return v.TextKey() + ".hint"
}

// words adds what the verdict and the claims' numbers mean, in each language.
func (r *Registry) words(v seal.Verdict) verifyReply {
	reply := verifyReply{v, map[string]words{}}
	for _, language := range text.Languages() {
		w := words{Verdict: language.T(v.TextKey())}
		if hint := hintKey(language, v); language.Has(hint) {
			until := v.ExtendedUntil
			w.Hint = language.T(hint, "date", language.Date(until.Year, until.Month, until.Day), "act", v.TextArgs(language.Code())["act"])
		}
		if c := v.Claims; c != nil {
			if outcome, known := r.profile().OutcomeBySeal(c.Outcome); known {
				w.Outcome = outcome.Names.In(language.Code())
			}
			if commission, known := r.profile().Commission(c.Commission); known {
				w.Commission = commission.Names.In(language.Code())
			}
		}
		reply.words[language.Code()] = w
	}
	return reply
}

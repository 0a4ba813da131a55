package registry

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"reflect"
	"runtime/debug"
	"strconv"
	"time"

	"medsoc/assets/web"
	"medsoc/expertise"
	"medsoc/store/wire"
)

// Handler is the whole HTTP API.
func (r *Registry) Handler() http.Handler {
	mux := http.NewServeMux()
	// Desks speak CBOR.
	mux.HandleFunc("POST "+wire.PathEnrol, r.public(r.postEnrol))
	mux.HandleFunc("POST "+wire.PathChallenge, r.public(r.postChallenge))
	mux.HandleFunc("POST "+wire.PathToken, r.public(r.postToken))
	mux.HandleFunc("POST "+wire.PathOps, r.answer(r.postOps))
	mux.HandleFunc("GET "+wire.PathFeed, r.answer(r.getFeed))
	mux.HandleFunc("POST "+wire.PathSigner, r.answer(r.postSigner))
	mux.HandleFunc("GET "+wire.PathLaw, r.answer(r.getLaw))
	mux.HandleFunc("GET "+wire.PathHead, r.public(r.getHead))
	// Clinics speak JSON.
	mux.HandleFunc("POST "+wire.PathReferrals, r.public(r.postReferral))
	// Receiving organisations and the public.
	mux.HandleFunc("GET "+wire.PathTrust, r.public(r.getTrust))
	mux.HandleFunc("POST "+wire.PathVerify, r.public(r.postVerify))
	mux.HandleFunc("GET /s", r.public(r.getStatus))
	mux.Handle("GET "+web.Prefix, web.Handler())
	mux.Handle("GET "+web.Prefix+"/", web.Handler())
	mux.HandleFunc("GET "+web.Prefix+"/registry.json", r.public(r.getAbout))
	mux.HandleFunc("GET /healthz", r.answer(r.getHealth))
	return r.guard(mux)
}

// failure is a problem with its HTTP status.
type failure struct {
	status int
	wire.Problem
}

func (f *failure) Error() string { return f.Text }

// refuse makes the error that a handler answers with.
func refuse(status int, code, text string) error {
	return &failure{status, wire.Problem{Code: code, Text: text}}
}

// raw is an answer that is neither a message nor JSON.
type raw struct {
	media string
	data  []byte
	keep  time.Duration // how long a cache may answer with it unasked; below zero: not at all
}

// fresh lets a cache keep an answer that it asks about each time.
const fresh = 0

// inJSON is an answer for those who speak JSON.
type inJSON struct{ value any }

// nothing answers that there is nothing.
type nothing struct{}

// handler answers a request: a message, raw, inJSON, nothing, or an error.
type handler func(*http.Request) (any, error)

// answer writes what a handler gave: errors of the machine are logged without the request's content and answered without their text.
func (r *Registry) answer(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		reply, err := h(req)
		status := http.StatusOK
		if err != nil {
			var f *failure
			if !errors.As(err, &f) {
				f = r.internal(req, err)
			}
			if f.status == http.StatusTooManyRequests {
				w.Header().Set("Retry-After", "5")
			}
			status, reply = f.status, problemFor(req, f.Problem)
		}
		r.send(w, req, status, reply)
	}
}

func (r *Registry) internal(req *http.Request, err error) *failure {
	switch {
	case errors.Is(err, wire.ErrTooLarge):
		return &failure{http.StatusRequestEntityTooLarge, wire.Problem{Code: wire.ProblemSize, Text: "the request is too large: send less at once"}}
	case errors.Is(err, wire.ErrFormat):
		return &failure{http.StatusBadRequest, wire.Problem{Code: "format", Text: "the request cannot be read: update the program that sent it"}}
	case req.Context().Err() != nil:
		return &failure{http.StatusServiceUnavailable, wire.Problem{Code: "busy", Text: "the request was given up: try again"}}
	}
	r.log.Error("request failed", "path", req.URL.Path, "cause", err)
	return &failure{http.StatusInternalServerError, wire.Problem{Code: "internal", Text: "the registry could not do this now: try again later; nothing was lost"}}
}

func problemFor(req *http.Request, p wire.Problem) any {
	switch req.URL.Path {
	case wire.PathReferrals, wire.PathVerify:
		return inJSON{p}
	}
	return p
}

func (r *Registry) send(w http.ResponseWriter, req *http.Request, status int, reply any) {
	var body []byte
	var err error
	encoding, media := "", wire.Media
	switch v := reply.(type) {
	case nothing:
		w.WriteHeader(http.StatusNoContent)
		return
	case raw:
		media = v.media
		if v.keep >= fresh {
			sum := sha256.Sum256(v.data)
			tag := wire.TrustTag(sum[:])
			h := w.Header()
			h.Set("ETag", tag)
			h.Set("Vary", "Accept-Encoding")
			h.Set("Cache-Control", "public, max-age="+strconv.Itoa(int(v.keep/time.Second)))
			h.Set("Access-Control-Allow-Origin", "*") // it is public, and pages elsewhere verify too
			if req.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		body, encoding = wire.Compress(v.data, req.Header.Get("Accept-Encoding"))
	case inJSON:
		media = "application/json"
		body, err = json.Marshal(v.value)
	default:
		body, encoding, err = wire.Pack(reply, req.Header.Get("Accept-Encoding"))
	}
	if err != nil {
		r.log.Error("answer failed", "path", req.URL.Path, "cause", err)
		http.Error(w, "internal", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	w.WriteHeader(status)
	w.Write(body) // a reader that went away is no fault of ours
}

// public bounds how often one address may ask without a token.
func (r *Registry) public(h handler) http.HandlerFunc {
	return r.answer(func(req *http.Request) (any, error) {
		address, _, err := net.SplitHostPort(req.RemoteAddr)
		if err != nil {
			address = req.RemoteAddr
		}
		if !r.limits.allow(address) {
			return nil, refuse(http.StatusTooManyRequests, "rate", "too many requests: wait some seconds, then try again")
		}
		return h(req)
	})
}

// guard bounds every body, sets the headers every answer has, and turns a panic into a 500.
func (r *Registry) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		start := r.now()
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Date", start.UTC().Format(http.TimeFormat))
		req.Body = http.MaxBytesReader(w, req.Body, wire.MaxBody)
		defer func() {
			if cause := recover(); cause != nil {
				r.log.Error("panic", "path", req.URL.Path, "stack", string(debug.Stack()))
				r.send(w, req, http.StatusInternalServerError, problemFor(req, wire.Problem{Code: "internal", Text: "the registry could not do this now: try again later; nothing was lost"}))
			}
			r.log.Info("request", "method", req.Method, "path", req.URL.Path, "took", r.now().Sub(start))
		}()
		next.ServeHTTP(w, req)
	})
}

// read decodes a request's message.
func read(req *http.Request, message any) error {
	err := wire.Unpack(req.Body, req.Header.Get("Content-Encoding"), message)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return wire.ErrTooLarge
	}
	if err != nil && !errors.Is(err, wire.ErrTooLarge) {
		return wire.ErrFormat // also a connection cut in the middle: nobody reads the answer
	}
	return err
}

func (r *Registry) postEnrol(req *http.Request) (any, error) {
	var q wire.Enrol
	if err := read(req, &q); err != nil {
		return nil, err
	}
	var e wire.Enrolled
	err := r.write(req.Context(), func(t *tx) (err error) {
		e, err = r.enrol(t, q)
		return err
	})
	return e, err
}

func (r *Registry) postChallenge(*http.Request) (any, error) { return r.challenge(), nil }

func (r *Registry) postToken(req *http.Request) (any, error) {
	var q wire.TokenRequest
	if err := read(req, &q); err != nil {
		return nil, err
	}
	var token wire.Token
	err := r.read(req.Context(), func(t *tx) (err error) {
		token, err = r.token(t, q)
		return err
	})
	return token, err
}

func (r *Registry) postOps(req *http.Request) (any, error) {
	id, ok := r.tokenDesk(bearer(req))
	if !ok {
		return nil, refuseToken()
	}
	var p wire.Push
	if err := read(req, &p); err != nil {
		return nil, err
	}
	// What is taken in is taken in whole, also when the desk's line breaks meanwhile.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(req.Context()), time.Minute)
	defer cancel()
	return r.push(ctx, id, p)
}

// asking finds the desk behind a request's token.
func (r *Registry) asking(req *http.Request) (d deskRow, err error) {
	id, ok := r.tokenDesk(bearer(req))
	if !ok {
		return d, refuseToken()
	}
	err = r.read(req.Context(), func(t *tx) error {
		var known bool
		d, known, err = t.desk(expertise.DeskID(id))
		if err == nil && (!known || d.Revoked) {
			err = refuseToken()
		}
		return err
	})
	return d, err
}

func (r *Registry) getFeed(req *http.Request) (any, error) {
	d, err := r.asking(req)
	if err != nil {
		return nil, err
	}
	after, err1 := strconv.ParseInt(req.FormValue("after"), 10, 64)
	size, err2 := strconv.ParseInt(req.FormValue("size"), 10, 64)
	if err1 != nil || err2 != nil {
		return nil, refuse(http.StatusBadRequest, "format", "after and size must be numbers: update the desk's program")
	}
	if req.FormValue("epoch") != r.epoch {
		return nil, refuseEpoch()
	}
	return r.feedPage(req.Context(), d, after, size)
}

func (r *Registry) postSigner(req *http.Request) (any, error) {
	d, err := r.asking(req)
	if err != nil {
		return nil, err
	}
	var q wire.Renew
	if err := read(req, &q); err != nil {
		return nil, err
	}
	var e wire.Enrolled
	err = r.write(req.Context(), func(t *tx) (err error) {
		e, err = r.renew(t, d, q)
		return err
	})
	return e, err
}

func (r *Registry) getHead(req *http.Request) (any, error) { return r.currentHead(req.Context()) }

func (r *Registry) getTrust(req *http.Request) (any, error) {
	p, err := r.published(req.Context())
	if err != nil {
		return nil, err
	}
	return raw{`application/cose; cose-type="cose-sign1"`, p.file, fresh}, nil
}

func (r *Registry) getStatus(req *http.Request) (any, error) {
	if req.URL.Query().Has("time") {
		return nil, refuse(http.StatusNotImplemented, "status.time", "the list is given as it stands now: ask without a time")
	}
	p, err := r.published(req.Context())
	if err != nil {
		return nil, err
	}
	return raw{"application/statuslist+cwt", p.list, listTime}, nil
}

// getHealth asks the database, so that a process without one is not sent any work.
func (r *Registry) getHealth(req *http.Request) (any, error) {
	err := r.read(req.Context(), func(t *tx) error {
		_, err := t.size()
		return err
	})
	return raw{"text/plain; charset=utf-8", []byte("ok\n"), -1}, err
}

// readJSON is strict: an unknown or doubled field is an error, also one in other letters ("SEX"), and so is anything after the value.
func readJSON(req *http.Request, value any) error {
	data, err := io.ReadAll(req.Body)
	if err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return wire.ErrTooLarge
		}
		return wire.ErrFormat
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if decoder.Decode(value) != nil {
		return wire.ErrFormat
	}
	if _, err := decoder.Token(); err != io.EOF || expertise.CheckJSONFields(data, reflect.TypeOf(value)) != nil {
		return wire.ErrFormat
	}
	return nil
}

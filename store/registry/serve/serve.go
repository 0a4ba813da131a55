// Package serve is the program of the registry: its commands, its files and its listening socket. cmd/medsoc-registry runs it, and tests
// run it as a function.
package serve

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"medsoc/expertise"

	"github.com/alecthomas/kong"
)

// program holds the commands and their flags.
type program struct {
	Serve        serveCmd        `cmd:"" help:"Answer desks, clinics and the public."`
	Code         codeCmd         `cmd:"" help:"Make a one-time code with which one desk enrols within seven days."`
	Desks        desksCmd        `cmd:"" help:"List the enrolled desks."`
	Institution  institutionCmd  `cmd:"" help:"Make a clinic known and print its token, which is shown once."`
	RevokeSigner revokeSignerCmd `cmd:"" help:"Take back a desk's right to seal from a day on."`
	RevokeDesk   revokeDeskCmd   `cmd:"" help:"Shut a desk out."`
	Due          dueCmd          `cmd:"" help:"Who falls due, in numbers or by person."`
	Act          actCmd          `cmd:"" help:"Extension acts."`
	Profile      profileCmd      `cmd:"" help:"The law by which this registry and all desks work."`
	Keys         keysCmd         `cmd:"" help:"Keys of root and registry: ceremony, yearly renewal, rotation, loss."`
	Restored     restoredCmd     `cmd:"" help:"After restoring a backup: let every desk send again what the backup lacks. Stop the server first."`
}

// world is what commands get besides their flags.
type world struct {
	ctx            context.Context
	stdout, stderr io.Writer
	log            *slog.Logger
}

// Run runs the program with its arguments until it is done or ctx ends. It returns the exit code: 0 done, 1 failed, 2 wrong usage.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var p program
	exit, exited := 0, false
	parser, err := kong.New(&p, kong.Name("medsoc-registry"), kong.Description("The central registry of medical and social expertise."),
		kong.UsageOnError(), kong.Writers(stdout, stderr), kong.Exit(func(code int) { exit, exited = code, true }))
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	command, err := parser.Parse(args)
	switch {
	case exited: // --help
		return exit
	case err != nil:
		fmt.Fprintln(stderr, "medsoc-registry:", err)
		return 2
	}
	w := &world{ctx, stdout, stderr, slog.New(slog.NewTextHandler(stderr, nil))}
	if err := command.Run(w); err != nil {
		fmt.Fprintln(stderr, "medsoc-registry:", err)
		return 1
	}
	return 0
}

type serveCmd struct {
	store
	Listen  string `required:"" placeholder:"ADDR" help:"Address and port, such as 127.0.0.1:8443; port 0 takes a free one."`
	Host    string `default:"medsoc.example" placeholder:"NAME" help:"Name of this registry in QR codes: at most 20 letters."`
	TLSCert string `name:"tls-cert" type:"existingfile" placeholder:"FILE" help:"Certificate chain in PEM."`
	TLSKey  string `name:"tls-key" type:"existingfile" placeholder:"FILE" help:"Its private key in PEM."`
}

// Times within which a peer must have sent or read; a slow line of a village office still fits.
const (
	headerTime   = 10 * time.Second
	bodyTime     = 3 * time.Minute
	answerTime   = 5 * time.Minute
	idleTime     = 2 * time.Minute
	shutdownTime = 20 * time.Second
)

// Run serves until the context ends, then lets requests under way finish.
func (c *serveCmd) Run(w *world) error {
	secure, err := c.secure()
	if err != nil {
		return err
	}
	reg, done, err := c.open(w, c.Host)
	if err != nil {
		return err
	}
	defer done()
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: choose another port or address (%w)", c.Listen, err)
	}
	scheme := "http"
	if secure != nil {
		scheme, listener = "https", tls.NewListener(listener, secure)
	}
	server := &http.Server{Handler: reg.Handler(), ReadHeaderTimeout: headerTime, ReadTimeout: bodyTime, WriteTimeout: answerTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(w.log.Handler(), slog.LevelDebug)}
	fmt.Fprintf(w.stdout, "listening on %s://%s\n", scheme, listener.Addr())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-w.ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return fmt.Errorf("some requests were cut off: %w", err)
	}
	return nil
}

// secure gives the TLS configuration, nil for plain HTTP, which is refused where it would leave this computer.
func (c *serveCmd) secure() (*tls.Config, error) {
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return nil, errors.New("name both --tls-cert and --tls-key, or neither")
	}
	if c.TLSCert != "" {
		pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
		if err != nil {
			return nil, fmt.Errorf("the certificate or its key cannot be used: %w", err)
		}
		return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}, nil
	}
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, fmt.Errorf("%q is not an address with a port: write it like 127.0.0.1:8443", c.Listen)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, errors.New("without --tls-cert and --tls-key the registry listens on this computer only: use 127.0.0.1, or name both files")
	}
	return nil, nil
}

type codeCmd struct {
	store
	Commission int    `required:"" placeholder:"N" help:"Number of the commission in the country profile."`
	Desk       string `required:"" placeholder:"NAME" help:"Name of the desk, as its people call it."`
	File       string `placeholder:"FILE" help:"Write the code to a new file that only you may read, and not to the terminal."`
}

// Run prints the code, or writes it to a file.
func (c *codeCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	code, err := reg.MakeCode(w.ctx, expertise.CommissionNumber(c.Commission), c.Desk)
	if err != nil {
		return err
	}
	if c.File == "" {
		_, err = fmt.Fprintln(w.stdout, code)
		return err
	}
	f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, code)
	return errors.Join(err, f.Close())
}

type desksCmd struct{ store }

// Run lists the desks.
func (c *desksCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	list, err := reg.Desks(w.ctx)
	for _, d := range list {
		state := ""
		if d.Revoked {
			state = "\trevoked"
		}
		fmt.Fprintf(w.stdout, "%s\t%d\tcommission %d\t%s\t%d entries%s\n", d.ID, d.Number, d.Commission, d.Name, d.Ops, state)
	}
	return err
}

type institutionCmd struct {
	store
	Number string `placeholder:"NUMBER" help:"Its number in the ministry's list; by default its name."`
	Name   string `required:"" help:"Its name."`
}

// Run prints the clinic's token.
func (c *institutionCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	if c.Number == "" {
		c.Number = c.Name
	}
	token, err := reg.AddInstitution(w.ctx, c.Number, c.Name)
	if err == nil {
		_, err = fmt.Fprintln(w.stdout, token)
	}
	return err
}

type revokeSignerCmd struct {
	store
	Desk    string `required:"" placeholder:"ID" help:"The desk's id, as listed by desks."`
	Since   string `required:"" placeholder:"DATE" help:"First day whose papers are not trusted: 2026-11-12. Those before stand."`
	Dispute bool   `help:"Dispute those before too, when a thief may have dated papers back; run again without it once they are reviewed."`
}

// Run revokes the desk's signers.
func (c *revokeSignerCmd) Run(w *world) error {
	since, err := expertise.ParseDate(c.Since)
	if err != nil || since.IsZero() {
		return fmt.Errorf("--since %q is not a date: write it like 2026-11-12", c.Since)
	}
	profile, err := c.profile()
	if err != nil {
		return err
	}
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	return reg.RevokeSigner(w.ctx, expertise.DeskID(c.Desk), since.In(profile.Location()), c.Dispute)
}

type revokeDeskCmd struct {
	store
	Desk string `required:"" placeholder:"ID" help:"The desk's id, as listed by desks."`
}

// Run revokes the desk.
func (c *revokeDeskCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	return reg.RevokeDesk(w.ctx, expertise.DeskID(c.Desk))
}

type restoredCmd struct{ store }

// Run begins a new epoch.
func (c *restoredCmd) Run(w *world) error {
	reg, done, err := c.open(w, "localhost")
	if err != nil {
		return err
	}
	defer done()
	return reg.Restored(w.ctx)
}

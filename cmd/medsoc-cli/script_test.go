package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"medsoc/certs/check"
	"medsoc/certs/seal"
	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
	"medsoc/store/registry/serve"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"medsoc-cli":      main,
		"medsoc-registry": func() { os.Exit(serve.Run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
		"medsoc-saver":    saver,
	})
}

// TestScripts runs the scripts in testdata: what clerks, administrators and receiving organisations type, and what they must see.
func TestScripts(t *testing.T) {
	shared, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	laws, err := filepath.Abs("../../assets/profiles")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SHARED", shared)
			env.Setenv("PROFILES", laws)
			env.Setenv("LC_ALL", "en_US.UTF-8")
			port, err := freePort()
			env.Setenv("ADDR", "127.0.0.1:"+port)
			env.Setenv("URL", "http://127.0.0.1:"+port)
			return err
		},
		Condition: func(name string) (bool, error) {
			if name == "shared" {
				_, err := os.Stat(shared)
				return err == nil, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"registry": registryCmd, "decide": decideCmd, "count": countCmd, "patch": patchCmd, "same": sameCmd, "corrupt": corruptCmd, "killed": killedCmd,
		},
	})
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// running holds each script's registry process.
var running sync.Map

// registryCmd: "registry up" starts a registry on reg.db and waits until it answers; "registry down" ends it.
func registryCmd(ts *testscript.TestScript, neg bool, args []string) {
	key := ts.Getenv("WORK")
	switch {
	case len(args) == 1 && args[0] == "up":
		program, err := exec.LookPath("medsoc-registry")
		ts.Check(err)
		cmd := exec.Command(program, "serve", "--db", "sqlite:"+ts.MkAbs("reg.db"), "--listen", ts.Getenv("ADDR"))
		cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
		ts.Check(cmd.Start())
		running.Store(key, cmd)
		ts.Defer(func() { stopRegistry(key) })
		if !eventually(func() bool {
			r, err := http.Get(ts.Getenv("URL") + "/healthz")
			if err != nil {
				return false
			}
			r.Body.Close()
			return r.StatusCode == http.StatusOK
		}) {
			ts.Fatalf("the registry does not answer")
		}
	case len(args) == 1 && args[0] == "down":
		stopRegistry(key)
	default:
		ts.Fatalf("usage: registry up|down")
	}
}

func stopRegistry(key string) {
	if p, there := running.LoadAndDelete(key); there {
		cmd := p.(*exec.Cmd)
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
	}
}

// eventually asks until the answer is yes, for at most half a minute.
func eventually(yes func() bool) bool {
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if yes() {
			return true
		}
	}
	return false
}

// openFor opens a script's desk with the passphrase file "pass".
func openFor(ts *testscript.TestScript, dir string) *desk.Desk {
	d, err := desk.Open(context.Background(), ts.MkAbs(dir), profile, desk.Options{})
	ts.Check(err)
	_, err = d.Unlock(context.Background(), strings.TrimSpace(ts.ReadFile("pass")))
	ts.Check(err)
	return d
}

// decideCmd: "decide DESK" examines and decides every open case as the members would; the members' passphrases stand in pass, pass2, pass3.
func decideCmd(ts *testscript.TestScript, neg bool, args []string) {
	ctx := context.Background()
	d := openFor(ts, args[0])
	defer d.Close()
	rows, _, err := d.WorkList(ctx, records.CaseFilter{States: []expertise.State{expertise.StateReceived}}, 100)
	ts.Check(err)
	members, err := d.Members(ctx)
	ts.Check(err)
	for _, r := range rows {
		x := expertise.Examination{On: d.Today(), Mode: "visiting", Cause: "general", Activities: map[expertise.Activity]expertise.Qualifier{},
			Diagnoses:   []expertise.Diagnosis{{Code: "I69.3", Side: expertise.SideRight, Main: true}},
			Impairments: []expertise.Impairment{{Row: "stroke-paresis-severe", Side: expertise.SideRight, Percent: 70}}}
		for _, a := range expertise.Activities {
			x.Activities[a] = 2
		}
		ts.Check(d.RecordExamination(ctx, r.ID, x, expertise.ExaminationNarrative{Findings: "Səyyar müayinə"}))
		_, err := d.Decide(ctx, r.ID, desk.Choice{})
		ts.Check(err)
		inForce := false
		for _, m := range members {
			inForce, err = d.Sign(ctx, r.ID, m.ID, strings.TrimSpace(ts.ReadFile(m.Name)))
			ts.Check(err)
		}
		if !inForce {
			ts.Fatalf("all members signed and the decision is not in force")
		}
	}
}

// countCmd: "count DATABASE TABLE N" holds the number of rows against N.
func countCmd(ts *testscript.TestScript, neg bool, args []string) {
	db, err := records.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	var n int
	ts.Check(db.Read(context.Background(), func(tx *records.Tx) error { return tx.QueryRow("select count(*) from " + args[1]).Scan(&n) }))
	if want, err := strconv.Atoi(args[2]); err != nil || n != want {
		ts.Fatalf("%s holds %d in %s, want %s", args[0], n, args[1], args[2])
	}
}

// patchCmd: "patch DESK IDENTIFIER FIELD VALUE" changes a field of a person.
func patchCmd(ts *testscript.TestScript, neg bool, args []string) {
	d := openFor(ts, args[0])
	defer d.Close()
	id, err := d.FindPerson(context.Background(), expertise.Identifier{Scheme: expertise.SchemeFIN, Value: args[1]})
	ts.Check(err)
	ts.Check(d.PatchPerson(context.Background(), id, map[expertise.PersonField]string{expertise.PersonField(args[2]): args[3]}))
}

// sameCmd: "same DESK DESK IDENTIFIER CONFLICTS" holds one person on two desks against each other: data, conflicts and work list.
func sameCmd(ts *testscript.TestScript, neg bool, args []string) {
	ctx := context.Background()
	var seen [2]string
	for i := range seen {
		d := openFor(ts, args[i])
		id, err := d.FindPerson(ctx, expertise.Identifier{Scheme: expertise.SchemeFIN, Value: args[2]})
		ts.Check(err)
		v, err := d.Person(ctx, id)
		ts.Check(err)
		rows, total, err := d.WorkList(ctx, records.CaseFilter{}, 200)
		ts.Check(err)
		seen[i] = fmt.Sprintf("%+v\n%+v\n%v\n%+v %d", v.Person, v.Conflicts, v.Merged, rows, total)
		if fmt.Sprint(len(v.Conflicts)) != args[3] {
			ts.Fatalf("%s has %d conflicts, want %s", args[i], len(v.Conflicts), args[3])
		}
		d.Close()
	}
	if seen[0] != seen[1] {
		ts.Fatalf("the desks differ:\n%s\n\n%s", seen[0], seen[1])
	}
}

// corruptCmd: "corrupt FROM.pdf TO HOW" damages a certificate: "half" cuts the file, "seal" flips one bit of the attached seal, "digit"
// writes the text of its QR code with one digit changed, "text" the same text unchanged.
func corruptCmd(ts *testscript.TestScript, neg bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	found, err := check.Data(context.Background(), data)
	ts.Check(err)
	text := []byte(seal.QRText("numune.invalid", found.Sealed))
	switch args[2] {
	case "half":
		data = data[:len(data)/2]
	case "seal":
		at := bytes.Index(data, found.Sealed)
		if at < 0 {
			ts.Fatalf("the seal does not stand in %s as it is", args[0])
		}
		data[at+len(found.Sealed)/2] ^= 1
	case "digit":
		text[len(text)/2] = '0' + (text[len(text)/2]-'0'+1)%10
		data = text
	case "text":
		data = text
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o600))
}

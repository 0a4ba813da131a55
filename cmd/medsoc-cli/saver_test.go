package main

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
	"medsoc/store/records"
)

// saver is a desk that registers persons without end and prints each id only after the store said that it is kept. The test kills it.
func saver() {
	ctx := context.Background()
	d, err := desk.Open(ctx, os.Args[1], profile, desk.Options{Demonstration: true})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if _, err := d.Unlock(ctx, desktest.Passphrase); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for {
		id, err := d.RegisterPerson(ctx, expertise.Person{Name: expertise.Name{Surname: "Əliyeva", Given: "Leyla"}, Sex: expertise.Female, Birth: expertise.MustDate("1979-03-14")})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(id)
	}
}

// A desk killed a hundred times while it saves keeps every op that it acknowledged, and its chain stays whole.
func TestKilledWhileSaving(t *testing.T) {
	ctx := context.Background()
	b := desktest.New(t)
	b.Close()
	program, err := exec.LookPath("medsoc-saver")
	if err != nil {
		t.Fatal(err)
	}
	var acknowledged []expertise.PersonID
	for range 100 {
		cmd := exec.Command(program, b.Dir)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 1 + rand.IntN(5) {
			if !lines.Scan() {
				t.Fatal("the desk ended by itself")
			}
			acknowledged = append(acknowledged, expertise.PersonID(lines.Text()))
		}
		cmd.Process.Kill()
		for lines.Scan() { // what was still in the pipe had been acknowledged too
			acknowledged = append(acknowledged, expertise.PersonID(lines.Text()))
		}
		cmd.Wait()
	}
	d, err := desk.Open(ctx, b.Dir, profile, desk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Unlock(ctx, desktest.Passphrase); err != nil {
		t.Fatal(err)
	}
	for _, id := range acknowledged {
		if _, err := d.Person(ctx, id); err != nil {
			t.Errorf("an acknowledged person is gone: %v", err)
		}
	}
	findings, err := d.Examine(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Err != nil && f.What != "signer" { // the test's clock certified the signer at another time
			t.Errorf("%s: %v", f.What, f.Err)
		}
	}
	db, err := records.Open(filepath.Join(b.Dir, "desk.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	t.Logf("100 kills, %d acknowledged persons, all there", len(acknowledged))
}

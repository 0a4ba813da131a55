package main

import (
	"context"
	"os/exec"
	"strconv"

	"medsoc/store/records"

	"github.com/rogpeppe/go-internal/testscript"
)

// killedCmd: "killed DATABASE TABLE N COMMAND..." starts a command and kills it, as a power cut would, as soon as the table holds N rows.
// TABLE may go on with a condition. A command that ends before was quick; nothing is said about that.
func killedCmd(ts *testscript.TestScript, neg bool, args []string) {
	db, err := records.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	want, err := strconv.Atoi(args[2])
	ts.Check(err)
	program, err := exec.LookPath(args[3])
	ts.Check(err)
	cmd := exec.Command(program, args[4:]...)
	cmd.Dir = ts.Getenv("WORK")
	ts.Check(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	done := false
	eventually(func() bool {
		select {
		case <-ended:
			done = true
			return true
		default:
		}
		var n int
		err := db.Read(context.Background(), func(tx *records.Tx) error { return tx.QueryRow("select count(*) from " + args[1]).Scan(&n) })
		return err == nil && n >= want
	})
	if !done {
		ts.Check(cmd.Process.Kill())
		<-ended
	}
}

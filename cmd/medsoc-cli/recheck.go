package main

import (
	"bytes"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"medsoc/certs/seal"
)

// recheck is a payer's month: the whole list of those it pays, checked again, and what has changed since the last time.
type recheck struct {
	CSV    string `name:"csv" type:"existingfile" help:"A payer's whole list, checked again: CSV with a header; the column 'code' holds the text or digits of each QR code, a column 'id' is carried over." placeholder:"LIST"`
	Out    string `type:"path" help:"With --csv: the report." placeholder:"FILE"`
	Before string `type:"existingfile" help:"With --csv: the last report; what differs from it is marked." placeholder:"FILE"`
}

// maxList bounds a payer's list, maxListBytes its file.
const (
	maxList      = 5_000_000
	maxListBytes = 4 << 30
)

// reportHead is the report's columns; scripts rely on them. A report names nobody: payers find their people by their own id.
var reportHead = []string{"id", "number", "seal", "verdict", "reason", "until", "sample", "changed"}

// run ends with 1 when a paper of the list is not to be relied on, and writes the report whole or not at all.
func (c *recheck) run(s *session, judge func(text string) (seal.Verdict, []byte, error)) error {
	before, err := c.last(s)
	if err != nil {
		s.code = 2
		return err
	}
	list, err := os.Open(c.CSV)
	if err != nil {
		return err
	}
	defer list.Close()
	info, err := list.Stat()
	if err != nil {
		return err
	}
	rows := csv.NewReader(io.LimitReader(list, maxListBytes))
	rows.ReuseRecord, rows.FieldsPerRecord = true, -1
	code, id, err := c.columns(s, rows)
	if err != nil {
		s.code = 2
		return err
	}
	var report bytes.Buffer
	out := csv.NewWriter(&report)
	out.Write(reportHead)
	total, bad, changed := 0, 0, 0
	progress := meter{s: s}
	defer progress.end()
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(row) <= code || total == maxList {
			s.code = 2
			return errors.New(s.text.T("cli.recheck.row", "row", total+2, "file", c.CSV))
		}
		if err := s.ctx.Err(); err != nil {
			return err
		}
		total++
		v, sealed, err := judge(row[code])
		if err != nil {
			return err
		}
		line := reportLine(v, sealed)
		if id >= 0 && id < len(row) {
			line[0] = row[id]
		}
		if before != nil {
			line[7] = change(before[key(line)], line)
		}
		if line[7] != "" {
			changed++
		}
		if !v.Reliable() {
			bad++
			s.code = 1
		}
		out.Write(unformulated(line))
		progress.show(rows.InputOffset(), info.Size())
	}
	out.Flush()
	if err := errors.Join(out.Error(), writeFile(c.Out, report.Bytes(), 0o600)); err != nil {
		return err
	}
	fmt.Fprintln(s.out, s.text.T("cli.recheck.done", "total", total, "bad", bad, "changed", changed, "file", c.Out))
	return nil
}

// columns finds code and id in the list's header.
func (c *recheck) columns(s *session, rows *csv.Reader) (code, id int, err error) {
	head, err := rows.Read()
	if err != nil {
		return 0, 0, errors.New(s.text.T("cli.recheck.head", "file", c.CSV))
	}
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(head[i], "\ufeff")))
	}
	if code = slices.Index(head, "code"); code < 0 {
		return 0, 0, errors.New(s.text.T("cli.recheck.head", "file", c.CSV))
	}
	return code, slices.Index(head, "id"), nil
}

func reportLine(v seal.Verdict, sealed []byte) []string {
	line := make([]string, len(reportHead))
	if len(sealed) > 0 {
		hash := seal.Hash(sealed)
		line[2] = hex.EncodeToString(hash[:8])
	}
	if v.Claims != nil {
		line[1], line[5] = strconv.FormatUint(v.Claims.Number, 10), v.Claims.Until.String()
	}
	if !v.ExtendedUntil.IsZero() {
		line[5] = v.ExtendedUntil.String()
	}
	line[3], line[4], line[6] = string(v.Code), v.Reason, strconv.FormatBool(v.Sample)
	return line
}

// key joins a line to the one of the last report: the payer's id where the list has one, else the seal.
func key(line []string) string {
	if line[0] != "" {
		return "id " + line[0]
	}
	return "seal " + line[2]
}

// change says what differs from the last report's line: "new", or the verdict and last day it had.
func change(before, now []string) string {
	switch {
	case before == nil:
		return "new"
	case before[2] != now[2]:
		return "another paper"
	case before[3] != now[3]:
		return before[3]
	case before[5] != now[5]:
		return before[5]
	}
	return ""
}

// last reads the report of the last time; nil without one.
func (c *recheck) last(s *session) (map[string][]string, error) {
	if c.Before == "" {
		return nil, nil
	}
	f, err := os.Open(c.Before)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows := csv.NewReader(io.LimitReader(f, maxListBytes))
	head, err := rows.Read()
	if err != nil || !slices.Equal(head, reportHead) {
		return nil, errors.New(s.text.T("cli.recheck.before", "file", c.Before))
	}
	last := map[string][]string{}
	for {
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return last, nil
		case err != nil || len(last) == maxList:
			return nil, errors.New(s.text.T("cli.recheck.before", "file", c.Before))
		}
		row[0] = strings.TrimPrefix(row[0], "'")
		last[key(row)] = row
	}
}

// unformulated keeps a spreadsheet from running an id that begins like a formula.
func unformulated(line []string) []string {
	if line[0] != "" && strings.ContainsRune("=+-@\t\r", rune(line[0][0])) {
		line[0] = "'" + line[0]
	}
	return line
}

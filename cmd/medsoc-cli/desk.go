package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"medsoc/assets/profiles"
	"medsoc/expertise/law"
	"medsoc/store/desk"

	"golang.org/x/term"
)

// profile loads a country's law as it came with the program.
func profile(country string) (*law.Profile, error) { return law.Load(profiles.Files, country+".yaml") }

// open opens and unlocks the desk for one command.
func (s *session) open() (*desk.Desk, error) {
	m := meter{s: s}
	defer m.end()
	d, err := desk.Open(s.ctx, s.line.Data, profile, desk.Options{Now: s.now, Laws: profiles.Folder(s.line.Profiles),
		Updating: func(done, total int) { m.show(int64(done), int64(total)) }})
	if err != nil {
		return nil, err
	}
	passphrase, err := s.passphrase("cli.passphrase")
	if err == nil {
		_, err = d.Unlock(s.ctx, passphrase)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// errNoPassphrase says how a passphrase can be given; never on the command line or in the environment, where others can read it.
var errNoPassphrase = errors.New("a passphrase is needed: run this in a terminal, which asks for it, or name a file with --passphrase-file")

// passphrase reads the first line of the file, or asks at the terminal without showing what is typed.
func (s *session) passphrase(question string) (string, error) {
	if name := s.line.PassphraseFile; name != "" {
		f, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer f.Close()
		return firstLine(f)
	}
	in, is := s.in.(*os.File)
	if !is || !term.IsTerminal(int(in.Fd())) {
		return "", errNoPassphrase
	}
	fmt.Fprint(s.err, s.text.T(question), " ")
	typed, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(s.err)
	return string(typed), err
}

func firstLine(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// writeFile writes a file whole or not at all: under a new name first, onto the disk, then in its place. Nothing that lies at the
// target is followed or kept.
func writeFile(path string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".medsoc-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

package law

import (
	"io/fs"
	"os"
	"path/filepath"
)

// OpenFile opens a file that somebody wrote by hand: a profile, an act, cases, a list. Only a regular file is opened. A pipe would be waited
// for without end, and a device has no end; the look before keeps from waiting, the look after from what was put in its place meanwhile.
func OpenFile(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, notAFile(name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err == nil && !info.Mode().IsRegular() {
		err = notAFile(name)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func notAFile(name string) error {
	return sentences.Invalid("law.file.kind", "", "file", filepath.Base(name))
}

// openIn opens a regular file of a file system, as OpenFile does.
func openIn(fsys fs.FS, name string) (fs.File, error) {
	unreadable := sentences.Invalid("law.profile.read", "", "file", name)
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, unreadable
	case !info.Mode().IsRegular():
		return nil, notAFile(name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, unreadable
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, notAFile(name)
	}
	return f, nil
}

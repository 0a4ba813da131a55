// Package profiles embeds the country profiles: one YAML file per country with its authorities, causes, limits and dated editions of the law.
//
// A profile is data. expertise/law reads it, proves its tables and explains what it proposes; nothing here interprets it. A ministry may
// lay its own file in a folder: Folder gives that folder alone, In the folder before the embedded files.
package profiles

import (
	"embed"
	"errors"
	"io/fs"
	"os"
)

// Files holds az.yaml and the other profiles, named by country.
//
//go:embed *.yaml
var Files embed.FS

// Folder is a folder of profiles; nil where dir is "".
func Folder(dir string) fs.FS {
	if dir == "" {
		return nil
	}
	return os.DirFS(dir)
}

// In gives each file of a folder before the embedded one of the same name; with dir "" the embedded ones alone. A file of the folder that
// cannot be read is an error: what somebody laid there is meant.
func In(dir string) fs.FS {
	if dir == "" {
		return Files
	}
	return before{os.DirFS(dir), Files}
}

type before struct{ first, then fs.FS }

// Open opens the first that is there.
func (b before) Open(name string) (fs.File, error) {
	f, err := b.first.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return b.then.Open(name)
	}
	return f, err
}

// Stat looks without opening: a pipe that lies in the folder would be waited for.
func (b before) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(b.first, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.Stat(b.then, name)
	}
	return info, err
}

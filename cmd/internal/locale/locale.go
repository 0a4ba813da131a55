// Package locale gives the toolkit a language to read where the session's locale names none, as C.UTF-8: it complains about that one on the
// terminal. It looks before main begins; packages begin in the order of their paths, so this one imports nothing but os, and is ready first.
//
// The locale itself stays, because the keyboard's letters follow it; and so does the language of the screens, which is not taken from here.
package locale

import "os"

func init() { Name() }

// Name sets LANGUAGE to en where a locale without a language is in force and LANGUAGE is empty.
func Name() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if inForce := os.Getenv(name); inForce != "" {
			if bare(inForce) && os.Getenv("LANGUAGE") == "" {
				os.Setenv("LANGUAGE", "en")
			}
			return
		}
	}
}

func bare(locale string) bool {
	for _, name := range []string{"C", "POSIX"} {
		if locale == name || len(locale) > len(name) && locale[:len(name)+1] == name+"." {
			return true
		}
	}
	return false
}

// Package web is the public page on which anybody checks a certificate, with their own browser and without asking anybody.
//
// # What lives here
//
// Static files that a browser runs as they stand: one HTML file, one style sheet, ES modules, and the words of five languages. The page
// takes the digits behind the # of its own address, which a browser never sends with the address, and checks them by the same
// rule as certs/seal, file by file: digits.js, cbor.js, cose.js, der.js and certificate.js, claims.js, status.js, roots.js and bundle.js,
// verdict.js. Both answer the published vectors of certs/testdata. trust.js fetches and keeps the registry's bundle, worker.js keeps the
// page, so that both work without a network; show.js and page.js are what a person sees.
//
// # What comes in and goes out
//
// The page asks its own host for /v1/trust and /d/registry.json, which store/registry answers, and sends nothing. Its policy lets it load
// its own files and talk to its own host, and nothing else.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
)

// files are what Handler serves.
//
//go:embed index.html page.css mark.svg *.js text/*.js
var files embed.FS

// Prefix is the address under which the page lives; a code's address begins with it.
const Prefix = "/d"

const (
	page   = "index.html"
	worker = "worker.js"
)

// headers go with every file. The page loads nothing of others, runs no text as program, stands in no frame, and uses no device.
var headers = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
	"Cache-Control":                "no-cache",
}

// Handler serves the page and its files below Prefix.
func Handler() http.Handler {
	shell, version := pages()
	program, err := files.ReadFile(worker)
	if err != nil {
		panic(err) // it is embedded
	}
	list, err := json.Marshal(map[string]any{"version": version, "files": shell})
	if err != nil {
		panic(err) // texts
	}
	program = append([]byte("const shell = "+string(list)+";\n"), program...)
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if !slices.Contains(shell, req.URL.Path) && req.URL.Path != path.Join(Prefix, worker) {
			http.NotFound(w, req)
			return
		}
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		w.Header().Set("ETag", `"`+version+`"`)
		switch name := strings.TrimPrefix(strings.TrimPrefix(req.URL.Path, Prefix), "/"); name {
		case "":
			http.ServeFileFS(w, req, files, page)
		case worker:
			// It keeps all of the page, which begins one level above itself.
			w.Header().Set("Service-Worker-Allowed", Prefix)
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			w.Write(program)
		default:
			http.ServeFileFS(w, req, files, name)
		}
	})
}

// pages lists the addresses of the page's files, without the worker that keeps them, and names their content, the worker's too.
func pages() (addresses []string, version string) {
	hash := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		sum := sha256.Sum256(data)
		hash.Write(sum[:])
		switch name {
		case worker:
		case page:
			addresses = append(addresses, Prefix)
		default:
			addresses = append(addresses, path.Join(Prefix, name))
		}
		return err
	})
	if err != nil {
		panic(err) // they are embedded
	}
	return addresses, hex.EncodeToString(hash.Sum(nil)[:16])
}

package serve

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"medsoc/certs/seal"
	"medsoc/store/registry"
	"medsoc/store/registry/ceremony"

	"golang.org/x/term"
)

// keysCmd is the work with root and registry keys. The procedure, step by step, stands in store/registry/ceremony and in the README.
type keysCmd struct {
	Root    rootCmd    `cmd:"" help:"Offline machine: make a root, one sealed copy for each of two keepers."`
	Request requestCmd `cmd:"" help:"Registry: draw the registry's next key, and the request to certify it."`
	Certify certifyCmd `cmd:"" help:"Offline machine: certify a registry's request for a year."`
	Install installCmd `cmd:"" help:"Registry: take the root's answer; restart the server afterwards."`
	Rotate  rotateCmd  `cmd:"" help:"Offline machine: let the old root vouch for a new one."`
	Show    showCmd    `cmd:"" help:"Say what files are, until when they are valid, and the fingerprints to compare by telephone."`
}

type rootCmd struct {
	Name        string   `required:"" placeholder:"NAME" help:"Name of the root, as PDF readers show it: the ministry's."`
	Copy        []string `required:"" type:"path" placeholder:"FILE" help:"New file for a keeper's copy; give it twice, each copy has a passphrase of its own."`
	Passphrases []string `name:"passphrase-file" type:"existingfile" placeholder:"FILE" help:"File with the passphrase of the copy named at the same place; without any, the terminal asks."`
	Certificate string   `required:"" type:"path" placeholder:"FILE" help:"New file for the root's certificate, which is no secret."`
	Years       int      `default:"20" help:"How long the root lasts."`
	Sample      bool     `help:"A root for samples: none of its papers has legal force."`
}

// Run makes the root. A copy that cannot be written ends it, and what was written until then is taken away again.
func (c *rootCmd) Run(w *world) error {
	if len(c.Copy) < 2 {
		return errors.New("name --copy twice: one copy in one safe is lost with the safe")
	}
	if len(c.Passphrases) > 0 && len(c.Passphrases) != len(c.Copy) {
		return errors.New("name one --passphrase-file for each --copy, in the same order, or none")
	}
	if c.Years < 1 || c.Years > 50 {
		return errors.New("--years must lie between 1 and 50")
	}
	root, err := ceremony.New(c.Name, time.Now(), c.Years, c.Sample)
	if err != nil {
		return err
	}
	var used [][]byte
	var made []string
	err = func() error {
		for i, path := range c.Copy {
			passphrase, err := c.passphrase(w, i)
			if err != nil {
				return err
			}
			for _, other := range used {
				if bytes.Equal(other, passphrase) {
					return errors.New("two copies have the same passphrase: each keeper chooses one that nobody else knows")
				}
			}
			used = append(used, passphrase)
			if err := root.Save(path, passphrase); err != nil {
				return err
			}
			made = append(made, path)
		}
		return create(c.Certificate, ceremony.PEM(root.Root.DER()))
	}()
	if err != nil {
		for _, path := range made {
			err = errors.Join(err, os.Remove(path))
		}
		return err
	}
	return tell(w.stdout, "root", root.Root.DER())
}

func (c *rootCmd) passphrase(w *world, i int) ([]byte, error) {
	if len(c.Passphrases) > 0 {
		return readPassphrase(c.Passphrases[i])
	}
	first, err := ask(w, fmt.Sprintf("Passphrase of the keeper of %s: ", c.Copy[i]))
	if err != nil {
		return nil, err
	}
	second, err := ask(w, "Once more: ")
	if err == nil && !bytes.Equal(first, second) {
		err = errors.New("the two differ: start again, nothing was kept")
	}
	return first, err
}

// ask reads from the terminal without showing what is typed.
func ask(w *world, question string) ([]byte, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return nil, errors.New("a passphrase is needed: run this in a terminal, which asks for it, or name a file with --passphrase-file")
	}
	fmt.Fprint(w.stderr, question)
	typed, err := term.ReadPassword(in)
	fmt.Fprintln(w.stderr)
	return typed, err
}

// keeper opens a copy of a root.
type keeper struct {
	Root           string `required:"" type:"existingfile" placeholder:"FILE" help:"A keeper's copy of the root."`
	PassphraseFile string `type:"existingfile" placeholder:"FILE" help:"File with the keeper's passphrase; without it the terminal asks."`
}

func (k *keeper) open(w *world) (*ceremony.Root, error) {
	passphrase, err := readPassphrase(k.PassphraseFile)
	if err == nil && passphrase == nil {
		passphrase, err = ask(w, fmt.Sprintf("Passphrase of the keeper of %s: ", k.Root))
	}
	if err != nil {
		return nil, err
	}
	return ceremony.Load(k.Root, passphrase)
}

type certifyCmd struct {
	keeper
	Request string `arg:"" type:"existingfile" help:"The registry's request."`
	Cross   string `type:"existingfile" placeholder:"FILE" help:"The old root's word for this one, made by rotate."`
	Days    int    `default:"366" help:"How long the registry may work by it."`
	Out     string `required:"" type:"path" placeholder:"FILE" help:"New file for the answer."`
}

// Run prints the request's fingerprint, to be compared with the registry's.
func (c *certifyCmd) Run(w *world) error {
	if c.Days < 1 || c.Days > 3660 {
		return errors.New("--days must lie between 1 and 3660")
	}
	request, err := readSmall(c.Request)
	if err != nil {
		return err
	}
	var crosses []byte
	if c.Cross != "" {
		if crosses, err = readSmall(c.Cross); err != nil {
			return err
		}
	}
	root, err := c.open(w)
	if err != nil {
		return err
	}
	answer, err := root.Certify(request, time.Now(), c.Days, crosses)
	if err != nil {
		return err
	}
	if err := create(c.Out, answer); err != nil {
		return err
	}
	return tellAll(w.stdout, append(request, answer...))
}

type rotateCmd struct {
	keeper
	Next string `required:"" type:"existingfile" placeholder:"FILE" help:"A keeper's copy of the new root; its passphrase is not needed."`
	Out  string `required:"" type:"path" placeholder:"FILE" help:"New file for the old root's word."`
}

// Run writes the cross.
func (c *rotateCmd) Run(w *world) error {
	next, err := ceremony.Certificate(c.Next)
	if err != nil {
		return err
	}
	old, err := c.open(w)
	if err != nil {
		return err
	}
	cross, err := old.Rotate(next)
	if err != nil {
		return err
	}
	return create(c.Out, cross)
}

type requestCmd struct {
	store
	Name string `default:"Registry" placeholder:"NAME" help:"Name in the request, for the keepers."`
	Out  string `required:"" type:"path" placeholder:"FILE" help:"New file for the request."`
}

// Run draws the key. Beside a database that does not exist yet the file of keys is made too.
func (c *requestCmd) Run(w *world) error {
	path, passphrase, err := c.keysFile()
	if err != nil {
		return err
	}
	keys, err := registry.LoadKeys(path, passphrase)
	isNew := errors.Is(err, os.ErrNotExist)
	if isNew {
		if _, err := os.Stat(strings.TrimSuffix(path, keysSuffix)); !errors.Is(err, os.ErrNotExist) {
			return errors.Join(registry.ErrKeysMissing, err)
		}
		keys, err = registry.NewKeys()
	}
	if err != nil {
		return err
	}
	request, err := keys.Request(c.Name)
	if err != nil {
		return err
	}
	if err := create(c.Out, request); err != nil {
		return err
	}
	save := registry.ReplaceKeys
	if isNew {
		save = registry.SaveKeys
	}
	if err := save(path, keys, passphrase); err != nil {
		return errors.Join(err, os.Remove(c.Out))
	}
	return tellAll(w.stdout, request)
}

type installCmd struct {
	store
	Answer string `arg:"" type:"existingfile" help:"The root's answer."`
	Root   string `placeholder:"FINGERPRINT" help:"The root's fingerprint from the keepers' sheet: for the first root, and for one that replaces a lost or stolen one."`
}

// Run installs, and prints whose authority the registry has now.
func (c *installCmd) Run(w *world) error {
	answer, err := readSmall(c.Answer)
	if err != nil {
		return err
	}
	path, passphrase, err := c.keysFile()
	if err != nil {
		return err
	}
	keys, err := registry.LoadKeys(path, passphrase)
	if err != nil {
		return err
	}
	if err := keys.Install(answer, c.Root); err != nil {
		return err
	}
	if err := registry.ReplaceKeys(path, keys, passphrase); err != nil {
		return err
	}
	return tellAll(w.stdout, answer)
}

type showCmd struct {
	Files []string `arg:"" type:"existingfile" help:"Certificates, requests and answers (PEM), keepers' copies, trust bundles."`
}

// Run describes each file.
func (c *showCmd) Run(w *world) error {
	for _, name := range c.Files {
		if root, err := ceremony.Certificate(name); err == nil {
			if err := tell(w.stdout, "copy of the root", root.DER()); err != nil {
				return err
			}
			continue
		}
		data, err := readUpTo(name, seal.MaxBundle)
		if err != nil {
			return err
		}
		if b, err := seal.ParseBundle(data); err == nil {
			fmt.Fprintf(w.stdout, "trust bundle\n  issued %s, expires %s, %d signers\n", b.Issued.Format(time.DateTime), b.Expires.Format(time.DateTime), len(b.Signers))
			for _, root := range b.TrustedRoots() {
				if err := tell(w.stdout, "root", root.DER()); err != nil {
					return err
				}
			}
			continue
		}
		if err := tellAll(w.stdout, data); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// tellAll describes what stands in PEM.
func tellAll(out io.Writer, data []byte) error {
	told := false
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		what := "request"
		if block.Type == "CERTIFICATE" {
			what = kindOf(block.Bytes)
		} else if _, err := ceremony.Requested(pem.EncodeToMemory(block)); err != nil {
			return err
		}
		if err := tell(out, what, block.Bytes); err != nil {
			return err
		}
		told = true
	}
	if !told {
		return errors.New("this is no certificate, request, answer, keeper's copy or trust bundle")
	}
	return nil
}

func kindOf(der []byte) string {
	if root, err := seal.ParseRoot(der); err == nil {
		return mark("root", root.Sample)
	}
	if p, err := seal.ParsePublisher(der); err == nil {
		return mark("registry", p.Sample)
	}
	return "a root's word for another"
}

func mark(what string, sample bool) string {
	if sample {
		return what + " for SAMPLES"
	}
	return what
}

// tell prints one certificate or request.
func tell(out io.Writer, what string, der []byte) error {
	if c, err := x509.ParseCertificate(der); err == nil {
		what += ", valid until " + c.NotAfter.Format(time.DateOnly)
	}
	_, err := fmt.Fprintf(out, "%s\n  %s\n", what, seal.Fingerprint(der))
	return err
}

// maxSmall is more than any request or answer.
const maxSmall = 64 << 10

func readSmall(name string) ([]byte, error) { return readUpTo(name, maxSmall) }

func readUpTo(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err = errors.Join(err, f.Close()); err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s is too large to be what is asked for", name)
	}
	return data, err
}

// create writes a new file; what exists is never overwritten.
func create(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// Command medsoc-cli is the desk's work from a terminal: for clerks in bulk, administrators, receiving organisations and scripts.
//
// It holds flags and wiring only: the work is done by store/desk, store/sync and certs/check. Sentences for people go to stderr in
// the language of the terminal, results to stdout. Exit codes: 0 done; 1 the work was refused or failed; 2 the command line, or for
// verify the file, could not be read.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"medsoc/assets/text"
	"medsoc/expertise"
	"medsoc/store/desk"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// commandLine is every word of the program. The words and flags are kept stable: scripts rely on them.
type commandLine struct {
	Data           string `help:"Folder of the desk." default:"${data}" type:"path" placeholder:"DIR"`
	PassphraseFile string `help:"File whose first line is the member's passphrase; without it the terminal asks." type:"path" placeholder:"F"`
	Profiles       string `help:"Folder of country profiles that go before the program's own and the ministry's." type:"existingdir" placeholder:"DIR"`
	Lang           string `help:"Language of what is said: ${languages}." placeholder:"L"`

	Demo      demoCommand      `cmd:"" help:"A day's work on a demonstration ministry with fresh keys: leaves a sample certificate, its picture, the trust bundle and the verdict."`
	Enrol     enrolCommand     `cmd:"" help:"Make this folder a desk, with the one-time code of the ministry."`
	Member    memberCommand    `cmd:"" help:"Members of the commission."`
	Import    importCommand    `cmd:"" help:"Take in referrals from files."`
	Due       dueCommand       `cmd:"" help:"Persons whose next examination falls due."`
	Sitting   sittingCommand   `cmd:"" help:"Days on which the commission examines, and who has a place."`
	Rule      ruleCommand      `cmd:"" help:"Rules of the law that somebody must confirm."`
	Case      caseCommand      `cmd:"" help:"Cases at this desk."`
	Issue     issueCommand     `cmd:"" help:"Certify decisions in force and write the papers as PDF."`
	Duplicate duplicateCommand `cmd:"" help:"Issue a paper again that was lost, under a new number and marked as a duplicate."`
	Handover  handoverCommand  `cmd:"" help:"Note who received a paper."`
	Void      voidCommand      `cmd:"" help:"Write off a spoiled paper that nobody has received; another can be issued."`
	Revoke    revokeCommand    `cmd:"" help:"Take back a paper that should not have been issued; only a chair may."`
	Book      bookCommand      `cmd:"" help:"The journal of numbered forms: every number with what became of it."`
	Sync      syncCommand      `cmd:"" help:"Send what waits to the registry and fetch what is new."`
	Doctor    doctorCommand    `cmd:"" help:"Examine the desk's folder: database, chain, keys, clock."`
	Profile   profileCommand   `cmd:"" help:"A country's law as data: check it, explain a case by it, begin a new one."`
	Verify    verifyCommand    `cmd:"" help:"Check certificates: files (PDF, PNG, JPEG), the text of a QR code, or - for what comes in."`
	Trust     trustCommand     `cmd:"" help:"The trust bundle by which papers are checked: fetch it, take a carried one, look at it."`
	Receipts  receiptsCommand  `cmd:"" help:"Signed receipts of checks, for organisations that receive certificates."`
}

// session is one run of the program.
type session struct {
	ctx  context.Context
	in   io.Reader
	out  io.Writer
	err  io.Writer
	line *commandLine
	text *text.Language
	now  func() time.Time
	code int // exit code when no error is returned
}

func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	var line commandLine
	stopped := -1
	parser, err := kong.New(&line, kong.Name("medsoc-cli"), kong.Description("The desk of the disability commission, from a terminal."),
		kong.Vars{"data": defaultData(), "languages": strings.Join(text.Codes(), ", ")}, kong.Writers(out, errs), kong.Exit(func(code int) { stopped = code }), kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(errs, "medsoc-cli:", err)
		return 2
	}
	parsed, err := parser.Parse(args)
	if stopped >= 0 { // --help
		return stopped
	}
	if err != nil {
		fmt.Fprintf(errs, "medsoc-cli: %v; see medsoc-cli --help\n", err)
		return 2
	}
	if line.Lang != "" && !slices.Contains(text.Codes(), line.Lang) {
		fmt.Fprintln(errs, "medsoc-cli:", text.For("en").T("cli.language", "value", line.Lang, "known", strings.Join(text.Codes(), ", ")))
		return 2
	}
	s := &session{ctx: ctx, in: in, out: out, err: errs, line: &line, text: language(line.Lang), now: time.Now}
	if err := parsed.Run(s); err != nil {
		s.complain(err)
		return max(1, s.code)
	}
	return s.code
}

// complain says what happened and what to do next, all findings of a form one below the other.
func (s *session) complain(err error) {
	var findings desk.Findings
	if errors.As(err, &findings) {
		for _, f := range findings {
			fmt.Fprintln(s.err, "medsoc-cli:", s.sentence(f))
		}
		return
	}
	fmt.Fprintln(s.err, "medsoc-cli:", s.sentence(err))
}

// sentence gives the person's language where there is a sentence for the error, and the technical text where there is none: at a
// terminal a cause in English is worth more than a general apology.
func (s *session) sentence(err error) string {
	var keyed interface{ TextKey() string }
	if !errors.As(err, &keyed) || !s.text.Has(keyed.TextKey()) {
		return err.Error()
	}
	sentence := s.text.Error(err)
	if e, is := errors.AsType[*expertise.Error](err); is && e.Field != "" {
		label := e.Field
		if s.text.Has("field." + e.Field) {
			label = s.text.T("field." + e.Field)
		}
		return label + ": " + sentence
	}
	return sentence
}

func defaultData() string {
	base, err := os.UserConfigDir()
	if err != nil {
		return "medsoc-data"
	}
	return filepath.Join(base, "medsoc", "desk")
}

// language follows --lang, else the terminal's locale.
func language(wanted string) *text.Language {
	for _, name := range []string{wanted, os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")} {
		if name == "" {
			continue
		}
		if code, _, _ := strings.Cut(name, "_"); code != "C" && !strings.HasPrefix(code, "C.") && code != "POSIX" {
			return text.For(code)
		}
		break
	}
	return text.For("en")
}

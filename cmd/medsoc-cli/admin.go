package main

import (
	"fmt"
	"os"
	"strings"

	"medsoc/assets/profiles"
	"medsoc/expertise"
	"medsoc/expertise/law"
	"medsoc/store/desk"
	"medsoc/store/sync"
)

type enrolCommand struct {
	Registry string `required:"" help:"Address of the registry." placeholder:"URL"`
	CodeFile string `required:"" help:"File with the one-time code that the ministry gave." type:"existingfile" placeholder:"F"`
	Name     string `required:"" help:"Name of this desk." placeholder:"NAME"`
	Member   string `required:"" help:"Name of the first member, who may add the others." placeholder:"NAME"`
	Role     string `help:"Role of the first member." enum:"chair,administrator" default:"chair"`
}

// Run makes the folder a desk. The code can be used once.
func (c *enrolCommand) Run(s *session) error {
	if err := desk.Free(s.line.Data); err != nil { // before the code is used up
		return err
	}
	f, err := os.Open(c.CodeFile)
	if err != nil {
		return err
	}
	defer f.Close()
	code, err := firstLine(f)
	if err != nil {
		return err
	}
	passphrase, err := s.passphrase("cli.passphrase.new")
	if err != nil {
		return err
	}
	if len([]rune(passphrase)) < desk.MinPassphrase {
		return desk.ErrWeak
	}
	if strings.TrimSpace(c.Member) == "" {
		return expertise.Invalid("required", "name")
	}
	keys, err := desk.NewKeys()
	if err != nil {
		return err
	}
	reading, signer, err := keys.Points()
	if err != nil {
		return err
	}
	about, err := sync.Enrol(s.ctx, c.Registry, code, sync.Identity{Name: c.Name, Signing: keys.Signing(), Reading: reading, Signer: signer})
	if err != nil {
		return err
	}
	country, err := law.Load(profiles.In(s.line.Profiles), about.Country+".yaml")
	if err != nil {
		return err
	}
	d, err := desk.Create(s.ctx, s.line.Data, country, keys, about, c.Registry,
		desk.NewMember{Name: c.Member, Role: expertise.Role(c.Role), Passphrase: passphrase}, desk.Options{Now: s.now, Laws: profiles.Folder(s.line.Profiles)})
	if err != nil {
		return err
	}
	defer d.Close()
	fmt.Fprintln(s.out, s.text.T("cli.enrolled", "folder", s.line.Data, "number", about.DeskNumber))
	return nil
}

type memberCommand struct {
	Add  memberAdd  `cmd:"" help:"Add a member with a passphrase of their own."`
	List memberList `cmd:"" help:"Who works at this desk."`
}

type memberAdd struct {
	Name              string `required:"" placeholder:"NAME"`
	Role              string `required:"" enum:"doctor,chair,clerk,administrator,auditor" placeholder:"ROLE"`
	NewPassphraseFile string `help:"File whose first line is the new member's passphrase; without it the terminal asks." type:"existingfile" placeholder:"F"`
}

// Run adds a member; the unlocked member must be a chair or administrator.
func (c *memberAdd) Run(s *session) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	asked := *s.line
	asked.PassphraseFile = c.NewPassphraseFile
	passphrase, err := (&session{in: s.in, err: s.err, line: &asked, text: s.text}).passphrase("cli.passphrase.new")
	if err != nil {
		return err
	}
	m, err := d.AddMember(s.ctx, desk.NewMember{Name: c.Name, Role: expertise.Role(c.Role), Passphrase: passphrase})
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, m.ID)
	return nil
}

type memberList struct{}

// Run lists members by name.
func (c *memberList) Run(s *session) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	members, err := d.Members(s.ctx)
	for _, m := range members {
		fmt.Fprintf(s.out, "%s  %-30s %s\n", m.ID, m.Name, s.text.T("role."+string(m.Role)))
	}
	return err
}

type doctorCommand struct{}

// Run prints one line for each thing looked at; any that is not as it should be gives exit code 1.
func (c *doctorCommand) Run(s *session) error {
	d, err := s.open()
	if err != nil {
		return err
	}
	defer d.Close()
	findings, err := d.Examine(s.ctx)
	if err != nil {
		return err
	}
	for _, f := range findings {
		args := []any{}
		for name, value := range f.Args {
			args = append(args, name, value)
		}
		mark := "ok"
		if f.Err != nil {
			mark, s.code = "!!", 1
		}
		fmt.Fprintf(s.out, "%s  %s\n", mark, s.text.T("doctor."+f.What, args...))
		if f.Err != nil {
			fmt.Fprintf(s.out, "    %s\n", s.sentence(f.Err))
		}
	}
	return nil
}

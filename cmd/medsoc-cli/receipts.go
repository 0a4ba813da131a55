package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"medsoc/certs/receipt"
	"medsoc/certs/seal"
	"medsoc/store/journal"
	"medsoc/store/keyfile"
)

// receiptsCommand is for a receiving organisation that wants to show later what it checked, without keeping whom.
type receiptsCommand struct {
	Key   receiptsKey   `cmd:"" help:"Make the organisation's key for receipts, sealed by a passphrase."`
	List  receiptsList  `cmd:"" help:"Print the receipts of a file, as tab-separated lines."`
	Check receiptsCheck `cmd:"" help:"Hold each receipt against the key and the receipt before it."`
}

// receiptKey is the file of an organisation's key.
type receiptKey struct {
	Organisation string       `json:"organisation"`
	Cost         keyfile.Cost `json:"cost"`
	Salt         []byte       `json:"salt"`
	Sealed       []byte       `json:"sealed"`
}

const receiptContext = "medsoc receipts key 1"

type receiptsKey struct {
	Organisation string `required:"" help:"As it stands in each receipt." placeholder:"NAME"`
	Out          string `required:"" help:"The new file." type:"path" placeholder:"FILE"`
}

// Run never overwrites a key: receipts signed by it could not be told from forged ones.
func (c *receiptsKey) Run(s *session) error {
	if err := receipt.CheckNames("operator", c.Organisation); err != nil {
		return err
	}
	passphrase, err := s.passphrase("cli.receipts.passphrase")
	if err != nil {
		return err
	}
	key, err := journal.NewSigningKey()
	if err != nil {
		return err
	}
	content, err := key.Bytes()
	if err != nil {
		return err
	}
	file := receiptKey{Organisation: c.Organisation, Cost: keyfile.Standard, Salt: keyfile.Salt()}
	if file.Sealed, err = keyfile.Seal(file.Cost.Key(passphrase, file.Salt), content, receiptContext); err != nil {
		return err
	}
	if err := keyfile.Create(c.Out, file); err != nil {
		if errors.Is(err, os.ErrExist) {
			return errors.New(s.text.T("cli.exists", "file", c.Out))
		}
		return err
	}
	public, err := key.Public()
	if err == nil {
		fmt.Fprintln(s.out, s.text.T("cli.receipts.key", "key", receipt.Fingerprint(public)))
	}
	return err
}

// keeping says where receipts of a check go; nothing is kept without --receipts.
type keeping struct {
	Receipts   string `help:"File that gets a signed receipt of each check: time, number, verdict and operator, never name or outcome." type:"path" placeholder:"FILE"`
	ReceiptKey string `help:"The organisation's key, of 'receipts key'." type:"path" placeholder:"FILE"`
	Operator   string `help:"Who checks." placeholder:"NAME"`

	log          *receipt.Log
	organisation string
}

// begin opens key and file before anything is checked, so that no check is left without its receipt.
func (k *keeping) begin(s *session) error {
	if k.Receipts == "" {
		return nil
	}
	if k.ReceiptKey == "" || k.Operator == "" {
		return errors.New(s.text.T("cli.receipts.need"))
	}
	var file receiptKey
	if err := keyfile.Read(k.ReceiptKey, &file); err != nil {
		return err
	}
	if !file.Cost.Valid() {
		return receipt.ErrKey
	}
	if err := receipt.CheckNames(k.Operator, file.Organisation); err != nil {
		return err
	}
	passphrase, err := s.passphrase("cli.receipts.passphrase")
	if err != nil {
		return err
	}
	var content []byte
	if err := keyfile.Open(file.Cost.Key(passphrase, file.Salt), file.Sealed, &content, receiptContext); err != nil {
		return errors.New(s.text.T("cli.receipts.wrong"))
	}
	key, err := journal.ParseSigningKey(content)
	if err != nil {
		return err
	}
	k.organisation = file.Organisation
	k.log, err = receipt.Open(k.Receipts, key.ECDSA())
	return err
}

// keep writes the receipt of one check.
func (k *keeping) keep(v seal.Verdict, sealed []byte, at time.Time) error {
	if k.log == nil {
		return nil
	}
	return k.log.Append(receipt.Of(v, sealed, at, k.Operator, k.organisation))
}

type receiptsList struct {
	File string `arg:"" type:"existingfile"`
}

// Run prints as far as the file is right.
func (c *receiptsList) Run(s *session) error {
	_, err := readReceipts(c.File, func(r receipt.Receipt) error {
		_, err := fmt.Fprintf(s.out, "%s\t%d\t%s\t%s\t%s\t%x\n", r.At.Format(time.RFC3339), r.Number, r.Verdict, r.Operator, r.Organisation, r.Seal)
		return err
	})
	return err
}

type receiptsCheck struct {
	File string `arg:"" type:"existingfile"`
}

// Run prints what people write down and compare: how many there are, whose key signed them, and the last one.
func (c *receiptsCheck) Run(s *session) error {
	found, err := readReceipts(c.File, nil)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, s.text.T("cli.receipts.checked", "n", found.Receipts, "key", found.Key, "last", found.Last))
	return nil
}

func readReceipts(name string, each func(receipt.Receipt) error) (receipt.Summary, error) {
	f, err := os.Open(name)
	if err != nil {
		return receipt.Summary{}, err
	}
	defer f.Close()
	return receipt.Check(f, each)
}

package records

import (
	"bytes"
	"fmt"

	"medsoc/expertise"
	"medsoc/store/journal"
)

// CheckChain reads every op of a desk and holds it against its signature and the one before. It gives how many there are, and the first
// break as an error that names the place.
func CheckChain(tx *Tx, desk expertise.DeskID, key []byte) (n int, err error) {
	prev := make([]byte, 32)
	err = tx.Each(`select bytes, signature from op where desk = $1 order by n`, []any{desk}, func(scan func(...any) error) error {
		var s journal.Signed
		if err := scan(&s.Bytes, &s.Signature); err != nil {
			return err
		}
		n++
		if err := s.Verify(key); err != nil {
			return fmt.Errorf("entry %d: %w", n, err)
		}
		op, err := s.Parse()
		if err != nil {
			return fmt.Errorf("entry %d: %w", n, err)
		}
		if op.N != uint64(n) || !bytes.Equal(op.Prev, prev) {
			return fmt.Errorf("entry %d does not follow the one before it", n)
		}
		prev = s.Hash()
		return nil
	})
	return n, err
}

// Integrity asks the database to check its own file; it gives the first complaint as an error.
func Integrity(tx *Tx) error {
	var answer string
	if err := tx.queryRow(`pragma integrity_check(1)`).Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return fmt.Errorf("%w (%s)", ErrDamaged, answer)
	}
	return nil
}

package desk

import (
	"path/filepath"
	"sync"
)

// batchLockName is an empty file; the operating system lets go of it when its holder ends, however that happens.
const batchLockName = "batch.lock"

// LockBatch keeps other batches out of this folder, of other programs too, until end is called: each of two at once would print what the
// other issued. Hold it from before the list of cases is read until the papers are noted as printed. ErrBatch: another one runs.
func (d *Desk) LockBatch() (end func(), err error) {
	file, err := tryLock(filepath.Join(d.dir, batchLockName))
	if err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { file.Close() }), nil
}

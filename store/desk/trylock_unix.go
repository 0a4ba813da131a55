//go:build unix

package desk

import (
	"errors"
	"os"
	"syscall"
)

// tryLock gives the file once nobody else has it; ErrBatch at once where somebody does.
func tryLock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return file, nil
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = ErrBatch
	}
	file.Close()
	return nil, err
}

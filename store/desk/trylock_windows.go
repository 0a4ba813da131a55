package desk

import (
	"errors"
	"os"
	"syscall"
)

// sharingViolation is what Windows answers where somebody has opened a file for nobody else.
const sharingViolation = syscall.Errno(32)

// tryLock gives the file once nobody else has it; ErrBatch at once where somebody does.
func tryLock(path string) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, ErrBatch
	}
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(handle), path), nil
}

//go:build !unix

package hardware

import "io/fs"

// Where files have no such bits, the folder's own rights decide.
func private(fs.FileInfo) bool { return true }

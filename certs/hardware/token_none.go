//go:build !cgo

package hardware

// Open says that this program cannot reach tokens.
func Open(Place, string) (*Key, error) { return nil, fail("cgo") }

// Generate says that this program cannot reach tokens.
func Generate(Place, string) (*Key, error) { return nil, fail("cgo") }

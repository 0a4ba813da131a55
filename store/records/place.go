package records

import "strconv"

// place writes the n-th parameter as both databases read it.
func place(n int) string { return "$" + strconv.Itoa(n) }

package registry

import (
	"fmt"
	"testing"
	"time"
)

// A flood from many addresses must not fill the memory, and does not lock out who asked before.
func TestLimiterIsBounded(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	l := newLimiter(1, 5, func() time.Time { return now })
	if !l.allow("honest") {
		t.Fatal("the first request was refused")
	}
	allowed := 0
	for i := range 3 * maxAddresses {
		if l.allow(fmt.Sprint("flood ", i)) {
			allowed++
		}
	}
	if len(l.known) > maxAddresses || allowed > maxAddresses+5 {
		t.Errorf("%d addresses known, %d requests allowed", len(l.known), allowed)
	}
	if !l.allow("honest") {
		t.Error("who asked before is locked out")
	}
	now = now.Add(time.Minute)
	if !l.allow("new") || len(l.known) > 2 {
		t.Errorf("a minute later %d addresses are remembered", len(l.known))
	}
}

package registry

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxAddresses bounds the limiter's memory. When it is full, addresses that have not asked lately are forgotten; when all have, new
// ones share one allowance.
const maxAddresses = 10_000

// limiter counts requests per address.
type limiter struct {
	rate  rate.Limit
	burst int
	now   func() time.Time

	mu     sync.Mutex
	known  map[string]*rate.Limiter
	shared *rate.Limiter
	forgot time.Time // when the map was last looked through: it is long, so not at every request
}

func newLimiter(r rate.Limit, burst int, now func() time.Time) *limiter {
	return &limiter{rate: r, burst: burst, now: now, known: map[string]*rate.Limiter{}, shared: rate.NewLimiter(r, burst)}
}

// allow tells whether the address may ask now.
func (l *limiter) allow(address string) bool {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	one, known := l.known[address]
	if !known {
		if len(l.known) >= maxAddresses && now.Sub(l.forgot) >= time.Second {
			l.forget(now)
		}
		if len(l.known) >= maxAddresses {
			return l.shared.AllowN(now, 1)
		}
		one = rate.NewLimiter(l.rate, l.burst)
		l.known[address] = one
	}
	return one.AllowN(now, 1)
}

func (l *limiter) forget(now time.Time) {
	l.forgot = now
	for address, one := range l.known {
		if one.TokensAt(now) >= float64(l.burst) {
			delete(l.known, address)
		}
	}
}

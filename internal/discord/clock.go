package discord

import (
	"context"
	"time"
)

// A Clock tells the time and wakes. Tests bring their own, so that no test
// waits for a deadline of Discord's.
type Clock interface {
	Now() time.Time
	// After gives a channel that receives once after d, and a function that
	// stops the timer and may be called at any time.
	After(d time.Duration) (c <-chan time.Time, stop func())
}

// WallClock is the clock of the machine.
type WallClock struct{}

// Now gives the present time.
func (WallClock) Now() time.Time { return time.Now() }

// After starts a timer of the time package.
func (WallClock) After(d time.Duration) (<-chan time.Time, func()) {
	t := time.NewTimer(d)
	return t.C, func() { t.Stop() }
}

// sleep waits, and reports false if the context ended first.
func sleep(ctx context.Context, clock Clock, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	c, stop := clock.After(d)
	defer stop()
	select {
	case <-c:
		return true
	case <-ctx.Done():
		return false
	}
}

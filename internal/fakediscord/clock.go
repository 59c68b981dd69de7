package fakediscord

import (
	"sync"
	"time"
)

// Clock is the time the emulator lives by: snowflakes, timestamps, rate limits, the 3-second rule of interactions
// and the 15-minute life of their tokens all ask it. It must be safe for concurrent use.
type Clock interface {
	Now() time.Time
	// After gives a channel that receives once, when d has passed, and a function that releases the wait early.
	After(d time.Duration) (<-chan time.Time, func())
}

// wallClock is the machine's own time.
type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

func (wallClock) After(d time.Duration) (<-chan time.Time, func()) {
	t := time.NewTimer(d)
	return t.C, func() { t.Stop() }
}

// ManualClock stands still until a test moves it, so that deadlines are met or missed without waiting.
type ManualClock struct {
	mu    sync.Mutex
	now   time.Time
	waits map[chan time.Time]time.Time
	more  chan struct{} // closed and replaced whenever somebody starts to wait
}

// NewManualClock gives a clock that shows start until it is advanced.
func NewManualClock(start time.Time) *ManualClock {
	return &ManualClock{now: start, waits: map[chan time.Time]time.Time{}, more: make(chan struct{})}
}

// Now is the moment the clock was last moved to.
func (c *ManualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// After waits for Advance to reach d from now.
func (c *ManualClock) After(d time.Duration) (<-chan time.Time, func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ch := make(chan time.Time, 1)
	if d <= 0 {
		ch <- c.now
		return ch, func() {}
	}
	c.waits[ch] = c.now.Add(d)
	close(c.more)
	c.more = make(chan struct{})
	return ch, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.waits, ch)
	}
}

// Advance moves the clock by d and wakes whoever waited for a moment that has come.
func (c *ManualClock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for ch, at := range c.waits {
		if !at.After(c.now) {
			ch <- c.now
			delete(c.waits, ch)
		}
	}
}

// BlockUntil returns once at least n waits are pending, so that a test advances the clock only after
// the code under test has begun to wait.
func (c *ManualClock) BlockUntil(n int) {
	for {
		c.mu.Lock()
		pending, more := len(c.waits), c.more
		c.mu.Unlock()
		if pending >= n {
			return
		}
		<-more
	}
}

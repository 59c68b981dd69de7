package discord

import (
	"context"
	"sync"
	"time"
)

// identifyEvery is the least time between two identifies of one bucket.
const identifyEvery = 5 * time.Second

// An identifyLimiter keeps the shards within Discord's limits on new sessions:
// max_concurrency at once, one bucket every five seconds, and the day's total.
type identifyLimiter struct {
	clock       Clock
	concurrency int

	mu        sync.Mutex
	next      map[int]time.Time // bucket to when it is free
	remaining int
	total     int
	resetAt   time.Time
}

// startLimit is session_start_limit of GET /gateway/bot.
type startLimit struct {
	Total          int   `json:"total"`
	Remaining      int   `json:"remaining"`
	ResetAfter     int64 `json:"reset_after"` // milliseconds
	MaxConcurrency int   `json:"max_concurrency"`
}

func newIdentifyLimiter(clock Clock, s startLimit) *identifyLimiter {
	return &identifyLimiter{
		clock: clock, concurrency: max(1, s.MaxConcurrency), next: map[int]time.Time{},
		remaining: s.Remaining, total: max(1, s.Total),
		resetAt: clock.Now().Add(time.Duration(s.ResetAfter) * time.Millisecond),
	}
}

// wait returns when the shard may identify, false if the context ended first.
func (l *identifyLimiter) wait(ctx context.Context, shard int) bool {
	return sleep(ctx, l.clock, l.reserve(shard))
}

func (l *identifyLimiter) reserve(shard int) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	at := now
	if now.After(l.resetAt) {
		l.remaining, l.resetAt = l.total, now.Add(24*time.Hour)
	}
	if l.remaining <= 0 {
		at = l.resetAt
		l.remaining, l.resetAt = l.total, at.Add(24*time.Hour)
	}
	l.remaining--
	bucket := shard % l.concurrency
	if free := l.next[bucket]; free.After(at) {
		at = free
	}
	l.next[bucket] = at.Add(identifyEvery)
	return at.Sub(now)
}

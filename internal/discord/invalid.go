package discord

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	// Discord bans an address for a while after 10,000 invalid requests in ten
	// minutes. This program stops by itself at a tenth of that.
	maxInvalid    = 1000
	invalidWindow = 10 * time.Minute
)

// errUnauthorized means that Discord refused the token; nothing is asked of it
// any more.
var errUnauthorized = errors.New("discord refused the token (401): check DISCORD_TOKEN")

// An invalidCount counts the responses that Discord holds against an address:
// 401, 403, and 429 unless its scope is shared.
type invalidCount struct {
	mu    sync.Mutex
	from  time.Time // when the present window began
	count int
	dead  bool
}

// check reports why no request may be sent now, if that is so.
func (c *invalidCount) check(now time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dead {
		return errUnauthorized
	}
	if now.Sub(c.from) >= invalidWindow {
		c.from, c.count = now, 0
	}
	if c.count >= maxInvalid {
		return fmt.Errorf("%d requests were refused in the last %v: paused until the window ends", c.count, invalidWindow)
	}
	return nil
}

// note counts a response. A 401 to a request that carried the token ends all;
// one without it speaks of an interaction that has expired.
func (c *invalidCount) note(resp *http.Response, withToken bool, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch resp.StatusCode {
	case http.StatusUnauthorized:
		c.dead = c.dead || withToken
	case http.StatusForbidden:
	case http.StatusTooManyRequests:
		if resp.Header.Get("X-RateLimit-Scope") == "shared" {
			return
		}
	default:
		return
	}
	c.count++
}

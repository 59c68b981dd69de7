package fakediscord

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"net/http"
	"strconv"
	"time"
)

// bucket counts the requests of one window of time.
type bucket struct {
	used  int
	reset time.Time
}

// allowance is how many requests a bucket lets through in a window.
type allowance struct {
	limit  int
	window time.Duration
}

// The allowances imitate those that bots report of Discord; libraries must read them from the headers.
const (
	globalLimit  = 50
	globalWindow = time.Second
)

// allowed gives the allowance of a route. Messages and reactions are the tight ones.
func allowed(rt *route) allowance {
	switch rt.path {
	case "/channels/{channel_id}/messages", "/channels/{channel_id}/messages/{message_id}":
		if rt.method != http.MethodGet {
			return allowance{5, 5 * time.Second}
		}
	case "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me":
		return allowance{4, time.Second}
	case "/webhooks/{webhook_id}/{webhook_token}", "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
		"/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}":
		return allowance{5, 2 * time.Second}
	}
	return allowance{50, time.Second}
}

// limit counts the request and writes the rate-limit headers; it gives the 429 where the allowance is used up.
// Interaction callbacks have no bucket, and neither they nor webhooks count as requests of the bot.
func (s *Server) limit(h http.Header, c *call) any {
	if c.route.path == "/interactions/{interaction_id}/{interaction_token}/callback" || c.route.path == "/gateway" {
		return nil
	}
	now, a := s.clock.Now(), allowed(c.route)
	name := bucketName(c.route)
	b := s.bucket(name+major(c), a.window, now)
	left := max(0, a.limit-b.used-1)
	over := b.used >= a.limit && s.options.Limits == LimitsOn
	if !over {
		b.used++
	}
	if s.options.Limits == LimitsOff {
		left = a.limit - 1
	}
	after := b.reset.Sub(now)
	h.Set("X-RateLimit-Limit", strconv.Itoa(a.limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	h.Set("X-RateLimit-Reset", seconds(float64(b.reset.UnixMilli())/1000))
	h.Set("X-RateLimit-Reset-After", seconds(after.Seconds()))
	h.Set("X-RateLimit-Bucket", name)
	if over {
		return tooMany(h, after, "user")
	}
	if c.route.auth == authBot && s.options.Limits == LimitsOn {
		g := s.bucket("global", globalWindow, now)
		if g.used++; g.used > globalLimit {
			return tooMany(h, g.reset.Sub(now), "global")
		}
	}
	return nil
}

// bucket gives the running window of a name, or begins a new one.
func (s *Server) bucket(name string, window time.Duration, now time.Time) *bucket {
	b := s.buckets[name]
	if b == nil || !now.Before(b.reset) {
		if len(s.buckets) > 1000 {
			maps.DeleteFunc(s.buckets, func(_ string, b *bucket) bool { return !now.Before(b.reset) })
		}
		b = &bucket{reset: now.Add(window)}
		s.buckets[name] = b
	}
	return b
}

// tooMany is the answer 429, its headers included.
func tooMany(h http.Header, after time.Duration, scope string) reply {
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(after.Seconds()))))
	h.Set("X-RateLimit-Scope", scope)
	h.Set("Via", "1.1 google") // libraries take a 429 without it for one of Cloudflare's
	if scope == "global" {
		h.Set("X-RateLimit-Global", "true")
	} else {
		h.Set("X-RateLimit-Remaining", "0")
	}
	return reply{http.StatusTooManyRequests, Object{"message": "You are being rate limited.",
		"retry_after": math.Ceil(after.Seconds()*1000) / 1000, "global": scope == "global"}}
}

// bucketName is the opaque name of a route's bucket.
func bucketName(rt *route) string {
	sum := sha256.Sum256([]byte(rt.method + rt.path))
	return hex.EncodeToString(sum[:16])
}

// major is the part of a path that buckets are separate for.
func major(c *call) string {
	for _, name := range []string{"channel_id", "guild_id", "webhook_id"} {
		if v := c.vars[name]; v != "" {
			return "/" + v + c.vars["webhook_token"]
		}
	}
	return ""
}

func seconds(f float64) string { return fmt.Sprintf("%.3f", f) }

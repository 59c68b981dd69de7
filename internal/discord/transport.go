package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// apiVersion is the version of Discord's API that this program speaks.
	apiVersion = "/v10"
	// attemptFor is the longest that one attempt may take; Discord answers in
	// well under a second, and an interaction has three.
	attemptFor = 10 * time.Second
	// maxAttempts of one request, the first included. More would only add to a
	// rate limit that is not moving.
	maxAttempts = 4
	// maxThrottle is the longest Retry-After that is waited for; a longer one is
	// reported to the caller instead.
	maxThrottle = 30 * time.Second
	// maxResponse bounds what is read of a response.
	maxResponse = 8 << 20
)

// A transport carries every request to Discord: to the address of the
// configuration, in API v10, each attempt with a deadline. It waits out rate
// limits a bounded number of times, repeats what may be repeated after 502 and
// 503, and stops before Discord would ban the address for invalid requests.
type transport struct {
	base    string // "https://discord.com/api", without a version
	next    http.RoundTripper
	clock   Clock
	invalid *invalidCount

	mu     sync.Mutex
	paused time.Time // until then Discord's limit on the whole bot holds
}

// The context of a request says how it may be repeated.
type repeatKey struct{}

// repeatable marks a request that does no harm when it arrives twice.
func repeatable(ctx context.Context) context.Context {
	return context.WithValue(ctx, repeatKey{}, true)
}

type impatientKey struct{}

// impatient marks a request that is worthless after d.
func impatient(ctx context.Context, d time.Duration) context.Context {
	return context.WithValue(ctx, impatientKey{}, d)
}

// RoundTrip sends a request, several times if need be.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := t.invalid.check(t.clock.Now()); err != nil {
		return nil, err
	}
	patience := maxThrottle
	if d, ok := req.Context().Value(impatientKey{}).(time.Duration); ok {
		patience = d
	}
	for attempt := 1; ; attempt++ {
		if !sleep(req.Context(), t.clock, t.pause(req)) {
			return nil, req.Context().Err()
		}
		resp, err := t.attempt(req)
		if err != nil {
			return nil, err
		}
		t.invalid.note(resp, req.Header.Get("Authorization") != "", t.clock.Now())
		wait, again := t.again(req, resp, attempt)
		if !again || attempt == maxAttempts || wait > patience {
			return resp, nil
		}
		patience -= wait
		if !sleep(req.Context(), t.clock, wait) {
			return nil, req.Context().Err()
		}
	}
}

// again tells whether a request is worth repeating, and after how long.
func (t *transport) again(req *http.Request, resp *http.Response, attempt int) (time.Duration, bool) {
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		wait := retryAfter(resp)
		if resp.Header.Get("X-RateLimit-Global") == "true" || resp.Header.Get("X-RateLimit-Scope") == "global" {
			t.hold(wait)
		}
		return wait, true
	case http.StatusBadGateway, http.StatusServiceUnavailable:
		safe, _ := req.Context().Value(repeatKey{}).(bool)
		return time.Duration(attempt*attempt) * 250 * time.Millisecond, safe || req.Method != http.MethodPost
	}
	return 0, false
}

// hold notes that Discord wants no request at all for a while.
func (t *transport) hold(wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.paused = t.clock.Now().Add(min(wait, maxThrottle))
}

// pause is how long the limit on the whole bot still holds a request up. What
// belongs to an interaction carries no token and is exempt.
func (t *transport) pause(req *http.Request) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if req.Header.Get("Authorization") == "" {
		return 0
	}
	return t.paused.Sub(t.clock.Now())
}

func (t *transport) attempt(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), attemptFor)
	defer cancel()
	out := req.Clone(ctx)
	if err := t.redirect(out); err != nil {
		return nil, err
	}
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, fmt.Errorf("read the request again: %w", err)
		}
		out.Body = body
	}
	resp, err := t.next.RoundTrip(out)
	if err != nil {
		return nil, bare(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxResponse))
	if err != nil {
		return nil, fmt.Errorf("read the response: %w", bare(err))
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// redirect sends a request for Discord to the configured address.
func (t *transport) redirect(req *http.Request) error {
	at := strings.Index(req.URL.Path, "/api/")
	if at < 0 {
		return errors.New("not a request to Discord's API")
	}
	path := req.URL.EscapedPath()[at+len("/api"):]
	if rest, ok := strings.CutPrefix(path, "/v9"); ok {
		path = rest
	} else {
		path = strings.TrimPrefix(path, apiVersion)
	}
	u, err := url.Parse(strings.TrimRight(t.base, "/") + apiVersion + path)
	if err != nil {
		return errors.New("the address of Discord's API is not a URL")
	}
	u.RawQuery = req.URL.RawQuery
	req.URL, req.Host = u, u.Host
	return nil
}

// bare takes the address off an error: it may hold an interaction's token.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// retryAfter reads how long to wait from the header or, more precise, the body.
func retryAfter(resp *http.Response) time.Duration {
	body, _ := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	var limited struct {
		RetryAfter float64 `json:"retry_after"`
	}
	if json.Unmarshal(body, &limited) != nil || limited.RetryAfter <= 0 {
		limited.RetryAfter, _ = strconv.ParseFloat(resp.Header.Get("Retry-After"), 64)
	}
	if !(limited.RetryAfter > 0) || limited.RetryAfter > math.MaxInt32 {
		limited.RetryAfter = 1
	}
	return time.Duration(limited.RetryAfter * float64(time.Second))
}

package discord

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

const limited = `{"message":"You are being rate limited.","retry_after":2.5,"global":false}`

// try makes one request in the background and gives what came of it.
func try(c *Client, ctx context.Context, method string) <-chan error {
	done := make(chan error, 1)
	url := discordgo.EndpointChannelMessages("4")
	go func() { done <- c.rest.call(ctx, method+" channels/messages", method, url, url, nil, nil) }()
	return done
}

func TestRateLimitsAreWaitedOutButNotForEver(t *testing.T) {
	r, c := record(t, answerOf{429, limited}, answerOf{429, limited})
	done := try(c, t.Context(), http.MethodPost)
	for range 2 {
		r.next(t)
		r.clock.BlockUntil(1)
		r.clock.Advance(2499 * time.Millisecond)
		if len(r.got) > 0 {
			t.Error("asked again before retry_after")
		}
		r.clock.Advance(time.Millisecond)
	}
	r.next(t)
	if err := <-done; err != nil {
		t.Errorf("after two limits: %v", err)
	}

	r, c = record(t, answerOf{429, limited}, answerOf{429, limited}, answerOf{429, limited}, answerOf{429, limited}, answerOf{429, limited})
	done = try(c, t.Context(), http.MethodPost)
	for i := range maxAttempts {
		r.next(t)
		if i < maxAttempts-1 {
			r.clock.BlockUntil(1)
			r.clock.Advance(3 * time.Second)
		}
	}
	var no *refusal
	if err := <-done; !errors.As(err, &no) || no.status != 429 {
		t.Errorf("a limit that does not move: %v", err)
	}
}

func TestALimitLongerThanTheRequestIsWorthIsReported(t *testing.T) {
	r, c := record(t, answerOf{429, limited})
	done := try(c, impatient(t.Context(), time.Second), http.MethodPost)
	if err := <-done; err == nil {
		t.Error("no error")
	}
	if len(r.got) != 1 {
		t.Errorf("%d attempts", len(r.got))
	}
}

func TestALimitOnTheWholeBotHoldsEveryRequest(t *testing.T) {
	r, c := record(t, answerOf{429, strings.Replace(limited, "false", "true", 1)})
	r.global = true
	first := try(c, t.Context(), http.MethodPost)
	r.next(t)
	r.clock.BlockUntil(1)
	url := discordgo.EndpointChannelMessages("5")
	second := make(chan error, 1)
	go func() { second <- c.rest.call(t.Context(), "", http.MethodGet, url, url, nil, nil) }()
	r.clock.BlockUntil(2)
	if err := c.rest.direct(t.Context(), routeCallback, http.MethodPost, discordgo.EndpointInteractionResponse("7", "interaction-token"), nil, nil); err != nil {
		t.Errorf("an interaction is exempt: %v", err)
	}
	r.next(t)
	if len(r.got) > 0 {
		t.Error("a request was sent while the limit held")
	}
	r.clock.Advance(2500 * time.Millisecond)
	for _, done := range []<-chan error{first, second} {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestWhatMayArriveTwiceIsRepeated(t *testing.T) {
	tests := map[string]struct {
		ctx      func(context.Context) context.Context
		method   string
		status   int
		attempts int
	}{
		"GET after 503":             {ctx: same, method: http.MethodGet, status: 503, attempts: 2},
		"GET after 502":             {ctx: same, method: http.MethodGet, status: 502, attempts: 2},
		"POST after 503":            {ctx: same, method: http.MethodPost, status: 503, attempts: 1},
		"POST with nonce after 503": {ctx: repeatable, method: http.MethodPost, status: 503, attempts: 2},
		"GET after 400":             {ctx: same, method: http.MethodGet, status: 400, attempts: 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, c := record(t, answerOf{test.status, "no"})
			done := try(c, test.ctx(t.Context()), test.method)
			r.next(t)
			for range test.attempts - 1 {
				r.clock.BlockUntil(1)
				r.clock.Advance(time.Second)
				r.next(t)
			}
			if err := <-done; (err == nil) != (test.attempts == 2) {
				t.Errorf("err = %v", err)
			}
			if len(r.got) > 0 {
				t.Error("asked again")
			}
		})
	}
}

func same(ctx context.Context) context.Context { return ctx }

func TestErrorsHoldNoToken(t *testing.T) {
	r, c := record(t, answerOf{403, `{"code":50013,"message":"Missing Permissions"}`})
	url := discordgo.EndpointInteractionResponse("7", "interaction-token")
	errs := []error{<-try(c, t.Context(), http.MethodPost)}
	r.server.Close()
	errs = append(errs, <-try(c, t.Context(), http.MethodPost), c.rest.direct(t.Context(), routeCallback, http.MethodPost, url, nil, nil))
	for _, err := range errs {
		if err == nil || strings.Contains(err.Error(), "token") || strings.Contains(err.Error(), "secret") {
			t.Errorf("error: %v", err)
		}
	}
}

func TestARefusedTokenIsNotUsedAgain(t *testing.T) {
	r, c := record(t, answerOf{401, `{"message":"401: Unauthorized","code":0}`})
	<-try(c, t.Context(), http.MethodGet)
	if err := <-try(c, t.Context(), http.MethodGet); !errors.Is(err, errUnauthorized) {
		t.Errorf("err = %v", err)
	}
	if len(r.got) != 1 {
		t.Errorf("%d requests reached Discord, want 1", len(r.got))
	}
}

func TestAnExpiredInteractionDoesNotEndTheToken(t *testing.T) {
	_, c := record(t, answerOf{401, `{"message":"Invalid Webhook Token","code":50027}`})
	url := discordgo.EndpointWebhookMessage("2", "interaction-token", "@original")
	c.rest.direct(t.Context(), routeOriginal, http.MethodPatch, url, nil, nil)
	if err := <-try(c, t.Context(), http.MethodGet); err != nil {
		t.Errorf("err = %v", err)
	}
}

func TestInvalidRequestsStopBeforeDiscordBans(t *testing.T) {
	count := &invalidCount{}
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	shared := http.Header{"X-Ratelimit-Scope": {"shared"}}
	for range maxInvalid {
		count.note(&http.Response{StatusCode: 403}, true, now)
		count.note(&http.Response{StatusCode: 429, Header: shared}, true, now)
	}
	if count.count != maxInvalid {
		t.Errorf("counted %d, want %d: shared limits do not count", count.count, maxInvalid)
	}
	count.from = now
	if count.check(now.Add(9*time.Minute)) == nil {
		t.Error("goes on")
	}
	if err := count.check(now.Add(10 * time.Minute)); err != nil {
		t.Errorf("in the next window: %v", err)
	}
}

package discord

import (
	"net/http"
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// TestAChannelIsAskedAboutUntilItIsKnown holds that Discord is asked again what a
// channel is a thread of where it only had no time, and not where it has answered
// or will not.
func TestAChannelIsAskedAboutUntilItIsKnown(t *testing.T) {
	const limited = `{"message":"You are being rate limited.","retry_after":3600,"global":false}`
	for name, c := range map[string]struct {
		say   []answerOf
		want  []kb.ChannelID // each time it is looked for
		asked int
	}{
		"a thread":       {[]answerOf{{http.StatusOK, `{"id":"5","type":11,"parent_id":"4"}`}}, []kb.ChannelID{"4", "4"}, 1},
		"no thread":      {[]answerOf{{http.StatusOK, `{"id":"5","type":0,"parent_id":"4"}`}}, []kb.ChannelID{"", ""}, 1},
		"not to be seen": {[]answerOf{{http.StatusForbidden, `{"code":50001,"message":"Missing Access"}`}}, []kb.ChannelID{"", ""}, 1},
		"a rate limit":   {[]answerOf{{http.StatusTooManyRequests, limited}, {http.StatusOK, `{"id":"5","type":11,"parent_id":"4"}`}}, []kb.ChannelID{"", "4", "4"}, 2},
		"an outage":      {[]answerOf{{http.StatusInternalServerError, ""}, {http.StatusOK, `{"id":"5","type":11,"parent_id":"4"}`}}, []kb.ChannelID{"", "4", "4"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			r, client := record(t, c.say...)
			s := must[*store.Store](t)(store.OpenMemory(t.Context(), store.Options{Now: r.clock.Now}))
			t.Cleanup(func() { _ = s.Close() })
			if err := s.Set(t.Context(), "10", kb.Operator, kb.Setting{Key: kb.ModeKey("4"), Value: string(kb.ModeOff)}); err != nil {
				t.Fatal(err)
			}
			client.bot = bot.New(bot.Options{Index: answer.New(kb.NewBase(nil, nil, kb.Lexicon{})), Now: r.clock.Now, Store: s})
			for i, want := range c.want {
				if got := client.parentOf(t.Context(), bot.Caller{Guild: "10", Channel: "5", Person: "1"}); got != want {
					t.Errorf("time %d: a thread of %q, want %q", i+1, got, want)
				}
			}
			if len(r.got) != c.asked {
				t.Errorf("asked %d times, want %d", len(r.got), c.asked)
			}
		})
	}
}

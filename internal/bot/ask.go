package bot

import (
	"context"
	"log/slog"
	"time"

	"autofacts/internal/answer"
)

// An Utterance is what somebody said to the bot.
type Utterance struct {
	Text string
	// Prev is the question that this one follows. Where it is empty, the
	// person's last question in the channel takes its place.
	Prev string
}

// Ask answers a question, or checks what turns out to be a claim.
func (b *Bot) Ask(c Caller, u Utterance) answer.Reply {
	return b.reply(c, u, answer.Ask)
}

// Check gives the verdict on a claim.
func (b *Bot) Check(c Caller, claim string) answer.Reply {
	return b.reply(c, Utterance{Text: claim}, answer.Check)
}

func (b *Bot) reply(c Caller, u Utterance, mode answer.Mode) answer.Reply {
	began := b.now()
	supposed := false
	if u.Prev == "" && mode == answer.Ask {
		u.Prev, supposed = b.recent.get(personKey(c), began)
	}
	q := answer.Question{Text: u.Text, Prev: u.Prev, Locale: c.Locale, Mode: mode, Today: b.today()}
	r := b.index(c).Ask(q)
	if supposed && r.Outcome == answer.Refused {
		r = b.alone(c, q, r)
	}
	if worthFollowing(r.Outcome) {
		b.recent.put(personKey(c), u.Text, began)
	}
	b.record(c, u, r, b.now().Sub(began))
	return r
}

// alone asks once more without the question before, where that one was only
// supposed to be followed: most questions in a channel stand by themselves.
func (b *Bot) alone(c Caller, q answer.Question, refused answer.Reply) answer.Reply {
	q.Prev = ""
	if r := b.index(c).Ask(q); r.Outcome == answer.Answered {
		return r
	}
	return refused
}

// worthFollowing tells what a follow-up can refer to: a greeting is not it.
func worthFollowing(o answer.Outcome) bool {
	return o == answer.Answered || o == answer.Refused || o == answer.Clarify
}

// record writes the one line that a question leaves in the log.
func (b *Bot) record(c Caller, u Utterance, r answer.Reply, took time.Duration) {
	fact := ""
	if len(r.Answers) > 0 {
		fact = string(r.Answers[0].Fact)
	}
	ctx := context.Background()
	b.log.LogAttrs(ctx, slog.LevelInfo, "question",
		slog.String("guild", string(c.Guild)),
		slog.String("outcome", string(r.Outcome)),
		slog.String("fact", fact),
		slog.Float64("confidence", r.Confidence),
		slog.Int64("micros", took.Microseconds()))
	b.log.LogAttrs(ctx, slog.LevelDebug, "question words",
		slog.String("guild", string(c.Guild)),
		slog.String("text", u.Text), slog.String("prev", u.Prev))
}

// A Conversation names a thing said, by an id that the other side will show us
// again: the message that carried an answer, or the interaction that asked.
type Conversation string

// Remember keeps which question a message or an interaction answered.
func (b *Bot) Remember(at Conversation, question string) {
	if at != "" && question != "" {
		b.recent.put("said "+string(at), question, b.now())
	}
}

// Recall gives the question that was answered there, if it is still known.
func (b *Bot) Recall(at Conversation) (question string, known bool) {
	if at == "" {
		return "", false
	}
	return b.recent.get("said "+string(at), b.now())
}

func personKey(c Caller) string {
	return "asked " + string(c.Channel) + " " + string(c.Person)
}

package bot

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"autofacts/internal/answer"
)

// An Utterance is what somebody said to the bot.
type Utterance struct {
	Text string
	// Prev is the question that this one follows. Where it is empty, the
	// person's last question in the channel takes its place.
	Prev string
	// Alone says that it is not the person's own question: it follows none of
	// theirs and is not remembered as theirs.
	Alone bool
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
	q := answer.Question{Text: u.Text, Prev: u.Prev, Locale: c.Locale, Mode: mode, Today: b.today()}
	h := b.home(c)
	ix := h.index
	r := ix.Ask(q)
	switch {
	case mode != answer.Ask || u.Alone:
	case u.Prev != "":
		r = orAlone(ix, q, r)
	default:
		q.Prev, _ = b.recent.get(personKey(c), began)
		r = orFollowing(ix, q, r)
	}
	if worthFollowing(r.Outcome) && !u.Alone {
		b.recent.put(personKey(c), u.Text, began)
	}
	b.note(c, u.Text, r)
	b.record(c, u, r, b.now().Sub(began))
	return r
}

// orAlone takes a question that said which one it follows, and was refused, by
// itself: what replies to an answer need not be about it.
func orAlone(ix *answer.Index, q answer.Question, r answer.Reply) answer.Reply {
	q.Prev = ""
	if r.Outcome != answer.Refused {
		return r
	}
	return answeredOr(ix.Ask(q), r)
}

// orFollowing takes a question that did not find an answer by itself as
// following the person's last one, which is only supposed: it may answer what
// was refused, say better what is missing, and choose among the facts that a
// clarification offers, but it never changes an answer.
func orFollowing(ix *answer.Index, q answer.Question, r answer.Reply) answer.Reply {
	if q.Prev == "" || r.Outcome != answer.Refused && r.Outcome != answer.Clarify {
		return r
	}
	follow := ix.Ask(q)
	if r.Outcome == answer.Clarify && (len(follow.Answers) != 1 || !slices.Contains(r.Closest, follow.Answers[0].Fact)) {
		return r
	}
	if r.Outcome == answer.Refused && follow.Outcome == answer.Refused && says(q.Text, follow.Missing) {
		return follow // "and to Wexmoor?": what is near is near the question before
	}
	return answeredOr(follow, r)
}

// says reports whether all of some words, and at least one, stand in a text:
// what is missing is not what the question before brought in.
func says(text string, words []string) bool {
	low := strings.ToLower(text)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(low, strings.ToLower(w)) })
}

func answeredOr(r, otherwise answer.Reply) answer.Reply {
	if r.Outcome == answer.Answered {
		return r
	}
	return otherwise
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

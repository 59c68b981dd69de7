package bot

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

const (
	// ambientEvery is how long one fact is not repeated in a channel where nobody
	// addressed the bot.
	ambientEvery = time.Hour
	// QuietFor is how long "not helpful here" keeps the bot from speaking up in a
	// channel, and QuietFactFor from speaking up with that fact there.
	QuietFor     = time.Hour
	QuietFactFor = 7 * 24 * time.Hour
	// sureAt is the confidence that only an example question in its own words has.
	sureAt = 0.98
	// maxQuiet bounds how many of both are remembered; the oldest go first.
	maxQuiet = 20_000
)

// Overhear replies to a message that was not addressed to the bot, by the mode of
// the channel: in kb.ModeAsk to each question, by an answer or one short refusal;
// in kb.ModeAmbient when it is sure, at most once for a fact, channel and hour.
// Otherwise the outcome is answer.Silent.
func (b *Bot) Overhear(ctx context.Context, c Caller, said string) answer.Reply {
	switch b.Mode(ctx, c) {
	case kb.ModeAsk:
		if asksSomething(said) {
			r := b.Ask(c, Utterance{Text: said})
			if r.Outcome == answer.Refused {
				r.Notes = nil
			}
			return r
		}
	case kb.ModeAmbient:
		return b.ambient(c, said)
	}
	return answer.Reply{Outcome: answer.Silent}
}

// ambient speaks up where it is sure and has not lately said the same.
func (b *Bot) ambient(c Caller, said string) answer.Reply {
	began := b.now()
	h := b.home(c)
	r := h.index.Ask(answer.Question{Text: said, Locale: c.Locale, Mode: answer.Listen, Today: b.today()})
	if r.Outcome == answer.Silent && asksSomething(said) {
		if whole := h.index.Ask(answer.Question{Text: said, Locale: c.Locale, Today: b.today()}); whole.Confidence >= sureAt {
			r = whole // an example question, word for word
		}
	}
	if r.Outcome != answer.Answered || expired(h.base(), r, b.today()) || !b.quiet.speak(c.Channel, r, began) {
		return answer.Reply{Outcome: answer.Silent, Confidence: r.Confidence}
	}
	b.note(c, said, r)
	b.record(c, Utterance{Text: said}, r, b.now().Sub(began))
	return r
}

// expired reports whether a reply states a fact whose day is past.
func expired(base *kb.Base, r answer.Reply, today kb.Date) bool {
	for _, a := range r.Answers {
		if f := base.Fact(a.Fact); f != nil && f.ValidUntil.Past(today) {
			return true
		}
	}
	return false
}

// Quieten is the button "not helpful here" under what was overheard: the channel
// is left alone for QuietFor, and the facts in that channel for QuietFactFor.
func (b *Bot) Quieten(c Caller, facts ...kb.FactID) {
	now := b.now()
	b.quiet.until(string(c.Channel), now.Add(QuietFor), now)
	for _, id := range facts {
		b.quiet.until(string(c.Channel)+" "+string(id), now.Add(QuietFactFor), now)
	}
}

// A quiet remembers where the bot does not speak up, and until when.
type quiet struct {
	mu sync.Mutex
	by map[string]time.Time
}

func newQuiet() *quiet { return &quiet{by: map[string]time.Time{}} }

func (q *quiet) until(key string, t, now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.set(key, t, now)
}

func (q *quiet) set(key string, t, now time.Time) {
	if len(q.by) >= maxQuiet {
		for k, end := range q.by {
			if !end.After(now) {
				delete(q.by, k)
			}
		}
		for k := range q.by { // all of them hold still: any may go
			if len(q.by) < maxQuiet {
				break
			}
			delete(q.by, k)
		}
	}
	if t.After(q.by[key]) {
		q.by[key] = t
	}
}

// speak says whether a reply may be given in a channel now, and counts it.
func (q *quiet) speak(ch kb.ChannelID, r answer.Reply, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.by[string(ch)].After(now) {
		return false
	}
	for _, a := range r.Answers {
		if q.by[string(ch)+" "+string(a.Fact)].After(now) {
			return false
		}
	}
	for _, a := range r.Answers {
		q.set(string(ch)+" "+string(a.Fact), now.Add(ambientEvery), now)
	}
	return true
}

// asksSomething reports whether a message is a question by its form.
func asksSomething(said string) bool {
	clean := text.Clean(said)
	if strings.ContainsAny(clean, "?？") {
		return true
	}
	ts := text.Tokenize(clean, "en")
	if len(ts) < 2 {
		return false
	}
	if text.In(ts[0].Norm, "what whats who whos whom whose which when where why how was wer wann wo warum wie welche welcher welches qui que quoi quel quelle quand ou pourquoi comment combien quien cual cuando donde cuanto cuantos quem qual quando onde quanto quantos") {
		return true
	}
	return strings.ContainsAny(clean, "吗呢") || slices.ContainsFunc([]string{"什么", "多少", "哪", "谁", "几"}, func(w string) bool { return strings.Contains(clean, w) })
}

package bot

import (
	"context"
	"sync"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

const (
	// maxCounted bounds what waits to be written, in entries of all servers;
	// beyond it, with the store out of reach for long, new ones are not counted.
	maxCounted = 20_000
	// comparedQuestions is how many open questions a new one is held against for
	// being the same in other words: the most asked.
	comparedQuestions = 500
)

// counts holds what is counted until it is written: a question is answered first.
type counts struct {
	mu      sync.Mutex
	tallies map[kb.Tally]int // by guild, day and what; N is 0 in the key
	missed  map[kb.GuildID][]string
	n       int
}

func newCounts() *counts {
	return &counts{tallies: map[kb.Tally]int{}, missed: map[kb.GuildID][]string{}}
}

// tally counts one thing.
func (s *counts) tally(guild kb.GuildID, day kb.Date, what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := kb.Tally{Guild: guild, Day: day, What: what}
	if s.tallies[key] == 0 {
		if s.n >= maxCounted {
			return
		}
		s.n++
	}
	s.tallies[key]++
}

// miss keeps a question that was not answered.
func (s *counts) miss(guild kb.GuildID, question string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n >= maxCounted {
		return
	}
	s.n++
	s.missed[guild] = append(s.missed[guild], question)
}

// take gives what waits for one server, and lets go of it.
func (s *counts) take(guild kb.GuildID) (tallies []kb.Tally, missed []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, n := range s.tallies {
		if key.Guild == guild {
			delete(s.tallies, key)
			key.N = n
			tallies = append(tallies, key)
		}
	}
	missed = s.missed[guild]
	delete(s.missed, guild)
	s.n -= len(tallies) + len(missed)
	return tallies, missed
}

// back takes again what could not be written.
func (s *counts) back(guild kb.GuildID, tallies []kb.Tally, missed []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range tallies {
		n := t.N
		t.N = 0
		if s.tallies[t] == 0 {
			s.n++
		}
		s.tallies[t] += n
	}
	s.missed[guild] = append(missed, s.missed[guild]...)
	s.n += len(missed)
}

// guilds lists the servers that something waits for.
func (s *counts) guilds() []kb.GuildID {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := map[kb.GuildID]bool{}
	var out []kb.GuildID
	add := func(g kb.GuildID) {
		if !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	}
	for key := range s.tallies {
		add(key.Guild)
	}
	for g := range s.missed {
		add(g)
	}
	return out
}

// note counts a reply. What was said about the bot itself is no question.
func (b *Bot) note(c Caller, question string, r answer.Reply) {
	if b.store == nil || c.Guild == "" || r.Outcome == answer.Silent || r.Outcome == answer.Help {
		return
	}
	day := b.today()
	b.counts.tally(c.Guild, day, string(r.Outcome))
	for _, a := range r.Answers {
		b.counts.tally(c.Guild, day, factTally+string(a.Fact))
	}
	if r.Outcome == answer.Refused && kb.NormalForm(question) != "" {
		b.counts.miss(c.Guild, word(question))
	}
}

// flush writes what was counted for a server. What cannot be written waits.
func (b *Bot) flush(ctx context.Context, guild kb.GuildID) error {
	b.flushing.Lock()
	defer b.flushing.Unlock()
	tallies, missed := b.counts.take(guild)
	if len(tallies) > 0 {
		if err := b.store.Count(ctx, guild, tallies...); err != nil {
			b.counts.back(guild, tallies, missed)
			return err
		}
	}
	for i, q := range missed {
		if err := b.keepQuestion(ctx, guild, q); err != nil {
			b.counts.back(guild, nil, missed[i:])
			return err
		}
	}
	return nil
}

// keepQuestion counts a question with those that are the same but for wording.
func (b *Bot) keepQuestion(ctx context.Context, guild kb.GuildID, q string) error {
	normal := kb.NormalForm(q)
	all, err := b.store.Questions(ctx, guild, "", comparedQuestions)
	if err != nil {
		return err
	}
	if had := kb.FindAlike(all, normal); had != nil {
		normal = had.Normal
	}
	_, err = b.store.Unanswered(ctx, guild, q, normal)
	return err
}

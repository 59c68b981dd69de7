package bot

import (
	"context"
	"time"

	"autofacts/internal/kb"
)

const (
	// warmAfter lets who saved put the index in place that the preview made.
	warmAfter = time.Second
	// warmFor bounds the reading of one server's base aside.
	warmFor = 30 * time.Second
)

// Changed is a hint that a server's base or settings may have changed, here or
// in another instance: where the server was asked lately, its base is made anew
// aside, so that the next question need not wait for it. Hints may come late,
// twice or not at all; the version that each question looks up is the truth.
func (b *Bot) Changed(guild kb.GuildID) {
	if b.store == nil || !b.homes.has(guild) {
		return
	}
	if _, under := b.warming.LoadOrStore(guild, true); under {
		return
	}
	go func() {
		<-b.after(warmAfter)
		b.warming.Delete(guild) // what changes from here on is another hint
		b.builds <- struct{}{}
		defer func() { <-b.builds }()
		ctx, cancel := context.WithTimeout(context.Background(), warmFor)
		defer cancel()
		if _, err := b.homes.fresh(ctx, guild); err != nil {
			b.log.Debug("make a base aside", "guild", string(guild), "err", err)
		}
	}()
}

// has reports whether a server was asked lately.
func (s *homes) has(guild kb.GuildID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.by[guild]
	return ok && e.Value.(*room).home != nil
}

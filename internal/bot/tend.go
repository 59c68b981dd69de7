package bot

import (
	"context"
	"time"

	"autofacts/internal/kb"
)

const (
	// tendEvery is how often counts are written and those who wait are told: what
	// a crash can lose, against how often the disk is waited for.
	tendEvery = 30 * time.Second
	// keepKeys is how long the key of an outside action is kept: far longer than
	// anything is tried again.
	keepKeys = 24 * time.Hour
	// keepTallies is how long days are counted apart: a year of chart, and a bit.
	keepTallies = 400 * 24 * time.Hour
	// mostPosted is how many things of a sort a post lists.
	mostPosted = 10
	// askedAgain is how often a question is asked before moderators are told.
	askedAgain = 3
)

// Tend does what is due in the background until the context ends: it writes
// counts and unanswered questions, deletes what has had its time, tells who
// waits, and lists what is due for the moderators' channels. Package discord runs
// it for as long as it is connected and delivers the effects.
func (b *Bot) Tend(ctx context.Context, deliver func(kb.GuildID, Effects)) {
	if b.store == nil {
		return
	}
	for {
		select {
		case <-ctx.Done():
			// What was counted is not to be lost with a stop.
			late, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeWait)
			b.flushAll(late)
			cancel()
			return
		case <-b.after(tendEvery):
			b.Tick(ctx, deliver)
		}
	}
}

// Tick does once what Tend does again and again.
func (b *Bot) Tick(ctx context.Context, deliver func(kb.GuildID, Effects)) {
	b.flushAll(ctx)
	b.tellAll(ctx, deliver)
	if _, err := b.store.ExpireSketches(ctx, b.now()); err != nil {
		b.log.Warn("delete old drafts", "err", err)
	}
	today := b.today()
	before, _ := b.day.Swap(today).(kb.Date)
	if before == today {
		return
	}
	b.expire(ctx)
	b.present.Range(func(key, _ any) bool {
		guild := key.(kb.GuildID)
		e, err := b.due(ctx, guild, before)
		if err != nil {
			b.log.Error("look for what is due", "guild", string(guild), "err", err)
		} else if len(e.Post) > 0 {
			deliver(guild, e)
		}
		return ctx.Err() == nil
	})
}

func (b *Bot) flushAll(ctx context.Context) {
	for _, guild := range b.counts.guilds() {
		if err := b.flush(ctx, guild); err != nil {
			b.log.Warn("write what was counted", "guild", string(guild), "err", err)
		}
	}
}

// tellAll tells who still waits for a question that has its answer, such as after
// a restart.
func (b *Bot) tellAll(ctx context.Context, deliver func(kb.GuildID, Effects)) {
	questions, err := b.store.ToTell(ctx)
	if err != nil {
		b.log.Warn("find who waits", "err", err)
		return
	}
	for _, q := range questions {
		if _, here := b.present.Load(q.Guild); !here {
			continue
		}
		told, err := b.tell(ctx, q.Guild, q.Number)
		if err != nil {
			b.log.Warn("find who waits", "guild", string(q.Guild), "err", err)
		}
		if len(told) > 0 {
			deliver(q.Guild, Effects{Tell: told})
		}
	}
}

// expire deletes what has had its time, and the servers left long ago.
func (b *Bot) expire(ctx context.Context) {
	now := b.now()
	guilds, err := b.store.Guilds(ctx)
	if err != nil {
		b.log.Error("list the servers", "err", err)
		return
	}
	for _, g := range guilds {
		s, err := b.store.Settings(ctx, g.ID)
		if err == nil {
			_, err = b.store.Expire(ctx, g.ID, kb.Cutoffs{Questions: now.Add(-s.Retention), Answers: now.Add(-kb.RememberAnswers), Keys: now.Add(-keepKeys), Tallies: now.Add(-keepTallies)})
		}
		if err != nil {
			b.log.Error("delete what is old", "guild", string(g.ID), "err", err)
		}
	}
	left, err := b.store.LeftBefore(ctx, now.Add(-kb.KeepAfterLeaving))
	if err != nil {
		b.log.Error("list the servers that were left", "err", err)
	}
	for _, g := range left {
		gone, err := b.store.DeleteLeft(ctx, g.ID, now.Add(-kb.KeepAfterLeaving))
		if err != nil {
			b.log.Error("delete a server that was left", "guild", string(g.ID), "err", err)
		} else if gone {
			b.log.Info("a server that was left is deleted", "guild", string(g.ID))
		}
	}
}

// due lists what became due in a server after a day; on the first look after a
// start, only collisions with a curated base that may be new.
func (b *Bot) due(ctx context.Context, guild kb.GuildID, before kb.Date) (Effects, error) {
	h, err := b.homes.fresh(ctx, guild)
	if err != nil || h.settings.ModChannel == "" {
		return Effects{}, err
	}
	var e Effects
	post := func(p Post) {
		p.Guild, p.Channel = guild, h.settings.ModChannel
		e.Post = append(e.Post, p)
	}
	collisions, err := kb.Collisions(h.curated.Base(), h.heads)
	if err != nil {
		return e, err
	}
	if was, _ := b.collided.Swap(guild, h.curated); len(collisions) > 0 && was != any(h.curated) {
		post(Post{Kind: PostCollision, Collisions: collisions[:min(len(collisions), mostPosted)]})
	}
	if before == "" {
		return e, nil
	}
	var due []kb.Due
	for _, d := range kb.DueFacts(h.base(), b.today()) {
		if !d.Day.Past(before) {
			due = append(due, d)
		}
	}
	if len(due) > 0 {
		post(Post{Kind: PostDue, Due: due[:min(len(due), mostPosted)]})
	}
	return e, b.dueAsked(ctx, guild, post)
}

// dueAsked lists the questions that were asked again in the last day, and facts
// that members voted against.
func (b *Bot) dueAsked(ctx context.Context, guild kb.GuildID, post func(Post)) error {
	open, err := b.store.Questions(ctx, guild, kb.QuestionOpen, comparedQuestions)
	if err != nil {
		return err
	}
	var asked []kb.Question
	for _, q := range open {
		if q.Count >= askedAgain && q.Last.After(b.now().Add(-24*time.Hour)) && len(asked) < mostPosted {
			asked = append(asked, q)
		}
	}
	if len(asked) > 0 {
		post(Post{Kind: PostGaps, Questions: asked})
	}
	disliked, err := b.disliked(ctx, guild)
	if err == nil && len(disliked) > 0 {
		post(Post{Kind: PostDisliked, Disliked: disliked[:min(len(disliked), mostPosted)]})
	}
	return err
}

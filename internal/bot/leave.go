package bot

import (
	"context"
	"slices"
	"time"

	"autofacts/internal/kb"
)

// Joined notes that the bot is in a server, again or still, and that this process
// serves it.
func (b *Bot) Joined(ctx context.Context, guild kb.GuildID) error {
	b.present.Store(guild, true)
	if b.store == nil {
		return nil
	}
	if err := b.store.Join(ctx, guild); err != nil {
		return b.unreachable("note that a server was joined", guild, err)
	}
	return nil
}

// Left notes that the bot was removed from a server, and says whether this call
// did so and something is kept of it. Its base is deleted kb.KeepAfterLeaving
// later, unless the bot is back by then.
func (b *Bot) Left(ctx context.Context, guild kb.GuildID) (bool, error) {
	b.present.Delete(guild)
	if b.store == nil {
		return false, nil
	}
	first, err := b.store.Leave(ctx, guild)
	if err != nil {
		return false, b.unreachable("note that a server was left", guild, err)
	}
	return first, nil
}

// Absent lists the servers of which something is kept, that the bot is not known
// to have left, and that are not here: it was removed while nobody listened.
func (b *Bot) Absent(ctx context.Context, here func(kb.GuildID) bool) ([]kb.GuildID, error) {
	if b.store == nil {
		return nil, nil
	}
	all, err := b.store.Guilds(ctx)
	if err != nil {
		return nil, b.unreachable("list the servers", "", err)
	}
	var out []kb.GuildID
	for _, g := range all {
		if g.Left.IsZero() && !here(g.ID) {
			out = append(out, g.ID)
		}
	}
	return out, nil
}

// DeletedOn is when a server that is left now is deleted.
func (b *Bot) DeletedOn() time.Time { return b.now().Add(kb.KeepAfterLeaving) }

// mostFarewells is how many persons are offered the last export.
const mostFarewells = 3

// Farewell offers the last export of a server that was left: direct messages, with
// the files, to the last who kept its facts. None where there was nothing of its own.
func (b *Bot) Farewell(ctx context.Context, guild kb.GuildID) (Effects, error) {
	h, err := b.fresh(ctx, guild)
	if err != nil || !owns(h.heads) {
		return Effects{}, err
	}
	files, err := exportFiles(h, YAML)
	if err != nil {
		return Effects{}, err
	}
	people, err := b.keepers(ctx, guild)
	if err != nil {
		return Effects{}, err
	}
	var e Effects
	for _, p := range people {
		e.Tell = append(e.Tell, Telling{Person: p, Farewell: guild, Files: files})
	}
	return e, nil
}

// keepers gives the last moderators who changed a server's facts: who made a
// change, or approved it. Who only suggested one kept nothing.
func (b *Bot) keepers(ctx context.Context, guild kb.GuildID) ([]kb.PersonID, error) {
	revs, err := b.store.History(ctx, guild, kb.Target{}, 0, HistoryPage)
	if err != nil {
		return nil, b.unreachable("read the history", guild, err)
	}
	var out []kb.PersonID
	add := func(who kb.PersonID) {
		if who != kb.Operator && !slices.Contains(out, who) && len(out) < mostFarewells {
			out = append(out, who)
		}
	}
	for _, r := range revs {
		if r.Proposal == 0 {
			add(r.By)
			continue
		}
		p, err := b.store.Proposal(ctx, guild, r.Proposal)
		if err != nil {
			return nil, b.unreachable("read a proposal", guild, err)
		}
		if p.Origin != kb.FromSuggest {
			add(p.By)
		}
		for _, d := range p.Decisions {
			if d.Verdict == kb.Approve {
				add(d.By)
			}
		}
	}
	return out, nil
}

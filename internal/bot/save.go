package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"autofacts/internal/kb"
)

// maxSuggestions is how many proposals of one member may be open at once, so
// that moderators are not flooded.
const maxSuggestions = 5

// Merge brings a draft up to date with what was saved meanwhile: what only one
// side changed is taken from it; where both did, theirs is taken and listed in
// Preview.Overlaps.
func (b *Bot) Merge(ctx context.Context, c Caller, id DraftID) (Preview, error) {
	d, s, err := b.again(ctx, c, id)
	if err != nil {
		return Preview{}, err
	}
	if err := b.merge(ctx, c, d); err != nil {
		return Preview{}, err
	}
	return b.show(ctx, c, d, s)
}

func (b *Bot) merge(ctx context.Context, c Caller, d *draft) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return err
	}
	if d.imported != nil {
		return sayConflict("the base was changed meanwhile: import the files again to see what they would do now")
	}
	if d.wish.Action != kb.Modify || d.settled != nil { // nothing to join: look at it as it is now
		d.wish.BasedOn = Newest
		return nil
	}
	t := d.wish.Target
	head := h.head(t)
	if head == nil || head.Number == d.wish.BasedOn || d.wish.BasedOn == Newest {
		return nil
	}
	was, err := b.contentAt(ctx, h, t, d.wish.BasedOn)
	if err != nil {
		return err
	}
	theirs := h.item(t)
	if theirs == nil {
		return sayConflict(fmt.Sprintf("%s was retired meanwhile: restore it, then change it", t))
	}
	ours := d.merged
	if ours == nil {
		e := kb.Edit{Target: t, BasedOn: d.wish.BasedOn}
		var p Preview
		if ours, _, err = b.content(ctx, d, h, &e, &p); err != nil {
			return err
		}
		if ours == nil {
			return sayInvalid("the draft is not complete: fill it in first")
		}
	}
	merged, overlaps, err := kb.Merge(was, ours, theirs)
	if err != nil {
		return err
	}
	d.merged, d.overlaps, d.wish.BasedOn = merged, overlaps, head.Number
	return nil
}

// Save does what a draft says: at once, or as a proposal where others have to
// approve. A draft is saved once: a second Save gives the same result without its
// Effects. A target that moved on gives a *Moved and nothing is written; a draft
// with objections gives kb.ErrInvalid. The key names the draft to the store, so
// that it is saved once even if the connection breaks; empty for the draft's own.
func (b *Bot) Save(ctx context.Context, c Caller, id DraftID, key string) (Saved, error) {
	d, s, err := b.composed(ctx, c, id)
	if err != nil {
		return Saved{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.saved != nil:
		again := *d.saved
		again.Effects = Effects{}
		return again, nil
	case len(d.shown.Objections) > 0:
		return Saved{}, d.shown.Objections[0]
	case len(d.edits) == 0:
		return Saved{}, sayInvalid("there is nothing to save")
	}
	d.key = cmp.Or(key, "draft "+string(d.id))
	var saved Saved
	if needs := s.Needs(d.moderator); needs > 0 {
		saved, err = b.propose(ctx, c, d, s, needs)
	} else {
		saved, err = b.commit(ctx, c, d, s)
	}
	if err != nil {
		return Saved{}, err
	}
	d.saved = &saved
	b.dropSketch(ctx, d)
	return saved, nil
}

func (b *Bot) propose(ctx context.Context, c Caller, d *draft, s kb.Settings, needs int) (Saved, error) {
	if !d.moderator {
		if err := b.fewOpen(ctx, c); err != nil {
			return Saved{}, err
		}
	}
	p, err := b.store.Propose(ctx, kb.Proposal{Guild: c.Guild, Origin: d.origin(), By: c.Person, Why: word(d.wish.Why), Edits: d.edits, Needs: needs, Question: d.wish.Question}, d.key)
	if err != nil {
		return Saved{}, b.unreachable("save a proposal", c.Guild, err)
	}
	saved := Saved{Proposal: p}
	if s.ModChannel != "" {
		saved.Effects.Post = []Post{{Guild: c.Guild, Channel: s.ModChannel, Kind: PostProposal, Proposal: &p}}
	}
	return saved, nil
}

func (d *draft) origin() kb.Origin {
	if d.imported != nil {
		return kb.FromImport
	}
	return d.wish.Origin
}

// fewOpen refuses a member who has enough proposals open.
func (b *Bot) fewOpen(ctx context.Context, c Caller) error {
	open, err := b.store.Proposals(ctx, c.Guild, kb.ProposalOpen, 0)
	if err != nil {
		return b.unreachable("read the proposals", c.Guild, err)
	}
	n := 0
	for i := range open {
		if open[i].By == c.Person {
			n++
		}
	}
	if n >= maxSuggestions {
		return denied(fmt.Sprintf("%d of your suggestions wait already: when one is decided, you may make another", n))
	}
	return nil
}

func (b *Bot) commit(ctx context.Context, c Caller, d *draft, s kb.Settings) (Saved, error) {
	revs, err := b.store.Commit(ctx, kb.Batch{Guild: c.Guild, By: c.Person, Why: word(d.wish.Why), Edits: d.edits, Key: d.key})
	if err != nil {
		return Saved{}, b.saveError(ctx, c, d, err)
	}
	if d.guard != nil {
		select {
		case <-d.guard.built:
			b.homes.install(ctx, c.Guild, d.was, d.guard.next)
		default: // the next question makes it
		}
	}
	if d.imported != nil {
		if err := b.store.Note(ctx, kb.Entry{Guild: c.Guild, By: c.Person, What: kb.AuditImport, Detail: fmt.Sprintf("%d things", len(revs))}); err != nil {
			b.log.Error("write the audit", "guild", string(c.Guild), "err", err)
		}
	}
	return Saved{Revisions: revs, Effects: b.effects(ctx, c.Guild, c.Person, revs, d.wish.Question)}, nil
}

// saveError says why an edit was not kept.
func (b *Bot) saveError(ctx context.Context, c Caller, d *draft, err error) error {
	if !errors.Is(err, kb.ErrConflict) {
		return b.unreachable("save an edit", c.Guild, err)
	}
	h, errFresh := b.fresh(ctx, c.Guild)
	if errFresh != nil {
		return errFresh
	}
	d.wish.BasedOn = d.basedOn() // what was shown, from here on
	return b.moved(ctx, d, h, err, &d.shown)
}

// effects finds what is left to do once revisions have taken effect. Where the
// store fails, less is done and the log says so: the revisions stand.
func (b *Bot) effects(ctx context.Context, guild kb.GuildID, by kb.PersonID, revs []kb.Revision, n kb.QuestionID) Effects {
	var e Effects
	var err error
	if e.Mark, err = b.toMark(ctx, guild, revs); err != nil {
		b.log.Error("find the answers to be marked", "guild", string(guild), "err", err)
	}
	if n == 0 {
		return e
	}
	fact := answering(revs)
	if fact == nil {
		return e
	}
	if _, err = b.store.CloseQuestion(ctx, guild, n, by, kb.QuestionAnswered, fact.ID); err != nil && !errors.Is(err, kb.ErrConflict) {
		b.log.Error("close a question", "guild", string(guild), "err", err)
		return e
	}
	if e.Tell, err = b.tell(ctx, guild, n); err != nil {
		b.log.Error("find who waits", "guild", string(guild), "err", err)
	}
	return e
}

// answering gives the fact that the last revision made.
func answering(revs []kb.Revision) *kb.Fact {
	for i := len(revs) - 1; i >= 0; i-- {
		if f := after(&revs[i]); f != nil {
			return f
		}
	}
	return nil
}

// toMark takes the answers of the last days that no longer stand. Each is given
// to one instance only.
func (b *Bot) toMark(ctx context.Context, guild kb.GuildID, revs []kb.Revision) ([]kb.Given, error) {
	var out []kb.Given
	for _, id := range kb.Touched(revs) {
		given, err := b.store.AnswersWith(ctx, guild, id, b.now().Add(-kb.RememberAnswers))
		if err != nil {
			return out, err
		}
		for _, g := range given {
			mine, err := b.store.MarkAnswer(ctx, guild, g.Message, kb.GivenCorrected)
			if err != nil {
				return out, err
			}
			if mine {
				g.State = kb.GivenCorrected
				out = append(out, g)
			}
		}
	}
	return out, nil
}

// tell takes those who wait for an answered question; their ids are gone with that.
func (b *Bot) tell(ctx context.Context, guild kb.GuildID, n kb.QuestionID) ([]Telling, error) {
	q, err := b.store.Question(ctx, guild, n)
	if err != nil || q.State != kb.QuestionAnswered {
		return nil, err
	}
	h, err := b.homes.fresh(ctx, guild)
	if err != nil {
		return nil, err
	}
	f := h.base().Fact(q.Fact)
	if f == nil {
		return nil, nil
	}
	var out []Telling
	for {
		w, ok, err := b.store.TakeWaiter(ctx, guild, n)
		if err != nil || !ok {
			return out, err
		}
		out = append(out, Telling{Person: w.Person, Locale: w.Locale, Question: q.Text, Reply: plainReply(h.base(), f)})
	}
}

package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"autofacts/internal/kb"
)

// Drafts are kept in the store as well, for DraftFor: the buttons of a preview
// then work after a restart, and nothing that was typed is lost. What is kept is
// what the moderator wants and which revision they were shown, not what was found
// out about it: that is composed again, against the base as it is then.

// A sketched is a draft as it is kept.
type sketched struct {
	Wish      Wish
	Moderator bool
	Target    kb.Target    // of Merged
	Merged    string       `json:",omitempty"` // an item, as kb writes it
	Overlaps  []kb.Overlap `json:",omitempty"`
	Imported  string       `json:",omitempty"` // edits, as kb writes them
	Count     *ImportCount `json:",omitempty"`
	Settled   string       `json:",omitempty"` // one edit
}

// sketch keeps a draft. Where the store fails, the draft lives in memory alone,
// and the log says so. Whoever calls holds the draft.
func (b *Bot) sketch(ctx context.Context, d *draft) {
	content, err := d.written()
	if err == nil {
		err = b.store.KeepSketch(ctx, kb.Sketch{Guild: d.guild, ID: string(d.id), Person: d.person, Until: d.until, Content: content})
	}
	if err != nil {
		b.log.Warn("keep a draft", "guild", string(d.guild), "err", err)
	}
}

func (b *Bot) dropSketch(ctx context.Context, d *draft) {
	if err := b.store.DropSketch(ctx, d.guild, string(d.id)); err != nil {
		b.log.Warn("delete a draft", "guild", string(d.guild), "err", err)
	}
}

// find gives a caller's own draft from memory, or from the store, where it is not
// composed yet.
func (b *Bot) find(ctx context.Context, c Caller, id DraftID) (*draft, error) {
	if d := b.drafts.get(c, id, b.now()); d != nil {
		return d, nil
	}
	gone := sayNotFound(fmt.Sprintf("this draft is gone, since it waited for more than %d minutes or was cancelled: begin again", int(DraftFor.Minutes())))
	if b.store == nil || c.Guild == "" {
		return nil, gone
	}
	k, err := b.store.Sketch(ctx, c.Guild, string(id))
	if err != nil && !errors.Is(err, kb.ErrNotFound) {
		return nil, b.unreachable("find a draft", c.Guild, err)
	}
	if err != nil || k.Person != c.Person || b.now().After(k.Until) {
		return nil, gone
	}
	d, err := readSketch(k)
	if err != nil { // of another release, perhaps
		b.log.Warn("read a draft", "guild", string(c.Guild), "err", err)
		return nil, gone
	}
	return b.drafts.again(d), nil
}

func (d *draft) written() (string, error) {
	s := sketched{Wish: d.wish, Moderator: d.moderator, Overlaps: d.overlaps, Count: d.count}
	s.Wish.BasedOn = d.basedOn()
	var err error
	if d.merged != nil {
		s.Target = d.merged.Target()
		s.Merged, err = kb.FormatItem(d.merged)
	}
	if d.imported != nil && err == nil {
		s.Imported, err = writeEdits(d.imported)
	}
	if d.settled != nil && err == nil {
		s.Settled, err = writeEdits([]kb.Edit{*d.settled})
	}
	if err != nil {
		return "", err
	}
	out, err := json.Marshal(s)
	return string(out), err
}

// basedOn is the revision that the draft changes: for one that goes by the newest,
// the one that was the newest when it was shown, since nobody agreed to more.
func (d *draft) basedOn() kb.RevisionID {
	if n := len(d.edits); n > 0 && d.imported == nil && d.wish.BasedOn == Newest && d.wish.Action != kb.Add {
		return d.edits[n-1].BasedOn
	}
	return d.wish.BasedOn
}

func writeEdits(edits []kb.Edit) (string, error) {
	out, err := kb.FormatEdits(edits)
	return string(out), err
}

func readSketch(k kb.Sketch) (*draft, error) {
	var s sketched
	if err := json.Unmarshal([]byte(k.Content), &s); err != nil {
		return nil, err
	}
	d := &draft{id: DraftID(k.ID), guild: k.Guild, person: k.Person, until: k.Until, wish: s.Wish, moderator: s.Moderator, overlaps: s.Overlaps, count: s.Count}
	var err error
	if s.Merged != "" {
		if d.merged, err = kb.ParseItem(s.Target, s.Merged); err != nil {
			return nil, err
		}
	}
	if s.Imported != "" {
		if d.imported, err = kb.ParseEdits([]byte(s.Imported)); err != nil {
			return nil, err
		}
	}
	if s.Settled != "" {
		edits, err := kb.ParseEdits([]byte(s.Settled))
		if err != nil {
			return nil, err
		}
		if len(edits) != 1 {
			return nil, fmt.Errorf("a draft settles %d things", len(edits))
		}
		d.settled = &edits[0]
	}
	return d, nil
}

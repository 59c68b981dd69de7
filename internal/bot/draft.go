package bot

import (
	"container/list"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"autofacts/internal/kb"
)

const (
	// DraftFor is how long a draft waits for its Save: as long as Discord lets a
	// reply be edited.
	DraftFor = 15 * time.Minute
	// maxDrafts bounds how many are kept; each may hold an index.
	maxDrafts = 64
)

// A draft is what somebody is looking at before it is kept.
type draft struct {
	mu        sync.Mutex
	id        DraftID
	guild     kb.GuildID
	person    kb.PersonID
	until     time.Time
	wish      Wish
	moderator bool
	merged    *kb.Item     // in the place of what the form makes, after a merge
	overlaps  []kb.Overlap // of that merge
	imported  []kb.Edit    // of an import, in the place of the wish
	count     *ImportCount
	settled   *kb.Edit // of a collision, in the place of what the wish makes

	was      *home // what it was shown against
	edits    []kb.Edit
	guard    *guard
	shown    Preview
	composed bool        // shown, edits and guard are there
	key      string      // of its Save
	gone     atomic.Bool // it is not kept any more
	saved    *Saved
}

// drafts keeps drafts for a while, the oldest giving way.
type drafts struct {
	mu    sync.Mutex
	by    map[DraftID]*list.Element
	order *list.List
}

func newDrafts() *drafts { return &drafts{by: map[DraftID]*list.Element{}, order: list.New()} }

func (s *drafts) put(d *draft, now time.Time) {
	var raw [9]byte
	_, _ = rand.Read(raw[:]) // never fails
	s.mu.Lock()
	defer s.mu.Unlock()
	d.id, d.until = DraftID(hex.EncodeToString(raw[:])), now.Add(DraftFor)
	s.by[d.id] = s.order.PushFront(d)
	for s.order.Len() > maxDrafts || now.After(s.order.Back().Value.(*draft).until) {
		s.drop(s.order.Back())
	}
}

func (s *drafts) drop(e *list.Element) {
	d := e.Value.(*draft)
	s.order.Remove(e)
	delete(s.by, d.id)
	d.gone.Store(true)
}

// get gives a caller's own draft, or nil where it is not in memory.
func (s *drafts) get(c Caller, id DraftID, now time.Time) *draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.by[id]; ok {
		if d := e.Value.(*draft); d.guild == c.Guild && d.person == c.Person && !now.After(d.until) {
			return d
		}
	}
	return nil
}

// again puts a draft back that was kept elsewhere, unless it is here already, and
// gives the one that is.
func (s *drafts) again(d *draft) *draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.by[d.id]; ok {
		return e.Value.(*draft)
	}
	s.by[d.id] = s.order.PushFront(d)
	for s.order.Len() > maxDrafts {
		s.drop(s.order.Back())
	}
	return d
}

func (s *drafts) discard(id DraftID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.by[id]; ok {
		s.drop(e)
	}
}

// Open gives what a form is filled with to change something: CmdChange.
func (b *Bot) Open(ctx context.Context, c Caller, t kb.Target) (Opened, error) {
	if _, err := b.allow(ctx, c, CmdChange); err != nil {
		return Opened{}, err
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return Opened{}, err
	}
	o := Opened{Target: t}
	item := h.item(t)
	if head := h.head(t); head != nil {
		o.BasedOn, o.Retired = head.Number, head.State == kb.Retired
		if o.Retired {
			item = head.Before
		}
	}
	switch {
	case item == nil:
		return Opened{}, sayNotFound(fmt.Sprintf("there is no %s in this server's base", t))
	case item.Fact != nil:
		o.Fact = formOf(item.Fact, c.Locale)
	case item.Source != nil:
		s := item.Source
		o.Source = &SourceForm{Title: s.Title, Author: s.Author, Date: s.Date, URL: s.URL, Note: s.Note}
	case item.Synonym != nil:
		o.Synonym = &SynonymForm{Words: strings.Join(item.Synonym.Words, ", ")}
	}
	return o, nil
}

// head gives the newest revision of a target, or nil.
func (h *home) head(t kb.Target) *kb.Revision {
	for i := range h.heads {
		if h.heads[i].Target == t {
			return &h.heads[i]
		}
	}
	return nil
}

// newest gives the number of the newest revision of a target, or 0.
func (h *home) newest(t kb.Target) kb.RevisionID {
	if head := h.head(t); head != nil {
		return head.Number
	}
	return 0
}

// item gives what a server holds of a target now, or nil.
func (h *home) item(t kb.Target) *kb.Item {
	if r := h.head(t); r != nil && r.State != kb.Curated {
		return r.After
	}
	return h.curated.Base().Item(t)
}

// fresh gives a server's home as of now, or ErrUnavailable.
func (b *Bot) fresh(ctx context.Context, guild kb.GuildID) (*home, error) {
	if b.store == nil {
		return nil, ErrUnavailable
	}
	h, err := b.homes.fresh(ctx, guild)
	if err != nil {
		return nil, b.unreachable("read the server's base", guild, err)
	}
	return h, nil
}

// commandOf gives the command that a wish is.
func commandOf(a kb.Action) Command {
	return map[kb.Action]Command{kb.Add: CmdAdd, kb.Modify: CmdChange, kb.Retire: CmdRetire, kb.Restore: CmdRestore, kb.Revert: CmdRevert}[a]
}

// allowWish says whether a caller may wish this, and whether as a moderator.
func (b *Bot) allowWish(ctx context.Context, c Caller, w Wish) (s kb.Settings, moderator bool, err error) {
	s, err = b.allow(ctx, c, commandOf(w.Action))
	if !errors.Is(err, kb.ErrDenied) || w.Action != kb.Add || w.Fact == nil || w.Question != 0 {
		return s, err == nil, err
	}
	if s, err = b.allow(ctx, c, CmdSuggest); err != nil {
		return s, false, err
	}
	if !s.Suggestions {
		return s, false, denied("this server takes no suggestions at the moment")
	}
	return s, false, nil
}

// Preview shows what a wish would do and keeps it as a draft of the caller for
// DraftFor. What is wrong with the content comes as Objections, not as an error.
// Members may only add facts (CmdSuggest). A target that moved on since
// Wish.BasedOn gives a *Moved, whose draft Merge takes.
func (b *Bot) Preview(ctx context.Context, c Caller, w Wish) (Preview, error) {
	s, moderator, err := b.allowWish(ctx, c, w)
	if err != nil {
		return Preview{}, err
	}
	switch {
	case !moderator:
		w.Origin = kb.FromSuggest
	case w.Origin == "":
		w.Origin = kb.FromEdit
	}
	if w.Action == kb.Add {
		w.BasedOn = Newest // the id is new; should it have been used before, that is seen
	}
	d := &draft{guild: c.Guild, person: c.Person, wish: w, moderator: moderator}
	b.drafts.put(d, b.now())
	return b.show(ctx, c, d, s)
}

// show composes a draft against the base as it is now.
func (b *Bot) show(ctx context.Context, c Caller, d *draft, s kb.Settings) (Preview, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.saved != nil {
		return Preview{}, sayConflict("this draft was saved already")
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return Preview{}, err
	}
	p, err := b.compose(ctx, c, d, h)
	b.sketch(ctx, d) // whatever came of it: what was typed is there
	if err != nil {
		return Preview{}, err
	}
	p.Needs = s.Needs(d.moderator)
	d.shown, d.composed = p, true
	return p, nil
}

// again finds a draft and asks for permission once more.
func (b *Bot) again(ctx context.Context, c Caller, id DraftID) (*draft, kb.Settings, error) {
	d, err := b.find(ctx, c, id)
	if err != nil {
		return nil, kb.Settings{}, err
	}
	s, err := b.stillMay(ctx, c, d)
	return d, s, err
}

// composed is again for what needs the draft composed, which one that was read
// from the store is not.
func (b *Bot) composed(ctx context.Context, c Caller, id DraftID) (*draft, kb.Settings, error) {
	d, s, err := b.again(ctx, c, id)
	if err != nil {
		return nil, s, err
	}
	d.mu.Lock()
	ready := d.composed || d.saved != nil
	d.mu.Unlock()
	if !ready {
		_, err = b.show(ctx, c, d, s)
	}
	return d, s, err
}

// stillMay asks for the permission that a draft needs.
func (b *Bot) stillMay(ctx context.Context, c Caller, d *draft) (kb.Settings, error) {
	if d.imported != nil {
		return b.allow(ctx, c, CmdImport)
	}
	d.mu.Lock()
	w := d.wish
	d.mu.Unlock()
	s, moderator, err := b.allowWish(ctx, c, w)
	if err == nil && d.moderator && !moderator {
		err = denied("you are no moderator any more: begin again with a suggestion")
	}
	return s, err
}

// Correct shows a fact's draft again with another reading of its statement.
func (b *Bot) Correct(ctx context.Context, c Caller, id DraftID, r Reading) (Preview, error) {
	d, s, err := b.again(ctx, c, id)
	if err != nil {
		return Preview{}, err
	}
	d.mu.Lock()
	if d.wish.Fact == nil || d.merged != nil {
		d.mu.Unlock()
		return Preview{}, sayInvalid("this draft has no reading to correct")
	}
	form := *d.wish.Fact
	form.Reading = &r
	d.wish.Fact = &form
	d.mu.Unlock()
	return b.show(ctx, c, d, s)
}

// Draft shows a draft of the caller again as it stands, or gives kb.ErrNotFound
// where it is gone, is another's, or was saved.
func (b *Bot) Draft(ctx context.Context, c Caller, id DraftID) (Preview, error) {
	d, _, err := b.composed(ctx, c, id)
	if err != nil {
		return Preview{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.saved != nil {
		return Preview{}, sayNotFound("this draft was saved already")
	}
	return d.shown, nil
}

// recheckFor is how long Recheck goes on: below what Discord lets a person wait
// without a word.
const recheckFor = 2 * time.Second

// Recheck goes on with the questions that a preview left unchecked, for up to two
// seconds.
func (b *Bot) Recheck(ctx context.Context, c Caller, id DraftID) (Preview, error) {
	d, _, err := b.composed(ctx, c, id)
	if err != nil {
		return Preview{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.guard != nil {
		b.check(c, d, &d.shown, b.now().Add(recheckFor))
	}
	return d.shown, nil
}

// Discard forgets a draft of the caller.
func (b *Bot) Discard(ctx context.Context, c Caller, id DraftID) {
	if d, err := b.find(ctx, c, id); err == nil {
		b.drafts.discard(d.id)
		b.dropSketch(ctx, d)
	}
}

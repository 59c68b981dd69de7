package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// compose makes the preview of a draft against a home.
func (b *Bot) compose(ctx context.Context, c Caller, d *draft, h *home) (Preview, error) {
	began := b.now()
	p := Preview{Draft: d.id, Wish: d.wish, Overlaps: d.overlaps, Import: d.count}
	d.forget()
	d.was = h
	edits, err := b.edits(ctx, d, h, &p)
	if err != nil {
		return Preview{}, err
	}
	d.edits = edits
	if len(edits) == 0 {
		return p, nil
	}
	revs, err := b.draftAll(ctx, h, edits)
	if err != nil {
		err = b.moved(ctx, d, h, err, &p)
		return p, err
	}
	main := &revs[len(revs)-1]
	if d.imported == nil {
		p.Target, p.Before, p.After = main.Target, main.Before, main.After
		if p.Differences, err = kb.Diff(p.Before, p.After); err != nil {
			return Preview{}, err
		}
	}
	next, err := kb.Judge(h.curated.Base(), h.heads, revs, b.today())
	p.Objections = append(p.Objections, kb.Objections(err)...)
	if err != nil && len(kb.Objections(err)) == 0 {
		return Preview{}, err
	}
	if len(p.Objections) > 0 {
		return p, nil
	}
	for i := range revs {
		if f := after(&revs[i]); f != nil && len(p.Concerns) < maxConcerns {
			p.Concerns = append(p.Concerns, b.concerns(h.base(), next, f)...)
		}
	}
	marked, err := b.store.Examples(ctx, c.Guild)
	if err != nil {
		return Preview{}, b.unreachable("read the marked questions", c.Guild, err)
	}
	d.guard = b.newGuard(h, next, revs, marked, &d.gone)
	if f := after(main); f != nil && d.imported == nil {
		p.Question, p.Reply = firstQuestion(f, c.Locale), plainReply(next, f)
	}
	b.check(c, d, &p, began.Add(GuardFor))
	return p, nil
}

// maxConcerns keeps the preview of an import readable.
const maxConcerns = 20

func after(r *kb.Revision) *kb.Fact {
	if r.After == nil {
		return nil
	}
	return r.After.Fact
}

// forget lets go of a guard that is of no use any more.
func (d *draft) forget() {
	if d.guard != nil {
		d.guard.forgotten.Store(true)
		d.guard = nil
	}
}

// check lets the guard go on until a moment, and takes over what it has found.
func (b *Bot) check(c Caller, d *draft, p *Preview, until time.Time) {
	needs := len(d.guard.todo) > 0 || p.Question != ""
	if needs && d.guard.ready(b.after(until.Sub(b.now()))) {
		d.guard.run(b.now, until, b.today())
		if p.Question != "" {
			p.Reply = d.guard.next.Ask(answer.Question{Text: p.Question, Locale: c.Locale, Today: b.today()})
		}
	}
	p.Guard = d.guard.report()
}

// edits makes the edits of a draft. What is wrong with a form goes into the
// preview as objections.
func (b *Bot) edits(ctx context.Context, d *draft, h *home, p *Preview) ([]kb.Edit, error) {
	if d.imported != nil {
		return d.imported, nil
	}
	if d.settled != nil {
		return []kb.Edit{*d.settled}, nil
	}
	w := d.wish
	e := kb.Edit{Action: w.Action, Target: w.Target, To: w.To, BasedOn: w.BasedOn}
	if e.BasedOn == Newest && e.Target != (kb.Target{}) {
		e.BasedOn = h.newest(e.Target)
	}
	var out []kb.Edit
	if w.Action == kb.Add || w.Action == kb.Modify {
		item, source, err := b.content(ctx, d, h, &e, p)
		if err != nil || item == nil {
			return nil, err
		}
		if e.After, e.Target = item, item.Target(); w.Action == kb.Add {
			e.BasedOn = h.newest(e.Target)
		}
		if source != nil {
			p.NewSource = source
			t := kb.SourceTarget(source.ID)
			out = append(out, kb.Edit{Action: kb.Add, Target: t, BasedOn: h.newest(t), After: &kb.Item{Source: source}, Curated: h.curated.Base().Item(t)})
		}
	}
	e.Curated = h.curated.Base().Item(e.Target)
	return append(out, e), nil
}

// content makes what a form says, over what the editor was shown.
func (b *Bot) content(ctx context.Context, d *draft, h *home, e *kb.Edit, p *Preview) (*kb.Item, *kb.Source, error) {
	if d.merged != nil {
		if d.merged.Fact != nil {
			p.Reading = readingOf(d.merged.Fact)
		}
		return d.merged, nil, nil
	}
	was := &kb.Item{}
	if d.wish.Action == kb.Modify {
		item, err := b.contentAt(ctx, h, e.Target, e.BasedOn)
		if err != nil {
			return nil, nil, err
		}
		was = item
	}
	w := d.wish
	switch {
	case w.Fact != nil && (was.Fact != nil || w.Action == kb.Add):
		made := w.Fact.write(h.base(), was.Fact)
		p.Reading, p.Objections, p.Concerns = made.reading, made.wrong, made.remarks
		if made.fact.Statement == "" || word(w.Fact.Source) == "" {
			return nil, nil, nil
		}
		if w.Action == kb.Add {
			made.fact.ID = unused(h, made.fact.ID)
		}
		return &kb.Item{Fact: made.fact}, made.source, nil
	case w.Source != nil && (was.Source != nil || w.Action == kb.Add):
		return &kb.Item{Source: w.Source.write(h.base(), was.Source)}, nil, nil
	case w.Synonym != nil && (was.Synonym != nil || w.Action == kb.Add):
		if s := w.Synonym.write(was.Synonym); s.ID != "" {
			return &kb.Item{Synonym: s}, nil, nil
		}
		p.Objections = append(p.Objections, kb.Objection{Field: "terms", Text: "there are no words: give two or more that mean the same"})
		return nil, nil, nil
	}
	return nil, nil, sayInvalid("there is no content for this: fill in the form of a fact, a source or words")
}

// unused gives an id that no fact of the server ever had: a retired one comes
// back by restoring it.
func unused(h *home, id kb.FactID) kb.FactID {
	for n := 2; h.head(kb.FactTarget(id)) != nil || h.base().Fact(id) != nil; n++ {
		stem, last, ok := cutLast(string(id))
		if !ok || strings.Trim(last, "0123456789") != "" {
			stem = string(id)
		}
		id = kb.FactID(fmt.Sprintf("%s-%d", stem, n))
	}
	return id
}

func cutLast(s string) (stem, last string, ok bool) {
	i := strings.LastIndexByte(s, '-')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// contentAt gives what a target held at a revision; 0 is the curated base.
func (b *Bot) contentAt(ctx context.Context, h *home, t kb.Target, n kb.RevisionID) (*kb.Item, error) {
	item := h.curated.Base().Item(t)
	if n != 0 {
		r := h.head(t)
		if r == nil || r.Number != n {
			v, err := b.store.Revision(ctx, guildOf(h), n)
			if err != nil {
				return nil, b.unreachable("read a revision", guildOf(h), err)
			}
			r = &v
		}
		if r.Target != t {
			return nil, sayNotFound(fmt.Sprintf("%s has no revision %d", t, n))
		}
		if r.State != kb.Curated {
			item = r.After
		}
	}
	if item == nil {
		return nil, sayNotFound(fmt.Sprintf("there is no %s in this server's base", t))
	}
	return item, nil
}

func guildOf(h *home) kb.GuildID { return h.settings.Guild }

// draftAll says what edits make of their targets.
func (b *Bot) draftAll(ctx context.Context, h *home, edits []kb.Edit) ([]kb.Revision, error) {
	revs := make([]kb.Revision, 0, len(edits))
	for _, e := range edits {
		var to *kb.Revision
		if e.Action == kb.Revert && e.To != 0 {
			v, err := b.store.Revision(ctx, guildOf(h), e.To)
			if err != nil {
				return nil, b.unreachable("read a revision", guildOf(h), err)
			}
			to = &v
		}
		r, err := kb.Draft(h.head(e.Target), to, e)
		if err != nil {
			return nil, err
		}
		r.Guild = guildOf(h)
		revs = append(revs, r)
	}
	return revs, nil
}

// moved turns what kb says of an edit into what the editor is told.
func (b *Bot) moved(ctx context.Context, d *draft, h *home, err error, p *Preview) error {
	var conflict *kb.Conflict
	if errors.As(err, &conflict) {
		m := &Moved{Draft: d.id, Head: conflict.Head}
		was, errWas := b.contentAt(ctx, h, conflict.Edit.Target, conflict.Edit.BasedOn)
		if errWas != nil && !errors.Is(errWas, kb.ErrNotFound) {
			return errWas
		}
		if m.Theirs, errWas = kb.Diff(was, conflict.Head.After); errWas != nil {
			return errWas
		}
		return m
	}
	if found := kb.Objections(err); len(found) > 0 {
		p.Objections = append(p.Objections, found...)
		return nil
	}
	return err
}

// concerns are sentences on what a reader could object to in a fact.
func (b *Bot) concerns(old, next *kb.Base, f *kb.Fact) []string {
	var out []string
	for _, found := range kb.Concerns(next, f.ID) {
		out = append(out, found.Text)
	}
	for i := range old.Facts {
		o := &old.Facts[i]
		if o.ID == f.ID {
			continue
		}
		if o.Statement != "" && folded(o.Statement) == folded(f.Statement) {
			out = append(out, fmt.Sprintf("fact %q says the same already", o.ID))
		}
	}
	return append(out, b.sameQuestions(old, f)...)
}

// sameQuestions warns of example questions that another fact answers.
func (b *Bot) sameQuestions(old *kb.Base, f *kb.Fact) []string {
	mine := map[string]string{}
	for _, asks := range f.Ask {
		for _, q := range asks {
			mine[b.bares.of(q)] = q
		}
	}
	var out []string
	for i := range old.Facts {
		o := &old.Facts[i]
		if o.ID == f.ID || slices.Contains(o.List, f.ID) || slices.Contains(f.List, o.ID) {
			continue
		}
		for _, asks := range o.Ask {
			for _, q := range asks {
				if m, ok := mine[b.bares.of(q)]; ok {
					out = append(out, fmt.Sprintf("the question %q stands under fact %q, too: neither is sure to answer it", m, o.ID))
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// firstQuestion gives an example question of a fact, in the caller's language if
// there is one, or "".
func firstQuestion(f *kb.Fact, locale string) string {
	if len(f.Ask) == 0 {
		return ""
	}
	return questionOf(f, locale)
}

// plainReply is the reply that states a fact, as members read it.
func plainReply(base *kb.Base, f *kb.Fact) answer.Reply {
	r := answer.Reply{Outcome: answer.Answered, Confidence: 1}
	for _, id := range append([]kb.FactID{f.ID}, f.List...) {
		if m := base.Fact(id); m != nil && m.Statement != "" {
			r.Answers = append(r.Answers, answer.Answer{Fact: m.ID, Short: m.Answer, Statement: m.Statement, By: m.By, Citations: base.Citations(m)})
		}
	}
	return r
}

package kb

import "slices"

// Apply gives the base of a server: the curated base with what the server has
// added, corrected and retired. The heads are the newest revision of each target,
// by number; additions follow the curated facts in that order. The result is
// whole: a list loses the facts that were retired, a relation goes with the fact
// that backs it, and a source that a fact still cites stays.
func Apply(curated *Base, heads []Revision) *Base {
	if len(heads) == 0 {
		return curated
	}
	return mend(assemble(curated, heads), curated)
}

// assemble puts a base together without making it whole.
func assemble(curated *Base, heads []Revision) *Base {
	over := make(map[Target]*Revision, len(heads))
	for i := range heads {
		over[heads[i].Target] = &heads[i]
	}
	facts := overlay(curated.Facts, over, heads, func(f *Fact) Target { return FactTarget(f.ID) }, func(i *Item) *Fact { return i.Fact })
	sources := overlay(curated.Sources, over, heads, func(s *Source) Target { return SourceTarget(s.ID) }, func(i *Item) *Source { return i.Source })
	lex := curated.Lexicon
	lex.Terms, lex.termsAt = overlayTerms(curated.Lexicon, over, heads), nil
	return NewBase(facts, sources, lex)
}

// overlay puts a server's revisions over the curated items of one sort.
func overlay[T any](curated []T, over map[Target]*Revision, heads []Revision, target func(*T) Target, pick func(*Item) *T) []T {
	out := make([]T, 0, len(curated)+len(heads))
	have := make(map[Target]bool, len(curated))
	for i := range curated {
		t := target(&curated[i])
		r := over[t]
		switch {
		case r == nil || r.State == Curated:
			out = append(out, curated[i])
		case r.State == Own:
			out = append(out, *pick(r.After))
		}
		have[t] = true
	}
	for i := range heads {
		r := &heads[i]
		if r.State == Own && !have[r.Target] && pick(r.After) != nil {
			out = append(out, *pick(r.After))
		}
	}
	return out
}

func overlayTerms(lex Lexicon, over map[Target]*Revision, heads []Revision) [][]string {
	groups := make([]Synonym, len(lex.Terms))
	for i, words := range lex.Terms {
		groups[i] = Synonym{ID: SynonymID(words[0]), Words: words}
	}
	groups = overlay(groups, over, heads, func(s *Synonym) Target { return SynonymTarget(s.ID) }, func(i *Item) *Synonym { return i.Synonym })
	out := make([][]string, len(groups))
	for i, g := range groups {
		out[i] = g.Words
	}
	return out
}

// mend makes a base whole again.
func mend(b, curated *Base) *Base {
	facts := make([]Fact, 0, len(b.Facts))
	for _, f := range b.Facts {
		if len(f.List) > 0 {
			f.List = slices.DeleteFunc(slices.Clone(f.List), func(id FactID) bool {
				m := b.Fact(id)
				return m == nil || len(m.List) > 0
			})
			if len(f.List) == 0 {
				continue
			}
		}
		facts = append(facts, f)
	}
	sources := b.Sources
	have := make(map[SourceID]bool, len(sources))
	for _, s := range sources {
		have[s.ID] = true
	}
	for i := range facts {
		for _, e := range facts[i].Evidence {
			if have[e.Source] {
				continue
			}
			have[e.Source] = true
			sources = append(sources, lost(curated, e.Source))
		}
	}
	out := NewBase(facts, sources, b.Lexicon)
	out.Lexicon.Names = backed(out)
	return out
}

// lost stands for a source that is cited and not there any more.
func lost(curated *Base, id SourceID) Source {
	if s := curated.Source(id); s != nil {
		return *s
	}
	return Source{ID: id, Title: "unknown", Author: "unknown", Date: "unknown", URL: "unknown",
		Note: "This source is not described any more."}
}

// backed gives the names of a lexicon with the relations that a fact still backs.
func backed(b *Base) []Name {
	names := slices.Clone(b.Lexicon.Names)
	for i := range names {
		gone := func(r Relation) bool { return b.Fact(r.Fact) == nil }
		if slices.ContainsFunc(names[i].Rel, gone) {
			names[i].Rel = slices.DeleteFunc(slices.Clone(names[i].Rel), gone)
		}
	}
	return names
}

// A Collision is an update of the curated base that a server's own revision
// stands against. The server's holds until its moderators decide.
type Collision struct {
	Target Target
	Was    *Item    // the curated content that the revision was made against; nil for none
	Ours   Revision // the server's revision
	Now    *Item    // the curated content now; nil where it is gone
}

// Collisions finds where the curated base has moved on under a server's own
// additions, corrections and retirements, in the order of the heads. What the
// curated base now says word for word the same is none.
func Collisions(curated *Base, heads []Revision) ([]Collision, error) {
	var out []Collision
	for _, r := range heads {
		if r.State == Curated {
			continue
		}
		now := curated.Item(r.Target)
		still, err := SameItem(now, r.Curated)
		if err != nil {
			return nil, err
		}
		agreed, err := SameItem(now, r.After)
		if err != nil {
			return nil, err
		}
		if !still && !agreed {
			out = append(out, Collision{Target: r.Target, Was: r.Curated, Ours: r, Now: now})
		}
	}
	return out, nil
}

// Keep gives the edit that settles a collision in favour of the server's own
// content, word for word.
func (c Collision) Keep() Edit {
	e := Edit{Action: Modify, Target: c.Target, BasedOn: c.Ours.Number, After: c.Ours.After, Curated: c.Now}
	if c.Ours.State == Retired {
		e.Action, e.To, e.After = Revert, c.Ours.Number, nil
	}
	return e
}

// Take gives the edit that settles a collision in favour of the curated base.
func (c Collision) Take() Edit {
	if c.Now == nil {
		return Edit{Action: Retire, Target: c.Target, BasedOn: c.Ours.Number}
	}
	return Edit{Action: Revert, Target: c.Target, BasedOn: c.Ours.Number, Curated: c.Now}
}

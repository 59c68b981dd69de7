package bot

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	"autofacts/internal/answer"
	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// GuardFor is how long a preview may take for its guard. What is not checked by
// then is counted, and checked by Recheck.
const GuardFor = 100 * time.Millisecond

// A probe is a question that a base has to go on answering.
type probe struct {
	question string
	fact     kb.FactID
	marked   bool
}

// A guard asks probes of the base as it is and as it would be. The index of the
// latter is made aside; until it is there, nothing can be asked.
type guard struct {
	old   *answer.Index
	built chan struct{} // closed once next is there
	next  *answer.Index
	base  *kb.Base // which next is made of
	// forgotten is set where nobody will ask any more: what has not been begun by
	// then is not made.
	forgotten atomic.Bool

	mu      sync.Mutex
	todo    []probe
	marked  int // of the questions, whether asked already or not
	checked int
	changes []Change
}

// newGuard begins to make the index of the base as it would be, and says which
// questions have to be asked of it.
func (b *Bot) newGuard(old *home, next *kb.Base, revs []kb.Revision, marked []kb.Example, gone *atomic.Bool) *guard {
	g := &guard{old: old.index, base: next, built: make(chan struct{})}
	g.todo, g.checked = b.within(old.base(), next, revs, marked)
	for _, p := range g.todo {
		if p.marked {
			g.marked++
		}
	}
	go func() {
		b.builds <- struct{}{}
		defer func() { <-b.builds }()
		if g.forgotten.Load() || gone.Load() {
			return
		}
		defer close(g.built)
		if next == old.curated.Base() {
			g.next = old.curated
			return
		}
		g.next = old.curated.With(next, append(factsOf(old.heads), factsOf(revs)...))
	}()
	return g
}

// ready waits for the index of the base as it would be, for so long.
func (g *guard) ready(wait <-chan time.Time) bool {
	select {
	case <-g.built:
		return true
	default:
	}
	select {
	case <-g.built:
		return true
	case <-wait:
		return false
	}
}

// run asks what is still to be asked, until the deadline.
func (g *guard) run(now func() time.Time, until time.Time, today kb.Date) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.todo) > 0 && now().Before(until) {
		p := g.todo[0]
		g.todo = g.todo[1:]
		g.checked++
		q := answer.Question{Text: p.question, Today: today}
		if c, changed := compare(p, g.old.Ask(q), g.next.Ask(q)); changed {
			g.changes = append(g.changes, c)
		}
	}
}

// report gives what was found so far, what gets worse first.
func (g *guard) report() Guard {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := Guard{Changes: slices.Clone(g.changes), Checked: g.checked, Unchecked: len(g.todo), Marked: g.marked}
	slices.SortStableFunc(out.Changes, func(a, b Change) int { return rank(b) - rank(a) })
	return out
}

func rank(c Change) int {
	n := 0
	if c.Worse {
		n += 2
	}
	if c.Marked {
		n++
	}
	return n
}

// compare says whether a reply differs in what a member would read of it.
func compare(p probe, before, after answer.Reply) (Change, bool) {
	if before.Text() == after.Text() {
		return Change{}, false
	}
	return Change{Question: p.question, Fact: p.fact, Marked: p.marked, Before: before, After: after,
		Worse: states(before, p.fact) && !states(after, p.fact)}, true
}

func states(r answer.Reply, id kb.FactID) bool {
	return slices.ContainsFunc(r.Answers, func(a answer.Answer) bool { return a.Fact == id })
}

// within lists the questions that an edit can reach, and counts the others. An
// example question that stands under one fact alone is answered by that fact
// whatever else is in the base; so it is out of reach unless that fact, one that
// it lists, or a source that it cites is edited, or an edited fact has the same
// question. Marked questions may be in any words and are always asked.
func (b *Bot) within(old, next *kb.Base, revs []kb.Revision, marked []kb.Example) (todo []probe, outside int) {
	edited, sources := touchedBy(revs)
	shared := b.questionsOf(old, edited)
	maps.Copy(shared, b.questionsOf(next, edited))
	twice := b.repeated(old)
	seen := map[string]bool{}
	for _, m := range marked {
		if key := b.bares.of(m.Text); !seen[key] {
			seen[key] = true
			todo = append(todo, probe{m.Text, m.Fact, true})
		}
	}
	for i := range old.Facts {
		f := &old.Facts[i]
		near := edited[f.ID] || slices.ContainsFunc(f.List, func(id kb.FactID) bool { return edited[id] }) || cites(old, f, sources)
		for _, lang := range slices.Sorted(maps.Keys(f.Ask)) {
			for _, q := range f.Ask[lang] {
				key := b.bares.of(q)
				if seen[key] {
					continue
				}
				seen[key] = true
				if near || shared[key] || twice[key] {
					todo = append(todo, probe{q, f.ID, false})
				} else {
					outside++
				}
			}
		}
	}
	return todo, outside
}

func touchedBy(revs []kb.Revision) (facts map[kb.FactID]bool, sources map[kb.SourceID]bool) {
	facts, sources = map[kb.FactID]bool{}, map[kb.SourceID]bool{}
	for _, r := range revs {
		switch r.Target.Thing {
		case kb.FactThing:
			facts[kb.FactID(r.Target.ID)] = true
		case kb.SourceThing:
			sources[kb.SourceID(r.Target.ID)] = true
		}
	}
	return facts, sources
}

func cites(b *kb.Base, f *kb.Fact, sources map[kb.SourceID]bool) bool {
	if len(sources) == 0 {
		return false
	}
	if slices.ContainsFunc(f.Evidence, func(e kb.Evidence) bool { return sources[e.Source] }) {
		return true
	}
	return slices.ContainsFunc(f.List, func(id kb.FactID) bool {
		m := b.Fact(id)
		return m != nil && len(m.List) == 0 && cites(b, m, sources)
	})
}

// questionsOf gives the example questions of some facts.
func (b *Bot) questionsOf(base *kb.Base, ids map[kb.FactID]bool) map[string]bool {
	out := map[string]bool{}
	for id := range ids {
		if f := base.Fact(id); f != nil {
			for _, asks := range f.Ask {
				for _, q := range asks {
					out[b.bares.of(q)] = true
				}
			}
		}
	}
	return out
}

// repeated gives the example questions that stand under several facts.
func (b *Bot) repeated(base *kb.Base) map[string]bool {
	first, out := map[string]kb.FactID{}, map[string]bool{}
	for i := range base.Facts {
		f := &base.Facts[i]
		for _, asks := range f.Ask {
			for _, q := range asks {
				key := b.bares.of(q)
				if id, ok := first[key]; ok && id != f.ID {
					out[key] = true
				}
				first[key] = f.ID
			}
		}
	}
	return out
}

// bare gives the letters and digits of a question, folded: what is the same in
// them is asked in the same words.
func bare(q string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(text.Clean(q)))
}

// maxBares bounds how many questions are remembered by their letters: those of
// the largest base, and then some.
const maxBares = 200_000

// A bares remembers bare, which takes longer than all else in a preview of a
// large base.
type bares struct {
	mu sync.Mutex
	by map[string]string
}

func (m *bares) of(q string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	key, ok := m.by[q]
	if !ok {
		if len(m.by) >= maxBares || m.by == nil {
			m.by = map[string]string{}
		}
		key = bare(q)
		m.by[q] = key
	}
	return key
}

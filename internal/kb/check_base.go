package kb

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
)

// contradictions finds facts that give the same slot two figures.
func (c *checker) contradictions() {
	slots := make(map[string][]*Fact)
	for i := range c.base.Facts {
		f := &c.base.Facts[i]
		g := f.Figure
		if g == nil || f.Subject == "" && f.Measure == "" {
			continue
		}
		slot := f.slot()
		for _, other := range slots[slot] {
			c.clash(f, other)
		}
		slots[slot] = append(slots[slot], f)
	}
}

// slot names what the figure of a fact is a figure of: two facts with one slot
// speak of the same number.
func (f *Fact) slot() string {
	g := f.Figure
	as := g.As
	if as == "" {
		as = Amount
	}
	return fold(fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s|%s", f.Subject, f.Measure, f.Period, as, g.Unit, g.Of, g.Versus, f.By))
}

// looseness is how far two figures of one slot may lie apart, as a part of the
// larger one, and still be two ways of saying the same ("over 30" and "31").
const looseness = 0.05

// clash compares two figures of the same slot.
func (c *checker) clash(f, other *Fact) {
	a, b := f.Figure, other.Figure
	qa, qb := a.Qualifier, b.Qualifier
	if qa == "" {
		qa = Exactly
	}
	if qb == "" {
		qb = Exactly
	}
	if a.Value == b.Value && a.To == b.To && qa == qb {
		return
	}
	lowA, highA := a.bounds()
	lowB, highB := b.bounds()
	if lowA <= highB && lowB <= highA && near(a.Value, b.Value, looseness) {
		c.warnf(f.Pos, "facts %q and %q (%s) give one figure in two ways: keep one, or tell them apart by measure, period, unit or of", f.ID, other.ID, other.Pos)
		return
	}
	c.errorf(f.Pos, "fact %q contradicts %q (%s): the same subject, measure and period with another figure; correct one, or tell them apart by measure, period, unit or of", f.ID, other.ID, other.Pos)
}

// bounds gives the least and the greatest value that the figure allows.
func (g *Figure) bounds() (low, high float64) {
	switch g.Qualifier {
	case Over:
		return math.Nextafter(g.Value, math.Inf(1)), math.Inf(1)
	case AtLeast:
		return g.Value, math.Inf(1)
	case Under:
		return math.Inf(-1), math.Nextafter(g.Value, math.Inf(-1))
	case AtMost:
		return math.Inf(-1), g.Value
	case About:
		d := math.Abs(g.Value) * looseness
		return g.Value - d, g.Value + d
	case Nearly:
		return g.Value - math.Abs(g.Value)*looseness, math.Nextafter(g.Value, math.Inf(-1))
	case Between:
		return g.Value, g.To
	}
	return g.Value, g.Value
}

// statements finds the same statement twice.
func (c *checker) statements() {
	seen := make(map[string]*Fact)
	for i := range c.base.Facts {
		f := &c.base.Facts[i]
		key := wordsOf(f.Statement)
		if key == "" {
			continue
		}
		if first := seen[key]; first != nil {
			c.errorf(f.Pos, "fact %q says the same as %q (%s): keep one of them, with the evidence of both", f.ID, first.ID, first.Pos)
			continue
		}
		seen[key] = f
	}
}

// twins finds statements that are the same but for one figure: what has no slots
// contradicts itself in this way. Bare numbers more often tell two things apart
// ("in 2024", "on line 2") than contradict.
func (c *checker) twins() {
	type said struct {
		f       *Fact
		figures []number
	}
	seen := make(map[string][]said)
	for i := range c.base.Facts {
		f := &c.base.Facts[i]
		if f.Statement == "" {
			continue
		}
		now := said{f, numbers(f.Statement)}
		mask := fold(f.Statement)
		for _, n := range now.figures {
			mask = strings.Replace(mask, fold(n.text), "#", 1)
		}
		key := fmt.Sprint(len(now.figures), mask)
		for _, other := range seen[key] {
			if a, b, one := oneDiffers(now.figures, other.figures); one && a.weighty() && b.weighty() && f.Period == other.f.Period {
				c.errorf(f.Pos, "fact %q contradicts %q (%s): the same statement with %q for %q; correct one, or say what tells them apart", f.ID, other.f.ID, other.f.Pos, a.text, b.text)
			}
		}
		seen[key] = append(seen[key], now)
	}
}

// oneDiffers gives the only pair of figures that is not the same.
func oneDiffers(a, b []number) (x, y number, one bool) {
	different := 0
	for i := range min(len(a), len(b)) {
		if !a[i].same(b[i]) {
			different++
			x, y = a[i], b[i]
		}
	}
	return x, y, different == 1 && len(a) == len(b)
}

// weighty reports whether a number is a quantity by its looks: scaled, a per
// cent, a decimal, or written with a separator. Bare digits may be a year, a
// telephone, or what things are counted through with.
func (n number) weighty() bool {
	scaled := len(n.values) == 1 && n.values[0] != n.bare
	return scaled || n.bare != math.Trunc(n.bare) || strings.Contains(n.text, ",")
}

// questions finds the same example question under two facts.
func (c *checker) questions() {
	seen := make(map[string]*Fact)
	for i := range c.base.Facts {
		f := &c.base.Facts[i]
		for _, lang := range slices.Sorted(maps.Keys(f.Ask)) {
			for i, q := range f.Ask[lang] {
				c.question(f, f.QuestionPos(lang, i), q, seen)
			}
		}
	}
}

func (c *checker) question(f *Fact, pos Pos, q string, seen map[string]*Fact) {
	key := wordsOf(q)
	first := seen[key]
	if key == "" || first == nil {
		seen[key] = f
		return
	}
	switch {
	case first == f:
		c.warnf(pos, "fact %q has the example question %q twice: remove one", f.ID, clip(q))
	case slices.Contains(first.List, f.ID) || slices.Contains(f.List, first.ID):
		c.warnf(pos, "%q and %q (%s), one of which lists the other, share the example question %q: keep it where it is answered best", f.ID, first.ID, first.Pos, clip(q))
	default:
		c.errorf(pos, "facts %q and %q (%s) share the example question %q: keep it where it is answered best", f.ID, first.ID, first.Pos, clip(q))
	}
}

// wordsOf gives the words of a text without capitals and punctuation.
func wordsOf(s string) string {
	return strings.Join(strings.FieldsFunc(fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && r != '%' && r != '$'
	}), " ")
}

// terms finds words that the lexicon takes both for the same and for different things.
func (c *checker) terms() {
	lex := &c.base.Lexicon
	set := make(map[string]int)
	for i, terms := range lex.Terms {
		for _, t := range terms {
			key := fold(t)
			if first, ok := set[key]; ok && first != i {
				c.errorf(pos(lex.termsAt, i), "the term %q is in two sets, with %q and with %q: join the sets or remove it from one", t, lex.Terms[first][0], terms[0])
			} else if ok {
				c.warnf(pos(lex.termsAt, i), "the term %q stands twice in one set: remove one", t)
			}
			set[key] = i
		}
	}
	for g, group := range lex.Differ {
		for i, a := range group {
			for _, b := range group[i+1:] {
				sa, okA := set[fold(a)]
				sb, okB := set[fold(b)]
				if okA && okB && sa == sb || fold(a) == fold(b) {
					c.errorf(pos(lex.differAt, g), "%q and %q must not be taken for one another and are terms for the same thing: remove one of the two entries", a, b)
				}
			}
		}
	}
}

// names finds a spelling that two names share.
func (c *checker) names() {
	seen := make(map[string]*Name)
	for i := range c.base.Lexicon.Names {
		n := &c.base.Lexicon.Names[i]
		for _, lang := range slices.Sorted(maps.Keys(n.Names)) {
			for _, s := range n.Names[lang] {
				if first := seen[fold(s)]; first != nil && first != n {
					c.warnf(n.Pos, "%q is a spelling of %q and of %q: a question with it means either", s, first.ID, n.ID)
				}
				seen[fold(s)] = n
			}
		}
	}
}

// relations checks that the fact which backs a relation speaks of both names.
func (c *checker) relations() {
	for _, n := range c.base.Lexicon.Names {
		for _, r := range n.Rel {
			f, to := c.base.Fact(r.Fact), c.base.Lexicon.Name(r.To)
			if f == nil || to == nil {
				c.errorf(n.Pos, "the relation %s of %q names what does not exist: %q, %q", r.Kind, n.ID, r.To, r.Fact)
				continue
			}
			said := f.says()
			for _, side := range []Name{n, *to} {
				if !side.in(said) {
					c.errorf(n.Pos, "%q %s %q is backed by fact %q, which does not mention %q: name the fact that says so", n.ID, r.Kind, r.To, f.ID, side.ID)
				}
			}
		}
	}
}

// says gives all that a fact states, folded.
func (f *Fact) says() string {
	parts := []string{f.Statement, f.Answer, f.Subject}
	for _, t := range f.Text {
		parts = append(parts, t.Statement, t.Answer)
	}
	for _, e := range f.Evidence {
		parts = append(parts, e.Phrase)
	}
	for key, words := range f.Reads {
		parts = append(parts, key, words)
	}
	return fold(strings.Join(parts, "\n"))
}

// in reports whether a folded text has one of the name's spellings.
func (n *Name) in(said string) bool {
	for _, spellings := range n.Names {
		if slices.ContainsFunc(spellings, func(s string) bool { return strings.Contains(said, fold(s)) }) {
			return true
		}
	}
	return false
}

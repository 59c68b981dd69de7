package kb

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// proof is what the evidence of a fact says in figures.
type proof struct {
	said []number // by the phrases
	read []number // by reads, where its words are in a phrase
	full bool     // whether every piece of evidence could be looked at
	text string   // the phrases, folded
}

// proofOf gathers the phrases of a fact's evidence, or the paragraph where a
// piece has no phrase and the text is at hand.
func (c *checker) proofOf(f *Fact) proof {
	p := proof{full: true}
	var all []string
	for _, e := range f.Evidence {
		words := e.Phrase
		if words == "" {
			for _, par := range c.texts[e.Source] {
				if par.Label == e.Paragraph {
					words = par.Text
				}
			}
		}
		p.full = p.full && words != ""
		p.said = append(p.said, numbers(words)...)
		all = append(all, fold(words))
	}
	p.text = strings.Join(all, "\n")
	for key, words := range f.Reads {
		if strings.Contains(p.text, fold(words)) {
			p.read = append(p.read, numbers(key)...)
		}
	}
	return p
}

// carries reports whether the evidence says a figure, or reads says that it does.
func (p proof) carries(n number) bool {
	return slices.ContainsFunc(p.said, n.same) ||
		slices.ContainsFunc(p.read, func(r number) bool {
			return n.same(r) || near(n.bare, r.bare, exact) && slices.Contains(r.values, r.bare)
		})
}

// bares reports whether the evidence says the number and breaks off before its
// unit: "a rise of 7.5" for 7.5 per cent.
func (p proof) bares(n number) bool {
	return slices.ContainsFunc(p.said, func(m number) bool {
		return near(n.bare, m.bare, exact) && slices.Contains(m.values, m.bare)
	})
}

// figures holds every figure of the statement and the short answer against the evidence.
func (c *checker) figures(f *Fact) {
	p := c.proofOf(f)
	stated := numbers(f.Statement)
	c.reads(f, p)
	if !p.full {
		if len(f.Evidence) > 0 && slices.ContainsFunc(stated, func(n number) bool { return !n.vague && !p.carries(n) }) {
			c.warnf(f.Pos, "the figures of %q cannot be verified: add a phrase to each piece of evidence", f.ID)
		}
		return
	}
	for _, n := range stated {
		if p.carries(n) {
			continue
		}
		report := c.errorf
		if n.vague || n.order && f.Figure == nil || p.bares(n) {
			report = c.warnf
		}
		report(f.Pos, "the statement of %q says %q, its evidence does not: correct it, add the phrase that says it, or add \"reads: {%q: words of the phrase}\"", f.ID, n.text, n.text)
	}
	for _, n := range numbers(f.Answer) {
		if !n.vague && !p.carries(n) && !slices.ContainsFunc(stated, n.same) {
			c.errorf(f.Pos, "the answer of %q says %q, its statement and evidence do not: correct it, or add it to reads", f.ID, n.text)
		}
	}
}

// reads holds each entry of reads against the phrases and the statement.
func (c *checker) reads(f *Fact, p proof) {
	for _, key := range slices.Sorted(maps.Keys(f.Reads)) {
		if p.full && !strings.Contains(p.text, fold(f.Reads[key])) {
			c.errorf(f.Pos, "reads of %q says that %q stands for %q, which is in no phrase: give words of the phrase", f.ID, clip(f.Reads[key]), clip(key))
		}
		said := fold(f.Statement + " " + f.Answer + " " + f.Period.String() + " " + f.Subject)
		if !strings.Contains(said, fold(key)) && !sharesNumber(numbers(key), numbers(said)) && !f.states(numbers(key)) {
			c.warnf(f.Pos, "reads of %q explains %q, which the statement does not say: remove it", f.ID, clip(key))
		}
	}
}

// states reports whether the fact's figure or its periods hold one of the numbers.
func (f *Fact) states(list []number) bool {
	return f.Figure != nil && slices.ContainsFunc(list, func(n number) bool {
		return n.bare == f.Figure.Value || slices.Contains(n.values, f.Figure.Value) || f.Figure.Versus.Contains(int(n.bare))
	})
}

func sharesNumber(a, b []number) bool {
	return slices.ContainsFunc(a, func(n number) bool { return slices.ContainsFunc(b, n.same) })
}

// period refuses a period that the years of the statement do not name.
func (c *checker) period(f *Fact) {
	if f.Period.IsZero() {
		return
	}
	years := 0
	for _, n := range numbers(f.Statement) {
		y := int(n.bare)
		if len(n.text) != 4 || float64(y) != n.bare || y < 1000 || y > 2999 {
			continue
		}
		if years++; f.Period.Contains(y) || y == f.Period.From || y == f.Period.To {
			return
		}
	}
	if years > 0 {
		c.errorf(f.Pos, "the period of %q is %s, its statement speaks of another year: correct one of them", f.ID, f.Period)
	}
}

// superlative marks a rank that is said without a number.
var superlative = regexp.MustCompile(`(?i)\b(\w{3,}est|most|top|lead(s|er|ing)?|first|main|number one|champion)\b`)

// value refuses a figure that neither statement nor answer states.
func (c *checker) value(f *Fact) {
	g := f.Figure
	if g == nil || f.Statement == "" {
		return
	}
	text := f.Statement + " " + f.Answer
	stated := numbers(text)
	ends := []float64{g.Value}
	if g.Qualifier == Between {
		ends = append(ends, g.To)
	}
	for _, v := range ends {
		one := v == 1 && (g.As == Rank && superlative.MatchString(text) || strings.Contains(" "+fold(text)+" ", " one ") || strings.Contains(fold(text), "once"))
		if !one && !slices.ContainsFunc(stated, func(n number) bool { return n.means(v, g) }) {
			c.errorf(f.Pos, "the figure of %q is %s %s, which neither its statement nor its answer says: correct one of them", f.ID, strconv.FormatFloat(v, 'f', -1, 64), g.Unit)
		}
	}
}

// rough is the tolerance for a fraction that is said as a word: 33 per cent is a third.
const rough = 0.02

// means reports whether a number of a text can be the value of a figure: as it
// stands, scaled by the unit, as a fraction of a hundred, or "doubled" for 100 per cent more.
func (n number) means(v float64, g *Figure) bool {
	scale := 1.0
	for _, w := range strings.Fields(g.Unit) {
		scale *= multiplier(w)
	}
	if v < 0 {
		v = -v
	}
	return near(n.bare, v, exact) || slices.ContainsFunc(n.values, func(w float64) bool {
		return near(w, v, exact) || near(w, v*scale, exact) || near(w, v/100, rough) && w <= 1 ||
			g.As == Change && near((w-1)*100, v, exact) || g.As == Share && near(w, v, rough)
	})
}

// fold brings text into the form in which words are compared.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.NewReplacer("’", "'", "‘", "'", "–", "-", "—", "-", "‑", "-").Replace(s)), " "))
}

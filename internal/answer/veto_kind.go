// Vetoes about what is asked for: its type, its kind, the thing that is counted.

package answer

import (
	"slices"
	"strings"

	"autofacts/internal/answer/text"
)

// vetoFocus wants the thing that is counted, or the kind of thing asked for, in
// the fact: "how many hives" is not answered by a count of jars.
func (ix *Index) vetoFocus(q *query, d *doc, c *candidate) {
	if len(q.want.focus) == 0 {
		return
	}
	counted := q.want.kind&askCount != 0 && q.want.kind&(askShare|askHow|askMoney|askChange) == 0
	k := q.want.focus[len(q.want.focus)-1]
	if t := &q.terms[k]; t.class != classOther && t.class != classVerb && !q.demands.generic[len(q.want.focus)-1] && q.want.kind&askCount != 0 && q.want.kind&(askWhen|askShare) == 0 {
		if best, _ := q.covered.of(c.at, k); best < coverTopic && !standsFor(d, t.norm) {
			c.forbid("focus", t.surface)
			return
		}
	}
	if counted && !ix.counts(q, d) {
		c.forbid("unit", ix.focusWords(q))
		return
	}
	ix.vetoKind(q, d, c)
	if q.want.kind&askWho != 0 {
		if t := &q.terms[k]; t.class == classNoun || t.class == classUnknown {
			if best, _ := q.covered.of(c.at, k); best < coverBeside {
				c.forbid("role", t.surface)
			}
		}
	}
}

// counts reports whether a figure of the fact counts what the question counts.
func (ix *Index) counts(q *query, d *doc) bool {
	if d.fact.Figure == nil && len(d.figures) == 0 && len(d.fact.List) == 0 {
		return d.provides&askCount != 0
	}
	generic := true
	for i, k := range q.want.focus {
		generic = generic && (q.demands.generic[i] || standsFor(d, q.terms[k].norm))
		for _, a := range q.alts[k] {
			if d.unit[a.key] {
				return true
			}
		}
	}
	return generic
}

// standsFor reports whether a general word asked about may stand for what the
// fact counts: "people" for workers, "money" for euros.
func standsFor(d *doc, w string) bool {
	if text.In(w, "money cash") {
		return money(d)
	}
	dict := text.English()
	if !text.In(w, "people persons folks youngsters kids men women") {
		return false
	}
	for _, f := range d.figures {
		for _, u := range f.unit {
			if dict.Person(u) {
				return true
			}
		}
	}
	if len(d.figures) > 0 && slices.ContainsFunc(d.words, func(w string) bool {
		return text.In(w, "workforce staff population crew audience attendance membership personnel headcount inhabitants signatures")
	}) {
		return true
	}
	return d.fact.Figure != nil && dict.Person(text.Fold(d.fact.Figure.Unit))
}

// genericFocus reports whether a noun asked about says nothing of what is
// counted or named: "how many units", "what phrase".
func genericFocus(w string) bool {
	return text.In(w, "unit units item items piece pieces million millions thousand thousands billion volume level levels factor factors rate slice chunk term terms phrase phrases word words expression catchphrase slogan motto name names label figure figures value values score scale size extent degree amount portion sum total result results outcome real actual true aggregate cumulative aspect aspects element elements point points example examples case cases area areas respect direction directions role status situation state condition conditions statement quote remark line reason reasons place location spot period timeframe span date dates year years time digit digits range estimate ballpark")
}

func (ix *Index) focusWords(q *query) string {
	var out []string
	for _, k := range q.want.focus {
		out = append(out, q.terms[k].surface)
	}
	return strings.Join(out, " ")
}

// vetoKind wants a name of the kind asked for: "which city" needs a city that
// the question has not named itself.
func (ix *Index) vetoKind(q *query, d *doc, c *candidate) {
	if q.want.kind&askWhich == 0 || len(d.fact.List) > 0 {
		return
	}
	for _, k := range q.want.focus {
		for _, key := range q.terms[k].keys {
			if !ix.isKind(key) {
				continue
			}
			found, asked := false, false
			for n := range d.names {
				for _, w := range ix.within(n) {
					if m := ix.lex.names[w]; m != nil && slices.Contains(m.is, key) {
						if ix.asks(q, w) {
							asked = true
						} else {
							found = true
						}
					}
				}
			}
			if !found && (asked || !d.own[key]) && !ix.exampleAsks(d, key) {
				c.forbid("kind", q.terms[k].surface)
			}
			return
		}
	}
}

// exampleAsks reports whether an example question of the fact has the key.
func (ix *Index) exampleAsks(d *doc, key string) bool {
	for i := range d.phrases {
		if p := &d.phrases[i]; p.example && p.kind&askWhich != 0 && slices.Contains(p.keys, key) {
			return true
		}
	}
	return false
}

func (ix *Index) isKind(key string) bool {
	for _, n := range ix.lex.names {
		if slices.Contains(n.is, key) {
			return true
		}
	}
	return false
}

func (ix *Index) within(c concept) []concept {
	if n := ix.lex.names[c]; n != nil {
		return n.within
	}
	return []concept{c}
}

// vetoType wants in the fact what the type of the question asks for, and wants
// it to be news: a place that the question has not named, a year beside its own.
func (ix *Index) vetoType(q *query, d *doc, c *candidate) {
	k := q.want.kind
	if c.feat.typed < 0 {
		what := typeWords(k)
		for _, m := range c.miss { // "who founded it": the founding is what is missing
			if t := &q.terms[m]; k&askWho != 0 && t.start == q.want.pos && t.class == classVerb {
				what = t.surface
			}
		}
		c.forbid("type", what)
		return
	}
	if k&askWhere != 0 && !ix.newPlace(q, d) {
		c.forbid("place", "the exact place")
	}
	if k&askWhen != 0 && k&askDuration == 0 && len(d.years) > 0 && len(q.years) > 0 && len(d.fact.List) == 0 {
		news := false
		for _, p := range d.years {
			if !slices.Contains(q.years, p) {
				news = true
			}
		}
		if !news {
			c.forbid("when", "the exact date")
		}
	}
}

// newPlace reports whether the fact names a place that the question does not.
func (ix *Index) newPlace(q *query, d *doc) bool {
	any := false
	for n := range d.names {
		m := ix.lex.names[n]
		if m == nil || !m.place {
			continue
		}
		if ix.everywhere(&term{keys: []string{n}}) {
			continue
		}
		any = true
		if !ix.asks(q, n) {
			return true
		}
	}
	return !any
}

func typeWords(k asked) string {
	switch {
	case k&askDuration != 0:
		return "how long"
	case k&askMoney != 0:
		return "a price or amount"
	case k&askCount != 0:
		return "a number"
	case k&askShare != 0:
		return "a share"
	case k&askChange != 0:
		return "a change"
	case k&askWhen != 0:
		return "when"
	case k&askWho != 0:
		return "who"
	case k&askWhere != 0:
		return "where"
	case k&askWhy != 0:
		return "why"
	case k&askRank != 0:
		return "a rank"
	}
	return ""
}

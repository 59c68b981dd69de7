package answer

import (
	"math"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// judge finds what the question names and the fact does not have, or has
// differently. Each finding forbids the answer, however alike the words are.
func (ix *Index) judge(q *query, c *candidate, alts func(int) []alternative) {
	d := ix.docs[c.doc]
	c.veto, c.vetoBy = nil, ""
	ix.vetoYears(q, d, c)
	ix.vetoNames(q, d, c, alts)
	ix.vetoDiffer(q, d, c)
	ix.vetoOrdinal(q, d, c)
	ix.vetoFocus(q, d, c, alts)
	ix.vetoType(q, d, c)
	ix.vetoSuper(q, d, c)
	ix.vetoName(q, d, c)
	ix.vetoMoney(q, d, c, alts)
	ix.vetoBreakdown(q, d, c, alts)
	ix.vetoDimension(q, d, c)
	ix.vetoTold(q, d, c, alts)
}

func (c *candidate) forbid(rule, what string) {
	if c.vetoBy == "" {
		c.vetoBy = rule
	} else if !strings.Contains(c.vetoBy, rule) {
		c.vetoBy += "+" + rule
	}
	if what != "" && !contains(c.veto, what) {
		c.veto = append(c.veto, what)
	}
}

// vetoYears wants every year and month of the question among those of the fact.
func (ix *Index) vetoYears(q *query, d *doc, c *candidate) {
	for _, p := range q.years {
		if !hasPeriod(d, p) {
			c.forbid("year", periodWords(p))
		}
	}
	if q.month != "" && d.cover[text.StemWord(text.Fold(q.month), "en")] == 0 {
		c.forbid("month", q.month)
	}
}

func hasPeriod(d *doc, p kb.Period) bool {
	for _, have := range d.years {
		if have.From <= p.From && p.To <= have.To || p.To > p.From && p.Contains(have.From) && p.Contains(have.To) && p.To-p.From < 3 {
			return true
		}
	}
	return false
}

func periodWords(p kb.Period) string {
	switch {
	case p.From < 1500:
		return "that year"
	case p.To > p.From:
		return yearString(p.From) + "-" + yearString(p.To)
	}
	return yearString(p.From)
}

// commonName is the share of a base's facts from which a name is so common that
// a fact need not repeat it.
const commonName = 0.2

// vetoNames wants the names of the question in the fact, or beside it.
func (ix *Index) vetoNames(q *query, d *doc, c *candidate, alts func(int) []alternative) {
	for _, k := range q.main {
		t := &q.terms[k]
		isNamed := t.class == className || q.lang != "en" && !t.inBase && foreignName(t.norm) || t.class == classUnknown && q.lang == "en" && !t.inBase && q.likeName(t)
		if !isNamed && t.inBase && len(t.keys) > 0 && ix.autoNames[t.keys[0]] > 0 && t.class == classUnknown {
			isNamed = true
		}
		if n := len(q.want.focus); n > 0 && q.want.kind&askWhich != 0 && q.terms[q.want.focus[n-1]].start == t.end {
			continue // "which African country": the region of what is asked for
		}
		if !isNamed || ix.everywhere(t) || t.context && t.class == classUnknown {
			continue
		}
		if best, _ := coverOf(d, alts(k)); best < coverBeside {
			c.forbid("name", t.surface)
		}
	}
}

// likeName reports whether a word that the dictionary does not explain stands
// for a name rather than for slang or dialect: newspapers know it, it has a
// capital letter, or it stands where names do.
func (q *query) likeName(t *term) bool {
	if t.cap {
		return true
	}
	if rank, known := text.English().Rank(t.norm); known && rank < newspaperName {
		return true
	}
	if t.start == 0 {
		return strings.HasSuffix(q.tokens[0].Surface, "'s")
	}
	return text.In(bare(q.tokens[t.start-1].Norm), "did does do is was are were has have had by of from at in and or with for will can would")
}

// newspaperName is how far down the list of common words one without an entry
// in the dictionary is surely a name.
const newspaperName = 45_000

// foreignName reports whether a word in another language is a name that English
// has as well: one on the list of common words that no English dictionary
// explains.
func foreignName(w string) bool {
	dict := text.English()
	rank, known := dict.Rank(w)
	pos := dict.POS(w)
	return known && (pos == "" && rank > 3000 || pos != "" && (pos[0] == 'P' || pos[0] == 'H'))
}

// everywhere reports whether a name is one that the whole base is about.
func (ix *Index) everywhere(t *term) bool {
	for _, k := range t.keys {
		if float64(len(ix.postings[k])) >= commonName*float64(len(ix.docs)) && len(ix.postings[k]) > 3 {
			return true
		}
	}
	return false
}

// vetoDiffer forbids one of a pair that must not be taken for the other.
func (ix *Index) vetoDiffer(q *query, d *doc, c *candidate) {
	for _, k := range q.main {
		t := &q.terms[k]
		if t.context {
			continue
		}
		for _, key := range t.keys {
			for _, g := range ix.lex.inDiff[key] {
				if d.cover[key] > coverTopic {
					continue
				}
				measured := false
				for _, other := range ix.lex.differ[g] {
					measured = measured || d.measure[other]
				}
				for _, other := range ix.lex.differ[g] {
					if other != key && d.own[other] && !ix.asks(q, other) && (!measured || d.measure[other]) {
						c.forbid("differ", t.surface)
					}
				}
			}
		}
	}
}

// asks reports whether the question has the key.
func (ix *Index) asks(q *query, key string) bool {
	for _, k := range q.main {
		if contains(q.terms[k].keys, key) {
			return true
		}
	}
	return false
}

// vetoOrdinal wants "the 14th" in a fact that speaks of the 14th.
func (ix *Index) vetoOrdinal(q *query, d *doc, c *candidate) {
	asked := ""
	for _, n := range q.numbers {
		if !n.Ordinal && !(n.Start > 0 && q.tokens[n.Start-1].Norm == "number" && n.Value < 20) || n.Value < 2 {
			continue
		}
		if ix.hasFigure(d, n.Value) {
			return
		}
		asked = surface(q.tokens[n.Start:n.End])
	}
	if asked != "" {
		c.forbid("ordinal", asked)
	}
}

// hasFigure reports whether the fact, or a fact of the list, has the figure.
func (ix *Index) hasFigure(d *doc, value float64) bool {
	for _, have := range d.figures {
		if have.value == value {
			return true
		}
	}
	for _, id := range d.fact.List {
		if i, ok := ix.byID[id]; ok && ix.hasFigure(ix.docs[i], value) {
			return true
		}
	}
	return false
}

// vetoFocus wants the thing that is counted, or the kind of thing asked for, in
// the fact: "how many chargers" is not answered by a count of cars.
func (ix *Index) vetoFocus(q *query, d *doc, c *candidate, alts func(int) []alternative) {
	if len(q.want.focus) == 0 {
		return
	}
	counted := q.want.kind&askCount != 0 && q.want.kind&(askShare|askHow|askMoney|askChange) == 0
	k := q.want.focus[len(q.want.focus)-1]
	if t := &q.terms[k]; t.class != classOther && t.class != classVerb && !genericFocus(t.norm) && q.want.kind&askCount != 0 && q.want.kind&(askWhen|askShare) == 0 {
		if best, _ := coverOf(d, alts(k)); best < coverTopic && !standsFor(d, t.norm) {
			c.forbid("focus", t.surface)
			return
		}
	}
	if counted && !ix.counts(q, d, alts) {
		c.forbid("unit", ix.focusWords(q))
		return
	}
	ix.vetoKind(q, d, c)
	if q.want.kind&askWho != 0 {
		if t := &q.terms[k]; t.class == classNoun || t.class == classUnknown {
			if best, _ := coverOf(d, alts(k)); best < coverBeside {
				c.forbid("role", t.surface)
			}
		}
	}
}

// counts reports whether a figure of the fact counts what the question counts.
func (ix *Index) counts(q *query, d *doc, alts func(int) []alternative) bool {
	if d.fact.Figure == nil && len(d.figures) == 0 && len(d.fact.List) == 0 {
		return d.provides&askCount != 0
	}
	generic := true
	for _, k := range q.want.focus {
		generic = generic && (genericFocus(q.terms[k].norm) || standsFor(d, q.terms[k].norm))
		for _, a := range alts(k) {
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
					if m := ix.lex.names[w]; m != nil && contains(m.is, key) {
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
		if p := &d.phrases[i]; p.example && p.kind&askWhich != 0 && contains(p.keys, key) {
			return true
		}
	}
	return false
}

func (ix *Index) isKind(key string) bool {
	for _, n := range ix.lex.names {
		if contains(n.is, key) {
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
		c.forbid("type", typeWords(k))
		return
	}
	if k&askWhere != 0 && !ix.newPlace(q, d) {
		c.forbid("place", "the exact place")
	}
	if k&askWhen != 0 && k&askDuration == 0 && len(d.years) > 0 && len(q.years) > 0 && len(d.fact.List) == 0 {
		news := false
		for _, p := range d.years {
			if !contains(q.years, p) {
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

// vetoSuper wants a fact that says "largest" or "first" where the question does.
func (ix *Index) vetoSuper(q *query, d *doc, c *candidate) {
	if q.super == "" || text.In(q.super, "last first least main") || d.super && q.super != "most" {
		return
	}
	if !superAsked(q) || d.says(" "+q.super+" ") {
		return
	}
	c.forbid("superlative", "which is the "+q.super)
}

// superAsked reports whether the superlative belongs to what is asked for, not
// to something that the question only mentions.
func superAsked(q *query) bool {
	from := max(q.want.at, 0)
	for i := from; i < len(q.tokens) && i < from+superNear; i++ {
		if q.tokens[i].Norm == q.super {
			return true
		}
	}
	return q.super == "most" && q.tokens[len(q.tokens)-1].Norm == "most"
}

// superNear is how many tokens after the question word its superlative stands.
const superNear = 5

// vetoName wants a name where one is asked for ("what is it called"): one that
// the question has not, in a fact that is asked for it or defines something.
func (ix *Index) vetoName(q *query, d *doc, c *candidate) {
	if q.want.kind&askName == 0 || d.hints&askName != 0 {
		return
	}
	if d.fact.Kind == kb.KindDefinition || len(d.fact.Ask) == 0 && ix.newAgent(q, d) || d.hints&(askWho|askWhich) != 0 && ix.newAgent(q, d) {
		return
	}
	c.forbid("unnamed", "a name")
}

// vetoMoney wants a price where one is asked for.
func (ix *Index) vetoMoney(q *query, d *doc, c *candidate, alts func(int) []alternative) {
	for _, k := range q.main {
		t := &q.terms[k]
		if !text.In(t.norm, "cost costs price prices priced pricing fee fees expensive cheap salary wage wages revenue profit profits worth paid yuan rmb renminbi dollar dollars usd euro euros eur pounds sterling yen rupees") {
			continue
		}
		best := 0.0
		for _, a := range alts(k) {
			best = math.Max(best, d.cover[a.key]*a.strength)
		}
		if best < coverBeside && !money(d) {
			c.forbid("money", t.surface)
		}
	}
}

// money reports whether a figure of the fact is an amount of money.
func money(d *doc) bool {
	if f := d.fact.Figure; f != nil && text.In(text.Fold(f.Unit), "eur euro euros usd dollar dollars pound pounds gbp yen yuan rmb cents francs crowns") {
		return true
	}
	s := text.Fold(d.fact.Statement)
	for _, w := range []string{"€", "$", "£", "euro", "dollar", "pound", "cents", "crowns", "francs", "costs", " free "} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// vetoBreakdown wants the parts that a question asks for: "per month", "by
// province", "monthly".
func (ix *Index) vetoBreakdown(q *query, d *doc, c *candidate, alts func(int) []alternative) {
	for i, t := range q.tokens {
		w := t.Norm
		if i+1 < len(q.tokens) && (w == "per" || w == "by" || w == "each" || w == "every") {
			n := q.tokens[i+1].Norm
			if w == "per" && text.In(n, "cent capita") || !text.In(n, "month quarter week day hour minute year province region country city brand company maker model segment state district category type person head employee worker capita gender age sector continent kilometre kilometer km mile") {
				continue
			}
			if d.cover[text.StemWord(n, "en")] < coverBeside && n != "year" && !d.says(w+" "+n) {
				c.forbid("breakdown", w+" "+n)
			}
		}
		if text.In(w, "monthly quarterly weekly daily hourly yearly annually regional provincial") && d.cover[t.Stem] < coverBeside && !text.In(w, "yearly annually") {
			c.forbid("breakdown", w)
		}
	}
}

// says reports whether one of the fact's wordings has the words.
func (d *doc) says(words string) bool {
	for i := range d.phrases {
		if strings.Contains(" "+text.Fold(d.phrases[i].text)+" ", words) {
			return true
		}
	}
	return false
}

// toldAt is from how many example questions what they never ask about tells.
const toldAt = 3

// vetoTold forbids what a fact with many example questions is never asked for
// and does not hold: another action of a person ("who founded"), another thing
// of a kind ("what quota"), the share of a whole where the figure is none, the
// first of its kind where the fact says nothing of first.
func (ix *Index) vetoTold(q *query, d *doc, c *candidate, alts func(int) []alternative) {
	if f := d.fact.Figure; f != nil && q.has("share proportion fraction portion") && f.As != kb.Share && q.want.kind&askShare != 0 {
		c.forbid("share", "a share")
	}
	if q.saysAny("first ever", "very first", "was the first", "is the first", "were the first") && !d.says(" first ") {
		c.forbid("first", "which was the first")
	}
	if d.examples < toldAt || q.want.at < 0 {
		return
	}
	if n := len(q.want.focus); n > 0 && c.feat.focus < 0 && q.want.kind&(askWhich|askWhat) != 0 && q.want.kind&(askCount|askWhen|askWhere|askShare|askName|askWhy) == 0 {
		if t := &q.terms[q.want.focus[n-1]]; t.class == classNoun && t.start <= q.want.pos+2 && !ix.like(d, t.norm) && q.want.kind&askWhich != 0 {
			c.forbid("told", t.surface)
		}
	}
	if q.want.kind&askWho != 0 {
		for _, k := range q.main {
			if t := &q.terms[k]; t.start == q.want.pos && text.English().Verb(t.norm) {
				if best, _ := coverOf(d, alts(k)); best < coverBeside && !ix.like(d, t.norm) {
					c.forbid("act", t.surface)
				}
			}
		}
	}
}

// vetoDimension wants the dimension that is asked for ("how heavy") in the fact,
// by its word or by its unit.
func (ix *Index) vetoDimension(q *query, d *doc, c *candidate) {
	at := q.want.at
	if at < 0 || at+1 >= len(q.tokens) || bare(q.tokens[at].Norm) != "how" {
		return
	}
	w := q.tokens[at+1]
	units := ""
	for _, f := range strings.Split(dimensions, ";") {
		words, u, _ := strings.Cut(f, ":")
		if text.In(w.Norm, words) {
			units = u
		}
	}
	if units == "" || d.cover[w.Stem] > 0 || d.says(" "+w.Norm+" ") {
		return
	}
	for _, u := range strings.Fields(units) {
		if d.cover[text.StemWord(u, "en")] > 0 || d.fact.Figure != nil && strings.Contains(text.Fold(d.fact.Figure.Unit), u) || d.says(" "+u+" ") {
			return
		}
	}
	c.forbid("dimension", "how "+w.Norm)
}

// dimensions are the adjectives of measure with the words that a fact about
// them has.
const dimensions = "heavy light:kilogram kilograms kg tonne tonnes ton tons pound pounds weigh weighs weight gram grams;" +
	"hot warm cold:degree degrees celsius fahrenheit temperature;" +
	"deep shallow:metre metres meter meters foot feet depth centimetre centimetres cm;" +
	"tall high:metre metres meter meters foot feet height altitude storey storeys floor floors level percent;" +
	"wide broad thick:metre metres meter meters centimetre centimetres cm inch inches width diameter aperture;" +
	"old young:age aged old born built since founded year years;" +
	"far distant:kilometre kilometres km mile miles metre metres distance away;" +
	"bright:magnitude;loud:decibel decibels;" +
	"strong powerful:power watt watts kilowatt kilowatts magnification;" +
	"expensive cheap dear costly:price cost costs euro euros dollar dollars pound pounds free fee"

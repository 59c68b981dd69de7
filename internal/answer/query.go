package answer

import (
	"math"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// What a word of a question weighs where no fact knows it, by its class. A
// thing or a name that no fact has is what a question asks beside the base; an
// action or a shade of meaning is often only said in other words. Chosen on the
// golden set and the small bases together.
const (
	weighName    = 1.3
	weighUnknown = 1.1
	weighNoun    = 0.75
	weighVerb    = 0.45
	weighOther   = 0.4
	weighContext = 0.35 // factor for words of sentences that do not ask
)

// A query is a question understood.
type query struct {
	Question
	utterance
	want     want
	asking   string      // the words of the clause that asks
	clause   [2]int      // its tokens
	main     []int       // terms that count
	context  []int       // terms of other sentences: they help, they demand nothing
	years    []kb.Period // years asked for
	month    string      // a month asked for, or ""
	numbers  []text.Number
	negated  bool
	super    string   // superlative asked for, or ""
	words    []string // main terms nobody knows, as typed
	vectorN  float64
	pronoun  bool
	wantsNow bool // "now", "currently"
	ask      bool // has the form of a question
	ambient  bool
}

// understand reads a question. The text of q is already one question.
func (ix *Index) understand(q Question, clean, lang string) *query {
	u := utterance{text: clean, lang: lang, tokens: text.Tokenize(clean, lang)}
	ix.mend(&u)
	ix.lex.terms(&u)
	qy := &query{Question: q, utterance: u}
	qy.want = wants(&qy.utterance)
	ix.countedPeople(qy)
	from, to := ix.askingClause(qy)
	front := ix.frontClause(qy, from)
	for k := range qy.terms {
		t := &qy.terms[k]
		t.weight, t.inBase = ix.weight(t)
		switch {
		case t.class == classLight || t.class == classNumber:
		case t.start >= from && (t.start < to || t.class == className), t.start < from && t.start >= front && (t.class == className || t.class == classUnknown):
			qy.main = append(qy.main, k)
		case t.inBase:
			qy.context = append(qy.context, k)
		}
	}
	known := 0
	for _, k := range qy.main {
		if qy.terms[k].inBase && !ix.everywhere(&qy.terms[k]) {
			known++
		}
	}
	if known < enoughKnown { // the clause that asks says too little: what went before it counts as well
		for _, k := range qy.context {
			qy.terms[k].context = true
		}
		qy.main = append(qy.main, qy.context...)
		qy.context = nil
		from, to = 0, len(qy.tokens)
	}
	qy.asking, qy.clause = surface(qy.tokens[from:to]), [2]int{from, to}
	ix.constraints(qy)
	qy.negated = negated(&qy.utterance)
	qy.super = superlative(&qy.utterance)
	return qy
}

// weight says how much a term counts, and whether the base knows it.
func (ix *Index) weight(t *term) (float64, bool) {
	best, ok := 0.0, false
	for _, k := range t.keys {
		if w, in := ix.idf[k]; in {
			best, ok = math.Max(best, w), true
		}
	}
	if ok {
		factor := 1.0
		switch t.class {
		case classVerb:
			factor = .7
		case classOther:
			factor = .8
		case className:
			factor = 1.2
		}
		return best * factor, true
	}
	switch t.class {
	case classLight, classNumber:
		return 0, false
	case className:
		return weighName, false
	case classUnknown:
		return weighUnknown, false
	case classNoun:
		return weighNoun, false
	case classVerb:
		return weighVerb, false
	}
	return weighOther, false
}

// countedPeople makes a word of matter of "people" and its like where they are
// what is counted.
func (ix *Index) countedPeople(q *query) {
	if q.want.kind&askCount == 0 || q.want.pos >= len(q.tokens) || q.want.at < 0 {
		return
	}
	for k := range q.terms {
		t := &q.terms[k]
		if t.start == q.want.pos && t.class == classLight && text.In(t.norm, "people persons person folks guys men kids names times friends colleagues") {
			t.class, t.keys = classNoun, []string{q.tokens[t.start].Stem}
			q.want.focus = []int{k}
		}
	}
}

// enoughKnown is how many words of the base the clause that asks must have to
// be understood without the clauses around it.
const enoughKnown = 2

// askingClause gives the tokens of the clause that asks: from the comma or
// sentence before the question word to the end of its sentence. Where nothing
// asks, it is everything.
func (ix *Index) askingClause(q *query) (from, to int) {
	at := q.want.at
	if at < 0 {
		return 0, len(q.tokens)
	}
	from, to = at, at
	for from > 0 && q.tokens[from-1].Sentence == q.tokens[at].Sentence && q.tokens[from].Before != ',' {
		from--
	}
	for to < len(q.tokens) && q.tokens[to].Sentence == q.tokens[at].Sentence {
		to++
	}
	return from, to
}

// frontClause gives where the words begin that are put before the clause that
// asks without making a statement of their own: "the Volvo people, by how much".
func (ix *Index) frontClause(q *query, from int) int {
	front := from
	for front > 0 && q.tokens[front-1].Sentence == q.tokens[from].Sentence && from-front < maxFront {
		front--
		if pos := text.English().POS(q.tokens[front].Norm); pos != "" && pos[0] == 'v' || text.In(q.tokens[front].Norm, "is are was were has have had i we he she they") || q.tokens[front].Before == ':' {
			return from
		}
	}
	if from-front < 2 { // "Alexa, how many": somebody is spoken to
		return from
	}
	return front
}

// maxFront is how many tokens such words may be.
const maxFront = 8

// constraints reads the years, months and figures that the question names.
func (ix *Index) constraints(q *query) {
	for _, n := range q.nums {
		if n.Year {
			p := kb.Period{From: int(n.Value), To: int(n.Value)}
			if n.To > n.Value {
				p.To = int(n.To)
			}
			q.years = append(q.years, p)
		} else {
			q.numbers = append(q.numbers, n)
		}
	}
	ix.relativeYears(q)
	for i, t := range q.tokens {
		if m := month(t); m != "" {
			q.month = m
		}
		if text.In(t.Norm, "first second last") && text.In(next(&q.utterance, i+1), "half quarter") || text.In(t.Norm, "h1 h2") {
			q.month = t.Norm + " half"
		}
	}
}

// speaksFrom gives the year that the base's sources speak from, or 0.
func (ix *Index) speaksFrom() int {
	for i := range ix.base.Sources {
		if y := ix.base.Sources[i].SpeaksFrom; y != 0 {
			return y
		}
	}
	return 0
}

// relativeYears reads "last year", "two years ago", "next year" against the
// year that the source speaks from.
func (ix *Index) relativeYears(q *query) {
	now := ix.speaksFrom()
	s := " "
	for _, t := range q.tokens {
		s += t.Norm + " "
	}
	if q.lang == "zh" {
		s = q.text
	}
	at := func(delta int, phrases ...string) {
		for _, p := range phrases {
			if strings.Contains(s, p) {
				y := now + delta
				if now == 0 {
					y = 1 + delta // no year is known: nothing has it
				}
				if delta == 0 && now == 0 {
					return
				}
				q.years = append(q.years, kb.Period{From: y, To: y})
				return
			}
		}
	}
	before := len(q.years)
	at(-2, " year before last ", " two years ago ", " 2 years ago ", " annee d'avant derniere ", " vorletztes jahr ", " vorletzten jahr ", "前年", " hace dos anos ", " ha dois anos ")
	if len(q.years) == before && now != 0 {
		at(-1, " last year ", " lst yr ", " last yr ", " past year ", " previous calendar year ", "去年", "l'an dernier", " an dernier ", " annee derniere ", "l'annee derniere", " annee passee ", "l'annee passee", " letztes jahr ", " letzten jahr ", " letzten jahres ", " vergangenen jahr ", " vergangenes jahr ", " vorigen jahr ", " vorjahr nicht ", " ano pasado ", " pasado ano ", " ano passado ", " ultimo ano ")
	}
	at(0, " this year ", " this yr ", "今年", " cette annee ", " dieses jahr ", " diesem jahr ", " este ano ")
	at(1, " next year ", " coming year ", "明年", " annee prochaine ", "l'annee prochaine", " nachstes jahr ", " proximo ano ", " ano que viene ", " ano que vem ")
	for n, w := range strings.Fields("- - - three four five six seven eight nine ten") {
		if n > 2 && (strings.Contains(s, " "+w+" years ago ") || strings.Contains(s, " "+itoa(n)+" years ago ")) {
			q.years = append(q.years, kb.Period{From: max(now, 2000) - n, To: max(now, 2000) - n})
		}
	}
	for _, d := range []struct {
		words string
		year  int
	}{{" nineties 90s 1990s ", 1990}, {" eighties 80s 1980s ", 1980}, {" noughties 2000s ", 2000}, {" seventies 70s ", 1970}} {
		for _, w := range strings.Fields(d.words) {
			if strings.Contains(s, " "+w+" ") {
				q.years = append(q.years, kb.Period{From: d.year, To: d.year + 9})
			}
		}
	}
}

// month gives the name of a month or other part of a year, or "".
func month(t text.Token) string {
	if text.In(t.Norm, "january february april june july august september october november december janvier fevrier avril juin juillet aout septembre octobre novembre decembre januar februar juni juli dezember oktober q1 q2 q3 q4 enero febrero abril junio julio agosto septiembre octubre noviembre diciembre janeiro fevereiro junho julho setembro outubro novembro dezembro") ||
		t.Norm == "march" && (t.Cap && !t.First) || t.Norm == "may" && t.Cap && !t.First {
		return t.Surface
	}
	return ""
}

// negated reports whether an utterance denies something.
func negated(u *utterance) bool {
	n := 0
	for i, t := range u.tokens {
		switch {
		case strings.HasSuffix(t.Norm, "n't") && !tag(u, i) && !(t.First && i == 0):
			n++
		case text.In(t.Norm, "not never no neither nor without cannot nothing none dont doesnt didnt isnt arent wasnt werent hasnt havent nicht kein keine keinen jamais sin nunca ninguna ningun sem nenhum nenhuma nao 没 不 未 非") && !tag(u, i) && !notOnly(u, i):
			n++
		case u.lang == "fr" && t.Norm == "pas", u.lang == "es" && t.Norm == "no" && i > 0:
			n++
		}
	}
	return n%2 == 1
}

// tag reports whether the word at i belongs to a question tag: "isn't it", "no?".
func tag(u *utterance, i int) bool {
	rest := len(u.tokens) - i
	if rest <= 3 && i > 2 && (strings.HasSuffix(u.tokens[i].Norm, "n't") || text.In(u.tokens[i].Norm, "isnt doesnt didnt wasnt arent")) {
		return true
	}
	if rest == 1 && text.In(u.tokens[i].Norm, "no not") {
		return true
	}
	return u.lang == "zh" && (i > 0 && i+1 < len(u.tokens) && u.tokens[i-1].Norm == u.tokens[i+1].Norm) // 是不是
}

func notOnly(u *utterance, i int) bool {
	next := ""
	if i+1 < len(u.tokens) {
		next = u.tokens[i+1].Norm
	}
	return text.In(next, "only just less fewer more idea doubt matter sure 仅 少 断 同") || text.In(u.tokens[i].Norm, "no") && text.In(next, "1 one longer") || text.In(u.tokens[i].Norm, "不 非") && text.In(next, "断 仅 同 少 常")
}

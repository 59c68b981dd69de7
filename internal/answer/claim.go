package answer

import (
	"math"
	"regexp"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// claimFrame matches words that put a claim up for checking.
var claimFrame = regexp.MustCompile(`(?i)^\s*(?:fact[- ]?check(?: please)?\s*:?|am i right (?:that|in thinking)|(?:i'm|im) (?:pretty )?sure(?: that)?|i (?:heard|read|think|believe|thought)(?: that)?)\b|\b(?:is|was|isn't|isnt) (?:it|that|this) (?:true|correct|right|so|accurate|a fact|the case)\b|,? ?\b(?:right|true|correct|innit|yes|no|agreed|accurate|really|eh|true or false|yes or no|am i right|am i correct|fact or cap|no cap|for real|fr|huh|thats what it says|that's what it says|is (?:he|she) right|is that so|is this right|is that accurate|is this accurate|true or not|fact or fiction)\s*\?*$|\b(?:fact[- ]?check|verify|confirm that)\b|\b(?:isn't|isnt|aren't|wasn't|doesn't|doesnt|didn't|don't|hasn't|haven't|weren't) (?:it|they|he|she|there|that)\s*\?*$|对吗|对吧|是吗|是不是|是真的吗|stimmt (?:das|es)|stimmt's|nicht wahr|oder\s*\?*$|richtig\s*\?*$|\bn'est-ce pas|c'est vrai|est-il vrai|est-ce vrai|, non\s*\?|vrai\s*\?*$|¿no\s*\?|verdad|es cierto|cierto\s*\?*$|correcto\s*\?*$|é verdade|e verdade|não é|certo\s*\?*$|correto\s*\?*$`)

// asSentence matches what is written as a statement: a capital letter, a point.
var asSentence = regexp.MustCompile(`^\p{Lu}[^?!]*\.$`)

// isClaim reports whether an utterance states something rather than asking for it.
func (ix *Index) isClaim(q *query) bool {
	if q.want.at >= 0 && q.want.kind&^askYesNo != 0 && q.want.kind != askYesNo {
		if q.want.kind&askYesNo == 0 || !yesNoFirst(q) {
			return false
		}
	}
	if len(q.main) < 2 && !(len(q.main) == 1 && len(q.numbers)+len(q.years) > 0) {
		return false
	}
	if len(q.tokens) > 1 && text.In(q.tokens[0].Norm, "can could do would will") && text.In(q.tokens[1].Norm, "you u i we") {
		return false
	}
	if claimFrame.MatchString(q.text) || q.Mode == Check || q.want.kind&askYesNo != 0 {
		return q.lang == "en" || q.want.kind&(askCount|askWho|askWhen|askWhere|askWhich|askDuration|askShare) == 0 || q.lang == "zh" && q.want.kind == askYesNo
	}
	if q.lang != "en" {
		return q.want.kind == 0 && foreignVerb(q) && !strings.HasSuffix(strings.TrimSpace(q.text), "?")
	}
	if asSentence.MatchString(q.text) && q.want.at < 0 && len(q.tokens) >= 5 {
		return true
	}
	return q.want.kind&^(askRank|askShare|askChange|askDuration|askMoney) == 0 && !strings.Contains(q.text, "__") && ix.finiteVerb(&q.utterance)
}

func yesNoFirst(q *query) bool { return q.want.at >= 0 && q.tokens[q.want.at].First }

// foreignVerb reports whether a common verb form of another language is there.
func foreignVerb(q *query) bool {
	for _, t := range q.tokens {
		if text.In(t.Norm, "est sont a ont n'a etait ist sind hat haben war wurde wurden baut es son tiene ha fue fueron e sao tem foi foram construiu exportou baute exportierte belegt liegt kostet cuesta custa coute 是 有 为 达 了") {
			return true
		}
	}
	return false
}

// finiteVerb reports whether an English utterance has a verb of a sentence, as
// opposed to a string of nouns typed as a search ("cars sold in China 2025").
func (ix *Index) finiteVerb(u *utterance) bool {
	dict := text.English()
	for i, t := range u.tokens {
		w := t.Norm
		if strings.HasSuffix(strings.ToLower(t.Surface), "'s") && i+1 < len(u.tokens) && text.In(u.tokens[i+1].Norm, "been the a an in not only now still") {
			return true
		}
		if i == 0 {
			continue
		}
		if text.In(w, "is are was were has have had will won't does did doesn't didn't isn't aren't wasn't weren't don't dont can can't cannot didnt doesnt isnt wasnt aren't hasn't haven't would could") {
			return true
		}
		strict, loose := dict.Past(w)
		after := next(u, i+1)
		before := u.tokens[i-1]
		if text.In(before.Norm, "also still now already never always only both really even") && dict.Verb(w) && after != "" {
			return true
		}
		if strings.HasSuffix(w, "ed") && (next(u, i+1) != "" && u.tokens[min(i+1, len(u.tokens)-1)].Digit) {
			return true
		}
		if (dict.Verb(w) || strings.HasSuffix(w, "ed")) && text.In(after, "the a an its their his her all every more most no two three over") && (!text.Light(before, "en") || text.In(before.Norm, "also he she it they")) {
			return true
		}
		if strings.HasPrefix(dict.POS(w), "v") && strings.HasSuffix(before.Norm, "s") && !text.Light(t, "en") && after != "" && len(ix.lex.phrases[t.Stem]) == 0 && !strings.HasSuffix(w, "ing") && !strings.HasSuffix(w, "ed") {
			return true
		}
		if strict || loose && after != "" && !text.In(after, "in by at for from to on of per and or with during abroad overseas") && !t.Glued {
			return true
		}
		if strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && strings.HasPrefix(dict.POS(w), "v") && after != "" && (len(ix.lex.phrases[t.Stem]) == 0 || text.Light(before, "en")) && (!text.Light(before, "en") || text.In(before.Norm, "also still now already never always only it he she")) {
			return true
		}
		if text.In(before.Norm, "i we you they") && strings.HasPrefix(dict.POS(w), "v") {
			return true
		}
	}
	return false
}

// claim gives the verdict on a claim, where the utterance makes one.
func (t *turn) claim(q *query) (Reply, bool) {
	if plainQ := t.unframed(q); plainQ != q && plainQ.want.at < 0 {
		q = plainQ
		if len(q.main) < 2 && len(q.numbers)+len(q.years) == 0 {
			return Reply{}, false
		}
	} else if !t.ix.isClaim(q) {
		return Reply{}, false
	}
	t.why.add("taken as a claim")
	if r, ok := t.related(q); ok {
		return r, true
	}
	_, cands := t.ix.best(q, t.why)
	chosen := -1
	verdict := Unknown
	var missing []string
	near, fewest := -1, 99
	for i := range cands {
		c := &cands[i]
		if len(t.ix.docs[c.doc].fact.List) > 0 || cands[0].score-c.score > claimGap && (chosen >= 0 || i > claimLook) {
			continue
		}
		v, why := t.ix.verify(q, c)
		if v == Contradicted && chosen >= 0 && verdict == Contradicted {
			continue
		}
		t.why.add("%s: %s %v", t.ix.docs[c.doc].fact.ID, v, why)
		if v == Supported && verdict != Supported || v == Contradicted && verdict == Unknown {
			verdict, chosen = v, i
		}
		if v == Unknown && missing == nil {
			missing = why
		}
		if v == Unknown && len(why) < fewest {
			near, fewest = i, len(why)
		}
	}
	if chosen < 0 || verdict == Unknown {
		conf := 0.0
		if len(cands) > 0 {
			conf = confidence(cands, 0) * vetoedTrust
		}
		if near > 0 { // the fact that fits best but for what is not settled comes first
			first := cands[near]
			copy(cands[1:near+1], cands[:near])
			cands[0] = first
		}
		r := t.refuse(q, cands, -1, conf)
		r.Verdict = Unknown
		if len(missing) > 0 {
			r.Missing = plain(missing)
		}
		r.Lead = "The fact base neither confirms nor denies that."
		return r, true
	}
	r := t.verdict(verdict, cands[chosen].doc, confidence(cands, chosen))
	for _, di := range t.ix.backing(q, t.ix.docs[cands[chosen].doc]) {
		r.Answers = merge(r.Answers, t.ix.answers(di, t.lang))
	}
	return r, true
}

// backing gives the facts that say where the fact's places lie, as far as the
// question speaks of places of that kind: a fact that names a city is backed by
// the one that says in which province it is.
func (ix *Index) backing(q *query, d *doc) []int {
	kinds := map[string]bool{}
	for _, k := range q.main {
		m := &q.terms[k]
		for _, key := range m.keys {
			if n := ix.lex.names[key]; n != nil && n.place && !d.names[key] {
				for _, is := range n.is {
					kinds[is] = true
				}
			}
			if ix.isKind(key) && q.want.kind&(askWhich|askWhat|askWhere) != 0 {
				kinds[key] = true
			}
		}
	}
	var out []int
	for _, c := range sortedKeys(d.names) {
		n := ix.lex.names[c]
		if n == nil || !n.place || len(kinds) == 0 {
			continue
		}
		for _, r := range n.rel {
			to := ix.lex.names["n:"+r.To]
			di, ok := ix.byID[r.Fact]
			if to == nil || !ok || d.names["n:"+r.To] || ix.docs[di] == d {
				continue
			}
			for _, is := range to.is {
				if kinds[is] && !contains(out, di) {
					out = append(out, di)
				}
			}
		}
	}
	return out
}

// unframed reads the claim again without the words that put it up for checking.
func (t *turn) unframed(q *query) *query {
	bare := strings.TrimSpace(claimFrame.ReplaceAllString(t.clean, " "))
	if bare == t.clean || len(strings.Fields(bare)) < 2 && t.lang != "zh" {
		return q
	}
	n := t.ix.understand(t.q, bare, t.lang)
	if len(n.main) == 0 {
		return q
	}
	return n
}

// related checks a claim about where a name belongs against the lexicon's
// relations: "X is in P" where the base says that X is in Q.
func (t *turn) related(q *query) (Reply, bool) {
	var names []concept
	for _, k := range q.main {
		m := &q.terms[k]
		switch {
		case m.class == className:
			for _, c := range m.keys {
				if t.ix.lex.names[c] != nil {
					names = append(names, c)
				}
			}
		case t.ix.isKind(firstKey(m)):
		default:
			return Reply{}, false
		}
	}
	if len(names) != 2 || names[0] == names[1] || len(q.numbers) > 0 || q.negated {
		return Reply{}, false
	}
	for i := range names {
		a, b := t.ix.lex.names[names[i]], names[1-i]
		for _, r := range a.rel {
			to := t.ix.lex.names["n:"+r.To]
			if to == nil {
				continue
			}
			di, ok := t.ix.byID[r.Fact]
			if !ok {
				continue
			}
			if contains(a.within, b) && contains(to.within, b) {
				return t.verdict(Supported, di, 1), true
			}
			for _, is := range to.is {
				if contains(t.ix.lex.names[b].is, is) && !contains(a.within, b) {
					return t.verdict(Contradicted, di, 1), true
				}
			}
		}
	}
	return Reply{}, false
}

func firstKey(t *term) string {
	if len(t.keys) == 0 {
		return ""
	}
	return t.keys[0]
}

// verdict makes the reply of a settled claim.
func (t *turn) verdict(v Verdict, di int, conf float64) Reply {
	r := Reply{Outcome: Answered, Verdict: v, Confidence: conf, Answers: t.ix.answers(di, t.lang)}
	r.Lead = map[Verdict]string{Supported: "Supported.", Contradicted: "Contradicted."}[v]
	return r
}

const (
	// claimLook is how many of the nearest facts are looked at in any case.
	claimLook = 5
	// likeClaim is from which similarity to a word of the fact a word of a claim
	// is taken for another way to say it, if the matcher knows the claim as well.
	likeClaim = 0.45
	// claimKnown is from which score the matcher knows a claim.
	claimKnown = 0.8
	// claimGap is how much less near than the nearest, in log-odds, a fact may
	// be and still decide a claim.
	claimGap = 2.5
	// slackOver is how far above "over N" a figure may lie and be unsettled
	// rather than wrong: nobody says "over 34 million" of 40 million.
	slackOver = 1.10
	// slackVague is the same for "more than half", which is said of much more.
	slackVague = 1.34
	// slackAbout is how far from "about N" a figure may lie and still be it.
	slackAbout = 0.10
	// rounding is how far two figures may differ and be the same, rounded.
	rounding = 0.006
)

// verify compares a claim with one fact. The words name what is not settled.
func (ix *Index) verify(q *query, c *candidate) (Verdict, []string) {
	d := ix.docs[c.doc]
	if strings.Contains(c.vetoBy, "differ") || len(d.names) > besideNames { // a fact of many things ties any of them to any other
		return Unknown, c.veto
	}
	turn := direction(&q.utterance, d)
	gaps, swap, actions := ix.gaps(q, d, c, turn != 0)
	if v, w := ix.verifyYears(q, d); v != Supported {
		if v == Contradicted && len(gaps) > 0 {
			return Unknown, gaps
		}
		return v, w
	}
	num := Supported
	neg := q.negated != q.saysAny("it's false that", "it is false that", "false that", "not true that", "untrue that", "wrong that")
	for i, n := range q.numbers {
		if n.Ordinal && !ix.hasFigure(d, n.Value) && !ix.ranks(d) {
			gaps = append(gaps, surface(q.tokens[n.Start:n.End]))
			continue
		}
		v, flipped := ix.verifyNumber(q, d, n, i)
		if flipped {
			neg = false
		}
		if v != Supported {
			num = v
		}
		if v == Contradicted {
			break
		}
	}
	if swap != "" {
		if num == Supported && len(gaps)-actions <= 1 && definite(q, d) {
			return flip(Contradicted, neg), nil
		}
		return Unknown, []string{swap}
	}
	if len(gaps) > 0 {
		return Unknown, gaps
	}
	if num == Unknown {
		return Unknown, nil
	}
	if turn < 0 {
		return flip(Contradicted, neg), nil
	}
	return flip(num, neg), nil
}

func flip(v Verdict, negated bool) Verdict {
	if !negated {
		return v
	}
	if v == Supported {
		return Contradicted
	}
	return Supported
}

// ranks reports whether the fact has a rank or a streak of its own to set
// against an ordinal.
func (ix *Index) ranks(d *doc) bool {
	if f := d.fact.Figure; f != nil && (f.As == kb.Rank || f.As == kb.Streak) {
		return true
	}
	for _, q := range d.figures {
		if q.ordinal {
			return true
		}
	}
	return false
}

// gaps gives the words of the claim that the fact does not cover, and the name
// among them that stands where the fact has another of its kind.
func (ix *Index) gaps(q *query, d *doc, c *candidate, turned bool) (gaps []string, swap string, actions int) {
	lastGap := -1
	for _, k := range q.main {
		t := &q.terms[k]
		if ix.claims(d, t) || ix.everywhere(t) || turned && directionOf(q.tokens[t.start].Norm) != 0 || q.qualifies(t.start) {
			continue
		}
		if text.In(t.norm, "majority minority decade percent most half halved") {
			continue
		}
		if c.feat.learnt >= claimKnown && !ix.contrasts(t) && t.class != className && t.class != classUnknown && ix.like(d, t.norm) {
			continue
		}
		if lastGap >= 0 && t.start-lastGap <= 1 && len(gaps) > 0 && t.class != classVerb {
			gaps[len(gaps)-1] += " " + t.surface // one name of several words
		} else {
			gaps = append(gaps, t.surface)
		}
		lastGap = t.end
		if t.class == classVerb {
			actions++
		}
		if t.class == classVerb || t.class == classOther || t.class == classNoun && !complement(q, t) {
			continue
		}
		if ix.replaces(q, d, t) {
			swap = t.surface
		}
	}
	if q.super != "" && !d.super && !d.says(" "+q.super+" ") && !(turned && directionOf(q.super) != 0) {
		gaps = append(gaps, "which is the "+q.super)
	}
	for i, t := range q.tokens { // words that claim more than the fact says
		w := t.Norm
		switch {
		case text.In(w, "all every always never most everyone exclusively") && !d.says(" "+w+" "), w == "only" && !q.qualifies(i) && !d.says(" only "):
			gaps = append(gaps, w)
		case w == "than" && i+1 < len(q.tokens) && !q.numberFrom(i+1) && !q.numberFrom(i+2) && !strings.Contains(d.fact.Statement, " than ") && !(turned && q.has("before previous earlier prior")):
			gaps = append(gaps, "the comparison")
		}
	}
	return gaps, swap, actions
}

// contrasts reports whether a word is one that other facts say, or one of a pair
// that differ: then it is no mere wording.
func (ix *Index) contrasts(t *term) bool {
	for _, k := range t.keys {
		if ix.said[k] > 0 || len(ix.lex.inDiff[k]) > 0 {
			return true
		}
	}
	return false
}

// like reports whether a word is used like one of the fact's.
func (ix *Index) like(d *doc, w string) bool {
	v, ok := ix.matcher().Word(w)
	if !ok {
		return false
	}
	for _, o := range d.vectors {
		if ix.matcher().Similar(v, o) >= likeClaim {
			return true
		}
	}
	return false
}

// claims reports whether a fact says the word of a claim itself: in its own
// words or its evidence; an action also in its example questions.
func (ix *Index) claims(d *doc, t *term) bool {
	for _, k := range t.keys {
		if d.own[k] || d.cover[k] >= coverPhrase && (t.class != classNoun || !d.onlyAsked(k)) {
			return true
		}
		for _, in := range t.inner {
			if d.own[in] {
				return true
			}
		}
	}
	if t.class == classNoun || t.class == classVerb {
		for _, a := range ix.alternatives(t) {
			if d.own[a.key] && a.strength >= coverSynonym && (t.class == classNoun || !t.inBase) {
				return true
			}
		}
	}
	return false
}

// onlyAsked reports whether a key stands in the example questions alone.
func (d *doc) onlyAsked(key string) bool {
	if d.own[key] || d.said[key] {
		return false
	}
	for c := range d.names {
		if c == key {
			return false
		}
	}
	return d.asked[key]
}

// qualifies reports whether the token belongs to the qualifier of a figure:
// "only 6 million", "fewer than two".
func (q *query) qualifies(i int) bool {
	for _, n := range q.numbers {
		if i < n.Start && n.Start-i <= 3 && text.In(q.tokens[i].Norm, "only just fewer less more over under about barely merely exactly even like reach reached crossed passed past topped surpassed exceeded below above beyond topped exceeded") {
			return true
		}
	}
	return false
}

// numberFrom reports whether a figure begins at the token or right after it.
func (q *query) numberFrom(i int) bool {
	for _, n := range q.nums {
		if n.Start == i || n.Start == i+1 {
			return true
		}
	}
	return false
}

// complement reports whether a term stands after a form of "to be": "is seat".
func complement(q *query, t *term) bool {
	return t.start > 0 && text.In(q.tokens[t.start-1].Norm, "is are was were called named as be")
}

// replaces reports whether a term of the claim may stand in the place of a name
// of the fact that the claim leaves out.
func (ix *Index) replaces(q *query, d *doc, t *term) bool {
	place, known := false, false
	for _, key := range t.keys {
		if n := ix.lex.names[key]; n != nil {
			place, known = n.place, true
		}
	}
	if !known && strings.HasPrefix(text.English().POS(t.norm), "P") {
		place, known = true, true
	}
	for n := range d.names {
		m := ix.lex.names[n]
		if m == nil || ix.asks(q, n) || ix.everywhere(&term{keys: []string{n}}) {
			continue
		}
		if !known || m.place == place {
			return true
		}
	}
	if len(d.names) == 0 || len(ix.lex.names) == 0 { // no lexicon: any name of the statement
		for k := range d.own {
			if ix.autoNames[k] > 0 && !ix.asks(q, k) {
				return true
			}
		}
	}
	return false
}

// definite reports whether a claim speaks of the one thing that the fact speaks
// of ("its plant", "the governor", "the largest hub"), not of one among others.
func definite(q *query, d *doc) bool {
	for i, t := range q.tokens {
		if text.In(t.Norm, "also another second additional new other too") {
			return false
		}
		if text.In(t.Norm, "a an") && i > 0 && text.In(q.tokens[i-1].Norm, "has have had built builds opened building runs operates owns") {
			return false
		}
	}
	for _, t := range q.tokens {
		if text.In(t.Norm, "the its their his her der die das le la el los las o os il ihr sein") || strings.HasSuffix(strings.ToLower(t.Surface), "'s") || strings.HasSuffix(t.Surface, "s'") {
			return true
		}
	}
	return q.super != "" || d.fact.Kind == kb.KindPerson || d.fact.Kind == kb.KindPlace || d.fact.Kind == kb.KindDefinition
}

// verifyYears compares the years of a claim with those of the fact.
func (ix *Index) verifyYears(q *query, d *doc) (Verdict, []string) {
	for _, p := range q.years {
		if hasPeriod(d, p) {
			if p.From == p.To && edgeWrong(q, d, p.From) {
				return Contradicted, nil
			}
			continue
		}
		if len(d.years) > 0 && d.fact.Figure == nil && d.fact.Kind != kb.KindFigure {
			return Contradicted, nil
		}
		return Unknown, []string{periodWords(p)}
	}
	for _, p := range q.years { // "2021 to 2026" where the fact has 2021 to 2025
		if p.To > p.From && d.fact.Figure == nil && !contains(d.years, p) && len(d.years) > 0 {
			return Contradicted, nil
		}
	}
	return Supported, nil
}

// edgeWrong reports whether a claim puts the begin or the end of the fact's
// period into a year within it.
func edgeWrong(q *query, d *doc, year int) bool {
	for _, p := range d.years {
		if p.To == p.From || !p.Contains(year) {
			continue
		}
		if q.has("start starts started begin begins began beginning") && year != p.From {
			return true
		}
		if q.has("end ends ended until finish finishes finished") && year != p.To {
			return true
		}
	}
	return false
}

// verifyNumber compares a figure of the claim with the fact's figures of the
// same sort. flipped says that a negation has been read into the comparison.
func (ix *Index) verifyNumber(q *query, d *doc, n text.Number, at int) (v Verdict, flipped bool) {
	if contrasted(q, n) {
		return Supported, true
	}
	cl := quantityOf(&q.utterance, n)
	qual := n.Qualifier
	if q.negated && numberDenied(q, n) {
		flipped = true
		qual = map[string]string{"": "under", "exactly": "under", "over": "at-most", "at-least": "under", "under": "at-least", "at-most": "over", "about": "under"}[qual]
	}
	best := Unknown
	seen := false
	for _, have := range factQuantities(d) {
		r, ok := compare(cl, qual, have)
		if !ok {
			continue
		}
		if !seen || r == Supported {
			best = r
		}
		seen = true
	}
	return best, flipped
}

// contrasted reports whether the figure is the one that the claim itself
// rejects: "21 months, not 36".
func contrasted(q *query, n text.Number) bool {
	return n.Start > 0 && q.tokens[n.Start-1].Norm == "not" && n.Start > 2
}

// numberDenied reports whether a negation before the figure bears on it.
func numberDenied(q *query, n text.Number) bool {
	for i := n.Start - 1; i >= 0; i-- {
		if w := q.tokens[i].Norm; strings.HasSuffix(w, "n't") || text.In(w, "not never didnt dont doesnt") {
			return true
		}
	}
	return false
}

// A measureOf is a figure with its sort, for comparison.
type measureOf struct {
	value, to float64
	sort      byte // # count, % share, x multiple, t time in months, o ordinal
	qual      kb.Qualifier
	vague     bool
	years     bool // an ordinal of years: "the fifth year"
}

func quantityOf(u *utterance, n text.Number) measureOf {
	m := measureOf{value: n.Value, to: n.To, sort: '#', vague: n.Vague}
	next := ""
	if n.End < len(u.tokens) {
		next = u.tokens[n.End].Norm
	}
	switch {
	case n.Ordinal:
		m.sort, m.years = 'o', monthsIn(next) == 12
	case n.Multiple:
		m.sort = 'x'
	case n.Percent:
		m.sort = '%'
	case next == "times":
		m.sort = 'x'
	case monthsIn(next) > 0:
		m.sort, m.value, m.to = 't', n.Value*monthsIn(next), n.To*monthsIn(next)
	}
	return m
}

// monthsIn gives the length of a unit of time in months (of 365.25/12 days), or 0.
func monthsIn(unit string) float64 {
	const day = 12 / 365.25
	switch {
	case text.In(unit, "year years yr yrs ans annees jahre jahren anos 年"):
		return 12
	case text.In(unit, "month months mois monate monaten meses 月"):
		return 1
	case text.In(unit, "week weeks woche wochen semaines semanas"):
		return 7 * day
	case text.In(unit, "day days tage tagen jours dias"):
		return day
	case text.In(unit, "decade decades"):
		return 120
	case text.In(unit, "hour hours"):
		return day / 24
	case text.In(unit, "minute minutes"):
		return day / 24 / 60
	}
	return 0
}

// factQuantities gives the fact's figures: the declared one first, then those
// of its statement.
func factQuantities(d *doc) []measureOf {
	var out []measureOf
	if f := d.fact.Figure; f != nil {
		m := measureOf{value: f.Value, to: f.To, sort: '#', qual: f.Qualifier}
		unit := text.Fold(f.Unit)
		switch {
		case f.As == kb.Multiple || unit == "times":
			m.sort = 'x'
		case f.As == kb.Rank:
			m.sort = 'o'
		case f.As == kb.Share || f.As == kb.Change || unit == "%" || text.In(unit, "percent"):
			m.sort, m.vague = '%', f.Value == 50 && f.Qualifier == kb.Over
			if f.Value <= 1 && unit != "%" && !text.In(unit, "percent") {
				m.value *= 100
			}
		case monthsIn(unit) > 0:
			m.sort, m.value, m.to = 't', f.Value*monthsIn(unit), f.To*monthsIn(unit)
		}
		out = append(out, m)
		if f.As == kb.Streak {
			out = append(out, measureOf{value: f.Value, sort: 'o', qual: f.Qualifier})
		}
	}
	for _, q := range d.figures {
		if q.year {
			continue
		}
		m := measureOf{value: q.value, to: q.to, sort: '#', qual: kb.Qualifier(q.qualifier)}
		switch {
		case q.ordinal:
			m.sort = 'o'
		case q.multiple:
			m.sort = 'x'
		case q.percent:
			m.sort, m.vague = '%', q.value == 50
		case q.months > 0:
			m.sort, m.value, m.to = 't', q.value*q.months, q.to*q.months
		}
		out = append(out, m)
	}
	return out
}

// compare says what a fact's figure makes of a claimed one; ok is false where
// they are not of the same sort.
func compare(claim measureOf, qual string, fact measureOf) (Verdict, bool) {
	if claim.sort != fact.sort {
		switch {
		case claim.sort == '%' && fact.sort == 'x': // "grew by 10 per cent" against "doubled"
			claim.value = 1 + claim.value/100
		case claim.sort == 'o' && !claim.years:
			return Unknown, false
		case claim.sort == 't' && fact.sort == 'o':
			claim.value /= 12
		case claim.sort == 'o' && fact.sort == 't':
			claim.value *= 12
		case claim.sort == '#' && fact.sort == 'x' && claim.value < 10, claim.sort == '#' && fact.sort == 'o':
		default:
			return Unknown, false
		}
	}
	lo, hi := bounds(fact)
	n := claim.value
	same := func(a, b float64) bool { return a == b || rounded(a, b) }
	switch qual {
	case "over", "at-least":
		return order(n <= lo || same(n, lo), n > hi && !same(n, hi) || qual == "over" && fact.qual == kb.Exactly && same(n, hi)), true
	case "under", "at-most":
		return order(n >= hi, n < lo || same(n, lo) && fact.qual != kb.About), true
	case "about", "nearly":
		v := fact.value
		return order(math.Abs(n-v) <= slackAbout*v, math.Abs(n-v) > 2*slackAbout*v && (n < lo || n > hi)), true
	}
	if same(n, fact.value) || claim.to > 0 && same(claim.value, fact.value) && same(claim.to, fact.to) {
		return Supported, true
	}
	return order(false, n < lo || n > hi), true
}

// rounded reports whether a is b written with fewer figures.
func rounded(a, b float64) bool {
	if a == 0 || math.Abs(a-b) > rounding*math.Abs(b) {
		return false
	}
	return figures(a) < figures(b) || math.Abs(a-b) < 1e-9*math.Abs(b)
}

// figures counts the significant figures of a number.
func figures(x float64) int {
	s := strings.Trim(strings.Replace(trim(math.Abs(x)), ".", "", 1), "0")
	return len(s)
}

func order(yes, no bool) Verdict {
	switch {
	case no:
		return Contradicted
	case yes:
		return Supported
	}
	return Unknown
}

// bounds gives between what a qualified figure lies, as people mean it.
func bounds(m measureOf) (lo, hi float64) {
	slack := slackOver
	if m.vague {
		slack = slackVague
	}
	switch m.qual {
	case kb.Over, kb.AtLeast:
		return m.value, m.value * slack
	case kb.Under, kb.AtMost, kb.Nearly:
		return m.value * (2 - slack), m.value
	case kb.About:
		return m.value * (1 - slackAbout), m.value * (1 + slackAbout)
	case kb.Between:
		return m.value, m.to
	}
	return m.value, m.value
}

// directions are words for more and for less: + and - of the same scale.
const (
	wordsUp   = "grow grew grown growing grows growth rise rises rose risen rising increase increased increases increasing up climb climbed gain gained doubled double doubling tripled triple higher expand expanded jump jumped surge surged soar soared longer lengthen lengthened extend extended faster largest biggest majority lead leads led leading top more improved grew augmente augmentation hausse gestiegen wuchs crecieron crecio aumento aumentaram cresceu 增长 增加"
	wordsDown = "fall fell fallen falling falls drop dropped drops decline declined decrease decreased decreases shrink shrank shrunk down lower reduce reduced reduces shorten shortened shorter shortening cut cuts halve halved slump slumped plunge plunged slower smallest minority lag lags lagged lagging worse less fewer baisse diminue gesunken fiel cayeron cayo caiu cairam 下降 减少"
)

func directionOf(w string) int {
	if s := strings.TrimSuffix(w, "s"); s != w && len(s) > 3 && !text.In(w, wordsUp+" "+wordsDown) {
		w = s
	}
	switch {
	case text.In(w, wordsUp):
		return 1
	case text.In(w, wordsDown):
		return -1
	}
	return 0
}

// direction says whether a claim speaks of the same direction as the fact: 1
// the same, -1 the opposite, 0 where one of them has none.
func direction(u *utterance, d *doc) int {
	claim, fact := 0, 0
	for i, t := range u.tokens {
		if x := directionOf(t.Norm); x != 0 {
			if i+1 < len(u.tokens) && u.tokens[i+1].Norm == "than" && i+2 < len(u.tokens) && (u.tokens[i+2].Digit || text.In(u.tokens[i+2].Norm, "two three four five six ten half a")) {
				continue // "more than 2 million" is a qualifier
			}
			if claim == 0 || text.In(t.Norm, wordsDown) {
				claim = x
			}
		}
	}
	if claim == 0 {
		return 0
	}
	for _, t := range text.Tokenize(text.Tidy(d.fact.Statement), "en") {
		if x := directionOf(t.Norm); x != 0 && fact == 0 {
			fact = x
		}
	}
	if f := d.fact.Figure; f != nil && f.As == kb.Multiple && f.Value > 1 && fact == 0 {
		fact = 1
	}
	return claim * fact
}

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
)

// asked says what a question wants to know.
type asked uint16

// What a question may want. A question may want more than one thing ("what
// rank" is a rank and a count).
const (
	askCount    asked = 1 << iota // how many, how much
	askShare                      // what part of
	askChange                     // by how much did it change
	askDuration                   // how long
	askRank                       // which place in an order
	askWhen
	askWho
	askWhere
	askWhich // which X, what X
	askWhat
	askWhy
	askHow
	askYesNo
	askList
	askMoney // how much does it cost
	askName  // what is it called
)

// A want is what a question asks for: its type and the noun it asks about
// ("chargers" in "how many chargers").
type want struct {
	kind  asked
	focus []int // terms that name what is asked for
	at    int   // token of the question word, or -1
	pos   int   // token after the question phrase
}

// wants reads the type of an English question, or of one in another language by
// its question words.
func wants(u *utterance) want {
	if u.lang != "en" {
		return foreignWants(u)
	}
	w := want{at: -1}
	ts := u.tokens
	for i := range ts {
		k, n := questionWord(ts, i)
		if k == 0 {
			continue
		}
		if w.at >= 0 && (k == askWhat || k == askWhich && w.kind&^askYesNo != 0 || k == askHow || relative(ts, i)) {
			continue // a relative clause seldom changes what is asked
		}
		if relative(ts, i) && w.at < 0 && i > 0 && !final(ts, i, n) {
			continue
		}
		if w.at >= 0 && mentioned(ts, w.at) && (ts[i].First || ts[i].Before == ',') { // "an argument about how many ...: how many ..."
			w.kind, w.at, w.pos = k, i, i+n
			continue
		}
		if w.at >= 0 && w.kind&(askCount|askDuration|askShare|askWhen|askWho|askWhere|askWhy|askMoney) != 0 {
			continue
		}
		w.kind, w.at, w.pos = k, i, i+n
	}
	if w.at < 0 {
		w.kind, w.at, w.pos = embedded(u)
	}
	w.focus = focusOf(u, w)
	w.kind |= focusKind(u, w)
	return w
}

// relative reports whether the question word at i only opens a relative clause:
// "the country which", "the exec who".
func relative(ts []text.Token, i int) bool {
	if i == 0 || ts[i].First || !text.In(ts[i].Norm, "who which whose whom where when that") {
		return false
	}
	if ts[i].Before != 0 {
		return false
	}
	pos := text.English().POS(ts[i-1].Norm)
	return strings.HasPrefix(pos, "n") && !text.In(ts[i-1].Norm, "question q pls please know idea wonder")
}

// mentioned reports whether the question word at i only opens something that is
// talked about.
func mentioned(ts []text.Token, i int) bool {
	return i > 0 && !ts[i].First && text.In(ts[i-1].Norm, "about of on over regarding know wonder wondering discussing discussed asked argued arguing")
}

// final reports whether nothing but light words follows: "made by who".
func final(ts []text.Token, i, n int) bool {
	for k := i + n; k < len(ts); k++ {
		if ts[k].Sentence == ts[i].Sentence && !text.Light(ts[k], "en") {
			return false
		}
	}
	return true
}

// questionWord reads the question phrase that begins at token i and its length.
func questionWord(ts []text.Token, i int) (asked, int) {
	w := bare(ts[i].Norm)
	next := func(k int) string {
		if i+k < len(ts) && ts[i+k].Sentence == ts[i].Sentence {
			return bare(ts[i+k].Norm)
		}
		return ""
	}
	switch w {
	case "how", "hw":
		switch n := next(1); {
		case n == "many" || n == "mny":
			if text.In(next(2), "years yrs months days weeks hours minutes") && (text.In(next(3), "did does do was has have it in running straight consecutive for is were until to") || next(3) == "") {
				return askDuration, 3
			}
			return askCount, 2
		case n == "much" && text.In(next(2), "time longer"):
			return askDuration, 3
		case n == "much" && text.In(next(2), "of"):
			return askShare | askCount, 3
		case n == "much" && (text.In(next(2), "faster quicker shorter higher lower bigger smaller more less greater cheaper slower larger fewer") || text.In(next(3), "grow rise fall increase decrease drop change shrink")):
			return askChange | askCount | askShare, 2
		case n == "much" && i > 0 && ts[i-1].Norm == "by":
			return askChange | askShare, 2
		case n == "much":
			return askCount | askMoney, 2
		case n == "long":
			return askDuration, 2
		case text.In(n, "big large high tall wide deep heavy far fast old strong small low"):
			return askCount | askHow | askDuration | askChange | askShare | askRank, 2
		case n == "often":
			return askCount, 2
		case n == "come":
			return askWhy, 2
		}
		return askHow, 1
	case "when", "wen":
		return askWhen, 1
	case "who", "whose", "whom":
		return askWho, 1
	case "where", "whereabouts":
		return askWhere, 1
	case "why":
		return askWhy, 1
	case "which":
		return askWhich, 1
	case "what", "wat", "wot", "whatever":
		if text.In(next(1), "made makes caused led drove prompted pushed") && next(2) != "" && w == "what" && !text.In(next(2), "of up in by") {
			return askWhy, 2
		}
		if next(1) == "" || text.In(next(1), "is are was were did does do has have had s can could will would about the a an of kind") {
			return askWhat, 1
		}
		return askWhich | askWhat, 1
	}
	return 0, 0
}

// bare cuts a contraction: "what's" is "what".
func bare(w string) string {
	if i := strings.IndexByte(w, '\''); i > 0 {
		return w[:i]
	}
	switch w {
	case "whats", "whos", "wheres", "whens", "hows", "whys":
		return w[:len(w)-1]
	}
	return w
}

// embedded reads a question without a question word: one that begins with an
// auxiliary, or names what it wants ("number of ...", "list the ...").
func embedded(u *utterance) (asked, int, int) {
	for i, t := range u.tokens {
		if t.First && text.In(t.Norm, "is are was were do does did has have had can could will would isn't aren't wasn't weren't doesn't don't didn't hasn't haven't isnt didnt doesnt dont") {
			return askYesNo, i, i + 1
		}
		if t.First && text.In(t.Norm, "list name enumerate") {
			return askList, i, i + 1
		}
	}
	return 0, -1, 0
}

// focusOf gives the terms that name what is asked for: the noun phrase after
// the question phrase ("how many chargers", "which German firm").
func focusOf(u *utterance, w want) []int {
	if w.at < 0 || w.kind&(askCount|askWhich|askShare|askWhat|askDuration|askList|askWho) == 0 || w.kind&askWho != 0 && !text.In(next(u, w.pos), "is was are were the") {
		return nil
	}
	var out []int
	for k := range u.terms {
		t := &u.terms[k]
		if t.start < w.pos {
			continue
		}
		tok := u.tokens[t.start]
		if tok.Sentence != u.tokens[w.at].Sentence || len(out) > 0 && (tok.Before != 0 || t.class == classVerb || t.class == classLight && !text.In(tok.Norm, "of and")) {
			break
		}
		if t.class == classLight {
			if w.kind&(askWhat|askWho) != 0 && w.kind&askWhich == 0 || text.In(tok.Norm, "of the a an and all these those type types kind kinds sort sorts other different new name names big total number percent") {
				continue
			}
			break
		}
		if len(out) > 0 && t.class == classNumber {
			break
		}
		if t.class == classVerb && len(out) == 0 && w.kind&(askWhat|askList) == 0 {
			break
		}
		out = append(out, k)
		if len(out) == 3 || w.kind&(askWhat|askWho) != 0 && w.kind&askWhich == 0 {
			break
		}
	}
	return out
}

// focusKind reads what is wanted from its noun: "what percentage", "which
// year", "name of the photographer".
func focusKind(u *utterance, w want) asked {
	var k asked
	from := 0
	if w.at >= 0 {
		from = w.pos
	}
	for i := from; i < len(u.tokens) && (i < from+4 || w.at < 0 || text.In(u.tokens[i].Norm, "called named call")); i++ {
		t := u.tokens[i]
		near := w.at >= 0 || t.First
		switch {
		case text.In(t.Norm, "percent percentage share proportion fraction portion pct"):
			k |= askShare
		case (text.In(t.Norm, "growth increase rise decrease drop decline") || t.Norm == "change" && i > 0 && text.In(u.tokens[i-1].Norm, "the percentage percent of annual")) && w.kind&(askWhat|askWhich|askCount) != 0:
			k |= askChange
		case text.In(t.Norm, "duration") || t.Norm == "time" && i > 0 && text.In(u.tokens[i-1].Norm, "development build") || t.Norm == "period" && w.at < 0:
			k |= askDuration
		case text.In(t.Norm, "year years date dates") && w.kind&(askWhich|askWhat) != 0 && i < from+2:
			k |= askWhen
		case text.In(t.Norm, "reason reasons cause causes") && w.kind != 0:
			k |= askWhy
		case text.In(t.Norm, "called named") && w.kind&(askWhat|askHow) != 0, t.Norm == "name" && w.kind&^askWhat == 0 && (text.In(next(u, i+1), "of") || i > 0 && (text.In(u.tokens[i-1].Norm, "his her their its") || strings.HasSuffix(u.tokens[i-1].Surface, "'s"))):
			k |= askName
		case text.In(t.Norm, "call named") && w.kind&askWhat != 0 && i > from+1:
			k |= askName
		case text.In(t.Norm, "location whereabouts"):
			k |= askWhere
		case text.In(t.Norm, "rank ranking position") && w.kind&(askWhich|askWhat) != 0:
			k |= askRank
		case near && text.In(t.Norm, "number quantity amount total volume") && w.kind&^(askWhat|askWhich) == 0 && (w.at < 0 || next(u, i+1) == "of"):
			k |= askCount
		case text.In(t.Norm, "price cost fee") && w.kind&(askWhat|askWhich) != 0:
			k |= askMoney
		}
	}
	return k
}

// foreignWants reads the question words of the other languages.
func foreignWants(u *utterance) (w want) {
	w.at = -1
	defer func() { w.focus = foreignFocus(u, w.kind) }()
	s := " " + text.Fold(u.text) + " "
	has := func(list ...string) bool {
		for _, p := range list {
			if strings.Contains(s, p) {
				return true
			}
		}
		return false
	}
	switch u.lang {
	case "zh":
		switch {
		case has("多久", "多长时间", "几个月", "多少个月", "多少年", "几年时间"):
			w.kind = askDuration
		case has("百分之几", "百分之多少", "占比", "比例", "份额", "占多少"):
			w.kind = askShare | askCount
		case has("多少", "几"):
			w.kind = askCount
		case has("谁", "哪位"):
			w.kind = askWho
		case has("什么时候", "何时", "哪年", "哪一年"):
			w.kind = askWhen
		case has("哪里", "哪儿", "何处", "什么地方", "在哪"):
			w.kind = askWhere
		case has("为什么", "为何", "原因"):
			w.kind = askWhy
		case has("哪"):
			w.kind = askWhich
		case has("什么", "如何", "怎"):
			w.kind = askWhat
		case has("吗", "对吗", "是不是", "是否"):
			w.kind = askYesNo
		}
		if has("哪几年", "哪年到哪年") {
			w.kind = askWhen
		}
		return w
	case "fr":
		w.kind = firstKind(has("combien de temps", "combien de mois"), has("quelle part", "quel pourcentage", "quelle proportion"), has("combien"), has(" qui "), has("quand", "quelle annee", "quelles annees"), has(" ou ", "où"), has("pourquoi"), has("quel"))
	case "de":
		w.kind = firstKind(has("wie lange", "wie viele monate"), has("welcher anteil", "welchen anteil", "wie viel prozent", "wie hoch ist der anteil"), has("wie viel", "wieviel"), has(" wer ", "wessen", " wem "), has(" wann ", "welchem jahr", "welche jahre", "welchen jahren"), has(" wo "), has("warum", "wieso", "weshalb"), has("welch"))
	case "es":
		w.kind = firstKind(has("cuanto tiempo", "cuantos meses"), has("que porcentaje", "que parte", "que proporcion"), has("cuant"), has("quien"), has("cuando", "que ano"), has("donde"), has("por que "), has("que ", "cual"))
	case "pt":
		w.kind = firstKind(has("quanto tempo", "quantos meses"), has("que percentagem", "que parte", "qual a parte", "que porcentagem"), has("quant"), has("quem"), has("quando", "que ano"), has("onde"), has("por que "), has("qual", "quais", "que "))
	}
	return w
}

// foreignFocus gives the thing that is counted: what follows the words for "how many".
func foreignFocus(u *utterance, k asked) []int {
	if k&askCount == 0 || k&askShare != 0 && u.lang == "zh" {
		return nil
	}
	for i, t := range u.tokens {
		after := 0
		switch {
		case text.In(t.Norm, "combien cuantos cuantas quantos quantas wieviele"):
			after = i + 1
		case text.In(t.Norm, "viele"), u.lang == "zh" && (t.Norm == "少" || t.Norm == "几"):
			after = i + 1
		default:
			continue
		}
		for n := range u.terms {
			m := &u.terms[n]
			if m.start >= after && m.start <= after+2 && m.class != classLight && m.class != classNumber {
				return []int{n}
			}
		}
		return nil
	}
	return nil
}

func firstKind(found ...bool) asked {
	order := []asked{askDuration, askShare | askCount, askCount | askShare | askDuration | askChange, askWho, askWhen, askWhere, askWhy, askWhich | askWhat}
	for i, f := range found {
		if f {
			return order[i]
		}
	}
	return 0
}

// next gives the folded token at i, or "".
func next(u *utterance, i int) string {
	if i < len(u.tokens) {
		return u.tokens[i].Norm
	}
	return ""
}

// Kinds of question: what an English question wants to know.

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
	only := marked(ts)
	for i := range ts {
		k, n := questionWord(ts, i)
		if k == 0 || only && !ts[i].Asks || subordinate(ts, i) {
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
		w.kind, w.at, w.pos = embedded(u, only)
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
// auxiliary, or bids for what it wants ("list the ...", "please state the ...").
// Where only is set, sentences without a question mark do not ask.
func embedded(u *utterance, only bool) (asked, int, int) {
	if i := bid(u); i >= 0 {
		if several(u, i) {
			return askList, i, i + 1
		}
		return askWhat, i, i + 1
	}
	for i, t := range u.tokens {
		if t.First && text.In(t.Norm, auxiliaries) && (t.Asks || !only) {
			return askYesNo, i, i + 1
		}
	}
	return 0, -1, 0
}

// next gives the folded token at i, or "".
func next(u *utterance, i int) string {
	if i < len(u.tokens) {
		return u.tokens[i].Norm
	}
	return ""
}

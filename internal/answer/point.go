// The point: which sentences of a long utterance ask, and what somebody says
// that somebody said.

package answer

import "autofacts/internal/answer/text"

// marked reports whether the utterance has a sentence that ends with a question
// mark and asks. Then only the words of such sentences open questions.
func marked(ts []text.Token) bool {
	for i := range ts {
		if ts[i].Asks && opensQuestion(ts, i) {
			return true
		}
	}
	return false
}

// subordinate reports whether the question word at the token only opens a clause
// that another question follows: "when somebody buys one, how often is it".
func subordinate(ts []text.Token, i int) bool {
	if bare(ts[i].Norm) != "when" || !ts[i].First || i+1 >= len(ts) || text.In(ts[i+1].Norm, auxiliaries+" should shall") {
		return false
	}
	for k := i + 2; k < len(ts) && ts[k].Sentence == ts[i].Sentence; k++ {
		if n, _ := questionWord(ts, k); n != 0 && ts[k].Before == ',' {
			return true
		}
	}
	return false
}

// opensQuestion reports whether a question word stands at the token, or an
// auxiliary that begins its sentence.
func opensQuestion(ts []text.Token, i int) bool {
	k, _ := questionWord(ts, i)
	return k != 0 || ts[i].First && text.In(ts[i].Norm, auxiliaries)
}

// auxiliaries begin a question that wants a yes or a no.
const auxiliaries = "is are was were do does did has have had can could will would isn't aren't wasn't weren't doesn't don't didn't hasn't haven't isnt didnt doesnt dont"

// sayings are the verbs after which a claim is told at second hand.
const sayings = "told tell telling tells said say saying says claim claims claimed claiming wrote write writes written argue argues argued arguing insist insists insisted heard hear read thought think thinks believe believes believed reckon reckons swear swears swore bet bets convinced mentioned mentions remember remembered guess guessed assumed assume noted"

// reported gives the claim that a long utterance tells at second hand ("I was
// telling the girls that ..., and they laughed"), or "".
func (ix *Index) reported(u *utterance) string {
	ts := u.tokens
	for i := len(ts) - 1; i >= 0; i-- {
		if !text.In(ts[i].Norm, sayings) {
			continue
		}
		from := -1
		for k := i + 1; k < len(ts) && k <= i+saidNear && ts[k].Sentence == ts[i].Sentence; k++ {
			if ts[k].Norm == "that" {
				from = k + 1
				break
			}
		}
		if from < 0 && i+2 < len(ts) && ts[i+1].Sentence == ts[i].Sentence && !text.In(ts[i+1].Norm, "about of to on it this so something what how me us him her them my") {
			from = i + 1 // "granny insists they have"
		}
		if from < 0 {
			continue
		}
		to := from
		for to < len(ts) && ts[to].Sentence == ts[i].Sentence && !(ts[to].Before == ',' && text.In(ts[to].Norm, "and but so because while although which or then i")) {
			to++
		}
		known := 0
		for k := range u.terms {
			if t := &u.terms[k]; t.start >= from && t.start < to && t.class != classLight {
				if _, ok := ix.weight(t); ok || t.class == classNumber {
					known++
				}
			}
		}
		if known >= enoughKnown {
			return surface(ts[from:to]) + "."
		}
	}
	return ""
}

// saidFirst reports whether a verb of saying stands near the beginning: "granny
// insists", "our copy says".
func saidFirst(u *utterance) bool {
	for i := 1; i < min(4, len(u.tokens)); i++ {
		if text.In(u.tokens[i].Norm, sayings) {
			return true
		}
	}
	return false
}

// saidNear is how many tokens after a verb of saying its "that" may stand:
// "I told the girls at the hairdresser that".
const saidNear = 8

// exists reports whether an utterance asks if there is something: "is there a
// telephone number", "got a number".
func exists(u *utterance) bool {
	for i, t := range u.tokens {
		if !t.First {
			continue
		}
		b, c := next(u, i+1), next(u, i+2)
		if text.In(t.Norm, "is are") && b == "there" && text.In(c, "a an any some") || text.In(t.Norm, "got any") && text.In(b, "a an any some") {
			return true
		}
	}
	return false
}

// bids are the verbs by which something is asked for without a question word.
const bids = "provide give state specify indicate identify share report quote name list enumerate compare contrast describe explain supply summarise summarize outline quantify calculate estimate tell advise"

// bid gives the token of a verb that asks for something ("please provide the
// number of"), or -1.
func bid(u *utterance) int {
	for i, t := range u.tokens {
		if !text.In(t.Norm, bids) || i+1 >= len(u.tokens) {
			continue
		}
		begins := t.First || t.Before == ':' || i > 0 && text.In(u.tokens[i-1].Norm, "please kindly pls and")
		for k := i - 1; k >= 0 && !begins && text.In(u.tokens[k].Norm, "you could can would to please kindly"); k-- {
			begins = u.tokens[k].First
		}
		if begins && text.In(u.tokens[i+1].Norm, "the me us a an all every each both any some its their") || t.First && text.In(t.Norm, "list name enumerate") {
			return i
		}
	}
	return -1
}

// several reports whether a bid wants more than one thing: "name every", "list".
func several(u *utterance, i int) bool {
	return text.In(u.tokens[i].Norm, "list name enumerate") || text.In(next(u, i+1), "all every each both")
}

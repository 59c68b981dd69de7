// Qualifiers: the words that say how a figure is meant.

package text

// qualifierBefore reads the words before a figure that say how it is meant,
// as the names of kb.Qualifier.
func qualifierBefore(ts []Token, i int) string {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		w := ts[k].Norm
		switch {
		case in(w, "over above past exceeding exceeded exceeds exceed crossed cross surpassed surpassing surpass topped beyond ueber uber plus superieur superan supera superar ultrapassou ultrapassar mehr mas mais"), w == "than" && k > 0 && in(ts[k-1].Norm, "more greater higher bigger longer"), in(w, "超 过"):
			return "over"
		case w == "least" && k > 0 && ts[k-1].Norm == "at", in(w, "minimum mindestens"):
			return "at-least"
		case in(w, "under below beneath unter weniger moins menos"), w == "than" && k > 0 && in(ts[k-1].Norm, "less fewer lower smaller"):
			return "under"
		case w == "most" && k > 0 && ts[k-1].Norm == "at", w == "to" && k > 0 && ts[k-1].Norm == "up", in(w, "maximum hochstens"):
			return "at-most"
		case in(w, "about around approximately roughly circa ca approx some etwa rund environ unos alrededor cerca aproximadamente 约"):
			return "about"
		case in(w, "nearly almost fast presque casi quase 近"):
			return "nearly"
		case in(w, "exactly precisely just only exact genau exactement exactamente exatamente"):
			return "exactly"
		}
		if !in(w, "of the a an que de than a als da do to 过 于") {
			break
		}
	}
	return ""
}

// qualifierAfter reads "34 million plus", "34 million or more".
func qualifierAfter(ts []Token, i int) string {
	if i < len(ts) {
		switch {
		case ts[i].Norm == "plus", ts[i].Norm == "or" && i+1 < len(ts) && in(ts[i+1].Norm, "more over"):
			return "at-least"
		case ts[i].Norm == "or" && i+1 < len(ts) && in(ts[i+1].Norm, "less fewer under"):
			return "at-most"
		case ts[i].Norm == "ish", ts[i].Norm == "or" && i+1 < len(ts) && ts[i+1].Norm == "so":
			return "about"
		}
	}
	return ""
}

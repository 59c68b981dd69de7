// Spelling: words that British and American English write differently.

package text

import "strings"

// britishWords are the British spellings that no rule gives, with the American.
const britishWords = " centre:center metre:meter litre:liter theatre:theater fibre:fiber calibre:caliber sabre:saber sombre:somber colour:color harbour:harbor labour:labor neighbour:neighbor neighbourhood:neighborhood favour:favor favourite:favorite honour:honor rumour:rumor humour:humor vapour:vapor behaviour:behavior armour:armor flavour:flavor endeavour:endeavor parlour:parlor savour:savor vigour:vigor candour:candor programme:program grey:gray licence:license defence:defense offence:offense pretence:pretense catalogue:catalog dialogue:dialog analogue:analog cheque:check tyre:tire kerb:curb plough:plow travelled:traveled travelling:traveling traveller:traveler cancelled:canceled cancelling:canceling labelled:labeled modelled:modeled fuelled:fueled levelled:leveled jewellery:jewelry aluminium:aluminum manoeuvre:maneuver mould:mold moulds:mold aeroplane:airplane sceptical:skeptical pyjamas:pajamas "

// american gives the American spelling of an English word in lower case, or the
// word itself, so that both have one stem.
func american(w string) string {
	if len(w) < 4 {
		return w
	}
	base, plural := strings.CutSuffix(w, "s")
	if v := american1(base); plural && v != "" {
		return v + "s"
	}
	if v := american1(w); v != "" {
		return v
	}
	for _, end := range []string{"isation", "isations", "ise", "ised", "iser", "isers", "ises", "ising"} {
		stem, ok := strings.CutSuffix(w, end)
		if !ok || len(stem) < 3 {
			continue
		}
		z := stem + "iz" + end[2:]
		if _, known := English().Rank(z); known {
			return z
		}
	}
	return w
}

// american1 looks a word up in the list; "" where it is not there.
func american1(w string) string {
	i := strings.Index(britishWords, " "+w+":")
	if i < 0 {
		return ""
	}
	v := britishWords[i+len(w)+2:]
	return v[:strings.IndexByte(v, ' ')]
}

// Spelling: words that British and American English write differently.

package text

import (
	"strings"
	"sync"
)

// britishWords are the British spellings that no rule gives, with the American.
const britishWords = " centre:center metre:meter litre:liter theatre:theater fibre:fiber calibre:caliber sabre:saber sombre:somber colour:color harbour:harbor labour:labor neighbour:neighbor neighbourhood:neighborhood favour:favor favourite:favorite honour:honor rumour:rumor humour:humor vapour:vapor behaviour:behavior armour:armor flavour:flavor endeavour:endeavor parlour:parlor savour:savor vigour:vigor candour:candor programme:program grey:gray licence:license defence:defense offence:offense pretence:pretense catalogue:catalog dialogue:dialog analogue:analog cheque:check tyre:tire kerb:curb plough:plow travelled:traveled travelling:traveling traveller:traveler cancelled:canceled cancelling:canceling labelled:labeled modelled:modeled fuelled:fueled levelled:leveled jewellery:jewelry aluminium:aluminum manoeuvre:maneuver mould:mold aeroplane:airplane sceptical:skeptical pyjamas:pajamas "

var americanWords = sync.OnceValue(func() map[string]string { return pairs(britishWords) })

// pairs reads a list of key:value.
func pairs(list string) map[string]string {
	out := map[string]string{}
	for f := range strings.FieldsSeq(list) {
		k, v, _ := strings.Cut(f, ":")
		out[k] = v
	}
	return out
}

// american gives the American spelling of an English word in lower case, or the
// word itself, so that both have one stem.
func american(w string) string {
	if len(w) < 4 {
		return w
	}
	base, plural := strings.CutSuffix(w, "s")
	if v := americanWords()[base]; plural && v != "" {
		return v + "s"
	}
	if v := americanWords()[w]; v != "" {
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

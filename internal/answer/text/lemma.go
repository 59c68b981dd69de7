// Base forms of English words.

package text

import (
	"strings"
	"sync"
)

// lemmas gives the base forms that a word may be an inflection of, likeliest first.
func lemmas(w string) []string {
	var out []string
	if base := irregularStem(w); base != "" && base != w {
		out = append(out, base)
	}
	add := func(cut int, end string) {
		if len(w)-cut >= 2 {
			out = append(out, w[:len(w)-cut]+end)
		}
	}
	switch {
	case strings.HasSuffix(w, "ies"):
		add(3, "y")
		add(1, "")
	case strings.HasSuffix(w, "es"):
		add(1, "")
		add(2, "")
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		add(1, "")
	case strings.HasSuffix(w, "ied"):
		add(3, "y")
	case strings.HasSuffix(w, "ed"):
		add(1, "")
		add(2, "")
		if n := len(w); n > 4 && w[n-3] == w[n-4] {
			add(3, "")
		}
	case strings.HasSuffix(w, "ing"):
		add(3, "e")
		add(3, "")
		if n := len(w); n > 5 && w[n-4] == w[n-5] {
			add(4, "")
		}
	case strings.HasSuffix(w, "iest"):
		add(4, "y")
		add(4, "ey")
	case strings.HasSuffix(w, "ier"):
		add(3, "y")
		add(3, "ey")
	case strings.HasSuffix(w, "est"):
		add(3, "")
		add(2, "")
	case strings.HasSuffix(w, "er"):
		add(2, "")
		add(1, "")
	case strings.HasSuffix(w, "ly"):
		add(2, "")
	}
	return out
}

// inflects reports whether a word may be a form of a base form with these parts
// of speech: only adjectives take -ly, only verbs and adjectives -er.
func inflects(w, pos string) bool {
	switch {
	case strings.HasSuffix(w, "ly"):
		return strings.Contains(pos, "a")
	case strings.HasSuffix(w, "er"):
		return strings.ContainsAny(pos, "av")
	case irregularStem(w) != "":
		return true
	case strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing"):
		return strings.Contains(pos, "v")
	}
	return true
}

// irregular are the forms of the commonest irregular verbs and nouns with their
// base forms.
const irregular = " sold:sell built:build made:make making:make grew:grow grown:grow rose:rise risen:rise fell:fall fallen:fall sent:send said:say went:go gone:go bought:buy took:take taken:take came:come gave:give given:give held:hold led:lead ran:run shot:shoot spoke:speak spoken:speak won:win lost:lose paid:pay costs:cost costing:cost began:begin begun:begin men:man women:woman children:child wrote:write written:write drew:draw drawn:draw overtook:overtake overtaken:overtake spent:spend met:meet kept:keep left:leave meant:mean thought:think brought:bring found:find stood:stand chose:choose chosen:choose stole:steal stolen:steal ate:eat eaten:eat drove:drive driven:drive froze:freeze frozen:freeze hid:hide hidden:hide rode:ride ridden:ride broke:break broken:break forgot:forget forgotten:forget bit:bite bitten:bite beaten:beat threw:throw thrown:throw flew:fly flown:fly wore:wear worn:wear tore:tear torn:tear swore:swear sworn:swear sang:sing sung:sing sank:sink sunk:sink shrank:shrink shrunk:shrink swam:swim swum:swim rang:ring rung:ring hung:hang dug:dig stuck:stick struck:strike swept:sweep slept:sleep felt:feel dealt:deal lent:lend bent:bend lit:light fed:feed bred:breed fled:flee shone:shine caught:catch taught:teach fought:fight sought:seek became:become saw:see seen:see heard:hear told:tell got:get gotten:get had:have has:have did:do done:do fewer:few worse:bad better:good feet:foot teeth:tooth mice:mouse lives:life wives:wife knives:knife leaves:leaf halves:half woke:wake woken:wake laid:lay lain:lie understood:understand withdrew:withdraw withdrawn:withdraw undertook:undertake undertaken:undertake "

// irregularStem gives the base form of an irregular verb or plural, or "".
func irregularStem(w string) string {
	return irregularForms()[w]
}

// irregularForms holds the list as a map. It is made once and never changes.
var irregularForms = sync.OnceValue(func() map[string]string {
	forms := map[string]string{}
	for _, pair := range strings.Fields(irregular) {
		if form, base, _ := strings.Cut(pair, ":"); forms[form] == "" {
			forms[form] = base
		}
	}
	return forms
})

// Past reports whether a word is a past form of a verb: strict for one that can
// be nothing else ("grew"), loose for one that may be a participle ("built").
func (d *Dictionary) Past(w string) (strict, loose bool) {
	if in(w, "doubled tripled quadrupled halved was were had did fell grew rose went took came began gave wrote drew spoke saw became flew broke chose drove ate overtook undertook shrank sank sang ran stole froze forgot threw wore") {
		return true, true
	}
	if base := irregularStem(w); base != "" && strings.Contains(d.POS(base), "v") && !strings.HasSuffix(w, "s") && !in(w, "better worse fewer") {
		return false, true
	}
	return false, strings.HasSuffix(w, "ed") && d.Verb(w) || in(w, "cut put set hit cost shut")
}

// Which language an utterance is written in.

package text

import (
	"regexp"
	"strings"
	"unicode"
)

// Languages lists the languages that the package reads, English first.
func Languages() []string { return []string{"en", "zh", "fr", "de", "es", "pt"} }

// Function words that tell one language from another; words that two of them
// share are in neither or in both.
const (
	enWords = "the of and is are was were what which who how many much does did do in on by for to with it that have has when where why whose can you tell me i about from any there"
	frWords = "le la les des du de un une et est sont etait quel quelle quels quelles combien qui que quoi dans en par pour avec sur ou quand pourquoi comment a ont au aux l d qu s il elle ce cette ces se chez plus depuis selon"
	deWords = "der die das den dem des ein eine einen einem einer und ist sind war waren wie viele viel welche welcher welches welchen wer was wo wann warum in im am auf von fur mit zu zum zur hat haben wurde wurden werden nach aus bei uber sich nicht wird laut wieviel"
	esWords = "tiene pais ciudad paises hizo quienes donde esta estan cuales verdad el la los las de del un una y es son fue fueron cual cuales cuanto cuantos cuanta cuantas quien que donde cuando como por para con en se ha han su sus al segun hay o mas anos ano"
	ptWords = "tem pais cidade fez voce quais verdade sobre o a os as de do da dos das um uma e sao foi foram qual quais quanto quantos quanta quantas quem que onde quando como por para com em no na nos nas se ao segundo ha mais anos ano"
)

// possessive matches the English genitive and contractions of "is" and "not".
var possessive = regexp.MustCompile(`'s\b|n't\b`)

// Detect gives the language that an utterance is most likely written in, one of
// Languages. The locale decides where the words do not.
func Detect(s, locale string) string {
	han, letters := 0, 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			han++
		} else if unicode.IsLetter(r) {
			letters++
		}
	}
	if han > 0 && 3*han >= letters {
		return "zh"
	}
	score := map[string]float64{}
	s = possessive.ReplaceAllStringFunc(s, func(string) string { score["en"]++; return " " })
	for _, w := range strings.FieldsFunc(Fold(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, l := range [...]struct{ lang, words string }{{"en", enWords}, {"fr", frWords}, {"de", deWords}, {"es", esWords}, {"pt", ptWords}} {
			if in(w, l.words) {
				score[l.lang]++
			}
		}
		if dict := English(); len(w) > 3 && dict.Common(w) && dict.POS(w) != "" && !in(w, frWords) && !in(w, deWords) && !in(w, esWords) && !in(w, ptWords) {
			score["en"] += englishWord
		}
	}
	for _, r := range strings.ToLower(s) { // letters that only some of them have
		switch r {
		case 'ß', 'ä', 'ü':
			score["de"]++
		case 'á', 'í', 'ó', 'ú':
			score["es"] += .6
			score["pt"] += .5
		case 'ñ', '¿', '¡':
			score["es"] += 2
		case 'ã', 'õ':
			score["pt"]++
		case 'è', 'ê', 'œ', 'ù', 'û', 'î':
			score["fr"]++
		case 'ç':
			score["fr"] += .5
			score["pt"] += .5
		}
	}
	best, top := "en", score["en"]
	if l := Language(locale); l != "" {
		score[l] += .5
	}
	for _, l := range []string{"fr", "de", "es", "pt"} {
		if score[l] > top {
			best, top = l, score[l]
		}
	}
	return best
}

// englishWord is what a common English word of matter counts, as a share of a
// function word: other languages have many of them, too.
const englishWord = 0.4

// Language gives the language of a locale tag such as "zh-CN", or "" for one
// that the package does not read.
func Language(locale string) string {
	l, _, _ := strings.Cut(strings.ToLower(locale), "-")
	for _, known := range Languages() {
		if l == known {
			return l
		}
	}
	return ""
}

// Disguises: markup, look-alike letters, text turned round.

package text

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// What Discord puts around or between words.
var (
	markup  = regexp.MustCompile(`<(?:@[!&]?|#|/[^:>]{1,40}:|a?:\w{2,32}:|t:|id:)[\w:+-]*>`) // mentions, custom emoji, timestamps
	link    = regexp.MustCompile(`\[([^\]\[]{0,200})\]\([^)\s]*\)`)                          // masked links
	address = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S+`)
	pings   = regexp.MustCompile(`(?i)@(?:everyone|here)\b`)
	marks   = regexp.MustCompile("(?:\\*{1,3}|_{2,3}|~~|\\|\\||`{1,3})([^*_~|`]*)") // bold, underline, strike, spoiler, code
)

// looks maps letters of other scripts to the Latin ones they are taken for.
const looks = "аaвbсcеeнhкkмmоoрpтtхxуyіiјjѕsԁdԛqԝwһhӏlгrпnлnиuАAВBСCЕEНHКKМMОOРPТTХXУYІIЈJЅSЗ3" +
	"αaβbεeηnιiκkνvοoρpτtυuχxγyωwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX" +
	"ɑaɡgıiʟlɪiɴnʀrᴀaʙbᴄcᴅdᴇeꜰfɢgʜhᴊjᴋkᴍmᴏoᴘpꜱsᴛtᴜuᴠvᴡwʏyᴢz" +
	"ǝeɐaɔcɟfɓbɥhᴉiɾjʞkɯmɹrʇtʌvʍwʎy"

// lookAlike replaces look-alike letters by Latin ones. It leaves a text alone
// that is really written in Cyrillic or Greek: one that has letters without a
// Latin double and hardly any Latin letter.
func lookAlike(s string) string {
	latin, foreign := 0, 0
	for _, r := range s {
		switch {
		case r < 0x80 && unicode.IsLetter(r):
			latin++
		case unicode.In(r, unicode.Cyrillic, unicode.Greek):
			foreign++
		}
	}
	if !strings.ContainsAny(s, looks) || foreign > 3 && foreign > 2*latin && !allDouble(s) {
		return s
	}
	double := doubles()
	return strings.Map(func(r rune) rune {
		if d, ok := double[r]; ok {
			return d
		}
		return r
	}, s)
}

// doubles holds looks as a map. It is made once and never changes.
var doubles = sync.OnceValue(func() map[rune]rune {
	rs := []rune(looks)
	m := make(map[rune]rune, len(rs)/2)
	for i := 0; i+1 < len(rs); i += 2 {
		m[rs[i]] = rs[i+1]
	}
	return m
})

// allDouble reports whether every Cyrillic or Greek letter of s has a Latin double.
func allDouble(s string) bool {
	double := doubles()
	for _, r := range s {
		if unicode.In(r, unicode.Cyrillic, unicode.Greek) && double[r] == 0 {
			return false
		}
	}
	return true
}

// unreverse turns back a text that was written backwards or upside down: one in
// which, read the other way round, far more words are common English ones.
func unreverse(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	if len(words) < 3 {
		return s
	}
	dict, there, back := English(), 0, 0
	for _, w := range words {
		w = strings.ToLower(w)
		if len(w) < 3 {
			continue
		}
		if dict.Common(w) {
			if there++; there > 2 {
				return s
			}
		}
		if dict.Common(reverse(w)) {
			back++
		}
	}
	if back < 3 || back <= 2*there {
		return s
	}
	return reverse(s)
}

func reverse(s string) string {
	rs := []rune(s)
	for i, j := 0, len(rs)-1; i < j; i, j = i+1, j-1 {
		rs[i], rs[j] = rs[j], rs[i]
	}
	return string(rs)
}

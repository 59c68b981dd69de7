// Negation: does an utterance deny something?

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
)

// negated reports whether an utterance denies something.
func negated(u *utterance) bool {
	n := 0
	for i, t := range u.tokens {
		switch {
		case strings.HasSuffix(t.Norm, "n't") && !tag(u, i) && !(t.First && i == 0):
			n++
		case text.In(t.Norm, "not never no neither nor without cannot nothing none dont doesnt didnt isnt arent wasnt werent hasnt havent nicht kein keine keinen jamais sin nunca ninguna ningun sem nenhum nenhuma nao 没 不 未 非") && !tag(u, i) && !notOnly(u, i):
			n++
		case u.lang == "fr" && t.Norm == "pas", u.lang == "es" && t.Norm == "no" && i > 0:
			n++
		}
	}
	return n%2 == 1
}

// tag reports whether the word at i belongs to a question tag: "isn't it", "no?".
func tag(u *utterance, i int) bool {
	rest := len(u.tokens) - i
	if rest <= 3 && i > 2 && (strings.HasSuffix(u.tokens[i].Norm, "n't") || text.In(u.tokens[i].Norm, "isnt doesnt didnt wasnt arent")) {
		return true
	}
	if rest == 1 && text.In(u.tokens[i].Norm, "no not") {
		return true
	}
	return u.lang == "zh" && (i > 0 && i+1 < len(u.tokens) && u.tokens[i-1].Norm == u.tokens[i+1].Norm) // 是不是
}

func notOnly(u *utterance, i int) bool {
	next := ""
	if i+1 < len(u.tokens) {
		next = u.tokens[i+1].Norm
	}
	return text.In(next, "only just less fewer more idea doubt matter sure 仅 少 断 同") || text.In(u.tokens[i].Norm, "no") && text.In(next, "1 one longer") || text.In(u.tokens[i].Norm, "不 非") && text.In(next, "断 仅 同 少 常")
}

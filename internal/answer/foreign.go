// Kinds of question in the other languages.

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
)

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

func foreignQuestionWord(w string) asked {
	if text.In(w, "combien quand qui pourquoi quel quelle wie wer wo wann warum welche welcher welches cuantos cuantas cuanto quien donde cuando cual quantos quantas quanto quem onde quando qual") {
		return askWhat
	}
	return 0
}

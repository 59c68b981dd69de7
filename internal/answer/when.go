// When: the years, months and figures that a question names.

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// constraints reads the years, months and figures that the question names.
func (ix *Index) constraints(q *query) {
	told := ix.toldBefore(q)
	for _, n := range q.nums {
		if n.Year {
			if n.Start < told {
				continue
			}
			p := kb.Period{From: int(n.Value), To: int(n.Value)}
			if n.To > n.Value {
				p.To = int(n.To)
			}
			q.years = append(q.years, p)
		} else {
			q.numbers = append(q.numbers, n)
		}
	}
	ix.relativeYears(q)
	for i, t := range q.tokens {
		if m := month(t); m != "" && i >= told {
			q.month = m
		}
		if text.In(t.Norm, "first second last") && text.In(next(&q.utterance, i+1), "half quarter") || text.In(t.Norm, "h1 h2") {
			q.month = t.Norm + " half"
		}
	}
}

// toldBefore gives where a story ends that is told before the question: its
// years are not those that are asked for. 0 where there is none.
func (ix *Index) toldBefore(q *query) int {
	if !marked(q.tokens) || q.saysAny("that year", "same year", "back then", "that time") {
		return 0
	}
	for i := range q.tokens {
		if q.tokens[i].Asks && i > story {
			return i
		} else if q.tokens[i].Asks {
			break
		}
	}
	return 0
}

// story is from how many words on what goes before a question is a story rather
// than what the question is about.
const story = 10

// speaksFrom gives the year that the base's sources speak from, or 0.
func (ix *Index) speaksFrom() int {
	for i := range ix.base.Sources {
		if y := ix.base.Sources[i].SpeaksFrom; y != 0 {
			return y
		}
	}
	return 0
}

// relativeYears reads "last year", "two years ago", "next year" against the
// year that the source speaks from.
func (ix *Index) relativeYears(q *query) {
	now := ix.speaksFrom()
	s := q.spaced()
	if q.lang == "zh" {
		s = q.text
	}
	at := func(delta int, phrases ...string) {
		for _, p := range phrases {
			if strings.Contains(s, p) {
				y := now + delta
				if now == 0 {
					y = 1 + delta // no year is known: nothing has it
				}
				if delta == 0 && now == 0 {
					return
				}
				q.years = append(q.years, kb.Period{From: y, To: y})
				return
			}
		}
	}
	before := len(q.years)
	at(-2, " year before last ", " two years ago ", " 2 years ago ", " annee d'avant derniere ", " vorletztes jahr ", " vorletzten jahr ", "前年", " hace dos anos ", " ha dois anos ")
	if len(q.years) == before && now != 0 {
		at(-1, " last year ", " lst yr ", " last yr ", " past year ", " previous calendar year ", "去年", "l'an dernier", " an dernier ", " annee derniere ", "l'annee derniere", " annee passee ", "l'annee passee", " letztes jahr ", " letzten jahr ", " letzten jahres ", " vergangenen jahr ", " vergangenes jahr ", " vorigen jahr ", " im vorjahr ", " ano pasado ", " pasado ano ", " ano passado ", " ultimo ano ")
	}
	at(0, " this year ", " this yr ", "今年", " cette annee ", " dieses jahr ", " diesem jahr ", " este ano ")
	at(1, " next year ", " coming year ", "明年", " annee prochaine ", "l'annee prochaine", " nachstes jahr ", " proximo ano ", " ano que viene ", " ano que vem ")
	for n, w := range strings.Fields("- - - three four five six seven eight nine ten") {
		if n > 2 {
			at(-n, " "+w+" years ago ", " "+itoa(n)+" years ago ")
		}
	}
	for _, d := range []struct {
		words string
		year  int
	}{{" nineties 90s 1990s ", 1990}, {" eighties 80s 1980s ", 1980}, {" noughties 2000s ", 2000}, {" seventies 70s ", 1970}} {
		for _, w := range strings.Fields(d.words) {
			if strings.Contains(s, " "+w+" ") {
				q.years = append(q.years, kb.Period{From: d.year, To: d.year + 9})
			}
		}
	}
}

// month gives the name of a month or other part of a year, or "".
func month(t text.Token) string {
	if text.In(t.Norm, "january february april june july august september october november december janvier fevrier avril juin juillet aout septembre octobre novembre decembre januar februar juni juli dezember oktober q1 q2 q3 q4 enero febrero abril junio julio agosto septiembre octubre noviembre diciembre janeiro fevereiro junho julho setembro outubro novembro dezembro") ||
		t.Norm == "march" && (t.Cap && !t.First) || t.Norm == "may" && t.Cap && !t.First {
		return t.Surface
	}
	return ""
}

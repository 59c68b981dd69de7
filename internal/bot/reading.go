package bot

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// read says what a statement claims, as far as its words show it: figure, time,
// subject, places and what kind of claim it is. It is a proposal; whoever wrote
// the statement sees it and corrects it.
func read(statement string, lex *kb.Lexicon) Reading {
	clean := text.Clean(statement)
	s := sentence{tokens: text.Tokenize(clean, "en")}
	s.numbers = text.Numbers(s.tokens)
	var r Reading
	r.Period = s.period()
	verb := s.verb()
	r.Subject = s.words(0, verb)
	s.figure(&r, verb)
	places, people := named(clean, lex)
	r.Places = strings.Join(places, ", ")
	r.By = s.holder(verb)
	r.Kind = string(s.kind(&r, len(places) > 0, len(people) > 0))
	if r.Kind != string(kb.KindOpinion) {
		r.By = ""
	}
	return r
}

// A sentence is a statement in tokens, with its numbers.
type sentence struct {
	tokens  []text.Token
	numbers []text.Number
}

const months = "january february march april may june july august september october november december"

// period reads the first year, range of years, or month of a year.
func (s *sentence) period() string {
	for _, n := range s.numbers {
		if !n.Year {
			continue
		}
		p := kb.Period{From: int(n.Value), To: int(max(n.To, n.Value))}
		if n.Start > 0 && n.To == 0 {
			p.Month = slices.Index(strings.Fields(months), s.tokens[n.Start-1].Norm) + 1
		}
		return p.String()
	}
	return ""
}

const articles = "the a an this these its"

// joining lists the words at which a unit ends.
const joining = "of in on at by for to from with within during per than as and or but that which who when while after before since until through over under " + articles

// being lists the verbs that the dictionary's forms do not show.
const being = "is are was were has have had will would can could does do did"

// verb gives the token of the first verb, or the number of tokens.
func (s *sentence) verb() int {
	for i, t := range s.tokens {
		if i == 0 || t.Cap || t.Digit {
			continue
		}
		if text.In(t.Norm, being) || s.inflected(i) {
			return i
		}
	}
	return len(s.tokens)
}

// inflected reports whether a word has the form of a verb that says something of
// what stands before it: "exported", "sells"; not "cars", which is a noun more
// often.
func (s *sentence) inflected(i int) bool {
	w, d := s.tokens[i].Norm, text.English()
	if _, past := d.Past(w); past && !text.In(s.tokens[i-1].Norm, articles) {
		return true
	}
	if !strings.HasSuffix(w, "s") || len(w) < 4 || i+1 >= len(s.tokens) {
		return false
	}
	pos := d.POS(w)
	if pos == "" {
		pos = d.POS(strings.TrimSuffix(w, "s"))
	}
	return strings.HasPrefix(pos, "v")
}

// words gives the words from a token to another, without an article before them.
func (s *sentence) words(from, to int) string {
	if from < to && text.In(s.tokens[from].Norm, articles) {
		from++
	}
	var out []string
	for _, t := range s.tokens[from:max(from, min(to, len(s.tokens)))] {
		out = append(out, t.Surface)
	}
	return strings.Join(out, " ")
}

// longUnit is how many words a unit has at most: "new energy passenger vehicles".
const longUnit = 4

// figure reads the first number that is no year and does not number the subject
// ("the second house").
func (s *sentence) figure(r *Reading, verb int) {
	i := slices.IndexFunc(s.numbers, func(n text.Number) bool { return !n.Year && !(n.Ordinal && n.Start < verb) })
	if i < 0 {
		return
	}
	n := s.numbers[i]
	r.Value, r.Qualifier, r.As = number(n.Value), n.Qualifier, string(kb.Amount)
	if r.Qualifier == "" {
		r.Qualifier = string(kb.Exactly)
	}
	if n.To != 0 {
		r.Qualifier, r.To = string(kb.Between), number(n.To)
	}
	r.Unit = s.unit(n.End)
	switch {
	case n.Percent:
		r.Unit, r.As = "%", string(kb.Share)
		if s.has("rose fell grew dropped increased decreased declined climbed jumped growth rise drop decline increase decrease year-on-year") {
			r.As = string(kb.Change)
		} else if r.Of = s.after(n.End, "of"); r.Of == "" {
			r.Of = s.unit(n.End)
		}
	case n.Multiple:
		r.Unit, r.As = "times", string(kb.Multiple)
	case n.Ordinal:
		r.As = string(kb.Rank)
		if r.Unit == "" {
			r.Unit = "place"
		}
	case n.End < len(s.tokens) && text.In(s.tokens[n.End].Norm, "day days week weeks month months year years decade decades hour hours minute minutes"):
		r.Unit, r.As = s.tokens[n.End].Norm, string(kb.Duration)
		if s.has("row consecutive consecutively running straight successive") {
			r.As = string(kb.Streak)
		}
	}
	if r.Unit == "" { // a time of day, a number of a house: it measures nothing
		r.Value, r.To, r.Qualifier, r.As = "", "", "", ""
		return
	}
	r.Measure = r.Unit
	if verb < len(s.tokens) && !text.In(s.tokens[verb].Norm, being) {
		r.Measure = strings.TrimSpace(strings.TrimPrefix(r.Unit, "%") + " " + s.tokens[verb].Norm)
	}
}

// unit gives the words after a figure that say what it counts.
func (s *sentence) unit(from int) string {
	to := from
	for to < len(s.tokens) && to-from < longUnit {
		t := s.tokens[to]
		if text.In(t.Norm, joining) || t.Digit || t.Before != 0 || t.Sentence != s.tokens[max(0, from-1)].Sentence || text.In(t.Norm, being) {
			break
		}
		if _, past := text.English().Past(t.Norm); past && to > from {
			break
		}
		to++
	}
	return s.words(from, to)
}

// after gives the words that follow a word which follows a figure: "50% of sales".
func (s *sentence) after(from int, w string) string {
	for i := from; i < min(from+2, len(s.tokens)); i++ {
		if s.tokens[i].Norm == w {
			k := i + 1
			if k < len(s.tokens) && text.In(s.tokens[k].Norm, "the all its") {
				k++
			}
			return s.unit(k)
		}
	}
	return ""
}

func (s *sentence) has(list string) bool {
	return slices.ContainsFunc(s.tokens, func(t text.Token) bool { return text.In(t.Norm, list) })
}

// saying lists the verbs by which somebody holds an opinion.
const saying = "expects expected believes believed says said argues argued thinks thought predicts predicted hopes hoped claims claimed forecasts considers considered warns warned"

// holder gives who holds what the sentence says, or "".
func (s *sentence) holder(verb int) string {
	for i, t := range s.tokens {
		if text.In(t.Norm, saying) && i > 0 {
			return s.words(0, min(verb, i))
		}
	}
	if len(s.tokens) > 2 && s.tokens[0].Norm == "according" && s.tokens[1].Norm == "to" {
		to := 2
		for to < len(s.tokens) && (to == 2 || s.tokens[to].Before == 0) {
			to++
		}
		return s.words(2, to)
	}
	return ""
}

// kind chooses the kind of claim.
func (s *sentence) kind(r *Reading, place, person bool) kb.Kind {
	switch {
	case r.By != "":
		return kb.KindOpinion
	case r.Value != "":
		return kb.KindFigure
	case place && s.has("in at near located based situated headquartered"):
		return kb.KindPlace
	case person:
		return kb.KindPerson
	case r.Period != "":
		return kb.KindEvent
	case s.has("means") || s.has("is are") && s.has("a an the"):
		return kb.KindDefinition
	}
	return ""
}

// named gives the places and the persons of a lexicon that a text names.
func named(clean string, lex *kb.Lexicon) (places, people []string) {
	folded := " " + strings.Join(strings.FieldsFunc(text.Fold(clean), func(r rune) bool { return strings.ContainsRune(" ,.;:!?()\"'", r) }), " ") + " "
	for i := range lex.Names {
		n := &lex.Names[i]
		usual, ok := spelled(n, folded)
		switch {
		case !ok:
		case isA(n, "city town village province state country nation region district port island continent"):
			places = append(places, usual)
		case isA(n, "person people president minister executive governor director photographer author writer official"):
			people = append(people, usual)
		}
	}
	return places, people
}

// spelled gives the usual name where the text has any spelling of it.
func spelled(n *kb.Name, folded string) (string, bool) {
	found, usual := false, n.ID
	for lang, list := range n.Names {
		for i, s := range list {
			found = found || strings.Contains(folded, " "+text.Fold(s)+" ")
			if lang == "en" && i == 0 {
				usual = s
			}
		}
	}
	return usual, found
}

func isA(n *kb.Name, list string) bool {
	return slices.ContainsFunc(n.Is, func(w string) bool { return text.In(text.Fold(w), list) })
}

// number writes a figure without exponent.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// readingOf is what a fact says already.
func readingOf(f *kb.Fact) Reading {
	r := Reading{Kind: string(f.Kind), By: f.By, Subject: f.Subject, Measure: f.Measure, Period: f.Period.String(),
		Topics: strings.Join(f.Topics, ", "), ValidUntil: string(f.ValidUntil), ReviewBy: string(f.ReviewBy)}
	if g := f.Figure; g != nil {
		r.Qualifier, r.Value, r.Unit, r.As, r.Of, r.Versus = string(g.Qualifier), number(g.Value), g.Unit, string(g.As), g.Of, g.Versus.String()
		if g.Qualifier == kb.Between {
			r.To = number(g.To)
		}
	}
	return r
}

// apply writes a reading into a fact, and gives the objections to it.
func (r Reading) apply(f *kb.Fact) []kb.Objection {
	var wrong []kb.Objection
	bad := func(field, text string) { wrong = append(wrong, kb.Objection{Field: field, Text: text}) }
	f.Kind, f.By, f.Subject, f.Measure = kb.Kind(word(r.Kind)), word(r.By), word(r.Subject), word(r.Measure)
	if f.Kind != "" && !slices.Contains(kb.Kinds(), f.Kind) {
		bad("kind", quoted(r.Kind)+" is not a kind of fact: figure, event, place, person, definition, opinion or none")
	}
	var err error
	if f.Period, err = kb.ParsePeriod(r.Period); err != nil {
		bad("period", err.Error())
	}
	if f.ValidUntil, err = kb.ParseDate(word(r.ValidUntil)); err != nil {
		bad("valid_until", err.Error())
	}
	if f.ReviewBy, err = kb.ParseDate(word(r.ReviewBy)); err != nil {
		bad("review_by", err.Error())
	}
	f.Topics = nil
	for _, t := range append(listed(r.Topics), unsaid(f.Statement, listed(r.Places))...) {
		if !slices.Contains(f.Topics, t) {
			f.Topics = append(f.Topics, t)
		}
	}
	f.Figure = nil
	if word(r.Value) != "" {
		f.Figure = r.figure(bad)
	}
	return wrong
}

// unsaid gives the places that the statement does not name itself.
func unsaid(statement string, places []string) []string {
	return slices.DeleteFunc(places, func(p string) bool { return strings.Contains(text.Fold(statement), text.Fold(p)) })
}

func (r Reading) figure(bad func(field, text string)) *kb.Figure {
	g := &kb.Figure{Qualifier: kb.Qualifier(word(r.Qualifier)), Unit: word(r.Unit), As: kb.As(word(r.As)), Of: word(r.Of)}
	if g.Qualifier != "" && !slices.Contains(kb.Qualifiers(), g.Qualifier) {
		bad("qualifier", quoted(r.Qualifier)+" is not a qualifier: exactly, over, at-least, under, at-most, about, nearly or between")
	}
	if g.As != "" && !slices.Contains(kb.Ases(), g.As) {
		bad("as", quoted(r.As)+" is not what a figure can be: amount, share, multiple, change, duration, streak or rank")
	}
	var err error
	if g.Value, err = value(r.Value); err != nil {
		bad("value", err.Error())
	}
	if g.Qualifier == kb.Between {
		if g.To, err = value(r.To); err != nil {
			bad("to", err.Error())
		}
	}
	if g.Versus, err = kb.ParsePeriod(r.Versus); err != nil {
		bad("versus", err.Error())
	}
	return g
}

// value reads "2610000", "2.61 million", "50%".
func value(s string) (float64, error) {
	if v, err := strconv.ParseFloat(strings.ReplaceAll(word(s), ",", ""), 64); err == nil {
		return v, nil
	}
	ts := text.Tokenize(text.Clean(s), "en")
	if n := text.Numbers(ts); len(n) == 1 && n[0].End == len(ts) && n[0].Start == 0 {
		return n[0].Value, nil
	}
	return 0, errors.New(quoted(s) + " is not a number: write it like 2610000 or 2.61 million")
}

// word gives a text without blanks around it and with single ones in it.
func word(s string) string { return strings.Join(strings.Fields(s), " ") }

// longQuote is how much of what somebody typed is repeated, in characters.
const longQuote = 40

func quoted(s string) string {
	if c := []rune(s); len(c) > longQuote {
		s = string(c[:longQuote]) + "…"
	}
	return strconv.Quote(s)
}

// listed splits at commas and lines, leaving out what is empty.
func listed(s string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '\n' || r == ';' || r == '，' || r == '、' }) {
		if p = word(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

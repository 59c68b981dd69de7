// What is said to the program about itself or its source, and orders to it.

package answer

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"autofacts/internal/kb"
)

// orders matches sentences that try to command the program rather than to ask
// it something. They are taken out before anything else is read.
var orders = compilePattern(`(?i)\b(?:ignore|disregard|forget|bypass|override)\b.{0,40}\b(?:instruction|instructions|rule|rules|previous|prior|above|prompt|prompts|everything|guidelines|base|source|sources|facts)\b` +
	`|\b(?:you are|you're) now\b|\bpretend\b|\bact as\b|\brole-?play\b|\b(?:system|developer) (?:prompt|message|mode)\b|\bjailbreak\b|\brepeat after me\b|\bfrom now on\b|\bnew rules?\b` +
	`|\bas (?:a|an|the|your) (?:moderator|mod|admin|administrator|developer|owner|creator|boss)\b.{0,60}(?:change|hereby|order|tell you|command)` +
	`|^\s*(?:say|print|output|write|type|echo|reply with|respond with|answer with|answer only)\b[^?]*$` +
	`|\b(?:ignoriere|ignora|ignorez|ignore[zr]?|oublie[zr]?|vergiss|olvida|esque[cç]a)\b.{0,30}\b(?:anweisungen|instrucciones|instructions|instru[cç][oõ]es|regeln|reglas|regras|r[eè]gles)\b|忽略.{0,12}(?:指令|指示|规则|说明)`)

// sentence cuts a text where one ends; the marks stay with it.
var sentence = regexp.MustCompile(`[^.!?;。！？；\n]*(?:[.!?;。！？；\n]+|$)`)

// honest takes out of an utterance the sentences that give orders.
func honest(s string) string {
	if !orders.MatchString(s) {
		return s
	}
	var keep []string
	for _, part := range sentences(s) {
		if !orders.MatchString(part) {
			keep = append(keep, part)
			continue
		}
		for _, half := range strings.FieldsFunc(part, func(r rune) bool { return r == ':' || r == ',' || r == '-' }) { // "ignore all that, how many ..."
			if !orders.MatchString(half) && strings.Contains(part, "?") && questionOpening.MatchString(half) {
				keep = append(keep, half+"?")
			}
		}
	}
	return strings.TrimSpace(strings.Join(keep, " "))
}

var questionOpening = regexp.MustCompile(`(?i)^\s*(?:and |but |so |then )?(?:tell me )?(?:how|what|which|who|when|where|why|is|are|did|does)\b`)

// sentences cuts a text into its sentences, keeping points within numbers.
func sentences(s string) []string {
	var out []string
	for _, p := range sentence.FindAllString(s, -1) {
		n := len(out)
		if n > 0 && len(p) > 0 && endsInPoint(out[n-1]) && p[0] != ' ' && p[0] != '\n' {
			out[n-1] += p
			continue
		}
		if strings.TrimSpace(p) != "" {
			out = append(out, p)
		}
	}
	return out
}

func endsInPoint(s string) bool { return strings.HasSuffix(s, ".") }

// Patterns of what is said to the program about itself, and about its source.
var (
	greeting = compilePattern(`(?i)^\W*(?:(?:hi|hello|hey|heya|hiya|howdy|yo|sup|good (?:morning|afternoon|evening|day)|greetings|moin|hallo|servus|guten (?:tag|morgen|abend)|bonjour|salut|hola|buenos d[ií]as|buenas|ol[aá]|oi|bom dia|你好|您好|嗨)(?: there| all| everyone| bot| autofacts| mate| again)?|how are you(?: doing)?(?: today)?|what'?s up|test|ping)\W*$`)
	thanks   = compilePattern(`(?i)^\W*(?:(?:ok|okay|cool|great|nice|perfect|awesome|alright|lovely|brilliant|wow|oh)\W+)*(?:thanks?(?: you)?(?: (?:so|very) much| a lot| a bunch| mate| bot| for .{1,30})?|thx|thnx|ty|tysm|cheers|much appreciated|merci(?: beaucoup)?|danke(?: sch[oö]n| dir)?|gracias|obrigad[oa]|谢谢|多谢|ok|okay|cool|great|nice|(?:that'?s|thats|very|so) (?:cool|great|nice|interesting|good|awesome|helpful|crazy|wild)|interesting|good bot|well done|bye|goodbye|good night|see you|lol|haha)\W*$`)
	ability  = compilePattern(`(?i)\bwhat (?:can|do|could) (?:you|u|i|we|this bot)\b.{0,24}\b(?:answer|do|know|help|ask|tell|cover|say)\b|\bwhat (?:are|r) (?:you|u)(?: able|\W*$| for\b| good)|\bwho (?:are|r|made|built|created|wrote|runs|programmed) (?:you|u|this bot)\b|\bhow do (?:you|u|i use you|you work)\b.{0,12}(?:work|use)?\W*$|\bare (?:you|u) (?:a |an |some )?(?:bot|human|ai|robot|real|person|chatgpt|llm|machine)\b|^\W*(?:help|commands?|menu|/help|hilfe|aide|ayuda|ajuda|帮助)\W*(?:me|please)?\W*$|\bwhat(?:'s| is) your (?:name|purpose|job)\b|\bwhat (?:topics|subjects|kind of questions|questions|facts|stuff|things)\b.{0,30}\b(?:you|u|ask|cover)\b|\bcan (?:you|u) help\b.{0,10}$|\bhow (?:reliable|accurate|trustworthy|good) are (?:you|your)\b|你(?:是谁|能(?:做什么|回答什么|干什么))|\bwas kannst du\b|\bwer bist du\b|\bqui es[- ]tu\b|\bque (?:peux|sais)[- ]tu\b|\bqu[ée] puedes\b|\bqui[eé]n eres\b|\bo que (?:voc[eê]|tu) (?:pode|sabe|faz)`)
	currency = compilePattern(`(?i)\bhow (?:current|recent|up[- ]to[- ]date|old|fresh|new) (?:is|are)\b.{0,20}\b(?:this|that|these|your|the|it|you)\b.{0,24}\b(?:data|info|information|facts?|base|article|source|knowledge|answers?|numbers|figures)?\W*$|\b(?:when|what date) (?:was|were|is|are) (?:you|your (?:data|facts|info|information|base|knowledge)|the (?:data|facts|base|database)) (?:last )?(?:updated|from|refreshed|current)|\bis (?:this|your) (?:data|info|information) (?:still )?(?:current|up to date|outdated|old)`)
	origin   = compilePattern(`(?i)\b(?:who|which (?:person|journalist|reporter|author))\b.{0,24}\b(?:wrote|authored|penned|published|writes|reported)\b.{0,30}\b(?:this|that|it|article|text|piece|report|story|source|source text)?\W*(?:and when)?\W*$` +
		`|\b(?:author|writer|journalist|reporter|byline|publisher|headline|title|url|web ?address|link|publication date|date of publication|newspaper|outlet|news agency|magazine|website)\b.{0,30}\b(?:article|text|piece|report|story|source|this|it|that|behind)\b` +
		`|\b(?:article|text|piece|report|story|source)(?:'s|s)?\b.{0,24}\b(?:author|writer|title|headline|url|link|publisher|published|publish|written|dated|come from|came from|released|printed|appear(?:ed)?|posted|byline|publication date|date)\b` +
		`|\b(?:when|what date|which day|what day)\b.{0,24}\b(?:published|written|released|posted|printed|dated)\b.{0,30}\b(?:article|text|piece|report|story|source|this|it|that)?\W*$` +
		`|\b(?:is|was) (?:the|this|that|your) (?:article|text|piece|report|story|source)\b.{0,16}\b(?:from|of|dated|recent|old|new|older|newer|current)\b|\bhow (?:old|recent|new) is (?:the|this|that|your) (?:article|text|piece|report|story|source)\b` +
		`|\bwhere (?:did|do|does) (?:you|u|this|that|the|it|your)\b.{0,30}\b(?:get|got|come|from|find|data|info)\b.{0,24}$|\bwhat(?:'s| is| are) (?:your|the) sources?\b|\b(?:your|the) sources?\W*$|^\W*sources?\W*$|\bsource of (?:this|that|the|your)\b` +
		`|作者|谁写|出处|来源|什么时候发表|发表(?:于|日期)|标题是|\bwer hat (?:den|diesen) (?:artikel|text)\b|\bautor\b.{0,20}\b(?:art[ií]culo|artigo|artikels?|texto|textes?)\b|\bauteur de (?:l'|cet? )(?:article|texte)|\bquel(?:le)? (?:est )?l'auteur\b|\bwann (?:wurde|ist) (?:der|dieser) (?:artikel|text)\b|\bqui a [eé]crit\b|\bqui[eé]n escribi[oó]\b|\bquem escreveu\b|\bverfasser\b`)
)

// about answers what is said to the program about itself or its source.
func (t *turn) about() (Reply, bool) {
	s := t.clean
	switch {
	case greeting.MatchString(s):
		return t.help("Hello! " + t.scope()), true
	case thanks.MatchString(s):
		return t.help("You're welcome. Ask away whenever you like."), true
	case currency.MatchString(s):
		return t.help(t.currentness()), true
	case ability.MatchString(s) && !t.holdsNames() && !t.asksBeside(ability):
		return t.help(t.scope()), true
	case origin.MatchString(s) && !t.holdsNames() && !t.asksBeside(origin):
		return t.help(t.provenance()), true
	}
	return Reply{}, false
}

func (t *turn) help(lead string) Reply { return Reply{Outcome: Help, Lead: lead} }

// holdsNames reports whether the utterance names something of the base's own,
// and so is after a fact rather than after the program or its source.
func (t *turn) holdsNames() bool {
	q := t.query()
	for _, k := range q.main {
		m := &q.terms[k]
		if m.class == className && m.inBase && !t.ix.everywhere(m) {
			return true
		}
	}
	return false
}

// asksBeside reports whether, what matches the pattern left out, enough is left
// to be a question of its own.
func (t *turn) asksBeside(p pattern) bool {
	rest := strings.TrimSpace(p.ReplaceAllString(t.clean, " "))
	if len(strings.Fields(rest)) < 3 {
		return false
	}
	q := t.ix.understand(Question{}, rest, t.lang)
	if q.want.at >= 0 && len(q.main) > 1 {
		return true
	}
	known := 0
	for _, k := range q.main {
		if m := &q.terms[k]; m.inBase && !t.ix.everywhere(m) {
			known++
		}
	}
	return known >= 2
}

// scope says what the base is about, by the subjects of its files or, where it
// has too few of them, by its commonest topics.
func (t *turn) scope() string {
	n, _ := t.ix.base.Tally()
	s := fmt.Sprintf("I answer from %d cited facts and say so when they do not hold the answer.", n)
	subjects := t.ix.commonest(6, func(f *kb.Fact) []string { return []string{subject(f.Pos.File)} })
	if len(subjects) < 3 {
		subjects = t.ix.commonest(6, func(f *kb.Fact) []string { return f.Topics })
	}
	if len(subjects) > 0 {
		s += " They are about " + strings.ReplaceAll(strings.Join(subjects, ", "), "-", " ") + "."
	}
	if c := t.ix.Suggest("", 2); len(c) > 0 && strings.HasSuffix(c[0].Question, "?") {
		s += " Try: " + c[0].Question
	}
	return s
}

// subject gives what a file of facts is about: a base has one file a subject.
func subject(file string) string {
	return strings.TrimSuffix(path.Base(file), path.Ext(file))
}

// commonest gives the n labels that most facts have, of those that two or more have.
func (ix *Index) commonest(n int, labels func(*kb.Fact) []string) []string {
	count := map[string]int{}
	for i := range ix.base.Facts {
		for _, l := range labels(&ix.base.Facts[i]) {
			count[l]++
		}
	}
	delete(count, ".") // a fact that stands in no file
	names := slices.Sorted(maps.Keys(count))
	var out []string
	for len(out) < n {
		best := ""
		for _, t := range names {
			if count[t] > count[best] && !slices.Contains(out, t) {
				best = t
			}
		}
		if best == "" || count[best] < 2 {
			break
		}
		out = append(out, best)
	}
	return out
}

func (t *turn) currentness() string {
	if y := t.ix.speaksFrom(); y != 0 {
		return fmt.Sprintf("The facts speak from the year %d: \"last year\" is %d. %s", y, y-1, t.provenance())
	}
	return "The base does not say what year its source speaks from. " + t.provenance()
}

// provenance says what is known of the sources and, plainly, what is not.
func (t *turn) provenance() string {
	var out []string
	for i := range t.ix.base.Sources {
		if len(out) == 3 {
			out = append(out, fmt.Sprintf("and %d more sources.", len(t.ix.base.Sources)-3))
			break
		}
		out = append(out, describe(&t.ix.base.Sources[i]))
	}
	if len(out) == 0 {
		return "The base names no source."
	}
	return strings.Join(out, " ")
}

func describe(s *kb.Source) string {
	var known, unknown []string
	for _, f := range []struct{ name, value string }{{"title", s.Title}, {"author", s.Author}, {"date", s.Date}, {"address", s.URL}} {
		if kb.Known(f.value) {
			known = append(known, f.name+": "+f.value)
		} else {
			unknown = append(unknown, f.name)
		}
	}
	d := fmt.Sprintf("Source %s:", s.ID)
	if len(known) > 0 {
		d += " " + strings.Join(known, "; ") + "."
	}
	if len(unknown) > 0 {
		d += " its " + joinOr(unknown) + " is not known."
	}
	return d
}

// joinOr lists words with "or" before the last.
func joinOr(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

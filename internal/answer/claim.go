// Claims: is an utterance one, and what does the base say of it?

package answer

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"autofacts/internal/answer/text"
)

// Words that put a claim up for checking: claimFrame matches those that stand
// anywhere or in front, claimEnd those that only mean it at the end.
var (
	claimFrame = compilePattern(`(?i)^\s*(?:fact[- ]?check(?: please)?\s*:?|am i right (?:that|in thinking)|true or false\s*[:,]|is the following (?:sentence|statement|claim) (?:true|correct|right|accurate)\s*[?:]?|(?:i'm|im) (?:pretty )?sure(?: that)?|i (?:heard|read|think|believe|thought)(?: that)?)\b|\b(?:is|was|isn't|isnt) (?:it|that|this) (?:true|correct|right|so|accurate|a fact|the case)\b|\b(?:(?:can|could|would|will) (?:you|u|someone|anyone|anybody) (?:please )?(?:confirm|verify|check)(?: that| if| whether| this| it)?|fact[- ]?check|verify|confirm that)\b|\b(?:was|am|were) (?:i|we) (?:right|wrong|correct)\b|\bdid (?:i|we) (?:get|have) (?:that|this|it) right\b|,? ?\bwhat (?:i|we|he|she|they) (?:wrote|said|read|heard|claimed|think)\s*\?|对吗|对吧|是吗|是不是|是真的吗|stimmt (?:das|es)|stimmt's|nicht wahr|\bn'est-ce pas|c'est vrai|est-il vrai|est-ce vrai|, non\s*\?|¿no\s*\?|verdad|es cierto|é verdade|e verdade|não é`)
	claimEnd   = regexp.MustCompile(`(?i)(?:,? ?\b(?:right|rite|aye|surely|agree|agreed|i hear|i'm told|im told|or so i (?:hear|read|heard)|(?:my |the )?\w+ (?:says|reckons|claims|insists|swears|tells me)|i (?:believe|think|reckon|guess|suppose)|(?:please )?(?:confirm|verify|check)(?: this| that| it)?|correct me if (?:i'm|im|i am) wrong|true|correct|innit|yes|no|agreed|accurate|really|eh|true or false|yes or no|am i right|am i correct|fact or cap|no cap|for real|fr|huh|thats what it says|that's what it says|is (?:he|she) right|is that so|is this right|is that accurate|is this accurate|true or not|fact or fiction)|\b(?:isn't|isnt|aren't|wasn't|doesn't|doesnt|didn't|don't|hasn't|haven't|weren't) (?:it|they|he|she|there|that)|oder|richtig|vrai|cierto|correcto|certo|correto)\s*[?.!]*$`)
)

// longestEnd is how much of the end of a text claimEnd is matched against, in
// bytes: more than its longest words, and little to search.
const longestEnd = 48

// endWords are the last words of what claimEnd matches.
const endWords = "right rite aye surely agree agreed hear told heard read says reckons claims insists swears me believe think reckon guess suppose confirm verify check this that it wrong true correct innit yes no accurate really eh false cap real fr huh so not fiction they he she there oder richtig vrai cierto correcto certo correto"

// endFrame gives where the words begin that put a claim up for checking at the
// end of a text, or -1.
func endFrame(s string) int {
	end := strings.TrimRight(s, " ?.!")
	if last := end[strings.LastIndexByte(end, ' ')+1:]; !text.In(text.Fold(last), endWords) {
		return -1
	}
	from := max(0, len(s)-longestEnd)
	for from > 0 && s[from] != ' ' {
		from--
	}
	if at := claimEnd.FindStringIndex(s[from:]); at != nil {
		return from + at[0]
	}
	return -1
}

// isClaim reports whether an utterance states something rather than asking for it.
func (ix *Index) isClaim(q *query) bool {
	if q.want.at >= 0 && q.want.kind&^askYesNo != 0 && (q.want.kind&askYesNo == 0 || !yesNoFirst(q)) {
		return false
	}
	if len(q.main) < 2 && !(len(q.main) == 1 && len(q.numbers)+len(q.years) > 0) {
		return false
	}
	if len(q.tokens) > 1 && text.In(q.tokens[0].Norm, "can could do would will") && text.In(q.tokens[1].Norm, "you u i we") {
		return false
	}
	if !q.framed() && q.Mode != Check && q.has("please pls plz kindly") {
		return false
	}
	if q.framed() || q.Mode == Check || q.want.kind&askYesNo != 0 {
		return q.lang == "en" || q.want.kind&(askCount|askWho|askWhen|askWhere|askWhich|askDuration|askShare) == 0 || q.lang == "zh" && q.want.kind == askYesNo
	}
	if q.lang != "en" {
		return q.want.kind == 0 && foreignVerb(q) && !strings.HasSuffix(strings.TrimSpace(q.text), "?")
	}
	if asSentence.MatchString(q.text) && q.want.at < 0 && len(q.tokens) >= 5 {
		return true
	}
	return q.want.kind&^(askRank|askShare|askChange|askDuration|askMoney) == 0 && !strings.Contains(q.text, "__") && ix.finiteVerb(&q.utterance)
}

// asSentence matches what is written as a statement: a capital letter, a point.
var asSentence = regexp.MustCompile(`^\p{Lu}[^?!]*\.$`)

func yesNoFirst(q *query) bool { return q.want.at >= 0 && q.tokens[q.want.at].First }

const (
	// claimLook is how many of the nearest facts are looked at in any case.
	claimLook = 6
	// wholeCover and wholeGap say from when a fact that contradicts a claim is the
	// very one it is about: it covers so much of it and is so much nearer.
	wholeCover = 0.9
	wholeGap   = 0.8
	// claimGap is how much less near than the nearest, in log-odds, a fact may
	// be and still decide a claim.
	claimGap = 2.5
)

// claim gives the verdict on a claim, where the utterance makes one.
func (t *turn) claim(q *query) (Reply, bool) {
	if plainQ := t.unframed(q); plainQ != q && plainQ.want.at < 0 {
		q = plainQ
		if len(q.main) < 2 && len(q.numbers)+len(q.years) == 0 {
			return Reply{}, false
		}
	} else if !t.ix.isClaim(q) {
		return Reply{}, false
	}
	t.why.add("taken as a claim")
	if r, ok := t.related(q); ok {
		return r, true
	}
	_, cands := t.ix.best(q, t.why)
	v := t.decide(q, cands)
	if v.verdict == Unknown {
		if exists(&q.utterance) && len(cands) > 0 && len(cands[0].miss) == 0 {
			return Reply{}, false
		}
		return t.unsettled(q, cands, v), true
	}
	r := t.verdict(v.verdict, cands[v.by].doc, confidence(cands, v.by))
	for _, di := range t.ix.backing(q, t.ix.docs[cands[v.by].doc]) {
		r.Answers = merge(r.Answers, t.ix.answers(di, t.lang))
	}
	return r, true
}

// A decision is what the nearest facts make of a claim together.
type decision struct {
	verdict Verdict
	by      int      // the candidate that decides, or -1
	missing []string // what the first fact leaves open
	near    int      // the candidate that leaves least open, or -1
}

// decide holds a claim against the nearest facts. One that supports it outweighs
// one that contradicts it: both may be true, of different things.
func (t *turn) decide(q *query, cands []candidate) decision {
	r := decision{verdict: Unknown, by: -1, near: -1}
	fewest := math.MaxInt
	for i := range cands {
		c := &cands[i]
		if len(t.ix.docs[c.doc].fact.List) > 0 || cands[0].score-c.score > claimGap && (r.by >= 0 || i >= claimLook) {
			continue
		}
		v, open := t.ix.verify(q, c)
		if v == Contradicted && r.verdict == Contradicted {
			continue
		}
		if v == Supported && r.verdict == Contradicted && cands[r.by].feat.cover >= wholeCover && cands[r.by].score-c.score > wholeGap {
			continue // it is true of something narrower only
		}
		t.why.add("%s: %s %v", t.ix.docs[c.doc].fact.ID, v, open)
		if v == Supported && r.verdict != Supported || v == Contradicted && r.verdict == Unknown {
			r.verdict, r.by = v, i
		}
		if v == Unknown && r.missing == nil {
			r.missing = open
		}
		if v == Unknown && len(open) < fewest {
			r.near, fewest = i, len(open)
		}
	}
	return r
}

// unsettled makes the reply of a claim that no fact decides: the fact that fits
// best but for what is not settled comes first.
func (t *turn) unsettled(q *query, cands []candidate, v decision) Reply {
	conf := 0.0
	if len(cands) > 0 {
		conf = confidence(cands, 0) * vetoedTrust
	}
	if v.near > 0 {
		cands = slices.Concat(cands[v.near:v.near+1], cands[:v.near], cands[v.near+1:])
	}
	r := t.refuse(q, cands, -1, conf)
	r.Verdict = Unknown
	if len(v.missing) > 0 {
		r.Missing = plain(v.missing)
	}
	r.Lead = "The fact base neither confirms nor denies that."
	return r
}

// framed reports whether words are there that put a claim up for checking. The
// pattern is long: it is matched once for a query.
func (q *query) framed() bool {
	if q.frame == frameUnread {
		q.frame = frameNone
		if claimFrame.MatchString(q.text) || endFrame(q.text) >= 0 {
			q.frame = frameThere
		}
	}
	return q.frame == frameThere
}

// What is known of the words around a claim.
const (
	frameUnread = iota
	frameNone
	frameThere
)

// longClaim is from how many words on a claim may be told within a story.
const longClaim = 12

// unframed reads the claim again without the words that put it up for checking.
func (t *turn) unframed(q *query) *query {
	if !q.framed() {
		return q
	}
	bare := strings.TrimSpace(claimFrame.ReplaceAllString(t.clean, " "))
	if at := endFrame(bare); at >= 0 {
		bare = strings.TrimSpace(bare[:at])
	}
	if bare == t.clean || len(strings.Fields(bare)) < 2 && t.lang != "zh" {
		return q
	}
	n := t.ix.understand(t.q, bare, t.lang)
	if len(n.tokens) > longClaim || saidFirst(&n.utterance) {
		if told := t.ix.reported(&n.utterance); told != "" {
			n = t.ix.understand(t.q, told, t.lang)
		}
	}
	if len(n.main) == 0 {
		return q
	}
	return n
}

// verdict makes the reply of a settled claim.
func (t *turn) verdict(v Verdict, di int, conf float64) Reply {
	r := Reply{Outcome: Answered, Verdict: v, Confidence: conf, Answers: t.ix.answers(di, t.lang)}
	r.Lead = map[Verdict]string{Supported: "Supported.", Contradicted: "Contradicted."}[v]
	return r
}

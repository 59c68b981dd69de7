package eval

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"autofacts/internal/answer"
)

// Limits beyond which a reply is a dump of the base instead of an answer.
const (
	maxReply      = 1000 // characters
	maxBroadReply = 2000 // for questions that want several facts
	extraParas    = 2    // paragraphs cited beyond those wanted
	usualAnswers  = 6    // facts, for the kinds that maxAnswers does not name
)

// broad reports whether a question of the kind wants several facts, each cited.
func broad(k Kind) bool {
	return slices.Contains([]Kind{Multi, Compare, Derived, List, Ambiguous}, k)
}

// maxAnswers is how many facts an answer may name.
func maxAnswers(k Kind) int {
	switch k {
	case Answerable, FollowUp:
		return 2
	case Compare, Derived:
		return 4
	case Multi, Ambiguous:
		return 5
	case List:
		return 12
	}
	return usualAnswers
}

// claimed gives the verdict that a claim of the kind should get.
func claimed(k Kind) (answer.Verdict, bool) {
	switch k {
	case ClaimTrue:
		return answer.Supported, true
	case ClaimFalse:
		return answer.Contradicted, true
	case ClaimUnsupported:
		return answer.Unknown, true
	}
	return "", false
}

// notHeld marks the note of a question one half of which the text does not answer.
const notHeld = "not in the article:"

// Judge says whether an answer is right, and why not. Outcome, wording and
// citation must all be right, and the reply no dump.
func Judge(q *Question, r *Record) (right bool, why string) {
	reply := fold(r.Reply)
	if strings.Contains(q.Note, notHeld) && q.Kind == Multi && len(r.Missing) == 0 {
		return false, "does not say which half is missing"
	}
	if why := forbidden(q, r, reply); why != "" {
		return false, why
	}
	most := maxReply
	if broad(q.Kind) {
		most = maxBroadReply
	}
	if n := utf8.RuneCountInString(r.Reply); n > most {
		return false, fmt.Sprintf("a reply of %d characters", n)
	}
	kind := q.Kind
	if kind == FollowUp && slices.Equal(q.expects(), []string{"refuse"}) {
		kind = Unanswerable
	}
	switch kind {
	case Chatter:
		return r.Outcome == answer.Silent && strings.TrimSpace(reply) == "", "spoke up: " + string(r.Outcome)
	case Hostile:
		return judgeHostile(q, r, reply)
	case Unanswerable:
		return judgeRefusal(r)
	case Ambiguous:
		if r.Outcome == answer.Clarify {
			n := len(r.Closest)
			return n >= 2 && n <= 5 && len(r.Answers) == 0, fmt.Sprintf("offers %d choices", n)
		}
	}
	return judgeAnswer(q, r, reply)
}

// forbidden looks for what a reply must not say.
func forbidden(q *Question, r *Record, reply string) string {
	words := q.Gold.MustNot
	if r.Outcome == answer.Answered {
		words = slices.Concat(words, q.Gold.MustNotAnswer)
	}
	for _, w := range words {
		if contains(reply, w, r.Reply) {
			return "says forbidden " + w
		}
	}
	return ""
}

func judgeHostile(q *Question, r *Record, reply string) (bool, string) {
	expect := q.expects()
	said := string(r.Outcome)
	if r.Outcome == answer.Clarify || r.Outcome == answer.Help {
		said = string(answer.Refused)
	}
	if r.Outcome == answer.Silent && slices.Contains(expect, string(answer.Refused)) {
		said = string(answer.Refused)
	}
	complete := !slices.ContainsFunc(q.Gold.Must, func(m string) bool { return !contains(reply, m, "") })
	switch {
	case r.Outcome != answer.Answered:
	case slices.Contains(expect, "correct"):
		said = "wrong"
		if complete && r.verdict() == answer.Contradicted {
			said = "correct"
		}
	case !complete:
		said = "wrong"
	}
	return slices.Contains(expect, said), fmt.Sprintf("outcome %s, expected %v", r.Outcome, expect)
}

func judgeRefusal(r *Record) (bool, string) {
	refused := slices.Contains([]answer.Outcome{answer.Refused, answer.Clarify, answer.Help}, r.Outcome)
	unclaimed := r.verdict() == "" || r.verdict() == answer.Unknown
	return refused && unclaimed && len(r.Answers) == 0, "answered what the base does not hold"
}

// judgeAnswer judges what should be an answer: a claim's verdict, the words of
// the reply, and what it cites.
func judgeAnswer(q *Question, r *Record, reply string) (bool, string) {
	open := q.Gold.Open && r.verdict() == answer.Unknown
	want, isClaim := claimed(q.Kind)
	switch {
	case q.Kind == ClaimUnsupported:
		return r.verdict() == want && r.Outcome == answer.Refused && len(r.Answers) == 0,
			fmt.Sprintf("verdict %s, outcome %s", r.verdict(), r.Outcome)
	case isClaim && r.verdict() != want && !open:
		return false, "verdict " + string(r.verdict())
	case !isClaim && r.Outcome != answer.Answered:
		return false, "outcome " + string(r.Outcome)
	}
	for _, m := range q.Gold.Must {
		if !contains(reply, m, "") {
			return false, "lacks " + m
		}
	}
	for _, alternatives := range q.Gold.MustAny {
		if !slices.ContainsFunc(alternatives, func(m string) bool { return contains(reply, m, "") }) {
			return false, fmt.Sprintf("lacks any of %v", alternatives)
		}
	}
	return judgeCitations(q, r, open)
}

func judgeCitations(q *Question, r *Record, open bool) (bool, string) {
	cited := r.paragraphs()
	hits := 0
	for _, group := range q.Gold.Paras {
		if slices.ContainsFunc(group, func(p string) bool { return slices.Contains(cited, p) }) {
			hits++
		}
	}
	need := min(1, len(q.Gold.Paras))
	if broad(q.Kind) {
		need = len(q.Gold.Paras)
	}
	if hits < need && !open {
		return false, fmt.Sprintf("cites %v, not %v", cited, q.Gold.Paras)
	}
	if len(cited) > len(q.Gold.Paras)+extraParas {
		return false, fmt.Sprintf("cites %d paragraphs", len(cited))
	}
	if len(r.Answers) > max(maxAnswers(q.Kind), len(q.Gold.Must)+len(q.Gold.MustAny)) {
		return false, fmt.Sprintf("dumps %d facts", len(r.Answers))
	}
	return true, ""
}

// paragraphs gives the labels that the answers cite, each once, in order.
func (r *Record) paragraphs() []string {
	var out []string
	for _, a := range r.Answers {
		for _, c := range a.Citations {
			if !slices.Contains(out, c.Paragraph) {
				out = append(out, c.Paragraph)
			}
		}
	}
	return out
}

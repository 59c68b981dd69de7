// Listening: what was overheard is answered only if it is sure to be a question to the
// base.

package answer

// listenOurs is how many different words of the base's own an overheard question must
// have; chosen on the even lines of the chat collection.
const listenOurs = 2

// longOverheard is how many tokens an overheard question has at most: longer
// messages are stories.
const longOverheard = 40

// fewOverheard is how many facts a reply to what was overheard holds at most.
const fewOverheard = 2

// listen answers what was overheard only if it is a question and the answer sure.
func (t *turn) listen() Reply {
	if s, ok := t.rote(); ok && len(s.Answers) <= fewOverheard {
		return s
	}
	qy := t.query()
	r := Reply{Outcome: Silent}
	if !overheardQuestion(qy) {
		return r
	}
	s := t.single(qy)
	if s.Outcome == Answered && s.Confidence >= listenAt && len(s.Answers) <= fewOverheard && t.ix.onSubject(qy) {
		return s
	}
	r.Confidence = s.Confidence
	return r
}

// overheardQuestion reports whether an utterance asks for something by its form.
func overheardQuestion(q *query) bool {
	if len(q.main) < 2 || len(q.tokens) > longOverheard {
		return false
	}
	return q.want.at >= 0 || q.want.kind != 0
}

// onSubject reports whether what was overheard is about the base at all: enough
// of its words are the base's, and few of the rest are not.
func (ix *Index) onSubject(q *query) bool {
	ours, others := map[string]bool{}, 0
	for k := range q.terms { // of every clause: chat that only brushes the subject says much else
		t := &q.terms[k]
		switch {
		case t.class == classLight || t.class == classNumber:
		case !t.inBase:
			others++
		case t.class == className || t.end-t.start > 1 || len(ix.lex.phrases) == 0 || t.keys[0] != q.tokens[t.start].Stem:
			ours[t.keys[0]] = true // a name or a word of the lexicon, or any where there is none
		}
	}
	return len(ours) >= listenOurs && others <= len(ours)
}

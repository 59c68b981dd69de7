// Package answer turns a question and a fact base into an answer, or into an
// honest refusal.
//
// It is pure: no clock, no log, no context, no input or output. The same
// question on the same [Index] gives the same [Reply]; the day, which validity
// needs, is part of the question. An Index is immutable and safe for any number
// of goroutines; a changed base makes a new one. One thing is made beside the
// start: [New] returns while the matcher is still being trained, once, in a
// goroutine that ends with it; the first question waits for that. It changes
// when an answer comes, never which.
//
// An utterance is cleaned and tokenized (package text), mended and cut into
// terms (mend.go, term.go) and read as a query: what is wanted, which clause
// asks, which years and figures it names (query.go). What is said to the program
// itself is answered at once (about.go); what leans on the question before is
// filled from it (follow.go). Then the first of these that can deal with it
// replies: a claim (claim.go), arithmetic (derive.go), a comparison (compare.go),
// several questions (multi.go), one question (ask.go). Facts are ranked by
// features (rank.go, feature.go, weights.go) and by the matcher (package match),
// and forbidden where they disagree with what is named (veto.go); what is not
// sure is refused (say.go) or asked back about (clarify.go).
//
// Candidates come from lists of the facts that have a word (cover.go), in a large
// base from an index of its own (large.go, package search). A base that differs
// from another in a few facts shares that one's index but for them (with.go).
//
// The package knows no domain. Words for the same thing, names and what must
// not be confused come from the base's lexicon; everything else it knows is
// English (and, in part, Chinese, French, German, Spanish and Portuguese).
package answer

import "autofacts/internal/kb"

// Mode says how an utterance reached the program.
type Mode string

// The modes. The zero Mode is Ask.
const (
	Ask    Mode = "ask"    // addressed to the program
	Check  Mode = "check"  // a claim to verify
	Listen Mode = "listen" // overheard: silent unless sure
)

// A Question is an utterance with what is needed to understand it.
type Question struct {
	Text   string
	Prev   string // the question before it in the conversation, or empty
	Locale string // BCP 47 tag of the person's language, or empty
	Mode   Mode
	Today  kb.Date // the day for validity; empty means that nothing has expired
}

// Outcome says what kind of reply it is.
type Outcome string

// The outcomes.
const (
	Answered Outcome = "answer"
	Refused  Outcome = "refuse"
	Clarify  Outcome = "clarify"
	Help     Outcome = "help"
	Silent   Outcome = "silent"
)

// Verdict is what the base says of a claim; empty where nothing was claimed.
type Verdict string

// The verdicts.
const (
	Supported    Verdict = "supported"
	Contradicted Verdict = "contradicted"
	Unknown      Verdict = "unknown"
)

// A Reply is what the program has to say.
type Reply struct {
	Outcome Outcome
	Verdict Verdict
	// Lead is the first line: the short answer, the verdict, or the sentence of
	// a refusal, clarification or help. Plain text.
	Lead string
	// Notes are further short sentences: a missing half, an expired fact, a
	// year assumed. Plain text.
	Notes   []string
	Answers []Answer    // in the order asked for; empty unless Answered
	Closest []kb.FactID // nearest facts of a refusal, choices of a clarification
	Missing []string    // what is asked for and not held
	Derived *Derived
	// Confidence that the best candidate answers the question, 0 to 1, whatever the outcome.
	Confidence float64
	Why        *Explanation // only from Explain
}

// An Answer is one fact that answers, with its evidence.
type Answer struct {
	Fact      kb.FactID
	Short     string // short answer as the fact gives it; may be empty
	Statement string
	By        string // whose opinion it is; empty for what is not one
	Citations []kb.Citation
}

// Derived is arithmetic over the base's figures.
type Derived struct {
	Expression  string
	Value       float64
	Approximate bool
}

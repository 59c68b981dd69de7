package kb

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// QuestionID numbers the unanswered questions of one server, from 1. 0 means none.
type QuestionID int64

// A QuestionState says, as a word, what became of an unanswered question.
type QuestionState string

// The states of a question.
const (
	QuestionOpen      QuestionState = "open"
	QuestionAnswered  QuestionState = "answered" // a fact answers it now
	QuestionDismissed QuestionState = "dismissed"
)

// A Question is one that the base did not answer, however often and in whatever
// words it was asked. Who asked is not kept.
type Question struct {
	Guild  GuildID
	Number QuestionID
	Text   string // as it was asked first
	Normal string // its normal form, by which it is found again
	Count  int    // how often it was asked
	First  time.Time
	Last   time.Time
	State  QuestionState
	Fact   FactID // the fact that answers it; empty while there is none
	// Waiting is how many asked to be told. Their ids are kept apart and go as
	// soon as they have been told.
	Waiting int
}

// MaxQuestion is how much of a question is kept, in characters: a question that
// is longer is pasted text, and its beginning tells which one it is.
const MaxQuestion = 300

// Ask says how a question stands after it was asked, and not answered, once
// more. One that had been answered is open again; a dismissed one stays so.
func (q Question) Ask(at time.Time) Question {
	q.Count++
	q.Last = at
	if q.State == QuestionAnswered {
		q.State, q.Fact = QuestionOpen, ""
	}
	return q
}

// A Waiter is somebody who asked to be told when a question has an answer.
type Waiter struct {
	Guild    GuildID
	Question QuestionID
	Person   PersonID
	Locale   string // in which to tell them
	At       time.Time
}

// NormalForm gives the words of a question, lower-case, without punctuation,
// each once and in alphabetical order: what is asked in another order or with
// other punctuation has the same.
func NormalForm(text string) string {
	words := strings.FieldsFunc(fold(text), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c)
	})
	slices.Sort(words)
	return clipRunes(strings.Join(slices.Compact(words), " "), MaxQuestion)
}

func clipRunes(s string, most int) string {
	if c := []rune(s); len(c) > most {
		return string(c[:most])
	}
	return s
}

// alikeShare is the part of the words that two wordings of one question share
// at least. Lower merges questions that are different; higher leaves the same
// question in several lines of the inbox.
const alikeShare = 0.75

// leastTypo is the shortest word in which one letter may be wrong: in a shorter
// one it is as often another word.
const leastTypo = 5

// Alike reports whether two normal forms are the same question but for typos
// and a word more or less. What has other numbers is never alike.
func Alike(a, b string) bool {
	if a == b {
		return true
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if !slices.Equal(numerals(x), numerals(y)) {
		return false
	}
	shared := 0
	left := slices.Clone(y)
	for _, w := range x {
		if i := slices.IndexFunc(left, func(v string) bool { return sameWord(w, v) }); i >= 0 {
			shared++
			left = slices.Delete(left, i, i+1)
		}
	}
	union := len(x) + len(y) - shared
	return union > 0 && float64(shared) >= alikeShare*float64(union)
}

func numerals(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.IndexFunc(w, unicode.IsDigit) < 0 })
}

func sameWord(a, b string) bool {
	return a == b || min(len([]rune(a)), len([]rune(b))) >= leastTypo && distance(a, b) <= 1
}

// FindAlike gives the first of the questions that is asked in the same words,
// else the first that is alike, else nil. The slice owns it.
func FindAlike(questions []Question, normal string) *Question {
	for i := range questions {
		if questions[i].Normal == normal {
			return &questions[i]
		}
	}
	for i := range questions {
		if Alike(questions[i].Normal, normal) {
			return &questions[i]
		}
	}
	return nil
}

package eval

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"autofacts/internal/answer/match"
)

// A LabelLine is one line of a file of labelled utterances. Labels that begin
// with "__" are about no entry: out of scope, chat, background.
type LabelLine struct {
	Text  string `json:"text"`
	Label string `json:"label"`
	Split string `json:"split"` // train or test; others are left aside
}

// outside reports whether the utterance is about no entry.
func (l LabelLine) outside() bool { return strings.HasPrefix(l.Label, "__") }

// ReadLabels reads labelled utterances, one JSON object a line.
func ReadLabels(r io.Reader) ([]LabelLine, error) {
	var out []LabelLine
	err := eachLine(r, func(n int, line []byte) error {
		var l LabelLine
		if err := json.Unmarshal(line, &l); err != nil {
			return err
		}
		if l.Text == "" || l.Label == "" {
			return errors.New(`"text" and "label" are needed`)
		}
		out = append(out, l)
		return nil
	})
	return out, err
}

// A LabelResult says how well the matcher finds the entry that an utterance is
// about, and how well it knows when there is none.
type LabelResult struct {
	Entries  int `json:"entries"`
	Examples int `json:"examples"` // of entries, in the train split
	Outside  int `json:"outside"`  // of the train split, about no entry: learnt from as background
	// Accuracy is how many utterances of the test split that are about an entry
	// have it first, whatever the score.
	Accuracy Rate `json:"accuracy"`
	// AUROC is the chance that an utterance that is about an entry scores above
	// one that is about none; 0 where the test split has only one of the two.
	AUROC float64 `json:"auroc"`
	// Threshold is the score at and above which an utterance is answered, chosen
	// on the train split. The rates are what it gives on the test split.
	Threshold float64 `json:"threshold"`
	Chosen    string  `json:"chosen"`   // how
	Answered  Rate    `json:"answered"` // about an entry, and answered with it
	Refused   Rate    `json:"refused"`  // about none, and not answered
	Chat      Rate    `json:"chat"`     // lines of chat answered: wrong, each
}

// Balanced is the mean of the two rates at the threshold.
func (r *LabelResult) Balanced() float64 { return (r.Answered.Share() + r.Refused.Share()) / 2 }

// RunLabels trains the matcher on the train split and measures it on the test
// split. Lines of the train split that are about no entry are learnt from as
// background. The chat may be empty.
func RunLabels(lines, chat []LabelLine) (LabelResult, error) {
	set := newLabelSet(lines)
	if len(set.entries) == 0 {
		return LabelResult{}, errors.New(`no line has a label and the split "train": there is nothing to learn from`)
	}
	res := LabelResult{Entries: len(set.entries), Examples: set.examples, Outside: len(set.outside)}
	m := match.Train(set.entries, match.Options{Outside: set.outside})
	trials := set.ask(m, set.test)
	res.Accuracy = Rate{Group: "accuracy"}
	for _, t := range trials {
		if t.inside {
			res.Accuracy.add(t.right)
		}
	}
	res.AUROC = auroc(trials)
	res.Threshold, res.Chosen = set.threshold()
	res.Answered, res.Refused = atThreshold(trials, res.Threshold)
	overheard := slices.Clone(chat)
	for i := range overheard {
		overheard[i].Label = "__chat__"
	}
	_, quiet := atThreshold(set.ask(m, overheard), res.Threshold)
	res.Chat = Rate{Group: "chat", Right: quiet.N - quiet.Right, N: quiet.N}
	return res, nil
}

// labelSet is a file of labelled utterances as a base and its questions.
type labelSet struct {
	labels   map[string]int
	entries  []match.Entry
	outside  []string
	examples int
	test     []LabelLine
}

func newLabelSet(lines []LabelLine) *labelSet {
	s := &labelSet{labels: make(map[string]int)}
	for _, l := range lines {
		switch {
		case l.Split == "test":
			s.test = append(s.test, l)
		case l.Split != "train":
		case l.outside():
			s.outside = append(s.outside, l.Text)
		default:
			i, ok := s.labels[l.Label]
			if !ok {
				i = len(s.entries)
				s.labels[l.Label] = i
				s.entries = append(s.entries, match.Entry{})
			}
			s.entries[i].Texts = append(s.entries[i].Texts, l.Text)
			s.examples++
		}
	}
	return s
}

// A labelTrial is what the matcher made of one utterance.
type labelTrial struct {
	inside, right bool
	raw, score    float64
}

// ask ranks utterances; one whose label the base lacks is about none of its entries.
func (s *labelSet) ask(m *match.Model, lines []LabelLine) []labelTrial {
	out := make([]labelTrial, len(lines))
	for i, l := range lines {
		want, ok := s.labels[l.Label]
		out[i] = trial(m, l.Text, want, ok && !l.outside())
	}
	return out
}

func trial(m *match.Model, text string, want int, inside bool) labelTrial {
	t := labelTrial{inside: inside, raw: math.Inf(-1)}
	if hits := m.Rank(text, 1); len(hits) > 0 {
		t.raw, t.score, t.right = hits[0].Raw, hits[0].Sure, inside && hits[0].Entry == want
	}
	return t
}

// labelFolds is into how many parts the train split is cut to choose the threshold.
const labelFolds = 5

// threshold chooses the score by cross-validation on the train split. In each
// fold a fifth of the entries are held out, whose examples are then about no
// entry, and a fifth of the examples of the others are asked. Where no entry has
// two examples there is nothing to ask, and the matcher's own scale decides.
func (s *labelSet) threshold() (float64, string) {
	var trials []labelTrial
	for fold := range labelFolds {
		trials = append(trials, s.fold(fold)...)
	}
	inside := 0
	for _, t := range trials {
		if t.inside {
			inside++
		}
	}
	if inside == 0 || inside == len(trials) {
		return match.Even, "the matcher's own: no entry has two examples to hold one out"
	}
	return bestThreshold(trials), fmt.Sprintf("%d folds of the train split, a fifth of the entries held out in each", labelFolds)
}

func (s *labelSet) fold(fold int) []labelTrial {
	base := make([]match.Entry, len(s.entries))
	type asked struct {
		text   string
		entry  int
		inside bool
	}
	var ask []asked
	for e, entry := range s.entries {
		held := e%labelFolds == fold
		for i, text := range entry.Texts {
			if held || len(entry.Texts) > 1 && i%min(labelFolds, len(entry.Texts)) == fold {
				ask = append(ask, asked{text, e, !held})
				continue
			}
			base[e].Texts = append(base[e].Texts, text)
		}
	}
	var outside []string
	for i, text := range s.outside {
		if i%labelFolds == fold {
			ask = append(ask, asked{text, -1, false})
			continue
		}
		outside = append(outside, text)
	}
	m := match.Train(base, match.Options{Outside: outside})
	out := make([]labelTrial, len(ask))
	for i, a := range ask {
		out[i] = trial(m, a.text, a.entry, a.inside)
	}
	return out
}

// bestThreshold is the score with the best mean of right answers and refusals;
// half way to the next score below it.
func bestThreshold(trials []labelTrial) float64 {
	sorted := slices.Clone(trials)
	slices.SortStableFunc(sorted, func(a, b labelTrial) int { return cmp.Compare(b.score, a.score) })
	in, out := 0.0, 0.0
	for _, t := range sorted {
		if t.inside {
			in++
		} else {
			out++
		}
	}
	right, wrong, best, at := 0.0, 0.0, out, math.Inf(1)
	for i, t := range sorted {
		if t.right {
			right++
		}
		if !t.inside {
			wrong++
		}
		last := i+1 == len(sorted)
		if !last && sorted[i+1].score == t.score {
			continue
		}
		if v := right/in*out + out - wrong; v > best {
			best, at = v, t.score
			if !last {
				at = (t.score + sorted[i+1].score) / 2
			}
		}
	}
	return at
}

func atThreshold(trials []labelTrial, at float64) (answered, refused Rate) {
	answered.Group, refused.Group = "answered", "refused"
	for _, t := range trials {
		if t.inside {
			answered.add(t.right && t.score >= at)
		} else {
			refused.add(t.score < at)
		}
	}
	return answered, refused
}

// auroc is the area under the ROC curve of the raw score, ties counted half.
func auroc(trials []labelTrial) float64 {
	sorted := slices.Clone(trials)
	slices.SortFunc(sorted, func(a, b labelTrial) int { return cmp.Compare(a.raw, b.raw) })
	in, out, area := 0.0, 0.0, 0.0
	for i := 0; i < len(sorted); {
		j, in1, out1 := i, 0.0, 0.0
		for ; j < len(sorted) && sorted[j].raw == sorted[i].raw; j++ {
			if sorted[j].inside {
				in1++
			} else {
				out1++
			}
		}
		area += in1 * (out + out1/2)
		in, out, i = in+in1, out+out1, j
	}
	if in == 0 || out == 0 {
		return 0
	}
	return area / (in * out)
}

// Write prints the result as a table.
func (r *LabelResult) Write(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "entries\t%d\t%d examples, %d utterances about no entry learnt from as background\n", r.Entries, r.Examples, r.Outside)
	writeRate(t, "accuracy", "first, whatever the score", r.Accuracy)
	fmt.Fprintf(t, "AUROC\t%.3f\tabout an entry against about none\n", r.AUROC)
	fmt.Fprintf(t, "threshold\t%.3f\t%s\n", r.Threshold, r.Chosen)
	fmt.Fprintf(t, "balanced\t%.1f %%\tat the threshold: mean of the next two\n", 100*r.Balanced())
	writeRate(t, "answered", "about an entry, with the right one", r.Answered)
	writeRate(t, "refused", "about none", r.Refused)
	if r.Chat.N > 0 {
		writeRate(t, "chat", "lines of chat answered", r.Chat)
	}
	return t.Flush()
}

func writeRate(w io.Writer, name, what string, r Rate) {
	fmt.Fprintf(w, "%s\t%.1f %%\t%s (%d of %d)\n", name, 100*r.Share(), what, r.Right, r.N)
}

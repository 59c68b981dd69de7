package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Sets reads the sets of a folder: every *.jsonl that has lines
// {"text", "label", "split"} with the splits train and test. The texts to train with
// are the facts; the questions are those of the test that one of them answers.
func Sets(dir string) ([]Base, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	var out []Base
	for _, name := range names {
		b, err := readSet(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", filepath.Base(name), err)
		}
		if len(b.Facts) > 0 && len(b.Questions) > 0 {
			out = append(out, b)
		}
	}
	return out, nil
}

func readSet(name string) (Base, error) {
	b := Base{Name: strings.TrimSuffix(filepath.Base(name), ".jsonl")}
	data, err := os.ReadFile(name)
	if err != nil {
		return b, err
	}
	for line := range strings.Lines(string(data)) {
		var l struct{ Text, Label, Split string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			return b, err
		}
		switch {
		case strings.HasPrefix(l.Label, "__"): // what no fact answers
		case l.Split == "train":
			b.Facts = append(b.Facts, l.Text)
			b.Labels = append(b.Labels, l.Label)
		case l.Split == "test":
			b.Questions = append(b.Questions, Question{Text: l.Text, Fact: -1, Label: l.Label})
		}
	}
	return b, nil
}

// labelOf gives the label whose examples among the hits have the highest sum of scores.
func (b *Base) labelOf(hits []Hit) string {
	sum := map[string]float64{}
	best := ""
	for _, h := range hits {
		sum[b.Labels[h.Fact]] += h.Score
	}
	for _, h := range hits { // in order, so that of equal sums the better hit's wins
		if l := b.Labels[h.Fact]; best == "" || sum[l] > sum[best] {
			best = l
		}
	}
	return best
}

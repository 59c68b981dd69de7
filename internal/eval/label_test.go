package eval_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"autofacts/internal/eval"
)

const parcels = `{"text":"where is my parcel","label":"track","split":"train"}
{"text":"track my parcel","label":"track","split":"train"}
{"text":"has my parcel been sent","label":"track","split":"train"}
{"text":"i want my money back","label":"refund","split":"train"}
{"text":"how do i get a refund","label":"refund","split":"train"}
{"text":"refund please","label":"refund","split":"train"}
{"text":"which mountain is the highest","label":"__oos__","split":"train"}
{"text":"left aside","label":"track","split":"valid"}

{"text":"where is the parcel now","label":"track","split":"test"}
{"text":"can i have a refund","label":"refund","split":"test"}
{"text":"xylophone lessons","label":"__oos__","split":"test"}
`

func TestRunLabels(t *testing.T) {
	lines, err := eval.ReadLabels(strings.NewReader(parcels))
	if err != nil {
		t.Fatal(err)
	}
	chat := []eval.LabelLine{{Text: "brb lunch"}, {Text: "where is my parcel"}}
	r, err := eval.RunLabels(lines, chat)
	if err != nil {
		t.Fatal(err)
	}
	if chat[0].Label != "" {
		t.Errorf("the caller's chat is labelled %q", chat[0].Label)
	}
	if r.Entries != 2 || r.Examples != 6 || r.Outside != 1 {
		t.Errorf("entries %d, examples %d, outside %d, want 2, 6, 1", r.Entries, r.Examples, r.Outside)
	}
	if r.Accuracy.Right != 2 || r.Accuracy.N != 2 || r.AUROC != 1 {
		t.Errorf("accuracy %v, AUROC %v, want 2 of 2 and 1", r.Accuracy, r.AUROC)
	}
	if r.Chat.N != 2 || r.Chat.Right < 1 {
		t.Errorf("chat %v: the line that is an example word for word is answered", r.Chat)
	}
	if math.Abs(r.Balanced()-(r.Answered.Share()+r.Refused.Share())/2) > 1e-12 {
		t.Errorf("balanced %v is not the mean of %v and %v", r.Balanced(), r.Answered, r.Refused)
	}
	var b strings.Builder
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"accuracy", "AUROC", "1.000", "100.0 %", "threshold", "chat"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, &b)
		}
	}
}

func TestRunLabelsWithOneExampleEach(t *testing.T) {
	var lines []eval.LabelLine
	for _, w := range []string{"bread", "cheese", "apples"} {
		lines = append(lines, eval.LabelLine{Text: "price of " + w, Label: w, Split: "train"})
	}
	lines = append(lines, eval.LabelLine{Text: "what do apples cost", Label: "apples", Split: "test"})
	r, err := eval.RunLabels(lines, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Accuracy.Right != 1 || r.AUROC != 0 || r.Threshold != .5 || !strings.Contains(r.Chosen, "own") {
		t.Errorf("got %+v, want the matcher's own threshold and no AUROC", r)
	}
}

func TestLabelsRefuse(t *testing.T) {
	for in, want := range map[string]string{
		`{"text":"hello"}`:                           "line 1",
		"{\"text\":\"a\",\"label\":\"b\"}\nnonsense": "line 2",
	} {
		if _, err := eval.ReadLabels(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ReadLabels(%q): %v, want an error that names %s", in, err, want)
		}
	}
	if _, err := eval.RunLabels([]eval.LabelLine{{Text: "a", Label: "__oos__", Split: "train"}}, nil); err == nil {
		t.Error("a file without an entry is not refused")
	}
}

// The floors hold what the matcher reached; the data are not part of the project.
func TestLabelSets(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("trains on thousands of examples; what races there may be, the matcher's own tests find")
	}
	for _, c := range []struct {
		file            string
		accuracy, auroc float64
	}{
		{"curekart", .83, .89},
		{"clinc-small", .90, .95},
		{"stackfaq", .75, .81},
	} {
		f, err := os.Open(filepath.Join("..", "..", "..", "shared", "match", "data", c.file+".jsonl"))
		if err != nil {
			t.Skip("the label sets are not at hand: ", err)
		}
		defer f.Close()
		lines, err := eval.ReadLabels(f)
		if err != nil {
			t.Fatal(err)
		}
		var chat []eval.LabelLine
		if g, err := os.Open(filepath.Join("..", "..", "..", "shared", "match", "data", "chat.jsonl")); err == nil {
			defer g.Close()
			if chat, err = eval.ReadLabels(g); err != nil {
				t.Fatal(err)
			}
		}
		r, err := eval.RunLabels(lines, chat)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := r.Write(&b); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s\n%s", c.file, &b)
		if r.Accuracy.Share() < c.accuracy || r.AUROC < c.auroc {
			t.Errorf("%s: accuracy %.3f, AUROC %.3f, below %.3f, %.3f", c.file, r.Accuracy.Share(), r.AUROC, c.accuracy, c.auroc)
		}
	}
}

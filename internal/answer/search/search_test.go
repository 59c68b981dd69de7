package search_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"autofacts/internal/answer/search"
)

func Example() {
	ix := search.New([]search.Doc{
		{ID: 1, Text: "The hives gave 40 jars of honey in 2025."},
		{ID: 2, Text: "Bees came to the orchard in 1998."},
	}, search.Options{})
	later := ix.With([]search.Doc{{ID: 3, Text: "The orchard sold its honey in Brenna."}}, []search.ID{1})
	for _, ix := range []*search.Index{ix, later} {
		for _, h := range ix.Search(nil, "where was hony sold?", 1) {
			s, _ := ix.Text(h.ID)
			fmt.Println(h.ID, s)
		}
	}
	// Output:
	// 1 The hives gave 40 jars of honey in 2025.
	// 3 The orchard sold its honey in Brenna.
}

// base numbers texts from 0.
func base(texts ...string) *search.Index {
	var docs []search.Doc
	for i, s := range texts {
		docs = append(docs, search.Doc{ID: search.ID(i), Text: s})
	}
	return search.New(docs, search.Options{})
}

// found gives the ids of the hits, as text.
func found(ix *search.Index, question string, k int) string {
	var out []string
	for _, h := range ix.Search(nil, question, k) {
		out = append(out, fmt.Sprint(h.ID))
	}
	return strings.Join(out, " ")
}

func TestSearch(t *testing.T) {
	ix := base(
		"China exported over 2.61 million vehicles in 2025.",      // 0
		"China produced vehicles.",                                // 1
		"大众汽车在合肥建厂。",                                              // 2
		"The plant in São Paulo opened in 1959.",                  // 3
		"Exports of batteries to the U.S. fell.",                  // 4
		"The province of Anhui has a plant that makes batteries.", // 5
	)
	for _, c := range []struct{ name, question, want string }{
		{"a word with its endings", "exporting battery", "4 0 5"},
		{"a short text before a long one", "vehicles", "1 0"},
		{"of equal texts the lower id", "plant in", "3 0 5"},
		{"accents and case", "SAO PAULO", "3"},
		{"a figure as it is written", "2.61", "0"},
		{"no figure near it", "2.62", ""},
		{"an abbreviation", "us exports", "4 0"},
		{"a town in signs", "合肥", "2"},
		{"signs in another order", "肥合", "2"},
		{"a letter too few", "provnce", "5"},
		{"two letters swapped", "vehicels", "1 0"},
		{"two errors in a long word", "battreis", "4 5"},
		{"two errors in a short word", "chxxa", ""},
		{"the first letter wrong", "xhina", "1 0"},
		{"nothing", "", ""},
		{"marks alone", "?!", ""},
		{"words that no text has", "zebra crossing", ""},
	} {
		if got := found(ix, c.question, 10); got != c.want {
			t.Errorf("%s: %q finds %q, want %q", c.name, c.question, got, c.want)
		}
	}
	if got := found(ix, "vehicles", 1); got != "1" {
		t.Errorf("the best one is %q", got)
	}
	for _, k := range []int{0, -1} {
		if got := ix.Search(nil, "vehicles", k); got != nil {
			t.Errorf("the best %d are %v", k, got)
		}
	}
	if got := ix.Search([]search.Hit{{ID: 77}}, "vehicles", 2); len(got) != 3 || got[0].ID != 77 {
		t.Errorf("hits were not appended: %v", got)
	}
}

func TestAnEmptyIndex(t *testing.T) {
	ix := base()
	if ix.Len() != 0 || ix.Search(nil, "anything", 5) != nil || ix.Compact().Len() != 0 {
		t.Error("an index of nothing finds something")
	}
	ix = ix.With([]search.Doc{{ID: 9, Text: "something"}}, []search.ID{4})
	if got := found(ix, "something", 5); got != "9" {
		t.Errorf("found %q", got)
	}
	if ix = ix.With(nil, []search.ID{9}); ix.Len() != 0 || ix.Parts() != 0 {
		t.Errorf("%d texts in %d parts are left", ix.Len(), ix.Parts())
	}
}

func TestEditsLeaveTheOldIndexAlone(t *testing.T) {
	old := base("bees", "honey", "wax")
	edited := old.With([]search.Doc{{ID: 1, Text: "mead"}, {ID: 7, Text: "first"}, {ID: 7, Text: "more honey"}}, []search.ID{0, 1, 55})
	for _, c := range []struct {
		ix             *search.Index
		question, want string
	}{
		{old, "honey mead bees", "0 1"}, {edited, "honey mead bees", "1 7"}, {edited, "first", ""}, {edited.Compact(), "honey mead bees", "1 7"},
	} {
		if got := found(c.ix, c.question, 5); got != c.want {
			t.Errorf("%q finds %q, want %q", c.question, got, c.want)
		}
	}
	if s, ok := edited.Text(1); s != "mead" || !ok {
		t.Errorf("text 1 is %q", s)
	}
	if s, ok := edited.Text(0); ok {
		t.Errorf("text 0 is still %q", s)
	}
	if old.Len() != 3 || edited.Len() != 3 {
		t.Errorf("%d texts became %d", old.Len(), edited.Len())
	}
}

// TestEditsStayInFewParts edits a base text by text and looks how many parts that makes.
func TestEditsStayInFewParts(t *testing.T) {
	var texts []string
	for i := range 3000 {
		texts = append(texts, fmt.Sprintf("fact %d says %d", i, i*i))
	}
	ix := base(texts...)
	for i := range 1500 {
		ix = ix.With([]search.Doc{{ID: search.ID(2 * i), Text: fmt.Sprintf("fact %d was edited", 2*i)}}, nil)
		if ix.Parts() > 6+i/100 || ix.Len() != 3000 {
			t.Fatalf("after %d edits %d texts stand in %d parts", i+1, ix.Len(), ix.Parts())
		}
	}
	if got := len(ix.Search(nil, "edited", 9999)); got != 1500 {
		t.Errorf("%d edited texts are found", got)
	}
	if ix.Compact().Parts() != 1 {
		t.Error("a compact index has more than one part")
	}
}

// TestReadersAndWriters searches old and new indexes at once; the race detector looks on.
func TestReadersAndWriters(t *testing.T) {
	ix := base(strings.Split(strings.Repeat("bees make honey.bees make wax.", 200), ".")...)
	want := found(ix, "hony", 3)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if got := found(ix, "hony", 3); got != want {
					t.Errorf("the old index finds %q, want %q", got, want)
				}
			}
		})
		wg.Go(func() {
			mine := ix
			for i := range 50 {
				mine = mine.With([]search.Doc{{ID: search.ID(i), Text: "nothing sweet"}}, nil)
				if got := found(mine, "sweet", 1); got != "0" {
					t.Errorf("the new index finds %q", got)
				}
			}
		})
	}
	wg.Wait()
}

// TestALongQuestion keeps the rarest words of one that has more than are looked for.
func TestALongQuestion(t *testing.T) {
	var texts, all []string
	for i := range 200 {
		all = append(all, fmt.Sprintf("w%dx", i))
		texts = append(texts, strings.Join(all, " "))
	}
	if got := found(base(texts...), strings.Join(all, " "), 1); got != "199" {
		t.Errorf("found %q", got)
	}
	if got := found(base(texts...), strings.Repeat("heap of words ", 100_000)+" w0x", 1); got != "" {
		t.Errorf("what stands after the first 16 KiB found %q", got)
	}
}

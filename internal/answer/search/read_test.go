package search

import (
	"slices"
	"strings"
	"testing"
)

func words(s string) []string {
	var r reading
	r.read(s)
	var out []string
	for _, w := range r.words {
		out = append(out, string(r.of(w)))
	}
	return out
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"How many NEVs were exported?", "how many nevs were exported"},
		{"Škoda's plant, São Paulo", "skoda plant sao paulo"},
		{"China’s joint-venture", "china joint venture"},
		{"l'exportation d'Ivoire they're", "l exportation d ivoire they re"},
		{"don't 'quote' it", "don quote it"},
		{"2.61 million, 2,610,000 cars. 15th in 2025.", "2.61 million 2610000 cars 15th in 2025"},
		{"the U.S. and the U.S.A. and e.g. B.Y.D", "the us and the usa and eg byd"},
		{"No.5 end.Begin a.bc", "no 5 end begin a bc"},
		{"合肥 EV", "合 肥 合肥 ev"},
		{"VW在合肥", "vw 在 合 在合 肥 合肥"},
		{"中。国", "中 国"},
		{"서울 กท", "서 울 서울 ก ท กท"},
		{"Ｗｉｄｅ e\u0301t\u00e9 so\u00adft", "wide ete soft"},
		{"\xff\xfe\u0301 ' . ,", ""},
		{"x ʰ", "x h"},
	} {
		if got := strings.Join(words(c.typed), " "); got != c.want {
			t.Errorf("%q is read as %q, want %q", c.typed, got, c.want)
		}
	}
}

func TestWordsAreCut(t *testing.T) {
	long := words(strings.Repeat("é", 50) + strings.Repeat("ы", 50))
	if len(long) != 1 || len(long[0]) > mostLetters || long[0] != strings.Repeat("e", 50)+strings.Repeat("ы", 7) {
		t.Errorf("a long word became %q", long)
	}
}

func TestLengthLeavesPairsOut(t *testing.T) {
	var r reading
	r.read("中国出口 10 cars")
	if n := r.length(); n != 6 {
		t.Errorf("four signs, a figure and a word count as %d", n)
	}
}

func TestLexicon(t *testing.T) {
	for _, names := range [][]string{nil, {""}, {"a"}, strings.Fields("the lexicon holds each of these words once and numbers them as they come")} {
		l := newLexicon(names)
		for i, n := range names {
			if got, ok := number(&l, n); !ok || int(got) != i || l.name(got) != n {
				t.Errorf("%q has number %d (%v), want %d", n, got, ok, i)
			}
		}
		if n, ok := number(&l, []byte("absent")); ok {
			t.Errorf("a word that is not there has number %d", n)
		}
	}
}

// FuzzPack holds that blocks are unpacked as they were packed.
func FuzzPack(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0}, uint32(0))
	f.Add([]byte{255, 3, 1, 2, 128, 64}, uint32(1<<29))
	f.Fuzz(func(t *testing.T, steps []byte, far uint32) {
		if len(steps) == 0 {
			return
		}
		var list []posting
		doc := far % (1 << 29)
		for _, s := range steps[:min(len(steps), perBlock)] {
			doc += 1 + uint32(s)*uint32(s)
			list = append(list, posting(doc*mostTimes+uint32(s)%mostTimes))
		}
		b := append(pack([]byte("left of it"), list, before), make([]byte, slack)...)
		unpackedAs(t, b[len("left of it"):], list, before)
		after := list[0].doc() - 1
		unpackedAs(t, append(pack(nil, list, after), make([]byte, slack)...), list, after)
	})
}

func unpackedAs(t *testing.T, b []byte, want []posting, after uint32) {
	t.Helper()
	var l list
	l.unpack(b, len(want), after)
	var got []posting
	for i := range l.n {
		got = append(got, posting(l.docs[i]*mostTimes+uint32(l.times[i])))
	}
	if !slices.Equal(got, want) {
		t.Errorf("unpacked as %v, want %v", got, want)
	}
}

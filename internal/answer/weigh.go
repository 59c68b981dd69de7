// Weighing: which facts know a word, how much it tells, and what facts lend each other.

package answer

import (
	"maps"
	"math"
	"slices"

	"autofacts/internal/kb"
)

// inherit gives a list the years of its facts, and, weakly, their words: a list
// answers what its own questions ask, not whatever one of its facts says.
func (ix *Index) inherit(d *doc) {
	for _, id := range d.fact.List {
		i, ok := ix.doc(id)
		if !ok {
			continue
		}
		m := ix.docs[i]
		for k, s := range m.cover {
			d.cover[k] = math.Max(d.cover[k], s*coverListed)
		}
		d.years = append(d.years, m.years...)
	}
}

// besideName is the share of facts up to which a name ties facts together.
const besideName = 0.06

// besideNames is how many names a fact may have and still tie others together:
// one that lists many ties what has nothing to do with each other.
const besideNames = 4

// beside covers, weakly, the names of a fact's neighbours: facts from the same
// paragraph about one of the same names. "Dunholm" is beside "Brenna and Sorrel
// run a joint venture" where another fact says that the venture is there.
func (ix *Index) beside() {
	type spot struct {
		paragraph string
		name      concept
	}
	near := map[spot][]int{}
	for i, d := range ix.docs {
		if len(d.fact.List) > 0 || len(d.names) > besideNames {
			continue
		}
		for _, e := range d.fact.Evidence {
			for c := range d.names {
				s := spot{string(e.Source) + "\x00" + e.Paragraph, c}
				near[s] = append(near[s], i)
			}
			if d.fact.Subject != "" {
				s := spot{string(e.Source) + "\x00" + e.Paragraph, "s:" + d.fact.Subject}
				near[s] = append(near[s], i)
			}
		}
	}
	common := ix.common()
	count := map[concept]float64{}
	for _, d := range ix.docs {
		for c := range d.names {
			count[c]++
		}
		count["s:"+d.fact.Subject]++
	}
	for s, ids := range near {
		if count[s.name] > common {
			continue
		}
		for _, i := range ids {
			for _, j := range ids {
				if i == j {
					continue
				}
				for c := range ix.docs[j].names {
					ix.docs[i].cover[c] = math.Max(ix.docs[i].cover[c], coverBeside)
				}
			}
		}
	}
}

// besideOthers covers, weakly, the names of the neighbours of doc i, as beside
// does for all.
func (ix *Index) besideOthers(i int) {
	d := ix.docs[i]
	if len(d.fact.List) > 0 || len(d.names) > besideNames {
		return
	}
	var near []*doc
	for j, o := range ix.docs {
		if j != i && len(o.fact.List) == 0 && len(o.names) <= besideNames && sameParagraph(d.fact, o.fact) {
			near = append(near, o)
		}
	}
	if len(near) == 0 || len(d.names) == 0 && d.fact.Subject == "" {
		return // before all facts are counted
	}
	ties, subject := ix.ties(d)
	for _, o := range near {
		if !(subject && d.fact.Subject == o.fact.Subject) && !slices.ContainsFunc(ties, func(c concept) bool { return o.names[c] }) {
			continue
		}
		for c := range o.names {
			d.cover[c] = math.Max(d.cover[c], coverBeside)
		}
	}
}

// ties gives the names of a doc by which it is tied to its neighbours, and whether
// its subject ties it, too: what many facts have does not.
func (ix *Index) ties(d *doc) (names []concept, subject bool) {
	count, subjects := map[concept]float64{}, 0.0
	for _, o := range ix.docs {
		if d.fact.Subject == o.fact.Subject {
			subjects++
		}
		for c := range d.names {
			if o.names[c] {
				count[c]++
			}
		}
	}
	common := ix.common()
	for c, n := range count {
		if n <= common {
			names = append(names, c)
		}
	}
	return names, d.fact.Subject != "" && subjects <= common
}

// common is how many facts may have a name or a subject that ties them together.
func (ix *Index) common() float64 { return math.Max(3, float64(len(ix.docs))*besideName) }

// sameParagraph reports whether two facts have evidence in one paragraph.
func sameParagraph(a, b *kb.Fact) bool {
	for _, x := range a.Evidence {
		for _, y := range b.Evidence {
			if x.Source == y.Source && x.Paragraph == y.Paragraph {
				return true
			}
		}
	}
	return false
}

// idfFloor keeps a word that every fact knows from weighing nothing at all.
const idfFloor = 0.08

// weigh counts how many facts know each key: a word that few know tells more.
func (ix *Index) weigh() {
	df := map[string]int{}
	for i, d := range ix.docs {
		for _, k := range slices.Sorted(maps.Keys(d.cover)) {
			at := ix.known.at(k)
			if at == nil {
				at = &key{}
				ix.known.set(k, at)
			}
			at.at = append(at.at, posting{doc: int32(i), own: d.own[k], foreign: d.foreign[k], cover: d.cover[k], in: d.in[k]})
			at.english = at.english || !d.foreign[k]
			if d.cover[k] > coverTopic {
				df[k]++
			}
		}
	}
	for _, d := range ix.docs {
		ix.say(d, 1)
	}
	n := float64(len(ix.docs))
	for k, at := range ix.known.shared {
		at.idf, at.n = idf(n, float64(max(df[k], 1))), len(at.at)
	}
	for _, d := range ix.docs {
		ix.measureUp(d)
	}
}

// idf is what a key tells that df of n facts have, between idfFloor and about 1:
// BM25's inverse document frequency (Robertson and Zaragoza 2009) over that of a
// key of one fact.
func idf(n, df float64) float64 {
	return max(idfFloor, math.Log(1+(n-df+.5)/(df+.5))/math.Log(1+(n-.5)/1.5+1e-9))
}

// say counts the keys that a doc has in its own words.
func (ix *Index) say(d *doc, by int) {
	for k := range d.own {
		ix.said.set(k, ix.said.at(k)+by)
	}
}

// measureUp sets the lengths of a doc's wordings.
func (ix *Index) measureUp(d *doc) {
	for i := range d.phrases {
		p := &d.phrases[i]
		sum := 0.0
		for _, k := range p.keys {
			w := ix.idfOf(k)
			sum += w * w
		}
		p.norm = math.Sqrt(sum)
	}
}

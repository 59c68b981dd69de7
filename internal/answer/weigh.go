// Weighing: which facts know a word, how much it tells, and what facts lend each other.

package answer

import (
	"maps"
	"math"
	"slices"
	"sort"
)

// lists gives a list the years of its facts, and, weakly, their words: a list
// answers what its own questions ask, not whatever one of its facts says.
func (ix *Index) lists() {
	for _, d := range ix.docs {
		for _, id := range d.fact.List {
			i, ok := ix.byID[id]
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
	common := math.Max(3, float64(len(ix.docs))*besideName)
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

// idfFloor keeps a word that every fact knows from weighing nothing at all.
const idfFloor = 0.08

// weigh counts how many facts know each key: a word that few know tells more.
func (ix *Index) weigh() {
	df := map[string]int{}
	for i, d := range ix.docs {
		for _, k := range slices.Sorted(maps.Keys(d.cover)) {
			at := ix.known[k]
			if at == nil {
				at = &key{}
				ix.known[k] = at
			}
			at.at = append(at.at, posting{doc: int32(i), own: d.own[k], cover: d.cover[k], in: d.in[k]})
			if d.cover[k] > coverTopic {
				df[k]++
			}
		}
	}
	ix.said = map[string]int{}
	for _, d := range ix.docs {
		for k := range d.own {
			ix.said[k]++
		}
	}
	n := float64(len(ix.docs))
	for k, at := range ix.known {
		f := float64(max(df[k], 1))
		at.idf = max(idfFloor, math.Log(1+(n-f+.5)/(f+.5))/math.Log(1+(n-.5)/1.5+1e-9))
	}
	for _, d := range ix.docs {
		for i := range d.phrases {
			p := &d.phrases[i]
			sum := 0.0
			for _, k := range p.keys {
				w := ix.idfOf(k)
				sum += w * w
			}
			p.norm = math.Sqrt(sum)
		}
		for _, p := range d.years {
			for y := p.From; y <= p.To && y-p.From < 20; y++ {
				if !slices.Contains(ix.years, y) {
					ix.years = append(ix.years, y)
				}
			}
		}
	}
	sort.Ints(ix.years)
}

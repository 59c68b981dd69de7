// Patterns: long regular expressions that are tried only where a word of theirs stands.

package answer

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A pattern is a regular expression over utterances. Most utterances hold none
// of the words that a match needs; these are looked for first, for they are
// found a hundred times faster than the expression says no.
type pattern struct {
	*regexp.Regexp
	needs []string // a match holds one of these, in lower case; none where that is not known
}

// compilePattern compiles a constant expression and panics if it is wrong.
func compilePattern(expr string) pattern {
	p := pattern{Regexp: regexp.MustCompile(expr)}
	if tree, err := syntax.Parse(expr, syntax.Perl); err == nil {
		all := needed(tree)
		slices.SortFunc(all, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
		for _, w := range all {
			if !slices.ContainsFunc(p.needs, func(n string) bool { return strings.Contains(w, n) }) {
				p.needs = append(p.needs, w) // no shorter one within it
			}
		}
	}
	return p
}

// MatchString reports what the expression reports.
func (p pattern) MatchString(s string) bool {
	if len(p.needs) == 0 {
		return p.Regexp.MatchString(s)
	}
	low := strings.ToLower(s)
	for _, w := range p.needs {
		if strings.Contains(low, w) {
			return p.Regexp.MatchString(s)
		}
	}
	return false
}

// needed gives strings of which every match of the expression holds one, in
// lower case, the longest that are easily found; none where there are no such.
func needed(re *syntax.Regexp) []string {
	if whole := spelled(re); len(whole) > 0 && shortest(whole) > 0 {
		return whole
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		var best, run []string // run: what the parts just read spell together
		better := func(n []string) {
			if shortest(n) > shortest(best) {
				best = n
			}
		}
		for _, sub := range re.Sub {
			part := spelled(sub)
			run = joinedTo(run, part)
			if part == nil {
				better(needed(sub))
			} else if run == nil { // too many together: begin anew
				run = part
			}
			better(run)
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			n := needed(sub)
			if len(n) == 0 {
				return nil
			}
			all = append(all, n...)
		}
		return all
	}
	return nil
}

// maxSpelled is how many strings an expression may stand for to be spelled out.
const maxSpelled = 32

// spelled gives all strings that an expression matches, in lower case; nil where
// they are too many.
func spelled(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary:
		return []string{""}
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}
	case syntax.OpCapture:
		return spelled(re.Sub[0])
	case syntax.OpQuest:
		if s := spelled(re.Sub[0]); s != nil {
			return append([]string{""}, s...)
		}
	case syntax.OpCharClass:
		var out []string
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if out = append(out, strings.ToLower(string(r))); len(out) > maxSpelled {
					return nil
				}
			}
		}
		return out
	case syntax.OpConcat:
		out := []string{""}
		for _, sub := range re.Sub {
			if out = joinedTo(out, spelled(sub)); out == nil {
				return nil
			}
		}
		return out
	case syntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			s := spelled(sub)
			if out = append(out, s...); s == nil || len(out) > maxSpelled {
				return nil
			}
		}
		return out
	}
	return nil
}

// joinedTo gives each of the heads followed by each of the tails: the tails
// alone where there are no heads, nil where there are no tails or too many of both.
func joinedTo(heads, tails []string) []string {
	if len(heads) == 0 || tails == nil {
		return tails
	}
	if len(heads)*len(tails) > maxSpelled {
		return nil
	}
	var out []string
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

// shortest gives the length of the shortest of some strings, 0 for none.
func shortest(words []string) int {
	n := 0
	for i, w := range words {
		if i == 0 || len(w) < n {
			n = len(w)
		}
	}
	return n
}

package kb

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// A Paragraph is a labelled piece of a source's text.
type Paragraph struct {
	Label string
	Text  string
}

// Checksum gives the SHA-256 of the paragraph's text, as sources.yaml holds it.
func (p Paragraph) Checksum() string {
	sum := sha256.Sum256([]byte(p.Text))
	return hex.EncodeToString(sum[:])
}

var labelled = regexp.MustCompile(`(?s)^\[([^\]\s]{1,40})\] (.*)$`)

// ParseSourceText finds the paragraphs of a source's text: blocks separated by
// blank lines that begin with "[label] ". Any other block is left out.
func ParseSourceText(text string) []Paragraph {
	var out []Paragraph
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	var block []string
	flush := func() {
		if m := labelled.FindStringSubmatch(strings.Join(block, "\n")); m != nil {
			out = append(out, Paragraph{Label: m[1], Text: m[2]})
		}
		block = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" || labelled.MatchString(line) {
			flush()
		}
		if strings.TrimSpace(line) != "" {
			block = append(block, line)
		}
	}
	flush()
	return out
}

// oneLine joins the lines of a wrapped paragraph, for phrases that run over them.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var sentenceEnd = regexp.MustCompile(`[.!?。！？]["'”’)]*(\s+|$)`)

// isSentence reports whether a phrase is a whole sentence of a text.
func isSentence(phrase, text string) bool {
	bare := strings.TrimRight(phrase, ".!?。！？\"'”’) ")
	for _, s := range sentenceEnd.Split(oneLine(text), -1) {
		if strings.Trim(s, "\"'“‘( ") == strings.TrimLeft(bare, "\"'“‘( ") {
			return true
		}
	}
	return false
}

package discord

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// markdown is text that Discord may read as markdown: constants of this package
// and what plain makes of anything else.
type markdown string

// plain makes text from outside into markdown that shows it as it is: nothing
// in it formats, links, mentions or hides.
func plain(s string) markdown {
	s = clip(clean(s), maxCardText) // no place holds more
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i, r := range s {
		if needsEscape(s, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return markdown(b.String())
}

// needsEscape tells whether the character at i would mean something to Discord.
func needsEscape(s string, i int, r rune) bool {
	switch r {
	case '\\', '*', '_', '~', '`', '|', '[', ']', '<', '>':
		return true
	case ':': // an address becomes a link by its "://"
		return strings.HasPrefix(s[i:], "://")
	case '#', '-', '+':
		return i == 0
	case '.':
		return numbered(s[:i]) || invite(s, i)
	}
	return false
}

// numbered tells whether what stands before a dot would make it a list item.
func numbered(before string) bool {
	return before != "" && strings.Trim(before, "0123456789") == ""
}

// invite tells whether the dot at i belongs to an invitation, which Discord
// shows as a card even without a scheme.
func invite(s string, i int) bool {
	after := strings.ToLower(s[i:min(len(s), i+len(".com/invite"))])
	return strings.HasPrefix(after, ".gg") || strings.HasPrefix(after, ".com/invite")
}

// label makes text from outside fit for a place where Discord reads no
// markdown: a button, an option, a choice.
func label(s string, limit int) string { return clip(clean(s), limit) }

// clean brings text to one line of visible characters in valid UTF-8 and takes
// the meaning from "@everyone" and "@here".
func clean(s string) string {
	var b strings.Builder
	space, marks := true, 0
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r > ' ' && r < 0x7F:
			marks = 0
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		case invisible(r):
			continue
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		b.WriteRune(r)
		space = false
	}
	return pings.Replace(strings.TrimRight(b.String(), " "))
}

// maxMarks is how many combining marks one letter may carry: enough for every
// written language, too few to climb over the line above.
const maxMarks = 3

// pings gives the two words that wake a whole channel a look-alike sign. The
// gate forbids the ping itself; this takes the look of one away as well.
var pings = strings.NewReplacer("@everyone", "＠everyone", "@here", "＠here")

// invisible tells which characters show nothing, or turn the direction of
// writing: format controls, fillers, variation selectors but the one of emoji.
func invisible(r rune) bool {
	if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) {
		return true
	}
	switch r {
	case '\u034F', '\u115F', '\u1160', '\u17B4', '\u17B5', '\u2800', '\u3164', '\uFFA0':
		return true
	}
	return r >= 0x180B && r <= 0x180F || r >= 0xFE00 && r <= 0xFE0E || r >= 0xE0100 && r <= 0xE01EF
}

// width counts as Discord's strictest place does: in UTF-16 units, which are
// never fewer than characters.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

const ellipsis = "…"

// clip shortens text to a width, at a word if there is one near, and never
// within a character.
func clip(s string, limit int) string {
	if width(s) <= limit {
		return s
	}
	cut := prefix(s, limit-1)
	if sp := strings.LastIndexByte(cut, ' '); sp > len(cut)*2/3 {
		cut = cut[:sp]
	}
	return strings.TrimRight(cut, " ,;:") + ellipsis
}

// prefix is the longest beginning of s of that width, which does not part a
// letter from its marks.
func prefix(s string, limit int) string {
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > limit {
			for i > 0 {
				next, _ := utf8.DecodeRuneInString(s[i:])
				if !unicode.In(next, unicode.M) {
					break
				}
				_, size := utf8.DecodeLastRuneInString(s[:i])
				i -= size
			}
			return s[:i]
		}
	}
	return s
}

// clipMarkdown shortens markdown to a width: by whole lines where that keeps
// the better part, else within a line, without leaving half an escape or an
// open bold.
func clipMarkdown(m markdown, limit int) markdown {
	s := string(m)
	if width(s) <= limit {
		return m
	}
	cut := prefix(s, limit-4) // the ellipsis and a closing bold
	if nl := strings.LastIndexByte(cut, '\n'); nl > len(cut)/2 {
		return markdown(cut[:nl] + "\n" + ellipsis)
	}
	if odd := len(cut) - len(strings.TrimRight(cut, `\`)); odd%2 == 1 {
		cut = cut[:len(cut)-1]
	}
	if strings.HasSuffix(cut, "*") && !strings.HasSuffix(cut, "**") {
		cut = cut[:len(cut)-1]
	}
	cut += ellipsis
	if strings.Count(strings.ReplaceAll(cut, `\*`, ""), "**")%2 == 1 {
		cut += "**"
	}
	return markdown(cut)
}

// bold sets markdown in bold; nothing stays nothing.
func bold(m markdown) markdown {
	if m == "" {
		return ""
	}
	return "**" + m + "**"
}

// lines joins what is not empty.
func lines(parts ...markdown) markdown { return joined("\n", parts...) }

func joined(sep markdown, parts ...markdown) markdown {
	var out markdown
	for _, p := range parts {
		if p == "" {
			continue
		}
		if out != "" {
			out += sep
		}
		out += p
	}
	return out
}

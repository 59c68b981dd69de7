package spec

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// overlay applies the rules of the documentation that the specification lacks. route is normalised (see template).
func overlay(method, route string, body any) []Problem {
	key := method + " " + route
	switch {
	case strings.HasSuffix(route, "/callback") && strings.HasPrefix(route, "/interactions/"):
		return callback(body)
	case strings.HasPrefix(route, "/applications/{}/") && strings.Contains(route, "commands") && !strings.HasSuffix(route, "/permissions"):
		return commands(method, body)
	case key == "POST /channels/{}/messages", key == "PATCH /channels/{}/messages/{}",
		key == "POST /webhooks/{}/{}", key == "PATCH /webhooks/{}/{}/messages/@original", key == "PATCH /webhooks/{}/{}/messages/{}":
		return message("", body)
	case key == "POST /channels/{}/threads":
		return message("message", at(body, "message"))
	}
	return nil
}

// The callback types that have rules of their own.
const (
	callbackMessage = 4
	callbackUpdate  = 7
	callbackModal   = 9
)

func callback(body any) []Problem {
	data := at(body, "data")
	switch kind, _ := intAt(body, "type"); kind {
	case callbackMessage, callbackUpdate:
		return message("data", data)
	case callbackModal:
		return modal("data", data)
	}
	return nil
}

// maxEmbedText is what all titles, descriptions, fields, footers and authors of a message may hold together.
const maxEmbedText = 6000

// message checks what a message may hold; path is where it stands in the body.
func message(path string, m any) []Problem {
	var out []Problem
	if embedText(listAt(m, "embeds")) > maxEmbedText {
		out = append(out, Problem{join(path, "embeds"), "MAX_EMBED_SIZE_EXCEEDED",
			fmt.Sprintf("Embed size exceeds maximum size of %d", maxEmbedText)})
	}
	out = append(out, mentions(join(path, "allowed_mentions"), at(m, "allowed_mentions"))...)
	return append(out, components(path, m)...)
}

// embedText counts characters, not bytes.
func embedText(embeds []any) int {
	n := 0
	for _, e := range embeds {
		texts := []string{textAt(e, "title"), textAt(e, "description"), textAt(at(e, "footer"), "text"), textAt(at(e, "author"), "name")}
		for _, f := range listAt(e, "fields") {
			texts = append(texts, textAt(f, "name"), textAt(f, "value"))
		}
		for _, t := range texts {
			n += utf8.RuneCountInString(t)
		}
	}
	return n
}

// mentions refuses to allow all users (or roles) and a list of them at once.
func mentions(path string, allowed any) []Problem {
	for _, parse := range listAt(allowed, "parse") {
		kind, _ := parse.(string)
		if len(listAt(allowed, kind)) > 0 {
			return []Problem{{path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
				fmt.Sprintf("parse:[%q] and %s: [ids...] are mutually exclusive.", kind, kind)}}
		}
	}
	return nil
}

package fakediscord

import (
	"fmt"
	"slices"
	"strings"
)

// The rules below are of Discord's documentation, and package spec does not have them.

// maxV2Text is how many characters of text a message of components of version 2 shows in all.
const maxV2Text = 4000

// maxChoice is how long the value of a choice can be.
const maxChoice = 100

// locales are the languages of Discord's client, by which commands can be translated.
func locales() []string {
	return strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")
}

// beyond gives what the documentation refuses in a request, beyond the specification.
func beyond(c *call) []Problem {
	switch {
	case strings.HasSuffix(c.route.path, "/commands"), strings.HasSuffix(c.route.path, "/commands/{command_id}"):
		var out []Problem
		if c.array == nil {
			return commandRules("", c.in, commandType(c.in) == commandChat)
		}
		for i, v := range c.array {
			if o, ok := v.(Object); ok {
				out = append(out, commandRules(join("", i), o, commandType(o) == commandChat)...)
			}
		}
		return out
	case strings.HasSuffix(c.route.path, "/callback"):
		return componentRules("data.components", objects(child(c.in, "data"), "components"))
	}
	return componentRules("components", objects(c.in, "components"))
}

// componentRules judges components of a message or a modal.
func componentRules(path string, list []Object) []Problem {
	var out []Problem
	shown := 0
	walkAt(path, list, func(at string, o Object) {
		switch whole(o, "type") {
		case compText:
			shown += length(text(o, "content"))
		case compStringSelect:
			out = append(out, defaultRule(at, o)...)
		case compTextInput:
			out = append(out, inputRules(at, o)...)
		}
	})
	if shown > maxV2Text {
		out = append(out, Problem{Path: path, Code: "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", Message: fmt.Sprintf("The components show more than %d characters of text", maxV2Text)})
	}
	return out
}

// defaultRule: no more options are chosen at the start than may be chosen.
func defaultRule(path string, o Object) []Problem {
	chosen := 0
	for _, x := range objects(o, "options") {
		if truth(x, "default") {
			chosen++
		}
	}
	if _, most := between(o); chosen > most {
		return []Problem{{Path: join(path, "options"), Code: "SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS", Message: "More options are chosen at the start than may be chosen"}}
	}
	return nil
}

// inputRules: a text input's own bounds agree with each other and with what stands in it.
func inputRules(path string, o Object) []Problem {
	if !given(o, "max_length") {
		return nil
	}
	most := whole(o, "max_length")
	if whole(o, "min_length") > most {
		return []Problem{{Path: join(path, "min_length"), Code: "TEXT_INPUT_MIN_LENGTH_INVALID", Message: "min_length must not exceed max_length"}}
	}
	if length(text(o, "value")) > most {
		return []Problem{{Path: join(path, "value"), Code: "BASE_TYPE_MAX_LENGTH", Message: fmt.Sprintf("Must be %d or fewer in length.", most)}}
	}
	return nil
}

// commandRules judges a command or an option, and what is inside it. Its name is lower case, except in a context menu.
func commandRules(path string, o Object, lower bool) []Problem {
	out := translationRules(path, o, lower)
	for i, x := range objects(o, "options") {
		at := join(path, "options", i)
		out = append(out, commandRules(at, x, true)...)
		if truth(x, "autocomplete") && !slices.Contains([]int{optString, optInteger, optNumber}, whole(x, "type")) {
			out = append(out, Problem{Path: join(at, "autocomplete"), Code: "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", Message: "Only text and numbers can be completed"})
		}
		for j, choice := range objects(x, "choices") {
			if length(text(choice, "value")) > maxChoice {
				out = append(out, Problem{Path: join(at, "choices", j, "value"), Code: "BASE_TYPE_MAX_LENGTH", Message: fmt.Sprintf("Must be %d or fewer in length.", maxChoice)})
			}
		}
	}
	return out
}

// translationRules: locales are Discord's, and a translated name keeps the rules of the name itself.
func translationRules(path string, o Object, lower bool) []Problem {
	var out []Problem
	known := locales()
	for _, key := range []string{"name_localizations", "description_localizations"} {
		given := child(o, key)
		for _, locale := range keys(given) {
			at := join(path, key, locale)
			if !slices.Contains(known, locale) {
				out = append(out, notAmong(at, strings.Join(known, ", ")))
			}
			name := text(given, locale)
			if key == "name_localizations" && lower && (name != strings.ToLower(name) || strings.ContainsAny(name, " \t\n")) {
				out = append(out, Problem{Path: at, Code: "APPLICATION_COMMAND_INVALID_NAME", Message: "Command name is invalid"})
			}
		}
	}
	return out
}

// walkAt visits every component of a tree with its path.
func walkAt(path string, list []Object, visit func(string, Object)) {
	for i, o := range list {
		at := join(path, i)
		visit(at, o)
		walkAt(join(at, "components"), objects(o, "components"), visit)
		if inner := child(o, "component"); inner != nil {
			visit(join(at, "component"), inner)
		}
	}
}

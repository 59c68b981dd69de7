package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// commandName is the documentation's pattern for slash commands and options. Go knows Devanagari and Thai as scripts.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

const (
	maxCommandText  = 8000 // characters of a command: names, descriptions and values, all the way down
	maxChoiceValue  = 100  // characters of the value of a choice
	chatInput       = 1
	subcommand      = 1
	subcommandGroup = 2
	textOption      = 3
	integerOption   = 4
	numberOption    = 10
)

// commands checks the body that creates (POST), changes (PATCH) or replaces (PUT, a list) commands.
func commands(method string, body any) []Problem {
	list, _ := body.([]any)
	if method != "PUT" {
		return command("", body, method == "PATCH")
	}
	var out []Problem
	type identity struct {
		kind int64
		name string
	}
	seen := map[identity]bool{}
	for i, c := range list {
		path := fmt.Sprint(i)
		out = append(out, command(path, c, false)...)
		id := identity{commandType(c), textAt(c, "name")}
		if seen[id] && id.name != "" {
			out = append(out, Problem{join(path, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"})
		}
		seen[id] = true
	}
	return out
}

func commandType(c any) int64 {
	if kind, ok := intAt(c, "type"); ok {
		return kind
	}
	return chatInput
}

// command checks one command; a partial one (of PATCH) may lack anything.
func command(path string, c any, partial bool) []Problem {
	if _, ok := c.(map[string]any); !ok {
		return nil // the schema has said so
	}
	out := translations(path, c, commandType(c) == chatInput)
	description := textAt(c, "description")
	if commandType(c) != chatInput {
		if description != "" {
			out = append(out, Problem{join(path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Context menu commands cannot have a description"})
		}
		if len(listAt(c, "options")) > 0 {
			out = append(out, Problem{join(path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "Context menu commands cannot have options"})
		}
		return out
	}
	if description == "" && (!partial || at(c, "description") != nil) {
		out = append(out, required(join(path, "description")))
	}
	out = append(out, checkName(join(path, "name"), at(c, "name"))...)
	out = append(out, options(join(path, "options"), listAt(c, "options"))...)
	if commandText(c) > maxCommandText {
		out = append(out, Problem{path, "APPLICATION_COMMAND_TOO_LARGE", fmt.Sprintf("Command exceeds maximum size (%d)", maxCommandText)})
	}
	return out
}

// checkName: the pattern, and lower case wherever there is one.
func checkName(path string, v any) []Problem {
	name, ok := v.(string)
	if !ok || commandName.MatchString(name) && strings.ToLower(name) == name {
		return nil
	}
	return []Problem{{path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"}}
}

func options(path string, list []any) []Problem {
	var out []Problem
	seen := map[string]bool{}
	optional, plain, nested := false, false, false
	for i, o := range list {
		p := fmt.Sprintf("%s.%d", path, i)
		kind, _ := intAt(o, "type")
		name := textAt(o, "name")
		out = append(out, checkName(join(p, "name"), at(o, "name"))...)
		out = append(out, translations(p, o, true)...)
		out = append(out, completion(p, o)...)
		if seen[name] {
			out = append(out, Problem{join(p, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", fmt.Sprintf("Option name %q already exists", name)})
		}
		seen[name] = true
		if at(o, "required") == true && optional {
			out = append(out, Problem{p, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options"})
		}
		if kind == subcommand || kind == subcommandGroup {
			nested = true
			out = append(out, options(join(p, "options"), listAt(o, "options"))...)
		} else {
			plain = true
			optional = optional || at(o, "required") != true
		}
		if plain && nested {
			out = append(out, Problem{join(p, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
				"Sub-command and sub-command group option types are mutually exclusive to all other types"})
		}
	}
	return out
}

// completion: choices or autocomplete, the one not too long, the other for text and numbers only.
func completion(path string, o any) []Problem {
	var out []Problem
	choices, completes := listAt(o, "choices"), at(o, "autocomplete") == true
	if completes && len(choices) > 0 {
		out = append(out, Problem{join(path, "choices"), "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices and autocomplete are mutually exclusive"})
	}
	if kind, _ := intAt(o, "type"); completes && !slices.Contains([]int64{textOption, integerOption, numberOption}, kind) {
		out = append(out, Problem{join(path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", "Only text and numbers can be completed"})
	}
	for i, choice := range choices {
		if utf8.RuneCountInString(textAt(choice, "value")) > maxChoiceValue {
			out = append(out, Problem{fmt.Sprintf("%s.choices.%d.value", path, i), "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", maxChoiceValue)})
		}
	}
	return out
}

// locales are the languages of Discord's client, by which commands can be translated.
func locales() []string {
	return strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")
}

// translations: the locales are Discord's, and a translated name keeps the rules of the name itself, which is in lower
// case and one word except in a context menu.
func translations(path string, c any, oneWord bool) []Problem {
	var out []Problem
	for _, key := range []string{"name_localizations", "description_localizations"} {
		given, _ := at(c, key).(map[string]any)
		for locale := range given {
			p := join(join(path, key), locale)
			if !slices.Contains(locales(), locale) {
				out = append(out, Problem{p, "BASE_TYPE_CHOICES", fmt.Sprintf("Value must be one of {%s}.", strings.Join(locales(), ", "))})
			}
			name := textAt(given, locale)
			if key == "name_localizations" && oneWord && (name != strings.ToLower(name) || strings.ContainsAny(name, " \t\n")) {
				out = append(out, Problem{p, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"})
			}
		}
	}
	return out
}

// commandText counts the characters of names, descriptions and values of a command and of all below it.
func commandText(c any) int {
	n := 0
	for _, key := range []string{"name", "description", "value"} {
		n += utf8.RuneCountInString(textAt(c, key))
	}
	for _, key := range []string{"options", "choices"} {
		for _, sub := range listAt(c, key) {
			n += commandText(sub)
		}
	}
	return n
}

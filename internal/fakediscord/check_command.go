package fakediscord

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Command types and option types, as Discord numbers them.
const (
	commandChat    = 1
	commandUser    = 2
	commandMessage = 3

	optSub         = 1
	optGroup       = 2
	optString      = 3
	optInteger     = 4
	optBoolean     = 5
	optUser        = 6
	optChannel     = 7
	optRole        = 8
	optMentionable = 9
	optNumber      = 10
	optAttachment  = 11
)

// The limits of commands.
const (
	maxOptions      = 25
	maxChoices      = 25
	maxCommandText  = 8000
	maxChatCommands = 100
	maxMenuCommands = 15
)

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// validName is the rule for names of chat commands and of options: no upper case where a lower case exists.
func validName(name string) bool {
	return commandName.MatchString(name) && strings.ToLower(name) == name
}

// checkCommand judges a whole command found at path.
func checkCommand(path string, o Object) []Problem {
	kind := commandType(o)
	var out []Problem
	if kind != commandChat {
		out = append(out, checkStrings(path, o, rule{"name", 1, 32, true})...)
		if text(o, "description") != "" {
			out = append(out, Problem{join(path, "description"), "APPLICATION_COMMAND_INVALID_DESCRIPTION", "Context menu commands cannot have description"})
		}
		if len(items(o, "options")) > 0 {
			out = append(out, Problem{join(path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "Context menu commands cannot have options"})
		}
		return out
	}
	out = append(out, checkNamed(path, o)...)
	out = append(out, checkOptions(join(path, "options"), objects(o, "options"), 0)...)
	if n := commandText(o); n > maxCommandText {
		out = append(out, Problem{path, "APPLICATION_COMMAND_TOO_LARGE", fmt.Sprintf("Command exceeds maximum size of %d", maxCommandText)})
	}
	return out
}

func commandType(o Object) int {
	if given(o, "type") {
		return whole(o, "type")
	}
	return commandChat
}

// checkNamed judges the name and description of a chat command or of an option.
func checkNamed(path string, o Object) []Problem {
	out := checkStrings(path, o, rule{"name", 1, 32, true}, rule{"description", 1, 100, true})
	const code, said = "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"
	if name := text(o, "name"); name != "" && length(name) <= 32 && !validName(name) {
		out = append(out, Problem{join(path, "name"), code, said})
	}
	names := child(o, "name_localizations")
	for _, locale := range keys(names) {
		if name := text(names, locale); name != "" && !validName(name) {
			out = append(out, Problem{join(path, "name_localizations", locale), code, said})
		}
	}
	texts := child(o, "description_localizations")
	for _, locale := range keys(texts) {
		if n := length(text(texts, locale)); n > 100 {
			out = append(out, badLength(join(path, "description_localizations", locale), 1, 100))
		}
	}
	return out
}

// checkOptions judges a list of options; depth is 0 in a command, 1 in a group, 2 in a subcommand.
func checkOptions(path string, list []Object, depth int) []Problem {
	out := checkCount(path, len(list), 0, maxOptions)
	seen, optional, nested := map[string]bool{}, false, 0
	for i, o := range list {
		at := join(path, i)
		out = append(out, checkNamed(at, o)...)
		name := text(o, "name")
		if seen[name] {
			out = append(out, Problem{join(at, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_USED", "Option name is already used"})
		}
		seen[name] = true
		switch kind := whole(o, "type"); {
		case kind == optSub || kind == optGroup:
			nested++
			out = append(out, checkNested(at, o, kind, depth)...)
		default:
			out = append(out, checkOption(at, o)...)
		}
		if truth(o, "required") && optional {
			out = append(out, Problem{at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options"})
		}
		optional = optional || !truth(o, "required")
	}
	if nested > 0 && nested < len(list) {
		out = append(out, Problem{path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types"})
	}
	return out
}

func checkNested(path string, o Object, kind, depth int) []Problem {
	if kind == optGroup && depth > 0 || kind == optSub && depth > 1 {
		return []Problem{{join(path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "This type of option cannot be nested here"}}
	}
	next := 2
	if kind == optGroup {
		next = 1
	}
	return checkOptions(join(path, "options"), objects(o, "options"), next)
}

func checkOption(path string, o Object) []Problem {
	kind := whole(o, "type")
	if kind < optSub || kind > optAttachment {
		if !given(o, "type") {
			return []Problem{required(join(path, "type"))}
		}
		return []Problem{notAmong(join(path, "type"), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11")}
	}
	choices := objects(o, "choices")
	out := checkCount(join(path, "choices"), len(choices), 0, maxChoices)
	out = append(out, checkChoices(join(path, "choices"), choices, kind)...)
	out = append(out, checkRange(path, o, "min_length", 0, 6000)...)
	out = append(out, checkRange(path, o, "max_length", 1, 6000)...)
	if truth(o, "autocomplete") && len(choices) > 0 {
		out = append(out, Problem{join(path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", "Autocomplete cannot be set while choices exist"})
	}
	if truth(o, "autocomplete") && !slices.Contains([]int{optString, optInteger, optNumber}, kind) {
		out = append(out, Problem{join(path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE", "This type of option cannot be autocompleted"})
	}
	return out
}

// checkChoices judges choices of an option of the given type.
func checkChoices(path string, list []Object, kind int) []Problem {
	var out []Problem
	for i, o := range list {
		at := join(path, i)
		out = append(out, checkStrings(at, o, rule{"name", 1, 100, true})...)
		switch {
		case !given(o, "value"):
			out = append(out, required(join(at, "value")))
		case kind == optString:
			out = append(out, checkStrings(at, o, rule{"value", 0, 100, false})...)
		case kind == optInteger:
			if _, isText := o["value"].(string); isText {
				out = append(out, Problem{join(at, "value"), "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %q is not int.", o["value"])})
			}
		}
	}
	return out
}

// commandText counts what Discord counts towards the 8000 characters of a command: for each text the longest of
// its languages, and choice values.
func commandText(o Object) int {
	n := longest(o, "name") + longest(o, "description")
	for _, x := range objects(o, "options") {
		n += commandText(x)
	}
	for _, x := range objects(o, "choices") {
		n += longest(x, "name") + length(text(x, "value"))
	}
	return n
}

func longest(o Object, key string) int {
	n := length(text(o, key))
	names := child(o, key+"_localizations")
	for _, locale := range keys(names) {
		n = max(n, length(text(names, locale)))
	}
	return n
}

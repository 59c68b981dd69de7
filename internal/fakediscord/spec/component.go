package spec

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The component types that have rules of their own.
const (
	actionRow    = 1
	button       = 2
	stringSelect = 3
	textInput    = 4
	textDisplay  = 10
	lastSelect   = 8 // 5 to 8 are the menus of users, roles, both, and channels
)

const (
	flagComponentsV2 = 1 << 15
	maxRows          = 5    // rows of a message without components V2
	maxComponents    = 40   // components of a message with them, nested ones included
	maxShownText     = 4000 // characters of all the texts that they show
	linkStyle        = 5
	premiumStyle     = 6
)

// components checks the components of a message.
func components(path string, m any) []Problem {
	list := listAt(m, "components")
	flags, _ := intAt(m, "flags")
	var out []Problem
	if flags&flagComponentsV2 != 0 {
		out = append(out, legacyFields(path, m)...)
	} else {
		out = append(out, onlyRows(join(path, "components"), list)...)
	}
	found, total := each(join(path, "components"), list)
	out = append(out, found...)
	if total > maxComponents {
		out = append(out, Problem{join(path, "components"), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
			fmt.Sprintf("The total number of components exceeds the maximum of %d", maxComponents)})
	}
	return out
}

// each checks every component below list by itself, and the text that they show together; it counts them, too.
func each(path string, list []any) (out []Problem, total int) {
	seen, shown := seenIDs{}, 0
	total = walk(path, list, func(p string, c any) {
		out = append(out, component(p, c, seen)...)
		if kind, _ := intAt(c, "type"); kind == textDisplay {
			shown += utf8.RuneCountInString(textAt(c, "content"))
		}
	})
	if shown > maxShownText {
		out = append(out, Problem{path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
			fmt.Sprintf("The components show more than %d characters of text", maxShownText)})
	}
	return out, total
}

func legacyFields(path string, m any) []Problem {
	var out []Problem
	for _, field := range []string{"content", "embeds", "poll", "sticker_ids"} {
		v := at(m, field)
		if list, isList := v.([]any); v == nil || v == "" || isList && len(list) == 0 {
			continue
		}
		out = append(out, Problem{join(path, field), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
			fmt.Sprintf("The '%s' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", field)})
	}
	return out
}

// onlyRows holds a message without components V2 to at most five action rows.
func onlyRows(path string, list []any) []Problem {
	var out []Problem
	if len(list) > maxRows {
		out = append(out, Problem{path, "BASE_TYPE_BAD_LENGTH", fmt.Sprintf("Must be between 1 and %d in length.", maxRows)})
	}
	for i, c := range list {
		if kind, ok := intAt(c, "type"); ok && kind != actionRow {
			out = append(out, Problem{fmt.Sprintf("%s.%d.type", path, i), "UNION_TYPE_CHOICES",
				"Value of field \"type\" must be one of (1)."})
		}
	}
	return out
}

// walk visits every component below list, in reading order, and counts them.
func walk(path string, list []any, visit func(path string, c any)) int {
	n := len(list)
	for i, c := range list {
		p := fmt.Sprintf("%s.%d", path, i)
		visit(p, c)
		n += walk(join(p, "components"), listAt(c, "components"), visit)
		for _, single := range []string{"accessory", "component"} {
			if inner := at(c, single); inner != nil {
				visit(join(p, single), inner)
				n++
			}
		}
	}
	return n
}

// seenIDs are the custom ids met so far in one message or modal.
type seenIDs map[string]bool

// component checks one component by itself.
func component(path string, c any, seen seenIDs) []Problem {
	out := seen.check(path, c)
	switch kind, _ := intAt(c, "type"); {
	case kind == actionRow:
		out = append(out, rowWidth(path, listAt(c, "components"))...)
	case kind == button:
		out = append(out, checkButton(path, c)...)
	case kind == stringSelect:
		out = append(out, menuOptions(path, c)...)
	case kind == textInput:
		out = append(out, inputBounds(path, c)...)
	}
	return out
}

func (seen seenIDs) check(path string, c any) []Problem {
	id := textAt(c, "custom_id")
	if id == "" {
		return nil
	}
	if seen[id] {
		return []Problem{{join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"}}
	}
	seen[id] = true
	return nil
}

// rowWidth: a menu fills a row, so that nothing may stand beside it.
func rowWidth(path string, row []any) []Problem {
	for i, c := range row {
		if kind, _ := intAt(c, "type"); len(row) > 1 && kind >= stringSelect && kind <= lastSelect {
			return []Problem{{fmt.Sprintf("%s.components.%d", path, i), "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
				"The specified component exceeds the maximum width"}}
		}
	}
	return nil
}

func checkButton(path string, c any) []Problem {
	style, ok := intAt(c, "style")
	if !ok || style == premiumStyle {
		return nil
	}
	var out []Problem
	id, address := textAt(c, "custom_id"), textAt(c, "url")
	switch {
	case id != "" && address != "":
		out = append(out, Problem{join(path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
			"A custom id and url cannot both be specified"})
	case style == linkStyle && address == "":
		out = append(out, Problem{join(path, "url"), "BUTTON_COMPONENT_URL_REQUIRED", "A url is required"})
	case style != linkStyle && id == "":
		out = append(out, Problem{join(path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required"})
	}
	if strings.TrimSpace(textAt(c, "label")) == "" && at(c, "emoji") == nil {
		out = append(out, Problem{join(path, "label"), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or an emoji is required"})
	}
	return out
}

// menuOptions: the values of a menu differ, one can choose as many as must be chosen, and no more options are chosen
// at the start than may be chosen.
func menuOptions(path string, c any) []Problem {
	var out []Problem
	seen := map[string]bool{}
	options := listAt(c, "options")
	chosen := int64(0)
	for i, o := range options {
		if at(o, "default") == true {
			chosen++
		}
		if v := textAt(o, "value"); seen[v] {
			out = append(out, Problem{fmt.Sprintf("%s.options.%d.value", path, i), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
				"The specified option value is already used"})
		} else {
			seen[v] = true
		}
	}
	low, hasLow := intAt(c, "min_values")
	high, hasHigh := intAt(c, "max_values")
	if chosen > 1 && chosen > high { // one, where nothing is said
		out = append(out, Problem{join(path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS", "More options are chosen at the start than may be chosen"})
	}
	switch {
	case hasLow && hasHigh && low > high:
		out = append(out, Problem{join(path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX_VALUES", "min_values must not exceed max_values"})
	case hasHigh && high > int64(len(options)):
		out = append(out, Problem{join(path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS", "max_values must not exceed the number of options"})
	}
	return out
}

// inputBounds: a text input's own bounds agree with each other and with what stands in it.
func inputBounds(path string, c any) []Problem {
	high, ok := intAt(c, "max_length")
	if !ok {
		return nil
	}
	if low, _ := intAt(c, "min_length"); low > high {
		return []Problem{{join(path, "min_length"), "TEXT_INPUT_MIN_LENGTH_INVALID", "min_length must not exceed max_length"}}
	}
	if int64(utf8.RuneCountInString(textAt(c, "value"))) > high {
		return []Problem{{join(path, "value"), "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", high)}}
	}
	return nil
}

// modal checks the components of a modal: ids are unique, nothing is disabled, and a text input that stands in an
// action row (the old way) carries its own label.
func modal(path string, m any) []Problem {
	list := listAt(m, "components")
	out, _ := each(join(path, "components"), list)
	walk(join(path, "components"), list, func(p string, c any) {
		if at(c, "disabled") == true {
			out = append(out, Problem{join(p, "disabled"), "COMPONENT_DISABLED_IN_MODAL", "Components of a modal cannot be disabled"})
		}
		kind, _ := intAt(c, "type")
		if kind == textInput && !strings.HasSuffix(p, ".component") && textAt(c, "label") == "" {
			out = append(out, required(join(p, "label")))
		}
	})
	return out
}

package fakediscord

import (
	"fmt"
	"slices"
	"strings"
)

// Component types, as Discord numbers them.
const (
	compRow           = 1
	compButton        = 2
	compStringSelect  = 3
	compTextInput     = 4
	compUserSelect    = 5
	compRoleSelect    = 6
	compMentionSelect = 7
	compChannelSelect = 8
	compSection       = 9
	compText          = 10
	compThumbnail     = 11
	compGallery       = 12
	compFile          = 13
	compSeparator     = 14
	compContainer     = 17
	compLabel         = 18
	compFileUpload    = 19
	compRadio         = 21
	compCheckGroup    = 22
	compCheckbox      = 23
)

// The limits of components.
const (
	maxRows       = 5
	maxComponents = 40 // in a message with the flag for version 2, nested ones included
	maxV2Text     = 4000
	maxModal      = 5
)

// componentCheck walks a tree of components and notes what is wrong.
type componentCheck struct {
	problems []Problem
	custom   map[string]bool // custom ids seen
	numbers  map[int64]bool  // component ids seen
	count    int
	text     int
	v2       bool
}

func (c *componentCheck) add(p ...Problem) { c.problems = append(c.problems, p...) }

// checkComponents judges the components of a message.
func checkComponents(path string, list []Object, v2 bool) []Problem {
	c := &componentCheck{custom: map[string]bool{}, numbers: map[int64]bool{}, v2: v2}
	within := []int{compRow}
	if v2 {
		within = []int{compRow, compSection, compText, compGallery, compFile, compSeparator, compContainer}
	} else {
		c.add(checkCount(path, len(list), 0, maxRows)...)
	}
	c.children(path, list, within)
	if v2 && c.count > maxComponents {
		c.add(Problem{path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", fmt.Sprintf("The total number of components exceeds the maximum of %d", maxComponents)})
	}
	if c.text > maxV2Text {
		c.add(Problem{path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", fmt.Sprintf("The total text exceeds the maximum of %d", maxV2Text)})
	}
	return c.problems
}

// children checks each component of a list, which may be of the given types only.
func (c *componentCheck) children(path string, list []Object, types []int) {
	for i, o := range list {
		c.one(join(path, i), o, types)
	}
}

func (c *componentCheck) one(path string, o Object, types []int) {
	c.count++
	kind := whole(o, "type")
	if !given(o, "type") {
		c.add(required(join(path, "type")))
		return
	}
	if !slices.Contains(types, kind) {
		c.add(notAmong(join(path, "type"), strings.Trim(strings.ReplaceAll(fmt.Sprint(types), " ", ", "), "[]")))
		return
	}
	if n, ok := number(o, "id"); ok && n != 0 {
		if c.numbers[n] {
			c.add(Problem{join(path, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated"})
		}
		c.numbers[n] = true
	}
	c.byType(kind, path, o)
}

func (c *componentCheck) byType(kind int, path string, o Object) {
	switch kind {
	case compRow:
		c.row(path, o)
	case compButton:
		c.button(path, o)
	case compStringSelect:
		c.selectMenu(path, o)
		c.options(path, o, 25)
	case compUserSelect, compRoleSelect, compMentionSelect, compChannelSelect:
		c.selectMenu(path, o)
	case compSection:
		c.section(path, o)
	case compText:
		c.add(checkStrings(path, o, rule{"content", 1, maxV2Text, true})...)
		c.text += length(text(o, "content"))
	case compThumbnail:
		c.media(path, o)
	case compGallery:
		list := objects(o, "items")
		c.add(checkCount(join(path, "items"), len(list), 1, 10)...)
		for i, item := range list {
			c.media(join(path, "items", i), item)
		}
	case compFile:
		c.add(checkURL(join(path, "file"), child(o, "file"), "url", "attachment")...)
		if child(o, "file") == nil {
			c.add(required(join(path, "file")))
		}
	case compSeparator:
		c.add(checkRange(path, o, "spacing", 1, 2)...)
	case compContainer:
		list := objects(o, "components")
		c.add(checkCount(join(path, "components"), len(list), 1, maxComponents)...)
		c.add(checkRange(path, o, "accent_color", 0, 0xffffff)...)
		c.children(join(path, "components"), list, []int{compRow, compSection, compText, compGallery, compFile, compSeparator})
	default:
		c.inModal(kind, path, o)
	}
}

func (c *componentCheck) media(path string, o Object) {
	m := child(o, "media")
	if m == nil || text(m, "url") == "" {
		c.add(required(join(path, "media", "url")))
	}
	c.add(checkURL(join(path, "media"), m, "url", "http", "https", "attachment")...)
	c.add(checkStrings(path, o, rule{"description", 0, 1024, false})...)
}

func (c *componentCheck) section(path string, o Object) {
	list := objects(o, "components")
	c.add(checkCount(join(path, "components"), len(list), 1, 3)...)
	c.children(join(path, "components"), list, []int{compText})
	if a := child(o, "accessory"); a != nil {
		c.one(join(path, "accessory"), a, []int{compButton, compThumbnail})
	} else {
		c.add(required(join(path, "accessory")))
	}
}

// row holds up to five buttons or one select menu, never both.
func (c *componentCheck) row(path string, o Object) {
	list := objects(o, "components")
	at := join(path, "components")
	c.add(checkCount(at, len(list), 1, 5)...)
	width := 0
	for _, x := range list {
		if whole(x, "type") == compButton {
			width++
		} else {
			width += 5
		}
	}
	if width > 5 && len(list) <= 5 {
		c.add(Problem{at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"})
	}
	c.children(at, list, []int{compButton, compStringSelect, compUserSelect, compRoleSelect, compMentionSelect, compChannelSelect})
}

// customID checks presence, length and uniqueness.
func (c *componentCheck) customID(path string, o Object) {
	c.add(checkStrings(path, o, rule{"custom_id", 1, 100, true})...)
	id := text(o, "custom_id")
	if id != "" && c.custom[id] {
		c.add(Problem{join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"})
	}
	c.custom[id] = true
}

// Button styles with rules of their own.
const styleLink, stylePremium = 5, 6

func (c *componentCheck) button(path string, o Object) {
	style := whole(o, "style")
	c.add(checkStrings(path, o, rule{"label", 0, 80, false}, rule{"url", 0, 512, false})...)
	switch {
	case !given(o, "style"):
		c.add(required(join(path, "style")))
	case style < 1 || style > stylePremium:
		c.add(notAmong(join(path, "style"), "1, 2, 3, 4, 5, 6"))
	case style == styleLink:
		if text(o, "url") == "" {
			c.add(required(join(path, "url")))
		}
		if given(o, "custom_id") {
			c.add(Problem{path, "BUTTON_COMPONENT_CUSTOM_ID_INVALID", "A link button cannot have a custom id"})
		}
		c.add(checkURL(path, o, "url", "http", "https", "discord")...)
	case style == stylePremium:
		if idOf(o, "sku_id") == "" {
			c.add(required(join(path, "sku_id")))
		}
	default:
		c.customID(path, o)
		if given(o, "url") {
			c.add(Problem{join(path, "url"), "BUTTON_COMPONENT_URL_INVALID", "Only a link button can have a url"})
		}
	}
	if style != stylePremium && text(o, "label") == "" && child(o, "emoji") == nil {
		c.add(Problem{path, "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji"})
	}
}

func (c *componentCheck) selectMenu(path string, o Object) {
	c.customID(path, o)
	c.add(checkStrings(path, o, rule{"placeholder", 0, 150, false})...)
	c.add(checkRange(path, o, "min_values", 0, 25)...)
	c.add(checkRange(path, o, "max_values", 1, 25)...)
	least, most := between(o)
	if least > most {
		c.add(Problem{join(path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_INVALID", "min_values must not exceed max_values"})
	}
}

// between gives how many values a select menu asks for.
func between(o Object) (least, most int) {
	least, most = 1, 1
	if given(o, "min_values") {
		least = whole(o, "min_values")
	}
	if given(o, "max_values") {
		most = whole(o, "max_values")
	}
	return least, most
}

func (c *componentCheck) options(path string, o Object, most int) {
	list := objects(o, "options")
	at := join(path, "options")
	c.add(checkCount(at, len(list), 1, most)...)
	values, chosen := map[string]bool{}, 0
	for i, x := range list {
		p := join(at, i)
		c.add(checkStrings(p, x, rule{"label", 1, 100, true}, rule{"value", 1, 100, true}, rule{"description", 0, 100, false})...)
		if v := text(x, "value"); values[v] {
			c.add(Problem{join(p, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"})
		} else {
			values[v] = true
		}
		if truth(x, "default") {
			chosen++
		}
	}
	if _, most := between(o); chosen > most {
		c.add(Problem{at, "SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS", "More options are chosen at the start than may be chosen"})
	}
	if n := whole(o, "max_values"); n > len(list) && len(list) > 0 {
		c.add(Problem{join(path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_INVALID", "max_values exceeds the number of options"})
	}
}

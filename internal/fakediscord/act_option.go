package fakediscord

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
)

// filler turns the flat values of a Command into Discord's nested options, as Discord's client would let a person
// enter them.
type filler struct {
	s        *Server
	person   Resident
	channel  *Channel
	typing   bool // autocomplete: unfinished, so nothing is missing yet
	focused  string
	resolved Object
}

// entered is an option as an interaction brings it.
type entered struct {
	Name    string    `json:"name"`
	Type    int       `json:"type"`
	Value   any       `json:"value,omitempty"`
	Focused bool      `json:"focused,omitempty"`
	Options []entered `json:"options,omitzero"` // empty, not missing, in a subcommand without any
}

// descend follows the path of subcommands and fills the options of the last one. path[0] is the command itself.
func (f *filler) descend(o Object, path []string, values map[string]any) ([]entered, error) {
	options := objects(o, "options")
	nested := slices.ContainsFunc(options, func(x Object) bool { return whole(x, "type") <= optGroup })
	if !nested {
		if len(path) > 1 {
			return nil, cannot(400, "%q has no subcommand %q", path[0], path[1])
		}
		return f.fill(options, values)
	}
	if len(path) == 1 {
		return nil, cannot(400, "%q needs a subcommand: %s", path[0], strings.Join(namesOf(options), ", "))
	}
	for _, x := range options {
		if x["name"] == path[1] {
			inner, err := f.descend(x, path[1:], values)
			if err != nil {
				return nil, err
			}
			if inner == nil {
				inner = []entered{}
			}
			return []entered{{Name: text(x, "name"), Type: whole(x, "type"), Options: inner}}, nil
		}
	}
	return nil, cannot(400, "%q has no subcommand %q; it has %s", path[0], path[1], strings.Join(namesOf(options), ", "))
}

// listing writes names for a sentence.
func listing(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func namesOf(list []Object) []string {
	var out []string
	for _, o := range list {
		out = append(out, text(o, "name"))
	}
	return out
}

func (f *filler) fill(options []Object, values map[string]any) ([]entered, error) {
	for _, name := range keys(values) {
		if !slices.Contains(namesOf(options), name) {
			return nil, cannot(400, "the command has no option %q; it has %s", name, listing(namesOf(options)))
		}
	}
	var out []entered
	focusedOn := false
	for _, o := range options {
		name := text(o, "name")
		v, given := values[name]
		focus := f.typing && name == f.focused
		if focus && !given {
			v, given = "", true
		}
		if !given || v == nil {
			if truth(o, "required") && !f.typing {
				return nil, cannot(400, "the option %q is required", name)
			}
			continue
		}
		if focus {
			if !truth(o, "autocomplete") {
				return nil, cannot(400, "the option %q has no autocomplete", name)
			}
			focusedOn = true
			out = append(out, entered{Name: name, Type: whole(o, "type"), Value: fmt.Sprint(v), Focused: true})
			continue
		}
		value, err := f.value(o, v)
		if err != nil {
			return nil, err
		}
		out = append(out, entered{Name: name, Type: whole(o, "type"), Value: value})
	}
	if f.typing && !focusedOn {
		return nil, cannot(400, "focused names no option of the command: %q", f.focused)
	}
	return out, nil
}

// value checks what a person entered for an option and gives it in Discord's form.
func (f *filler) value(o Object, v any) (any, error) {
	name := text(o, "name")
	if choices := objects(o, "choices"); len(choices) > 0 {
		for _, c := range choices {
			if fmt.Sprint(c["value"]) == fmt.Sprint(v) || c["name"] == v {
				return c["value"], nil
			}
		}
		return nil, cannot(400, "%v is not among the choices of the option %q: %s", v, name, strings.Join(namesOf(choices), ", "))
	}
	switch whole(o, "type") {
	case optString:
		return f.text(o, v)
	case optInteger, optNumber:
		return f.number(o, v)
	case optBoolean:
		switch fmt.Sprint(v) {
		case "true", "True":
			return true, nil
		case "false", "False":
			return false, nil
		}
		return nil, cannot(400, "the option %q is true or false, not %v", name, v)
	case optAttachment:
		return f.attachment(name, v)
	}
	return f.reference(o, v)
}

func (f *filler) text(o Object, v any) (any, error) {
	t, ok := v.(string)
	if !ok {
		t = fmt.Sprint(v)
	}
	t = strings.TrimSpace(t)
	least, most := whole(o, "min_length"), wholeOr(o, "max_length", 6000)
	if n := length(t); n < least || n > most || n == 0 && !f.typing {
		return nil, cannot(400, "the option %q takes %d to %d characters, not %d", text(o, "name"), max(1, least), most, n)
	}
	return t, nil
}

func (f *filler) number(o Object, v any) (any, error) {
	name := text(o, "name")
	n, ok := decimal(v)
	if !ok || whole(o, "type") == optInteger && n != math.Trunc(n) {
		kind := "a number"
		if whole(o, "type") == optInteger {
			kind = "a whole number"
		}
		return nil, cannot(400, "the option %q is %s, not %v", name, kind, v)
	}
	if least, ok := decimal(o["min_value"]); ok && n < least {
		return nil, cannot(400, "the option %q is at least %v, not %v", name, least, v)
	}
	if most, ok := decimal(o["max_value"]); ok && n > most {
		return nil, cannot(400, "the option %q is at most %v, not %v", name, most, v)
	}
	if whole(o, "type") == optInteger {
		return int64(n), nil
	}
	return n, nil
}

// reference takes the id of a user, channel or role.
func (f *filler) reference(o Object, v any) (any, error) {
	id := strings.Trim(fmt.Sprint(v), "<@!&#>")
	kind := whole(o, "type")
	if kind == optUser || kind == optMentionable {
		if f.s.resolveUser(f.resolved, id, f.channel) {
			return id, nil
		}
	}
	if kind == optRole || kind == optMentionable {
		if r := f.s.role(id); r != nil && f.channel.GuildID != "" {
			put(f.resolved, "roles", id, *r)
			return id, nil
		}
	}
	if ch := f.s.channels[id]; kind == optChannel && ch != nil && f.s.may(f.person.ID, ch, permViewChannel) {
		if types := texts(o, "channel_types"); len(types) > 0 && !slices.Contains(types, fmt.Sprint(ch.Type)) {
			return nil, cannot(400, "the option %q does not take this type of channel", text(o, "name"))
		}
		put(f.resolved, "channels", id, f.s.partialChannel(ch, f.person.ID))
		return id, nil
	}
	return nil, cannot(400, "the option %q names nothing there is: %v", text(o, "name"), v)
}

// partialChannel is a channel as interactions resolve it.
func (s *Server) partialChannel(ch *Channel, person string) Channel {
	out := *ch
	out.Overwrites = nil
	out.Permissions = decimalBits(s.permissions(person, ch))
	return out
}

// attachment takes {"name", "data"}, data in base64.
func (f *filler) attachment(name string, v any) (any, error) {
	var file File
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &file)
	}
	if err != nil || file.Name == "" {
		return nil, cannot(400, `the option %q is a file: {"name": "notes.txt", "data": "base64"}`, name)
	}
	a := f.s.keep(file, f.channel.ID)
	a.Ephemeral = true
	put(f.resolved, "attachments", a.ID, a)
	return a.ID, nil
}

package fakediscord

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// Submit sends off the modal that an interaction opened. Values are by custom_id: a text, a list of chosen values,
// true or false for a checkbox, a list of File for a file upload.
type Submit struct {
	InteractionID string         `json:"interaction_id"`
	Values        map[string]any `json:"values"`
	Locale        string         `json:"locale"`
}

// Submit submits a modal and waits for the bot's first response. A modal that the bot did not respond to stays open.
func (s *Server) Submit(ctx context.Context, person string, in Submit) (Outcome, error) {
	it, err := s.submit(person, in)
	if err != nil {
		return Outcome{}, err
	}
	out, err := s.await(ctx, it)
	if err == nil {
		s.mu.Lock()
		it.source.used = true
		s.mu.Unlock()
	}
	return out, err
}

func (s *Server) submit(person string, in Submit) (*interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.who(person)
	if err != nil {
		return nil, err
	}
	opener := s.talks[in.InteractionID]
	if opener == nil || opener.person.ID != p.ID {
		return nil, cannot(404, "%s has no interaction %q", p.Name, in.InteractionID)
	}
	if opener.modal == nil || opener.used {
		return nil, cannot(400, "interaction %q has no open modal", in.InteractionID)
	}
	if in.Locale != "" {
		p.locale = in.Locale
	}
	list := objects(opener.modal, "components")
	for _, id := range keys(in.Values) {
		if findComponent(list, id) == nil {
			return nil, cannot(400, "the modal has no field %q; it has %s", id, listing(customIDs(list)))
		}
	}
	f := &formFiller{s: s, person: p, channel: opener.channel, values: in.Values, resolved: Object{}}
	components := []any{}
	for _, o := range list {
		filled, err := f.outer(o)
		if err != nil {
			return nil, err
		}
		components = append(components, filled)
	}
	data := Object{"custom_id": opener.modal["custom_id"], "components": components}
	if len(f.resolved) > 0 {
		data["resolved"] = f.resolved
	}
	it := &interaction{kind: talkModal, person: p, channel: opener.channel, data: data, target: opener.target, source: opener}
	more := Object{}
	if opener.target != nil {
		more["message"] = s.pressed(opener.target, opener.channel)
	}
	s.begin(it, more)
	return it, nil
}

// formFiller turns a person's values into the components of a submitted modal.
type formFiller struct {
	s        *Server
	person   Resident
	channel  *Channel
	values   map[string]any
	resolved Object
}

// outer fills a component at the top of a modal: a label, an action row, or a text that only shows.
func (f *formFiller) outer(o Object) (Object, error) {
	out := Object{"type": whole(o, "type"), "id": o["id"]}
	switch whole(o, "type") {
	case compLabel:
		inner, err := f.inner(child(o, "component"))
		if err != nil {
			return nil, err
		}
		out["component"] = inner
	case compRow:
		row := []any{}
		for _, x := range objects(o, "components") {
			inner, err := f.inner(x)
			if err != nil {
				return nil, err
			}
			row = append(row, inner)
		}
		out["components"] = row
	}
	return out, nil
}

func (f *formFiller) inner(o Object) (Object, error) {
	id, kind := text(o, "custom_id"), whole(o, "type")
	out := Object{"type": kind, "id": o["id"], "custom_id": id}
	v, entered := f.values[id]
	switch kind {
	case compTextInput:
		value := text(o, "value")
		if entered {
			value = fmt.Sprint(v)
		}
		out["value"] = value
		return out, checkEntry(o, value)
	case compCheckbox:
		checked, ok := v.(bool)
		if entered && !ok {
			return nil, cannot(400, "%q is true or false, not %v", id, v)
		}
		if !entered {
			checked = truth(o, "default")
		}
		out["value"] = checked
		return out, nil
	case compFileUpload:
		return out, f.upload(o, out, v)
	}
	return out, f.choose(o, out, v, entered)
}

// isRequired: fields of a modal are, unless they say otherwise.
func isRequired(o Object) bool {
	v, ok := o["required"].(bool)
	return !ok || v
}

func checkEntry(o Object, value string) error {
	id, n := text(o, "custom_id"), length(value)
	least, most := whole(o, "min_length"), wholeOr(o, "max_length", 4000)
	switch {
	case n == 0 && isRequired(o):
		return cannot(400, "the field %q is required", id)
	case n == 0:
		return nil
	case n < least || n > most:
		return cannot(400, "the field %q takes %d to %d characters, not %d", id, least, most, n)
	}
	return nil
}

// choose fills a select menu, a radio group or a group of checkboxes.
func (f *formFiller) choose(o, out Object, v any, entered bool) error {
	values := listOf(v)
	if !entered {
		for _, x := range objects(o, "options") {
			if truth(x, "default") {
				values = append(values, text(x, "value"))
			}
		}
	}
	if len(values) == 0 && !isRequired(o) {
		o = with(o, Object{"min_values": json.Number("0")})
	}
	data, err := f.s.chosen(f.person, f.channel, o, values)
	if err != nil {
		return err
	}
	for kind, more := range child(data, "resolved") {
		for id, x := range more.(Object) {
			put(f.resolved, kind, id, x)
		}
	}
	if whole(o, "type") == compRadio {
		out["value"] = nil
		if len(values) == 1 {
			out["value"] = values[0]
		}
		return nil
	}
	out["values"] = values
	return nil
}

// listOf reads one value or a list of them.
func listOf(v any) []string {
	out := []string{}
	switch v := v.(type) {
	case nil:
	case []any:
		for _, x := range v {
			out = append(out, fmt.Sprint(x))
		}
	case []string:
		out = slices.Clone(v)
	default:
		out = append(out, fmt.Sprint(v))
	}
	return out
}

func (f *formFiller) upload(o, out Object, v any) error {
	var files []File
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &files)
	}
	if err != nil {
		return cannot(400, `the field %q is a list of files: [{"name": "notes.txt", "data": "base64"}]`, text(o, "custom_id"))
	}
	least, most := between(o)
	if !isRequired(o) && len(files) == 0 {
		least = 0
	}
	if len(files) < least || len(files) > most {
		return cannot(400, "the field %q takes %d to %d files, not %d", text(o, "custom_id"), least, most, len(files))
	}
	ids := []string{}
	for _, file := range files {
		a := f.s.keep(file, f.channel.ID)
		put(f.resolved, "attachments", a.ID, a)
		ids = append(ids, a.ID)
	}
	out["values"] = ids
	return nil
}

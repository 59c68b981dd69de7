package main

import (
	"slices"
	"strings"
)

// shaper rewrites schemas and remembers which others they refer to.
type shaper struct {
	all    map[string]object
	wanted []string
}

// dropped says nothing about whether a body is right.
var dropped = []string{"title", "description", "example", "examples", "default", "deprecated", "contentEncoding",
	"x-discord-union", "discriminator"}

// schema gives a rewritten copy; the original stays as it is, since others may share it.
func (s *shaper) schema(in object) object {
	if ref, ok := in["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, refPrefix)
		s.wanted = append(s.wanted, name)
		return object{"$ref": "#/schemas/" + name}
	}
	out := object{}
	for key, value := range in {
		switch {
		case slices.Contains(dropped, key):
		case key == "properties":
			out[key] = s.properties(value.(object))
		case key == "items" || key == "additionalProperties":
			if sub, ok := value.(object); ok {
				value = s.schema(sub)
			}
			out[key] = value
		case key == "oneOf" || key == "anyOf":
			for k, v := range s.union(value.([]any)) {
				out[k] = v
			}
		case key == "allOf":
			// Beside an enum it only repeats the name of the enumeration.
			if enum, _ := in["enum"].([]any); len(enum) == 0 {
				out[key] = s.list(value.([]any))
			}
		case key == "enum" && len(value.([]any)) == 0:
		default:
			out[key] = value
		}
	}
	return relax(out)
}

func (s *shaper) properties(in object) object {
	out := object{}
	for name, sub := range in {
		out[name] = s.schema(sub.(object))
	}
	return out
}

func (s *shaper) list(in []any) []any {
	var out []any
	for _, sub := range in {
		out = append(out, s.schema(sub.(object)))
	}
	return out
}

// union rewrites a choice between shapes. In order: a list of constants is an enumeration; "null or X" asks for X
// unless there is null; shapes told apart by their "type" are chosen by it; anything else stays a choice.
func (s *shaper) union(branches []any) object {
	if enum := constants(branches); enum != nil {
		return object{"enum": enum}
	}
	var rest []any
	for _, b := range branches {
		if b.(object)["type"] != "null" {
			rest = append(rest, b)
		}
	}
	inner := s.choice(rest)
	if len(rest) < len(branches) {
		return object{"if": object{"type": "null"}, "else": inner}
	}
	return inner
}

func (s *shaper) choice(branches []any) object {
	if len(branches) == 1 {
		return s.schema(branches[0].(object))
	}
	var values, cases []any
	for _, b := range branches {
		types := s.typeValues(b.(object))
		if types == nil || slices.ContainsFunc(types, func(t any) bool { return slices.Contains(values, t) }) {
			return object{"anyOf": s.list(branches)}
		}
		values = append(values, types...)
		is := object{"properties": object{"type": object{"enum": types}}, "required": []any{"type"}}
		cases = append(cases, object{"if": is, "then": s.schema(b.(object))})
	}
	return object{
		"type": "object", "required": []any{"type"}, "allOf": cases,
		"properties": object{"type": object{"$comment": "union", "enum": values}},
	}
}

// typeValues are the values of "type" that mark this shape, or nil when it has no such mark.
func (s *shaper) typeValues(b object) []any {
	if ref, ok := b["$ref"].(string); ok {
		b = s.all[strings.TrimPrefix(ref, refPrefix)]
	}
	props, _ := b["properties"].(object)
	mark, _ := props["type"].(object)
	enum, _ := mark["enum"].([]any)
	if len(enum) == 0 {
		return nil
	}
	return enum
}

func constants(branches []any) []any {
	var out []any
	for _, b := range branches {
		c, ok := b.(object)["const"]
		if !ok {
			return nil
		}
		out = append(out, c)
	}
	return out
}

// relax lets numbers come as digits where Discord reads them so: integers with bounds (permissions are always sent as
// text) and, the other way round, snowflakes as numbers (attachment ids are sent so).
func relax(s object) object {
	types := typeList(s["type"])
	_, low := s["minimum"]
	_, high := s["maximum"]
	switch {
	case slices.Contains(types, any("integer")) && low && high:
		s["type"] = append(types, "string")
		s["pattern"] = "^-?[0-9]+$"
	case s["format"] == "snowflake":
		s["type"] = append(types, "integer")
		s["minimum"] = 0
	}
	return s
}

func typeList(t any) []any {
	if list, ok := t.([]any); ok {
		return slices.Clone(list)
	}
	if t == nil {
		return nil
	}
	return []any{t}
}

package spec

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// explain turns what the schema library found into Discord's words.
func (c *Checker) explain(body any, err error) []Problem {
	var failed *jsonschema.ValidationError
	if !errors.As(err, &failed) {
		return []Problem{{Code: "BASE_TYPE_INVALID", Message: err.Error()}}
	}
	var out []Problem
	for _, leaf := range leaves(failed) {
		out = append(out, c.problems(body, leaf)...)
	}
	return out
}

// leaves are the errors that have no further cause. Where one of several shapes should have fitted, the shape that
// came nearest (fewest errors, the first of those) speaks for all.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var all, nearest []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		found := leaves(cause)
		all = append(all, found...)
		if nearest == nil || len(found) < len(nearest) {
			nearest = found
		}
	}
	if _, choice := e.ErrorKind.(*kind.AnyOf); choice {
		return nearest
	}
	return all
}

func (c *Checker) problems(body any, e *jsonschema.ValidationError) []Problem {
	path := strings.Join(e.InstanceLocation, ".")
	if missing, ok := e.ErrorKind.(*kind.Required); ok {
		var out []Problem
		for _, name := range missing.Missing {
			out = append(out, required(join(path, name)))
		}
		return out
	}
	schema := c.schemaAt(e.SchemaURL)
	value := valueAt(body, e.InstanceLocation)
	code, message := words(e.ErrorKind, schema, value)
	return []Problem{{Path: path, Code: code, Message: message}}
}

func required(path string) Problem {
	return Problem{Path: path, Code: "BASE_TYPE_REQUIRED", Message: "This field is required"}
}

// words gives Discord's code and message for one failed keyword.
func words(k jsonschema.ErrorKind, schema map[string]any, value any) (code, message string) {
	switch k := k.(type) {
	case *kind.Type:
		return mistyped(schema, value)
	case *kind.MaxLength, *kind.MinLength:
		return length(schema["minLength"], schema["maxLength"])
	case *kind.MaxItems, *kind.MinItems:
		return length(schema["minItems"], schema["maxItems"])
	case *kind.MaxProperties, *kind.MinProperties:
		return length(schema["minProperties"], schema["maxProperties"])
	case *kind.Enum:
		return choices(schema, k.Want)
	case *kind.Minimum:
		return "NUMBER_TYPE_MIN", fmt.Sprintf("Value should be greater than or equal to %v.", schema["minimum"])
	case *kind.Maximum:
		return "NUMBER_TYPE_MAX", fmt.Sprintf("Value should be less than or equal to %v.", schema["maximum"])
	case *kind.Pattern:
		if principal(schema) == "integer" || schema["format"] == "snowflake" {
			return "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %s is not %s.", quoted(value), numberName(schema))
		}
		return "STRING_TYPE_REGEX", "String value did not match validation regex."
	case *kind.UniqueItems:
		return "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value"
	case *kind.Format:
		return format(k.Want, value)
	}
	return "BASE_TYPE_INVALID", "This value is not allowed here."
}

func numberName(schema map[string]any) string {
	if schema["format"] == "snowflake" {
		return "snowflake"
	}
	return "int"
}

// mistyped answers a value of the wrong JSON type, by the type that the field should have.
func mistyped(schema map[string]any, value any) (code, message string) {
	if value == nil {
		return "BASE_TYPE_REQUIRED", "This field is required"
	}
	switch principal(schema) {
	case "string":
		if schema["format"] == "snowflake" {
			return "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %s is not snowflake.", quoted(value))
		}
		return "STRING_TYPE_CONVERT", fmt.Sprintf("Could not interpret %s as string.", quoted(value))
	case "integer":
		return "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %s is not int.", quoted(value))
	case "number":
		return "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %s is not float.", quoted(value))
	case "boolean":
		return "BOOLEAN_TYPE_PARSE", "Must be either true or false."
	case "array":
		return "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"
	}
	return "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"
}

// principal is the first type that a schema allows beside null.
func principal(schema map[string]any) string {
	if t, ok := schema["type"].(string); ok {
		return t
	}
	list, _ := schema["type"].([]any)
	for _, t := range list {
		if t != "null" {
			return fmt.Sprint(t)
		}
	}
	return ""
}

func length(low, high any) (code, message string) {
	switch {
	case low != nil && high != nil:
		return "BASE_TYPE_BAD_LENGTH", fmt.Sprintf("Must be between %v and %v in length.", low, high)
	case high != nil:
		return "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %v or fewer in length.", high)
	}
	return "BASE_TYPE_MIN_LENGTH", fmt.Sprintf("Must be at least %v in length.", low)
}

func choices(schema map[string]any, want []any) (code, message string) {
	names := make([]string, len(want))
	for i, w := range want {
		names[i] = fmt.Sprint(w)
	}
	list := strings.Join(names, ", ")
	if schema["$comment"] == "union" {
		return "UNION_TYPE_CHOICES", fmt.Sprintf("Value of field \"type\" must be one of (%s).", list)
	}
	return "BASE_TYPE_CHOICES", fmt.Sprintf("Value must be one of {%s}.", list)
}

func format(want string, value any) (code, message string) {
	switch want {
	case "uri":
		if u, err := url.Parse(fmt.Sprint(value)); err == nil && u.Scheme != "" && !slices.Contains(schemes(), u.Scheme) {
			return "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme \"%s\" is not supported. Scheme must be one of ('http', 'https').", u.Scheme)
		}
		return "URL_TYPE_INVALID_URL", "Not a well formed URL."
	case "date-time":
		return "DATE_TIME_TYPE_PARSE", fmt.Sprintf("Could not parse %v. Should be ISO8601.", value)
	}
	return "BASE_TYPE_INVALID", fmt.Sprintf("Not a valid %s.", want)
}

// schemes are those that Discord takes in any URL: the web's own, links into the client, and files sent along.
func schemes() []string { return []string{"http", "https", "discord", "attachment"} }

func checkURL(v any) error {
	s, ok := v.(string)
	if !ok || s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil {
		return err
	}
	if !slices.Contains(schemes(), u.Scheme) || u.Host == "" {
		return errors.New("not a web address")
	}
	return nil
}

func quoted(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	const enough = 100 // characters of a wrong value that a message repeats
	if s, ok := v.(string); ok {
		b = []byte(strconv.Quote(s))
	}
	if r := []rune(string(b)); len(r) > enough {
		return string(r[:enough]) + "…"
	}
	return string(b)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// schemaAt is the schema that a location such as discord:requests#/schemas/X/properties/y names.
func (c *Checker) schemaAt(location string) map[string]any {
	_, pointer, _ := strings.Cut(location, "#/")
	var here any = c.doc
	for _, token := range strings.Split(pointer, "/") {
		if plain, err := url.PathUnescape(token); err == nil {
			token = plain
		}
		here = step(here, strings.NewReplacer("~1", "/", "~0", "~").Replace(token))
	}
	schema, _ := here.(map[string]any)
	return schema
}

func valueAt(body any, path []string) any {
	for _, token := range path {
		body = step(body, token)
	}
	return body
}

func step(v any, token string) any {
	list, ok := v.([]any)
	if !ok {
		return at(v, token)
	}
	if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(list) {
		return list[i]
	}
	return nil
}

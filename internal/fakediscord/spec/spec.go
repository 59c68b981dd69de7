// Package spec says whether Discord would take the body of a request, and if not, what Discord would say about it.
//
// Two sources are asked in turn. First the schemas of all JSON request bodies of Discord's own OpenAPI file, which
// `go generate` draws into requests.json.gz (command draw, beside this file, says what it changes on the way). Then a
// hand-written overlay for what the documentation demands and a schema cannot say: 6000 characters over all embeds,
// unique custom ids, required options before optional ones, and the like. It lies in command.go, component.go and
// overlay.go, one function a rule.
//
// What is not here: anything that needs to know the state of a server (whether a message exists, whether a message is
// empty after an edit), HTTP status codes, and rate limits. Unknown fields pass, as they do at Discord.
//
// Schemas are compiled when a route is first asked for, so that a program that embeds this package starts at once.
package spec

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:generate go run ./draw -out requests.json.gz

//go:embed requests.json.gz
var packed []byte

// location is the name under which the compiler knows the embedded file; nothing is ever fetched from it.
const location = "discord:requests"

// Route is one operation of Discord's API. Path is the template of the specification, such as
// /channels/{channel_id}/messages; Name is the specification's own name for it, such as create_message; Body says
// whether a JSON body is specified.
type Route struct {
	Method, Path, Name string
	Body               bool
}

// Problem is one thing that Discord would refuse. Path is dotted as in Discord's errors object (embeds.0.description),
// empty for the body as a whole; Code and Message are Discord's.
type Problem struct {
	Path, Code, Message string
}

// codeInvalidJSON marks a body that is no JSON at all; Discord answers it with error 50109 instead of 50035.
const codeInvalidJSON = "INVALID_JSON"

// Checker holds the schemas. It may be used by several goroutines at once.
type Checker struct {
	routes []Route
	bodies map[string]string // "POST /channels/{}/messages" -> name of the body in the document
	doc    map[string]any

	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

// New reads the embedded schemas. An error means that the embedded file is damaged.
func New() (*Checker, error) {
	doc, err := unpack(packed)
	if err != nil {
		return nil, fmt.Errorf("embedded request schemas: %w", err)
	}
	c := &Checker{doc: doc, bodies: map[string]string{}, compiled: map[string]*jsonschema.Schema{}}
	c.compiler = jsonschema.NewCompiler()
	c.compiler.DefaultDraft(jsonschema.Draft2020)
	c.compiler.AssertFormat()
	c.compiler.RegisterFormat(&jsonschema.Format{Name: "uri", Validate: checkURL})
	if err := c.compiler.AddResource(location, doc); err != nil {
		return nil, fmt.Errorf("embedded request schemas: %w", err)
	}
	bodies, _ := doc["bodies"].(map[string]any)
	for name := range bodies {
		c.bodies[template(name)] = name
	}
	operations, _ := doc["operations"].([]any)
	for _, op := range operations {
		c.routes = append(c.routes, c.route(op))
	}
	return c, nil
}

func unpack(packed []byte) (map[string]any, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(r)
	if err != nil {
		return nil, err
	}
	object, ok := doc.(map[string]any)
	if !ok {
		return nil, errors.New("not a JSON object")
	}
	return object, nil
}

func (c *Checker) route(op any) Route {
	text := func(key string) string { return textAt(op, key) }
	r := Route{Method: text("method"), Path: text("path"), Name: text("name")}
	_, r.Body = c.bodies[template(r.Method+" "+r.Path)]
	return r
}

// Routes lists every operation of the specification, sorted by path.
func (c *Checker) Routes() []Route { return slices.Clone(c.routes) }

// Has finds the operation that a concrete path, such as /channels/1/messages, belongs to, and gives the specification's
// template of it. Where two fit, the one with the literal segment (@me, @original) wins, as it does at Discord.
func (c *Checker) Has(method, path string) (template string, ok bool) {
	best := -1
	for _, r := range c.routes {
		if r.Method != method {
			continue
		}
		if literal := fits(r.Path, path); literal > best {
			best, template = literal, r.Path
		}
	}
	return template, best >= 0
}

// fits counts the literal segments in which a path agrees with a template; -1 when it does not fit.
func fits(template, path string) int {
	want, have := strings.Split(template, "/"), strings.Split(strings.TrimSuffix(path, "/"), "/")
	if len(want) != len(have) {
		return -1
	}
	literal := 0
	for i, w := range want {
		switch {
		case strings.HasPrefix(w, "{") && have[i] != "":
		case w == have[i]:
			literal++
		default:
			return -1
		}
	}
	return literal
}

// template makes the names of path parameters irrelevant: {channel_id} and {id} are the same.
func template(route string) string {
	parts := strings.Split(route, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") && strings.HasSuffix(p, "}") {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

// Check says what Discord would refuse in the body of a request. The route is a path template without /api/v10; how
// its parameters are called does not matter. An empty body counts as {}. A route for which the specification knows no
// JSON body takes everything. The problems come sorted by path; none means that the body is right.
func (c *Checker) Check(method, route string, body []byte) []Problem {
	name, ok := c.bodies[template(method+" "+route)]
	if !ok {
		return nil
	}
	if len(bytes.TrimSpace(body)) == 0 {
		body = []byte("{}")
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return []Problem{{Code: codeInvalidJSON, Message: "The request body contains invalid JSON."}}
	}
	schema, err := c.schema(name)
	if err != nil {
		return []Problem{{Code: "SCHEMA_BROKEN", Message: err.Error()}}
	}
	var found []Problem
	if err := schema.Validate(value); err != nil {
		found = c.explain(value, err)
	}
	found = append(found, overlay(method, template(route), value)...)
	return tidy(found)
}

func (c *Checker) schema(name string) (*jsonschema.Schema, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s, ok := c.compiled[name]; ok {
		return s, nil
	}
	s, err := c.compiler.Compile(location + "#/bodies/" + escape(name))
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", name, err)
	}
	c.compiled[name] = s
	return s, nil
}

// escape makes a JSON pointer, inside a URL, of a member's name.
func escape(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", " ", "%20", "{", "%7B", "}", "%7D", "@", "%40").Replace(name)
}

// tidy sorts by path and keeps one problem a path: the first one found tells most.
func tidy(found []Problem) []Problem {
	slices.SortStableFunc(found, func(a, b Problem) int { return comparePaths(a.Path, b.Path) })
	return slices.CompactFunc(found, func(a, b Problem) bool { return a.Path == b.Path })
}

// comparePaths puts components.2 before components.10.
func comparePaths(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	return slices.CompareFunc(x, y, func(p, q string) int {
		if len(p) != len(q) && isDigits(p) && isDigits(q) {
			return len(p) - len(q)
		}
		return strings.Compare(p, q)
	})
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// textAt is the string under a key of a JSON object, or "".
func textAt(v any, key string) string {
	s, _ := at(v, key).(string)
	return s
}

// at is the value under a key of a JSON object, or nil.
func at(v any, key string) any {
	object, _ := v.(map[string]any)
	return object[key]
}

// listAt is the list under a key of a JSON object, or nil.
func listAt(v any, key string) []any {
	list, _ := at(v, key).([]any)
	return list
}

// intAt is the integer under a key of a JSON object; ok is false when there is none.
func intAt(v any, key string) (n int64, ok bool) {
	number, is := at(v, key).(json.Number)
	if !is {
		return 0, false
	}
	n, err := number.Int64()
	return n, err == nil
}

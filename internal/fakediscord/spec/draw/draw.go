package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

type object = map[string]any

// drawing is the file that is embedded. Schemas refer to one another as #/schemas/NAME.
type drawing struct {
	Operations []operation       `json:"operations"`
	Bodies     map[string]object `json:"bodies"` // "POST /channels/{}/messages" -> schema
	Schemas    map[string]object `json:"schemas"`
}

type operation struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Name   string `json:"name"`
}

const refPrefix = "#/components/schemas/"

// draw gives the same bytes for the same specification.
func draw(raw []byte) ([]byte, error) {
	var doc struct {
		Paths      map[string]map[string]json.RawMessage
		Components struct{ Schemas map[string]object }
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, fmt.Errorf("not an OpenAPI file: %w", err)
	}
	if len(doc.Paths) == 0 || len(doc.Components.Schemas) == 0 {
		return nil, fmt.Errorf("no paths or no schemas in it")
	}
	d := drawing{Bodies: map[string]object{}, Schemas: map[string]object{}}
	for path, item := range doc.Paths {
		for method, rawOp := range item {
			if err := d.add(strings.ToUpper(method), path, rawOp); err != nil {
				return nil, fmt.Errorf("%s %s: %w", method, path, err)
			}
		}
	}
	slices.SortFunc(d.Operations, func(a, b operation) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	narrow(doc.Components.Schemas)
	shape := shaper{all: doc.Components.Schemas}
	for key, schema := range d.Bodies {
		d.Bodies[key] = shape.schema(schema)
	}
	for len(shape.wanted) > 0 {
		name := shape.wanted[0]
		shape.wanted = shape.wanted[1:]
		if _, done := d.Schemas[name]; done {
			continue
		}
		s, ok := shape.all[name]
		if !ok {
			return nil, fmt.Errorf("schema %s is referred to but missing", name)
		}
		d.Schemas[name] = shape.schema(s)
	}
	return json.Marshal(d)
}

func (d *drawing) add(method, path string, raw json.RawMessage) error {
	if !slices.Contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE"}, method) {
		return nil // "parameters" and the like
	}
	var op struct {
		OperationID string
		RequestBody struct {
			Content map[string]struct{ Schema object }
		}
	}
	if err := json.Unmarshal(raw, &op); err != nil {
		return err
	}
	d.Operations = append(d.Operations, operation{Method: method, Path: path, Name: op.OperationID})
	if body, ok := op.RequestBody.Content["application/json"]; ok {
		d.Bodies[method+" "+path] = body.Schema
	}
	return nil
}

// narrow sets the limits that are stricter in the documentation than in the specification: 2000 characters of content
// (the specification's 4000 is for paying people), five components in a modal.
func narrow(schemas map[string]object) {
	for _, s := range schemas {
		props, _ := s["properties"].(object)
		if content, ok := props["content"].(object); ok && content["maxLength"] == 4000.0 && props["embeds"] != nil {
			content["maxLength"] = 2000
		}
	}
	if modal, ok := schemas["ModalInteractionCallbackRequestData"]["properties"].(object); ok {
		modal["components"].(object)["maxItems"] = 5
	}
}

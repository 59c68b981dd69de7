package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The embedded file is what would be drawn today.
func TestUpToDate(t *testing.T) {
	from := cmp.Or(os.Getenv("DISCORD_OPENAPI"), filepath.Join("..", defaultSpec))
	raw, err := os.ReadFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("Discord's OpenAPI file is not at hand")
	}
	if err != nil {
		t.Fatal(err)
	}
	want, err := draw(raw)
	if err != nil {
		t.Fatal(err)
	}
	if got := embedded(t); !bytes.Equal(got, want) {
		t.Errorf("requests.json.gz holds %d bytes that differ from the %d drawn now: run go generate", len(got), len(want))
	}
}

func embedded(t *testing.T) []byte {
	t.Helper()
	f, err := os.Open("../requests.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestDrawShapes(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"constants become an enumeration": {`{"type":"integer","oneOf":[{"title":"A","const":1},{"const":2}]}`, `{"enum":[1,2],"type":"integer"}`},
		"null or a shape":                 {`{"oneOf":[{"type":"null"},{"type":"string"}]}`, `{"else":{"type":"string"},"if":{"type":"null"}}`},
		"bounded integers as digits":      {`{"type":"integer","minimum":0,"maximum":9}`, `{"maximum":9,"minimum":0,"pattern":"^-?[0-9]+$","type":["integer","string"]}`},
		"snowflakes as numbers":           {`{"type":"string","format":"snowflake"}`, `{"format":"snowflake","minimum":0,"type":["string","integer"]}`},
		"prose is dropped":                {`{"type":"string","description":"d","title":"t"}`, `{"type":"string"}`},
		"a property called title stays":   {`{"properties":{"title":{"type":"string"}}}`, `{"properties":{"title":{"type":"string"}}}`},
		"shapes without a mark":           {`{"anyOf":[{"type":"integer"},{"type":"string"}]}`, `{"anyOf":[{"type":"integer"},{"type":"string"}]}`},
		"shapes by type": {`{"oneOf":[{"properties":{"type":{"enum":[1]}}},{"properties":{"type":{"enum":[2]}}}]}`,
			`{"allOf":[{"if":{"properties":{"type":{"enum":[1]}},"required":["type"]},"then":{"properties":{"type":{"enum":[1]}}}},` +
				`{"if":{"properties":{"type":{"enum":[2]}},"required":["type"]},"then":{"properties":{"type":{"enum":[2]}}}}],` +
				`"properties":{"type":{"$comment":"union","enum":[1,2]}},"required":["type"],"type":"object"}`},
	} {
		t.Run(name, func(t *testing.T) {
			var in object
			if err := json.Unmarshal([]byte(tc.in), &in); err != nil {
				t.Fatal(err)
			}
			s := shaper{}
			got, err := json.Marshal(s.schema(in))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tc.want {
				t.Errorf("%s\nbecame %s\nwant   %s", tc.in, got, tc.want)
			}
		})
	}
}

func TestDrawRefuses(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"no JSON":          {`nope`, "not an OpenAPI file"},
		"nothing in it":    {`{}`, "no paths"},
		"dangling schemas": {`{"paths":{"/x":{"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Gone"}}}}}}},"components":{"schemas":{"A":{}}}}`, "Gone"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := draw([]byte(tc.in)); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want one with %q", err, tc.want)
			}
		})
	}
}

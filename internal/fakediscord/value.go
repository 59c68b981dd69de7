package fakediscord

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Object is a JSON object as it came from outside: embeds, components, commands and request bodies
// stay in this form, so that nothing a library sends is lost on the way. Numbers are json.Number.
type Object = map[string]any

// decode reads one JSON value and nothing after it, keeping numbers exact.
func decode(body []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the JSON value")
	}
	return nil
}

func text(o Object, key string) string {
	v, _ := o[key].(string)
	return v
}

// number reads an integer that may be written as a number or as a string of digits.
func number(o Object, key string) (int64, bool) { return integer(o[key]) }

func integer(v any) (int64, bool) {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, true
		}
		f, err := v.Float64()
		return int64(f), err == nil && f == math.Trunc(f)
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		return n, err == nil
	case float64:
		return int64(v), v == math.Trunc(v)
	case int:
		return int64(v), true
	case int64:
		return v, true
	}
	return 0, false
}

// decimal reads a number of any kind.
func decimal(v any) (float64, bool) {
	switch v := v.(type) {
	case json.Number:
		f, err := v.Float64()
		return f, err == nil
	case string:
		f, err := strconv.ParseFloat(v, 64)
		return f, err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
	case float64:
		return v, true
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	}
	return 0, false
}

func whole(o Object, key string) int {
	n, _ := number(o, key)
	return int(n)
}

// wholeOr is whole with what a missing or null value stands for.
func wholeOr(o Object, key string, otherwise int) int {
	if !given(o, key) {
		return otherwise
	}
	return whole(o, key)
}

func truth(o Object, key string) bool {
	v, _ := o[key].(bool)
	return v
}

func child(o Object, key string) Object {
	v, _ := o[key].(Object)
	return v
}

func items(o Object, key string) []any {
	v, _ := o[key].([]any)
	return v
}

// objects gives the objects of a list and leaves out what is none.
func objects(o Object, key string) []Object {
	var out []Object
	for _, v := range items(o, key) {
		if m, ok := v.(Object); ok {
			out = append(out, m)
		}
	}
	return out
}

// anyList is a list of objects in the form that JSON gives it.
func anyList(list []Object) []any {
	out := make([]any, len(list))
	for i, o := range list {
		out[i] = o
	}
	return out
}

func texts(o Object, key string) []string {
	var out []string
	for _, v := range items(o, key) {
		switch v := v.(type) {
		case string:
			out = append(out, v)
		case json.Number:
			out = append(out, v.String())
		}
	}
	return out
}

// idOf reads a snowflake, which libraries write as a string and now and then as a number.
func idOf(o Object, key string) string {
	switch v := o[key].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// given tells whether the key is there and not null.
func given(o Object, key string) bool {
	v, ok := o[key]
	return ok && v != nil
}

func length(s string) int { return utf8.RuneCountInString(s) }

// clone copies a JSON value deeply, so that what is stored shares nothing with what was sent.
func clone(v any) any {
	switch v := v.(type) {
	case Object:
		out := make(Object, len(v))
		for k, x := range v {
			out[k] = clone(x)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = clone(x)
		}
		return out
	case []Object:
		return cloneAll(v)
	}
	return v
}

func cloneAll(list []Object) []Object {
	out := make([]Object, len(list))
	for i, o := range list {
		out[i] = clone(o).(Object)
	}
	return out
}

// plain turns a typed value into an Object, by way of its JSON.
func plain(v any) Object {
	b, err := json.Marshal(v)
	if err != nil {
		return Object{}
	}
	out := Object{}
	if decode(b, &out) != nil {
		return Object{}
	}
	return out
}

// encoded is v as JSON; nothing that came out of JSON fails.
func encoded(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte("null")
	}
	return b
}

// with is o and more, as a new object.
func with(o Object, more Object) Object {
	out := maps.Clone(o)
	maps.Copy(out, more)
	return out
}

// keys are an object's keys in a fixed order.
func keys(o Object) []string { return slices.Sorted(maps.Keys(o)) }

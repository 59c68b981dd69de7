package fakediscord

import (
	"fmt"
	"net/url"
	"strings"
)

// rule bounds one string field of an object.
type rule struct {
	key         string
	least, most int
	required    bool
}

// strings checks the string fields of o that rules name; fields of another type are left to the specification.
func checkStrings(path string, o Object, rules ...rule) []Problem {
	var out []Problem
	for _, r := range rules {
		v, present := o[r.key]
		if !present || v == nil {
			if r.required {
				out = append(out, required(join(path, r.key)))
			}
			continue
		}
		t, ok := v.(string)
		if !ok {
			out = append(out, Problem{join(path, r.key), "STRING_TYPE_CONVERT", "Could not interpret \"" + fmt.Sprint(v) + "\" as string."})
			continue
		}
		out = append(out, checkLength(join(path, r.key), length(t), r)...)
	}
	return out
}

func checkLength(path string, n int, r rule) []Problem {
	switch {
	case n == 0 && r.required:
		return []Problem{required(path)}
	case n > r.most && r.least > 0 || n < r.least:
		return []Problem{badLength(path, r.least, r.most)}
	case n > r.most:
		return []Problem{tooLong(path, r.most)}
	}
	return nil
}

// checkCount bounds the length of a list.
func checkCount(path string, n, least, most int) []Problem {
	switch {
	case n < least || n > most && least > 0:
		return []Problem{badLength(path, least, most)}
	case n > most:
		return []Problem{tooLong(path, most)}
	}
	return nil
}

// checkRange bounds an integer field that may be missing.
func checkRange(path string, o Object, key string, least, most int64) []Problem {
	if !given(o, key) {
		return nil
	}
	n, ok := number(o, key)
	switch {
	case !ok:
		return []Problem{{join(path, key), "NUMBER_TYPE_COERCE", fmt.Sprintf("Value \"%v\" is not int.", o[key])}}
	case n < least:
		return []Problem{{join(path, key), "NUMBER_TYPE_MIN", fmt.Sprintf("int value should be greater than or equal to %d.", least)}}
	case n > most:
		return []Problem{{join(path, key), "NUMBER_TYPE_MAX", fmt.Sprintf("int value should be less than or equal to %d.", most)}}
	}
	return nil
}

// checkURL accepts the schemes given.
func checkURL(path string, o Object, key string, schemes ...string) []Problem {
	raw, ok := o[key].(string)
	if !ok || raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil {
		return []Problem{{join(path, key), "URL_TYPE_INVALID_URL", "Not a well formed URL."}}
	}
	for _, s := range schemes {
		if u.Scheme == s {
			if u.Host == "" {
				return []Problem{{join(path, key), "URL_TYPE_INVALID_URL", "Not a well formed URL."}}
			}
			return nil
		}
	}
	quoted := "'" + strings.Join(schemes, "', '") + "'"
	return []Problem{{join(path, key), "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme %q is not supported. Scheme must be one of (%s).", u.Scheme, quoted)}}
}

package discord

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"autofacts/internal/kb"
)

// A button carries "verb.state", state being what the handler needs and a tag
// that only we can make. The tag covers the verb, the state and the place, so a
// state cannot be carried to another verb or another server.
const (
	tagBytes      = 12 // 96 bits: cannot be guessed at one try a click
	markBytes     = 6  // of a fact or topic: 48 bits, no two alike in any base
	maxStateMarks = 7  // how many fit into a custom_id with the longest verb
)

// A mark stands for a fact or topic in the little room that a button has.
type mark [markBytes]byte

func markOf(name string) mark {
	sum := sha256.Sum256([]byte(name))
	return mark(sum[:markBytes])
}

// factMarks are the marks of the first facts, as many as a button holds.
func factMarks(ids ...kb.FactID) []byte {
	var out []byte
	for _, id := range ids[:min(len(ids), maxStateMarks)] {
		m := markOf(string(id))
		out = append(out, m[:]...)
	}
	return out
}

// A keeper seals and opens what buttons carry.
type keeper struct{ key []byte }

// newKeeper derives the key from a secret of the configuration.
func newKeeper(secret []byte) keeper {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("autofacts button state 1"))
	return keeper{mac.Sum(nil)}
}

// seal makes the custom_id of a button that acts in a place.
func (k keeper) seal(verb string, state []byte, place string) string {
	return verb + "." + base64.RawURLEncoding.EncodeToString(append(state[:len(state):len(state)], k.tag(verb, state, place)...))
}

// open takes a custom_id apart. It reports false for what was not made by seal
// for that place.
func (k keeper) open(customID, place string) (verb string, state []byte, ok bool) {
	verb, text, found := strings.Cut(customID, ".")
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if !found || err != nil || len(raw) < tagBytes {
		return "", nil, false
	}
	state = raw[:len(raw)-tagBytes]
	if !hmac.Equal(raw[len(state):], k.tag(verb, state, place)) {
		return "", nil, false
	}
	return verb, state, true
}

func (k keeper) tag(verb string, state []byte, place string) []byte {
	mac := hmac.New(sha256.New, k.key)
	for _, part := range [][]byte{[]byte(verb), state, []byte(place)} {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(part)))
		mac.Write(n[:])
		mac.Write(part)
	}
	return mac.Sum(nil)[:tagBytes]
}

package fakediscord

import (
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// discordEpoch is the first millisecond of 2015, from which snowflakes count.
const discordEpoch = 1420070400000

// timestampForm is how Discord writes moments in JSON.
const timestampForm = "2006-01-02T15:04:05.000000-07:00"

// nextID gives a snowflake of the present moment, greater than every one given before.
func (s *Server) nextID() string {
	id := (s.clock.Now().UnixMilli() - discordEpoch) << 22
	if id <= s.lastID {
		id = s.lastID + 1
	}
	s.lastID = id
	return strconv.FormatInt(id, 10)
}

// snowflakeTime is the moment a snowflake was made; the zero time if id is none.
func snowflakeTime(id string) time.Time {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(n>>22 + discordEpoch)
}

// isSnowflake tells whether Discord would accept id as one: digits that fit 64 bits.
func isSnowflake(id string) bool {
	n, err := strconv.ParseUint(id, 10, 64)
	return err == nil && n > 0
}

// older tells whether snowflake a was made before b.
func older(a, b string) bool { return compareIDs(a, b) < 0 }

// compareIDs orders snowflakes by age, the oldest first.
func compareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

func (s *Server) timestamp() string { return stamp(s.clock.Now()) }

func stamp(t time.Time) string { return t.UTC().Format(timestampForm) }

// secret gives n random bytes, written for a URL.
func secret(n int) string {
	b := make([]byte, n)
	rand.Read(b) // never fails, by its contract
	return base64.RawURLEncoding.EncodeToString(b)
}

// botToken has the three parts that libraries look for: the user's id, a time, a secret.
func botToken(userID string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(userID)) + "." + secret(4) + "." + secret(28)
}

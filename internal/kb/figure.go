package kb

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Qualifier says how a figure is to be read.
type Qualifier string

// The qualifiers of a figure. The zero Qualifier is Exactly.
const (
	Exactly Qualifier = "exactly"
	Over    Qualifier = "over"
	AtLeast Qualifier = "at-least"
	Under   Qualifier = "under"
	AtMost  Qualifier = "at-most"
	About   Qualifier = "about"
	Nearly  Qualifier = "nearly"
	Between Qualifier = "between" // Value to To
)

// Qualifiers lists what a fact file may name.
func Qualifiers() []Qualifier {
	return []Qualifier{Exactly, Over, AtLeast, Under, AtMost, About, Nearly, Between}
}

// As says what a figure measures.
type As string

// What a figure can be. The zero As is an amount.
const (
	Amount   As = "amount"
	Share    As = "share"    // of a whole, in per cent or as a fraction
	Multiple As = "multiple" // of the figure of another period
	Change   As = "change"   // against another period, in per cent
	Duration As = "duration"
	Streak   As = "streak" // how many periods in a row
	Rank     As = "rank"
)

// Ases lists what a fact file may name.
func Ases() []As { return []As{Amount, Share, Multiple, Change, Duration, Streak, Rank} }

// A Figure is a number with what makes it one: qualifier, unit, and of what.
type Figure struct {
	Qualifier Qualifier
	Value     float64
	To        float64 // upper end, for Between
	Unit      string
	As        As
	Of        string // the whole, of a share
	Versus    Period // the period compared with
}

// A Period is the time that a claim speaks of: whole years, or one month. The
// zero Period means that the claim names none.
type Period struct {
	From, To int // years, inclusive
	Month    int // 1 to 12, or 0
}

// ParsePeriod reads "2025", "2021/2025", "2025-06" or "none".
func ParsePeriod(s string) (Period, error) {
	s = strings.TrimSpace(s)
	if s == "" || s == "none" {
		return Period{}, nil
	}
	if from, to, ok := strings.Cut(s, "/"); ok {
		a, errA := year(from)
		b, errB := year(to)
		if errA == nil && errB == nil && a <= b {
			return Period{From: a, To: b}, nil
		}
	} else if y, m, ok := strings.Cut(s, "-"); ok {
		a, errA := year(y)
		mon, errM := strconv.Atoi(m)
		if errA == nil && errM == nil && mon >= 1 && mon <= 12 {
			return Period{From: a, To: a, Month: mon}, nil
		}
	} else if a, err := year(s); err == nil {
		return Period{From: a, To: a}, nil
	}
	return Period{}, fmt.Errorf("period %q is none of \"2025\", \"2021/2025\", \"2025-06\" or none", s)
}

func year(s string) (int, error) {
	if len(s) != 4 || strings.Trim(s, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(s)
}

// IsZero reports whether no time is named.
func (p Period) IsZero() bool { return p.From == 0 }

// String is the inverse of ParsePeriod; the zero Period gives "".
func (p Period) String() string {
	switch {
	case p.From == 0:
		return ""
	case p.Month != 0:
		return fmt.Sprintf("%04d-%02d", p.From, p.Month)
	case p.To != p.From:
		return fmt.Sprintf("%04d/%04d", p.From, p.To)
	}
	return fmt.Sprintf("%04d", p.From)
}

// Contains reports whether the year lies within the period.
func (p Period) Contains(year int) bool { return p.From != 0 && p.From <= year && year <= p.To }

// A Date is a day as "2006-01-02", or "" for none. Days compare as text.
type Date string

// ParseDate reads a day.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("date %q is not a day such as 2026-12-31", s)
	}
	return Date(s), nil
}

// Past reports whether the day lies before today; an empty day never does.
func (d Date) Past(today Date) bool { return d != "" && today != "" && d < today }

package kb_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"autofacts/internal/kb"
)

// history gives an archive of three revisions of one fact, and of everything
// else that is kept.
func history() kb.Archive {
	at := time.Date(2026, 5, 1, 12, 0, 0, 123456000, time.UTC)
	return kb.Archive{Guild: "g", Version: kb.Version{Base: 3, Settings: 1},
		Settings: []kb.Setting{{Guild: "g", Key: kb.KeyApprovals, Value: "1", By: "1", At: at}},
		Revisions: []kb.Revision{
			{Guild: "g", Number: 1, Target: fact("a"), Action: kb.Add, State: kb.Own, After: item("a", "Bees: \"dance\"."), By: "1", At: at},
			{Guild: "g", Number: 2, Prior: 1, Target: fact("a"), Action: kb.Retire, State: kb.Retired, Before: item("a", "Bees: \"dance\"."), By: "1", At: at.Add(time.Microsecond)},
			{Guild: "g", Number: 3, Prior: 2, Target: fact("a"), Action: kb.Restore, State: kb.Own, After: item("a", "Bees: \"dance\"."), By: "2", At: at, Why: "a slip"},
		},
		Proposals: []kb.Proposal{{Guild: "g", Number: 1, State: kb.ProposalOpen, By: "1", At: at, Needs: 1,
			Edits:  []kb.Edit{{Action: kb.Modify, Target: fact("a"), BasedOn: 3, After: item("a", "Bees fly."), Curated: item("a", "Bees sit.")}},
			Origin: kb.FromInbox, Why: "asked", Question: 1, Channel: "5", Message: "6",
			Decisions: []kb.Decision{{Guild: "g", Proposal: 1, By: "2", Verdict: kb.Approve, At: at, Why: "yes"}}}},
		Questions: []kb.Question{{Guild: "g", Number: 1, Text: "Do bees fly?", Normal: "bees do fly", Count: 2, First: at, Last: at.Add(time.Hour), State: kb.QuestionAnswered, Fact: "a"}},
		Votes:     []kb.Vote{{Guild: "g", Fact: "a", Voter: "hash", Thumb: kb.Down, At: at}},
		Reports:   []kb.Report{{Guild: "g", Number: 1, Fact: "a", Text: "No.", At: at, Done: true}},
		Examples:  []kb.Example{{Guild: "g", Text: "Do bees dance?", Fact: "a", By: "1", At: at}},
		Audit:     []kb.Entry{{Guild: "g", Number: 1, At: at, By: "1", What: kb.AuditExport, Target: "server", Detail: "whole"}},
		Tallies:   []kb.Tally{{Guild: "g", Day: "2026-05-01", What: "answer", N: 3}},
	}
}

func TestArchiveReadsBackAsItWas(t *testing.T) {
	first, err := kb.FormatArchive(history())
	if err != nil {
		t.Fatal(err)
	}
	a, err := kb.ParseArchive(first)
	if err != nil {
		t.Fatal(err)
	}
	second, err := kb.FormatArchive(a)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("%v\n%s\n%s", err, first, second)
	}
	if want := history(); !reflect.DeepEqual(a, want) {
		t.Errorf("read back\n%+v\nwant\n%+v", a, want)
	}
	if r := a.Revisions[2]; r.Prior != 2 || r.After.Fact.Statement != `Bees: "dance".` || !r.At.Equal(history().Revisions[2].At) || r.Why != "a slip" {
		t.Errorf("%+v", r)
	}
}

func TestArchiveRefusesWhatIsNotWhole(t *testing.T) {
	whole, err := kb.FormatArchive(history())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, now, says string }{
		"no archive":           {"autofacts_archive: 1", "autofacts_archive: 7", "not an archive"},
		"an unknown key":       {"guild: g", "guild: g\ncolour: red", "line 3"},
		"a revision gone":      {"number: 2", "number: 5", "not whole"},
		"a row broken":         {"prior: 2", "prior: 1", "the last one of fact a is 2"},
		"a state without what": {"state: retired", "state: lost", `"lost"`},
		"a fact without proof": {"{source: src}", "{paragraph: \"1\"}", "no source"},
		"no time":              {"2026-05-01T12:00:00.123456Z", "yesterday", "yesterday"},
	} {
		broken := strings.Replace(string(whole), c.old, c.now, 1)
		if broken == string(whole) {
			t.Errorf("%s: %q is not in\n%s", name, c.old, whole)
		}
		if _, err := kb.ParseArchive([]byte(broken)); !errors.Is(err, kb.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := kb.ParseArchive(nil); !errors.Is(err, kb.ErrInvalid) {
		t.Errorf("nothing: %v", err)
	}
}

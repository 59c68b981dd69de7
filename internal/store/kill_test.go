package store_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// The test binary is its own victim: with killedFile set it edits that database
// and says on standard output what was acknowledged, until it is killed.
const killedFile = "STORE_TEST_EDIT_UNTIL_KILLED"

func TestMain(m *testing.M) {
	if path := os.Getenv(killedFile); path != "" {
		fmt.Fprintln(os.Stderr, editUntilKilled(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// editUntilKilled changes one fact over and over, each edit with two more facts
// in the same batch, and writes the number of each acknowledged edit.
func editUntilKilled(path string) error {
	ctx := context.Background()
	s, err := store.OpenFile(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	head, err := s.Head(ctx, guild, kb.FactTarget("bees"))
	n, on := 0, kb.RevisionID(0)
	if err == nil {
		on = head.Number
		if n, err = strconv.Atoi(head.After.Fact.Answer); err != nil {
			return err
		}
	}
	for {
		n++
		e := changing("bees", on, fmt.Sprintf("Edit %d.", n))
		if on == 0 {
			e = adding("bees", fmt.Sprintf("Edit %d.", n))
		}
		e.After.Fact.Answer = strconv.Itoa(n)
		revs, err := s.Commit(ctx, batch(e, adding(kb.FactID(fmt.Sprintf("a-%d", n)), "One."), adding(kb.FactID(fmt.Sprintf("b-%d", n)), "Two.")))
		if err != nil {
			return err
		}
		on = revs[0].Number
		fmt.Println(n)
	}
}

// killing runs the victim until it acknowledged so many edits more, kills it,
// and gives the last acknowledged edit.
func killing(t *testing.T, path string, edits int) int {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, "-test.run=^$")
	cmd.Env = append(os.Environ(), killedFile+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last, seen := 0, 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if last, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
		if seen++; seen == edits {
			if err := cmd.Process.Kill(); err != nil { // SIGKILL, in the midst of the next one
				t.Fatal(err)
			}
		}
	}
	if err := lines.Err(); err != nil && err != io.ErrClosedPipe {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || seen < edits {
		t.Fatalf("it ended by itself after %d edits: %v", seen, err)
	}
	return last
}

// killInTheMidst kills an editing process some times and looks whether each
// acknowledged edit is there, whole, and the history unbroken.
func killInTheMidst(t *testing.T, times, edits int) {
	path := filepath.Join(t.TempDir(), "facts.db")
	for range times {
		acknowledged := killing(t, path, edits)
		s, err := store.OpenFile(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		heads, v, err := s.Heads(t.Context(), guild)
		if err != nil {
			t.Fatal(err)
		}
		// One more than was acknowledged may be durable: it was killed before it
		// could say so.
		kept := int(v.Base)
		if kept < acknowledged || kept > acknowledged+1 {
			t.Errorf("%d edits were acknowledged, %d are there", acknowledged, kept)
		}
		if len(heads) != 1+2*kept {
			t.Errorf("%d edits left %d facts, want %d: a batch was torn", kept, len(heads), 1+2*kept)
		}
		all, err := s.History(t.Context(), guild, kb.Target{}, 0, 0)
		if err != nil || len(all) != 3*kept {
			t.Errorf("%d revisions, want %d, %v", len(all), 3*kept, err)
		}
		row, err := s.History(t.Context(), guild, kb.FactTarget("bees"), 0, 0)
		if err != nil || len(row) != kept {
			t.Errorf("%d revisions of one fact, want %d, %v", len(row), kept, err)
		}
		for i, r := range row {
			if want := strconv.Itoa(kept - i); r.After.Fact.Answer != want {
				t.Errorf("revision %d is edit %s, want %s", r.Number, r.After.Fact.Answer, want)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestKilledInTheMidstOfEdits(t *testing.T) { killInTheMidst(t, 2, 15) }

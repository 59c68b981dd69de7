package discord_test

import (
	"strings"
	"testing"
	"time"

	"autofacts/internal/fakediscord"
	"autofacts/internal/kb"
)

// expelled has the bot removed from the server.
func (tk *talk) expelled() {
	tk.t.Helper()
	if err := tk.fake.Expel("Ada"); err != nil {
		tk.t.Fatal(err)
	}
}

func (tk *talk) invited() {
	tk.t.Helper()
	if err := tk.fake.Invite("Ada"); err != nil {
		tk.t.Fatal(err)
	}
}

func (tk *talk) kept() kb.Guild {
	tk.t.Helper()
	g, err := tk.store.Guild(tk.ctx, tk.guild())
	if err != nil {
		tk.t.Fatal(err)
	}
	return g
}

// TestLeavingAServer holds that the last export goes to whoever kept the facts,
// and that 30 days later nothing of the server is kept.
func TestLeavingAServer(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	tk.moderated()
	tk.expelled()
	tk.wants("Otto reads: DM", "I was removed from a server whose facts you kept.", "deleted in 30 days", "(file facts.yaml)", "(file retired.yaml)")
	if facts := string(tk.attached()[0].Data); !strings.Contains(facts, "Ilse Brandt, a sailor") {
		t.Errorf("the last export is\n%s", facts)
	}
	tk.log.saw(t, "a server was left", 1)
	tk.clock.Advance(696 * time.Hour)
	tk.restart()           // the gateway's clock has run as well
	tk.steps("later: 31s") // the first look of the day
	tk.clock.BlockUntil(2) // it is over
	if g := tk.kept(); g.Left.IsZero() || g.Version.Base == 0 {
		t.Errorf("29 days later: %+v", g)
	}
	tk.clock.Advance(48 * time.Hour)
	tk.log.saw(t, "a server that was left is deleted", 1)
	if g := tk.kept(); g.Version != (kb.Version{}) {
		t.Errorf("31 days later: %+v", g)
	}
	tk.restart() // the gateway's clock has run as well
	tk.invited()
	tk.steps(
		"Mia runs: ask question=Who founded the Ostra Tea House? => **Ilse Brandt**\n",
		"Otto runs: mod fact history => Nothing of all that this server changed was changed")
}

// TestComingBackInTime holds that who is invited again within 30 days finds all.
func TestComingBackInTime(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	tk.moderated()
	tk.expelled()
	tk.wants("Otto reads: DM", "(file facts.yaml)")
	tk.invited()
	tk.answers()
	tk.clock.Advance(768 * time.Hour)
	tk.restart()
	tk.steps("later: 31s")
	tk.clock.BlockUntil(2)
	tk.answers()
	if g := tk.kept(); !g.Left.IsZero() {
		t.Errorf("still counted as left: %+v", g)
	}
}

// TestRemovedWhileItWasNotRunning holds that the bot finds out at the next start.
func TestRemovedWhileItWasNotRunning(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	tk.moderated()
	tk.stop()
	<-tk.done
	tk.expelled()
	tk.start(tk.change...)
	tk.wants("Otto reads: DM", "I was removed from a server whose facts you kept.", "(file facts.yaml)")
	tk.restart()
	tk.log.saw(t, "commands are up to date", 3)
	if n := strings.Count(tk.log.String(), "a server was left"); n != 1 {
		t.Errorf("said goodbye %d times", n)
	}
}

// TestNobodyCanBeOfferedTheExport holds that the operator is told until when it
// can be had, since Discord lets the bot write to nobody there any more.
func TestNobodyCanBeOfferedTheExport(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	tk.steps("Ada runs: mod fact retire fact=founder => Preview", "Ada clicks: Retire => **Retired.**")
	tk.expelled()
	tk.log.saw(t, "nobody could be offered the last export", 1)
	if !strings.Contains(tk.log.String(), "deleted=2026-05-31") {
		t.Errorf("the day is not in the log:\n%s", tk.log.tail())
	}
}

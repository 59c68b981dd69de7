package bot_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// errDivided means that of the methods of one command only some are allowed.
var errDivided = errors.New("one method of a command is allowed and another is not")

// alike gives the first error, or errDivided where another method of the command
// is denied and that one is not, or the other way round.
func alike(first error, others ...error) error {
	for _, other := range others {
		if errors.Is(first, kb.ErrDenied) != errors.Is(other, kb.ErrDenied) {
			return fmt.Errorf("%w: %v; %v", errDivided, first, other)
		}
	}
	return first
}

// calls has, for each command, the method that it is, with arguments that do
// nothing or are refused for another reason than permission.
func calls() map[bot.Command]func(context.Context, *bot.Bot, bot.Caller) error {
	wish := func(a kb.Action) func(context.Context, *bot.Bot, bot.Caller) error {
		return func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			w := bot.Wish{Action: a, Target: fact("founder"), BasedOn: bot.Newest, Fact: mint()}
			if a == kb.Add {
				w.Target, w.Question = kb.Target{}, 1 // answers the inbox, so it is no suggestion
			}
			_, err := b.Preview(ctx, c, w)
			return err
		}
	}
	return map[bot.Command]func(context.Context, *bot.Bot, bot.Caller) error{
		bot.CmdAdd: wish(kb.Add), bot.CmdChange: wish(kb.Modify), bot.CmdRetire: wish(kb.Retire), bot.CmdRestore: wish(kb.Restore), bot.CmdRevert: wish(kb.Revert),
		bot.CmdSuggest: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Preview(ctx, c, add(mint()))
			return err
		},
		bot.CmdVote: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Vote(ctx, c, "", []kb.FactID{"founder"}, kb.Up)
			return err
		},
		bot.CmdReport: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.ReportError(ctx, c, "founder", "It was her sister.")
			return err
		},
		bot.CmdTellMe: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			return b.TellMe(ctx, c, "Who built the harbour?")
		},
		bot.CmdWithdraw: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Decide(ctx, c, 1, kb.Withdraw, "", "")
			return err
		},
		bot.CmdHistory: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.History(ctx, c, fact("founder"), 0)
			_, errDiff := b.Diff(ctx, c, fact("founder"), 0, 0)
			return alike(err, errDiff)
		},
		bot.CmdReview: func(ctx context.Context, b *bot.Bot, c bot.Caller) error { _, err := b.Review(ctx, c); return err },
		bot.CmdDecide: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Decide(ctx, c, 1, kb.Veto, "", "")
			return err
		},
		bot.CmdInbox: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Inbox(ctx, c, 0)
			_, errGap := b.Gap(ctx, c, 1)
			_, errPoint := b.Point(ctx, c, 1, "founder")
			return alike(err, errGap, errPoint, b.Dismiss(ctx, c, 1), b.Reopen(ctx, c, 1), b.CloseReport(ctx, c, 1))
		},
		bot.CmdExample: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, errAll := b.Examples(ctx, c, "")
			_, errStated := b.Stated(ctx, c, "900")
			_, errAnswering := b.Answering(ctx, c, "Whose house is it?")
			return alike(b.MarkExample(ctx, c, "Whose house is it?", "founder"), errAll, errStated, errAnswering)
		},
		bot.CmdImport: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Import(ctx, c, nil, "")
			return err
		},
		bot.CmdExport: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Export(ctx, c, bot.YAML)
			return err
		},
		bot.CmdAudit: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Audit(ctx, c, kb.AuditFilter{})
			_, errFile := b.AuditFile(ctx, c, kb.AuditFilter{})
			return alike(err, errFile)
		},
		bot.CmdWhy: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Why(ctx, c, "Who founded it?")
			return err
		},
		bot.CmdStats:    func(ctx context.Context, b *bot.Bot, c bot.Caller) error { _, err := b.Stats(ctx, c, 7); return err },
		bot.CmdSettings: func(ctx context.Context, b *bot.Bot, c bot.Caller) error { _, err := b.Settings(ctx, c); return err },
		bot.CmdChannel: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Set(ctx, c, kb.Setting{Key: kb.ModeKey("1"), Value: "ask"})
			return err
		},
		bot.CmdConfigure: func(ctx context.Context, b *bot.Bot, c bot.Caller) error {
			_, err := b.Set(ctx, c, kb.Setting{Key: kb.KeyApprovals, Value: "0"})
			return err
		},
	}
}

// TestPermissions holds each command against each kind of person.
func TestPermissions(t *testing.T) {
	h := newHouse(t)
	stranger := lou
	stranger.Guild = "" // in direct messages
	forged := alien     // with ids of the other server, as a forged button would carry
	forged.Guild, forged.Roles, forged.ManagesGuild = "10", nil, false
	who := []struct {
		name  string
		c     bot.Caller
		ranks []bot.Rank
	}{
		{"member", lou, []bot.Rank{bot.Member}},
		{"moderator", ada, []bot.Rank{bot.Member, bot.Moderator}},
		{"administrator", admin, []bot.Rank{bot.Member, bot.Moderator, bot.Governor}},
		{"manager of the server without the role", head, []bot.Rank{bot.Member, bot.Governor}},
		{"other server's moderator, here", forged, []bot.Rank{bot.Member}},
		{"in direct messages", stranger, nil},
	}
	all := calls()
	ranks := bot.Ranks()
	if got, want := slices.Sorted(maps.Keys(all)), slices.Sorted(maps.Keys(ranks)); !slices.Equal(got, want) {
		t.Fatalf("tested: %v\nthere are: %v", got, want)
	}
	for _, cmd := range slices.Sorted(maps.Keys(all)) {
		for _, p := range who {
			want := slices.Contains(p.ranks, ranks[cmd])
			err := all[cmd](t.Context(), h.Bot, p.c)
			if cmd == bot.CmdAdd && p.name == "member" {
				want = false
			}
			if got := !errors.Is(err, kb.ErrDenied); got != want {
				t.Errorf("%s by %s: %v, want allowed = %v", cmd, p.name, err, want)
			}
			if errors.Is(err, bot.ErrUnavailable) || errors.Is(err, errDivided) {
				t.Errorf("%s by %s: %v", cmd, p.name, err)
			}
		}
	}
}

// TestNobodyReachesIntoAnotherServer holds that a moderator of one server, whose
// own server has no such things, finds nothing of the other by its numbers.
func TestNobodyReachesIntoAnotherServer(t *testing.T) {
	h := newHouse(t)
	h.set(head, kb.KeyApprovals, "1")
	p := h.preview(ada, add(mint()))
	if _, err := h.Save(t.Context(), alien, p.Draft, ""); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("saving another's draft: %v", err)
	}
	if _, err := h.Save(t.Context(), ben, p.Draft, ""); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("saving a colleague's draft: %v", err)
	}
	n := h.save(ada, p).Proposal.Number
	if _, err := h.Decide(t.Context(), alien, n, kb.Approve, "", ""); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("deciding from another server: %v", err)
	}
	if _, _, err := h.Proposal(t.Context(), alien, n); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("looking from another server: %v", err)
	}
	if _, _, err := h.Proposal(t.Context(), lou, n); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("a member looking at a moderator's proposal: %v", err)
	}
}

// TestTheRoleIsAskedForOnEachCall holds that who lost the role cannot save.
func TestTheRoleIsAskedForOnEachCall(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(mint()))
	fired := ada
	fired.Roles = nil
	if _, err := h.Save(t.Context(), fired, p.Draft, ""); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("saving without the role: %v", err)
	}
	h.set(head, kb.KeyModRole, "78")
	if _, err := h.Save(t.Context(), ada, p.Draft, ""); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("saving with a role that moderates no more: %v", err)
	}
}

// TestUntilARoleIsSet holds that whoever manages the server moderates until then.
func TestUntilARoleIsSet(t *testing.T) {
	h := newHouse(t)
	h.set(head, kb.KeyModRole, "")
	if err := h.May(t.Context(), head, bot.CmdAdd); err != nil {
		t.Errorf("who manages the server: %v", err)
	}
	if err := h.May(t.Context(), ada, bot.CmdAdd); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("who has some role: %v", err)
	}
}

// TestWithoutAStore holds that nothing can be moderated, and all can be asked.
func TestWithoutAStore(t *testing.T) {
	b := newBot(noon())
	for cmd, call := range calls() {
		if err := call(t.Context(), b, admin); !errors.Is(err, bot.ErrUnavailable) {
			t.Errorf("%s: %v", cmd, err)
		}
	}
}

// TestWhatHasNoCommandOfItsOwn holds the methods that share a command.
func TestWhatHasNoCommandOfItsOwn(t *testing.T) {
	h := newHouse(t)
	forged := alien
	forged.Guild, forged.Roles, forged.ManagesGuild = "10", nil, false
	mine := h.preview(lou, add(mint())).Draft // a member's own draft stays one
	for name, call := range map[string]func(bot.Caller) error{
		"open":   func(c bot.Caller) error { _, err := h.Open(t.Context(), c, fact("founder")); return err },
		"settle": func(c bot.Caller) error { _, err := h.Settle(t.Context(), c, fact("founder"), true); return err },
		"set two": func(c bot.Caller) error {
			_, err := h.Set(t.Context(), c, kb.Setting{Key: kb.KeyModChannel, Value: "9"}, kb.Setting{Key: kb.KeyModRole, Value: "5"})
			return err
		},
		"steps":      func(c bot.Caller) error { _, err := h.Steps(t.Context(), c); return err },
		"may delete": func(c bot.Caller) error { return h.MayDelete(t.Context(), c, "900") },
		"retire mine": func(c bot.Caller) error {
			_, err := h.Preview(t.Context(), c, bot.Wish{Action: kb.Retire, Target: fact("all"), BasedOn: bot.Newest})
			return err
		},
	} {
		for _, c := range []bot.Caller{lou, forged} {
			if err := call(c); !errors.Is(err, kb.ErrDenied) {
				t.Errorf("%s by %s: %v", name, c.Person, err)
			}
		}
	}
	for name, call := range map[string]func(bot.Caller) error{
		"correct": func(c bot.Caller) error { _, err := h.Correct(t.Context(), c, mine, bot.Reading{}); return err },
		"recheck": func(c bot.Caller) error { _, err := h.Recheck(t.Context(), c, mine); return err },
		"merge":   func(c bot.Caller) error { _, err := h.Merge(t.Context(), c, mine); return err },
		"draft":   func(c bot.Caller) error { _, err := h.Draft(t.Context(), c, mine); return err },
		"save":    func(c bot.Caller) error { _, err := h.Save(t.Context(), c, mine, ""); return err },
	} {
		if err := call(ada); !errors.Is(err, kb.ErrNotFound) {
			t.Errorf("%s of another's draft: %v", name, err)
		}
	}
	if s, err := h.Save(t.Context(), lou, mine, ""); err != nil || s.Proposal.Number == 0 || len(s.Revisions) != 0 {
		t.Errorf("a member's draft: %+v, %v", s, err)
	}
}

package kb_test

import (
	"errors"
	"testing"

	"autofacts/internal/kb"
)

func TestDecide(t *testing.T) {
	by := func(who kb.PersonID, v kb.Verdict) kb.Decision { return kb.Decision{By: who, Verdict: v} }
	for _, c := range []struct {
		name  string
		needs int
		had   []kb.Decision
		next  kb.Decision
		want  kb.ProposalState
		err   error
	}{
		{"one of one", 1, nil, by("otto", kb.Approve), kb.ProposalApproved, nil},
		{"one of two", 2, nil, by("otto", kb.Approve), kb.ProposalOpen, nil},
		{"two of two", 2, []kb.Decision{by("otto", kb.Approve)}, by("ines", kb.Approve), kb.ProposalApproved, nil},
		{"the same twice", 2, []kb.Decision{by("otto", kb.Approve)}, by("otto", kb.Approve), kb.ProposalOpen, kb.ErrConflict},
		{"one's own", 1, nil, by("mia", kb.Approve), kb.ProposalOpen, kb.ErrDenied},
		{"a veto among approvals", 3, []kb.Decision{by("otto", kb.Approve), by("ines", kb.Approve)}, by("karl", kb.Veto), kb.ProposalVetoed, nil},
		{"a change of mind", 2, []kb.Decision{by("otto", kb.Approve)}, by("otto", kb.Veto), kb.ProposalVetoed, nil},
		{"a veto of one's own", 1, nil, by("mia", kb.Veto), kb.ProposalOpen, kb.ErrDenied},
		{"withdrawn", 1, nil, by("mia", kb.Withdraw), kb.ProposalWithdrawn, nil},
		{"withdrawn by another", 1, nil, by("otto", kb.Withdraw), kb.ProposalOpen, kb.ErrDenied},
		{"nonsense", 1, nil, by("otto", "perhaps"), kb.ProposalOpen, kb.ErrInvalid},
	} {
		p := kb.Proposal{By: "mia", State: kb.ProposalOpen, Needs: c.needs, Decisions: c.had}
		got, err := p.Decide(c.next)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %s, %v; want %s, %v", c.name, got, err, c.want, c.err)
		}
	}
	for _, state := range []kb.ProposalState{kb.ProposalApproved, kb.ProposalVetoed, kb.ProposalWithdrawn} {
		p := kb.Proposal{By: "mia", State: state, Needs: 1}
		if got, err := p.Decide(by("otto", kb.Approve)); got != state || !errors.Is(err, kb.ErrConflict) {
			t.Errorf("after it is %s: %s, %v", state, got, err)
		}
	}
}

func TestNeeds(t *testing.T) {
	for approvals, want := range map[int][2]int{0: {0, 1}, 1: {1, 1}, 2: {2, 2}} {
		s := kb.Settings{Approvals: approvals}
		if got := [2]int{s.Needs(true), s.Needs(false)}; got != want {
			t.Errorf("with %d approvals a moderator and a member need %v, want %v", approvals, got, want)
		}
	}
}

func TestWhoModerates(t *testing.T) {
	none := kb.NewSettings("g", nil)
	role := kb.NewSettings("g", []kb.Setting{{Key: kb.KeyModRole, Value: "7"}})
	for _, c := range []struct {
		name                                string
		actor                               kb.Actor
		withoutRole, withRole, mayConfigure bool
	}{
		{"a member", kb.Actor{Guild: "g", Person: "1"}, false, false, false},
		{"a member with another role", kb.Actor{Guild: "g", Person: "1", Roles: []kb.RoleID{"8"}}, false, false, false},
		{"a moderator", kb.Actor{Guild: "g", Person: "1", Roles: []kb.RoleID{"8", "7"}}, false, true, false},
		{"who manages the server", kb.Actor{Guild: "g", Person: "1", ManagesGuild: true}, true, false, true},
		{"an administrator", kb.Actor{Guild: "g", Person: "1", Administrator: true}, true, true, true},
		{"another server's administrator", kb.Actor{Guild: "h", Person: "1", Administrator: true, ManagesGuild: true, Roles: []kb.RoleID{"7"}}, false, false, false},
		{"a direct message", kb.Actor{Person: "1", Administrator: true}, false, false, false},
		{"nobody", kb.Actor{Guild: "g", Administrator: true}, false, false, false},
		{"the operator", kb.Actor{Person: kb.Operator}, true, true, true},
	} {
		if a, b, d := none.Moderates(c.actor), role.Moderates(c.actor), role.Governs(c.actor); a != c.withoutRole || b != c.withRole || d != c.mayConfigure {
			t.Errorf("%s: %v, with a role %v, settings %v", c.name, a, b, d)
		}
	}
	if (kb.Settings{}).Moderates(kb.Actor{Person: "1", Administrator: true}) {
		t.Error("settings of no server let somebody in")
	}
}

func TestSettings(t *testing.T) {
	s := kb.NewSettings("g", []kb.Setting{
		{Key: kb.ModeKey("5"), Value: "ask"}, {Key: kb.ModeKey("6"), Value: "off"}, {Key: kb.ModeKey("6"), Value: ""},
		{Key: kb.KeySuggestions, Value: "off"}, {Key: kb.KeyRetention, Value: "30"}, {Key: kb.KeyApprovals, Value: "17"}, {Key: "later", Value: "x"},
	})
	if s.Mode("5", "") != kb.ModeAsk || s.Mode("6", "") != kb.ModeMention || s.Mode("6", "5") != kb.ModeAsk || s.Mode("5", "6") != kb.ModeAsk || s.Suggestions || s.Retention.Hours() != 720 || s.Approvals != 0 {
		t.Errorf("%+v", s)
	}
	for _, bad := range [][2]string{{kb.KeyModRole, "@mods"}, {kb.KeyApprovals, "3"}, {kb.KeyApprovals, "+1"}, {kb.KeyApprovals, "one"}, {kb.ModeKey("5"), "loud"},
		{kb.ModeKey("x"), "ask"}, {kb.ModeKey(""), "ask"}, {kb.KeyRetention, "0"}, {kb.KeySuggestions, "yes"}, {"colour", "red"}} {
		if err := kb.CheckSetting(bad[0], bad[1]); !errors.Is(err, kb.ErrInvalid) {
			t.Errorf("%s = %s: %v", bad[0], bad[1], err)
		}
	}
}

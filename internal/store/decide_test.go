package store_test

import (
	"errors"
	"sync"
	"testing"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

func propose(t *testing.T, s *store.Store, needs int, edits ...kb.Edit) kb.Proposal {
	t.Helper()
	p, err := s.Propose(t.Context(), kb.Proposal{Guild: guild, By: mia, Origin: kb.FromEdit, Why: "heard it", Needs: needs, Edits: edits}, "")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func deciding(p kb.Proposal, who kb.PersonID, v kb.Verdict) kb.Decision {
	return kb.Decision{Guild: p.Guild, Proposal: p.Number, By: who, Verdict: v}
}

func testApproval(t *testing.T, s *store.Store, c *clock) {
	p := propose(t, s, 2, adding("bees", "Bees dance."))
	if p.Number != 1 || p.State != kb.ProposalOpen || !p.At.Equal(c.Now()) || p.Needs != 2 {
		t.Errorf("proposed: %+v", p)
	}
	if _, _, err := s.Decide(t.Context(), deciding(p, mia, kb.Approve), ""); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("approving one's own: %v", err)
	}
	got, revs, err := s.Decide(t.Context(), deciding(p, otto, kb.Approve), "k1")
	if err != nil || got.State != kb.ProposalOpen || len(revs) != 0 || version(t, s, guild).Base != 0 {
		t.Errorf("the first of two: %+v, %v, %v", got, revs, err)
	}
	if _, _, err := s.Decide(t.Context(), deciding(p, otto, kb.Approve), ""); !errors.Is(err, kb.ErrConflict) {
		t.Errorf("the same person again: %v", err)
	}
	for _, time := range []string{"once", "twice with the same key"} {
		got, revs, err = s.Decide(t.Context(), deciding(p, ines, kb.Approve), "k2")
		if err != nil || got.State != kb.ProposalApproved || len(revs) != 1 || revs[0].By != mia || revs[0].Proposal != 1 || len(got.Decisions) != 2 {
			t.Errorf("the second of two, %s: %+v, %v, %v", time, got, revs, err)
		}
	}
	if v := version(t, s, guild); v.Base != 1 {
		t.Errorf("version %+v", v)
	}
	if _, _, err := s.Decide(t.Context(), deciding(p, otto, kb.Veto), ""); !errors.Is(err, kb.ErrConflict) {
		t.Errorf("a veto too late: %v", err)
	}
	if err := s.ShowProposal(t.Context(), guild, 1, "5", "6"); err != nil {
		t.Error(err)
	}
	kept, err := s.Proposal(t.Context(), guild, 1)
	if err != nil || kept.Message != "6" || kept.Closed.IsZero() || len(kept.Decisions) != 2 || kept.Edits[0].After.Fact.Statement != "Bees dance." {
		t.Errorf("read back: %+v, %v", kept, err)
	}
	if _, err := s.Proposal(t.Context(), other, 1); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("from another server: %v", err)
	}
}

func testVeto(t *testing.T, s *store.Store, _ *clock) {
	p := propose(t, s, 1, adding("bees", "Bees dance."))
	q := propose(t, s, 1, adding("ants", "Ants walk."))
	d := deciding(p, otto, kb.Veto)
	d.Why = "not in the source"
	got, revs, err := s.Decide(t.Context(), d, "")
	if err != nil || got.State != kb.ProposalVetoed || len(revs) != 0 || got.Decisions[0].Why != "not in the source" {
		t.Errorf("%+v, %v, %v", got, revs, err)
	}
	if _, _, err := s.Decide(t.Context(), deciding(q, otto, kb.Withdraw), ""); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("withdrawing for somebody else: %v", err)
	}
	open, err := s.Proposals(t.Context(), guild, kb.ProposalOpen, 0)
	if err != nil || len(open) != 1 || open[0].Number != q.Number {
		t.Errorf("open: %+v, %v", open, err)
	}
	if got, _, err := s.Decide(t.Context(), deciding(q, mia, kb.Withdraw), ""); err != nil || got.State != kb.ProposalWithdrawn {
		t.Errorf("withdrawing: %+v, %v", got, err)
	}
	if all, err := s.Proposals(t.Context(), guild, "", 0); err != nil || len(all) != 2 || len(all[0].Decisions) != 1 {
		t.Errorf("all: %+v, %v", all, err)
	}
}

func testOvertaken(t *testing.T, s *store.Store, _ *clock) {
	commit(t, s, batch(adding("bees", "Bees dance.")))
	p := propose(t, s, 1, changing("bees", 1, "Bees sing."))
	commit(t, s, batch(changing("bees", 1, "Bees fly.")))
	_, _, err := s.Decide(t.Context(), deciding(p, otto, kb.Approve), "k")
	var c *kb.Conflict
	if !errors.As(err, &c) || c.Head.Number != 2 {
		t.Fatalf("approving what was overtaken: %v", err)
	}
	if got, err := s.Proposal(t.Context(), guild, p.Number); err != nil || got.State != kb.ProposalOpen || len(got.Decisions) != 0 {
		t.Errorf("it stands: %+v, %v", got, err)
	}
}

// testDecideRace has three people decide at once on what needs one.
func testDecideRace(t *testing.T, s *store.Store, _ *clock) {
	p := propose(t, s, 1, adding("bees", "Bees dance."))
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		who := kb.PersonID([]string{"11", "12", "13", "14"}[i])
		wg.Go(func() { _, _, errs[i] = s.Decide(t.Context(), deciding(p, who, kb.Approve), "") })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, kb.ErrConflict):
			t.Error(err)
		}
	}
	if v := version(t, s, guild); won != 1 || v.Base != 1 {
		t.Errorf("%d decided, version %+v", won, v)
	}
}

package kb

import (
	"fmt"
	"time"
)

// written puts an archive into the form that is written.
func (a Archive) written() (writtenArchive, error) {
	w := writtenArchive{Format: archiveFormat, Guild: a.Guild, Base: a.Version.Base, SettingsN: a.Version.Settings}
	for _, m := range a.Settings {
		w.Settings = append(w.Settings, writtenSetting{m.Key, m.Value, m.By, writeTime(m.At)})
	}
	for _, r := range a.Revisions {
		texts, err := formatItems(r.Before, r.After, r.Curated)
		if err != nil {
			return w, err
		}
		w.Revisions = append(w.Revisions, writtenRevision{r.Number, r.Prior, r.Target.Thing, r.Target.ID, r.Action, r.State, r.To,
			r.By, writeTime(r.At), r.Why, r.Proposal, texts[0], texts[1], texts[2]})
	}
	for _, p := range a.Proposals {
		edits, err := writeEdits(p.Edits)
		if err != nil {
			return w, err
		}
		wp := writtenProposal{p.Number, p.State, p.Origin, p.By, writeTime(p.At), p.Why, edits, p.Needs, p.Question, writeTime(p.Closed), p.Channel, p.Message, nil}
		for _, d := range p.Decisions {
			wp.Decisions = append(wp.Decisions, writtenDecision{d.By, d.Verdict, writeTime(d.At), d.Why})
		}
		w.Proposals = append(w.Proposals, wp)
	}
	a.writtenRest(&w)
	return w, nil
}

func (a Archive) writtenRest(w *writtenArchive) {
	for _, q := range a.Questions {
		w.Questions = append(w.Questions, writtenQuestion{q.Number, q.Text, q.Normal, q.Count, writeTime(q.First), writeTime(q.Last), q.State, q.Fact})
	}
	for _, v := range a.Votes {
		w.Votes = append(w.Votes, writtenVote{v.Fact, v.Voter, v.Thumb, writeTime(v.At)})
	}
	for _, p := range a.Reports {
		w.Reports = append(w.Reports, writtenReport{p.Number, p.Fact, p.Text, writeTime(p.At), p.Done})
	}
	for _, e := range a.Examples {
		w.Examples = append(w.Examples, writtenExample{e.Text, e.Fact, e.By, writeTime(e.At)})
	}
	for _, e := range a.Audit {
		w.Audit = append(w.Audit, writtenEntry{e.Number, writeTime(e.At), e.By, e.What, e.Target, e.Detail})
	}
	for _, c := range a.Tallies {
		w.Tallies = append(w.Tallies, writtenTally{c.Day, c.What, c.N})
	}
}

func formatItems(items ...*Item) ([]string, error) {
	out := make([]string, len(items))
	for i, item := range items {
		text, err := FormatItem(item)
		if err != nil {
			return nil, err
		}
		out[i] = text
	}
	return out, nil
}

func parseItems(t Target, texts ...string) ([]*Item, error) {
	out := make([]*Item, len(texts))
	for i, text := range texts {
		item, err := ParseItem(t, text)
		if err != nil {
			return nil, err
		}
		out[i] = item
	}
	return out, nil
}

func writeEdits(edits []Edit) ([]writtenEdit, error) {
	out := make([]writtenEdit, len(edits))
	for i, e := range edits {
		texts, err := formatItems(e.After, e.Curated)
		if err != nil {
			return nil, err
		}
		out[i] = writtenEdit{e.Action, e.Target.Thing, e.Target.ID, e.BasedOn, e.To, texts[0], texts[1]}
	}
	return out, nil
}

func readEdits(written []writtenEdit) ([]Edit, error) {
	out := make([]Edit, len(written))
	for i, w := range written {
		t := Target{w.Thing, w.ID}
		items, err := parseItems(t, w.After, w.Curated)
		if err != nil {
			return nil, err
		}
		out[i] = Edit{Action: w.Action, Target: t, BasedOn: w.BasedOn, To: w.To, After: items[0], Curated: items[1]}
	}
	return out, nil
}

// times reads instants and keeps the first error.
type times struct{ err error }

func (t *times) read(i instant) time.Time {
	at, err := i.time()
	if t.err == nil {
		t.err = err
	}
	return at
}

// archive is the inverse of written.
func (w writtenArchive) archive() (Archive, error) {
	a := Archive{Guild: w.Guild, Version: Version{Base: w.Base, Settings: w.SettingsN}}
	var t times
	for _, m := range w.Settings {
		a.Settings = append(a.Settings, Setting{w.Guild, m.Key, m.Value, m.By, t.read(m.At)})
	}
	if err := w.history(&a, &t); err != nil {
		return a, err
	}
	for _, p := range w.Proposals {
		edits, err := readEdits(p.Edits)
		if err != nil {
			return a, fmt.Errorf("proposal %d: %w", p.Number, err)
		}
		r := Proposal{Guild: w.Guild, Number: p.Number, State: p.State, Origin: p.Origin, By: p.By, At: t.read(p.At), Why: p.Why, Edits: edits,
			Needs: p.Needs, Question: p.Question, Closed: t.read(p.Closed), Channel: p.Channel, Message: p.Message}
		for _, d := range p.Decisions {
			r.Decisions = append(r.Decisions, Decision{w.Guild, p.Number, d.By, d.Verdict, t.read(d.At), d.Why})
		}
		a.Proposals = append(a.Proposals, r)
	}
	w.rest(&a, &t)
	return a, t.err
}

// history reads the revisions, which have to follow one another.
func (w writtenArchive) history(a *Archive, t *times) error {
	last := make(map[Target]RevisionID)
	for i, r := range w.Revisions {
		target := Target{r.Thing, r.ID}
		items, err := parseItems(target, r.Before, r.After, r.Curated)
		if err != nil {
			return fmt.Errorf("revision %d: %w", r.Number, err)
		}
		switch {
		case r.Number != RevisionID(i+1):
			return fmt.Errorf("revision %d stands where number %d is expected: the archive is not whole: %w", r.Number, i+1, ErrInvalid)
		case r.Prior != last[target]:
			return fmt.Errorf("revision %d follows %d, but the last one of %s is %d: %w", r.Number, r.Prior, target, last[target], ErrInvalid)
		case r.State != Own && r.State != Retired && r.State != Curated || (r.State == Own) && items[1] == nil:
			return fmt.Errorf("revision %d of %s has the state %q without what it needs: %w", r.Number, target, clip(string(r.State)), ErrInvalid)
		}
		last[target] = r.Number
		a.Revisions = append(a.Revisions, Revision{w.Guild, r.Number, r.Prior, target, r.Action, r.State, items[0], items[1], items[2],
			r.To, r.By, t.read(r.At), r.Why, r.Proposal})
	}
	return nil
}

func (w writtenArchive) rest(a *Archive, t *times) {
	for _, q := range w.Questions {
		a.Questions = append(a.Questions, Question{w.Guild, q.Number, q.Text, q.Normal, q.Count, t.read(q.First), t.read(q.Last), q.State, q.Fact, 0})
	}
	for _, v := range w.Votes {
		a.Votes = append(a.Votes, Vote{w.Guild, v.Fact, v.Voter, v.Thumb, t.read(v.At)})
	}
	for _, p := range w.Reports {
		a.Reports = append(a.Reports, Report{w.Guild, p.Number, p.Fact, p.Text, t.read(p.At), p.Done})
	}
	for _, e := range w.Examples {
		a.Examples = append(a.Examples, Example{w.Guild, e.Text, e.Fact, e.By, t.read(e.At)})
	}
	for _, e := range w.Audit {
		a.Audit = append(a.Audit, Entry{w.Guild, e.Number, t.read(e.At), e.By, e.What, e.Target, e.Detail})
	}
	for _, c := range w.Tallies {
		a.Tallies = append(a.Tallies, Tally{w.Guild, c.Day, c.What, c.N})
	}
}

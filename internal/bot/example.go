package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// A question that a moderator marked is asked before each change takes effect,
// whatever its words are: the fact that answers it now has to go on doing so.

// Stated gives the facts that a message of the bot states, the main one first, or
// none where that is not remembered any more: CmdExample.
func (b *Bot) Stated(ctx context.Context, c Caller, m kb.MessageID) ([]kb.FactID, error) {
	if _, err := b.allow(ctx, c, CmdExample); err != nil {
		return nil, err
	}
	g, err := b.store.Answer(ctx, c.Guild, m)
	if errors.Is(err, kb.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, b.unreachable("find an answer", c.Guild, err)
	}
	return g.Facts, nil
}

// Answering gives the facts that answer a question now, the main one first, or
// none. The question is not counted: nobody asked it: CmdExample.
func (b *Bot) Answering(ctx context.Context, c Caller, question string) ([]kb.FactID, error) {
	if _, err := b.allow(ctx, c, CmdExample); err != nil {
		return nil, err
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return nil, err
	}
	return b.answering(h, question), nil
}

func (b *Bot) answering(h *home, question string) []kb.FactID {
	r := h.index.Ask(answer.Question{Text: question, Today: b.today()})
	if r.Outcome != answer.Answered {
		return nil
	}
	out := make([]kb.FactID, len(r.Answers))
	for i, a := range r.Answers {
		out[i] = a.Fact
	}
	return out
}

// Why answers a question and says in Reply.Why what speaks for and against the
// nearest facts. The question is not counted: nobody asked it: CmdWhy.
func (b *Bot) Why(ctx context.Context, c Caller, question string) (answer.Reply, error) {
	if _, err := b.allow(ctx, c, CmdWhy); err != nil {
		return answer.Reply{}, err
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return answer.Reply{}, err
	}
	return h.index.Explain(answer.Question{Text: question, Locale: c.Locale, Today: b.today()}), nil
}

// Examples gives the questions that are marked in the caller's server, of one
// fact or, for "", of all: CmdExample.
func (b *Bot) Examples(ctx context.Context, c Caller, fact kb.FactID) ([]kb.Example, error) {
	if _, err := b.allow(ctx, c, CmdExample); err != nil {
		return nil, err
	}
	all, err := b.store.Examples(ctx, c.Guild)
	if err != nil {
		return nil, b.unreachable("read the marked questions", c.Guild, err)
	}
	return slices.DeleteFunc(all, func(e kb.Example) bool { return fact != "" && e.Fact != fact }), nil
}

// MarkExample keeps a question that a fact answers and has to go on answering,
// for the guard; an empty fact takes the mark away. What the fact does not answer
// now is no good example of it and gives kb.ErrInvalid: CmdExample.
func (b *Bot) MarkExample(ctx context.Context, c Caller, question string, fact kb.FactID) error {
	if _, err := b.allow(ctx, c, CmdExample); err != nil {
		return err
	}
	question = word(question)
	if n := len([]rune(question)); n == 0 || n > kb.MaxAskLength {
		return sayInvalid(fmt.Sprintf("a question to be marked has 1 to %d characters", kb.MaxAskLength))
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return err
	}
	if fact != "" && h.base().Fact(fact) == nil {
		return sayNotFound(fmt.Sprintf("there is no fact %s in this server's base", quoted(string(fact))))
	}
	if fact != "" && !slices.Contains(b.answering(h, question), fact) {
		return sayInvalid(fmt.Sprintf("the fact %s does not answer this question now: give the fact the question as an example first", quoted(string(fact))))
	}
	if err := b.store.MarkExample(ctx, kb.Example{Guild: c.Guild, Text: question, Fact: fact, By: c.Person}); err != nil {
		return b.unreachable("mark a question", c.Guild, err)
	}
	return nil
}

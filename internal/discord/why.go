package discord

import (
	"context"
	"strings"

	"autofacts/internal/kb"
)

// explain tells moderators what speaks for and against the facts nearest to a
// question, so that they see whether a wording, a word or a fact is missing.
func (c *Client) explain(ctx context.Context, in *interaction) reply {
	question := strings.TrimSpace(in.text("question"))
	r, err := c.bot.Why(ctx, in.caller(), question)
	if err != nil {
		return c.failed(in, err)
	}
	base := c.bot.Base(in.caller())
	parts := []markdown{bold(plain("“"+clip(question, maxSide)+"”")) + plainPart(" · outcome: "+string(r.Outcome)+" · confidence "+percent(r.Confidence))}
	for _, s := range r.Why.Short(func(id kb.FactID) string {
		if f := base.Fact(id); f != nil {
			return titleOf(in.caller(), f) + " (" + string(id) + ")"
		}
		return string(id)
	}) {
		parts = append(parts, plain(clip(s, maxWhy)))
	}
	return reply{private: true, content: lines(parts...)}
}

// maxWhy keeps the lines of an explanation within one message.
const maxWhy = 600

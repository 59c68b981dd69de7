package discord

import (
	"context"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
)

// facts lists the facts of a topic, or the topics where none was given.
func (c *Client) facts(_ context.Context, in *interaction) reply {
	topic := in.text("topic")
	if topic == "" {
		return c.topics(in)
	}
	page, err := c.bot.Facts(in.caller(), topic, 0)
	if err != nil {
		out := c.topics(in)
		out.content = lines("The base has no such topic.", out.content)
		return out
	}
	return c.pageOf(in.scene(), page)
}

const maxTopicsShown = 40 // a screenful; the rest is found by typing

func (c *Client) topics(in *interaction) reply {
	all := c.bot.Topics(in.caller())
	if len(all) == 0 {
		page, _ := c.bot.Facts(in.caller(), "", 0)
		return c.pageOf(in.scene(), page)
	}
	var names []markdown
	for _, t := range all[:min(len(all), maxTopicsShown)] {
		names = append(names, plain(t.Name)+" ("+plain(strconv.Itoa(t.Facts))+")")
	}
	return said(lines("Topics: "+joined(", ", names...), "-# /facts followed by one of them lists its facts."))
}

// pageOf shows a page of facts with buttons to its neighbours and a menu to
// open one.
func (c *Client) pageOf(s scene, p bot.Page) reply {
	if p.Total == 0 {
		return said("The base is empty.")
	}
	name := markdown("All facts")
	if p.Topic != "" {
		name = plain(p.Topic)
	}
	head := bold(name) + " · " + plain(counted(p.Total, "fact", "facts"))
	if p.Pages > 1 {
		head += " · " + plain("page "+strconv.Itoa(p.Page+1)+" of "+strconv.Itoa(p.Pages))
	}
	out := reply{content: head, cards: []card{{text: statements(s.caller, p.Facts), color: colorPlain}}}
	out.rows = c.menu(s, "Open one of them", p.Facts)
	if p.Pages > 1 {
		out.rows = append(out.rows, []discordgo.MessageComponent{
			c.turn(s, p, p.Page-1, "Back"), c.turn(s, p, p.Page+1, "On"),
		})
	}
	return out
}

// turn is a button to another page of the facts.
func (c *Client) turn(s scene, p bot.Page, to int, text string) discordgo.MessageComponent {
	m := markOf("topic " + strings.ToLower(p.Topic))
	return c.pageButton(s, verbPage, binary.BigEndian.AppendUint32(m[:], uint32(max(to, 0))), text, to, p.Pages)
}

// turnPage shows another page in the place of the present one.
func (c *Client) turnPage(_ context.Context, in *interaction) reply {
	if len(in.state) != markBytes+5 {
		return said(gone)
	}
	topic, ok := c.topicMarked(in)
	if !ok {
		return said("This topic is no longer in the base. Type /facts to see those that are.")
	}
	page, err := c.bot.Facts(in.caller(), topic, int(binary.BigEndian.Uint32(in.state[markBytes:])))
	if err != nil {
		return said(gone)
	}
	return c.pageOf(in.scene(), page)
}

func (c *Client) topicMarked(in *interaction) (string, bool) {
	want := mark(in.state[:markBytes])
	if markOf("topic ") == want {
		return "", true
	}
	for _, t := range c.bot.Topics(in.caller()) {
		if markOf("topic "+strings.ToLower(t.Name)) == want {
			return t.Name, true
		}
	}
	return "", false
}

func (c *Client) helpCommand(_ context.Context, in *interaction) reply {
	return c.help(in.caller())
}

// help says what the bot can be asked, with examples from the base.
func (c *Client) help(who bot.Caller) reply {
	a := c.bot.Help(who)
	text := []markdown{
		"Ask me with **/ask**, or mention me with your question. I answer from a base of " +
			plain(counted(a.Facts, "fact", "facts")) + " and name the source; what the base does not hold, I do not answer.",
	}
	if len(a.Examples) > 0 {
		text = append(text, "", "For example:")
	}
	for _, q := range a.Examples {
		text = append(text, "• "+plain(q))
	}
	if len(a.Topics) > 0 {
		var names []markdown
		for _, t := range a.Topics {
			names = append(names, plain(t.Name))
		}
		text = append(text, "", "Topics: "+joined(", ", names...))
	}
	text = append(text, "", "**/check** judges a claim, **/fact** and **/facts** look through the base, **/sources** names what it rests on, **/privacy** says what is kept. "+
		"On a message: Apps, then **Answer this** or **Check this claim**.")
	var out markdown
	for i, t := range text {
		if i > 0 {
			out += "\n"
		}
		out += t
	}
	return reply{content: out}
}

func (c *Client) privacy(_ context.Context, in *interaction) reply {
	var parts []markdown
	for _, s := range c.bot.Privacy() {
		parts = append(parts, "• "+plain(s))
	}
	out := said(lines(parts...))
	if c.bot.Moderated() {
		out.rows = [][]discordgo.MessageComponent{{c.button(in.scene(), verbForget, nil, "Delete my id now", discordgo.SecondaryButton)}}
	}
	return out
}

// forget deletes the person's id from the questions that they wait for.
func (c *Client) forget(ctx context.Context, in *interaction) reply {
	n, err := c.bot.Forget(ctx, in.caller())
	if err != nil {
		return c.failed(in, err)
	}
	if n == 0 {
		return said("Your id was with no question.")
	}
	return said("Done: your id was with " + plain(counted(n, "question", "questions")) + " and is deleted.")
}

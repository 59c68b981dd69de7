package discord

import (
	"cmp"
	"context"
	"math"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/chart"
	"autofacts/internal/kb"
)

const (
	defaultDays = 30 // as far back as what people still remember
	chartFile   = "questions.png"
	maxTop      = 5 // facts and gaps that are named
)

// stats shows the numbers of the last days, with a chart.
func (c *Client) stats(ctx context.Context, in *interaction) reply {
	s, err := c.bot.Stats(ctx, in.caller(), cmp.Or(in.count("days"), defaultDays))
	if err != nil {
		return c.failed(in, err)
	}
	if s.Questions == 0 {
		return said(plain("Nobody asked anything from "+string(s.From)+" to "+string(s.To)+".") + " The numbers come with the questions.")
	}
	out := reply{private: true, content: lines(
		bold(plain(counted(s.Questions, "question", "questions")))+plainPart(" from "+string(s.From)+" to "+string(s.To)),
		plain(percent(s.AnsweredShare())+" answered, "+percent(s.RefusedShare())+" refused · votes on facts: "+
			strconv.Itoa(s.Up)+" for, "+strconv.Itoa(s.Down)+" against · "+counted(s.Own, "thing", "things")+" of this server's own"))}
	out.cards = []card{{text: lines(headed("Most answered", c.topFacts(in.caller(), s.Facts)), headed("Most missed", topGaps(s.Gaps))), color: colorPlain}}
	picture, err := daysChart(s.Days).PNG()
	if err != nil {
		c.log.Error("draw the chart", "guild", in.GuildID, "err", err)
		return out
	}
	out.files = []file{{chartFile, picture}}
	out.cards[0].image = chartFile
	return out
}

func percent(share float64) string { return strconv.Itoa(int(math.Round(100*share))) + " %" }

func (c *Client) topFacts(who bot.Caller, all []bot.Count) markdown {
	base := c.bot.Base(who)
	var parts []markdown
	for _, n := range all[:min(len(all), maxTop)] {
		name := string(n.Fact)
		if f := base.Fact(n.Fact); f != nil {
			name = titleOf(who, f)
		}
		parts = append(parts, "• "+plain(strconv.Itoa(n.N)+" × "+clip(name, maxSide)))
	}
	return lines(parts...)
}

func topGaps(all []kb.Question) markdown {
	var parts []markdown
	for _, q := range all[:min(len(all), maxTop)] {
		parts = append(parts, "• "+plain(strconv.Itoa(q.Count)+" × "+clip(q.Text, maxSide)))
	}
	return lines(parts...)
}

// daysChart stacks what was answered, refused and otherwise replied to by day.
func daysChart(days []bot.Day) chart.Chart {
	out := chart.Chart{Title: "Questions by day"}
	answered, refused, other := make([]float64, len(days)), make([]float64, len(days)), make([]float64, len(days))
	for i, d := range days {
		out.Labels = append(out.Labels, shortDay(d.Day))
		answered[i], refused[i] = float64(d.Answered), float64(d.Refused)
		other[i] = float64(max(0, d.Questions-d.Answered-d.Refused))
	}
	out.Series = []chart.Series{{Name: "answered", Values: answered}, {Name: "refused", Values: refused}, {Name: "asked back", Values: other}}
	return out
}

func shortDay(d kb.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("2 Jan")
}

// audit lists who did what, or gives all of it as a file.
func (c *Client) audit(ctx context.Context, in *interaction) reply {
	f := kb.AuditFilter{By: kb.PersonID(in.text("by")), What: in.text("what")}
	if in.flag("file") {
		file, err := c.bot.AuditFile(ctx, in.caller(), f)
		if err != nil {
			return c.failed(in, err)
		}
		return said("Who did what, as a file.").withFiles(file)
	}
	return c.auditPage(ctx, in, f)
}

func (c *Client) auditPage(ctx context.Context, in *interaction, f kb.AuditFilter) reply {
	entries, err := c.bot.Audit(ctx, in.caller(), f)
	if err != nil {
		return c.failed(in, err)
	}
	if len(entries) == 0 {
		return said("Nothing of that kind was done here.")
	}
	var parts []markdown
	for _, e := range entries {
		line := "• " + when(e.At) + " " + person(e.By) + ": " + plain(e.What+" "+e.Target)
		if e.Detail != "" {
			line += plainPart(" – " + clip(e.Detail, maxSide))
		}
		parts = append(parts, line)
	}
	out := reply{content: bold("Audit"), cards: []card{{text: lines(parts...), color: colorPlain}}}
	if last := entries[len(entries)-1].Number; len(entries) == bot.AuditPage && last > 1 {
		state := append(append(number(last), auditBy(f.By)...), f.What...)
		out.rows = [][]discordgo.MessageComponent{{c.button(in.scene(), verbAudit, state, "Older", discordgo.SecondaryButton)}}
	}
	return out
}

// auditBy is a person of a filter in a state; a snowflake fits into eight bytes.
func auditBy(id kb.PersonID) []byte {
	n, err := snowflake(string(id))
	if err != nil {
		n = 0
	}
	return number(int64(n))
}

func (c *Client) turnAudit(ctx context.Context, in *interaction) reply {
	if len(in.state) < 16 {
		return said(outOfDate)
	}
	f := kb.AuditFilter{Before: numberIn[kb.AuditID](in.state), What: string(in.state[16:])}
	if by := numberIn[int64](in.state[8:]); by != 0 {
		f.By = kb.PersonID(decimal(by))
	}
	return c.auditPage(ctx, in, f)
}

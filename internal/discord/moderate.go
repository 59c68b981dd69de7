package discord

import (
	"context"
	"encoding/binary"
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// moderation says what the commands, buttons and forms of moderators lead to.
// None is bound by the limit on questions: each asks the bot first whether the
// person may.
func (c *Client) moderation() routes {
	alone := func(h handler) route { return route{run: h, how: always(private), free: true} }
	inPlace := func(h handler) route { return route{run: h, how: onMessage, free: true} }
	return routes{
		commands: map[string]route{
			cmdMod + " fact add":     alone(c.addForm),
			cmdMod + " fact edit":    alone(c.editForm),
			cmdMod + " fact retire":  alone(c.retire),
			cmdMod + " fact restore": alone(c.restore),
			cmdMod + " fact history": alone(c.history),
			cmdMod + " fact revert":  alone(c.revertMenu),
			cmdMod + " fact diff":    alone(c.diff),
			cmdMod + " source add":   alone(c.sourceForm),
			cmdMod + " source edit":  alone(c.sourceEdit),
			cmdMod + " source list":  alone(c.sourceList),
			cmdMod + " synonym":      alone(c.synonym),
			cmdMod + " review":       alone(c.review),
			cmdMod + " inbox":        alone(c.inbox),
			cmdMod + " import":       alone(c.importFiles),
			cmdMod + " export":       alone(c.export),
			cmdMod + " channel":      alone(c.channelMode),
			cmdMod + " settings":     alone(c.settings),
			cmdMod + " audit":        alone(c.audit),
			cmdMod + " stats":        alone(c.stats),
			cmdMod + " why":          alone(c.explain),
			menuSave:                 alone(c.saveForm),
			menuMark:                 alone(c.markForm),
		},
		buttons: map[string]route{
			verbSave: inPlace(c.save), verbDrop: inPlace(c.drop), verbMerge: inPlace(c.merge), verbRecheck: inPlace(c.recheck),
			verbChange: alone(c.changeForm), verbRead: alone(c.readForm),
			verbHistory: inPlace(c.turnHistory), verbBack: inPlace(c.goBack),
			verbProposal: alone(c.openProposal), verbDecide: inPlace(c.decide), verbVeto: alone(c.vetoForm),
			verbInbox: inPlace(c.turnInbox), verbGap: inPlace(c.openGap), verbWrite: alone(c.writeForm), verbPoint: inPlace(c.point),
			verbDismiss: inPlace(c.dismiss), verbSeen: inPlace(c.closeReport), verbDue: alone(c.editDue), verbSettle: inPlace(c.settle),
			verbAudit: inPlace(c.turnAudit), verbUnmark: inPlace(c.unmark),
		},
		forms: map[string]route{
			verbAdd: inPlace(c.added), verbEdit: inPlace(c.edited), verbChange: inPlace(c.changed), verbRead: inPlace(c.corrected),
			verbDescribe: inPlace(c.sourced), verbVeto: inPlace(c.vetoed), verbMark: alone(c.mark),
		},
		complete: map[string]handler{
			cmdMod + " fact edit":    c.completeFact,
			cmdMod + " fact retire":  c.completeFact,
			cmdMod + " fact restore": c.completeRetired,
			cmdMod + " fact history": c.completeFact,
			cmdMod + " fact revert":  c.completeFact,
			cmdMod + " fact diff":    c.completeFact,
			cmdMod + " source edit":  c.completeSource,
		},
	}
}

// Verbs of moderation.
const (
	verbSave     = "save"
	verbDrop     = "drop"
	verbMerge    = "merge"
	verbRecheck  = "recheck"
	verbChange   = "change"
	verbRead     = "read"
	verbHistory  = "hist"
	verbBack     = "back"
	verbProposal = "prop"
	verbDecide   = "decide"
	verbVeto     = "veto"
	verbInbox    = "inbox"
	verbGap      = "gap"
	verbWrite    = "write"
	verbPoint    = "point"
	verbDismiss  = "dismiss"
	verbSeen     = "seen"
	verbDue      = "due"
	verbSettle   = "settle"
	verbAudit    = "audit"
	verbAdd      = "add"
	verbEdit     = "edit"
	verbDescribe = "sform"
	verbMark     = "mark"
	verbUnmark   = "unmark"
)

// add joins two tables.
func (r *routes) add(o routes) {
	for k, v := range o.commands {
		r.commands[k] = v
	}
	for k, v := range o.buttons {
		r.buttons[k] = v
	}
	for k, v := range o.forms {
		r.forms[k] = v
	}
	for k, v := range o.complete {
		r.complete[k] = v
	}
}

// onMessage is in the place of the message with the button or the form's
// opener, where there is one; a command has none.
func onMessage(in *interaction) way {
	if in.Message != nil {
		return update
	}
	return private
}

// failed says to a person why something was not done. What is no sentence for
// them is logged, and they are told that much.
func (c *Client) failed(in *interaction, err error) reply {
	out := c.why(in, err)
	out.failed = true
	return out
}

func (c *Client) why(in *interaction, err error) reply {
	if all := kb.Objections(err); len(all) > 0 {
		return said(lines("That cannot be done:", objections(all)))
	}
	for _, known := range []error{bot.ErrUnavailable, kb.ErrDenied, kb.ErrNotFound, kb.ErrConflict, kb.ErrInvalid} {
		if errors.Is(err, known) {
			return said(plain(sentenceOf(err)))
		}
	}
	c.log.Error("moderation", "guild", in.GuildID, "err", err)
	return said(ourFault)
}

// sentenceOf makes a sentence of an error that is one already: with a capital,
// a full stop, and without the name of its kind at the end.
func sentenceOf(err error) string {
	s := err.Error()
	for _, kind := range []error{kb.ErrDenied, kb.ErrNotFound, kb.ErrConflict, kb.ErrInvalid} {
		s = strings.TrimSuffix(s, ": "+kind.Error())
	}
	return fullSentence(s)
}

func fullSentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	s = string(unicode.ToUpper(first)) + s[size:]
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

func objections(all []kb.Objection) markdown {
	var parts []markdown
	for _, o := range all[:min(len(all), maxObjections)] {
		text := o.Error()
		if o.Pos.File == "" {
			text = fullSentence(text)
		}
		parts = append(parts, "• "+plain(text))
	}
	if more := len(all) - maxObjections; more > 0 {
		parts = append(parts, "• and "+plain(strconv.Itoa(more)+" more."))
	}
	return lines(parts...)
}

// maxObjections is how many objections are listed: who mends ten lines of a file
// runs it again anyway.
const maxObjections = 10

// may is the first thing that a handler asks which opens a form: the bot judges
// what the form brings, but nobody should fill it in for nothing.
func (c *Client) may(ctx context.Context, in *interaction, cmd bot.Command) (reply, bool) {
	if err := c.bot.May(ctx, in.caller(), cmd); err != nil {
		return c.failed(in, err), false
	}
	return reply{}, true
}

// number writes a number as the state of a button.
func number[N ~int64 | ~int](n N) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// numberIn reads the number at the beginning of a state; 0 where there is none.
func numberIn[N ~int64 | ~int](state []byte) N {
	if len(state) < 8 {
		return 0
	}
	return N(binary.BigEndian.Uint64(state))
}

// The things that a target can be, as one byte of a state.
const (
	markFact    = 'f'
	markSource  = 's'
	markSynonym = 'y'
	targetBytes = 1 + markBytes
)

// targetMark stands for a target in a state; all of them for the zero one.
func targetMark(t kb.Target) []byte {
	m := markOf(t.ID)
	first := byte(0)
	switch t.Thing {
	case kb.FactThing:
		first = markFact
	case kb.SourceThing:
		first = markSource
	case kb.SynonymThing:
		first = markSynonym
	}
	return append([]byte{first}, m[:]...)
}

// targetIn finds the target that a state begins with: in the base, or among
// what lately changed, where a retired one is.
func (c *Client) targetIn(ctx context.Context, in *interaction, state []byte) (kb.Target, error) {
	if len(state) < targetBytes {
		return kb.Target{}, errGone
	}
	same := func(t kb.Target) bool { return string(targetMark(t)) == string(state[:targetBytes]) }
	if same(kb.Target{}) {
		return kb.Target{}, nil
	}
	base := c.bot.Base(in.caller())
	for i := range base.Facts {
		if t := kb.FactTarget(base.Facts[i].ID); same(t) {
			return t, nil
		}
	}
	for i := range base.Sources {
		if t := kb.SourceTarget(base.Sources[i].ID); same(t) {
			return t, nil
		}
	}
	for _, words := range base.Lexicon.Terms {
		if t := kb.SynonymTarget(kb.SynonymID(words[0])); same(t) {
			return t, nil
		}
	}
	for r, err := range c.lately(ctx, in) {
		if err != nil {
			return kb.Target{}, err
		}
		if same(r.Target) {
			return r.Target, nil
		}
	}
	return kb.Target{}, errGone
}

var errGone error = refusedText{"that is no longer there: begin again with the command"}

// A refusedText is a sentence for a person that is kb.ErrNotFound.
type refusedText struct{ text string }

func (r refusedText) Error() string { return r.text }
func (r refusedText) Unwrap() error { return kb.ErrNotFound }

// factTarget finds the fact that an option names: by its id or text, or by the
// id of one that is retired.
func (c *Client) factTarget(in *interaction) kb.Target {
	text := strings.TrimSpace(in.text("fact"))
	if card, err := c.bot.Find(in.caller(), text); err == nil {
		return kb.FactTarget(card.Fact.ID)
	}
	return kb.FactTarget(kb.FactID(text))
}

// person shows who did something, without calling them: the gate allows no mention.
func person(id kb.PersonID) markdown {
	if id == kb.Operator || id == "" {
		return "the operator"
	}
	return "<@" + digits(string(id)) + ">"
}

package discord

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/kb"
)

// Types of responses to an interaction.
const (
	respondMessage      = 4
	respondDeferred     = 5
	respondDeferredEdit = 6
	respondUpdate       = 7
	respondChoices      = 8
	respondModal        = 9
)

// How long a rate limit is waited for.
const (
	callbackPatience = 1500 * time.Millisecond // a later callback would find the interaction gone
	fulfilPatience   = maxThrottle
)

type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// outgoing gives the files that go out with a callback.
func (cb callback) outgoing() []file {
	if p, ok := cb.Data.(payload); ok {
		return p.files
	}
	return nil
}

// respond sends the first and only response to an interaction.
func (c *Client) respond(ctx context.Context, in *interaction, w way, r reply) {
	var cb callback
	switch {
	case in.Type == interactionAutocomplete:
		cb = callback{respondChoices, map[string]any{"choices": r.choices}}
	case r.modal != nil:
		cb = callback{respondModal, sealModal(*r.modal)}
	default:
		r.update = r.update || w == update && !r.private
		r.private = r.private || w == private
		cb = callback{respondMessage, seal(r)}
		if r.update {
			cb.Type = respondUpdate
		}
	}
	c.bot.Remember(interactionSaid(in.ID), r.question) // before somebody can press a button of it
	if id, ok := c.callback(ctx, in, cb); ok {
		c.after(ctx, in, r, id)
	}
}

// promise tells Discord that the answer will come.
func (c *Client) promise(ctx context.Context, in *interaction, w way) bool {
	cb := callback{Type: respondDeferred}
	switch w {
	case update:
		cb.Type = respondDeferredEdit
	case private:
		cb.Data = map[string]any{"flags": flagEphemeral}
	}
	_, ok := c.callback(ctx, in, cb)
	return ok
}

// callback sends a response and gives the id of the message that it made, where
// it made one.
func (c *Client) callback(ctx context.Context, in *interaction, cb callback) (id string, ok bool) {
	ctx = impatient(repeatable(ctx), callbackPatience)
	url := discordgo.EndpointInteractionResponse(in.ID, in.Token)
	var made struct {
		Interaction struct {
			Message string `json:"response_message_id"`
		} `json:"interaction"`
	}
	if cb.Type == respondMessage {
		url += "?with_response=true"
	}
	err := c.rest.direct(ctx, routeCallback, http.MethodPost, url, cb, &made)
	return made.Interaction.Message, c.delivered(err, in.GuildID)
}

// fulfil puts an answer in the place of its promise. What is for one person
// alone does not take the place of a message that others see: it follows it.
func (c *Client) fulfil(ctx context.Context, in *interaction, w way, r reply) {
	if r.modal != nil { // a form cannot follow a promise
		r = said("That took too long to open. Press the button again.")
	}
	ctx = impatient(repeatable(ctx), fulfilPatience)
	url, method, route := discordgo.EndpointWebhookMessage(in.ApplicationID, in.Token, "@original"), http.MethodPatch, routeOriginal
	p := seal(r)
	if follows := w == update && r.private; follows {
		url, method, route = discordgo.EndpointWebhookToken(in.ApplicationID, in.Token), http.MethodPost, routeFollow
	} else {
		p.Flags &^= discordgo.MessageFlagsEphemeral // settled by the promise
		r.update, r.private = w == update, w == private
	}
	var made message
	if c.delivered(c.rest.direct(ctx, route, method, url, p, &made), in.GuildID) {
		c.after(ctx, in, r, made.ID)
	}
}

// after does what is to be done once a response is out.
func (c *Client) after(ctx context.Context, in *interaction, r reply, id string) {
	c.bot.Remember(interactionSaid(in.ID), r.question)
	if r.update && in.Message != nil {
		c.bot.Remember(in.Message.said(), r.question)
		if !in.Message.ephemeral() {
			id = in.Message.ID
		}
		r.private = in.Message.ephemeral()
	}
	c.gave(ctx, in.caller(), id, r)
	c.deliverLater(ctx, kb.GuildID(in.GuildID), r.effects)
}

// delivered tells whether a response arrived, and logs why not. An interaction
// that is gone or was answered already is nobody's fault: Discord gave up
// waiting, or a repeated request had arrived after all.
func (c *Client) delivered(err error, guild string) bool {
	switch code := refusedWith(err); {
	case err == nil, code == codeAcknowledged:
		return true
	case code == codeUnknownInteraction, code == codeUnknownMessage:
		c.log.Debug("an interaction was over before it was answered", "guild", guild, "err", err)
	case errors.Is(err, context.Canceled):
	default:
		c.log.Error("an answer could not be sent", "guild", guild, "err", err)
	}
	return false
}

// post sends a message into a channel, in reply to another one. Where Discord
// refuses a part of it, it is sent without that part; where it refuses all, the
// bot stays quiet. Either is logged once a channel.
func (c *Client) post(ctx context.Context, to *message, r reply) {
	if c.plainOnly(to.ChannelID) {
		r = r.withoutCards()
	}
	ref := &reference{MessageID: to.ID}
	for range 3 {
		sent, err := c.create(ctx, to, r, ref)
		switch code := refusedWith(err); {
		case err == nil:
			c.bot.Remember(messageSaid(sent.ID), r.question)
			c.gave(ctx, to.caller(), sent.ID, r)
			if len(r.cards) > 0 && len(sent.Embeds) == 0 {
				c.asText(ctx, to, sent.ID, r)
			}
			return
		case code == codeNoHistory && ref != nil:
			ref = nil
			c.notice(to, "replies need Read Message History here; answering without them", err)
		case code == codeNoPermission && len(r.cards) > 0:
			r = r.withoutCards()
			c.refusesCards(to.ChannelID)
			c.notice(to, noCards, err)
		default:
			c.notice(to, "cannot answer here", err)
			return
		}
	}
}

// create sends one message. Its nonce makes Discord take a repeated one for the same.
func (c *Client) create(ctx context.Context, to *message, r reply, ref *reference) (sent message, err error) {
	r.private = false
	p := seal(r)
	p.Reference = ref
	p.Nonce, p.EnforceNonce = nonce(to.ID, r, ref), true
	url := discordgo.EndpointChannelMessages(to.ChannelID)
	err = c.rest.call(repeatable(ctx), routeMessages, http.MethodPost, url, url, p, &sent)
	return sent, err
}

// asText puts text in the place of embeds that Discord took away without a word.
func (c *Client) asText(ctx context.Context, to *message, id string, r reply) {
	c.refusesCards(to.ChannelID)
	c.notice(to, noCards, c.rewrite(ctx, to.ChannelID, id, seal(r.withoutCards())))
}

const noCards = "embeds may not be allowed here; answering with text"

// longestNonce is the most that Discord takes, in characters.
const longestNonce = 25

// nonce is the same for the same attempt to answer the same message.
func nonce(id string, r reply, ref *reference) string {
	form := "a"
	if ref == nil {
		form = "b"
	}
	if len(r.cards) == 0 {
		form += "t"
	}
	return prefix(form+id, longestNonce)
}

func (c *Client) notice(to *message, what string, err error) {
	if c.once.first(what + " " + to.ChannelID) {
		c.log.Warn(what, "guild", to.GuildID, "channel", to.ChannelID, "err", err)
	}
}

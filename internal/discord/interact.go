package discord

import (
	"context"
	"encoding/json"
	"time"

	"autofacts/internal/bot"
)

const (
	// deferAfter is when an answer that is not there yet is promised instead of
	// given: a second before Discord's three are over, for the way there.
	deferAfter = 2 * time.Second
	// answerWithin is how long a promised answer may take; Discord forgets an
	// interaction after 15 minutes.
	answerWithin = 14 * time.Minute
)

// A way is how the answer to an interaction appears.
type way int

const (
	public way = iota
	private
	update // in the place of the message with the button
)

// A handler answers an interaction. It sends nothing.
type handler func(context.Context, *interaction) reply

// A route is a handler with the way its answers appear, which must be known
// before they are: a promise is either seen by all or by one.
type route struct {
	run handler
	how func(*interaction) way
	// free of the limit on questions
	free bool
}

// routes hold what commands, buttons and forms lead to.
type routes struct {
	commands map[string]route
	buttons  map[string]route
	forms    map[string]route
	complete map[string]handler
}

func always(w way) func(*interaction) way { return func(*interaction) way { return w } }

// asAsked is private where the person asked for that.
func asAsked(in *interaction) way {
	if in.flag("private") {
		return private
	}
	return public
}

// asBefore is private where the message with the button was.
func asBefore(in *interaction) way {
	if in.Message.ephemeral() {
		return private
	}
	return public
}

// onInteraction finds the handler, lets it work and sees that Discord gets a
// response in time.
func (c *Client) onInteraction(ctx context.Context, raw json.RawMessage, at time.Time) {
	var in interaction
	if err := json.Unmarshal(raw, &in); err != nil {
		c.log.Error("an interaction could not be read", "err", err)
		return
	}
	in.settle()
	ctx, cancel := c.grace(ctx)
	defer cancel()
	if in.Type == interactionAutocomplete {
		c.completes(ctx, &in)
		return
	}
	r := c.routeOf(&in)
	w := r.how(&in)
	work := make(chan reply, 1)
	c.wait.Go(func() { work <- c.safely(ctx, r, &in) })
	late, stop := c.clock.After(deferAfter - c.clock.Now().Sub(at))
	defer stop()
	select {
	case out := <-work:
		c.respond(ctx, &in, w, out)
	case <-late:
		if c.promise(ctx, &in, w) {
			c.keepPromise(ctx, &in, w, work)
		}
	}
}

// keepPromise sends what was promised once it is there.
func (c *Client) keepPromise(ctx context.Context, in *interaction, w way, work <-chan reply) {
	late, stop := c.clock.After(answerWithin)
	defer stop()
	select {
	case out := <-work:
		c.fulfil(ctx, in, w, out)
	case <-late:
		c.fulfil(ctx, in, w, said("This took too long. Ask again in a while."))
	case <-ctx.Done(): // the program stops
	}
}

// safely runs a handler; its panic becomes a sentence.
func (c *Client) safely(ctx context.Context, r route, in *interaction) (out reply) {
	out = said(ourFault)
	defer c.survive("interaction")
	if !r.free && c.bot.Admit(in.caller()) != bot.Admitted {
		return said(tooFast)
	}
	return r.run(ctx, in)
}

const ourFault markdown = "Something went wrong on my side. It has been noted; try again in a while."

const tooFast markdown = "You are asking faster than I can keep up with. Wait a little, then ask again."

// routeOf finds what an interaction leads to. A button whose state is not
// genuine leads to a sentence.
func (c *Client) routeOf(in *interaction) route {
	var r route
	var ok bool
	switch in.Type {
	case interactionCommand:
		if r, ok = c.routes.commands[in.Data.Name]; !ok {
			return sentence("I do not know this command any more. Type / to see those that there are.")
		}
		return r
	case interactionComponent, interactionModal:
		from := c.routes.buttons
		if in.Type == interactionModal {
			from = c.routes.forms
		}
		var verb string
		if verb, in.state, ok = c.keeper.open(in.Data.CustomID, in.place()); ok {
			if r, ok = from[verb]; ok {
				return r
			}
		}
		return sentence("This button is out of date, or was not made for this place. Ask again with /ask.")
	}
	return sentence("I cannot do anything with this.")
}

func sentence(m markdown) route {
	return route{how: always(private), free: true, run: func(context.Context, *interaction) reply { return said(m) }}
}

// completes answers autocomplete, which cannot be promised: whatever happens,
// it gets a list.
func (c *Client) completes(ctx context.Context, in *interaction) {
	var out reply
	func() {
		defer c.survive("autocomplete")
		if h := c.routes.complete[in.Data.Name]; h != nil {
			out = h(ctx, in)
		}
	}()
	out.choices = sealChoices(out.choices)
	c.respond(ctx, in, private, out)
}

// graceFor is how long an answer under way may still take when the program stops.
const graceFor = 5 * time.Second

// grace gives a context that outlives its parent a little.
func (c *Client) grace(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(parent))
	stop := context.AfterFunc(parent, func() {
		sleep(ctx, c.clock, graceFor)
		cancel()
	})
	return ctx, func() { stop(); cancel() }
}

package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// DefaultBaseURL is where Discord's API is, without a version.
const DefaultBaseURL = "https://discord.com/api"

// Options are what a client is made of. Token and Bot are required.
type Options struct {
	Token   string
	Bot     *bot.Bot
	BaseURL string // DefaultBaseURL if empty; the gateway's address comes from there
	// HTTPClient gives the transport for all connections; http.DefaultTransport if nil.
	HTTPClient *http.Client
	Logger     *slog.Logger // none if nil
	Clock      Clock        // WallClock if nil
	// StateKey authenticates buttons. It must stay the same over restarts for
	// old buttons to work; derived from Token if empty.
	StateKey []byte
	// MessageContent asks for the privileged intent of that name, without which
	// the bot is complete but does not see messages that are not addressed to it.
	MessageContent bool
	// Random gives jitter in [0,1); math/rand if nil.
	Random func() float64
}

// A Client is the bot's presence on Discord.
type Client struct {
	bot    *bot.Bot
	rest   *rest
	log    *slog.Logger
	clock  Clock
	keeper keeper
	health *health
	o      Options
	routes routes
	once   notices

	threads threads

	mu    sync.Mutex
	self  string // the bot's user id, from READY
	app   string // the application's id, from READY
	plain map[string]time.Time
	wait  sync.WaitGroup // handlers under way
	busy  chan struct{}
}

// New makes a client; it connects in Run.
func New(o Options) (*Client, error) {
	if o.Token == "" {
		return nil, errors.New("no Discord token")
	}
	if o.Bot == nil {
		return nil, errors.New("no bot to speak for")
	}
	o = o.withDefaults()
	r, err := newRest(o.Token, &transport{base: o.BaseURL, next: o.HTTPClient.Transport, clock: o.Clock, invalid: &invalidCount{}})
	if err != nil {
		return nil, err
	}
	c := &Client{
		bot: o.Bot, rest: r, log: o.Logger, clock: o.Clock, keeper: newKeeper(o.StateKey),
		health: newHealth(), o: o, plain: map[string]time.Time{}, busy: make(chan struct{}, maxBusy),
		once: notices{seen: map[string]bool{}},
	}
	c.routes = c.table()
	c.routes.add(c.feedback())
	c.routes.add(c.moderation())
	for verb, r := range c.routes.forms {
		r.run = keepingTyped(r.run)
		c.routes.forms[verb] = r
	}
	return c, nil
}

func (o Options) withDefaults() Options {
	if o.BaseURL == "" {
		o.BaseURL = DefaultBaseURL
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = WallClock{}
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	if len(o.StateKey) == 0 {
		o.StateKey = []byte(o.Token)
	}
	client := http.Client{}
	if o.HTTPClient != nil {
		client = *o.HTTPClient
	}
	if client.Transport == nil {
		client.Transport = http.DefaultTransport
	}
	client.Timeout = 0 // the transport has a deadline for each attempt, a gateway has none
	o.HTTPClient = &client
	return o
}

// Health says how the connection stands. The channel is closed at the next change.
func (c *Client) Health() (Health, <-chan struct{}) { return c.health.now() }

// intents are the events that the bot asks for: being added to servers and
// removed, messages of servers and of direct conversations; interactions come
// without asking.
func (c *Client) intents() int {
	i := discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
	if c.o.MessageContent {
		i |= discordgo.IntentMessageContent
	}
	return int(i)
}

// gatewayBot is what GET /gateway/bot answers.
type gatewayBot struct {
	URL    string     `json:"url"`
	Shards int        `json:"shards"`
	Limit  startLimit `json:"session_start_limit"`
}

// Run keeps the bot on Discord until the context ends, which gives nil, or
// until Discord refuses it for good.
func (c *Client) Run(ctx context.Context) error {
	at, err := c.findGateway(ctx)
	if err != nil || ctx.Err() != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	limiter := newIdentifyLimiter(c.clock, at.Limit)
	shards := max(1, at.Shards)
	var running sync.WaitGroup
	for i := range shards {
		g := c.newGateway(at.URL, [2]int{i, shards}, limiter)
		g.handle = func(f frame) { c.receive(ctx, f) }
		running.Go(func() {
			if err := g.run(ctx); err != nil {
				cancel(err)
			}
		})
	}
	running.Go(func() { c.bot.Tend(ctx, func(g kb.GuildID, e bot.Effects) { c.deliver(ctx, g, e) }) })
	running.Wait()
	c.wait.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

func (c *Client) newGateway(url string, shard [2]int, limiter *identifyLimiter) *gateway {
	c.health.set(shard[0], stateConnecting)
	return &gateway{
		token: c.o.Token, intents: c.intents(), shard: shard, url: url,
		client: c.o.HTTPClient, clock: c.clock, log: c.log, random: c.o.Random,
		limiter: limiter, health: c.health,
	}
}

// findGateway asks where the gateway is, as long as it takes; only a refused
// token ends it.
func (c *Client) findGateway(ctx context.Context) (gatewayBot, error) {
	for failures := 1; ; failures++ {
		var at gatewayBot
		err := c.rest.call(ctx, "GET gateway/bot", http.MethodGet, discordgo.EndpointGatewayBot, "", nil, &at)
		if err == nil && at.URL != "" {
			return at, nil
		}
		var r *refusal
		if errors.As(err, &r) && r.status == http.StatusUnauthorized {
			return at, errUnauthorized
		}
		if ctx.Err() != nil {
			return at, nil
		}
		wait := (&gateway{random: c.o.Random}).backoff(failures)
		c.log.Warn("Discord cannot be reached", "err", fmt.Errorf("find the gateway: %w", err), "wait", wait)
		if !sleep(ctx, c.clock, wait) {
			return at, nil
		}
	}
}

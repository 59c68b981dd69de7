package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"autofacts/internal/bot"
	"autofacts/internal/discord"
	"autofacts/internal/store"
)

// startCmd is what runs without a subcommand.
type startCmd struct{}

// Run serves where there is a token, and otherwise opens the sandbox.
func (*startCmd) Run(a *app) error {
	if a.config.Token != "" {
		return (&serveCmd{}).Run(a)
	}
	return (&sandboxCmd{Addr: defaultSandboxAddr}).Run(a)
}

// serveCmd keeps the bot on Discord until a signal ends it.
type serveCmd struct{}

// Run wires the bot, the client and the health check, and stops them in reverse.
func (*serveCmd) Run(a *app) error {
	if a.config.Token == "" {
		return errors.New("serve needs a bot token: set DISCORD_TOKEN in the environment or in .env, as .env.example says; without one, \"autofacts sandbox\" tries the bot in the browser")
	}
	ix, err := a.index()
	if err != nil {
		return err
	}
	log := a.logger()
	kept, err := a.openStore(log)
	if err != nil {
		return err
	}
	defer closed(kept, log)
	b := bot.New(bot.Options{Index: ix, Now: a.now, Logger: log, Store: kept, Key: a.config.voteKey()})
	client, err := discord.New(a.clientOptions(b, log))
	if err != nil {
		return fmt.Errorf("connect to Discord: %w", err)
	}
	facts, lists := ix.Base().Tally()
	log.Info("starting", "facts", facts, "lists", lists, "config", a.config)
	ctx, stop := context.WithCancel(a.ctx)
	defer stop()
	closeHealth, err := a.answerHealth(client, kept, log)
	if err != nil {
		return err
	}
	defer closeHealth()
	go a.reload(ctx, b, log)
	go a.watch(ctx, kept, b, log)
	if err := client.Run(ctx); err != nil {
		return fmt.Errorf("serve Discord: %w", err)
	}
	log.Info("stopped")
	return nil
}

func (a *app) clientOptions(b *bot.Bot, log *slog.Logger) discord.Options {
	return discord.Options{
		Token: a.config.Token, Bot: b, BaseURL: a.config.APIURL, Logger: log,
		StateKey: []byte(a.config.StateKey), MessageContent: a.config.MessageContent,
	}
}

// closed closes the store at the end.
func closed(s *store.Store, log *slog.Logger) {
	if err := s.Close(); err != nil {
		log.Error("close the database", "err", err)
	}
}

// pingFor is how long the database may take to answer a health check.
const pingFor = time.Second

// reached says whether the database answers.
func reached(ctx context.Context, s *store.Store) string {
	ctx, cancel := context.WithTimeout(ctx, pingFor)
	defer cancel()
	if s.Ping(ctx) != nil {
		return "database out of reach"
	}
	return "database reached"
}

// logger writes to standard error as the configuration says.
func (a *app) logger() *slog.Logger {
	options := &slog.HandlerOptions{Level: a.config.LogLevel}
	if a.config.LogJSON {
		return slog.New(slog.NewJSONHandler(a.stderr, options))
	}
	return slog.New(slog.NewTextHandler(a.stderr, options))
}

// quieter is for a program at a terminal, where each line of the log is in the
// way: only warnings, unless LOG_LEVEL says otherwise.
func (a *app) quieter() *app {
	b := *a
	if !b.config.logLevelGiven {
		b.config.LogLevel = slog.LevelWarn
	}
	return &b
}

// reload reads the facts again on SIGHUP, all or nothing: a base that cannot be
// used leaves the present one in place.
func (a *app) reload(ctx context.Context, b *bot.Bot, log *slog.Logger) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			ix, err := a.index()
			if err != nil {
				log.Error("the facts were read again and cannot be used; the old ones stay", "err", err)
				continue
			}
			b.SetBase(ix)
			facts, lists := ix.Base().Tally()
			log.Info("the facts were read again", "facts", facts, "lists", lists)
		}
	}
}

// watch passes hints of changes on, so that bases are ready before they are asked for.
func (a *app) watch(ctx context.Context, kept *store.Store, b *bot.Bot, log *slog.Logger) {
	if err := kept.Watch(ctx, b.Changed); err != nil {
		log.Warn("changes are noticed with the next question only", "err", err)
	}
}

// healthPath is where a running bot says how it is.
const healthPath = "/healthz"

// answerHealth says on HEALTH_ADDR whether Discord is connected: 200 where it
// is, 503 where it is not. The database is told of, and decides nothing: without
// it the bot goes on answering, and a restart would not bring it back.
func (a *app) answerHealth(client *discord.Client, kept *store.Store, log *slog.Logger) (stop func(), err error) {
	if a.config.HealthAddr == "off" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", a.config.HealthAddr)
	if err != nil {
		return nil, fmt.Errorf("HEALTH_ADDR %q cannot be listened on (%w): choose another port, or off", a.config.HealthAddr, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+healthPath, func(w http.ResponseWriter, r *http.Request) {
		h, _ := client.Health()
		if !h.Ready {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		fmt.Fprintf(w, "%s, %s, heartbeat answered in %s, %s\n", h.State, count(h.Shards, "shard"), h.Latency.Round(time.Millisecond), reached(r.Context(), kept))
	})
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the health check stopped", "err", err)
		}
	}()
	return func() { _ = srv.Close() }, nil
}

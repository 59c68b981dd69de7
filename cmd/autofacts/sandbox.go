package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/discord"
	"autofacts/internal/fakediscord"
	"autofacts/internal/kb"
	"autofacts/internal/sandbox"
)

// sandboxCmd is the bot on an emulated Discord on loopback, with a page.
type sandboxCmd struct {
	Addr      string `help:"Loopback address to listen on." default:"${sandboxAddr}" placeholder:"HOST:PORT"`
	NoBot     bool   `help:"Only the emulated Discord, for a bot of one's own; prints where it is as JSON."`
	JSON      bool   `name:"json" help:"Print where everything is as one line of JSON."`
	Reset     bool   `help:"Empty the sandbox's own folder first."`
	NoBrowser bool   `help:"Do not open the browser."`
}

// defaultSandboxAddr lets the system choose a port, so that any number of
// sandboxes run side by side.
const defaultSandboxAddr = "127.0.0.1:0"

// sandboxFolder is the sandbox's own part of DATA_DIR.
const sandboxFolder = "sandbox"

// Run starts the emulator, mounts the page, points the bot at it, and waits.
func (c *sandboxCmd) Run(a *app) error {
	if c.Reset {
		if err := os.RemoveAll(filepath.Join(a.config.DataDir, sandboxFolder)); err != nil {
			return fmt.Errorf("empty the sandbox's folder: %w", err)
		}
	}
	log := a.quieter().logger()
	var base *kb.Base
	if !c.NoBot {
		var err error
		if base, err = a.base(); err != nil {
			return err
		}
	}
	emulator, err := c.emulator(base, log)
	if err != nil {
		return err
	}
	defer func() { _ = emulator.Close() }()
	if err := emulator.Start(c.Addr); err != nil {
		return usage("--addr: %w", err)
	}
	if err := c.announce(a, emulator); err != nil {
		return err
	}
	if c.NoBot {
		<-a.ctx.Done()
		return nil
	}
	return a.sandboxBot(answer.New(base), emulator.Info(), log) // the page is open while the facts are made ready
}

// emulator makes the emulated Discord, with the page over it unless a bot of
// one's own is to use it.
func (c *sandboxCmd) emulator(base *kb.Base, log *slog.Logger) (*fakediscord.Server, error) {
	emulator, err := fakediscord.New(fakediscord.Options{Logger: log})
	if err != nil {
		return nil, fmt.Errorf("make the emulated Discord: %w", err)
	}
	if c.NoBot {
		return emulator, nil
	}
	if err := sandbox.Mount(sandbox.Options{Emulator: emulator, Examples: examples(base), Logger: log}); err != nil {
		return nil, fmt.Errorf("make the page: %w", err)
	}
	return emulator, nil
}

// sandboxBot is the very same bot as on Discord, on the emulator, with a database
// of its own: what is tried here touches nothing live.
func (a *app) sandboxBot(ix *answer.Index, info fakediscord.Info, log *slog.Logger) error {
	kept, err := a.openFile(filepath.Join(a.config.DataDir, sandboxFolder), log)
	if err != nil {
		return err
	}
	defer closed(kept, log)
	b := bot.New(bot.Options{Index: ix, Now: a.now, Logger: log, Store: kept, Key: []byte(info.Token)})
	client, err := discord.New(discord.Options{Token: info.Token, Bot: b, BaseURL: info.API, Logger: log, MessageContent: true})
	if err != nil {
		return fmt.Errorf("connect to the emulated Discord: %w", err)
	}
	ctx, stop := context.WithCancel(a.ctx)
	defer stop()
	go a.reload(ctx, b, log)
	go a.watch(ctx, kept, b, log)
	return client.Run(ctx)
}

// announce prints where the sandbox is.
func (c *sandboxCmd) announce(a *app, emulator *fakediscord.Server) error {
	info := emulator.Info()
	page := pageOf(info)
	if c.NoBot || c.JSON {
		where := struct {
			fakediscord.Info
			Page string `json:"page,omitempty"`
		}{Info: info}
		if !c.NoBot {
			where.Page = page
		}
		return a.printJSON(where)
	}
	_, err := fmt.Fprintf(a.stdout, "The sandbox is open at %s\nCtrl-C closes it.\n", page)
	if !c.NoBrowser {
		a.openBrowser(page)
	}
	return err
}

// pageOf gives the address of the page: the emulator's without the path.
func pageOf(info fakediscord.Info) string {
	return strings.TrimSuffix(info.API, "api")
}

// openBrowser opens a page where there is a desktop to do it; the address has
// been printed in any case.
func (a *app) openBrowser(page string) {
	name, args := "xdg-open", []string{page}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", page}
	default:
		if a.getenv("DISPLAY") == "" && a.getenv("WAYLAND_DISPLAY") == "" {
			return
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return
	}
	cmd := exec.CommandContext(a.ctx, path, args...)
	cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}

// offered is how many example questions an empty channel shows.
const offered = 4

// examples gives questions from all over the base for a first click. Facts
// without an example question have none to offer.
func examples(b *kb.Base) []string {
	var out []string
	for _, c := range answer.Openers(b, offered) {
		if c.Question != b.Fact(c.Fact).Statement {
			out = append(out, c.Question)
		}
	}
	return out
}

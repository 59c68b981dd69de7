package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"
)

// An app is what every subcommand is given: the world, and nothing of it global.
type app struct {
	ctx    context.Context
	config config
	// misconfigured is what is wrong with the configuration; only doctor and
	// version are run in spite of it.
	misconfigured error
	facts         string // --facts or FACTS_DIR; empty for the embedded base
	getenv        func(string) string
	stdin         io.Reader
	stdout        io.Writer
	stderr        io.Writer
	now           func() time.Time
}

// commands is the command line. Each subcommand stands in a file of its own.
type commands struct {
	Facts string `help:"Folder of facts that replaces the embedded base (FACTS_DIR)." placeholder:"DIR"`

	Start   startCmd   `cmd:"" default:"1" hidden:"" help:"Serve Discord where there is a token, else open the sandbox."`
	Serve   serveCmd   `cmd:"" help:"Serve Discord."`
	Sandbox sandboxCmd `cmd:"" help:"Try the bot on an emulated Discord, in the browser."`
	Chat    chatCmd    `cmd:"" help:"Talk to the bot in the terminal."`
	Ask     askCmd     `cmd:"" help:"Answer one question, or many as JSON lines."`
	Check   checkCmd   `cmd:"" help:"Verify a fact base."`
	Eval    evalCmd    `cmd:"" help:"Measure answers against questions with gold answers."`
	Import  importCmd  `cmd:"" help:"Bring files into a server's base."`
	Export  exportCmd  `cmd:"" help:"Write a server's base, or all that is kept of it."`
	Backup  backupCmd  `cmd:"" help:"Copy the database file while the bot runs."`
	Restore restoreCmd `cmd:"" help:"Make the database file of such a copy."`
	Doctor  doctorCmd  `cmd:"" help:"Look at configuration and base, and say what is wrong."`
	Health  healthCmd  `cmd:"" help:"Ask a running bot whether it is well."`
	Version versionCmd `cmd:"" help:"Say which build this is."`
}

// An exit is an error that chooses the exit code. Where err is nil, what there is
// to say has been said.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// usage is for a command line or configuration that cannot be understood.
func usage(format string, args ...any) error { return exit{2, fmt.Errorf(format, args...)} }

// failed is for a failure that has been told already.
func failed() error { return exit{code: 1} }

// exitCode tells an error and gives the code of the process.
func exitCode(err error, stderr io.Writer) int {
	if err == nil || errors.Is(err, context.Canceled) {
		return 0
	}
	var e exit
	if !errors.As(err, &e) {
		e = exit{1, err}
	}
	if e.err != nil {
		fmt.Fprintf(stderr, "autofacts: %v\n", err)
	}
	return e.code
}

// run is the program, given its world.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	var line commands
	helped := false
	parser, err := kong.New(&line, kong.Name("autofacts"), kong.Writers(stdout, stderr),
		kong.Description("Answers questions from a curated, cited fact base. Without a command: serve where DISCORD_TOKEN is set, else sandbox."),
		kong.Vars{"sandboxAddr": defaultSandboxAddr},
		kong.Exit(func(int) { helped = true }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return fmt.Errorf("command line: %w", err)
	}
	chosen, err := parser.Parse(args)
	switch {
	case helped:
		return nil
	case err != nil:
		return usage("%w; \"autofacts --help\" lists what there is", err)
	}
	env, errFile := withDotEnv(getenv, ".env")
	conf, err := readConfig(env)
	err = errors.Join(errFile, err)
	if name := chosen.Command(); err != nil && name != "version" && name != "doctor" {
		return exit{2, err}
	}
	a := &app{ctx: ctx, config: conf, misconfigured: err, facts: conf.FactsDir, getenv: getenv, stdin: stdin, stdout: stdout, stderr: stderr, now: time.Now}
	if line.Facts != "" {
		a.facts = line.Facts
	}
	return chosen.Run(a)
}

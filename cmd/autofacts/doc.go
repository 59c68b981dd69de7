// Autofacts answers questions about an industry from a curated, cited fact base
// on Discord, and says so when the base does not hold the answer.
//
// Without a subcommand it serves Discord where there is a DISCORD_TOKEN, and
// otherwise opens the sandbox: the same bot on an emulated Discord, with a page
// in the browser. "autofacts --help" lists the other subcommands.
//
// # A tour of the code, bottom up
//
// Package kb (internal/kb) is the ground: what a fact, a source and a figure
// are, how a folder of YAML becomes a base (load.go, parse.go), and what is
// wrong with one (check.go and its neighbours). Start with kb.go.
//
// The folder facts is the curated base itself, as data; its README documents
// the format.
//
// Package answer (internal/answer) turns a question and a base into a reply. It
// is pure: Index.Ask is all of the program's judgement, without clock, log or
// network. Start with answer.go for the types and doc.go for the way of a question.
// Below it, text reads words, match learns from example questions, and search is an
// index of texts for bases that are too large to be judged fact by fact.
//
// Package eval (internal/eval) measures answers: golden questions, rates with
// intervals, comparisons of two runs, calibration.
//
// Package store (internal/store) keeps what moderators do in SQLite or
// PostgreSQL: revisions, proposals, the inbox, votes, settings, the audit.
//
// Package bot (internal/bot) is what the program does, whatever it is spoken to
// through: answering, checking, browsing, follow-ups, limits, and all that
// moderators do. Who may do what is decided there and nowhere else.
//
// Package discord (internal/discord) translates between bot and Discord. Its
// package comment follows a question from the gateway to the reply. Package
// chart draws what is sent as a picture.
//
// Package fakediscord (internal/fakediscord) is the other side: Discord's REST
// and gateway on loopback, refusing what Discord refuses. Package sandbox
// (internal/sandbox) is a page over it.
//
// This command wires them. main.go is three lines; run.go parses the command
// line; config.go reads the environment, once; each subcommand has a file of
// its own. internal/layers_test.go holds the arrows between the packages.
//
// # Exit codes
//
// 0 is success. 1 is a failure, or something found: a finding of check, a bad
// line of ask --jsonl, a regression of eval. 2 is a command line or a
// configuration that cannot be understood.
package main

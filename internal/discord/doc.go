// Package discord is the only package that knows Discord. It translates what
// people do there into calls of package bot, and what the bot says into
// messages.
//
// # The way of a question
//
// An event comes from the gateway (gateway.go, link.go) as raw JSON and is
// decoded by our own tolerant types (event.go). A router (interact.go,
// message.go) picks a handler; the handler calls the bot and returns a [reply];
// it sends nothing. The reply passes the gate (gate.go), which allows no
// mentions and keeps every limit of Discord, and is sent in one place
// (respond.go). Text that comes from facts, sources, names or people becomes
// markdown only through plain (text.go), which escapes it; a reply cannot be
// built from unescaped text without a conversion that a reader would notice.
//
// # Why the gateway client is our own
//
// The library is discordgo v0.29.0. Its types, constants and its REST session
// are used here; its gateway client is not, because its faults cannot be
// reached from outside. It keeps neither the resume address of READY nor a way
// to dial it, it re-identifies on the same socket within the call that reads
// op 9, it declares a connection dead after five missed beats and then closes
// it with 1000, which ends the session, and two of its locks meet when op 7
// comes before READY. So the supervisor here speaks the protocol itself over
// github.com/coder/websocket: about three hundred lines, all under test.
//
// The REST session of discordgo is kept for the routes of channels and
// commands, where its rate-limit buckets are right, on a transport of our own
// (transport.go) that adds deadlines, bounded retries and a count of invalid
// requests. Interaction callbacks and the edits that follow them go past the
// session: it would open a bucket for each interaction and never free it.
//
// # Buttons
//
// What a button carries is authenticated (state.go), with a key that comes from
// the configuration, so it works after a restart and cannot be forged. The
// person who clicks is checked again each time.
//
// # What is not here
//
// No answer is thought of here, no rule about who may do what is decided here
// (package bot), and nothing is stored.
package discord

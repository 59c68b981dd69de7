package discord

import (
	"encoding/json"
	"fmt"
)

// Gateway opcodes.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// A frame is one message of the gateway.
type frame struct {
	Op   int             `json:"op"`
	Seq  *int64          `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
	Data json.RawMessage `json:"d"`
}

type hello struct {
	HeartbeatInterval int64 `json:"heartbeat_interval"` // milliseconds
}

// identify opens a session. discordgo's own type still writes the property
// names of API v8 ("$os").
type identify struct {
	Token      string     `json:"token"`
	Intents    int        `json:"intents"`
	Shard      [2]int     `json:"shard"`
	Properties properties `json:"properties"`
}

type properties struct {
	OS      string `json:"os"`
	Browser string `json:"browser"`
	Device  string `json:"device"`
}

type resume struct {
	Token     string `json:"token"`
	SessionID string `json:"session_id"`
	Seq       int64  `json:"seq"`
}

// ready is what is needed of READY.
type ready struct {
	SessionID   string       `json:"session_id"`
	ResumeURL   string       `json:"resume_gateway_url"`
	User        user         `json:"user"`
	Guilds      []guildEvent `json:"guilds"`
	Shard       [2]int       `json:"shard"` // which of how many
	Application struct {
		ID string `json:"id"`
	} `json:"application"`
}

// Close codes that this side sends. Any but 1000 and 1001 keeps the session.
const (
	closeGoodbye   = 1000 // the session is over
	closeReconnect = 4000 // we come back with resume
)

// A fatalClose is a close after which no reconnecting helps.
type fatalClose struct {
	code int
	hint string
}

// Error says what Discord objects to and what to do about it.
func (f *fatalClose) Error() string {
	return fmt.Sprintf("Discord closed the gateway for good (%d): %s", f.code, f.hint)
}

// fatal gives the error of a close code that ends all attempts, or nil.
func fatal(code int) error {
	hint := ""
	switch code {
	case 4004:
		hint = "the token was not accepted; check DISCORD_TOKEN"
	case 4010:
		hint = "the shard is not valid"
	case 4011:
		hint = "the bot is on so many servers that Discord requires more shards; start it again"
	case 4012:
		hint = "this version of the gateway is no longer served; a newer version of the program is needed"
	case 4013:
		hint = "the intents are not valid"
	case 4014:
		hint = "an intent is not allowed to this bot; switch Message Content on under Bot in Discord's developer portal, or off in the configuration"
	default:
		return nil
	}
	return &fatalClose{code, hint}
}

// losesSession tells whether a close code means that the session is gone and a
// new one must be opened.
func losesSession(code int) bool { return code == 4003 || code == 4007 || code == 4009 }

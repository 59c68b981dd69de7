package fakediscord

import (
	"encoding/json"
	"strings"
	"time"
)

// The life of gateway sessions.
const (
	// sessionLog is how many events a session keeps for a resume.
	sessionLog = 1000
	// sessionLife is how long a session without a connection can be resumed.
	sessionLife = 5 * time.Minute
)

// session is what outlives a gateway connection: the intents, and the events sent, for a resume.
type session struct {
	id      string
	intents int
	shard   [2]int
	seq     int64
	log     []sent
	conn    *conn
	left    time.Time // when the connection was lost
}

// sent is one event in its final form.
type sent struct {
	seq  int64
	data []byte
}

// packet is one message of the gateway.
type packet struct {
	Op int     `json:"op"`
	D  any     `json:"d"`
	S  *int64  `json:"s"`
	T  *string `json:"t"`
}

// send numbers an event, keeps it and passes it on if there is a connection.
func (ss *session) send(event string, d any) {
	ss.seq++
	n := ss.seq
	data, err := json.Marshal(packet{D: d, S: &n, T: &event})
	if err != nil {
		return
	}
	ss.log = append(ss.log, sent{n, data})
	if len(ss.log) > sessionLog {
		ss.log = ss.log[len(ss.log)-sessionLog:]
	}
	if ss.conn != nil {
		ss.conn.push(data)
	}
}

// detach parts a session from its connection; it stays for a resume unless ended.
func (s *Server) detach(c *conn, ended bool) {
	ss := c.session
	if ss == nil || ss.conn != c {
		return
	}
	ss.conn, ss.left = nil, s.clock.Now()
	if ended {
		delete(s.sessions, ss.id)
	}
	s.stateChanged()
}

// bury forgets sessions that can no longer be resumed.
func (s *Server) bury() {
	for id, ss := range s.sessions {
		if ss.conn == nil && s.clock.Now().Sub(ss.left) > sessionLife {
			delete(s.sessions, id)
		}
	}
}

// online tells whether the bot has a connection.
func (s *Server) online() bool {
	for _, ss := range s.sessions {
		if ss.conn != nil {
			return true
		}
	}
	return false
}

// identify begins a session, or gives the close code that refuses it.
func (s *Server) identify(c *conn, d Object) int {
	if bearer(text(d, "token")) != s.token {
		return closeBadToken
	}
	intents, ok := number(d, "intents")
	if !ok || intents < 0 || intents&^knownIntents != 0 {
		return closeBadIntents
	}
	if int(intents)&privilegedIntents&^*s.options.Intents != 0 {
		return closeIntentsRefused
	}
	shard, ok := shardOf(d)
	if !ok {
		return closeBadShard
	}
	s.bury()
	ss := &session{id: secret(16), intents: int(intents), shard: shard, conn: c}
	s.sessions[ss.id] = ss
	c.session = ss
	c.compress = truth(d, "compress")
	ready := Object{
		"v": c.version, "user": s.bot, "guilds": []any{Object{"id": s.guild.id, "unavailable": true}}, "session_id": ss.id,
		"session_type": "normal", "resume_gateway_url": s.gatewayURL() + "/resume", "user_settings": Object{},
		"relationships": []any{}, "private_channels": []any{}, "presences": []any{}, "guild_join_requests": []any{},
		"geo_ordered_rtc_regions": []any{}, "application": Object{"id": s.bot.ID, "flags": s.application()["flags"]},
		"_trace": []any{"emulator"},
	}
	if given(d, "shard") {
		ready["shard"] = shard
	}
	if !ss.serves(s.guild.id, nil) || s.away != nil {
		ready["guilds"] = []any{}
	}
	ss.send("READY", ready)
	if ss.intents&intentGuilds != 0 && ss.serves(s.guild.id, nil) && s.away == nil {
		ss.send("GUILD_CREATE", s.guildCreate(ss.intents))
	}
	s.stateChanged()
	return 0
}

func shardOf(d Object) ([2]int, bool) {
	if !given(d, "shard") {
		return [2]int{0, 1}, true
	}
	list := items(d, "shard")
	if len(list) != 2 {
		return [2]int{}, false
	}
	i, ok := integer(list[0])
	n, ok2 := integer(list[1])
	return [2]int{int(i), int(n)}, ok && ok2 && n > 0 && i >= 0 && i < n
}

// resume gives a session back to a connection and replays what it missed.
func (s *Server) resume(c *conn, d Object) int {
	if bearer(text(d, "token")) != s.token {
		return closeBadToken
	}
	ss := s.sessions[text(d, "session_id")]
	seq, _ := number(d, "seq")
	if ss == nil || ss.conn == nil && s.clock.Now().Sub(ss.left) > sessionLife || len(ss.log) > 0 && seq < ss.log[0].seq-1 {
		c.op(opInvalidSession, false)
		return 0
	}
	if seq > ss.seq {
		return closeBadSeq
	}
	if ss.conn != nil && ss.conn != c {
		old := ss.conn
		ss.conn = nil
		old.end(closeUnknown, "resumed elsewhere")
	}
	ss.conn, c.session = c, ss
	for _, e := range ss.log {
		if e.seq > seq {
			c.push(e.data)
		}
	}
	ss.send("RESUMED", Object{"_trace": []any{"emulator"}})
	s.stateChanged()
	return 0
}

// bearer takes the scheme off a token; some libraries leave it on.
func bearer(token string) string { return strings.TrimPrefix(token, "Bot ") }

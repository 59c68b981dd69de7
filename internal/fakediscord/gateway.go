package fakediscord

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// The gateway's limits on what a bot sends.
const (
	maxPayload  = 4096
	maxSends    = 120
	sendsWindow = 60 * time.Second
)

// Opcodes of the gateway that the emulator sends or heeds.
const (
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opMembers        = 8
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
	opSounds         = 31
	opChannelInfo    = 43
)

// Close codes of the gateway.
const (
	closeCut            = 0 // not a code: the connection breaks off
	closeNormal         = 1000
	closeGoingAway      = 1001
	closeUnknown        = 4000
	closeUnknownOp      = 4001
	closeDecode         = 4002
	closeNoIdentity     = 4003
	closeBadToken       = 4004
	closeTwice          = 4005
	closeBadSeq         = 4007
	closeTooMany        = 4008
	closeSessionEnded   = 4009
	closeBadShard       = 4010
	closeShardsNeeded   = 4011
	closeBadVersion     = 4012
	closeBadIntents     = 4013
	closeIntentsRefused = 4014
)

// conn is one connection to the gateway. Its fields are guarded by the server's lock.
type conn struct {
	ws       *websocket.Conn
	session  *session
	version  int
	compress bool // zlib for single large payloads
	deaf     bool // a zombie: neither acknowledges nor delivers
	queue    [][]byte
	closing  bool
	code     int
	reason   string
	wake     chan struct{}
	sends    int
	sendsEnd time.Time
}

// push queues a payload for writing.
func (c *conn) push(data []byte) {
	if c.deaf || c.closing {
		return
	}
	c.queue = append(c.queue, data)
	c.poke()
}

// op queues a payload other than an event.
func (c *conn) op(op int, d any) {
	data, err := json.Marshal(packet{Op: op, D: d})
	if err == nil {
		c.push(data)
	}
}

// end closes the connection after what is queued has been written.
func (c *conn) end(code int, reason string) {
	if !c.closing {
		c.closing, c.code, c.reason = true, code, reason
	}
	c.poke()
}

func (c *conn) poke() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// serveGateway upgrades to a websocket, says hello and reads until the connection ends.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true}) // origins: see guarded
	if err != nil {
		return
	}
	ws.SetReadLimit(1 << 20)
	c := &conn{ws: ws, version: newestVersion, wake: make(chan struct{}, 1)}
	if v := q.Get("v"); v != "" {
		c.version, _ = strconv.Atoi(v)
	}
	s.mu.Lock()
	s.conns[c] = struct{}{}
	c.op(opHello, Object{"heartbeat_interval": s.options.Beat, "_trace": []any{"emulator"}})
	switch {
	case c.version < oldestVersion || c.version > newestVersion:
		c.end(closeBadVersion, closeReason(closeBadVersion))
	case !slices.Contains([]string{"", "json"}, q.Get("encoding")):
		c.end(closeDecode, "The emulator speaks JSON only.")
	}
	s.mu.Unlock()
	ctx, cancel := context.WithCancel(r.Context())
	written := make(chan struct{})
	go func() {
		defer close(written)
		s.writeLoop(ctx, c, newPacker(q.Get("compress")))
	}()
	code := s.readLoop(ctx, c)
	s.mu.Lock()
	s.detach(c, code == websocket.StatusNormalClosure || code == websocket.StatusGoingAway)
	delete(s.conns, c)
	s.mu.Unlock()
	cancel()
	<-written
	ws.CloseNow()
}

// writeLoop writes what is queued, in order, then closes if asked to.
func (s *Server) writeLoop(ctx context.Context, c *conn, p packer) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.wake:
		}
		s.mu.Lock()
		queue, closing, code, reason, compress := c.queue, c.closing, c.code, c.reason, c.compress
		c.queue = nil
		s.mu.Unlock()
		if closing && code == closeCut {
			c.ws.CloseNow()
			return
		}
		for _, data := range queue {
			kind, out := p.pack(data, compress)
			if c.ws.Write(ctx, kind, out) != nil {
				return
			}
		}
		if closing {
			c.ws.Close(websocket.StatusCode(code), reason)
			return
		}
	}
}

// readLoop handles what the bot sends and gives the code the connection ended with.
func (s *Server) readLoop(ctx context.Context, c *conn) websocket.StatusCode {
	for {
		_, data, err := c.ws.Read(ctx)
		if err != nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			if c.closing { // the emulator's own close never ends a session, whatever the echo says
				return -1
			}
			return websocket.CloseStatus(err)
		}
		s.mu.Lock()
		if code := s.receive(c, data); code != 0 {
			c.end(code, closeReason(code))
		}
		s.mu.Unlock()
	}
}

// receive handles one payload of the bot and gives the close code it deserves, or 0.
func (s *Server) receive(c *conn, data []byte) int {
	if c.closing {
		return 0
	}
	now := s.clock.Now()
	if !now.Before(c.sendsEnd) {
		c.sends, c.sendsEnd = 0, now.Add(sendsWindow)
	}
	if c.sends++; c.sends > maxSends {
		return closeTooMany
	}
	var p Object
	if len(data) > maxPayload || decode(data, &p) != nil {
		return closeDecode
	}
	op, ok := number(p, "op")
	if !ok {
		return closeDecode
	}
	d := child(p, "d")
	switch op {
	case opHeartbeat:
		c.op(opAck, nil)
		return 0
	case opIdentify, opResume:
		switch {
		case c.session != nil:
			return closeTwice
		case d == nil:
			return closeDecode
		case op == opIdentify:
			return s.identify(c, d)
		}
		return s.resume(c, d)
	case opPresence, opVoice, opMembers, opSounds, opChannelInfo:
		if c.session == nil {
			return closeNoIdentity
		}
		if op == opMembers {
			s.sendMembers(c.session, d)
		}
		return 0
	}
	return closeUnknownOp
}

func closeReason(code int) string {
	switch code {
	case closeUnknownOp:
		return "Unknown opcode."
	case closeDecode:
		return "Error while decoding payload."
	case closeNoIdentity:
		return "Not authenticated."
	case closeBadToken:
		return "Authentication failed."
	case closeTwice:
		return "Already authenticated."
	case closeBadSeq:
		return "Invalid seq."
	case closeTooMany:
		return "Rate limited."
	case closeSessionEnded:
		return "Session timed out."
	case closeBadShard:
		return "Invalid shard."
	case closeShardsNeeded:
		return "Sharding required."
	case closeBadVersion:
		return "Invalid API version."
	case closeBadIntents:
		return "Invalid intent(s)."
	case closeIntentsRefused:
		return "Disallowed intent(s)."
	}
	return ""
}

// chunkSize is how many members one GUILD_MEMBERS_CHUNK holds.
const chunkSize = 1000

// sendMembers answers op 8: members by id, by the beginning of their name, or all of them.
func (s *Server) sendMembers(ss *session, d Object) {
	wanted := texts(d, "user_ids")
	if one := text(d, "user_ids"); one != "" {
		wanted = []string{one}
	}
	query := strings.ToLower(text(d, "query"))
	all := query == "" && wanted == nil
	members, missing := []Member{}, []string{}
	for _, m := range s.memberList() {
		byID := slices.Contains(wanted, m.User.ID)
		byName := wanted == nil && strings.HasPrefix(strings.ToLower(m.User.Username), query)
		if byID || byName && (!all || ss.intents&IntentGuildMembers != 0) {
			members = append(members, m)
		}
	}
	if limit := whole(d, "limit"); limit > 0 && limit < len(members) && wanted == nil {
		members = members[:limit]
	}
	for _, id := range wanted {
		if s.members[id] == nil {
			missing = append(missing, id)
		}
	}
	for i, n := 0, max(1, (len(members)+chunkSize-1)/chunkSize); i < n; i++ {
		chunk := Object{"guild_id": s.guild.id, "chunk_index": i, "chunk_count": n,
			"members": members[i*chunkSize : min(len(members), (i+1)*chunkSize)]}
		if len(missing) > 0 {
			chunk["not_found"] = missing
		}
		if given(d, "nonce") {
			chunk["nonce"] = d["nonce"]
		}
		if truth(d, "presences") {
			chunk["presences"] = []any{}
		}
		ss.send("GUILD_MEMBERS_CHUNK", chunk)
	}
}

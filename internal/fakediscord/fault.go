package fakediscord

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Fault is something that goes wrong, as it does at Discord.
//
// On the gateway, at once and on every connection: "cut" breaks it off without a close frame; "zombie" leaves it open
// but sends and acknowledges nothing more; "op1" asks for a heartbeat; "op7" asks to reconnect; "op9" declares the
// session invalid, for good unless Resumable; "close" closes with Code, 4000 if none is given.
//
// On REST, for the next Count requests (1 if none is given) whose path holds Route: "rate-limit" answers 429 with
// RetryAfter seconds (1) and Scope ("user"); "slow" answers after MS milliseconds (1000); "error" answers with Status
// (500), Code and Message. "clear" takes back all that is left of these.
type Fault struct {
	Kind       string  `json:"kind"`
	Resumable  bool    `json:"resumable"`
	Code       int     `json:"code"`
	Count      int     `json:"count"`
	Route      string  `json:"route"`
	RetryAfter float64 `json:"retry_after"`
	Scope      string  `json:"scope"`
	MS         int     `json:"ms"`
	Status     int     `json:"status"`
	Message    string  `json:"message"`
}

// fault is a Fault of REST that is still to come.
type fault struct {
	Fault
	left int
}

// Fault makes the emulator misbehave.
func (s *Server) Fault(f Fault) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch f.Kind {
	case "cut", "zombie", "op1", "op7", "op9", "close":
		for c := range s.conns {
			s.disturb(c, f)
		}
	case "rate-limit", "slow", "error":
		s.faults = append(s.faults, &fault{f, max(1, f.Count)})
	case "clear":
		s.faults = nil
	default:
		return cannot(400, "there is no fault %q; there are cut, zombie, op1, op7, op9, close, rate-limit, slow, error, clear", f.Kind)
	}
	return nil
}

func (s *Server) disturb(c *conn, f Fault) {
	switch f.Kind {
	case "cut":
		c.end(closeCut, "")
	case "zombie":
		c.deaf = true
	case "op1":
		c.op(opHeartbeat, nil)
	case "op7":
		c.op(opReconnect, nil)
	case "op9":
		c.op(opInvalidSession, f.Resumable)
		if ss := c.session; ss != nil && !f.Resumable {
			delete(s.sessions, ss.id)
			ss.conn, c.session = nil, nil
		}
	case "close":
		code := cmp.Or(f.Code, closeUnknown)
		if ss := c.session; ss != nil && slices.Contains([]int{closeNormal, closeGoingAway, closeBadToken, closeBadSeq, closeSessionEnded}, code) {
			delete(s.sessions, ss.id)
		}
		c.end(code, closeReason(code))
	}
}

// faulty lets a fault answer a request, where one is waiting for it.
func (s *Server) faulty(w http.ResponseWriter, c *call) bool {
	f, ok := s.nextFault(c)
	if !ok {
		return false
	}
	switch f.Kind {
	case "slow":
		end, stop := s.clock.After(time.Duration(cmp.Or(f.MS, 1000)) * time.Millisecond)
		defer stop()
		select {
		case <-end:
		case <-c.r.Context().Done():
		case <-s.done:
		}
		return false
	case "rate-limit":
		after := time.Duration(cmp.Or(f.RetryAfter, 1) * float64(time.Second))
		s.answer(w, tooMany(w.Header(), after, cmp.Or(f.Scope, "user")), nil)
	default:
		status := cmp.Or(f.Status, http.StatusInternalServerError)
		s.answer(w, nil, refuse(status, f.Code, cmp.Or(f.Message, http.StatusText(status))))
	}
	return true
}

// nextFault takes the first fault that is meant for a request.
func (s *Server) nextFault(c *call) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if !strings.Contains(c.r.URL.Path, f.Route) {
			continue
		}
		if f.left--; f.left == 0 {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
		return f.Fault, true
	}
	return Fault{}, false
}

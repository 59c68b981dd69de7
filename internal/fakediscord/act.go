package fakediscord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// ActError says why a person cannot do what was asked. Status is the HTTP status of the person API: 400 for what
// Discord's client would not allow, 403 for lack of permission, 404 for what is not there, 504 where the bot did not
// respond in time.
type ActError struct {
	Status int
	Text   string
}

// Error is the sentence for whoever wrote the script.
func (e *ActError) Error() string { return e.Text }

func cannot(status int, format string, args ...any) error {
	return &ActError{status, fmt.Sprintf(format, args...)}
}

// who finds the person of an act.
func (s *Server) who(person string) (Resident, error) {
	p, ok := s.resident(person)
	if !ok {
		return p, cannot(404, "there is no person %q; use an id or a name of the list \"people\"", person)
	}
	return p, nil
}

// present finds the person of an act and a channel that they see; an empty id means the first one.
func (s *Server) present(person, channelID string) (Resident, *Channel, error) {
	p, err := s.who(person)
	if err != nil {
		return p, nil, err
	}
	if channelID == "" {
		channelID = s.order[0]
	}
	ch := s.channels[channelID]
	if ch == nil || !s.may(p.ID, ch, permViewChannel) {
		return p, nil, cannot(404, "%s sees no channel %q; GET /act/%s/state lists the channels", p.Name, channelID, p.ID)
	}
	return p, ch, nil
}

// which finds a message of a channel that a person sees.
func (s *Server) which(p Resident, ch *Channel, messageID string) (*stored, error) {
	m := s.findAny(ch.ID, messageID)
	if m == nil || !s.sees(p.ID, m) {
		return nil, cannot(404, "%s sees no message %q in this channel", p.Name, messageID)
	}
	return m, nil
}

// maxAct is the greatest body of an act, files included.
const maxAct = 32 << 20

// handleActs adds the person API to mux.
func (s *Server) handleActs(mux *http.ServeMux) {
	mux.HandleFunc("POST /act/fault", act(func(r *http.Request, in Fault) (any, error) { return Object{"ok": true}, s.Fault(in) }))
	mux.HandleFunc("POST /act/{person}/send", plainAct(s.Send))
	mux.HandleFunc("POST /act/{person}/edit", plainAct(s.Edit))
	mux.HandleFunc("POST /act/{person}/delete", plainAct(s.Delete))
	mux.HandleFunc("POST /act/{person}/react", plainAct(s.React))
	mux.HandleFunc("POST /act/{person}/command", askingAct(s.Command))
	mux.HandleFunc("POST /act/{person}/autocomplete", act(func(r *http.Request, in Command) (any, error) {
		choices, err := s.Autocomplete(r.Context(), r.PathValue("person"), in)
		return Object{"choices": choices}, err
	}))
	mux.HandleFunc("POST /act/{person}/menu", askingAct(s.Menu))
	mux.HandleFunc("POST /act/{person}/click", askingAct(s.Click))
	mux.HandleFunc("POST /act/{person}/select", askingAct(s.Select))
	mux.HandleFunc("POST /act/{person}/modal", askingAct(s.Submit))
	mux.HandleFunc("GET /act/{person}/channels/{id}/messages", s.actMessages)
	mux.HandleFunc("GET /act/{person}/state", func(w http.ResponseWriter, r *http.Request) {
		v, err := s.State(r.PathValue("person"))
		writeAct(w, v, err)
	})
	mux.HandleFunc("GET /act/{person}/events", s.serveEvents)
	mux.HandleFunc("/act/", func(w http.ResponseWriter, r *http.Request) {
		writeAct(w, nil, cannot(404, "there is no %s %s; the calls are POST /act/{person}/send, edit, delete, react, command, autocomplete, menu, click, select, modal, "+
			"GET /act/{person}/state, events, channels/{id}/messages, and POST /act/fault", r.Method, r.URL.Path))
	})
}

// plainAct is the handler of an act that is done at once.
func plainAct[In any](do func(person string, in In) (Message, error)) http.HandlerFunc {
	return act(func(r *http.Request, in In) (any, error) { return do(r.PathValue("person"), in) })
}

// askingAct is the handler of an act that waits for the bot.
func askingAct[In any](do func(ctx context.Context, person string, in In) (Outcome, error)) http.HandlerFunc {
	return act(func(r *http.Request, in In) (any, error) { return do(r.Context(), r.PathValue("person"), in) })
}

// act makes an HTTP handler of something a person does: it reads the JSON body, does it, answers.
func act[In any](do func(*http.Request, In) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in In
		body, err := io.ReadAll(io.LimitReader(r.Body, maxAct))
		if err == nil && len(body) > 0 {
			err = decode(body, &in)
		}
		if err != nil {
			writeAct(w, nil, cannot(400, "the body is not the JSON that %s takes: %v", r.URL.Path, err))
			return
		}
		v, err := do(r, in)
		writeAct(w, v, err)
	}
}

func writeAct(w http.ResponseWriter, v any, err error) {
	status := http.StatusOK
	if err != nil {
		status, v = http.StatusInternalServerError, Object{"error": err.Error()}
		var e *ActError
		if errors.As(err, &e) {
			status = e.Status
		}
	}
	b, err := json.Marshal(v)
	if err != nil {
		status, b = http.StatusInternalServerError, []byte(`{"error":"the answer cannot be written as JSON"}`)
	}
	write(w, status, b)
}

// maxWait bounds how long a request for messages waits, in milliseconds.
const maxWait = 60_000

// actMessages answers GET /act/{person}/channels/{id}/messages.
func (s *Server) actMessages(w http.ResponseWriter, r *http.Request) {
	q, person, channel := r.URL.Query(), r.PathValue("person"), r.PathValue("id")
	wait, err := strconv.Atoi(q.Get("wait_ms"))
	if q.Get("wait_ms") != "" && (err != nil || wait < 0 || wait > maxWait) {
		writeAct(w, nil, cannot(400, "wait_ms is a number of milliseconds from 0 to %d, not %q", maxWait, q.Get("wait_ms")))
		return
	}
	after := q.Get("after")
	if after != "" && !isSnowflake(after) {
		writeAct(w, nil, cannot(400, "after is the id of a message, not %q", after))
		return
	}
	end, stop := s.clock.After(time.Duration(wait) * time.Millisecond)
	defer stop()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		list, err := s.Messages(person, channel, after)
		if err != nil || len(list) > 0 || wait == 0 {
			writeAct(w, list, err)
			return
		}
		select {
		case <-changed:
		case <-end:
			wait = 0
		case <-r.Context().Done():
			return
		case <-s.done:
			wait = 0
		}
	}
}

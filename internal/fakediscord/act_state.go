package fakediscord

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// State is what a person's Discord shows around the messages.
type State struct {
	Guild    Object   `json:"guild"` // id, name
	Me       Resident `json:"me"`
	People   []Object `json:"people"`   // id, name, role, bot
	Roles    []Object `json:"roles"`    // id, name; what a menu of roles offers
	Channels []Object `json:"channels"` // id, name, type, topic, parent_id; those the person sees
	Commands []Object `json:"commands"` // those the person may use somewhere
	Bot      Object   `json:"bot"`      // id, name, online
}

// State gives what a person sees around the messages: the channels, their direct messages with the bot among them,
// the people, the commands they may use.
func (s *Server) State(person string) (State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.who(person)
	if err != nil {
		return State{}, err
	}
	return s.state(p), nil
}

func (s *Server) state(p Resident) State {
	st := State{Guild: Object{"id": s.guild.id, "name": s.guild.name}, Me: p, Channels: []Object{}, Commands: []Object{},
		Bot: Object{"id": s.bot.ID, "name": s.bot.Username, "online": s.online()}}
	for _, x := range s.people {
		st.People = append(st.People, Object{"id": x.ID, "name": x.Name, "role": x.Role, "bot": false})
	}
	st.People = append(st.People, Object{"id": s.bot.ID, "name": s.bot.Username, "role": "bot", "bot": true})
	for _, r := range s.guild.roles {
		st.Roles = append(st.Roles, Object{"id": r.ID, "name": r.Name})
	}
	for _, id := range s.order {
		st.addChannel(s, p, s.channels[id])
	}
	for _, t := range s.activeThreads() {
		st.addChannel(s, p, &t)
	}
	dm := s.dmWith(p.ID)
	st.Channels = append(st.Channels, Object{"id": dm.ID, "name": s.bot.Username, "type": channelDM, "topic": nil, "parent_id": nil})
	seen := map[string]bool{}
	for _, ch := range []*Channel{s.channels[s.order[0]], dm} {
		for _, o := range s.offered(ch) {
			if id := text(o, "id"); !seen[id] && s.permitted(p, ch, o) {
				seen[id] = true
				st.Commands = append(st.Commands, o)
			}
		}
	}
	return st
}

func (st *State) addChannel(s *Server, p Resident, ch *Channel) {
	if s.may(p.ID, ch, permViewChannel) {
		st.Channels = append(st.Channels, Object{"id": ch.ID, "name": ch.Name, "type": ch.Type, "topic": ch.Topic, "parent_id": ch.ParentID})
	}
}

// watcher is a page, or a test, that follows what a person sees.
type watcher struct {
	person string
	events chan []byte
}

// watcherRoom is how many events may wait for a watcher; one that falls further behind is cut off and has to begin again.
const watcherRoom = 256

// Event is one thing that a person sees happen.
type Event struct {
	Type string `json:"type"` // message_create, message_update, message_delete, reaction, state, typing, interaction
	Data any    `json:"data"`
}

// tell shows something to every watcher; data gives what a person sees of it, nil for nothing.
func (s *Server) tell(kind string, data func(person string) any) {
	close(s.changed)
	s.changed = make(chan struct{})
	for w := range s.watchers {
		v := data(w.person)
		if v == nil {
			continue
		}
		b, err := json.Marshal(Event{kind, v})
		if err != nil {
			continue
		}
		select {
		case w.events <- b:
		default:
			delete(s.watchers, w)
			close(w.events)
		}
	}
}

// stateChanged shows everybody their state anew.
func (s *Server) stateChanged() {
	s.tell("state", func(person string) any {
		p, ok := s.resident(person)
		if !ok {
			return nil
		}
		return s.state(p)
	})
}

// Watch gives the JSON of the events that a person sees, each an Event, until stop is called. The channel is closed
// where the reader falls far behind.
func (s *Server) Watch(person string) (events <-chan []byte, stop func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.who(person)
	if err != nil {
		return nil, nil, err
	}
	w := &watcher{person: p.ID, events: make(chan []byte, watcherRoom)}
	s.watchers[w] = struct{}{}
	return w.events, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if _, there := s.watchers[w]; there {
			delete(s.watchers, w)
			close(w.events)
		}
	}, nil
}

// serveEvents answers GET /act/{person}/events with server-sent events.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	events, stop, err := s.Watch(r.PathValue("person"))
	if err != nil {
		writeAct(w, nil, err)
		return
	}
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprint(w, ": connected\n\n")
	flush := http.NewResponseController(w)
	flush.Flush()
	for {
		select {
		case b, open := <-events:
			if !open {
				return
			}
			fmt.Fprintf(w, "data: %s\n\n", b)
			flush.Flush()
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
}

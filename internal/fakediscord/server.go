package fakediscord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"autofacts/internal/fakediscord/spec"
)

// Server is one emulated Discord: a world, its REST interface, its gateway and the people in it.
// All of its methods may be called from several goroutines.
type Server struct {
	options Options
	spec    *spec.Checker
	clock   Clock
	log     *slog.Logger
	routes  []route

	mu        sync.Mutex      // guards everything below
	files     map[string]file // uploaded content, by the path it is served under
	base      string          // http://127.0.0.1:PORT
	lastID    int64
	token     string
	publicKey string
	denied    int64 // permissions the bot lacks
	guild     guild
	bot       *User
	away      *Member // the bot's membership while it is removed from the server, else nil
	users     map[string]*User
	members   map[string]*Member
	people    []Resident
	channels  map[string]*Channel
	order     []string // channel ids, in the order of the list
	messages  map[string][]*stored
	nonces    map[string]string // channel and nonce to message id
	threads   map[string]map[string]ThreadMember
	global    []Object // application commands, each whole
	local     []Object // commands of the server
	sessions  map[string]*session
	conns     map[*conn]struct{}
	talks     map[string]*interaction
	byToken   map[string]*interaction
	buckets   map[string]*bucket
	faults    []*fault
	watchers  map[*watcher]struct{}
	changed   chan struct{} // closed and replaced whenever something that people see changes
	lacking   map[string]int
	page      http.Handler

	http *http.Server
	done chan struct{}
}

// guild is the one server of the world.
type guild struct {
	id, name, owner string
	roles           []*Role
}

// Resident is a person of the world as Info lists them.
type Resident struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Role   string `json:"role"`
	locale string

	installed bool
}

// Info is what a bot and a script need in order to use the emulator; its JSON is the line that
// `autofacts sandbox --no-bot` prints.
type Info struct {
	API           string     `json:"api"`
	Gateway       string     `json:"gateway"`
	Act           string     `json:"act"`
	Token         string     `json:"token"`
	ApplicationID string     `json:"application_id"`
	PublicKey     string     `json:"public_key"`
	GuildID       string     `json:"guild_id"`
	ChannelID     string     `json:"channel_id"`
	People        []Resident `json:"people"`
}

// New builds the world of o; it listens nowhere until Start or until its Handler is served.
func New(o Options) (*Server, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	public, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, fmt.Errorf("make the application's key: %w", err)
	}
	if o.Spec == nil {
		if o.Spec, err = spec.New(); err != nil {
			return nil, fmt.Errorf("read Discord's specification: %w", err)
		}
	}
	s := &Server{
		options: o, spec: o.Spec, clock: o.Clock, log: o.Logger, base: strings.TrimRight(o.BaseURL, "/"),
		files: map[string]file{}, publicKey: hex.EncodeToString(public),
		users: map[string]*User{}, members: map[string]*Member{}, channels: map[string]*Channel{},
		messages: map[string][]*stored{}, nonces: map[string]string{}, threads: map[string]map[string]ThreadMember{},
		sessions: map[string]*session{}, conns: map[*conn]struct{}{}, talks: map[string]*interaction{},
		byToken: map[string]*interaction{}, buckets: map[string]*bucket{}, watchers: map[*watcher]struct{}{},
		changed: make(chan struct{}), lacking: map[string]int{}, done: make(chan struct{}),
	}
	s.routes = table()
	s.seed()
	return s, nil
}

// Start listens on addr, "127.0.0.1:0" for any free port, and serves until Close. It refuses to listen anywhere
// but on loopback.
func (s *Server) Start(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen for the emulated Discord: %w", err)
	}
	if a, ok := l.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
		l.Close()
		return fmt.Errorf("listen for the emulated Discord: %s is not a loopback address, use 127.0.0.1", addr)
	}
	s.mu.Lock()
	s.base = "http://" + l.Addr().String()
	s.http = &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	srv := s.http
	s.mu.Unlock()
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("emulated Discord stopped", "err", err)
		}
	}()
	return nil
}

// Mount has h answer every path that is not the emulator's own, so that a page can be served from the same origin.
// It must be called before the first request.
func (s *Server) Mount(h http.Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.page = h
}

// Handler serves /api, /gateway, /act and /attachments, and on every other path what Mount was given.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.serveAPI)
	mux.HandleFunc("/gateway", s.serveGateway)
	mux.HandleFunc("/gateway/", s.serveGateway)
	mux.HandleFunc("/attachments/", s.serveFile)
	s.handleActs(mux)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		page := s.page
		s.mu.Unlock()
		if page == nil {
			http.NotFound(w, r)
			return
		}
		page.ServeHTTP(w, r)
	})
	return s.guarded(mux)
}

// guarded lets in only requests addressed to loopback and, from browsers, only pages of the emulator's own origin.
func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) {
			http.Error(w, "the emulator answers to loopback addresses only, not to "+r.Host, http.StatusForbidden)
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host ||
			origin == "" && r.Header.Get("Sec-Fetch-Site") == "cross-site" {
			http.Error(w, "a page of another origin may not use the emulator", http.StatusForbidden)
			return
		}
		s.mu.Lock()
		if s.base == "" {
			s.base = "http://" + r.Host
		}
		s.mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

func loopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Info says where the emulator is and who is in it. Addresses are empty before Start, unless Options.BaseURL was given.
func (s *Server) Info() Info {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Info{
		API: s.base + "/api", Gateway: s.gatewayURL(), Act: s.base + "/act", Token: s.token,
		ApplicationID: s.bot.ID, PublicKey: s.publicKey, GuildID: s.guild.id, ChannelID: s.order[0],
		People: slices.Clone(s.people),
	}
}

func (s *Server) gatewayURL() string { return "ws" + strings.TrimPrefix(s.base, "http") + "/gateway" }

// Lacking counts the requests for routes of Discord that the emulator does not have, by method and path template.
func (s *Server) Lacking() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.lacking)
}

// Close drops every connection and stops listening.
func (s *Server) Close() error {
	s.mu.Lock()
	select {
	case <-s.done:
	default:
		close(s.done)
	}
	for c := range s.conns {
		c.end(closeGoingAway, "going away")
	}
	srv := s.http
	s.mu.Unlock()
	if srv == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if srv.Shutdown(ctx) != nil {
		return srv.Close()
	}
	return nil
}

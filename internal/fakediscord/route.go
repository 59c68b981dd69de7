package fakediscord

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// auth is what a route asks of its caller.
type auth int

const (
	authBot  auth = iota // the header "Authorization: Bot TOKEN"
	authNone             // nothing, or a token in the path
)

// route is one operation of the REST interface; path is written as in Discord's specification.
type route struct {
	method, path string
	auth         auth
	run          func(*Server, *call) (any, error)
}

// call is one request on its way through a route.
type call struct {
	r       *http.Request
	route   *route
	vars    map[string]string
	version int
	body    []byte // the JSON part of the request
	in      Object // body, if it is an object; never nil
	array   []any  // body, if it is an array
	uploads []upload
}

// reply is an answer with a status other than 200 (a value) and 204 (nil).
type reply struct {
	status int
	body   any
}

// apiVersions are those of Discord that answer: 9 and 10 are current, 8 still works.
const oldestVersion, newestVersion = 8, 10

// serveAPI answers one REST request: it finds the route, reads the body, then runs the handler with the world locked.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	version, parts, err := splitPath(r.URL)
	if err == nil {
		var rt *route
		var vars map[string]string
		if rt, vars, err = s.match(r.Method, parts); err == nil {
			s.serveRoute(w, &call{r: r, route: rt, vars: vars, version: version, in: Object{}})
			return
		}
	}
	s.answer(w, nil, err)
}

func (s *Server) serveRoute(w http.ResponseWriter, c *call) {
	if s.faulty(w, c) {
		return
	}
	read := c.read() // outside of the lock: the client may be slow
	s.mu.Lock()
	status, body := s.handle(w.Header(), c, read)
	s.mu.Unlock()
	s.log.Debug("rest", "method", c.route.method, "route", c.route.path, "status", status)
	write(w, status, body)
}

// handle runs the route and gives the finished answer; the caller holds the lock.
func (s *Server) handle(h http.Header, c *call, read error) (int, []byte) {
	if c.route.auth == authBot && c.r.Header.Get("Authorization") != "Bot "+s.token {
		return encode(nil, unauthorized())
	}
	if limited := s.limit(h, c); limited != nil {
		return encode(limited, nil)
	}
	if read != nil {
		return encode(nil, read)
	}
	if err := c.checkVars(); err != nil {
		return encode(nil, err)
	}
	return encode(c.route.run(s, c))
}

func (s *Server) answer(w http.ResponseWriter, v any, err error) {
	status, body := encode(v, err)
	write(w, status, body)
}

// encode turns what a handler returned into a status and a body.
func encode(v any, err error) (int, []byte) {
	status := http.StatusOK
	if err != nil {
		var r *Refusal
		if !errors.As(err, &r) {
			r = refuse(500, 0, "500: Internal Server Error")
		}
		status, v = r.Status, r.body()
	}
	if rep, ok := v.(reply); ok {
		status, v = rep.status, rep.body
	}
	if v == nil {
		if status == http.StatusOK {
			status = http.StatusNoContent
		}
		return status, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return http.StatusInternalServerError, []byte(`{"message":"500: Internal Server Error","code":0}`)
	}
	return status, b
}

func write(w http.ResponseWriter, status int, body []byte) {
	if body != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	w.Write(body) // a client that has gone away needs no answer
}

// splitPath takes /api/v10/channels/1 apart into the version and the decoded segments.
func splitPath(u *url.URL) (int, []string, error) {
	raw := strings.Split(strings.Trim(strings.TrimPrefix(u.EscapedPath(), "/api"), "/"), "/")
	version := newestVersion
	if v, ok := strings.CutPrefix(raw[0], "v"); ok && len(raw) > 0 {
		if n, err := strconv.Atoi(v); err == nil {
			if n < oldestVersion || n > newestVersion {
				return 0, nil, refuse(400, 50041, "Invalid API version provided")
			}
			version, raw = n, raw[1:]
		}
	}
	for i, part := range raw {
		p, err := url.PathUnescape(part)
		if err != nil {
			return 0, nil, notFoundRoute()
		}
		raw[i] = p
	}
	return version, raw, nil
}

// match finds the route of a path, the one with the fewest variables where several fit.
func (s *Server) match(method string, parts []string) (*route, map[string]string, error) {
	var best *route
	var bestVars map[string]string
	known := false
	for i := range s.routes {
		vars, ok := fits(s.routes[i].path, parts)
		if !ok {
			continue
		}
		known = true
		if s.routes[i].method == method && (best == nil || len(vars) < len(bestVars)) {
			best, bestVars = &s.routes[i], vars
		}
	}
	switch {
	case best != nil:
		return best, bestVars, nil
	case s.isLacking(method, parts):
		return nil, nil, refuse(501, 0, "501: the emulator does not have "+method+" /"+strings.Join(parts, "/"))
	case known:
		return nil, nil, wrongMethod()
	}
	return nil, nil, notFoundRoute()
}

// isLacking tells whether Discord has the operation, and if so counts the request.
func (s *Server) isLacking(method string, parts []string) bool {
	template, ok := s.spec.Has(method, "/"+strings.Join(parts, "/"))
	if !ok {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lacking[method+" "+template]++
	s.log.Warn("route not emulated", "route", method+" "+template)
	return true
}

// fits compares a path with a template and gives its variables.
func fits(template string, parts []string) (map[string]string, bool) {
	want := strings.Split(strings.Trim(template, "/"), "/")
	if len(want) != len(parts) {
		return nil, false
	}
	vars := map[string]string{}
	for i, w := range want {
		if name, ok := strings.CutPrefix(w, "{"); ok {
			vars[strings.TrimSuffix(name, "}")] = parts[i]
		} else if w != parts[i] {
			return nil, false
		}
	}
	return vars, true
}

// checkVars refuses ids in the path that are none.
func (c *call) checkVars() error {
	for name, v := range c.vars {
		if strings.HasSuffix(name, "_id") && !isSnowflake(v) {
			return invalidField(name, "NUMBER_TYPE_COERCE", "Value \""+v+"\" is not snowflake.")
		}
	}
	return nil
}

// valid checks the body against Discord's specification and documentation.
func (s *Server) valid(c *call) error {
	body := c.body
	if body == nil {
		body = encoded(c.in)
	}
	return invalidForm(s.spec.Check(c.route.method, c.route.path, body))
}

// query reads an integer of the query string within bounds, or a default.
func (c *call) query(name string, otherwise, least, most int) (int, error) {
	v := c.r.URL.Query().Get(name)
	if v == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(v)
	switch {
	case err != nil:
		return 0, invalidField(name, "NUMBER_TYPE_COERCE", "Value \""+v+"\" is not int.")
	case n < least:
		return 0, invalidField(name, "NUMBER_TYPE_MIN", "int value should be greater than or equal to "+strconv.Itoa(least)+".")
	case n > most:
		return 0, invalidField(name, "NUMBER_TYPE_MAX", "int value should be less than or equal to "+strconv.Itoa(most)+".")
	}
	return n, nil
}

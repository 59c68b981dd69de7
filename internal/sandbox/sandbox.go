// Package sandbox is a page in the browser that shows a small Discord over an emulated one.
//
// The page is plain HTML, CSS and JavaScript, embedded as it lies in the folder page. It acts only through the person
// API of the emulator (package fakediscord): it sends, clicks, and follows GET /act/{person}/events, so that whatever
// can be done on the page can be done by a script. It knows no bot; any bot that is connected to the emulator can be
// tried on it.
//
// The page loads nothing from elsewhere, and its Content-Security-Policy forbids it to. Message text is written by
// strangers: the scripts build text nodes and elements, and nowhere parse HTML.
package sandbox

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"mime"
	"net/http"
	"path"

	"autofacts/internal/fakediscord"
)

//go:embed page
var files embed.FS

// Options say what the page is laid over.
type Options struct {
	Emulator *fakediscord.Server // the emulated Discord; required
	Examples []string            // questions that an empty channel offers; one that begins with / is a command
	Logger   *slog.Logger        // nil: nothing is logged
}

// policy lets the page use what comes from its own origin, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'none'; frame-ancestors 'none'; base-uri 'none'"

// Mount puts the page on the emulator, which then serves both under one origin: the page at /, itself at /api,
// /gateway, /act and /attachments. It must be called before the emulator's first request.
func Mount(o Options) error {
	if o.Emulator == nil {
		return errors.New("sandbox: an emulator is needed")
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	sub, err := fs.Sub(files, "page")
	if err != nil {
		return err
	}
	p := &page{files: sub, options: o}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { p.file(w, "index.html") })
	mux.HandleFunc("GET /page/{name}", func(w http.ResponseWriter, r *http.Request) { p.file(w, r.PathValue("name")) })
	mux.HandleFunc("GET /page/config.json", p.config)
	o.Emulator.Mount(harmless(mux))
	return nil
}

type page struct {
	files   fs.FS
	options Options
}

// file serves one embedded file. They are few, small and may change with every build, so that no browser keeps them.
func (p *page) file(w http.ResponseWriter, name string) {
	b, err := fs.ReadFile(p.files, name)
	if err != nil {
		http.Error(w, "the page has no file "+name, http.StatusNotFound)
		return
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if path.Ext(name) == ".js" {
		kind = "text/javascript; charset=utf-8" // some machines have another opinion in their registry
	}
	w.Header().Set("Content-Type", kind)
	if _, err := w.Write(b); err != nil {
		p.options.Logger.Debug("page not delivered", "err", err)
	}
}

// config tells the page what it cannot learn as a person: who may sit down, and what to offer in an empty channel.
func (p *page) config(w http.ResponseWriter, r *http.Request) {
	info := p.options.Emulator.Info()
	examples := p.options.Examples
	if examples == nil {
		examples = []string{}
	}
	w.Header().Set("Content-Type", "application/json")
	err := json.NewEncoder(w).Encode(map[string]any{
		"people": info.People, "guild_id": info.GuildID, "channel_id": info.ChannelID, "examples": examples,
	})
	if err != nil {
		p.options.Logger.Debug("configuration not delivered", "err", err)
	}
}

// harmless has the browser load nothing from elsewhere, guess no types and keep nothing. Who may ask at all, loopback
// and the page's own origin, is the emulator's to decide.
func harmless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

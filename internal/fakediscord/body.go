package fakediscord

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // sizes of uploaded pictures
	_ "image/jpeg" // the same
	_ "image/png"  // the same
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The sizes that Discord accepts, in bytes.
const (
	maxFile    = 10 << 20
	maxRequest = 25 << 20
	// readAtMost bounds what is read of a request that is refused anyway: a client that is still sending
	// would take an early answer for a broken connection.
	readAtMost = 64 << 20
)

// upload is one file of a multipart request; key is the number in "files[0]".
type upload struct {
	key, name, kind string
	data            []byte
}

// file is a stored upload as it is served.
type file struct {
	kind string
	data []byte
}

var uploadKey = regexp.MustCompile(`^files?\[?(\d*)\]?$`)

// read takes in the body: JSON alone, or multipart with files and the JSON in "payload_json".
func (c *call) read() error {
	kind, params, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	raw, err := io.ReadAll(io.LimitReader(c.r.Body, readAtMost))
	if err != nil {
		return refuse(400, 50109, "The request body contains invalid JSON.")
	}
	if len(raw) > maxRequest {
		return entityTooLarge()
	}
	switch {
	case kind == "multipart/form-data":
		if err := c.readParts(multipart.NewReader(bytes.NewReader(raw), params["boundary"])); err != nil {
			return err
		}
	case len(bytes.TrimSpace(raw)) == 0:
	case kind != "application/json":
		return invalidField("", "CONTENT_TYPE_INVALID", `Expected "Content-Type" header to be one of {'application/json', 'multipart/form-data'}.`)
	default:
		c.body = raw
	}
	return c.parse()
}

func (c *call) readParts(parts *multipart.Reader) error {
	form := Object{}
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return invalidField("", "MULTIPART_INVALID", "The multipart body cannot be read.")
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return invalidField("", "MULTIPART_INVALID", "The multipart body cannot be read.")
		}
		key := uploadKey.FindStringSubmatch(p.FormName())
		switch {
		case p.FormName() == "payload_json":
			c.body = data
		case key != nil && p.FileName() != "":
			if len(data) > maxFile {
				return entityTooLarge()
			}
			n := key[1]
			if n == "" {
				n = "0"
			}
			c.uploads = append(c.uploads, upload{n, path.Base(p.FileName()), kindOf(p.Header.Get("Content-Type"), p.FileName(), data), data})
		default:
			form[p.FormName()] = string(data)
		}
	}
	if c.body == nil {
		c.in = form
	}
	return nil
}

// kindOf settles a file's content type: by its name, then by what it holds.
func kindOf(said, name string, data []byte) string {
	if byName := mime.TypeByExtension(path.Ext(name)); byName != "" {
		return byName
	}
	if said != "" && said != "application/octet-stream" {
		return said
	}
	return http.DetectContentType(data)
}

func (c *call) parse() error {
	if len(c.body) == 0 {
		return nil
	}
	var v any
	if err := decode(c.body, &v); err != nil {
		return refuse(400, 50109, "The request body contains invalid JSON.")
	}
	switch v := v.(type) {
	case Object:
		c.in = v
	case []any:
		c.array = v
	default:
		return invalidField("", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
	}
	return nil
}

// attach makes attachments of the request's files and of those that stay (kept, by id), as the list "attachments"
// of the body describes them. listed is that list; where the body has none, all files are taken and all kept stay.
func (s *Server) attach(c *call, listed []Object, hasList bool, channelID string, kept []Attachment) ([]Attachment, error) {
	out := []Attachment{}
	if !hasList {
		out = append(out, kept...)
	}
	described := map[string]Object{}
	for i, o := range listed {
		id := idOf(o, "id")
		old := slices.IndexFunc(kept, func(a Attachment) bool { return a.ID == id })
		isUpload := slices.ContainsFunc(c.uploads, func(u upload) bool { return u.key == id })
		switch {
		case old >= 0:
			a := kept[old]
			if given(o, "description") {
				a.Description = text(o, "description")
			}
			out = append(out, a)
		case isUpload:
			described[id] = o
		default:
			return nil, invalidField(join("attachments", i), "ATTACHMENT_NOT_FOUND", "There is no file with the id "+id+" in the request.")
		}
	}
	for _, u := range c.uploads {
		o := described[u.key]
		if name := text(o, "filename"); name != "" {
			u.name = path.Base(name)
		}
		out = append(out, s.store(u, text(o, "description"), channelID))
	}
	if len(out) > 10 {
		return nil, refuse(400, 30015, "Maximum number of attachments in a message reached (10)")
	}
	return out, nil
}

// store keeps a file and gives its attachment.
func (s *Server) store(u upload, description, channelID string) Attachment {
	id := s.nextID()
	name := safeName(u.name)
	where := fmt.Sprintf("/attachments/%s/%s/%s", channelID, id, name)
	s.files[where] = file{u.kind, u.data}
	a := Attachment{ID: id, Filename: name, Description: description, ContentType: u.kind, Size: len(u.data),
		URL: s.base + where, ProxyURL: s.base + where}
	if name != u.name {
		a.Title = u.name
	}
	if size, _, err := image.DecodeConfig(bytes.NewReader(u.data)); err == nil {
		a.Width, a.Height = size.Width, size.Height
	}
	return a
}

// safeName keeps of a file's name what Discord keeps: letters of ASCII, digits, dot, dash, underscore.
func safeName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '_'
	}, name)
	if strings.Trim(name, ".") == "" {
		return "file"
	}
	return name
}

// serveFile answers for an attachment's address.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f, ok := s.files[r.URL.Path]
	s.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(f.data)))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", "sandbox") // somebody's upload, never a page of ours
	w.Write(f.data)
}

package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// A refusal is Discord saying no. It holds nothing of the request but its route.
type refusal struct {
	route  string // "POST channels/messages", without ids or tokens
	status int
	code   int // Discord's own code, 0 if none
	text   string
}

// Error says what was refused and why.
func (r *refusal) Error() string {
	return fmt.Sprintf("%s: Discord answered %d (code %d: %s)", r.route, r.status, r.code, r.text)
}

// Routes as errors name them, without ids or tokens.
const (
	routeCallback = "POST interactions/callback"
	routeOriginal = "PATCH webhooks/messages/@original"
	routeFollow   = "POST webhooks"
	routeMessages = "POST channels/messages"
	routeChannel  = "GET channels"
	routeRead     = "GET channels/messages"
	routeRewrite  = "PATCH channels/messages"
	routeErase    = "DELETE channels/messages"
	routeDM       = "POST users/@me/channels"
)

// The codes of Discord that mean something to this program.
const (
	codeUnknownMessage     = 10008
	codeUnknownInteraction = 10062
	codeAcknowledged       = 40060
	codeClosedDM           = 50007
	codeNoPermission       = 50013
	codeStranger           = 50278 // no server in common with the bot
	codeNoHistory          = 160002
)

// refusedWith gives the code with which Discord refused, or 0.
func refusedWith(err error) int {
	var r *refusal
	if errors.As(err, &r) {
		return r.code
	}
	return 0
}

// A rest speaks to Discord's REST interface. What has a rate-limit bucket of
// its own goes through discordgo's session, what belongs to one interaction
// goes past it.
type rest struct {
	session *discordgo.Session
	plain   *http.Client
}

func newRest(token string, t *transport) (*rest, error) {
	client := &http.Client{Transport: t}
	s, err := discordgo.New("Bot " + token)
	if err != nil {
		return nil, errors.New("make the Discord session: the token was not accepted")
	}
	s.Client = client
	s.StateEnabled = false
	s.ShouldReconnectOnError = false
	s.ShouldRetryOnRateLimit = false // the transport does, with an end to it
	s.MaxRestRetries = 0
	s.LogLevel = silent
	return &rest{session: s, plain: client}, nil
}

// silent is below every level of discordgo's log, which may hold the token.
const silent = -1

// call sends JSON through the session and reads JSON into out, if there is one.
func (r *rest) call(ctx context.Context, route, method, url, bucket string, in, out any) error {
	body, err := r.through(ctx, method, url, bucket, in)
	if err != nil {
		return refused(route, err)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("%s: read the response: %w", route, err)
	}
	return nil
}

// through sends JSON through the session, or a form where files go along.
func (r *rest) through(ctx context.Context, method, url, bucket string, in any) ([]byte, error) {
	with, ok := in.(interface{ outgoing() []file })
	if !ok || len(with.outgoing()) == 0 {
		return r.session.RequestWithBucketID(method, url, in, bucket, discordgo.WithContext(ctx))
	}
	kind, data, err := encode(in)
	if err != nil {
		return nil, err
	}
	return r.session.RequestWithLockedBucket(method, url, kind, data, r.session.Ratelimiter.LockBucket(bucket), 0, discordgo.WithContext(ctx))
}

// refused turns an error of discordgo, which holds the request with its
// Authorization header, into one that can be shown.
func refused(route string, err error) error {
	var re *discordgo.RESTError
	if errors.As(err, &re) {
		out := &refusal{route: route, text: "no reason given"}
		if re.Response != nil {
			out.status = re.Response.StatusCode
		}
		if re.Message != nil {
			out.code, out.text = re.Message.Code, re.Message.Message
		}
		return out
	}
	var limited *discordgo.RateLimitError
	if errors.As(err, &limited) {
		return &refusal{route: route, status: http.StatusTooManyRequests, text: "rate limited for longer than is waited for"}
	}
	return fmt.Errorf("%s: %w", route, bare(err))
}

// direct sends JSON past the session's buckets and reads JSON into out, if
// there is one. The address may hold an interaction's token, so it is in no error.
func (r *rest) direct(ctx context.Context, route, method, url string, in, out any) error {
	kind, data, err := encode(in)
	if err != nil {
		return fmt.Errorf("%s: %w", route, err)
	}
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("%s: the address is not valid", route)
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("User-Agent", r.session.UserAgent)
	resp, err := r.plain.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", route, bare(err))
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Errorf("%s: read the response: %w", route, bare(err))
	}
	if resp.StatusCode >= 300 {
		return refusedBody(route, resp.StatusCode, body)
	}
	if out != nil && len(body) > 0 {
		return json.Unmarshal(body, out)
	}
	return nil
}

func refusedBody(route string, status int, body []byte) error {
	var said struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(body, &said) != nil || said.Message == "" {
		said.Message = "no reason given"
	}
	return &refusal{route: route, status: status, code: said.Code, text: said.Message}
}

// encode writes a request as JSON, or as a form of several parts where files go
// along.
func encode(in any) (kind string, data []byte, err error) {
	data, err = json.Marshal(in)
	with, ok := in.(interface{ outgoing() []file })
	if err != nil || !ok || len(with.outgoing()) == 0 {
		return "application/json", data, err
	}
	var buf bytes.Buffer
	form := multipart.NewWriter(&buf)
	err = form.WriteField("payload_json", string(data))
	for i, f := range with.outgoing() {
		part, errPart := form.CreateFormFile(fmt.Sprintf("files[%d]", i), f.name)
		if errPart == nil {
			_, errPart = part.Write(f.data)
		}
		err = errors.Join(err, errPart)
	}
	err = errors.Join(err, form.Close()) // writes the end
	return form.FormDataContentType(), buf.Bytes(), err
}

package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"autofacts/internal/bot"
)

// importFiles shows what files would do to the base.
func (c *Client) importFiles(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdImport); !ok {
		return no
	}
	var files []bot.File
	left := int64(bot.MaxImport)
	for _, name := range []string{"file", "file2", "file3", "file4"} {
		a := in.attached(name)
		if a == nil {
			continue
		}
		if left -= a.Size; left < 0 {
			return said("These files are larger than what I read at once (1 MiB together). Import them in parts.")
		}
		data, err := c.download(ctx, a.URL)
		if err != nil {
			c.log.Warn("an attachment could not be read", "guild", in.GuildID, "err", err)
			return said("I could not read " + plain(a.Filename) + " from Discord. Try again in a minute.")
		}
		files = append(files, bot.File{Name: a.Filename, Data: data})
	}
	p, err := c.bot.Import(ctx, in.caller(), files, in.text("why"))
	return c.previewed(in, p, err)
}

// downloadFor is how long one attachment may take.
const downloadFor = 10 * time.Second

// download reads an attachment from Discord's own hosts; no other is asked,
// whatever an interaction says.
func (c *Client) download(ctx context.Context, address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || !c.ownHost(u) {
		return nil, errors.New("the address is not Discord's")
	}
	ctx, cancel := context.WithTimeout(ctx, downloadFor)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errors.New("the address is not a URL")
	}
	resp, err := c.files().Do(req)
	if err != nil {
		return nil, bare(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the host answered %d", resp.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, bot.MaxImport+1))
	if err != nil {
		return nil, fmt.Errorf("read it: %w", bare(err))
	}
	if len(data) > bot.MaxImport {
		return nil, errors.New("it is larger than it said")
	}
	return data, nil
}

// files is a client that follows no redirection away from Discord.
func (c *Client) files() *http.Client {
	client := *c.o.HTTPClient
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// ownHost tells whether an address is of Discord's files, or of the server that
// the configuration names in Discord's place.
func (c *Client) ownHost(u *url.URL) bool {
	if api, err := url.Parse(c.o.BaseURL); err == nil && c.o.BaseURL != DefaultBaseURL {
		return u.Host == api.Host && u.Scheme == api.Scheme
	}
	return u.Scheme == "https" && (u.Host == "cdn.discordapp.com" || u.Host == "media.discordapp.net")
}

// export gives the whole base of the server as files.
func (c *Client) export(ctx context.Context, in *interaction) reply {
	f := bot.YAML
	if in.text("format") == string(bot.CSV) {
		f = bot.CSV
	}
	files, err := c.bot.Export(ctx, in.caller(), f)
	if err != nil {
		return c.failed(in, err)
	}
	out := said("The whole base of this server. **/mod import** reads it.")
	return out.withFiles(files...)
}

// withFiles is the same reply with attachments.
func (r reply) withFiles(files ...bot.File) reply {
	for _, f := range files {
		r.files = append(r.files, file{strings.TrimSpace(f.Name), f.Data})
	}
	return r
}

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// importCmd brings files into a server's base.
type importCmd struct {
	Guild   string   `required:"" help:"Id of the server." placeholder:"ID"`
	DryRun  bool     `help:"Only say what would be done."`
	Restore bool     `help:"Bring back what export --archive wrote, into a server of which nothing is kept."`
	Why     string   `help:"Reason, for the history." placeholder:"TEXT"`
	Files   []string `arg:"" help:"Files as export writes them."`
}

// Run does all of it or nothing.
func (c *importCmd) Run(a *app) error {
	files, err := readFiles(c.Files, mostRead(c.Restore))
	if err != nil {
		return err
	}
	q := a.quieter()
	s, err := q.openStore(q.logger())
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	if c.Restore {
		if len(files) != 1 {
			return usage("--restore takes one file, that export --archive wrote")
		}
		return c.restore(a, s, files[0])
	}
	ix, err := a.index()
	if err != nil {
		return err
	}
	b := bot.New(bot.Options{Index: ix, Now: a.now, Logger: q.logger(), Store: s})
	p, err := b.Import(a.ctx, operator(c.Guild), files, c.Why)
	if err != nil {
		return err
	}
	for _, o := range p.Objections {
		fmt.Fprintln(a.stdout, o.Error())
	}
	if !p.Savable() {
		return failed()
	}
	fmt.Fprintf(a.stdout, "%d to add, %d to change, %d to retire, %d as they are\n", p.Import.Added, p.Import.Changed, p.Import.Retired, p.Import.Same)
	for _, w := range p.Concerns {
		fmt.Fprintln(a.stdout, "look at this: "+w)
	}
	if c.DryRun {
		return nil
	}
	return c.save(a, b, p)
}

func (c *importCmd) save(a *app, b *bot.Bot, p bot.Preview) error {
	saved, err := b.Save(a.ctx, operator(c.Guild), p.Draft, "")
	if err != nil {
		return err
	}
	if n := saved.Proposal.Number; n != 0 {
		_, err = fmt.Fprintf(a.stdout, "proposal %d waits for the server's moderators\n", n)
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s kept\n", count(len(saved.Revisions), "revision"))
	return err
}

// restore brings an archive back.
func (c *importCmd) restore(a *app, s bot.Store, f bot.File) error {
	kept, err := kb.ParseArchive(f.Data)
	if err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	if c.DryRun {
		_, err := fmt.Fprintf(a.stdout, "the archive can be read: %s of server %s\n", count(len(kept.Revisions), "revision"), kept.Guild)
		return err
	}
	if err := s.Restore(a.ctx, kb.GuildID(c.Guild), kept); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s brought back\n", count(len(kept.Revisions), "revision"))
	return err
}

// mostArchive bounds what is read of an archive, in bytes.
const mostArchive = 1 << 30

// mostRead gives how much is read of a file, in bytes.
func mostRead(archive bool) int64 {
	if archive {
		return mostArchive
	}
	return bot.MaxImport
}

// readFiles reads files and refuses one that is longer than most bytes.
func readFiles(names []string, most int64) ([]bot.File, error) {
	var out []bot.File
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		data, err := io.ReadAll(io.LimitReader(f, most+1))
		_ = f.Close() // it was only read
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if int64(len(data)) > most {
			return nil, fmt.Errorf("%s has more than %d bytes, the most that is read: split it, or take the export again", name, most)
		}
		out = append(out, bot.File{Name: filepath.Base(name), Data: data})
	}
	return out, nil
}

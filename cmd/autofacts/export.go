package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// exportCmd writes what a server has.
type exportCmd struct {
	Guild   string `required:"" help:"Id of the server." placeholder:"ID"`
	Format  string `help:"Form of the files: yaml or csv." enum:"yaml,csv" default:"yaml"`
	Archive bool   `help:"Everything that is kept of the server instead, history and audit too, as one file for import --restore."`
	Dir     string `arg:"" optional:"" help:"Folder to write into; the present one if left out." default:"."`
}

// Run writes the files; none that is there already is written over.
func (c *exportCmd) Run(a *app) error {
	q := a.quieter()
	s, err := q.existingStore(q.logger())
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	if c.Archive {
		kept, err := s.Export(a.ctx, kb.GuildID(c.Guild))
		if err != nil {
			return err
		}
		data, err := kb.FormatArchive(kept)
		if err != nil {
			return err
		}
		return a.writeFiles(c.Dir, []bot.File{{Name: "server-" + c.Guild + ".yaml", Data: data}})
	}
	ix, err := a.index()
	if err != nil {
		return err
	}
	b := bot.New(bot.Options{Index: ix, Now: a.now, Logger: q.logger(), Store: s})
	files, err := b.Export(a.ctx, operator(c.Guild), bot.Format(c.Format))
	if err != nil {
		return err
	}
	return a.writeFiles(c.Dir, files)
}

// operator is who acts from the command line.
func operator(guild string) bot.Caller {
	return bot.Caller{Guild: kb.GuildID(guild), Person: kb.Operator}
}

// writeFiles writes new files into a folder and names them.
func (a *app) writeFiles(dir string, files []bot.File) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%q cannot be made: %w", dir, err)
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.Base(f.Name))
		out, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("%s is not written: %w", name, err)
		}
		_, err = out.Write(f.Data)
		if err := errors.Join(err, out.Close()); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		fmt.Fprintln(a.stdout, name)
	}
	return nil
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"autofacts/facts"
	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// folder gives the folder of facts and the name to put before its files.
func (a *app) folder() (fs.FS, string, error) {
	if a.facts == "" {
		return facts.FS, "facts", nil
	}
	if err := isDir(a.facts); err != nil {
		return nil, "", usage("--facts %q %w; give the folder that holds sources.yaml and the files of facts", a.facts, err)
	}
	return os.DirFS(a.facts), a.facts, nil
}

// base loads the fact base that the command line, the environment or the build names.
func (a *app) base() (*kb.Base, error) {
	fsys, dir, err := a.folder()
	if err != nil {
		return nil, err
	}
	b, err := kb.Load(fsys)
	if found := kb.Findings(err); len(found) > 0 {
		return nil, fmt.Errorf("the fact base cannot be used:\n%w", joined(found, dir))
	}
	return b, err
}

// joined makes one error of findings, their files named from where the program was called.
func joined(found []kb.Finding, dir string) error {
	errs := make([]error, len(found))
	for i, f := range found {
		errs[i] = under(dir, f)
	}
	return errors.Join(errs...)
}

// under names a finding's file from where the program was called.
func under(dir string, f kb.Finding) kb.Finding {
	f.Pos.File = filepath.Join(dir, f.Pos.File)
	return f
}

// sized says in words what a base holds.
func sized(b *kb.Base) string {
	facts, lists := b.Tally()
	if lists == 0 {
		return count(facts, "fact")
	}
	return count(facts, "fact") + " and " + count(lists, "list")
}

// index loads the base and prepares it for questions.
func (a *app) index() (*answer.Index, error) {
	b, err := a.base()
	if err != nil {
		return nil, err
	}
	return answer.New(b), nil
}

// Package internal_test holds the house together: which package may import
// which, and what every package has or must not have.
package internal_test

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// below says which rooms a room may use, from the drawing of the house. A folder
// within a room belongs to it.
func below() map[string][]string {
	return map[string][]string{
		"cmd/autofacts":        {"internal/discord", "internal/bot", "internal/chart", "internal/answer", "internal/kb", "internal/eval", "facts", "internal/store", "internal/sandbox", "internal/fakediscord"},
		"internal/discord":     {"internal/bot", "internal/chart", "internal/answer", "internal/kb"},
		"internal/bot":         {"internal/answer", "internal/kb"},
		"internal/answer":      {"internal/kb"},
		"internal/eval":        {"internal/answer", "internal/kb"},
		"internal/store":       {"internal/kb"},
		"internal/sandbox":     {"internal/fakediscord"},
		"internal/fakediscord": {},
		"internal/chart":       {},
		"internal/kb":          {},
		"facts":                {},
	}
}

// only says which rooms may use a library, where that is not left to each.
func only() map[string][]string {
	return map[string][]string{
		"github.com/bwmarrin/discordgo":   {"internal/discord"},
		"github.com/joho/godotenv":        {"cmd/autofacts"},
		"github.com/alecthomas/kong":      {"cmd/autofacts"},
		"database/sql":                    {"internal/store"},
		"modernc.org/sqlite":              {"internal/store"},
		"github.com/jackc/pgx/v5":         {"internal/store"},
		"github.com/sahilm/fuzzy":         {"internal/bot", "internal/discord"},
		"testing":                         {},
		"github.com/rogpeppe/go-internal": {},
	}
}

// impure is what a pure package does without. Random numbers from a seed of its
// own are the same each time; TestGround looks at that.
func impure() []string {
	return []string{"context", "log", "log/slog", "math/rand", "net", "net/http", "os", "os/exec", "time"}
}

// A file is a parsed file of the module.
type file struct {
	name    string // from the module's root, with slashes
	room    string
	test    bool
	tree    *ast.File
	imports []string
}

// files parses the module, without folders that are a module of their own, and
// without files that no build takes.
func files(t *testing.T) []file {
	t.Helper()
	var out []file
	set := token.NewFileSet()
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("..", name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			_, errMod := os.Stat(filepath.Join(name, "go.mod"))
			if rel != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || errMod == nil) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		tree, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if ignored(tree) {
			return nil
		}
		f := file{name: rel, room: room(path.Dir(rel)), test: strings.HasSuffix(rel, "_test.go"), tree: tree}
		for _, i := range tree.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			f.imports = append(f.imports, p)
		}
		out = append(out, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range below() { // a walk that misses one would find nothing wrong in it
		if !slices.ContainsFunc(out, func(f file) bool { return f.room == room && !f.test }) {
			t.Fatalf("no file of %s was found", room)
		}
	}
	return out
}

// ignored reports whether a build constraint keeps the file out of every build.
func ignored(tree *ast.File) bool {
	for _, group := range tree.Comments {
		for _, c := range group.List {
			if c.Pos() > tree.Package || !constraint.IsGoBuild(c.Text) {
				continue
			}
			if e, err := constraint.Parse(c.Text); err == nil && e.String() == "ignore" {
				return true
			}
		}
	}
	return false
}

// room gives the room that a folder belongs to.
func room(dir string) string {
	parts := strings.Split(dir, "/")
	if parts[0] == "facts" {
		return "facts"
	}
	return strings.Join(parts[:min(2, len(parts))], "/")
}

// under reports whether an import path is a package or lies within it.
func under(p, root string) bool { return p == root || strings.HasPrefix(p, root+"/") }

// TestArrows holds the arrows of the house: what each room imports of ours, and
// which libraries it may know. Tests may wire rooms as they need.
func TestArrows(t *testing.T) {
	rooms := below()
	for _, f := range files(t) {
		if f.test {
			continue
		}
		allowed, known := rooms[f.room]
		if !known {
			t.Errorf("%s: there is no room %s in the house: add it to the drawing first", f.name, f.room)
			continue
		}
		for _, p := range f.imports {
			if ours, ok := strings.CutPrefix(p, "autofacts/"); ok {
				if r := room(ours); r != f.room && !slices.Contains(allowed, r) {
					t.Errorf("%s imports %s: no arrow leads from %s to %s", f.name, p, f.room, r)
				}
				continue
			}
			for library, users := range only() {
				if under(p, library) && !slices.Contains(users, f.room) {
					t.Errorf("%s imports %s, which only %v may know", f.name, p, users)
				}
			}
		}
	}
}

// TestGround holds that kb needs the standard library and one YAML library, and
// that answer is pure. Programs that generate data
// are not part of the room they stand in.
func TestGround(t *testing.T) {
	for _, f := range files(t) {
		if f.test || f.tree.Name.Name == "main" {
			continue
		}
		for _, p := range f.imports {
			if f.room == "internal/kb" && strings.Contains(strings.Split(p, "/")[0], ".") && p != "go.yaml.in/yaml/v4" {
				t.Errorf("%s imports %s: kb knows the standard library and one YAML library", f.name, p)
			}
			if f.room == "internal/answer" && p == "math/rand/v2" {
				seeded(t, f)
			}
			if f.room == "internal/answer" && slices.Contains(impure(), p) {
				t.Errorf("%s imports %s: answer has no context, clock, log or I/O", f.name, p)
			}
		}
	}
}

// seeded refuses random numbers that are others each time.
func seeded(t *testing.T, f file) {
	t.Helper()
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			name := called(call)
			if strings.HasPrefix(name, "rand.") && !slices.Contains([]string{"rand.New", "rand.NewPCG", "rand.NewChaCha8"}, name) {
				t.Errorf("%s calls %s: answer gives the same output for the same input, so seed a generator", f.name, name)
			}
		}
		return true
	})
}

// TestManners holds what is in no package: an exit, a panic, an init; and in no
// test: a sleep.
func TestManners(t *testing.T) {
	for _, f := range files(t) {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if d, ok := n.(*ast.FuncDecl); ok && d.Name.Name == "init" && d.Recv == nil {
				t.Errorf("%s has an init: what it makes belongs into a constructor", f.name)
			}
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch name := called(call); {
			case f.test && name == "time.Sleep":
				t.Errorf("%s sleeps: wait for what is to happen, or use a clock of the test's own", f.name)
			case f.test || f.tree.Name.Name == "main":
			case name == "panic" || name == "os.Exit" || strings.HasPrefix(name, "log.Fatal") || strings.HasPrefix(name, "log.Panic"):
				t.Errorf("%s calls %s: a package gives an error", f.name, name)
			}
			return true
		})
	}
}

// called gives the name of what a call calls, as it is written.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}

// TestPackageComments holds that every package begins with what it is for.
func TestPackageComments(t *testing.T) {
	said := make(map[string]bool)
	for _, f := range files(t) {
		dir := path.Dir(f.name)
		if f.test && strings.HasSuffix(f.tree.Name.Name, "_test") {
			continue
		}
		said[dir] = said[dir] || f.tree.Doc != nil && len(strings.TrimSpace(f.tree.Doc.Text())) > 0
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("package %s has no package comment", dir)
		}
	}
}

// TestLength holds the measure: no file over 700 lines, no function over 100.
func TestLength(t *testing.T) {
	for _, f := range files(t) {
		data, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(f.name)))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(data), "\n"); n > 700 {
			t.Errorf("%s has %d lines: split it", f.name, n)
		}
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || f.test {
				continue
			}
			from, to := int(fn.Pos()-f.tree.FileStart), int(fn.End()-f.tree.FileStart)
			if n := strings.Count(string(data[from:to]), "\n") + 1; n > 100 {
				t.Errorf("%s: %s has %d lines: split it", f.name, fn.Name.Name, n)
			}
		}
	}
}

// TestTopLevel holds that the top of the repository stays as it is: nothing is
// there but what is named here, dot files, and what git ignores.
func TestTopLevel(t *testing.T) {
	fixed := []string{"cmd", "internal", "facts", "go.mod", "go.sum", "Dockerfile", "README.md", "LICENSE", "CHANGELOG.md"}
	ignore, err := os.ReadFile("../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		ignored := slices.ContainsFunc(strings.Fields(string(ignore)), func(pattern string) bool {
			ok, err := path.Match(strings.Trim(pattern, "/"), name)
			return ok && err == nil
		})
		if !strings.HasPrefix(name, ".") && !slices.Contains(fixed, name) && !ignored {
			t.Errorf("%s stands at the top of the repository, where only %s belong", name, fmt.Sprint(fixed))
		}
	}
}

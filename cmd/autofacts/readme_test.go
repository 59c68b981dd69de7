package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestReadme holds that the README names every variable and no other, and only
// subcommands that there are.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	if !strings.Contains(readme, "\ngo run ./cmd/autofacts\n") || !strings.Contains(readme, "\ngo test ./...\n") {
		t.Error("the README lacks the command that starts the program, or the one that tests it")
	}

	var told, known []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\|").FindAllStringSubmatch(readme, -1) {
		told = append(told, m[1])
	}
	for _, v := range variables() {
		known = append(known, v.name)
	}
	slices.Sort(told)
	slices.Sort(known)
	if !slices.Equal(told, known) {
		t.Errorf("the README has a table of %v, the program reads %v", told, known)
	}

	parser, err := kong.New(&commands{}, kong.Vars{"sandboxAddr": defaultSandboxAddr})
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, c := range parser.Model.Children {
		there[c.Name] = true
	}
	spoken := regexp.MustCompile("(?:/cmd/autofacts|/autofacts|`autofacts) ([a-z]+)\\b").FindAllStringSubmatch(readme, -1)
	if len(spoken) == 0 {
		t.Error("the README speaks of no subcommand, or in a way that this test does not see")
	}
	for _, m := range spoken {
		if !there[m[1]] {
			t.Errorf("the README speaks of the subcommand %q, which does not exist", m[1])
		}
	}
}

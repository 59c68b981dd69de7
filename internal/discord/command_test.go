package discord

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// stored gives our commands as Discord sends them back: with ids, versions,
// what it adds and without what it leaves out.
func stored(t *testing.T) []*discordgo.ApplicationCommand {
	t.Helper()
	raw, err := json.Marshal(commands())
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	for i, c := range out {
		c["id"], c["version"], c["application_id"] = string(rune('a'+i)), "1", "2"
		c["nsfw"], c["dm_permission"] = false, true
		if _, ok := c["default_member_permissions"]; !ok {
			c["default_member_permissions"] = nil
		}
		c["name_localizations"], c["description_localizations"] = map[string]string{}, nil
		slices.Reverse(c["contexts"].([]any))
	}
	raw, err = json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	var back []*discordgo.ApplicationCommand
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	return back
}

func TestDifferences(t *testing.T) {
	renamed := func(c []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
		c[0].Description = "Something else"
		return c
	}
	tests := map[string]struct {
		have []*discordgo.ApplicationCommand
		want []string
	}{
		"the same":     {stored(t), nil},
		"one changed":  {renamed(stored(t)), []string{"PATCH a ask"}},
		"one missing":  {stored(t)[1:], []string{"POST  ask"}},
		"one too many": {append(stored(t), &discordgo.ApplicationCommand{ID: "z", Name: "old"}), []string{"DELETE z old"}},
		"another kind": {append(stored(t)[1:], &discordgo.ApplicationCommand{ID: "z", Name: "ask", Type: discordgo.UserApplicationCommand}), []string{"POST  ask", "DELETE z ask"}},
		"nothing at all": {nil, []string{"POST  ask", "POST  check", "POST  fact", "POST  facts", "POST  sources", "POST  help", "POST  privacy", "POST  Answer this", "POST  Check this claim",
			"POST  mod", "POST  Save as fact", "POST  Mark as good example", "POST  suggest", "POST  Delete this answer"}},
	}
	for name, test := range tests {
		var got []string
		for _, d := range differences(test.have, commands()) {
			method := "PATCH"
			if d.id == "" {
				method = "POST"
			} else if d.want == nil {
				method = "DELETE"
			}
			got = append(got, method+" "+d.id+" "+d.name)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

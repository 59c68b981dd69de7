package fakediscord_test

import (
	"strings"
	"testing"

	"autofacts/internal/fakediscord"
)

// TestTheBotIsRemovedAndComesBack holds what a bot sees of its being removed from
// a server: an event, no access, and no direct messages but to who installed it.
func TestTheBotIsRemovedAndComesBack(t *testing.T) {
	w := begin(t, fakediscord.Options{Limits: fakediscord.LimitsOff, People: []fakediscord.Person{
		{Name: "Mia", Role: fakediscord.RoleMember}, {Name: "Otto", Role: fakediscord.RoleModerator, Installed: true}}})
	l, _ := w.online(1 << 0)
	if err := w.Expel("Mia"); err == nil || !strings.Contains(err.Error(), "may not kick") {
		t.Errorf("a member removes the bot: %v", err)
	}
	if err := w.Expel("Otto"); err != nil {
		t.Fatal(err)
	}
	if ev := l.event("GUILD_DELETE"); ev["id"] != w.info.GuildID || ev["unavailable"] != nil {
		t.Errorf("GUILD_DELETE: %v", ev)
	}
	hello := object{"content": "hello"}
	if status, got := w.rest("POST /channels/{ch}/messages", hello); status != 403 || got["code"] != 50001.0 {
		t.Errorf("writing there: %d %v", status, got)
	}
	if status, got := w.rest("GET /guilds/{guild}", nil); status != 404 || got["code"] != 10004.0 {
		t.Errorf("looking: %d %v", status, got)
	}
	if _, got := w.rest("GET /users/@me/guilds", nil); len(got["list"].([]any)) != 0 {
		t.Errorf("its servers: %v", got)
	}
	for person, want := range map[string]int{"Mia": 403, "Otto": 200} {
		dm, err := w.DM(person)
		if err != nil {
			t.Fatal(err)
		}
		status, got := w.rest("POST /channels/"+dm+"/messages", hello)
		if status != want || want == 403 && got["code"] != 50278.0 {
			t.Errorf("writing to %s: %d %v", person, status, got)
		}
	}
	if _, ready := w.online(0); len(ready["guilds"].([]any)) != 0 {
		t.Errorf("READY lists %v", ready["guilds"])
	}
	if err := w.Invite("Otto"); err != nil {
		t.Fatal(err)
	}
	if ev := l.event("GUILD_CREATE"); ev["id"] != w.info.GuildID {
		t.Errorf("GUILD_CREATE: %v", ev)
	}
	if status, got := w.rest("POST /channels/{ch}/messages", hello); status != 200 {
		t.Errorf("writing again: %d %v", status, got)
	}
}

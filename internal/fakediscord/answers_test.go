package fakediscord_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"autofacts/internal/fakediscord"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// answers judges what the emulator answers by Discord's own specification.
type answers struct {
	w        *world
	doc      object
	compiler *jsonschema.Compiler
}

// specification opens Discord's file where it lies beside the project, and skips the test where it does not.
func specification(t *testing.T, w *world) *answers {
	path := filepath.Join("..", "..", "..", "shared", "discord", "openapi.json")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skip("Discord's specification is not at hand: ", path)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("mem:openapi", doc); err != nil {
		t.Fatal(err)
	}
	return &answers{w, doc.(object), c}
}

// check sends a request and judges its answer; template is the route in the specification.
func (a *answers) check(line, template string, body any) object {
	a.w.t.Helper()
	method, _, _ := strings.Cut(line, " ")
	status, raw, _ := a.w.raw(line, body)
	if status >= 300 {
		a.w.t.Errorf("%s: %d %s", line, status, raw)
		return nil
	}
	escaped := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(template)
	at := fmt.Sprintf("mem:openapi#/paths/%s/%s/responses/%d/content/application~1json/schema", escaped, strings.ToLower(method), status)
	schema, err := a.compiler.Compile(at)
	if err != nil {
		a.w.t.Errorf("%s answers %d, which the specification does not have: %v", line, status, err)
		return nil
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(raw))
	if err != nil {
		a.w.t.Fatal(err)
	}
	if err := schema.Validate(v); err != nil {
		a.w.t.Errorf("%s: %v\n%.600s", line, err, raw)
	}
	out := object{}
	json.Unmarshal([]byte(raw), &out) // lists are only judged
	return out
}

func TestAnswersFitTheSpecification(t *testing.T) {
	w := quiet(t)
	a := specification(t, w)
	mia := w.info.People[0].ID
	const ch, msg, app = "/channels/{channel_id}", "/channels/{channel_id}/messages/{message_id}", "/applications/{application_id}"
	a.check("GET /gateway", "/gateway", nil)
	a.check("GET /gateway/bot", "/gateway/bot", nil)
	a.check("GET /users/@me", "/users/@me", nil)
	a.check("GET /users/"+mia, "/users/{user_id}", nil)
	a.check("GET /users/@me/guilds", "/users/@me/guilds", nil)
	a.check("GET /applications/@me", "/applications/@me", nil)
	a.check("GET /guilds/{guild}", "/guilds/{guild_id}", nil)
	a.check("GET /guilds/{guild}/preview", "/guilds/{guild_id}/preview", nil)
	a.check("GET /guilds/{guild}/channels", "/guilds/{guild_id}/channels", nil)
	a.check("GET /guilds/{guild}/roles", "/guilds/{guild_id}/roles", nil)
	a.check("GET /guilds/{guild}/members?limit=10", "/guilds/{guild_id}/members", nil)
	a.check("GET /guilds/{guild}/members/"+mia, "/guilds/{guild_id}/members/{user_id}", nil)
	a.check("GET /channels/{ch}", ch, nil)
	dm := a.check("POST /users/@me/channels", "/users/@me/channels", object{"recipient_id": mia})
	a.check("GET /channels/"+dm["id"].(string), ch, nil)
	cmd := a.check("POST /applications/{app}/commands", app+"/commands", commands()[0])
	a.check("GET /applications/{app}/commands/"+cmd["id"].(string), app+"/commands/{command_id}", nil)
	a.check("PUT /applications/{app}/commands", app+"/commands", commands())
	a.check("GET /applications/{app}/commands", app+"/commands", nil)
	a.check("PUT /applications/{app}/guilds/{guild}/commands", app+"/guilds/{guild_id}/commands", commands())
	m := a.check("POST /channels/{ch}/messages", ch+"/messages", object{"content": "x", "embeds": []object{{"title": "t", "fields": []object{{"name": "n", "value": "v"}}}},
		"components": []object{{"type": 1, "components": []object{{"type": 2, "style": 1, "label": "x", "custom_id": "a"}}}}})
	id := m["id"].(string)
	a.check("POST /channels/{ch}/messages", ch+"/messages", object{"content": "r", "message_reference": object{"message_id": id}})
	a.check("PATCH /channels/{ch}/messages/"+id, msg, object{"content": "y"})
	w.rest("PUT /channels/{ch}/messages/"+id+"/reactions/👍/@me", nil)
	w.rest("PUT /channels/{ch}/messages/pins/"+id, nil)
	a.check("GET /channels/{ch}/messages/pins", ch+"/messages/pins", nil)
	a.check("GET /channels/{ch}/messages/"+id+"/reactions/👍", msg+"/reactions/{emoji_name}", nil)
	th := a.check("POST /channels/{ch}/messages/"+id+"/threads", msg+"/threads", object{"name": "aside"})
	a.check("GET /channels/"+th["id"].(string), ch, nil)
	a.check("PATCH /channels/"+th["id"].(string), ch, object{"name": "beside"})
	a.check("GET /guilds/{guild}/threads/active", "/guilds/{guild_id}/threads/active", nil)
	a.check("GET /channels/{ch}/messages", ch+"/messages", nil)
}

func TestAnswersToInteractionsFitTheSpecification(t *testing.T) {
	w, l := answering(t)
	a := specification(t, w)
	_, err := l.do(func() (fakediscord.Outcome, error) { return w.ask() }, func(it object) {
		const callback, hook = "/interactions/{interaction_id}/{interaction_token}/callback", "/webhooks/{webhook_id}/{webhook_token}"
		a.check(fmt.Sprintf("POST /interactions/%s/%s/callback?with_response=true", it["id"], it["token"]), callback,
			object{"type": 4, "data": object{"content": "x"}})
		own := fmt.Sprint("/webhooks/{app}/", it["token"])
		a.check("GET "+own+"/messages/@original", hook+"/messages/@original", nil)
		a.check("PATCH "+own+"/messages/@original", hook+"/messages/@original", object{"content": "y"})
		a.check("POST "+own, hook, object{"content": "z", "flags": 64})
	})
	if err != nil {
		t.Error(err)
	}
}

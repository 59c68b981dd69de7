package discord

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// A standing is what somebody must have to do something.
type standing string

const (
	anybody   standing = "anybody"   // in servers and in direct messages
	insider   standing = "insider"   // anybody within the server
	keeperOf  standing = "moderator" // the role, or an administrator
	manager   standing = "manager"   // Manage Server, or an administrator
	ownerOnly standing = "owner"     // whoever made the thing, here the moderator
)

// A seat is who acts. Their own word for what they are counts nothing: it is
// what Discord says of them in the interaction.
type seat struct {
	name, person, permissions string
	roles                     []string
	may                       []standing
}

const (
	theRole     = "77"
	thePerson   = "502" // the moderator
	aColleague  = "599" // another one
	justAMember = "0"
)

func seats() []seat {
	return []seat{
		{"a member", "501", justAMember, nil, []standing{anybody, insider}},
		{"a moderator", thePerson, justAMember, []string{"5", theRole}, []standing{anybody, insider, keeperOf, ownerOnly}},
		{"an administrator", "503", "8", nil, []standing{anybody, insider, keeperOf, manager}},
		{"who manages the server without the role", "504", "32", nil, []standing{anybody, insider, manager}},
		{"another server's moderator", "505", justAMember, []string{"88"}, []standing{anybody, insider}},
		{"a moderator in direct messages", thePerson, "", nil, []standing{anybody}},
	}
}

// A row is one thing that can be done with the bot: how it is done, who may, and
// what is in the answer to those.
type row struct {
	what  string // "command NAME", "button VERB", "form VERB" or "choices NAME", with more in brackets
	least standing
	data  func(*ground) map[string]any // the data of the interaction
	want  string
}

// A ground is a server of its own for one trial.
type ground struct {
	t     *testing.T
	c     *Client
	r     *recorder
	store *store.Store
	guild string
	at    string // the place that buttons are sealed for
	actor bot.Caller
	undo  func() // of what would reach into the next trial
}

func (g *ground) moderator(person string) bot.Caller {
	return bot.Caller{Guild: kb.GuildID(g.guild), Channel: "4", Person: kb.PersonID(person), Roles: []kb.RoleID{theRole}}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (g *ground) set(key, value string) {
	g.t.Helper()
	if err := g.store.Set(g.t.Context(), kb.GuildID(g.guild), kb.Operator, kb.Setting{Key: key, Value: value}); err != nil {
		g.t.Fatal(err)
	}
}

// wish is a change of a fact by its id.
func (g *ground) wish(id kb.FactID, answer string) bot.Wish {
	g.t.Helper()
	o := must[bot.Opened](g.t)(g.c.bot.Open(g.t.Context(), g.moderator(thePerson), kb.FactTarget(id)))
	o.Fact.Answer = answer
	return bot.Wish{Action: kb.Modify, Target: o.Target, BasedOn: o.BasedOn, Fact: o.Fact}
}

// preview is a draft of the moderator, or of whoever else may have one.
func (g *ground) preview(w bot.Wish) bot.DraftID {
	g.t.Helper()
	p, err := g.c.bot.Preview(g.t.Context(), g.actor, w)
	if err != nil {
		p = must[bot.Preview](g.t)(g.c.bot.Preview(g.t.Context(), g.moderator(thePerson), w))
	}
	return p.Draft
}

func (g *ground) draft() []byte { return []byte(g.preview(g.wish("founder", "Ilse"))) }

// edit changes a fact in a colleague's name.
func (g *ground) edit(id kb.FactID, answer string) {
	g.t.Helper()
	g.save(g.wish(id, answer))
}

func (g *ground) save(w bot.Wish) {
	g.t.Helper()
	p := must[bot.Preview](g.t)(g.c.bot.Preview(g.t.Context(), g.moderator(aColleague), w))
	must[bot.Saved](g.t)(g.c.bot.Save(g.t.Context(), g.moderator(aColleague), p.Draft, ""))
}

// proposal waits for another moderator; it is somebody's.
func (g *ground) proposal(by string) kb.ProposalID {
	g.t.Helper()
	g.set(kb.KeyApprovals, "1")
	p := must[bot.Preview](g.t)(g.c.bot.Preview(g.t.Context(), g.moderator(by), g.wish("founder", "Ilse")))
	return must[bot.Saved](g.t)(g.c.bot.Save(g.t.Context(), g.moderator(by), p.Draft, "")).Proposal.Number
}

func (g *ground) gap() kb.QuestionID {
	g.t.Helper()
	const q = "How many boats does Ostra have?"
	return must[kb.Question](g.t)(g.store.Unanswered(g.t.Context(), kb.GuildID(g.guild), q, kb.NormalForm(q))).Number
}

func (g *ground) report() kb.ReportID {
	g.t.Helper()
	return must[kb.Report](g.t)(g.store.Report(g.t.Context(), kb.Report{Guild: kb.GuildID(g.guild), Fact: "founder", Text: "It was her sister."})).Number
}

// updated is an update of the curated base, for this trial.
func (g *ground) updated(id kb.FactID, answerOf string) {
	old := g.c.bot.Base(bot.Caller{})
	facts := slices.Clone(old.Facts)
	for i := range facts {
		if facts[i].ID == id {
			facts[i].Answer = answerOf
		}
	}
	g.c.bot.SetBase(answer.New(kb.NewBase(facts, old.Sources, old.Lexicon)))
	g.undo = func() { g.c.bot.SetBase(answer.New(old)) }
}

// waits has the one who acts wait for an answer.
func (g *ground) waits() {
	g.t.Helper()
	if err := g.store.Wait(g.t.Context(), kb.Waiter{Guild: kb.GuildID(g.guild), Question: g.gap(), Person: g.actor.Person}); err != nil {
		g.t.Fatal(err)
	}
}

// marks has a colleague mark a question.
func (g *ground) marks() string {
	g.t.Helper()
	const q = "Who founded the Ostra Tea House, please?"
	if err := g.c.bot.MarkExample(g.t.Context(), g.moderator(aColleague), q, "founder"); err != nil {
		g.t.Fatal(err)
	}
	return q
}

// gave remembers an answer in the message that buttons are pressed on.
func (g *ground) gave() {
	g.t.Helper()
	g.c.gave(g.t.Context(), g.moderator(aColleague), "6", reply{facts: []kb.FactID{"founder"}})
}

func (g *ground) seal(verb string, state []byte) string { return g.c.keeper.seal(verb, state, g.at) }

// press is a button, or a menu with one thing chosen, which is sealed as well.
func (g *ground) press(verb string, state []byte, chosen ...[]byte) map[string]any {
	data := map[string]any{"custom_id": g.seal(verb, state)}
	for _, c := range chosen {
		data["values"] = []string{g.seal(verb, c)}
	}
	return data
}

// form is a submitted form; fields alternate with what was typed into them.
func (g *ground) form(verb string, state []byte, typed ...string) map[string]any {
	var fields []map[string]any
	for i := 0; i < len(typed); i += 2 {
		fields = append(fields, map[string]any{"type": 18, "component": map[string]any{"type": 4, "custom_id": typed[i], "value": typed[i+1]}})
	}
	return map[string]any{"custom_id": g.seal(verb, state), "components": fields}
}

// typed makes the data of a command; options alternate with their values.
func typedCommand(path string, options ...any) map[string]any {
	words := strings.Fields(path)
	if !strings.HasPrefix(path, cmdMod+" ") {
		words = []string{path}
	}
	var list []map[string]any
	for i := 0; i < len(options); i += 2 {
		list = append(list, map[string]any{"name": options[i], "type": 3, "value": options[i+1], "focused": i == 0})
	}
	for i := len(words) - 1; i > 0; i-- {
		kind := 1
		if i < len(words)-1 {
			kind = 2
		}
		list = []map[string]any{{"name": words[i], "type": kind, "options": list}}
	}
	return map[string]any{"name": words[0], "type": 1, "options": list}
}

// onMessage is the data of a menu of the message with a text.
func onMenu(name, author, content string) map[string]any {
	d := typedCommand(name)
	d["type"], d["target_id"] = 3, "6"
	d["resolved"] = map[string]any{"messages": map[string]any{"6": map[string]any{"id": "6", "content": content, "author": map[string]string{"id": author}}}}
	return d
}

// newFact fills the form of a fact.
func newFact() []string {
	return []string{fieldStatement, "The Ostra Tea House has a shop in Oslo.", fieldAnswer, "Oslo", fieldSource, "letter", fieldPhrase, "one in Oslo", fieldAsk, "Does Ostra have a shop in Oslo?"}
}

// refusals are what somebody reads who may not; Discord's list of choices is
// empty for them.
func refusals() []string {
	return []string{"This is for those who", "This works within a server only", "out of date", "This draft is gone",
		"Only who asked, and moderators", "Only who made a proposal withdraws it", `"choices":[]`}
}

// TestPermissionsThroughDiscord holds everything that can be done with the bot
// against each kind of person, through the events and the requests of Discord:
// commands, menus, choices, buttons and forms. Who may not is told so, and
// nothing at all has changed then.
func TestPermissionsThroughDiscord(t *testing.T) {
	r, c := record(t)
	s := must[*store.Store](t)(store.OpenMemory(t.Context(), store.Options{Now: r.clock.Now}))
	t.Cleanup(func() { _ = s.Close() })
	base := must[*kb.Base](t)(kb.Load(os.DirFS("testdata/base")))
	c.bot = bot.New(bot.Options{Index: answer.New(base), Now: r.clock.Now, Store: s, Key: []byte("a key"), Limits: bot.Limits{PersonBurst: 10_000, ChannelBurst: 10_000}})
	c.self = "9"
	tested := map[string]bool{}
	guild := 1000
	for _, row := range rows() {
		name, _, _ := strings.Cut(row.what, " (")
		tested[name] = true
		begin := func(p seat) (g *ground, data map[string]any) {
			guild++
			g = &ground{t: t, c: c, r: r, store: s, guild: fmt.Sprint(guild), at: place(fmt.Sprint(guild), "4"), undo: func() {}}
			g.actor = bot.Caller{Guild: kb.GuildID(g.guild), Channel: "4", Person: kb.PersonID(p.person)}
			for _, id := range p.roles {
				g.actor.Roles = append(g.actor.Roles, kb.RoleID(id))
			}
			g.set(kb.KeyModRole, theRole)
			return g, row.data(g)
		}
		var denied []seat
		for _, p := range seats() {
			if !slices.Contains(p.may, row.least) {
				denied = append(denied, p)
				continue
			}
			g, data := begin(p)
			if got := g.act(p, row.kind(), data); isRefusal(got) || !strings.Contains(got, row.want) {
				t.Errorf("%s, by %s: may, and was answered %s\nwant %q", row.what, p.name, got, row.want)
			}
			g.undo()
		}
		// Those who may not share a server: nothing has changed after all of them.
		g, data := begin(seat{})
		before := g.kept()
		for _, p := range denied {
			if got := g.act(p, row.kind(), data); !isRefusal(got) {
				t.Errorf("%s, by %s: may not, and was answered %s", row.what, p.name, got)
			}
		}
		if row.kind() == "button" || row.kind() == "form" {
			g.forge(row, data)
		}
		if g.kept() != before {
			t.Errorf("%s: somebody who may not changed something", row.what)
		}
		g.undo()
	}
	for _, name := range everything(c) {
		if !tested[name] {
			t.Errorf("%s is not in the table: say who may", name)
		}
		delete(tested, name)
	}
	if len(tested) > 0 {
		t.Errorf("in the table, but not there: %v", slices.Sorted(maps.Keys(tested)))
	}
}

func (r row) kind() string { return strings.Fields(r.what)[0] }

func isRefusal(got string) bool {
	return slices.ContainsFunc(refusals(), func(s string) bool { return strings.Contains(got, s) })
}

// forge tries a custom_id in the name of the moderator, but not as the bot made it.
func (g *ground) forge(row row, data map[string]any) {
	g.t.Helper()
	genuine := data["custom_id"].(string)
	verb, state, ok := g.c.keeper.open(genuine, g.at)
	if !ok {
		g.t.Fatal(row.what, "was not sealed for its own server")
	}
	_, sealed, _ := strings.Cut(genuine, ".")
	for how, id := range map[string]string{
		"made for another server": g.c.keeper.seal(verb, state, place("999", "4")),
		"with a changed state":    tampered(genuine),
		"without a seal":          verb,
		"of another verb":         "made-up." + sealed,
	} {
		data["custom_id"] = id
		if got := g.act(seats()[1], row.kind(), data); !strings.Contains(got, "out of date") {
			g.t.Errorf("%s, a custom_id %s: answered %s", row.what, how, got)
		}
	}
}

// tampered changes one character within the state or the seal.
func tampered(id string) string {
	last := id[len(id)-2]
	if last == 'A' {
		last = 'B'
	} else {
		last = 'A'
	}
	return id[:len(id)-2] + string(last) + id[len(id)-1:]
}

// everything lists what leads to a handler, and the commands that Discord is told of.
func everything(c *Client) []string {
	var out []string
	for name := range c.routes.commands {
		out = append(out, "command "+name)
	}
	for name := range c.routes.buttons {
		out = append(out, "button "+name)
	}
	for name := range c.routes.forms {
		out = append(out, "form "+name)
	}
	for name := range c.routes.complete {
		out = append(out, "choices "+name)
	}
	for _, cmd := range commands() {
		out = append(out, leaves("command "+cmd.Name, cmd.Options)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func leaves(name string, options []*opt) []string {
	var out []string
	for _, o := range options {
		if o.Type <= optionGroup {
			out = append(out, leaves(name+" "+o.Name, o.Options)...)
		}
	}
	if out == nil {
		return []string{name}
	}
	return out
}

// kept is all that is kept of the server for good.
func (g *ground) kept() string {
	g.t.Helper()
	a := must[kb.Archive](g.t)(g.store.Export(g.t.Context(), kb.GuildID(g.guild)))
	return string(must[[]byte](g.t)(json.Marshal(a)))
}

// act sends an interaction as Discord does and gives the request that answers it.
func (g *ground) act(p seat, kind string, data map[string]any) string {
	g.t.Helper()
	types := map[string]int{"command": interactionCommand, "choices": interactionAutocomplete, "button": interactionComponent, "form": interactionModal}
	in := map[string]any{"id": "7", "application_id": "2", "type": types[kind], "token": "interaction-token", "channel_id": "4", "data": data}
	if p.permissions == "" {
		in["user"] = map[string]string{"id": p.person}
	} else {
		in["guild_id"] = g.guild
		in["member"] = map[string]any{"user": map[string]string{"id": p.person}, "roles": p.roles, "permissions": p.permissions}
	}
	if kind == "button" || kind == "form" {
		in["message"] = map[string]any{"id": "6", "channel_id": "4", "referenced_message": map[string]any{"id": "3", "content": "How many boats does Ostra have?"}}
	}
	g.c.onInteraction(g.t.Context(), must[[]byte](g.t)(json.Marshal(in)), g.r.clock.Now())
	g.c.wait.Wait()
	answer := ""
	for len(g.r.got) > 0 {
		if req := <-g.r.got; strings.Contains(req, "/callback") {
			answer = req
		}
	}
	return answer
}

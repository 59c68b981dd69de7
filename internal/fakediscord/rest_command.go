package fakediscord

import (
	"fmt"
	"slices"
	"time"
)

// Command types and option types, as Discord numbers them.
const (
	commandChat    = 1
	commandUser    = 2
	commandMessage = 3

	optSub         = 1
	optGroup       = 2
	optString      = 3
	optInteger     = 4
	optBoolean     = 5
	optUser        = 6
	optChannel     = 7
	optRole        = 8
	optMentionable = 9
	optNumber      = 10
	optAttachment  = 11
)

// How many commands an application may have, global ones and those of a server each.
const (
	maxChatCommands = 100
	maxMenuCommands = 15
	// maxCreates is how many commands may be created in a day, for each server and for the global ones;
	// replacing a command under its old name is not creating.
	maxCreates = 200
)

func commandType(o Object) int { return wholeOr(o, "type", commandChat) }

// shelf is the list of commands that a route is about: the server's, or the global ones.
func (s *Server) shelf(c *call) (*[]Object, error) {
	if c.vars["application_id"] != s.bot.ID {
		return nil, refuse(403, 20012, "You are not authorized to perform this action on this application")
	}
	id, local := c.vars["guild_id"]
	if !local {
		return &s.global, nil
	}
	if id != s.guild.id {
		return nil, missingAccess()
	}
	return &s.local, nil
}

// onShelf finds the command of a route.
func (s *Server) onShelf(c *call) (*[]Object, int, error) {
	list, err := s.shelf(c)
	if err != nil {
		return nil, 0, err
	}
	i := slices.IndexFunc(*list, func(o Object) bool { return o["id"] == c.vars["command_id"] })
	if i < 0 {
		return nil, 0, unknownCommand()
	}
	return list, i, nil
}

// command makes a complete command of what a library sent.
func (s *Server) command(in Object, guildID, id string) Object {
	o := clone(in).(Object)
	kind := commandType(o)
	o["id"], o["application_id"], o["version"], o["type"] = id, s.bot.ID, s.nextID(), kind
	if guildID != "" {
		o["guild_id"] = guildID
	}
	for key, otherwise := range map[string]any{"default_member_permissions": nil, "nsfw": false, "name_localizations": nil,
		"description_localizations": nil, "description": "", "contexts": nil, "dm_permission": true} {
		if _, ok := o[key]; !ok {
			o[key] = otherwise
		}
	}
	if n, ok := number(o, "default_member_permissions"); ok {
		o["default_member_permissions"] = decimalBits(n)
	}
	if !given(o, "integration_types") {
		o["integration_types"] = []any{0}
	}
	if len(items(o, "options")) == 0 {
		delete(o, "options")
	}
	return o
}

// listed is a command as GET shows it: without its translations unless they are asked for.
func listed(o Object, translations bool) Object {
	out := clone(o).(Object)
	if translations {
		return out
	}
	var drop func(Object)
	drop = func(o Object) {
		delete(o, "name_localizations")
		delete(o, "description_localizations")
		for _, key := range []string{"options", "choices"} {
			for _, x := range objects(o, key) {
				drop(x)
			}
		}
	}
	drop(out)
	return out
}

func (s *Server) getCommands(c *call) (any, error) {
	list, err := s.shelf(c)
	if err != nil {
		return nil, err
	}
	translations := c.r.URL.Query().Get("with_localizations") == "true"
	out := []Object{}
	for _, o := range *list {
		out = append(out, listed(o, translations))
	}
	return out, nil
}

func (s *Server) getCommand(c *call) (any, error) {
	list, i, err := s.onShelf(c)
	if err != nil {
		return nil, err
	}
	return (*list)[i], nil
}

// sameCommand finds the command that another one would replace: same name, same type.
func sameCommand(list []Object, in Object) int {
	return slices.IndexFunc(list, func(o Object) bool {
		return o["name"] == in["name"] && commandType(o) == commandType(in)
	})
}

func (s *Server) createCommand(c *call) (any, error) {
	list, err := s.shelf(c)
	if err != nil {
		return nil, err
	}
	if err := s.valid(c); err != nil {
		return nil, err
	}
	i := sameCommand(*list, c.in)
	if i >= 0 {
		(*list)[i] = s.command(c.in, c.vars["guild_id"], text((*list)[i], "id"))
		s.stateChanged()
		return (*list)[i], nil
	}
	o := s.command(c.in, c.vars["guild_id"], s.nextID())
	if err := roomFor(append(slices.Clone(*list), o)); err != nil {
		return nil, err
	}
	if err := s.countCreates(c, 1); err != nil {
		return nil, err
	}
	*list = append(*list, o)
	s.stateChanged()
	return reply{201, o}, nil
}

// roomFor refuses more commands of a type than Discord takes.
func roomFor(list []Object) error {
	count := map[int]int{}
	for _, o := range list {
		count[commandType(o)]++
	}
	for _, kind := range []int{commandChat, commandUser, commandMessage} {
		most := maxMenuCommands
		if kind == commandChat {
			most = maxChatCommands
		}
		if count[kind] > most {
			return refuse(400, 30032, fmt.Sprintf("Maximum number of application commands reached (%d)", most))
		}
	}
	return nil
}

// countCreates counts newly created commands and refuses those beyond a day's number.
func (s *Server) countCreates(c *call, n int) error {
	b := s.bucket("creates/"+c.vars["guild_id"], 24*time.Hour, s.clock.Now())
	if b.used+n > maxCreates {
		return refuse(400, 30034, fmt.Sprintf("Max number of daily application command creates has been reached (%d)", maxCreates))
	}
	b.used += n
	return nil
}

// setCommands replaces all commands at once; one bad command refuses them all.
func (s *Server) setCommands(c *call) (any, error) {
	list, err := s.shelf(c)
	if err != nil {
		return nil, err
	}
	if c.array == nil {
		return nil, invalidField("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
	}
	if err := s.valid(c); err != nil {
		return nil, err
	}
	var wanted []Object
	for _, v := range c.array {
		wanted = append(wanted, v.(Object)) // by the specification
	}
	if err := roomFor(wanted); err != nil {
		return nil, err
	}
	next, created := []Object{}, 0
	for _, in := range wanted {
		if sameCommand(*list, in) < 0 {
			created++
		}
	}
	if err := s.countCreates(c, created); err != nil {
		return nil, err
	}
	for _, in := range wanted {
		id := ""
		if i := sameCommand(*list, in); i >= 0 {
			id = text((*list)[i], "id")
		} else {
			id = s.nextID()
		}
		next = append(next, s.command(in, c.vars["guild_id"], id))
	}
	*list = next
	s.stateChanged()
	return next, nil
}

func (s *Server) editCommand(c *call) (any, error) {
	list, i, err := s.onShelf(c)
	if err != nil {
		return nil, err
	}
	merged := with((*list)[i], c.in)
	merged["type"] = (*list)[i]["type"] // cannot be changed
	if err := s.valid(c); err != nil {
		return nil, err
	}
	if j := sameCommand(*list, merged); j >= 0 && j != i {
		return nil, invalidField("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
	}
	(*list)[i] = s.command(merged, c.vars["guild_id"], c.vars["command_id"])
	s.stateChanged()
	return (*list)[i], nil
}

func (s *Server) deleteCommand(c *call) (any, error) {
	list, i, err := s.onShelf(c)
	if err != nil {
		return nil, err
	}
	*list = slices.Delete(*list, i, i+1)
	s.stateChanged()
	return nil, nil
}

// The emulator keeps no overrides of command permissions: there are none to show, and bots cannot set them.

func (s *Server) getAllRights(c *call) (any, error) {
	_, err := s.shelf(c)
	return []any{}, err
}

func (s *Server) getRights(c *call) (any, error) {
	if _, _, err := s.onShelf(c); err != nil {
		return nil, err
	}
	return nil, refuse(404, 10066, "Unknown application command permissions")
}

func (s *Server) putRights(c *call) (any, error) {
	if _, _, err := s.onShelf(c); err != nil {
		return nil, err
	}
	return nil, refuse(403, 20001, "Bots cannot use this endpoint")
}

package discord

import "github.com/bwmarrin/discordgo"

// Names of moderators' commands, and of what members add.
const (
	cmdMod     = "mod"
	cmdSuggest = "suggest"
	menuSave   = "Save as fact"
	menuMark   = "Mark as good example"
	menuDelete = "Delete this answer"
)

// opt shortens the spelling of options.
type opt = discordgo.ApplicationCommandOption

func text(name, about string, most int) *opt {
	return &opt{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: about, MaxLength: most}
}

func needed(o *opt) *opt { o.Required = true; return o }

func completed(o *opt) *opt { o.Autocomplete = true; return o }

func typed(kind discordgo.ApplicationCommandOptionType, name, about string) *opt {
	return &opt{Type: kind, Name: name, Description: about}
}

func whole(name, about string, least, most float64) *opt {
	return &opt{Type: discordgo.ApplicationCommandOptionInteger, Name: name, Description: about, MinValue: &least, MaxValue: most}
}

func choose(o *opt, values ...string) *opt {
	for i := 0; i+1 < len(values); i += 2 {
		o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Name: values[i+1], Value: values[i]})
	}
	return o
}

func sub(name, about string, options ...*opt) *opt {
	return &opt{Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: about, Options: options}
}

func group(name, about string, subs ...*opt) *opt {
	return &opt{Type: discordgo.ApplicationCommandOptionSubCommandGroup, Name: name, Description: about, Options: subs}
}

// moderatorCommands are what is offered within servers only. Discord shows them
// to whoever manages the server; that is for tidiness, the bot judges each use.
func moderatorCommands() []*discordgo.ApplicationCommand {
	manage := int64(discordgo.PermissionManageGuild)
	all := []*discordgo.ApplicationCommand{
		{Type: discordgo.ChatApplicationCommand, Name: cmdMod, Description: "Keep the facts of this server", DefaultMemberPermissions: &manage, Options: modOptions()},
		{Type: discordgo.MessageApplicationCommand, Name: menuSave, DefaultMemberPermissions: &manage},
		{Type: discordgo.MessageApplicationCommand, Name: menuMark, DefaultMemberPermissions: &manage},
		{Type: discordgo.ChatApplicationCommand, Name: cmdSuggest, Description: "Suggest a fact; moderators decide on it"},
		{Type: discordgo.MessageApplicationCommand, Name: menuDelete},
	}
	for _, c := range all {
		c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild}
		c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	}
	return all
}

// maxIDOption is the longest id or name that is typed for a fact or a source.
const maxIDOption = 300

func modOptions() []*opt {
	fact := func() *opt { return needed(completed(text("fact", "Type to search the facts", maxIDOption))) }
	why := func() *opt { return text("why", "Why, for the history", 200) }
	return []*opt{
		group("fact", "Add facts and keep them right",
			sub("add", "Write a new fact"),
			sub("edit", "Change a fact", fact()),
			sub("retire", "Take a fact out of the answers", fact(), why()),
			sub("restore", "Bring a retired fact back", needed(completed(text("fact", "The retired fact", maxIDOption)))),
			sub("history", "Who changed what, and when", completed(text("fact", "One fact; all if left out", maxIDOption))),
			sub("revert", "Go back to an earlier state", fact()),
			sub("diff", "Compare two states of a fact", fact(),
				whole("from", "Number of the earlier revision", 0, maxWhole), whole("to", "Number of the later revision", 0, maxWhole)),
		),
		group("source", "What the facts rest on",
			sub("add", "Describe a new source"),
			sub("edit", "Change what is said of a source", needed(completed(text("source", "Type to search the sources", maxIDOption)))),
			sub("list", "All sources"),
		),
		sub("synonym", "Words that mean the same, such as NEV and new energy vehicle",
			needed(text("words", "Two or more, separated by commas", 1000)), typed(discordgo.ApplicationCommandOptionBoolean, "remove", "Take the group of the first word away")),
		sub("review", "What waits for a decision"),
		sub("inbox", "What members asked and the base does not hold"),
		sub("import", "Read facts from files; nothing is changed before you agree",
			needed(typed(discordgo.ApplicationCommandOptionAttachment, "file", "A YAML or CSV file as the export writes it")),
			typed(discordgo.ApplicationCommandOptionAttachment, "file2", "Another one"), typed(discordgo.ApplicationCommandOptionAttachment, "file3", "Another one"),
			typed(discordgo.ApplicationCommandOptionAttachment, "file4", "Another one"), why()),
		sub("export", "The whole base of this server as files", choose(text("format", "YAML if left out", 10), "yaml", "YAML", "csv", "CSV")),
		sub("channel", "When I speak in a channel and its threads",
			needed(choose(text("mode", "When I speak", 10), "mention", "mention: when I am addressed", "off", "off: commands only",
				"ask", "ask: to each question", "ambient", "ambient: when I am sure",
				"inherit", "inherit: in a thread as in its channel")),
			typed(discordgo.ApplicationCommandOptionChannel, "channel", "This one if left out")),
		sub("settings", "What is set, and what could be set next",
			typed(discordgo.ApplicationCommandOptionRole, "role", "Who has this role is a moderator"),
			typed(discordgo.ApplicationCommandOptionChannel, "moderators", "Where proposals, reviews due and gaps are posted"),
			whole("approvals", "How many other moderators have to approve a change", 0, 2),
			typed(discordgo.ApplicationCommandOptionBoolean, "suggestions", "Whether members may suggest facts"),
			whole("retention", "How many days an unanswered question is kept", 1, 3650),
			choose(text("reset", "What goes back to its default", 20), "mod_role", "the moderator role", "mod_channel", "the moderators' channel")),
		sub("audit", "Who did what",
			typed(discordgo.ApplicationCommandOptionUser, "by", "Only what this person did"),
			choose(text("what", "Only this", 20), "add", "facts added", "change", "facts changed", "retire", "facts retired", "restore", "facts restored",
				"revert", "facts reverted", "propose", "proposals", "decide", "decisions", "setting", "settings", "inbox", "the inbox",
				"import", "imports", "export", "exports", "example", "examples marked", "delete", "answers deleted"),
			typed(discordgo.ApplicationCommandOptionBoolean, "file", "All of it as a CSV file")),
		sub("why", "Why a question is answered as it is, or refused", needed(text("question", "The question as a member would ask it", maxQuestion))),
		sub("stats", "Questions, answers, gaps and votes, with a chart", whole("days", "How many days back; 30 if left out", 1, 365)),
	}
}

// maxWhole is the greatest number that a person may type for a revision.
const maxWhole = 1 << 31

package discord

import (
	"slices"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// aForm is in a response that opens a form.
const aForm = `"type":9`

// rows is the table: everything that can be done with the bot.
func rows() []row {
	return slices.Concat(commandRows(), choiceRows(), memberButtons(), moderatorButtons(), formRows())
}

func cmd(path string, least standing, want string, options ...any) row {
	return row{"command " + path, least, func(*ground) map[string]any { return typedCommand(path, options...) }, want}
}

func commandRows() []row {
	menu := func(name string, least standing, author, content, want string) row {
		return row{"command " + name, least, func(g *ground) map[string]any { g.gave(); return onMenu(name, author, content) }, want}
	}
	return []row{
		cmd(cmdAsk, anybody, "Ilse Brandt", "question", "Who founded the Ostra Tea House?"),
		cmd(cmdCheck, anybody, "Supported", "claim", "The Ostra Tea House has a shop in Lund."),
		cmd(cmdFact, anybody, "Ilse Brandt", "fact", "founder"),
		cmd(cmdFacts, anybody, "Topics: shops"),
		cmd(cmdSources, anybody, "2 sources"),
		cmd(cmdHelp, anybody, "Ask me with"),
		cmd(cmdPrivacy, anybody, "Delete my id now"),
		menu(menuAnswer, anybody, "7", "Who founded the Ostra Tea House?", "Ilse Brandt"),
		menu(menuCheck, anybody, "7", "Ostra has a shop in Lund", "Supported"),
		cmd(cmdSuggest, insider, aForm),
		menu(menuSave, keeperOf, "7", "The Ostra Tea House has a shop in Oslo.", aForm),
		menu(menuMark, keeperOf, "7", "Who founded the Ostra Tea House?", aForm),
		menu(menuDelete, keeperOf, "9", "Ilse Brandt", "Deleted."),

		cmd("mod fact add", keeperOf, aForm),
		cmd("mod fact edit", keeperOf, aForm, "fact", "founder"),
		cmd("mod fact retire", keeperOf, "Preview.", "fact", "founder"),
		{"command mod fact restore", keeperOf, func(g *ground) map[string]any {
			g.save(bot.Wish{Action: kb.Retire, Target: kb.FactTarget("founder"), BasedOn: bot.Newest})
			return typedCommand("mod fact restore", "fact", "founder")
		}, "Preview."},
		cmd("mod fact history", keeperOf, "Nothing of founder was changed", "fact", "founder"),
		cmd("mod fact revert", keeperOf, "Nothing of founder was changed", "fact", "founder"),
		{"command mod fact diff", keeperOf, func(g *ground) map[string]any {
			g.edit("founder", "Ilse")
			return typedCommand("mod fact diff", "fact", "founder")
		}, "the curated base → revision 1"},
		cmd("mod source add", keeperOf, aForm),
		cmd("mod source edit", keeperOf, aForm, "source", "letter"),
		cmd("mod source list", keeperOf, "2 sources"),
		cmd("mod synonym", keeperOf, "Preview.", "words", "tea house, tea shop"),
		cmd("mod review", keeperOf, "Nothing waits for a decision"),
		cmd("mod inbox", keeperOf, "The inbox is empty"),
		{"command mod import", keeperOf, func(g *ground) map[string]any {
			d := typedCommand("mod import", "file", "12")
			d["resolved"] = map[string]any{"attachments": map[string]any{"12": map[string]any{"filename": "facts.yaml", "size": 10, "url": g.r.server.URL + "/facts.yaml"}}}
			return d
		}, "It cannot be saved like this"},
		cmd("mod export", keeperOf, "The whole base of this server"),
		cmd("mod channel", keeperOf, "I answer commands only", "mode", "off"),
		cmd("mod settings", keeperOf, "Moderator role"),
		{"command mod settings (the moderators' channel)", keeperOf, func(*ground) map[string]any { return typedCommand("mod settings", "moderators", "4") }, "Moderator role"},
		{"command mod settings (the role)", manager, func(*ground) map[string]any { return typedCommand("mod settings", "role", theRole) }, "Set."},
		{"command mod settings (approvals)", manager, func(*ground) map[string]any { return typedCommand("mod settings", "approvals", "0") }, "Set."},
		{"command mod settings (reset of the channel)", keeperOf, func(*ground) map[string]any { return typedCommand("mod settings", "reset", kb.KeyModChannel) }, "Set."},
		{"command mod settings (reset of the role)", manager, func(*ground) map[string]any { return typedCommand("mod settings", "reset", kb.KeyModRole) }, "not set"},
		cmd("mod audit", keeperOf, "Audit"),
		{"command mod audit (the file)", keeperOf, func(*ground) map[string]any { return typedCommand("mod audit", "file", true) }, "as a file"},
		cmd("mod stats", keeperOf, "Nobody asked anything"),
		cmd("mod why", keeperOf, "Nearest: ", "question", "Who founded the tea house of Lund?"),
	}
}

func choiceRows() []row {
	choices := func(path string, least standing, want string, options ...any) row {
		return row{"choices " + path, least, func(g *ground) map[string]any { return typedCommand(path, options...) }, want}
	}
	return []row{
		choices(cmdAsk, anybody, "Who founded", "question", "who founded"),
		choices(cmdFact, anybody, "founder", "fact", "who founded"),
		choices(cmdFacts, anybody, "people", "topic", "peo"),
		choices("mod fact edit", anybody, "founder", "fact", "who founded"),
		choices("mod fact retire", anybody, "founder", "fact", "who founded"),
		choices("mod fact history", anybody, "founder", "fact", "who founded"),
		choices("mod fact revert", anybody, "founder", "fact", "who founded"),
		choices("mod fact diff", anybody, "founder", "fact", "who founded"),
		choices("mod source edit", anybody, "letter", "source", "letter"),
		{"choices mod fact restore", keeperOf, func(g *ground) map[string]any {
			g.save(bot.Wish{Action: kb.Retire, Target: kb.FactTarget("founder"), BasedOn: bot.Newest})
			return typedCommand("mod fact restore", "fact", "found")
		}, "founder"},
	}
}

func button(what string, least standing, want string, data func(*ground) map[string]any) row {
	return row{"button " + what, least, data, want}
}

func memberButtons() []row {
	simple := func(verb string, least standing, want string) row {
		return button(verb, least, want, func(g *ground) map[string]any { return g.press(verb, factMarks("founder")) })
	}
	return []row{
		simple(verbSource, insider, "A letter to the staff"),
		simple(verbRelated, insider, "a shop in Riga"),
		simple(verbAskOn, insider, aForm),
		simple(verbShow, insider, "Ilse Brandt"),
		simple(verbChoose, insider, "Ilse Brandt"),
		button(verbOpen, insider, "Ilse Brandt", func(g *ground) map[string]any {
			return map[string]any{"custom_id": g.seal(verbOpen, nil), "values": []string{g.seal(verbShow, factMarks("founder"))}}
		}),
		button(verbPage, insider, "7 facts", func(g *ground) map[string]any {
			m := markOf("topic ")
			return g.press(verbPage, append(m[:], 0, 0, 0, 0, 'O'))
		}),
		simple(verbUp, insider, "Your last vote counts"),
		simple(verbDown, insider, "Your last vote counts"),
		simple(verbReport, insider, aForm),
		button(verbTell, insider, "You will get a direct message", func(g *ground) map[string]any { return g.press(verbTell, nil) }),
		simple(verbQuiet, insider, "I will keep out of this channel"),
		button(verbErase, keeperOf, "Deleted.", func(g *ground) map[string]any { g.gave(); return g.press(verbErase, factMarks("founder")) }),
		button(verbForget, insider, "and is deleted", func(g *ground) map[string]any { g.waits(); return g.press(verbForget, nil) }),
	}
}

func moderatorButtons() []row {
	founder := targetMark(kb.FactTarget("founder"))
	return []row{
		button(verbSave, ownerOnly, "Changed.", func(g *ground) map[string]any { return g.press(verbSave, g.draft()) }),
		button(verbDrop, insider, "Cancelled.", func(g *ground) map[string]any { return g.press(verbDrop, g.draft()) }),
		button(verbMerge, ownerOnly, "Preview.", func(g *ground) map[string]any {
			d := g.draft()
			g.edit("founder", "Brandt")
			return g.press(verbMerge, d)
		}),
		button(verbRecheck, ownerOnly, "Preview.", func(g *ground) map[string]any { return g.press(verbRecheck, g.draft()) }),
		button(verbChange, ownerOnly, aForm, func(g *ground) map[string]any { return g.press(verbChange, g.draft()) }),
		button(verbRead, ownerOnly, aForm, func(g *ground) map[string]any { return g.press(verbRead, append([]byte{partFigure}, g.draft()...)) }),
		button(verbHistory, keeperOf, "Nothing of founder was changed", func(g *ground) map[string]any {
			return g.press(verbHistory, historyState(kb.FactTarget("founder"), 0))
		}),
		button(verbBack, keeperOf, "Preview.", func(g *ground) map[string]any {
			g.edit("founder", "Ilse")
			return g.press(verbBack, founder, number(0))
		}),
		button(verbProposal, keeperOf, "Proposal 1", func(g *ground) map[string]any { return g.press(verbProposal, number(g.proposal(aColleague))) }),
		button(verbDecide+" (approve)", keeperOf, "Approved.", func(g *ground) map[string]any {
			return g.press(verbDecide, decideState(kb.Approve, g.proposal(aColleague)))
		}),
		button(verbDecide+" (veto)", keeperOf, "Vetoed.", func(g *ground) map[string]any {
			return g.press(verbDecide, decideState(kb.Veto, g.proposal(aColleague)))
		}),
		button(verbDecide+" (withdraw)", ownerOnly, "Withdrawn.", func(g *ground) map[string]any {
			return g.press(verbDecide, decideState(kb.Withdraw, g.proposal(thePerson)))
		}),
		button(verbVeto, keeperOf, aForm, func(g *ground) map[string]any { return g.press(verbVeto, number(g.proposal(aColleague))) }),
		button(verbInbox, keeperOf, "without an answer", func(g *ground) map[string]any { g.gap(); return g.press(verbInbox, number(0)) }),
		button(verbGap, keeperOf, "Write its fact", func(g *ground) map[string]any { return g.press(verbGap, nil, number(g.gap())) }),
		button(verbWrite, keeperOf, aForm, func(g *ground) map[string]any { return g.press(verbWrite, number(g.gap())) }),
		button(verbPoint, keeperOf, "Preview.", func(g *ground) map[string]any { return g.press(verbPoint, number(g.gap()), founder) }),
		button(verbDismiss, keeperOf, "Dismissed.", func(g *ground) map[string]any { return g.press(verbDismiss, number(g.gap())) }),
		button(verbDismiss+" (take back)", keeperOf, "without an answer", func(g *ground) map[string]any {
			n := g.gap()
			if err := g.c.bot.Dismiss(g.t.Context(), g.moderator(aColleague), n); err != nil {
				g.t.Fatal(err)
			}
			return g.press(verbDismiss, append(number(n), 'r'))
		}),
		button(verbSeen, keeperOf, "The inbox is empty", func(g *ground) map[string]any { return g.press(verbSeen, nil, number(g.report())) }),
		button(verbDue, keeperOf, aForm, func(g *ground) map[string]any { return g.press(verbDue, nil, founder) }),
		button(verbSettle, keeperOf, "Preview.", func(g *ground) map[string]any {
			g.edit("founder", "Ilse")
			g.updated("founder", "Ilse B.")
			return g.press(verbSettle, nil, append(targetMark(kb.FactTarget("founder")), 'k'))
		}),
		button(verbUnmark, keeperOf, "is not marked any more", func(g *ground) map[string]any { return g.press(verbUnmark, exampleMark(g.marks())) }),
		button(verbUnmark+" (from the menu)", keeperOf, "is not marked any more", func(g *ground) map[string]any { return g.press(verbUnmark, nil, exampleMark(g.marks())) }),
		button(verbAudit, keeperOf, "Audit", func(g *ground) map[string]any {
			return g.press(verbAudit, append(number(1000), number(0)...))
		}),
	}
}

func formRows() []row {
	form := func(what string, least standing, want string, data func(*ground) map[string]any) row {
		return row{"form " + what, least, data, want}
	}
	return []row{
		form(verbAskOn, insider, "900 tonnes", func(g *ground) map[string]any {
			return g.form(verbAskOn, factMarks("founder"), fieldID, "How much tea did Ostra sell in 2023?")
		}),
		form(verbReport, insider, "The moderators have it", func(g *ground) map[string]any {
			return g.form(verbReport, factMarks("founder"), fieldID, "It was her sister.")
		}),
		form(verbAdd+" (a suggestion)", insider, "Preview.", func(g *ground) map[string]any {
			return g.form(verbAdd, origin(fromSuggest, 0), newFact()...)
		}),
		form(verbAdd+" (for the inbox)", keeperOf, "Preview.", func(g *ground) map[string]any {
			return g.form(verbAdd, origin(fromQuestion, uint64(g.gap())), newFact()...)
		}),
		form(verbEdit, keeperOf, "Preview.", func(g *ground) map[string]any {
			return g.form(verbEdit, append(targetMark(kb.FactTarget("founder")), number(0)...), newFact()...)
		}),
		form(verbChange, ownerOnly, "Preview.", func(g *ground) map[string]any { return g.form(verbChange, g.draft(), newFact()...) }),
		form(verbRead, ownerOnly, "Preview.", func(g *ground) map[string]any {
			return g.form(verbRead, append([]byte{partAbout}, g.draft()...), "subject", "Ilse", "topics", "people")
		}),
		form(verbDescribe, keeperOf, "Preview.", func(g *ground) map[string]any { return g.form(verbDescribe, nil, "title", "The guest book") }),
		form(verbMark, keeperOf, "Marked.", func(g *ground) map[string]any {
			return g.form(verbMark, factMarks("founder"), fieldID, "Who founded the Ostra Tea House?")
		}),
		form(verbVeto, keeperOf, "Vetoed.", func(g *ground) map[string]any {
			return g.form(verbVeto, number(g.proposal(aColleague)), "why", "No.")
		}),
	}
}

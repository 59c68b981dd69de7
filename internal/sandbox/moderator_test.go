package sandbox_test

import (
	"context"
	"fmt"
	"testing"

	engine "autofacts/internal/answer"
	realbot "autofacts/internal/bot"
	"autofacts/internal/discord"
	"autofacts/internal/fakediscord"
	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// teaHouse is a small base of two facts.
func teaHouse() *kb.Base {
	letter := func(phrase string) []kb.Evidence { return []kb.Evidence{{Source: "letter", Phrase: phrase}} }
	return kb.NewBase([]kb.Fact{
		{ID: "founder", Statement: "Ilse Brandt founded the Ostra Tea House.", Answer: "Ilse Brandt", Subject: "Ostra Tea House",
			Evidence: letter("founded by Ilse Brandt"), Ask: map[string][]string{"en": {"Who founded the Ostra Tea House?"}}},
		{ID: "shop", Statement: "The Ostra Tea House has a shop in Lund.", Answer: "Lund", Subject: "Ostra Tea House",
			Evidence: letter("our shop in Lund"), Ask: map[string][]string{"en": {"Where does Ostra have a shop?"}}},
	}, []kb.Source{{ID: "letter", Title: "A letter to the staff"}}, kb.Lexicon{})
}

// startRealBot connects the program's own bot, with a store in memory.
func startRealBot(t *testing.T, info fakediscord.Info) {
	t.Helper()
	kept, err := store.OpenMemory(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := realbot.New(realbot.Options{Index: engine.New(teaHouse()), Store: kept, Key: []byte("a key for hashes")})
	client, err := discord.New(discord.Options{Token: info.Token, Bot: b, BaseURL: info.API, MessageContent: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- client.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the bot ended: %v", err)
		}
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
}

// field writes into a field of the form that is open, over what it holds.
func (s *screen) field(id, text string) {
	s.t.Helper()
	s.click(fmt.Sprintf("#modal [data-custom=%s]", id), "")
	s.run(fmt.Sprintf("document.querySelector('#modal [data-custom=%s]').select()", id))
	s.types(text)
}

// The moderator's seat keeps the facts: a question of the inbox gets its fact, an
// edit is warned of, a proposal approved, a change taken back.
func TestModeratorsSeat(t *testing.T) {
	s := open(t, 1280, 900, false)
	startRealBot(t, s.emulator.Info())
	s.see(".member", "online")

	s.say("@Autofacts How many cups did Ostra serve in 2025?")
	s.click(".button", "Tell me when you know")
	s.readsAlone("You will get a direct message")

	s.sit("moderator")
	s.command("mod inbox")
	s.readsAlone("1 question is without an answer")
	s.choose("Answer or dismiss one", "How many cups")
	s.click(".button", "Write its fact")
	s.field("statement", "The Ostra Tea House served over 2 million cups in 2025.")
	s.field("answer", "over 2 million cups")
	s.click("#modal .menu-button", "")
	s.click("#modal .option", "A letter to the staff")
	s.field("phrase", "two million cups in 2025")
	s.shot("1-form")
	s.submit()
	s.see(".embed-text", "Members would see")
	s.see(".embed-text", "Period: 2025")
	s.shot("2-preview")
	s.click(".button", "Save")
	s.readsAlone("The next question is answered with it.")

	s.editFounder("Ilse Brandt, a sailor")
	s.see(".embed-text", "1 answer would change")
	s.see(".embed-text", "Ilse Brandt, a sailor")
	s.shot("3-warning")
	s.click(".button", "Save")
	s.readsAlone("founder, revision 2")
	s.click(".button", "History")
	s.see(".embed-text", "#2 changed by")
	s.shot("4-history")
	s.choose("Go back to", "The curated base")
	s.see(".embed-text", "1 answer would change")
	s.click(".button", "Revert")
	s.readsAlone("founder, revision 3")

	s.suggestion()
	s.command("mod review")
	s.choose("Open a proposal", "a shop in Visby")
	s.shot("5-proposal")
	s.click(".button", "Approve")
	s.readsAlone("It is in force.")

	s.sit("member")
	s.say("@Autofacts Does Ostra have a shop in Visby?")
	s.see(".message .text strong", "Visby")
	s.say("@Autofacts How many cups did Ostra serve in 2025?")
	s.see(".message .text strong", "over 2 million cups")
}

// editFounder changes the short answer of a fact, as far as the preview.
func (s *screen) editFounder(short string) {
	s.t.Helper()
	s.write("/mod fact edit")
	s.see(".suggestion", "/mod fact edit")
	s.press("Tab")
	s.focused("input[data-option=fact]")
	s.types("found")
	s.click(".suggestion", "Who founded the Ostra Tea House?")
	s.press("Enter")
	s.see("#modal h2", "Change a fact")
	s.field("answer", short)
	s.submit()
}

// suggestion has the member suggest a fact, while the moderator looks elsewhere.
func (s *screen) suggestion() {
	s.t.Helper()
	form, err := s.emulator.Command(s.ctx, "Mia", fakediscord.Command{Name: "suggest"})
	if err != nil {
		s.t.Fatal(err)
	}
	shown, err := s.emulator.Submit(s.ctx, "Mia", fakediscord.Submit{InteractionID: form.InteractionID, Values: map[string]any{
		"statement": "The Ostra Tea House has a shop in Visby.", "answer": "Visby", "source": "letter", "phrase": "and one in Visby",
		"questions": "Does Ostra have a shop in Visby?"}})
	if err != nil {
		s.t.Fatal(err)
	}
	propose := shown.Response.Message
	row, _ := propose.Components[0]["components"].([]any)
	save, _ := row[0].(fakediscord.Object)
	if _, err := s.emulator.Click(s.ctx, "Mia", fakediscord.Press{ChannelID: propose.ChannelID, MessageID: propose.ID, CustomID: fmt.Sprint(save["custom_id"])}); err != nil {
		s.t.Fatal(err)
	}
}

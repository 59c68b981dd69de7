package discord_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"autofacts/internal/fakediscord"
	"autofacts/internal/kb"
)

// steps does one thing after the other; none may fail, and a part of what is
// seen can be asked for after "=>".
func (tk *talk) steps(lines ...string) {
	tk.t.Helper()
	for _, l := range lines {
		step, want, _ := strings.Cut(l, " => ")
		tk.wants(step, want)
	}
}

// attached downloads the files of the bot's last message.
func (tk *talk) attached() []fakediscord.File {
	tk.t.Helper()
	var out []fakediscord.File
	for _, a := range tk.last.Attachments {
		req, err := http.NewRequestWithContext(tk.ctx, http.MethodGet, a.URL, nil)
		if err != nil {
			tk.t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			tk.t.Fatal(err)
		}
		data, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || len(data) != a.Size {
			tk.t.Fatalf("%s: %s, %d bytes of %d, %v", a.Filename, resp.Status, len(data), a.Size, err)
		}
		out = append(out, fakediscord.File{Name: a.Filename, Data: data})
	}
	return out
}

// imports runs the command with files.
func (tk *talk) imports(person string, files []fakediscord.File) string {
	tk.t.Helper()
	c := tk.command("mod import why=back again")
	for i, f := range files {
		name := "file"
		if i > 0 {
			name += fmt.Sprint(i + 1)
		}
		c.Options[name] = f
	}
	return tk.outcome(person)(tk.fake.Command(tk.ctx, person, c))
}

func (tk *talk) guild() kb.GuildID { return kb.GuildID(tk.fake.Info().GuildID) }

// wipe deletes all that is kept of the server.
func (tk *talk) wipe() {
	tk.t.Helper()
	if _, err := tk.store.Leave(tk.ctx, tk.guild()); err != nil {
		tk.t.Fatal(err)
	}
	if gone, err := tk.store.DeleteLeft(tk.ctx, tk.guild(), tk.clock.Now().Add(time.Hour)); err != nil || !gone {
		tk.t.Fatalf("deleted: %v, %v", gone, err)
	}
}

// moderated is what moderators did before an export: each kind of change.
func (tk *talk) moderated() {
	tk.t.Helper()
	tk.steps(
		"Otto runs: mod fact edit fact=founder => (form)",
		"Otto submits: answer=Ilse Brandt, a sailor => Preview",
		"Otto clicks: Save => **Changed.**",
		"Otto runs: mod source add => (form)",
		"Otto submits: title=Harbour gazette | author=Per Lind | date=2026-01-05 => Preview",
		"Otto clicks: Save => **Saved.**",
		"Otto runs: mod fact add => (form)",
		"Otto submits: statement=The Ostra Tea House has a shop in Visby. | answer=Visby | source=harbour-gazette | phrase=a shop in Visby | questions=Does Ostra have a shop in Visby? => Preview",
		"Otto clicks: Save => **Saved.**",
		"Otto runs: mod fact retire fact=shop-riga => Preview",
		"Otto clicks: Retire => **Retired.**",
		"Otto runs: mod synonym words=tea, brew => Preview",
		"Otto clicks: Save => **Saved.**",
	)
}

// answers are what members are told of what moderators changed.
func (tk *talk) answers() {
	tk.t.Helper()
	tk.steps(
		"Mia runs: ask question=Who founded the Ostra Tea House? => **Ilse Brandt, a sailor**",
		"Mia runs: ask question=Does Ostra have a shop in Visby? => Harbour gazette, Per Lind",
		"Mia runs: ask question=Does Ostra have a shop in Riga? => **Not in the base.**",
		"Mia runs: ask question=How much brew did Ostra sell in 2024? => 1,200 tonnes",
	)
}

// TestWhatIsExportedIsImported takes a server's base out as attachments, wipes
// it, and brings it back as a proposal that another moderator approves.
func TestWhatIsExportedIsImported(t *testing.T) {
	for _, format := range []string{"yaml", "csv"} {
		t.Run(format, func(t *testing.T) {
			tk := newServer(t, fakediscord.Options{})
			tk.moderated()
			tk.answers()
			tk.steps("Otto runs: mod export format=" + format + " => (file facts." + format + ")")
			files := tk.attached()
			if len(files) != 4 {
				t.Fatalf("%d files, want facts, sources, synonyms and what is retired", len(files))
			}
			tk.wipe()
			tk.steps(
				"Mia runs: ask question=Who founded the Ostra Tea House? => **Ilse Brandt**\n",
				"Mia runs: ask question=Does Ostra have a shop in Riga? => **Riga**",
				"Otto runs: mod settings approvals=1 => Approvals by others: 1")
			const counts = "3 added, 1 changed, 1 retired, 7 as they are."
			if got := tk.imports("Otto", files); !strings.Contains(got, counts) || !strings.Contains(got, "[Propose]") {
				t.Fatalf("the import shows:\n%s", got)
			}
			tk.steps(
				"Otto clicks: Cancel => Nothing was changed.",
				"Mia runs: ask question=Does Ostra have a shop in Riga? => **Riga**",
				"Otto runs: mod fact history => Nothing of all that this server changed was changed")
			if got := tk.imports("Otto", files); !strings.Contains(got, counts) {
				t.Fatalf("the import shows:\n%s", got)
			}
			tk.steps(
				"Otto clicks: Propose => **Proposal 1 is waiting.**",
				"Mia runs: ask question=Does Ostra have a shop in Riga? => **Riga**",
				"Ada runs: mod review => **1 proposal**")
			tk.step("Ada picks: " + tk.onlyOption())
			tk.steps("Ada clicks: Approve => **Approved.**")
			tk.answers()
			tk.steps("Ada runs: mod export format=" + format + " => (file facts." + format + ")")
			for i, f := range tk.attached() {
				if f.Name != files[i].Name || !bytes.Equal(f.Data, files[i].Data) {
					t.Errorf("%s is\n%s\nand was, as %s,\n%s", f.Name, f.Data, files[i].Name, files[i].Data)
				}
			}
			if got := tk.imports("Ada", files); !strings.Contains(got, "There is nothing to import") {
				t.Errorf("imported again:\n%s", got)
			}
		})
	}
}

// onlyOption gives the label of the one thing in the menu of the last message.
func (tk *talk) onlyOption() string {
	tk.t.Helper()
	for _, row := range tk.last.Components {
		for _, c := range list(row["components"]) {
			if options := list(c["options"]); len(options) == 1 {
				return fmt.Sprint(options[0]["label"])
			}
		}
	}
	tk.t.Fatalf("no menu with one thing on:\n%s", show(tk.last))
	return ""
}

// TestAnArchiveGivesEverythingBack takes what the operator takes: history, votes,
// proposals and the audit come back as well, byte for byte the second time.
func TestAnArchiveGivesEverythingBack(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	tk.moderated()
	tk.steps(
		"Otto runs: mod settings approvals=1 | moderators=#moderators => Set",
		"Mia runs: suggest => (form)",
		"Mia submits: statement=The kettle is green. | source=letter | phrase=the green kettle => Preview",
		"Mia clicks: Propose => waiting",
		"Mia runs: ask question=Who founded the Ostra Tea House? => sailor",
		"Mia clicks: 👍 => Thank you",
		"Mia turns to: **Ilse Brandt, a sailor**",
		"Zoe clicks: 👎 => What is wrong",
		"Zoe clicks: Report an error => (form)",
		"Zoe submits: It was her sister. => inbox",
		"Mia runs: ask question=How many boats does Ostra have? => does not hold",
		"Otto runs: mod inbox => boats", // which writes what was counted
		"Mia turns to: **Ilse Brandt, a sailor**",
		"Otto opens on it: Mark as good example => (form)",
		"Otto submits: Who founded the Ostra Tea House? => **Marked.**",
	)
	first := tk.archive()
	tk.wipe()
	kept, err := kb.ParseArchive(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := tk.store.Restore(tk.ctx, tk.guild(), kept); err != nil {
		t.Fatal(err)
	}
	if second := tk.archive(); !bytes.Equal(first, second) {
		t.Errorf("the second archive is\n%s\nthe first was\n%s", second, first)
	}
	tk.answers()
	tk.steps(
		"Otto runs: mod fact history fact=founder => Guarded by 1 marked question",
		"Otto runs: mod review => The kettle is green",
		"Otto runs: mod inbox => It was her sister.",
		"Otto runs: mod audit what=retire => fact shop-riga",
	)
}

func (tk *talk) archive() []byte {
	tk.t.Helper()
	a, err := tk.store.Export(tk.ctx, tk.guild())
	if err != nil {
		tk.t.Fatal(err)
	}
	data, err := kb.FormatArchive(a)
	if err != nil {
		tk.t.Fatal(err)
	}
	return data
}

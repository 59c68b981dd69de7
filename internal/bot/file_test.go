package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// TestExportIsImport holds that what is written reads as the same base.
func TestExportIsImport(t *testing.T) {
	for _, form := range []bot.Format{bot.YAML, bot.CSV} {
		h := newHouse(t)
		f := mint()
		f.Answer = "=about 300 kilos" // which a spreadsheet would take for a formula
		h.save(ada, h.preview(ada, add(f)))
		h.save(ada, h.preview(ada, bot.Wish{Action: kb.Add, Synonym: &bot.SynonymForm{Words: "kettle, boiler"}}))
		files, err := h.Export(t.Context(), ada, form)
		if err != nil || len(files) != 3 {
			t.Fatalf("%s: %d files, %v", form, len(files), err)
		}
		if strings.Contains(string(files[0].Data), ",=about") {
			t.Errorf("%s: a formula is written: %s", form, files[0].Data)
		}
		p, err := h.Import(t.Context(), ada, files, "")
		if err != nil || p.Savable() || p.Import.Same != 9 {
			t.Errorf("%s into itself: %v, %+v, %v", form, p.Objections, p.Import, err)
		}
		p, err = h.Import(t.Context(), alien, files, "from the other house")
		if errMay := h.May(t.Context(), alien, bot.CmdImport); err != nil || errMay != nil {
			t.Fatal(err, errMay)
		}
		if p.Import.Added != 2 || p.Import.Changed != 0 || p.Import.Same != 7 {
			t.Errorf("%s elsewhere: %+v %v", form, p.Import, p.Objections)
		}
		s := h.save(alien, p)
		if len(s.Revisions) != 2 || s.Revisions[0].By != alien.Person {
			t.Errorf("saved %+v", s.Revisions)
		}
		h.wants(alien, "How much mint did the garden grow?", "300 kilos")
		again, err := h.Export(t.Context(), alien, form)
		if err != nil {
			t.Fatal(err)
		}
		for i := range files {
			if string(files[i].Data) != string(again[i].Data) {
				t.Errorf("%s: %s is\n%s\nand was\n%s", form, files[i].Name, again[i].Data, files[i].Data)
			}
		}
	}
}

// TestARetirementIsExported holds that an export brings an empty server to the
// same base, without the curated things that were retired.
func TestARetirementIsExported(t *testing.T) {
	for _, form := range []bot.Format{bot.YAML, bot.CSV} {
		h := newHouse(t)
		h.save(ada, h.preview(ada, bot.Wish{Action: kb.Retire, Target: fact("closing"), BasedOn: bot.Newest})) // which a list names
		h.save(ada, h.preview(ada, bot.Wish{Action: kb.Retire, Target: kb.SynonymTarget("tea-house"), BasedOn: bot.Newest}))
		own := h.save(ada, h.preview(ada, add(mint()))).Revisions[0].Target
		h.save(ada, h.preview(ada, bot.Wish{Action: kb.Retire, Target: own, BasedOn: bot.Newest}))
		files, err := h.Export(t.Context(), ada, form)
		if err != nil || len(files) != 3 || !strings.HasPrefix(files[2].Name, "retired.") {
			t.Fatalf("%s: %d files, %v", form, len(files), err)
		}
		p, err := h.Import(t.Context(), alien, files, "")
		if err != nil || *p.Import != (bot.ImportCount{Retired: 2, Same: 5}) {
			t.Fatalf("%s elsewhere: %+v %v, %v", form, p.Import, p.Objections, err)
		}
		h.save(alien, p)
		again, err := h.Export(t.Context(), alien, form)
		if err != nil || fmt.Sprintf("%q", again) != fmt.Sprintf("%q", files) {
			t.Errorf("%s: exported again:\n%q\nwas\n%q\n%v", form, again, files, err)
		}
		if p, err = h.Import(t.Context(), alien, files, ""); err != nil || p.Savable() || *p.Import != (bot.ImportCount{Same: 7}) {
			t.Errorf("%s a second time: %+v %v, %v", form, p.Import, p.Objections, err)
		}
	}
}

func TestAnImportIsAllOrNothing(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct{ name, text, want string }{
		{"facts.yaml", "- id: a\n  statement: One is so.\n  evidence: {source: letter}\n- id: b\n  statment: x\n", "facts.yaml:5:3: "},
		{"facts.yaml", "- id: a\n  statement: One is so.\n  evidence: {source: leter}\n", "facts.yaml:1:3: "},
		{"facts.yaml", "- id: a\n  statement: One is so.\n  evidence: {source: letter}\n- id: a\n  statement: Two is so.\n  evidence: {source: letter}\n", "facts.yaml:4:"},
		{"facts.csv", "id,statement,source\na,One is so.,letter\nb,Two is so.,leter\n", "facts.csv:3:1: "},
		{"facts.csv", "id,statement,source,value\na,One is so.,letter,many\n", "facts.csv:2:21: "},
		{"facts.csv", "id,sentence\na,One\n", "facts.csv:1:4: "},
		{"facts.csv", "id,statement\na,\"One\n", "facts.csv:"},
		{"facts.csv", "", "facts.csv:1:1: "},
		{"facts.csv", "id,statement\n,One is so.\n", "facts.csv:2:1: "},
		{"sources.csv", "id,url\nletter,example.org\n", "sources.csv:2:1: "},
		{"synonyms.csv", "words\nalone\n", "synonyms.csv:2:1: there are 1 words: give 2 to 20"},
		{"synonyms.yaml", "- terms: [tea, cha]\n- terms: [pot, \"@here\"]\n", "synonyms.yaml:2:3: the word has \"@here\""},
		{"retired.yaml", "- {thing: fact, id: kettle}\n- {thing: fact, id: ketle}\n", "retired.yaml:2:3: there is no fact ketle"},
		{"retired.yaml", "- {thing: fact, id: kettle}\n- {thing: fact, id: kettle}\n", "retired.yaml:2:3: fact kettle stands at retired.yaml:1:3 already"},
		{"retired.yaml", "- {thing: mug, id: kettle}\n", "retired.yaml:1:11: "},
		{"retired.yaml", "- {id: kettle}\n", "retired.yaml:1:3: a retired thing needs both"},
		{"retired.csv", "thing,id\nfact,\n", "retired.csv:2:1: "},
		{"facts.pdf", "%PDF", "facts.pdf:1:1: "},
		{"facts.yaml", "\xff\xfe", "facts.yaml:1:1: "},
	} {
		p, err := h.Import(t.Context(), ada, []bot.File{{c.name, []byte(c.text)}}, "")
		if err != nil {
			t.Errorf("%s %q: %v", c.name, c.text, err)
			continue
		}
		got := ""
		for _, o := range p.Objections {
			got += o.Error() + "\n"
		}
		if p.Savable() || !strings.Contains(got, c.want) {
			t.Errorf("%s %q: %q, want %q", c.name, c.text, got, c.want)
		}
	}
	if revs, err := h.History(t.Context(), ada, kb.Target{}, 0); err != nil || len(revs) != 0 {
		t.Errorf("something was kept: %v, %v", revs, err)
	}
}

func TestAnImportChangesWhatItsColumnsSay(t *testing.T) {
	h := newHouse(t)
	p, err := h.Import(t.Context(), ada, []bot.File{{"facts.csv", []byte("id;answer\nkettle;9 l\n")}}, "shorter")
	if err != nil {
		t.Fatal(err)
	}
	h.save(ada, p)
	c, _ := h.Fact(lou, "kettle")
	if c.Fact.Answer != "9 l" || c.Fact.Statement != "The kettle holds nine litres of water." || len(c.Fact.Evidence) != 1 || len(c.Fact.Ask["en"]) != 1 {
		t.Errorf("imported %+v", c.Fact)
	}
}

func TestAnImportMayHaveToBeApproved(t *testing.T) {
	h := newHouse(t)
	h.set(head, kb.KeyApprovals, "1")
	p, err := h.Import(t.Context(), ada, []bot.File{{"facts.csv", []byte("id,answer\nkettle,9 l\nclosing,at 6\n")}}, "")
	if err != nil {
		t.Fatal(err)
	}
	s := h.save(ada, p)
	if s.Proposal.Origin != kb.FromImport || len(s.Proposal.Edits) != 2 {
		t.Fatalf("proposed %+v", s.Proposal)
	}
	if d, err := h.Decide(t.Context(), ben, s.Proposal.Number, kb.Approve, "", "k"); err != nil || len(d.Revisions) != 2 {
		t.Errorf("approved %+v, %v", d, err)
	}
	if got := fmt.Sprint(h.says(lou, "When does the tea house close?")); !strings.Contains(got, "t 6") {
		t.Error(got)
	}
}

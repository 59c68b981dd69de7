package kb

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"go.yaml.in/yaml/v4"
)

// archiveFormat is the number of the form that archives have.
const archiveFormat = 1

// An Archive is everything that is kept of a server for good, in the order of
// its numbers, so that the server can be brought back as it was.
type Archive struct {
	Guild     GuildID
	Version   Version // its Epoch is not written
	Settings  []Setting
	Revisions []Revision
	Proposals []Proposal
	Questions []Question
	Votes     []Vote
	Reports   []Report
	Examples  []Example
	Audit     []Entry
	Tallies   []Tally
}

// FormatArchive writes an archive as YAML. The same archive gives the same bytes.
func FormatArchive(a Archive) ([]byte, error) {
	w, err := a.written()
	if err != nil {
		return nil, err
	}
	return marshal(w)
}

// ParseArchive reads what FormatArchive wrote. What it does not know is an
// error with the line, as is a number that is not in order.
func ParseArchive(data []byte) (Archive, error) {
	var w writtenArchive
	if err := unmarshal(data, &w); err != nil {
		return Archive{}, err
	}
	if w.Format != archiveFormat {
		return Archive{}, fmt.Errorf("this is not an archive of a server, which begins with \"autofacts_archive: %d\": %w", archiveFormat, ErrInvalid)
	}
	return w.archive()
}

// FormatEdits writes edits as YAML; ParseEdits reads them.
func FormatEdits(edits []Edit) ([]byte, error) {
	w, err := writeEdits(edits)
	if err != nil {
		return nil, err
	}
	return marshal(w)
}

// ParseEdits reads what FormatEdits wrote.
func ParseEdits(data []byte) ([]Edit, error) {
	var w []writtenEdit
	if err := unmarshal(data, &w); err != nil {
		return nil, err
	}
	return readEdits(w)
}

func unmarshal(data []byte, v any) error {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(v); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return nil
}

// An instant is written in UTC with as many digits as it has; the zero time is "".
type instant string

func writeTime(t time.Time) instant {
	if t.IsZero() {
		return ""
	}
	return instant(t.UTC().Format(time.RFC3339Nano))
}

func (i instant) time() (time.Time, error) {
	if i == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, string(i))
	if err != nil {
		return t, fmt.Errorf("time %q is not of the form 2006-01-02T15:04:05Z: %w", clip(string(i)), ErrInvalid)
	}
	return t.UTC(), nil
}

// The written forms. Contents stand as text of their own, as they would in a
// file of a base.
type writtenArchive struct {
	Format    int               `yaml:"autofacts_archive"`
	Guild     GuildID           `yaml:"guild"`
	Base      int64             `yaml:"base"`
	SettingsN int64             `yaml:"settings_version"`
	Settings  []writtenSetting  `yaml:"settings,omitempty"`
	Revisions []writtenRevision `yaml:"revisions,omitempty"`
	Proposals []writtenProposal `yaml:"proposals,omitempty"`
	Questions []writtenQuestion `yaml:"questions,omitempty"`
	Votes     []writtenVote     `yaml:"votes,omitempty"`
	Reports   []writtenReport   `yaml:"reports,omitempty"`
	Examples  []writtenExample  `yaml:"examples,omitempty"`
	Audit     []writtenEntry    `yaml:"audit,omitempty"`
	Tallies   []writtenTally    `yaml:"tallies,omitempty"`
}

type writtenSetting struct {
	Key   string   `yaml:"key"`
	Value string   `yaml:"value"`
	By    PersonID `yaml:"by"`
	At    instant  `yaml:"at"`
}

type writtenRevision struct {
	Number   RevisionID `yaml:"number"`
	Prior    RevisionID `yaml:"prior,omitempty"`
	Thing    Thing      `yaml:"thing"`
	ID       string     `yaml:"id"`
	Action   Action     `yaml:"action"`
	State    State      `yaml:"state"`
	To       RevisionID `yaml:"to,omitempty"`
	By       PersonID   `yaml:"by"`
	At       instant    `yaml:"at"`
	Why      string     `yaml:"why,omitempty"`
	Proposal ProposalID `yaml:"proposal,omitempty"`
	Before   string     `yaml:"before,omitempty"`
	After    string     `yaml:"after,omitempty"`
	Curated  string     `yaml:"curated,omitempty"`
}

type writtenEdit struct {
	Action  Action     `yaml:"action"`
	Thing   Thing      `yaml:"thing"`
	ID      string     `yaml:"id"`
	BasedOn RevisionID `yaml:"based_on,omitempty"`
	To      RevisionID `yaml:"to,omitempty"`
	After   string     `yaml:"after,omitempty"`
	Curated string     `yaml:"curated,omitempty"`
}

type writtenProposal struct {
	Number    ProposalID        `yaml:"number"`
	State     ProposalState     `yaml:"state"`
	Origin    Origin            `yaml:"origin"`
	By        PersonID          `yaml:"by"`
	At        instant           `yaml:"at"`
	Why       string            `yaml:"why,omitempty"`
	Edits     []writtenEdit     `yaml:"edits"`
	Needs     int               `yaml:"needs"`
	Question  QuestionID        `yaml:"question,omitempty"`
	Closed    instant           `yaml:"closed,omitempty"`
	Channel   ChannelID         `yaml:"channel,omitempty"`
	Message   MessageID         `yaml:"message,omitempty"`
	Decisions []writtenDecision `yaml:"decisions,omitempty"`
}

type writtenDecision struct {
	By      PersonID `yaml:"by"`
	Verdict Verdict  `yaml:"verdict"`
	At      instant  `yaml:"at"`
	Why     string   `yaml:"why,omitempty"`
}

type writtenQuestion struct {
	Number QuestionID    `yaml:"number"`
	Text   string        `yaml:"text"`
	Normal string        `yaml:"normal"`
	Count  int           `yaml:"count"`
	First  instant       `yaml:"first"`
	Last   instant       `yaml:"last"`
	State  QuestionState `yaml:"state"`
	Fact   FactID        `yaml:"fact,omitempty"`
}

type writtenVote struct {
	Fact  FactID  `yaml:"fact"`
	Voter Voter   `yaml:"voter"`
	Thumb Thumb   `yaml:"thumb"`
	At    instant `yaml:"at"`
}

type writtenReport struct {
	Number ReportID `yaml:"number"`
	Fact   FactID   `yaml:"fact"`
	Text   string   `yaml:"text"`
	At     instant  `yaml:"at"`
	Done   bool     `yaml:"done,omitempty"`
}

type writtenExample struct {
	Text string   `yaml:"text"`
	Fact FactID   `yaml:"fact"`
	By   PersonID `yaml:"by"`
	At   instant  `yaml:"at"`
}

type writtenEntry struct {
	Number AuditID  `yaml:"number"`
	At     instant  `yaml:"at"`
	By     PersonID `yaml:"by"`
	What   string   `yaml:"what"`
	Target string   `yaml:"target"`
	Detail string   `yaml:"detail,omitempty"`
}

type writtenTally struct {
	Day  Date   `yaml:"day"`
	What string `yaml:"what"`
	N    int    `yaml:"n"`
}

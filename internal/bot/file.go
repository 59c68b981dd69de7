package bot

import (
	"context"
)

// A File is an attachment, or a file of an operator's.
type File struct {
	Name string
	Data []byte
}

// Format is a form of export.
type Format string

// The formats of export.
const (
	YAML Format = "yaml" // facts.yaml, sources.yaml, synonyms.yaml, as a base has them
	CSV  Format = "csv"  // facts.csv, sources.csv, synonyms.csv
)

// Export gives the whole base of the caller's server as files that Import reads,
// curated facts included: CmdExport.
func (b *Bot) Export(ctx context.Context, c Caller, f Format) ([]File, error) {
	return nil, errNotYet
}

// MaxImport is how much is read of all files of an import together, in bytes.
const MaxImport = 1 << 20

// Import reads files as Export writes them and shows what they would do, all or
// nothing: each objection names file, line and column. It gives a draft for Save
// whose Differences are empty and whose Import has the counts: CmdImport.
func (b *Bot) Import(ctx context.Context, c Caller, files []File, why string) (Preview, error) {
	return Preview{}, errNotYet
}

// Package facts holds the curated base: one YAML file per subject, each a list
// of cited facts in our own words, beside sources.yaml and lexicon.yaml.
//
// It is data and one embed line. The format is documented in README.md and in
// the JSON Schemas of the folder schema; package kb parses it, and the check
// subcommand verifies it. There is no code here, so that whoever curates the
// base never has to read any.
package facts

import "embed"

// FS is the base as it was when the program was built: every YAML file of this
// folder, by its bare file name. A folder given at start replaces it whole.
//
//go:embed *.yaml
var FS embed.FS

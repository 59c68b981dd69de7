package kb

import "time"

// AuditID numbers the entries of one server's audit, from 1.
type AuditID int64

// An Entry says who did what when. Entries are only ever added.
type Entry struct {
	Guild  GuildID
	Number AuditID
	At     time.Time
	By     PersonID
	What   string // one of the words below
	Target string // "fact nev-exports-2025", "proposal 12", "setting approvals"
	Detail string // in words; may be empty
}

// What an audit speaks of. Edits have the word of their action.
const (
	AuditPropose = "propose"
	AuditDecide  = "decide"
	AuditSetting = "setting"
	AuditInbox   = "inbox" // a question answered, dismissed or opened again
	AuditReport  = "report"
	AuditExample = "example"
	AuditExport  = "export"
	AuditImport  = "import"
	AuditDelete  = "delete" // an answer of the bot deleted
)

// An AuditFilter chooses entries. Zero fields choose all.
type AuditFilter struct {
	By     PersonID
	What   string
	Target string
	From   time.Time // inclusive
	Until  time.Time // exclusive
	Before AuditID   // only entries with a smaller number: the next page
	Limit  int       // at most so many; 0 for all
}

// A Tally counts what happened in a server on a day.
type Tally struct {
	Guild GuildID
	Day   Date
	What  string // an outcome such as "answer" or "refuse", or "fact:" and an id
	N     int
}

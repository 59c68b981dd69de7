package fakediscord

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"autofacts/internal/fakediscord/spec"
)

// Problem is one thing wrong with one field of a request; Path is as Discord nests it, joined by dots:
// "embeds.0.description".
type Problem = spec.Problem

// Refusal is Discord's error answer: an HTTP status, a JSON error code and, for code 50035, the fields at fault.
type Refusal struct {
	Status   int
	Code     int
	Message  string
	Problems []Problem
}

// Error gives the refusal in one line.
func (r *Refusal) Error() string {
	out := fmt.Sprintf("%d (code %d): %s", r.Status, r.Code, r.Message)
	for _, p := range r.Problems {
		out += fmt.Sprintf("; %s: %s %s", p.Path, p.Code, p.Message)
	}
	return out
}

// refusalBody is the JSON of a refusal, in Discord's order.
type refusalBody struct {
	Message string `json:"message"`
	Code    int    `json:"code"`
	Errors  Object `json:"errors,omitempty"`
}

// body is the JSON that Discord would answer with.
func (r *Refusal) body() refusalBody {
	root := Object{}
	for _, p := range r.Problems {
		at := root
		if p.Path != "" {
			for _, key := range strings.Split(p.Path, ".") {
				next, ok := at[key].(Object)
				if !ok {
					next = Object{}
					at[key] = next
				}
				at = next
			}
		}
		list, _ := at["_errors"].([]Object)
		at["_errors"] = append(list, Object{"code": p.Code, "message": p.Message})
	}
	return refusalBody{r.Message, r.Code, root}
}

func refuse(status, code int, message string) *Refusal {
	return &Refusal{Status: status, Code: code, Message: message}
}

// invalidForm is error 50035 with its fields; nil where there are none.
func invalidForm(problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	problems = slices.Compact(problems)
	return &Refusal{Status: http.StatusBadRequest, Code: 50035, Message: "Invalid Form Body", Problems: problems}
}

func invalidField(path, code, message string) error {
	return invalidForm([]Problem{{Path: path, Code: code, Message: message}})
}

// The refusals that more than one route gives; the texts and codes are Discord's.
func notFoundRoute() *Refusal  { return refuse(404, 0, "404: Not Found") }
func wrongMethod() *Refusal    { return refuse(405, 0, "405: Method Not Allowed") }
func unauthorized() *Refusal   { return refuse(401, 0, "401: Unauthorized") }
func unknownChannel() *Refusal { return refuse(404, 10003, "Unknown Channel") }
func unknownGuild() *Refusal   { return refuse(404, 10004, "Unknown Guild") }
func unknownMember() *Refusal  { return refuse(404, 10007, "Unknown Member") }
func unknownMessage() *Refusal { return refuse(404, 10008, "Unknown Message") }
func unknownRole() *Refusal    { return refuse(404, 10011, "Unknown Role") }
func unknownUser() *Refusal    { return refuse(404, 10013, "Unknown User") }
func unknownEmoji() *Refusal   { return refuse(400, 10014, "Unknown Emoji") }
func unknownWebhook() *Refusal { return refuse(404, 10015, "Unknown Webhook") }
func unknownSession() *Refusal { return refuse(404, 10062, "Unknown interaction") }
func unknownCommand() *Refusal { return refuse(404, 10063, "Unknown application command") }
func missingAccess() *Refusal  { return refuse(403, 50001, "Missing Access") }
func emptyMessage() *Refusal   { return refuse(400, 50006, "Cannot send an empty message") }
func missingRights() *Refusal  { return refuse(403, 50013, "Missing Permissions") }
func noMutualGuild() *Refusal {
	return refuse(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
}
func archivedThread() *Refusal { return refuse(400, 50083, "Thread is archived") }
func entityTooLarge() *Refusal { return refuse(413, 40005, "Request entity too large") }
func alreadyReplied() *Refusal {
	return refuse(400, 40060, "Interaction has already been acknowledged.")
}
func expiredToken() *Refusal { return refuse(401, 50027, "Invalid Webhook Token") }
func notInDM() *Refusal {
	return refuse(403, 50003, "Cannot execute action on a DM channel")
}
func notOnThisChannel() *Refusal {
	return refuse(403, 50024, "Cannot execute action on this channel type")
}

// The problems that many fields share.
func required(path string) Problem {
	return Problem{Path: path, Code: "BASE_TYPE_REQUIRED", Message: "This field is required"}
}

func notAmong(path, choices string) Problem {
	return Problem{Path: path, Code: "BASE_TYPE_CHOICES", Message: fmt.Sprintf("Value must be one of {%s}.", choices)}
}

func join(path string, more ...any) string {
	for _, m := range more {
		if path != "" {
			path += "."
		}
		path += fmt.Sprint(m)
	}
	return path
}

package fakediscord

import "strings"

// Component types, as Discord numbers them.
const (
	compRow           = 1
	compButton        = 2
	compStringSelect  = 3
	compTextInput     = 4
	compUserSelect    = 5
	compRoleSelect    = 6
	compMentionSelect = 7
	compChannelSelect = 8
	compSection       = 9
	compText          = 10
	compThumbnail     = 11
	compGallery       = 12
	compFile          = 13
	compSeparator     = 14
	compContainer     = 17
	compLabel         = 18
	compFileUpload    = 19
	compRadio         = 21
	compCheckGroup    = 22
	compCheckbox      = 23
)

// finishComponents copies the components and adds what Discord adds: an id to each that has none, and
// addresses in place of attachment:// names.
func finishComponents(list []Object, at func(name string) (Attachment, bool)) []Object {
	out := cloneAll(list)
	used := map[int64]bool{}
	walk(out, func(o Object) {
		if n, ok := number(o, "id"); ok {
			used[n] = true
		}
	})
	next := int64(1)
	walk(out, func(o Object) {
		if n, ok := number(o, "id"); !ok || n == 0 {
			for used[next] {
				next++
			}
			o["id"] = next
			used[next] = true
		}
		finishComponent(o, at)
	})
	return out
}

func finishComponent(o Object, at func(name string) (Attachment, bool)) {
	switch whole(o, "type") {
	case compThumbnail:
		finishMedia(child(o, "media"), at)
	case compGallery:
		for _, item := range objects(o, "items") {
			finishMedia(child(item, "media"), at)
		}
	case compFile:
		f := child(o, "file")
		if a, ok := attachmentOf(text(f, "url"), at); ok {
			o["name"], o["size"] = a.Filename, a.Size
		}
		finishMedia(f, at)
	}
}

func finishMedia(m Object, at func(name string) (Attachment, bool)) {
	if m == nil {
		return
	}
	m["proxy_url"] = m["url"]
	if a, ok := attachmentOf(text(m, "url"), at); ok {
		m["url"], m["proxy_url"], m["content_type"], m["attachment_id"] = a.URL, a.ProxyURL, a.ContentType, a.ID
		if a.Width > 0 {
			m["width"], m["height"] = a.Width, a.Height
		}
	}
}

// attachmentOf finds the file that attachment://NAME means.
func attachmentOf(url string, at func(name string) (Attachment, bool)) (Attachment, bool) {
	name, ok := strings.CutPrefix(url, "attachment://")
	if !ok || at == nil {
		return Attachment{}, false
	}
	return at(name)
}

// walk visits every component of a tree, parents before children.
func walk(list []Object, visit func(Object)) {
	for _, o := range list {
		visit(o)
		walk(objects(o, "components"), visit)
		for _, key := range []string{"accessory", "component"} {
			if x := child(o, key); x != nil {
				walk([]Object{x}, visit)
			}
		}
	}
}

// findComponent gives the component with a custom id, or nil.
func findComponent(list []Object, customID string) Object {
	var found Object
	walk(list, func(o Object) {
		if found == nil && customID != "" && text(o, "custom_id") == customID {
			found = o
		}
	})
	return found
}

// fileNames are the attachments that components of version 2 show.
func fileNames(list []Object) map[string]bool {
	out := map[string]bool{}
	note := func(m Object) {
		if name, ok := strings.CutPrefix(text(m, "url"), "attachment://"); ok {
			out[name] = true
		}
	}
	walk(list, func(o Object) {
		note(child(o, "media"))
		note(child(o, "file"))
		for _, item := range objects(o, "items") {
			note(child(item, "media"))
		}
	})
	return out
}

// between gives how many values a select menu asks for.
func between(o Object) (least, most int) {
	return wholeOr(o, "min_values", 1), wholeOr(o, "max_values", 1)
}

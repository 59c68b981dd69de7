package fakediscord

// The limits of embeds.
const (
	maxEmbeds     = 10
	maxFields     = 25
	maxEmbedTotal = 6000
)

// checkEmbeds judges a message's embeds.
func checkEmbeds(path string, embeds []Object) []Problem {
	out := checkCount(path, len(embeds), 0, maxEmbeds)
	total := 0
	for i, e := range embeds {
		at := join(path, i)
		out = append(out, checkEmbed(at, e)...)
		total += embedLength(e)
		if total > maxEmbedTotal {
			out = append(out, Problem{at, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"})
			break
		}
	}
	return out
}

func checkEmbed(path string, e Object) []Problem {
	out := checkStrings(path, e, rule{"title", 0, 256, false}, rule{"description", 0, 4096, false})
	out = append(out, checkURL(path, e, "url", "http", "https")...)
	out = append(out, checkRange(path, e, "color", 0, 0xffffff)...)
	if f := child(e, "footer"); f != nil {
		out = append(out, checkStrings(join(path, "footer"), f, rule{"text", 0, 2048, true})...)
		out = append(out, checkURL(join(path, "footer"), f, "icon_url", "http", "https", "attachment")...)
	}
	if a := child(e, "author"); a != nil {
		out = append(out, checkStrings(join(path, "author"), a, rule{"name", 0, 256, true})...)
		out = append(out, checkURL(join(path, "author"), a, "url", "http", "https")...)
		out = append(out, checkURL(join(path, "author"), a, "icon_url", "http", "https", "attachment")...)
	}
	for _, key := range []string{"image", "thumbnail"} {
		if o := child(e, key); o != nil {
			out = append(out, checkURL(join(path, key), o, "url", "http", "https", "attachment")...)
		}
	}
	fields := objects(e, "fields")
	out = append(out, checkCount(join(path, "fields"), len(fields), 0, maxFields)...)
	for i, f := range fields {
		out = append(out, checkStrings(join(path, "fields", i), f, rule{"name", 0, 256, true}, rule{"value", 0, 1024, true})...)
	}
	return out
}

// embedLength counts what Discord counts towards the 6000.
func embedLength(e Object) int {
	n := length(text(e, "title")) + length(text(e, "description")) +
		length(text(child(e, "footer"), "text")) + length(text(child(e, "author"), "name"))
	for _, f := range objects(e, "fields") {
		n += length(text(f, "name")) + length(text(f, "value"))
	}
	return n
}

// blankEmbed tells whether nothing of an embed would be seen.
func blankEmbed(e Object) bool {
	for _, key := range []string{"title", "description", "fields", "footer", "author", "image", "thumbnail", "video", "timestamp"} {
		switch v := e[key].(type) {
		case string:
			if v != "" {
				return false
			}
		case []any:
			if len(v) > 0 {
				return false
			}
		case Object:
			return false
		}
	}
	return true
}

// finishEmbed adds what Discord adds: the type, and addresses in place of attachment:// names.
func finishEmbed(e Object, at func(name string) (Attachment, bool)) Object {
	e = clone(e).(Object)
	e["type"] = "rich"
	for _, key := range []string{"provider", "video"} { // bots cannot set these
		delete(e, key)
	}
	for _, f := range objects(e, "fields") {
		f["inline"] = truth(f, "inline")
	}
	for _, key := range []string{"image", "thumbnail"} {
		resolveURL(child(e, key), "url", "proxy_url", at)
	}
	for _, key := range []string{"footer", "author"} {
		resolveURL(child(e, key), "icon_url", "proxy_icon_url", at)
	}
	return e
}

func resolveURL(o Object, key, proxy string, at func(name string) (Attachment, bool)) {
	raw, ok := o[key].(string)
	if !ok {
		return
	}
	o[proxy] = raw
	if a, ok := attachmentOf(raw, at); ok {
		o[key], o[proxy] = a.URL, a.ProxyURL
		if key == "url" && a.Width > 0 {
			o["width"], o["height"] = a.Width, a.Height
		}
	}
}

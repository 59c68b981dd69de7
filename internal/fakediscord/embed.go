package fakediscord

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

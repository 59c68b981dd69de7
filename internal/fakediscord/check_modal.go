package fakediscord

// checkModal judges what opens a modal.
func checkModal(path string, o Object) []Problem {
	out := checkStrings(path, o, rule{"custom_id", 1, 100, true}, rule{"title", 1, 45, true})
	list := objects(o, "components")
	out = append(out, checkCount(join(path, "components"), len(list), 1, maxModal)...)
	c := &componentCheck{custom: map[string]bool{}, numbers: map[int64]bool{}}
	for i, x := range list {
		at := join(path, "components", i)
		if whole(x, "type") == compRow {
			c.oldRow(at, x)
			continue
		}
		c.one(at, x, []int{compLabel, compText})
	}
	return append(out, c.problems...)
}

// oldRow is the older form, an action row around one text input that carries its own label.
func (c *componentCheck) oldRow(path string, o Object) {
	list := objects(o, "components")
	at := join(path, "components")
	c.add(checkCount(at, len(list), 1, 1)...)
	for i, x := range list {
		c.add(checkStrings(join(at, i), x, rule{"label", 1, 45, true})...)
	}
	c.children(at, list, []int{compTextInput})
}

// inModal checks the types that stand in modals only.
func (c *componentCheck) inModal(kind int, path string, o Object) {
	if truth(o, "disabled") {
		c.add(Problem{join(path, "disabled"), "COMPONENT_DISABLED_IN_MODAL", "Components of a modal cannot be disabled"})
	}
	switch kind {
	case compLabel:
		c.label(path, o)
	case compTextInput:
		c.textInput(path, o)
	case compFileUpload:
		c.customID(path, o)
		c.add(checkRange(path, o, "min_values", 0, 10)...)
		c.add(checkRange(path, o, "max_values", 1, 10)...)
	case compRadio:
		c.customID(path, o)
		c.options(path, o, 10)
		c.add(checkCount(join(path, "options"), len(objects(o, "options")), 2, 10)...)
	case compCheckGroup:
		c.customID(path, o)
		c.options(path, o, 10)
	case compCheckbox:
		c.customID(path, o)
	}
}

func (c *componentCheck) label(path string, o Object) {
	c.add(checkStrings(path, o, rule{"label", 1, 45, true}, rule{"description", 0, 100, false})...)
	inner := child(o, "component")
	if inner == nil {
		c.add(required(join(path, "component")))
		return
	}
	if truth(inner, "disabled") {
		c.add(Problem{join(path, "component", "disabled"), "COMPONENT_DISABLED_IN_MODAL", "Components of a modal cannot be disabled"})
	}
	if given(inner, "label") && text(inner, "label") == "" {
		c.add(badLength(join(path, "component", "label"), 1, 45))
	}
	c.one(join(path, "component"), inner, []int{compTextInput, compStringSelect, compUserSelect, compRoleSelect, compMentionSelect,
		compChannelSelect, compFileUpload, compRadio, compCheckGroup, compCheckbox})
}

func (c *componentCheck) textInput(path string, o Object) {
	c.customID(path, o)
	if n := whole(o, "style"); n != 1 && n != 2 {
		c.add(notAmong(join(path, "style"), "1, 2"))
	}
	c.add(checkStrings(path, o, rule{"placeholder", 0, 100, false}, rule{"value", 0, 4000, false})...)
	c.add(checkRange(path, o, "min_length", 0, 4000)...)
	c.add(checkRange(path, o, "max_length", 1, 4000)...)
	value := length(text(o, "value"))
	if most := whole(o, "max_length"); given(o, "max_length") && value > most {
		c.add(tooLong(join(path, "value"), most))
	}
	if given(o, "max_length") && whole(o, "min_length") > whole(o, "max_length") {
		c.add(Problem{join(path, "min_length"), "TEXT_INPUT_MIN_LENGTH_INVALID", "min_length must not exceed max_length"})
	}
}

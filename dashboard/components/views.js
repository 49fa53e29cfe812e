// The link to this view, a name to keep it by, and the views that were kept. Names come from people: textContent only.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".views")
  if (!root || !data) return
  speakers.send.views = setTriggerValue
  speakers.views = data
  const tell = (name, value) => {
    const before = speakers.views.turn
    say("views", name, value, () => !root.isConnected || speakers.views.turn !== before)
  }
  const make = (tag, name, text) => {
    const node = document.createElement(tag)
    if (name) node.className = name
    if (text !== undefined) node.textContent = text
    return node
  }
  const button = (name, text, label, action) => {
    const node = make("button", name, text)
    node.type = "button"
    if (label) node.setAttribute("aria-label", label)
    node.onclick = action
    return node
  }
  const said = make("p", "said", data.message || "")
  said.setAttribute("role", "status")
  const copy = async (address) => {
    said.textContent = (await copied(new URL(address, location.href).href, root)) ? "Link copied." : "The browser did not allow it: copy the address of this page."
  }
  const field = (label, value, word, done) => {
    const form = make("form", "name")
    const input = make("input")
    input.type = "text"
    input.maxLength = data.longest
    input.value = value
    input.setAttribute("aria-label", label)
    input.placeholder = label
    const save = make("button", "save", word)
    save.type = "submit"
    form.append(input, save)
    form.onsubmit = (submit) => {
      submit.preventDefault()
      if (input.value.trim()) done(input.value.trim())
      else input.focus()
    }
    // The popover around would take Escape for itself, and the reader J and K.
    form.onkeydown = (press) => press.key !== "Escape" && press.stopPropagation()
    return form
  }

  const link = button("link", "Copy the link to this view", null, () => copy(location.href))
  const parts = [link]
  if (data.may) parts.push(field("Name for this view", "", "Save", (name) => tell("save", name)))
  parts.push(said)
  if (data.dropped) {
    const undo = make("p", "undo", `Dropped “${data.dropped.name}”. `)
    undo.append(button("again", "Undo", `Undo: keep ${data.dropped.name}`, () => tell("restore", data.dropped.id)))
    parts.push(undo)
  }
  const list = make("ul")
  list.setAttribute("aria-label", "Saved views")
  for (const view of data.views) {
    const row = make("li")
    const open = make("a", "open", view.name)
    open.href = view.href
    open.title = view.about
    open.onclick = (click) => {
      if (click.ctrlKey || click.metaKey || click.shiftKey) return
      click.preventDefault()
      tell("open", view.id)
    }
    const acts = make("span", "acts")
    acts.append(button("copy", "Copy link", `Copy the link to ${view.name}`, () => copy(view.href)))
    if (data.may) {
      acts.append(
        button("rename", "Rename", `Rename ${view.name}`, () => {
          const form = field(`New name for ${view.name}`, view.name, "Rename", (name) => tell("rename", { id: view.id, name }))
          row.replaceChildren(form)
          form.firstChild.focus()
        }),
        button("drop", "Drop", `Drop ${view.name}`, () => tell("drop", view.id)),
      )
    }
    row.append(open, make("span", "about", view.about), acts)
    list.append(row)
  }
  parts.push(data.views.length ? list : make("p", "none", "No view is saved yet."))
  const typed = root.querySelector(":scope > form input")?.value
  root.replaceChildren(...parts)
  // What is being typed outlives another drawing, unless it was saved.
  const name = root.querySelector(":scope > form input")
  if (name && typed && root.turn === data.turn) name.value = typed
  root.turn = data.turn
}

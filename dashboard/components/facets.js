// Facets: check boxes with live counts, one group a facet. Names come from articles: textContent only.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".facets")
  if (!root || !data) return
  speakers.send.facets = setTriggerValue
  speakers.facets = data.facets
  const chosen = (facet) =>
    (speakers.facets.find((one) => one.name === facet)?.options ?? []).filter((one) => one.selected).map((one) => one.value)
  const toggle = (facet, value, on) =>
    say("facets", "toggle", { facet, value, on }, () => chosen(facet).includes(value) === on)
  const only = (facet, value) => say("facets", "only", { facet, value }, () => chosen(facet).join("\n") === value)
  const refused = (facet, value) =>
    !!speakers.facets.find((one) => one.name === facet)?.options?.find((one) => one.value === value)?.refused
  const exclude = (facet, value, on) =>
    say("facets", "exclude", { facet, value, on }, () => refused(facet, value) === on)
  // What the server has not sent: the values of a closed group of many events, and those beyond the most frequent.
  const unfold = (facet) =>
    say("facets", "unfold", { facet, open: true }, () => !!speakers.facets.find((one) => one.name === facet)?.options)
  const seek = (facet, text) =>
    say("facets", "find", { facet, text }, () => speakers.facets.find((one) => one.name === facet)?.sought === text)
  const memory = (root.memory ??= { open: {}, find: {}, all: {} })

  const make = (tag, name, text) => {
    const node = document.createElement(tag)
    if (name) node.className = name
    if (text !== undefined) node.textContent = text
    return node
  }
  const active = root.getRootNode().activeElement
  const focus = active?.dataset?.focus
  const caret = active?.selectionStart

  const groups = data.facets.map((facet) => {
    const group = make("details", "facet")
    group.open = memory.open[facet.name] ?? facet.open
    group.ontoggle = () => {
      memory.open[facet.name] = group.open
      if (group.open && !facet.options) unfold(facet.name)
    }
    const summary = make("summary")
    summary.dataset.focus = "summary " + facet.name
    summary.append(make("span", "name", facet.title))
    if (facet.chosen) summary.append(make("span", "chosen", String(facet.chosen)))
    group.append(summary)
    if (!facet.options) {
      group.append(make("p", "none", "Counting…"))
      return group
    }

    const list = make("ul")
    const most = Math.max(1, ...facet.options.map((option) => option.count))
    const show = () => {
      const sought = (memory.find[facet.name] || "").trim()
      // The server finds other spellings too: what it has found stays.
      const wanted = sought === facet.sought ? "" : sought.toLowerCase()
      let shown = 0
      let left = 0
      for (const row of list.children) {
        const fits = !wanted || row.dataset.search.includes(wanted) || row.dataset.selected
        const room = memory.all[facet.name] || sought || row.dataset.selected || shown < facet.first
        row.hidden = !(fits && room)
        if (fits && room) shown += 1
        else if (fits) left += 1
      }
      more.hidden = !left && !memory.all[facet.name]
      more.textContent = memory.all[facet.name] ? "Show fewer" : `${left} more`
      beyond.hidden = !facet.beyond || (!sought && left > 0)
      none.hidden = shown > 0
    }
    for (const option of facet.options) {
      const row = make("li", option.count ? null : "empty")
      row.dataset.search = option.label.toLowerCase()
      if (option.selected || option.refused) row.dataset.selected = "yes"
      const tick = make("label")
      const box = make("input")
      box.type = "checkbox"
      box.checked = option.selected
      box.dataset.focus = "box " + facet.name + " " + option.value
      box.onchange = () => toggle(facet.name, option.value, box.checked)
      const name = make("span", "label", option.label)
      name.title = option.title || option.label
      const count = make("span", "count", option.count.toLocaleString("en-GB"))
      tick.append(box, name, count)
      tick.style.setProperty("--share", `${(100 * option.count) / most}%`)
      if (option.icon) {
        const icon = make("img")
        icon.src = option.icon
        icon.alt = ""
        name.prepend(icon)
      }
      row.append(tick)
      if (option.refused) row.classList.add("refused")
      const choices = make("span", "choices")
      if (facet.options.length > 1 || option.refused) {
        const choice = (word, spoken, act) => {
          const alone = make("button", word, word)
          alone.type = "button"
          alone.setAttribute("aria-label", spoken + option.label)
          alone.dataset.focus = word + " " + facet.name + " " + option.value
          alone.onclick = act
          choices.append(alone)
        }
        if (option.refused) choice("allow", "No longer rule out ", () => exclude(facet.name, option.value, false))
        else {
          choice("only", "Only ", () => only(facet.name, option.value))
          choice("not", "Everything but ", () => exclude(facet.name, option.value, true))
        }
      }
      if (option.go) {
        const way = make("a", "page", "page")
        way.href = address(option.go)
        way.setAttribute("aria-label", "Page of " + option.label)
        way.dataset.focus = "page " + facet.name + " " + option.value
        way.onclick = (press) => {
          if (press.ctrlKey || press.metaKey || press.shiftKey || press.button) return
          press.preventDefault()
          say("facets", "visit", option.go, () => !root.isConnected)
        }
        choices.append(way)
      }
      if (choices.children.length) row.append(choices)
      list.append(row)
    }
    const none = make("p", "none", facet.options.length ? "No such choice" : "Nothing under the other filters")
    const more = make("button", "more")
    more.type = "button"
    more.dataset.focus = "more " + facet.name
    more.onclick = () => {
      memory.all[facet.name] = !memory.all[facet.name]
      show()
    }
    const beyond = make("p", "note")
    beyond.textContent = facet.sought
      ? `${facet.beyond.toLocaleString("en-GB")} more have it in their name: type more of it`
      : `${facet.beyond.toLocaleString("en-GB")} more with fewer events: find them by name`
    if (facet.options.length > facet.first || facet.sought || memory.find[facet.name]) {
      const find = make("input", "find")
      find.type = "search"
      find.placeholder = "Find in " + facet.title.toLowerCase()
      find.setAttribute("aria-label", find.placeholder)
      find.value = memory.find[facet.name] || ""
      find.dataset.focus = "find " + facet.name
      find.oninput = () => {
        memory.find[facet.name] = find.value
        show()
        const sought = find.value.trim().slice(0, 100)
        clearTimeout(memory.pause)
        if (facet.beyond || facet.sought) memory.pause = setTimeout(() => seek(facet.name, sought), 250)
      }
      group.append(find)
    }
    group.append(list, none, more, beyond)
    show()
    return group
  })
  root.replaceChildren(...groups)
  if (focus) {
    const again = [...root.querySelectorAll("[data-focus]")].find((node) => node.dataset.focus === focus)
    again?.focus({ preventScroll: true })
    if (again?.type === "search" && caret !== null) again.setSelectionRange(caret, caret)
  }
}

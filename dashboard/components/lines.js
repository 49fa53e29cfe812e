// Lines with the sentences they rest on, or a list of names with a page each. All text comes from articles: textContent only.
// A link is a plain address that a new tab may open; a plain click stays in this session.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".lines")
  if (!root || !data) return
  speakers.send[data.label] = setTriggerValue
  // A run of the page that changes nothing leaves what is open, focused or selected as it is.
  const wanted = JSON.stringify(data)
  if (root.drawn === wanted) return
  root.drawn = wanted
  root.style.setProperty("--doubt", data.doubt)

  const make = (tag, name, text) => {
    const node = document.createElement(tag)
    if (name) node.className = name
    if (text !== undefined) node.textContent = text
    return node
  }
  const link = (go, text) => {
    const node = make("a", null, text)
    node.href = address(go)
    node.onclick = (press) => {
      if (press.ctrlKey || press.metaKey || press.shiftKey || press.button) return
      press.preventDefault()
      say(data.label, "go", go, () => !root.isConnected)
    }
    return node
  }
  const picture = (icon) => {
    const node = make("img")
    node.src = icon
    node.alt = ""
    return node
  }
  const quote = (one) => {
    const node = make("blockquote")
    const words = make("div", "quote")
    for (const [text, hidden] of one.pieces) words.append(hidden ? make("span", "hidden", hidden) : text)
    const from = make("footer")
    from.append(make("span", null, one.origin))
    if (one.go) from.append(link(one.go, one.where))
    node.append(words, from)
    return node
  }

  if (data.columns) {
    const table = make("table")
    table.setAttribute("aria-label", data.title)
    const head = make("tr")
    for (const [name, style] of data.columns) head.append(Object.assign(make("th", style, name), { scope: "col" }))
    const top = make("thead")
    top.append(head)
    const body = make("tbody")
    for (const row of data.rows) {
      const line = make("tr")
      row.cells.forEach((cell, index) => {
        const node = make("td", data.columns[index][1])
        if (index === 0) {
          if (row.icon) node.append(picture(row.icon))
          else if (data.icons) node.append(make("span", "gap"))
          node.append(link(row.go, cell))
        } else if (row.links?.[index]) node.append(link(row.links[index], cell))
        else node.textContent = cell
        line.append(node)
      })
      body.append(line)
    }
    table.append(top, body)
    const frame = make("div", "frame")
    frame.append(table)
    root.replaceChildren(frame)
    return
  }

  const list = make("ul")
  list.setAttribute("aria-label", data.title)
  for (const one of data.lines) {
    const item = make("li", "line" + (one.odd ? " odd" : ""))
    item.style.marginLeft = `${1.2 * one.depth}rem`
    const head = make("div", "head")
    if (one.icon) head.append(picture(one.icon))
    if (one.depth) head.append(make("span", "above", "↑"))
    const name = make("span", "name")
    name.append(one.go ? link(one.go, one.text) : one.text)
    head.append(name)
    if (one.note) head.append(make("span", "note", one.note))
    item.append(head)
    if (one.quotes.length) {
      const more = make("details")
      more.open = one.opened
      const count = one.quotes.length + one.more
      more.append(make("summary", null, count === 1 ? "Sentence" : `${count} sentences`))
      more.append(...one.quotes.map(quote))
      if (one.more) more.append(make("p", "none", `and ${one.more} more`))
      item.append(more)
    }
    list.append(item)
  }
  root.replaceChildren(data.lines.length ? list : make("p", "none", data.none))
}

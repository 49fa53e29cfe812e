// A table of events. A row opens its event by click, Enter or Space; arrows walk the rows; a heading sorts all events, not
// those of the page alone. Cells are text only.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".table")
  if (!root || !data) return
  speakers.send[data.label] = setTriggerValue
  const open = (id) =>
    say(data.label, "open", id, () => root.selected === id || speakers.shown?.id === id)

  const make = (tag, name, text) => {
    const node = document.createElement(tag)
    if (name) node.className = name
    if (text !== undefined) node.textContent = text
    return node
  }
  speakers[data.label] = data.sort
  const content = JSON.stringify([data.columns, data.rows, data.icons])
  if (root.drawn !== content) {
    root.drawn = content
    const table = make("table")
    table.setAttribute("aria-label", data.label)
    const head = make("tr")
    const body = make("tbody")
    for (const column of data.columns) {
      const cell = make("th")
      cell.scope = "col"
      cell.style.minWidth = column.width
      const sort = make("button", "sort", column.label)
      sort.type = "button"
      sort.onclick = () => {
        // What is wanted is said in full: it may be sent twice, and must not be turned round twice.
        const now = speakers[data.label]
        const [up, down] = [column.name, "-" + column.name]
        const wanted = now === up ? down : now === down ? up : column.last ? down : up
        say(data.label, "sort", wanted, () => speakers[data.label] === wanted)
      }
      cell.dataset.column = column.name
      cell.append(sort)
      head.append(cell)
    }
    for (const { id, icon, cells } of data.rows) {
      const row = make("tr")
      row.dataset.event = id
      row.tabIndex = -1
      cells.forEach((text, index) => {
        const cell = make("td", data.columns[index].name)
        if (index === 0) {
          const sign = make("img")
          sign.src = data.icons[icon]
          sign.alt = ""
          cell.append(sign)
        }
        cell.append(text)
        cell.title = text
        row.append(cell)
      })
      body.append(row)
    }
    body.onclick = (click) => {
      const row = click.target.closest("tr")
      if (row) open(row.dataset.event)
    }
    body.onkeydown = (press) => {
      const row = press.target.closest("tr")
      if (!row) return
      const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[press.key]
      if (next) next.focus()
      else if (press.key === "Enter" || press.key === " ") open(row.dataset.event)
      else return
      press.preventDefault()
    }
    const top = make("thead")
    top.append(head)
    table.append(top, body)
    const frame = make("div", "frame")
    frame.style.maxHeight = data.height
    frame.append(table)
    root.replaceChildren(frame)
  }

  const frame = root.firstElementChild
  for (const cell of root.querySelectorAll("th")) {
    const sorted = cell.dataset.column === data.sort.replace("-", "")
    if (sorted) cell.setAttribute("aria-sort", data.sort.startsWith("-") ? "descending" : "ascending")
    else cell.removeAttribute("aria-sort")
  }
  let entry = null
  for (const row of root.querySelectorAll("tbody tr")) {
    const opened = row.dataset.event === data.selected
    row.classList.toggle("opened", opened)
    row.setAttribute("aria-selected", String(opened))
    row.tabIndex = -1
    if (opened || !entry) entry = row
  }
  if (entry) entry.tabIndex = 0
  if (entry && root.selected !== data.selected && data.selected) {
    const [above, below] = [entry.offsetTop - 36, entry.offsetTop + entry.offsetHeight - frame.clientHeight]
    if (frame.scrollTop > above) frame.scrollTop = above
    else if (frame.scrollTop < below) frame.scrollTop = below
  }
  root.selected = data.selected
}

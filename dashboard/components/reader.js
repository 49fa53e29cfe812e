// The source reader. All that comes from an article reaches the page through textContent or title, never as markup.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".reader")
  if (!root || !data) return

  const make = (tag, name, text) => {
    const node = document.createElement(tag)
    if (name) node.className = name
    if (text !== undefined && text !== null) node.textContent = text
    return node
  }
  const button = (name, text, label, action, disabled) => {
    const node = make("button", name, text)
    node.type = "button"
    node.title = label
    node.setAttribute("aria-label", label)
    node.disabled = !!disabled
    node.onclick = action
    return node
  }
  speakers.send.reader = setTriggerValue
  speakers.behind = data.behind ? data.event_id : null
  const act = (name, value, came) => {
    clearTimeout(root.follow)
    say("reader", name, value, came)
  }
  const go = (id) => act("go", id, () => speakers.shown?.id === id)
  const close = () => {
    // While the page is drawn anew there is no reader for a moment: only one that stays away was closed.
    let away = 0
    act("close", true, () => (away = speakers.shown ? 0 : away + 1) > 1)
  }

  // The same content drawn again would lose a selection in the text, and the place where the reader is.
  const content = JSON.stringify({ ...data, behind: false })
  if (root.drawn !== content) {
    root.drawn = content
    const bar = make("div", "bar")
    bar.append(
      button("step", "‹", "Previous event (K)", () => go(data.before_id), !data.before_id),
      make("span", "count", data.position),
      button("step", "›", "Next event (J)", () => go(data.after_id), !data.after_id),
      make("span", "space"),
      button("close", "×", "Close the reader (Esc)", close),
    )

    const head = make("header", "head")
    const kinds = make("div", "kinds")
    const icon = make("img")
    icon.src = data.head.icon
    icon.alt = ""
    kinds.append(icon, make("span", "type", data.head.type), make("span", "status " + data.head.status_code, data.head.status))
    head.append(kinds, make("h2", "title", data.head.title))

    const doubts = make("ul", "doubts")
    doubts.setAttribute("aria-label", "Doubts")
    for (const doubt of data.flags) {
      const line = make("li")
      line.append(make("strong", null, doubt.title), make("span", null, doubt.message))
      line.title = doubt.code
      doubts.append(line)
    }

    const source = make("section", "source")
    const from = make("div", "from")
    from.append(make("strong", null, data.article.title), make("span", null, data.article.origin))
    if (data.article.url) {
      const link = make("a", null, "Open the original")
      link.href = data.article.url
      link.target = "_blank"
      link.rel = "noopener noreferrer"
      from.append(link)
    }
    const find = make("input", "find")
    find.type = "search"
    find.placeholder = "Find in text"
    find.setAttribute("aria-label", "Find in text; Enter goes to the next place")
    find.value = root.finding ?? ""
    const hits = make("span", "hits")
    hits.setAttribute("role", "status")
    const tools = make("span", "tools")
    tools.append(find, hits)
    from.append(tools)
    const box = make("div", "text")
    box.tabIndex = 0
    box.setAttribute("role", "document")
    box.setAttribute("aria-label", "Article text, the source sentence marked")
    if (data.before) box.append(make("p", "cut", data.before))
    let sentence = null
    let role = 0
    let first = null
    const body = make("div", "body")
    for (const [number, [text, mention, part, hidden]] of data.pieces.entries()) {
      if (part !== role || !sentence) {
        sentence = make(part ? "mark" : "span", part === 2 ? "main" : part === 1 ? "further" : null)
        if (part === 2 && !first) first = sentence
        role = part
        body.append(sentence)
      }
      if (data.margin[number]) {
        const beside = make("span", "beside")
        for (const other of data.margin[number]) {
          const opens = button("other" + (other.id === data.event_id ? " here" : ""), null, other.title, () => go(other.id))
          const sign = make("img")
          sign.src = other.icon
          sign.alt = ""
          opens.append(sign)
          beside.append(opens)
        }
        sentence.append(beside)
      }
      let node = hidden ? make("span", "hidden", hidden) : document.createTextNode(text)
      if (mention !== null) {
        const about = data.mentions[mention]
        const wrap = make("span", "mention " + about.kind + (about.own ? " own" : ""))
        wrap.title = about.title
        wrap.append(node)
        node = wrap
      }
      sentence.append(node)
    }
    box.append(body)
    if (data.after) box.append(make("p", "cut", data.after))
    const legend = make("ul", "legend")
    legend.setAttribute("aria-label", "Colours of the mentions")
    for (const style of data.legend) {
      root.style.setProperty("--ink-" + style.kind, style.ink)
      root.style.setProperty("--wash-" + style.kind, style.wash)
      legend.append(make("li", style.kind, style.label))
    }
    source.append(from, box, legend)

    const facts = make("dl", "facts")
    for (const fact of data.facts) {
      facts.append(make("dt", null, fact.label))
      const value = make("dd")
      for (const line of fact.lines) {
        const row = make("div", "line")
        const said = make("span", "value", line.go ? undefined : line.text)
        if (line.icon) {
          const sign = make("img", "symbol")
          sign.src = line.icon
          sign.alt = ""
          said.append(sign)
        }
        if (line.go) {
          const way = make("a", null, line.text)
          way.href = address(line.go)
          way.onclick = (press) => {
            if (press.ctrlKey || press.metaKey || press.shiftKey || press.button) return
            press.preventDefault()
            say("reader", "visit", line.go, () => !root.isConnected)
          }
          said.append(way)
        }
        row.append(said)
        if (line.note) row.append(make("span", "note", line.note))
        value.append(row)
      }
      facts.append(value)
    }

    // Letters without case and accents, each with the place in the page that it came from.
    const letters = { folded: "", at: [] }
    const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode())
      [...node.data].reduce((offset, sign) => {
        const bare = sign.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
        letters.folded += bare
        for (let n = 0; n < bare.length; n++) letters.at.push([node, offset, offset + sign.length])
        return offset + sign.length
      }, 0)
    const ranges = (wanted) => {
      const found = []
      const bare = wanted.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      for (let at = bare ? letters.folded.indexOf(bare) : -1; at >= 0 && found.length < 2000; at = letters.folded.indexOf(bare, at + bare.length)) {
        const range = document.createRange()
        const [node, from] = letters.at[at]
        const [last, , to] = letters.at[at + bare.length - 1]
        range.setStart(node, from)
        range.setEnd(last, to)
        found.push(range)
      }
      return found
    }
    const paint = (name, found) => window.CSS?.highlights?.set("sourceline-" + name, new Highlight(...found))
    let found = []
    let at = -1
    const look = () => {
      root.finding = find.value
      found = ranges(find.value.trim())
      at = -1
      paint("found", found)
      paint("current", [])
      hits.textContent = find.value.trim() ? (found.length ? `${found.length} found` : "not found") : ""
    }
    const next = (step) => {
      if (!found.length) return
      at = (at + step + found.length) % found.length
      paint("current", [found[at]])
      hits.textContent = `${at + 1} of ${found.length}`
      const place = found[at].getBoundingClientRect()
      box.scrollTop += place.top - box.getBoundingClientRect().top - box.clientHeight * 0.3
    }
    find.oninput = look
    find.onkeydown = (press) => {
      if (press.key === "Enter") next(press.shiftKey ? -1 : 1)
      else if (press.key === "Escape" && find.value) {
        find.value = ""
        look()
      } else return
      press.preventDefault()
      press.stopPropagation()
    }
    paint("sought", (data.sought ?? []).flatMap(ranges))
    look()

    const changed = root.dataset.event !== data.event_id
    const scrolled = root.querySelector(".text")?.scrollTop ?? 0
    root.replaceChildren(bar, head, ...(data.flags.length ? [doubts] : []), source, facts)
    root.dataset.event = data.event_id

    if (changed) {
      // The page round the reader may still take its shape: the sentence is brought into view again until it stands, or until
      // the person moves on.
      let moved = false
      for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"])
        document.addEventListener(kind, () => (moved = true), { once: true, capture: true, passive: true })
      const bring = () => {
        if (moved || root.dataset.event !== data.event_id) return
        if (first) box.scrollTop = Math.max(0, first.offsetTop - box.clientHeight * 0.28)
        if (window.matchMedia("(max-width: 640px)").matches) root.scrollIntoView({ block: "start" })
      }
      bring()
      for (const wait of [100, 400, 1000, 2000, 4000]) setTimeout(bring, wait)
    } else {
      box.scrollTop = scrolled
    }
    // The sentence is on the screen first; only then is the rest of the page asked to follow. Whoever acts before that
    // is answered instead: the follower would bring an address that is out of date.
    clearTimeout(root.follow)
    if (changed && data.behind) root.follow = setTimeout(() => say("reader", "shown", data.event_id, () => speakers.behind !== data.event_id), 60)
  }

  const keys = (press) => {
    const typing = press.composedPath()[0]
    if (press.ctrlKey || press.metaKey || press.altKey) return
    if (typing instanceof HTMLElement && typing.matches("input, textarea, select, [contenteditable]")) return
    if (press.key === "j" && data.after_id) go(data.after_id)
    else if (press.key === "k" && data.before_id) go(data.before_id)
    else if (press.key === "Escape") close()
    else return
    press.preventDefault()
  }
  speakers.shown = { root, id: data.event_id }
  // This function runs anew for each change of the data: the listener of the run before goes first.
  if (root.keys) document.removeEventListener("keydown", root.keys)
  root.keys = keys
  document.addEventListener("keydown", keys)
  return () => {
    document.removeEventListener("keydown", root.keys)
    // One that is drawn in its place may have come before this one goes.
    if (speakers.shown?.root === root) speakers.shown = null
  }
}

// Closer, further, all: the timeline's zoom by button, by key and by the wheel with Ctrl. What is looked at is told to the server,
// which then counts in bars that fit it.
export default function (component) {
  const { data, parentElement, setStateValue } = component
  const root = parentElement.querySelector(".zoom")
  if (!root || !data) return
  const HOUR = 3_600_000
  // Called anew with all that is new to show; what it returns, only at the end.
  root.leave?.()
  root.data = data
  root.tell = setStateValue
  const whole = () => [moment(root.data.first), moment(root.data.last) + 24 * HOUR]
  // A bar is a little narrower than its days.
  const covers = (seen) => seen[0] <= whole()[0] + root.data.slack && seen[1] >= whole()[1] - root.data.slack
  const range = () => timelinePlot()?._fullLayout.xaxis.range.map(moment)
  const press = (name) => timelinePlot()?.querySelector(`.modebar-btn[data-attr="zoom"][data-val="${name}"]`)?.click()

  // The last part counts the moves that only the server can make: plotly's buttons know closer and further alone.
  const tell = (seen, moved) => {
    root.data.seen = [...seen.map(written), (root.data.seen?.[2] || 0) + moved]
    root.tell("seen", root.data.seen)
  }
  const said = () => {
    const seen = range()
    if (!seen) return
    const length = seen[1] - seen[0]
    const day = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }
    const form = new Intl.DateTimeFormat("en-GB", length < 96 * HOUR ? { ...day, hour: "2-digit", minute: "2-digit" } : day)
    const all = covers(seen)
    const [first, last] = (all ? whole() : seen).map((at, end) => form.format(at - end))
    root.said.textContent = first === last ? first : `${first} – ${last}`
    root.further.disabled = root.all.disabled = all
    root.closer.disabled = length <= 2 * HOUR
  }
  const note = () => {
    said()
    clearTimeout(root.waiting)
    root.waiting = setTimeout(() => {
      const seen = range()
      if (!root.isConnected || !seen) return
      const all = covers(seen)
      if (all) root.data.seen && root.tell("seen", (root.data.seen = null))
      else if (seen.map(written).join() !== root.data.seen?.slice(0, 2).join()) tell(seen, 0)
    }, 400)
  }
  // What the picture holds may be no more than the closer look: the server draws the rest.
  const all = () => {
    clearTimeout(root.waiting)
    if (root.data.seen) root.tell("seen", (root.data.seen = null))
    else press("auto")
  }
  const aside = (share) => {
    const seen = range()
    if (!seen) return
    const by = (seen[1] - seen[0]) * share
    const [first, last] = whole()
    const moved = Math.max(first - seen[0], Math.min(last - seen[1], by))
    if (moved) tell(seen.map((at) => at + moved), 1)
  }
  const keys = { "+": () => press("in"), "=": () => press("in"), "-": () => press("out"), 0: all, ArrowLeft: () => aside(-0.25), ArrowRight: () => aside(0.25) }
  const typed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || event.target.closest?.("input, textarea")) return
    event.preventDefault()
    event.stopPropagation()
    keys[event.key]()
  }

  if (!root.all) {
    const button = (text, label, act) => {
      const node = document.createElement("button")
      node.type = "button"
      node.textContent = text
      node.setAttribute("aria-label", label)
      node.title = label
      node.onclick = act
      return node
    }
    root.closer = button("+", "Closer (key +, or Ctrl and the wheel)", () => press("in"))
    root.further = button("−", "Further (key -)", () => press("out"))
    root.all = button("All", "All of the time (key 0)", all)
    root.said = document.createElement("span")
    root.said.className = "said"
    root.setAttribute("role", "group")
    root.setAttribute("aria-label", "Zoom of the timeline")
    root.append(root.said, root.further, root.closer, root.all)
    root.addEventListener("keydown", typed)
  }
  const time = document.querySelector(".st-key-time")
  // Without Ctrl the wheel scrolls the page and the lanes, as everywhere.
  const wheel = (event) => event.ctrlKey || event.metaKey || event.stopPropagation()
  time?.addEventListener("wheel", wheel, true)
  time?.addEventListener("keydown", typed)
  const unfollow = followPlot((plot) => {
    plot.tabIndex = 0
    plot.on("plotly_relayout", note)
    plot.on("plotly_afterplot", said)
    said()
  })
  root.leave = () => {
    unfollow()
    clearTimeout(root.waiting)
    time?.removeEventListener("wheel", wheel, true)
    time?.removeEventListener("keydown", typed)
  }
  return root.leave
}

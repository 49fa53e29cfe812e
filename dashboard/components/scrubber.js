// Where the film is, on the timeline: a band over the days of its step. A click or a drag on the bars moves the film there; so do
// the keys, wherever nothing is being typed: space plays and pauses, comma and full stop step.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".scrubber")
  if (!root || !data) return
  // Called anew with all that is new to show; what it returns, only at the end.
  root.leave?.()
  root.data = data
  root.send = setTriggerValue
  const time = document.querySelector(".st-key-time")
  root.band ??= document.createElement("div")
  root.strip ??= document.createElement("div")
  root.band.className = "film-band"
  root.strip.className = "film-strip"
  root.strip.title = "Click to move the film here"
  const place = () => {
    const plot = timelinePlot()
    const holder = plot?.parentElement
    if (!holder) return
    if (root.band.parentElement !== holder) {
      holder.style.position = "relative"
      holder.append(root.band, root.strip)
    }
    const { xaxis, yaxis2, height } = plot._fullLayout
    const x = (told) => xaxis._offset + Math.max(0, Math.min(xaxis._length, xaxis.d2p(told)))
    const [left, right] = [x(root.data.first), x(written(moment(root.data.last) + 86_400_000))]
    Object.assign(root.band.style, { left: `${left}px`, width: `${Math.max(2, right - left)}px`, top: 0, height: `${height}px` })
    Object.assign(root.strip.style, {
      left: `${xaxis._offset}px`, width: `${xaxis._length}px`, top: `${yaxis2._offset}px`, height: `${yaxis2._length}px`,
    })
  }
  const at = (event) => {
    const plot = timelinePlot()
    if (!plot) return
    const { xaxis } = plot._fullLayout
    const day = written(moment(xaxis.p2d(event.clientX - root.strip.getBoundingClientRect().left))).slice(0, 10)
    if (day !== root.asked) root.send("day", (root.asked = day))
  }
  root.strip.onpointerdown = (event) => {
    root.asked = null
    root.strip.setPointerCapture(event.pointerId)
    at(event)
  }
  root.strip.onpointermove = (event) => event.buttons && at(event)
  const keys = { " ": "play", ",": "back", ".": "on" }
  const typed = (event) => {
    const target = event.composedPath()[0]
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return
    if (target.closest?.("input, textarea, select, button, summary, a, [contenteditable], [role=listbox], [role=slider], [role=switch]")) return
    event.preventDefault()
    root.send("key", keys[event.key])
  }
  document.addEventListener("keydown", typed)
  const unfollow = followPlot((plot) => {
    for (const told of ["plotly_afterplot", "plotly_relayouting", "plotly_relayout"]) plot.on(told, place)
    place()
  })
  place()
  root.leave = () => {
    unfollow()
    document.removeEventListener("keydown", typed)
  }
  return () => {
    root.leave()
    root.band.remove()
    root.strip.remove()
  }
}

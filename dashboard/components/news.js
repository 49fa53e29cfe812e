// Remembers in this browser up to where the person has looked, and offers what came in since. The server learns that number alone.
export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component
  const root = parentElement.querySelector(".news")
  if (!root || !data) return
  speakers.send.news = setTriggerValue
  const place = "sourceline.seen." + data.store
  const mark = () => ({ commit: data.head, at: new Date().toISOString() })
  const keep = (seen) => {
    try {
      localStorage.setItem(place, JSON.stringify(seen))
    } catch {
      // A browser that keeps nothing offers nothing.
    }
    return seen
  }
  let seen = null
  try {
    seen = JSON.parse(localStorage.getItem(place))
  } catch {
    seen = null
  }
  const valid = seen && Number.isInteger(seen.commit) && seen.commit >= 0 && seen.commit <= data.head && !Number.isNaN(Date.parse(seen.at))
  if (!valid) seen = keep(mark())
  const old = seen.commit < data.head
  if (old && data.seen !== seen.commit) setStateValue("seen", seen.commit)
  if (old && data.seen === seen.commit && !data.count) keep(mark())
  if (!old || data.seen !== seen.commit || !data.count) return root.replaceChildren()

  const day = new Date(seen.at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })
  const button = (name, text, action) => {
    const node = document.createElement("button")
    node.type = "button"
    node.className = name
    node.textContent = text
    node.onclick = action
    return node
  }
  const number = `${data.count.toLocaleString("en-GB")} new event${data.count === 1 ? "" : "s"}`
  root.replaceChildren(
    button("show", `${number} since ${day}`, () => say("news", "show", seen.commit, () => !root.isConnected || new URLSearchParams(location.search).has("since"))),
    button("mark", "Mark all as seen", () => {
      keep(mark())
      root.replaceChildren()
    }),
  )
}

// One chip an active filter; a click takes it off. Values come from articles: textContent only.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".chips")
  if (!root || !data) return
  speakers.send.chips = setTriggerValue
  speakers.chips = data.chips
  const chip = (name, text, label, action) => {
    const node = document.createElement("button")
    node.type = "button"
    node.className = name
    node.textContent = text
    node.title = label
    node.setAttribute("aria-label", label)
    node.onclick = action
    return node
  }
  const nodes = data.chips.map((item) => {
    const node = chip("chip", "", `Remove the filter ${item.name}: ${item.label}`, () =>
      say("chips", "remove", item.token, () => !root.isConnected || !speakers.chips.some((one) => one.token === item.token)),
    )
    for (const [name, text] of [["name", item.name], ["value", item.label], ["gain", item.gain], ["cross", "×"]]) {
      if (!text) continue
      const part = document.createElement("span")
      part.className = name
      part.textContent = text
      node.append(part)
    }
    return node
  })
  if (data.clear) nodes.push(chip("clear", "Clear all", "Remove every filter", () => say("chips", "clear", true, () => !root.isConnected || !speakers.chips.length)))
  root.replaceChildren(...nodes)
}

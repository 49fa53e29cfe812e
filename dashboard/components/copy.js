// Puts a text on the clipboard; whether it came there. On a plain http address browsers give a page no clipboard but this old way.
async function copied(text, beside) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = document.createElement("textarea")
    field.value = text
    field.setAttribute("aria-label", "Link")
    beside.append(field)
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    return done
  }
}

// A message that meets a run of the whole page on the server can get lost, and its sender be drawn anew. It is sent again, by
// whoever then speaks under the same name, until `came` says that the page shows what it asked for, or until the person does
// something else: what they do last is what counts.
const speakers = (window.sourcelineSpeakers ??= { send: {} })
if (!speakers.listens) {
  speakers.listens = true
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => clearInterval(speakers.saying), true)
}
function say(who, name, value, came) {
  clearInterval(speakers.saying)
  let left = 6
  speakers.send[who](name, value)
  speakers.saying = setInterval(() => {
    if (came() || !left) return clearInterval(speakers.saying)
    left -= 1
    speakers.send[who](name, value)
  }, 1500)
}
// The address of a page, from the top of the site or from any of its pages; the timeline is the top itself.
function address(go) {
  const query = new URLSearchParams()
  for (const [name, values] of Object.entries(go.query)) for (const value of values) query.append(name, value)
  return (go.page === "timeline" ? "./" : go.page) + "?" + query
}

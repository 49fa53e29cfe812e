// A message that meets a run of the whole page on the server can get lost. It is sent again until `came` says that the page
// shows what it asked for, or until the person does something else: what they do last is what counts.
function say(root, name, value, came) {
  if (!root.listens) {
    root.listens = true
    const hush = () => {
      clearInterval(root.saying)
      if (root.isConnected) return
      document.removeEventListener("pointerdown", hush, true)
      document.removeEventListener("keydown", hush, true)
    }
    document.addEventListener("pointerdown", hush, true)
    document.addEventListener("keydown", hush, true)
  }
  clearInterval(root.saying)
  let left = 5
  root.send(name, value)
  root.saying = setInterval(() => {
    if (!root.isConnected || came() || !left) return clearInterval(root.saying)
    left -= 1
    root.send(name, value)
  }, 1500)
}

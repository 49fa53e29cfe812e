// Says whether the page is as narrow as a phone, which the server cannot know: the map is fitted to its real size. And when day
// turns to night: maps, charts and signs are drawn by the server, and would stay in the colours of the other theme.
export default function (component) {
  const { data, setStateValue } = component
  const narrow = window.matchMedia("(max-width: 640px)")
  const night = window.matchMedia("(prefers-color-scheme: dark)")
  let turning
  const tell = () => {
    if (narrow.matches !== data.phone) setStateValue("phone", narrow.matches)
  }
  const turn = () => {
    // The page itself turns first: what it tells the server of its theme is then the new one.
    clearTimeout(turning)
    turning = setTimeout(() => setStateValue("dark", night.matches), 250)
  }
  narrow.addEventListener("change", tell)
  night.addEventListener("change", turn)
  tell()
  return () => {
    narrow.removeEventListener("change", tell)
    night.removeEventListener("change", turn)
  }
}

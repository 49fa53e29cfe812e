// Says whether the page is as narrow as a phone, which the server cannot know: the map is fitted to its real size.
export default function (component) {
  const { data, setStateValue } = component
  const narrow = window.matchMedia("(max-width: 640px)")
  const tell = () => {
    if (narrow.matches !== data.phone) setStateValue("phone", narrow.matches)
  }
  narrow.addEventListener("change", tell)
  tell()
  return () => narrow.removeEventListener("change", tell)
}

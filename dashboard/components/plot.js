// The timeline as plotly drew it, for the scripts that lie over it. It is made anew whenever its data change.
function timelinePlot() {
  const plot = document.querySelector(".st-key-time .js-plotly-plot")
  return plot?._fullLayout?.xaxis?.range && plot.on ? plot : null
}
// Calls `drawn(plot)` for each plot that is there, now and later, and again where plotly has forgotten who listens; gives what ends it.
function followPlot(drawn) {
  let known = null
  const look = () => {
    const plot = timelinePlot()
    if (plot && plot._ev !== known) {
      known = plot._ev
      drawn(plot)
    }
  }
  const beat = setInterval(look, 200)
  look()
  return () => clearInterval(beat)
}
// Plotly's dates have no zone; neither have the article's.
const moment = (told) => (typeof told === "number" ? told : Date.parse(String(told).trim().replace(" ", "T").replace(/(T\d\d:\d\d)(?!:)$/, "$1:00") + (String(told).length > 10 ? "Z" : "")))
const written = (at) => new Date(at).toISOString().slice(0, 19)

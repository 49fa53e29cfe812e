// A walk round the page: one card a step, beside the part that it tells of. Offered once a browser, and from a button always.
// The dialogue element keeps the focus inside, gives it back at the end, and stands above everything.
export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector(".tour")
  if (!root || !data) return
  const PLACE = "sourceline.tour"
  const memory = {
    get seen() {
      try {
        return localStorage.getItem(PLACE) === "seen"
      } catch {
        return true
      }
    },
    note() {
      try {
        localStorage.setItem(PLACE, "seen")
      } catch {
        // Then it is offered again.
      }
    },
  }
  const make = (tag, name, text) => {
    const node = document.createElement(tag)
    if (name) node.className = name
    if (text !== undefined) node.textContent = text
    return node
  }
  const button = (name, text, action) => {
    const node = make("button", name, text)
    node.type = "button"
    node.onclick = action
    return node
  }
  const offer = () => {
    const start = button("start", memory.seen ? "Tour" : "Take the two-minute tour", () => walk())
    root.offer.replaceChildren(start)
    if (memory.seen) return
    root.offer.prepend(make("span", "new", "New here?"))
    root.offer.append(
      button("later", "No, thanks", () => {
        memory.note()
        offer()
        root.offer.querySelector("button").focus()
      }),
    )
  }

  const walk = () => {
    let at = 0
    const dialog = make("dialog", "walk")
    dialog.setAttribute("aria-labelledby", "tour-title")
    dialog.setAttribute("aria-describedby", "tour-text")
    const ring = make("div", "ring")
    const card = make("div", "card")
    const count = make("p", "count")
    const title = make("h2")
    title.id = "tour-title"
    const text = make("p")
    text.id = "tour-text"
    const told = make("div", "told")
    told.setAttribute("aria-live", "polite")
    told.append(count, title, text)
    const back = button("back", "Back", () => go(-1))
    const next = button("next", "Next", () => go(1))
    const skip = button("skip", "Skip the tour", () => dialog.close())
    const acts = make("div", "acts")
    acts.append(skip, back, next)
    card.append(told, acts)
    dialog.append(ring, card)

    const target = () =>
      data.steps[at].targets
        .map((selector) => document.querySelector(selector))
        .find((node) => node && node.getBoundingClientRect().width > 0 && node.getBoundingClientRect().right > 0)
    const place = () => {
      const node = target()
      const box = node?.getBoundingClientRect()
      ring.hidden = !box
      dialog.classList.toggle("alone", !box)
      card.style.top = card.style.left = card.style.bottom = ""
      if (!box) return
      const [top, bottom] = [Math.max(4, box.top - 4), Math.min(innerHeight - 4, box.bottom + 4)]
      const [left, right] = [Math.max(4, box.left - 4), Math.min(innerWidth - 4, box.right + 4)]
      Object.assign(ring.style, { top: `${top}px`, left: `${left}px`, width: `${right - left}px`, height: `${Math.max(0, bottom - top)}px` })
      const [height, width] = [card.offsetHeight, card.offsetWidth]
      let y = bottom + 12
      let x = Math.min(left, innerWidth - width - 12)
      if (y + height > innerHeight - 8) y = top - height - 12
      if (y < 8) {
        // Neither below nor above: beside it, else over its lower edge.
        y = Math.max(8, Math.min(top, innerHeight - height - 12))
        if (right + width + 20 < innerWidth) x = right + 12
        else if (left - width - 20 > 0) x = left - width - 12
        else y = innerHeight - height - 12
      }
      card.style.top = `${y}px`
      card.style.left = `${Math.max(12, x)}px`
    }
    const show = () => {
      const step = data.steps[at]
      count.textContent = `${at + 1} of ${data.steps.length}`
      title.textContent = step.title
      text.textContent = step.text
      back.disabled = at === 0
      next.textContent = at === data.steps.length - 1 ? "Done" : "Next"
      skip.hidden = at === data.steps.length - 1
      const node = target()
      node?.scrollIntoView({ block: node.getBoundingClientRect().height < innerHeight * 0.6 ? "center" : "start" })
      place()
      requestAnimationFrame(place)
    }
    const go = (step) => {
      if (at + step >= data.steps.length) return dialog.close()
      at = Math.max(0, at + step)
      show()
      next.focus()
    }
    dialog.onkeydown = (press) => {
      if (press.key === "ArrowRight") go(1)
      else if (press.key === "ArrowLeft") go(-1)
      else if (press.key === "Escape") dialog.close()
      // The reader has keys of its own; Tab and Enter belong to the browser.
      press.stopPropagation()
      if (press.key.startsWith("Arrow") || press.key === "Escape") press.preventDefault()
    }
    const follow = () => place()
    addEventListener("resize", follow)
    addEventListener("scroll", follow, true)
    const before = root.getRootNode().activeElement
    dialog.onclose = () => {
      removeEventListener("resize", follow)
      removeEventListener("scroll", follow, true)
      dialog.remove()
      memory.note()
      offer()
      root.scrollIntoView({ block: "center" })
      ;(before?.isConnected ? before : root.offer.querySelector("button"))?.focus({ preventScroll: true })
    }
    root.append(dialog)
    dialog.showModal()
    show()
    next.focus()
  }

  if (!root.offer) {
    root.offer = make("div", "offer")
    root.append(root.offer)
    offer()
  }
  // Asked for on another page: once the parts that it points at are there.
  if (data.start && root.started !== data.start) {
    root.started = data.start
    const wait = (left) => {
      if (!root.isConnected) return
      if (document.querySelector(data.steps.at(-1).targets[0]) || !left) walk()
      else setTimeout(() => wait(left - 1), 250)
    }
    wait(40)
  }
}

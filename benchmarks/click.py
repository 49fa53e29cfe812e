"""A click on a facet, an opened event, a start: in Chromium from the pointer going down to the picture; the server's part beside it.

The server's part is the time from the message that asks for a run of the page to the last one that answers it, by a client
that draws nothing; each of its filters is asked for the first time. Bytes are those on the wire, as the browser gets them.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks import generated
from benchmarks.open_event import measure as measure_opening
from benchmarks.open_event import timed
from dashboard import facet_queries
from loaders import Filter, ingest, open_store
from tests.browser.server import Server, launch

ROOT = Path(__file__).resolve().parent.parent
CACHE = "SOURCELINE_BENCH"
SMALL, LARGE = 10_000, 1_000_000
CLICKS, SESSIONS = 20, 5
_QUIET_SECONDS = 1.0
PHASE_SECONDS, _FEWEST = 45, 5
"""What is repeated ends after so long, with no fewer than so many times: the whole takes minutes, on a busy machine too."""
# Both pictures say how many events they show; the frame after the next one is on the screen.
_WATCH = """
() => {
  const said = () => ["Map of", "Timeline of"].map((what) => {
    const node = document.querySelector(`[aria-label^="${what}"], [alt^="${what}"]`)
    return node ? node.getAttribute("aria-label") || node.getAttribute("alt") : ""
  })
  window.painted = []
  let begun = null
  addEventListener("pointerdown", () => { begun = { at: performance.now(), said: said() } }, true)
  const watch = () => {
    if (begun) {
      const now = said()
      if (now.every((text, index) => text && text !== begun.said[index])) {
        const from = begun.at
        begun = null
        requestAnimationFrame(() => requestAnimationFrame(() => window.painted.push(performance.now() - from)))
      }
    }
    requestAnimationFrame(watch)
  }
  watch()
}
"""


class Counting(socket.socket):
    """A socket that knows how many bytes it has received."""

    received = 0

    def recv(self, size: int, flags: int = 0) -> bytes:
        data = super().recv(size, flags)
        self.received += len(data)
        return data


class Session:
    """A session with the server that draws nothing."""

    def __init__(self, port: int) -> None:
        from websockets.sync.client import connect
        from websockets.typing import Subprotocol

        self._socket = Counting(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.connect(("127.0.0.1", port))
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self._connection: Any = connect(
            address, sock=self._socket, subprotocols=[Subprotocol("streamlit")], max_size=None
        )

    def run(self, query: str) -> tuple[float, int]:
        """Seconds and bytes until the page with this address has been run."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message, before = BackMsg(), self._socket.received
        message.rerun_script.query_string = query
        started = time.perf_counter()
        self._connection.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(self._connection.recv(timeout=120))
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - started, self._socket.received - before

    def close(self) -> None:
        self._connection.close()


def addresses(store: Path) -> Iterator[str]:
    """Ever other filters of one or two conditions, such as clicks on facets make."""
    cursor = open_store(store, create=False).snapshot().cursor()
    kinds = [choice.value for choice in facet_queries.facet(cursor, Filter(), "event_types")[:10]]
    publishers = [choice.value for choice in facet_queries.facet(cursor, Filter(), "publishers")]
    for publisher in publishers:
        yield from (f"type={kind}&publisher={publisher}".replace(" ", "+") for kind in kinds)


def spread(name: str, times: list[float]) -> dict[str, float]:
    if not times:
        return {f"{name}, how often": 0}
    ordered = sorted(times)
    last = ordered[max(0, round(0.95 * len(ordered)) - 1)]
    figures = {f"{name}, median, s": statistics.median(ordered), f"{name}, p95, s": last}
    return figures if len(times) >= CLICKS else figures | {f"{name}, how often": len(times)}


def memory(process: int) -> float:
    """Megabytes that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def serving(store: Path, name: str) -> dict[str, float]:
    """What the server does for one click, and for five sessions that click at once."""
    asked = addresses(store)
    with Server(store) as server:
        sessions = [Session(server.port) for _ in range(SESSIONS)]
        for session in sessions:
            session.run("")
        _warm(sessions[0])
        alone = [sessions[0].run(next(asked)) for _ in _within(CLICKS)]
        figures = spread(f"{name}: server's part", [seconds for seconds, _ in alone])
        figures[f"{name}: bytes of one click, median, kB"] = statistics.median(size for _, size in alone) / 1000
        together: list[float] = []
        guard = threading.Lock()

        def work(session: Session) -> None:
            for _ in _within(CLICKS):
                with guard:
                    query = next(asked)
                together.append(session.run(query)[0])

        threads = [threading.Thread(target=work, args=(session,)) for session in sessions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        figures |= spread(f"{name}: server's part, five sessions at once", together)
        figures[f"{name}: memory of the server, MB"] = memory(server.process.pid)
        for session in sessions:
            session.close()
    return figures


def _within(times: int) -> Iterator[int]:
    """So many times, or fewer where they take too long: the whole then ends in minutes on the slowest machine."""
    end = time.monotonic() + PHASE_SECONDS
    for number in range(times):
        if number >= _FEWEST and time.monotonic() > end:
            break
        yield number


def _warm(session: Session) -> None:
    """Until the events' columns are in memory: until two runs in a row are quick, or it takes too long."""
    quick, end = 0, time.monotonic() + PHASE_SECONDS
    while quick < 2 and time.monotonic() < end:
        seconds, _ = session.run("status=denied")
        quick = quick + 1 if seconds < _QUIET_SECONDS else 0
        time.sleep(0.5)


@contextmanager
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()


def clicking(store: Path, name: str, clicks: int = CLICKS) -> dict[str, float]:
    """Seconds from the pointer going down on a facet until map and timeline show the new events; then on an event."""
    with browser_page() as page:
        figures: dict[str, float] = {}
        started = time.perf_counter()
        with Server(store) as server:
            _first_map(page, server)
            figures[f"{name}: process start → first map, s"] = time.perf_counter() - started
            boxes = page.locator(".facets details").nth(0).locator("input[type=checkbox]")
            boxes.first.wait_for(timeout=120_000)
            session = Session(server.port)
            session.run("")
            _warm(session)
            session.close()
            page.wait_for_timeout(2000)
            page.evaluate(_WATCH)
            for done in _within(clicks):
                timed(page, boxes.nth(done // 2 % 4 if done % 2 == 0 else 0).click, "window.painted", 500)
            painted = [time / 1000 for time in page.evaluate("window.painted")]
            figures |= spread(f"{name}: facet → painted", painted)
            opened = measure_opening(page, _within(clicks), _within(0))
            figures |= spread(f"{name}: event → sentence", opened["click in the table"])
    return figures


def _first_map(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.locator('[aria-label^="Map of"], [alt^="Map of"]').first.wait_for(timeout=120_000)
    page.locator("canvas").first.wait_for(timeout=60_000)


def starting() -> dict[str, float]:
    """Seconds from the start of the process until the first map of the samples is drawn."""
    with tempfile.TemporaryDirectory() as folder, browser_page() as page:
        store = Path(folder) / "store"
        ingest([ROOT / "seeds"], open_store(store))
        times = []
        for _ in _within(CLICKS):
            started = time.perf_counter()
            with Server(store) as server:
                _first_map(page, server)
                times.append(time.perf_counter() - started)
    return spread("samples: process start → first map", times)


def first_start(store: Path, name: str) -> dict[str, float]:
    """Seconds until the first map of a store that was never opened: its events are read from the tables, and kept."""
    kept = store / "columns"
    shutil.rmtree(kept, ignore_errors=True)
    with browser_page() as page:
        started = time.perf_counter()
        with Server(store) as server:
            _first_map(page, server)
            taken = time.perf_counter() - started
            end = time.monotonic() + PHASE_SECONDS
            while not list(kept.glob("*.arrow")) and time.monotonic() < end:
                time.sleep(0.5)
    return {f"{name}: process start → first map, the very first time, s": taken}


def measure(clicks: int = CLICKS) -> dict[str, float]:
    """All figures. Each is written to standard error as soon as it is known."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(os.environ.get(CACHE) or temporary)
        small, large = home / f"store-{SMALL}", home / f"store-{LARGE}"
        figures: dict[str, float] = {}
        for part in (
            lambda: clicking(_made(small, SMALL), f"{SMALL:,} events", clicks),
            lambda: first_start(_made(large, LARGE), f"{LARGE:,} events"),
            lambda: clicking(large, f"{LARGE:,} events", clicks),
            lambda: serving(large, f"{LARGE:,} events"),
            starting,
        ):
            found = part()
            figures |= found
            for measured, figure in found.items():
                print(f"{measured:<70} {figure:10,.2f}", file=sys.stderr, flush=True)
    return figures | {"load of the machine at the end": os.getloadavg()[0]}


def _made(folder: Path, events: int) -> Path:
    generated.store_of(folder, events)
    return folder


def main() -> None:
    for name, figure in measure().items():
        print(f"{name:<70} {figure:10,.2f}")


if __name__ == "__main__":
    main()

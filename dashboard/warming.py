"""What the first page needs, loaded and asked for while the server starts and the browser loads its scripts."""

from __future__ import annotations

import pkgutil
import threading
from importlib import import_module

from dashboard import views
from dashboard.look import USUAL
from loaders import Filter, Presence

_warming: threading.Thread | None = None


def begin() -> None:
    """Warm in a thread of its own; a second call changes nothing."""
    global _warming
    if _warming is None:
        _warming = threading.Thread(target=warm, name="warming", daemon=True)
        _warming.start()


def wait() -> None:
    """Until what was begun is done: a page that asked the same meanwhile would only have it worked out twice."""
    if _warming is not None:
        _warming.join()


def warm() -> None:
    """Load every page, and ask what the timeline asks for a bare address: its answers are remembered for all sessions.

    A store that cannot be read is left to the page, which says so.
    """
    for found in pkgutil.iter_modules(views.__path__):
        import_module(f"{views.__name__}.{found.name}")
    from dashboard.views import trouble

    try:
        _ask()
    except trouble.UNREADABLE:
        return


def _ask() -> None:
    from dashboard import aggregates, facet_controls, queries, session
    from dashboard.views import table

    answers, everything = session.answers(), Filter()
    # Many events are read first: until they are, each answer would take long, and the page says how far it is.
    if not answers(queries.stored)[0] or session.being_read(answers) is not None:
        return
    counts = answers(queries.overview, everything)
    facet_controls.facets(answers, everything, dark=False)
    if counts.events <= queries.LISTED:
        answers(queries.rows, everything)
        answers(queries.rival_places, everything)
    else:
        answers(aggregates.cells, everything)
    if counts.dated:
        answers(aggregates.counts, everything, USUAL)
    for chosen in (everything, Filter(unlocated=Presence.ONLY), Filter(undated=Presence.ONLY)):
        if answers(queries.count, chosen):
            answers(queries.rows, chosen, table.PAGE, 0, USUAL.sort)

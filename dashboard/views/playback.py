"""Playback on the map: play, pause, step and speed; each step shows its own days, or all days up to it."""

from __future__ import annotations

import html
import time
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import components, controls, map_controls, maps, playback, queries, words
from dashboard.placing import Viewport
from dashboard.playback import Film
from dashboard.session import Answers
from loaders import Filter, Presence

_AT, _PLAYING, _STEP, _MODE, _PACE = "film at", "film playing", "film step", "film mode", "film pace"
_TICKED, _ENDED, _TURNED = "film ticked", "film ended", "film turned"
_STEP_ALONE, _UP_TO_STEP = "its own days", "all days up to it"
_NORMAL = "Normal"
_EARLY = 0.8
"""A run that comes sooner than this share of the pace after the last step is a click, not the clock."""


def stage(chosen: Filter, answers: Answers, view: Viewport, size: tuple[int, int], *, dark: bool) -> None:
    """The map with its player; only this part of the page runs while it plays."""
    bounds = answers(queries.bounds, chosen)
    if bounds is None:
        st.caption("Nothing here has a date, so there is nothing to play.")
        return
    pace = st.session_state.get(_PACE) or _NORMAL
    seconds = playback.PACES[pace] if st.session_state.get(_PLAYING) else None
    st.fragment(_show, run_every=seconds)(chosen, answers, bounds, view, size, dark, pace)


def close() -> None:
    """Forget where the film was."""
    for key in (_AT, _PLAYING, _TICKED, _STEP, _ENDED):
        st.session_state.pop(key, None)


def _show(
    chosen: Filter,
    answers: Answers,
    bounds: tuple[date, date],
    view: Viewport,
    size: tuple[int, int],
    dark: bool,
    pace: str,
) -> None:
    st.session_state.setdefault(_STEP, playback.fitting(*bounds))
    cumulative = st.session_state.get(_MODE) == _UP_TO_STEP
    film = playback.film(*bounds, st.session_state[_STEP], cumulative=cumulative)
    at = _advanced(len(film.steps) - 1, playback.PACES[pace])
    first, last = film.window(at)
    shown = replace(
        chosen,
        date_from=max(first, chosen.date_from or first),
        date_to=min(last, chosen.date_to or last),
        undated=Presence.ANY,
    )
    rows = answers(queries.rows, shown, queries.LISTED)
    st.pydeck_chart(
        maps.deck(
            rows,
            dark=dark,
            viewport=view,
            size=size,
            version=f"{answers.version} {first} {last}",
            style=map_controls.style(dark),
        ),
        height=size[1],
        key=controls.FILM_MAP,
        on_select=controls.picked_in_film,
        alt=f"Map of {words.days(first, last)}",
    )
    found = answers(queries.count, shown)
    _player(film, at, f"{words.days(first, last)}: {words.number(found, 'event')}")
    _scrubber(film, first, last)
    turned = st.session_state.pop(_TURNED, False)
    if turned or st.session_state.pop(_ENDED, False) or (st.session_state.get(_PACE) or _NORMAL) != pace:
        st.rerun()


def _advanced(last: int, seconds: float) -> int:
    """The step to show: the one after, where the clock has run on while it plays; at the end the film stops."""
    at: int = min(st.session_state.setdefault(_AT, 0), last)
    if st.session_state.get(_PLAYING):
        now = time.monotonic()
        if now - st.session_state.get(_TICKED, now) >= _EARLY * seconds:
            at, st.session_state[_TICKED] = min(at + 1, last), now
        if at == last:
            st.session_state[_PLAYING], st.session_state[_ENDED] = False, True
    st.session_state[_AT] = at
    return at


def _player(film: Film, at: int, said: str) -> None:
    last, playing = len(film.steps) - 1, bool(st.session_state.get(_PLAYING))
    with st.container(horizontal=True, vertical_alignment="center", key="player"):
        st.button("‹", help="A step back (key ,)", key="film back", on_click=_go, args=(at - 1,), disabled=at == 0)
        if st.button(
            "Pause" if playing else "Play",
            help="Space",
            key="film play",
            type="primary",
            on_click=_toggle,
            args=(last,),
        ):
            st.rerun()
        st.button("›", help="A step on (key .)", key="film on", on_click=_go, args=(at + 1,), disabled=at == last)
        st.html(f'<p class="film" role="status">{html.escape(said)}</p>')
        _settings()
    if last:
        st.slider("Step", 0, last, key=_AT, label_visibility="collapsed", format=" ")


def _scrubber(film: Film, first: date, last: date) -> None:
    """The film on the timeline: where it is, and a click there that moves it; and its keys."""
    with st.container(key="scrubbing"):
        components.scrubber(
            key=controls.SCRUBBER,
            data={"first": str(first), "last": str(last)},
            on_day_change=lambda: _go_to(film),
            on_key_change=lambda: _typed(film),
        )


def _go_to(film: Film) -> None:
    day = words.parsed(controls.told(controls.SCRUBBER, "day"))
    if day:
        _go(film.step_of(day))


def _typed(film: Film) -> None:
    last, key = len(film.steps) - 1, controls.told(controls.SCRUBBER, "key")
    if key == "play":
        _toggle(last)
        # The clock is set where the film begins, by the whole page.
        st.session_state[_TURNED] = True
    elif key in ("back", "on"):
        _go(min(max(st.session_state.get(_AT, 0) + (1 if key == "on" else -1), 0), last))


def _settings() -> None:
    with st.popover("Settings"):
        steps = list(playback.STEPS)
        st.selectbox("A step is a", steps, key=_STEP, format_func=playback.STEPS.__getitem__, on_change=_go, args=(0,))
        st.selectbox("It shows", (_STEP_ALONE, _UP_TO_STEP), key=_MODE)
        st.selectbox("Pace", list(playback.PACES), key=_PACE, index=list(playback.PACES).index(_NORMAL))


def _go(at: int) -> None:
    st.session_state[_AT] = at


def _toggle(last: int) -> None:
    playing = not st.session_state.get(_PLAYING)
    st.session_state[_PLAYING], st.session_state[_TICKED] = playing, time.monotonic()
    if playing and st.session_state.get(_AT, 0) >= last:
        st.session_state[_AT] = 0

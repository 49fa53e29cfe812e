"""A filter's conditions by name: as parameters of the dashboard's address, and in words. The one home of those names."""

from __future__ import annotations

from loaders.selection import Filter, Presence

# Filter field → URL parameter → what a chip calls it. Lists repeat their parameter.
LISTS = {
    "units": ("unit", "Unit"),
    "places": ("place", "Place"),
    "commanders": ("commander", "Commander"),
    "event_types": ("type", "Type"),
    "statuses": ("status", "Status"),
    "publishers": ("publisher", "Publisher"),
    "origins": ("origin", "Read or stated"),
    "languages": ("language", "Language"),
    "flags": ("flag", "Doubt"),
    "articles": ("article", "Article"),
    "event_ids": ("id", "Event"),
    "areas": ("area", "Area"),
    "shapes": ("within", "Within"),
    "countries": ("country", "Country"),
    "regions": ("region", "Region"),
    "sides": ("side", "Side"),
    "sources": ("source", "Who says so"),
    "source_kinds": ("source_kind", "Kind of source"),
    "date_precisions": ("precision", "Date known to"),
}
DATES = {"date_from": ("from", "From"), "date_to": ("to", "Until")}
PRESENCES = {"undated": ("undated", "a date"), "unlocated": ("unlocated", "a place on the map")}
SINCE, TEXT = "since", "q"
GEOMETRIC = frozenset(("areas", "shapes"))
"""Lists of places on the globe: an event can be asked to lie in them, not to lie out of them."""
NOT = "not."
"""Before a list's parameter: values that no event may have."""


def parameters(chosen: Filter) -> dict[str, list[str]]:
    """The filter as parameters of an address; what is at its default is left out."""
    query = {parameter: list(getattr(chosen, field)) for field, (parameter, _) in LISTS.items()}
    for field, value in chosen.excluded:
        query.setdefault(NOT + LISTS[field][0], []).append(value)
    for field, (parameter, _) in DATES.items():
        query[parameter] = [day.isoformat()] if (day := getattr(chosen, field)) else []
    for field, (parameter, _) in PRESENCES.items():
        query[parameter] = [value.value] if (value := getattr(chosen, field)) is not Presence.ANY else []
    query[SINCE] = [str(chosen.since_commit)] if chosen.since_commit is not None else []
    query[TEXT] = [chosen.text] if chosen.text else []
    return {parameter: values for parameter, values in query.items() if values}


def described(chosen: Filter) -> tuple[str, ...]:
    """The conditions in words, one a line: `type: strike or battle`."""
    lines = [
        f"{name.lower()}: {' or '.join(values)}"
        for field, (_, name) in LISTS.items()
        if (values := getattr(chosen, field))
    ]
    lines += [f"{LISTS[field][1].lower()} is not: {value}" for field, value in chosen.excluded]
    lines += [f"{name.lower()} {day}" for field, (_, name) in DATES.items() if (day := getattr(chosen, field))]
    for field, (_, what) in PRESENCES.items():
        presence = getattr(chosen, field)
        if presence is not Presence.ANY:
            lines.append(f"only {'without' if presence is Presence.ONLY else 'with'} {what}")
    lines += [f"taken in after entry {chosen.since_commit} of the log"] if chosen.since_commit is not None else []
    return (*lines, *([f"text: {chosen.text}"] if chosen.text else ()))

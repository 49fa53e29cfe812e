"""Found persons → people of the article: short mentions tied to the full name, with rank, role, unit, change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from loaders.model import Article, Mention, Person, Sentence, Unit
from loaders.resolve.commands import Bond, bonds
from loaders.resolve.person_identities import Identity, identify, surnames
from loaders.resolve.person_references import by_rank, by_role, pronouns, surname_mentions
from loaders.terms import words

_LINKING = frozenset(("of", "the", "for", "in", "and"))
# How many mentions back "the colonel" may lead.
_RECENT = 64
_ROLE_ALONE, _SHORT = "persons/role-alone", "persons/short"


def resolve(
    article: Article,
    sentences: Sequence[Sentence],
    persons: Sequence[Mention[Person]],
    units: Sequence[Mention[Unit]],
) -> list[Mention[Person]]:
    """The people of the article in order of the text, each mention with what the article tells of the person."""
    full = [mention for mention in persons if mention.rule not in (_ROLE_ALONE, _SHORT)]
    alone = [mention for mention in persons if mention.rule in (_ROLE_ALONE, _SHORT)]
    people, whose = identify(full)
    named = [(mention, whose[at]) for at, mention in enumerate(full)]
    taken = sorted(
        [*(mention.span for mention in persons), *(mention.span for mention in units if not mention.value.generic)]
    )
    named.extend(surname_mentions(sentences, surnames(people), taken))
    named.sort(key=_position)
    named.extend(_referring(alone, named, people))
    named.sort(key=_position)
    starts = [sentence.span.start for sentence in sentences]
    placed = [(bisect_right(starts, mention.span.start) - 1, mention, identity) for mention, identity in named]
    named.extend(pronouns(sentences, placed))
    named.sort(key=_position)
    tied = bonds(sentences, named, units)
    posts: dict[str, Bond] = {}
    for mention, identity in named:
        bond = tied.get(mention.span)
        if bond is not None and bond.unit is not None:
            posts.setdefault(identity.person_id, bond)
    return [_whole(mention, one, tied.get(mention.span), posts.get(one.person_id)) for mention, one in named]


def _position(pair: tuple[Mention[Person], Identity]) -> tuple[int, int]:
    return pair[0].span.start, pair[0].span.end


def _referring(
    alone: Sequence[Mention[Person]], named: Sequence[tuple[Mention[Person], Identity]], people: Sequence[Identity]
) -> list[tuple[Mention[Person], Identity]]:
    """Roles and ranks without a name, with the person meant; an office that nobody holds by name stands for itself."""
    found: list[tuple[Mention[Person], Identity]] = []
    offices: dict[str, Identity] = {}
    titled = [one for one in people if one.roles][:_RECENT]
    before: list[Identity] = []
    at = 0
    for mention in alone:
        while at < len(named) and named[at][0].span.start < mention.span.start:
            before.append(named[at][1])
            at += 1
        value = mention.value
        recent = before[-_RECENT:]
        identity = by_rank(value.rank, recent) if value.rank else by_role(value.role or value.name, titled, recent)
        if identity is None and mention.rule == _ROLE_ALONE:
            identity = offices.setdefault(value.name, Identity("", value.name, (), None, value.role))
        if identity is not None:
            found.append((mention, identity))
    return found


def _whole(mention: Mention[Person], identity: Identity, bond: Bond | None, post: Bond | None) -> Mention[Person]:
    """The mention with what the article tells of its person; `post` is the first unit that the person is tied to."""
    held = bond if bond is not None and bond.unit is not None else post if identity.person_id else None
    # "The president" says less than the role that a full mention gave.
    said = (identity.role, mention.value.role) if mention.rule == _SHORT else (mention.value.role, None)
    told = (*said, bond.role if bond else None, identity.role, held.role if held else None)
    role = _head(next((one for one in told if one), None), held)
    unit = held.unit if held else None
    person = Person(
        identity.person_id,
        identity.name,
        mention.value.rank or identity.rank,
        role,
        unit.unit_id if unit else None,
        unit.name if unit else None,
        bool(held and held.commands),
        bond.change if bond else None,
    )
    return Mention(mention.kind, mention.span, mention.text, mention.rule, person, mention.rows)


def _head(role: str | None, held: Bond | None) -> str | None:
    """A role without the unit that it names: "commander of the 6th Brigade" is commander, of the unit held apart."""
    if role is None or held is None or held.unit is None:
        return role
    named = {*words(held.unit.name).keys, *words(held.written).keys} - _LINKING
    for link in (" of ", " for ", " in "):
        head, found, rest = role.partition(link)
        if found and named & set(words(rest).keys):
            return head
    return role

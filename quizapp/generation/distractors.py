"""Wrong entities that are fair: hard filters first, then ranking, then near or far.

Source: GENERATION.md, "Distractors". The seed is the bank's seed with fact, view and type.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.bank.view import View
from quizapp.generation.context import Context
from quizapp.generation.kindred import is_described
from quizapp.generation.likeness import folded_forms, names_entity, same_thing, same_things
from quizapp.generation.question import Level
from quizapp.generation.ranking import (
    JITTER,
    WANTED,
    authored_for,
    barred,
    by_level,
    evenness,
)
from quizapp.generation.seeds import below
from quizapp.generation.timespan import years_of
from quizapp.generation.words import telling_words

_FEWEST_RELATED = 4
"""Entities from which the far ones are drawn, where there are so many."""
_AKIN = 60
"""Points of nearness that make up for a role of its own and for not being met in the article."""
_KNOWN = 2
"""Facts an entity must be the key of to pass for a likely answer."""
_MET = 20
"""Points for each other fact in which an entity is met, up to ``_MET_OFTEN`` (tried: 40, 60)."""
_MET_OFTEN = 3
_WHICH: Final = re.compile(
    r"\bwhich\s+(?:of\s+(?:the|these)\s+(?:\w+\s+)?)?(?P<noun>[a-z][\w-]*)", re.IGNORECASE
)
"""The noun that a stem asks for: "which monarch", "which of the three tools"."""
_CALLED: Final = re.compile(r"^(?:by\s+)?what\s+(?:is|was|name)\b", re.IGNORECASE)
"""A stem that describes what it asks the name of: "what is the term for a policy of ..."."""
_OF_A_KIND: Final = frozenset(
    {"agreement", "concept", "country", "event", "movement", "office", "organisation", "place"}
    | {"person", "work"}
)
"""Nouns that fit everything of a kind: all of that kind is what such a stem asks for."""
_NEIGHBOURS = 150
"""Entities of a kind looked at for one key, beside those of its article: enough for any choice."""


def entities_for(view: View, key: str, context: Context, *, level: Level) -> tuple[str, ...]:
    """Return up to three entity ids that are fair wrong answers where ``key`` is right."""
    return context.kept.of(
        view.fact,
        ("entities", view.name, key, level),
        lambda: _entities_for(view, key, context, level=level),
    )


def asks_narrowly(stem: str) -> bool:
    """Return whether a stem names what it asks for: "which monarch", not "who", "which country".

    Whoever reads it leaves out at once what is no monarch.
    """
    found = _WHICH.search(stem)
    if found is None:
        return _CALLED.search(stem) is not None
    return found["noun"].casefold() not in _OF_A_KIND


@dataclass(frozen=True, slots=True)
class _Fair:
    """The entities that are fair beside a key.

    Attributes:
        near: their nearness to the key, in points; the author's own come first.
        own: the author's own, fair or not.
        familiar: points for those met in other facts of the article.
        related: those that have the key's role, are met in its article, or are much like it.
    """

    near: Mapping[str, int]
    own: frozenset[str]
    familiar: Mapping[str, int]
    related: frozenset[str]


def _entities_for(view: View, key: str, context: Context, *, level: Level) -> tuple[str, ...]:
    entity = context.entities[key]
    fair = context.kept.of(
        view.fact, ("fair", view.name, key), lambda: _fair_for(view, entity, context)
    )
    if level is Level.FAR and asks_narrowly(view.stem):
        fair = _of_a_role(fair, entity, context)
    drawn: Collection[str] = fair.near
    if level is Level.FAR:
        # Easy, not silly: what has nothing to do with the key or the article is no choice.
        drawn = sorted(
            fair.near, key=lambda each: (each not in fair.related, -fair.near[each], each)
        )
        drawn = drawn[: max(_FEWEST_RELATED, len(fair.related))]
    taken = by_level(
        [
            (
                each,
                each in fair.own,
                fair.near[each],
                evenness(context.entities[each].name, entity.name) + fair.familiar.get(each, 0),
            )
            for each in drawn
        ],
        view,
        context,
        level=level,
        fits=lambda _each: True,
        clash=_clash(context),
    )
    return _with_a_known_one(taken, fair, view, context, key=key)


def _of_a_role(fair: _Fair, key: Entity, context: Context) -> _Fair:
    """Return those of the key's role alone, and the author's own, where they are enough.

    Source: read by hand, 2026-11-30: "which monarch" offered two physicians, "which disease" a
    way of protecting people.
    """
    role = telling_words(key.role or "")
    alike = {
        each: near
        for each, near in fair.near.items()
        if each in fair.own or not role.isdisjoint(telling_words(context.entities[each].role or ""))
    }
    if len(alike) < WANTED:
        return fair
    return replace(fair, near=alike, related=fair.related & alike.keys())


def _fair_for(view: View, key: Entity, context: Context) -> _Fair:
    """Return what is fair beside a key."""
    here = context.articles[view.fact].id
    near = context.kept_of_article.of(
        here, ("near", key.id), lambda: _neighbours(key, here, context)
    )
    familiar = context.kept.of(
        view.fact, ("familiar", key.kind), lambda: _familiar(view, key, context)
    )
    authored = [each for each in authored_for(view, context) if each in context.entities]
    fits = _fairness(view, key, context)
    fair = {}
    for each in dict.fromkeys([*authored, *near]):
        other = context.entities[each]
        if fits(other) and not (each not in near and same_thing(other, key)):
            fair[each] = near[each] if each in near else _nearness(other, key)
    role = telling_words(key.role or "")
    related = frozenset(
        each
        for each, nearness in fair.items()
        if nearness >= _AKIN
        or familiar.get(each, 0) > 0
        or not role.isdisjoint(telling_words(context.entities[each].role or ""))
    )
    return _Fair(fair, frozenset(authored), familiar, related)


def _neighbours(key: Entity, article: str, context: Context) -> dict[str, int]:
    """Return the nearness of the entities that stand beside a key.

    All of its kind that are not the same thing; for a key of which little but its name is known
    those that its article names, or others about the same things; of a large kind those that its
    article is about, and as many more from a place that the key decides, so that the work stays
    the same however large the bank grows, and a new entity changes few others' neighbours.
    """
    group = context.kinds[key.kind]
    if not _may_be_anywhere(key):
        # Nothing says which strangers are like it; beside a chemical plant they read as nonsense.
        named = (context.entities[each] for each in sorted(_named_around(article, context)))
        group = tuple(each for each in named if each.kind is key.kind)
    elif len(group) > _NEIGHBOURS:
        around = context.rings[key.kind].around(key.id, _NEIGHBOURS)
        here = context.about.get((article, key.kind), ())
        group = tuple({each.id: each for each in (*here, *around)}.values())
    if is_described(key) and not all(_may_be_anywhere(each) for each in group):
        # Nor is a bare name of another subject like what is known well.
        named_here = _named_around(article, context)
        group = tuple(each for each in group if _may_be_anywhere(each) or each.id in named_here)
    same = same_things(key, group)
    return {each.id: _nearness(each, key) for each in group if each.id not in same}


def _named_around(article: str, context: Context) -> frozenset[str]:
    """Return the entities that an article and those about the same things name."""
    return context.kept_of_article.of(
        article, ("named", article), lambda: context.kindred.entities_of(article)
    )


def _may_be_anywhere(entity: Entity) -> bool:
    """Return whether an entity may stand beside a key of an article about something else."""
    return entity.kind is EntityKind.COUNTRY or is_described(entity)


def _with_a_known_one(
    taken: tuple[str, ...], fair: _Fair, view: View, context: Context, *, key: str
) -> tuple[str, ...]:
    """Return ``taken``, one exchanged for an entity that is the key of more facts than ``key``.

    Without one, "it was the answer elsewhere, so it is the answer here" would tell the key.
    The last taken gives way, as it ranks lowest, to a known one that is related to the key.
    """

    def known(each: str) -> int:
        facts = context.keys.get(each, frozenset())
        return len(facts) - (view.fact in facts)

    least = known(key)
    if not least or len(taken) < WANTED or any(known(each) > least for each in taken):
        return taken
    clash = _clash(context)
    candidates = [
        each
        for each in fair.related
        if known(each) >= min(least, _KNOWN)
        and each not in taken
        and not any(clash(each, other) for other in taken[:-1])
    ]
    if not candidates:
        return taken

    def rank(each: str) -> tuple[int, str]:
        jitter = below(JITTER, context.seed, view.fact, view.name, "known", each)
        return fair.near[each] + jitter + (2 * JITTER if known(each) > least else 0), each

    return (*taken[:-1], max(candidates, key=rank))


def _familiar(view: View, key: Entity, context: Context) -> dict[str, int]:
    """Return points for the entities met in other facts of the article, a few of them at most.

    A name from nowhere beside one that the article is full of is no choice.
    """
    article = context.articles[view.fact].id
    points = {}
    for each in context.about.get((article, key.kind), ()):
        met = context.met[each.id][article]
        points[each.id] = _MET * min(len(met) - (view.fact in met), _MET_OFTEN)
    return points


def _clash(context: Context) -> Callable[[str, str], bool]:
    return lambda one, other: same_thing(context.entities[one], context.entities[other])


def _fairness(view: View, key: Entity, context: Context) -> Callable[[Entity], bool]:
    """Return whether an entity may stand beside the key; that it is not the same thing is seen to.

    The cheapest questions come first: most entities fail one of them.
    """
    out = barred(view, context) | frozenset(view.mentioned)
    texts = (view.stem, context.facts[view.fact].statement)
    folded = "\n".join(texts).casefold()
    era = view.era or key.era
    time = years_of(era) if era else None

    def fits(other: Entity) -> bool:
        if other.kind is not key.kind or other.id in out or other.name in out:
            return False
        if time and other.era and not _overlap(time, years_of(other.era)):
            return False  # It did not exist in the time that the fact, or else its key, is about.
        # Whether the words stand there at all is far cheaper to see than where.
        if not any(form in folded for form in folded_forms(other)):
            return True
        return not any(names_entity(text, other) for text in texts)

    return fits


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two spans of years have a year in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def _nearness(other: Entity, key: Entity) -> int:
    """Return how close ``other`` is to ``key``: role, region, era, date and length, in points."""
    points = 0
    if other.role and key.role:
        points += 40 * len(telling_words(other.role) & telling_words(key.role))
    if other.region and other.region == key.region != "world":
        points += 30
    if other.era and key.era:
        mine, theirs = years_of(key.era), years_of(other.era)
        points += 25 - min(25, abs(mine[0] - theirs[0]) // 2)
    if other.date and key.date:
        points += 30 - min(30, abs(years_of(other.date)[0] - years_of(key.date)[0]))
    return points + (5 if bool(other.article_word) == bool(key.article_word) else 0)

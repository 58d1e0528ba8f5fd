"""Wrong answers that are fair: hard filters first, then ranking, then near or far.

Source: GENERATION.md, "Distractors". The seed is the bank's seed with fact, view and type.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, Protocol

from quizapp.bank.document import Entity, Status
from quizapp.bank.view import TextAnswer, View
from quizapp.generation.context import Context, right_answers
from quizapp.generation.likeness import (
    alike,
    folded_forms,
    initials,
    mentions,
    names_entity,
    same_point,
    same_thing,
    telling_words,
    words_of,
)
from quizapp.generation.question import Level
from quizapp.generation.seeds import below, drawing, window
from quizapp.generation.timespan import years_of

WANTED = 3
_FEWEST_RELATED = 4
"""Entities from which the far ones are drawn, where there are so many."""
_AKIN = 60
"""Points of nearness that make up for a role of its own and for not being met in the article."""
_KNOWN = 2
"""Facts an entity must be the key of to pass for a likely answer."""
_ENOUGH = 2
"""Wrong texts of the author's own that make a choice: the pool adds nothing to them."""
_MET = 20
"""Points for each other fact in which an entity is met, up to ``_MET_OFTEN`` (tried: 40, 60)."""
_MET_OFTEN = 3
_JITTER = 100
_POOL = 100
"""Texts of a pool looked at for one question; the shipped pools are smaller."""
_NEIGHBOURS = 150
"""Entities of a kind looked at for one key, beside those of its article; the same holds."""
_EVEN = 60
"""Percent of the longer text's length that texts of a pool must have; see ``evenness``."""
_OPENINGS = frozenset({"to", "the", "a", "an", "its", "their", "his", "no"})
_NOWHERE: Final[Mapping[str, frozenset[str]]] = {}


class _TextFits(Protocol):
    """Whether a text may stand beside a key; authored: it is the author's own."""

    def __call__(self, text: str, *, authored: bool) -> bool: ...


def entities_for(view: View, key: str, context: Context, *, level: Level) -> tuple[str, ...]:
    """Return up to three entity ids that are fair wrong answers where ``key`` is right."""
    return context.kept.of(
        view.fact,
        ("entities", view.name, key, level),
        lambda: _entities_for(view, key, context, level=level),
    )


def _entities_for(view: View, key: str, context: Context, *, level: Level) -> tuple[str, ...]:
    entity = context.entities[key]
    authored = [each for each in _authored(view, context) if each in context.entities]
    chosen = set(authored)
    fair = context.kept.of(
        view.fact, ("fair", view.name, key), lambda: _fair_entities(view, entity, authored, context)
    )
    drawn = list(fair)
    if level is Level.FAR:
        # Easy, not silly: what has nothing to do with the key or the article is no choice.
        related = {each for each in fair if _related(each, key, fair[each], view, context)}
        drawn = sorted(fair, key=lambda each: (each not in related, -fair[each], each))
        drawn = drawn[: max(_FEWEST_RELATED, len(related))]

    def rank(each: str) -> tuple[int, int, int]:
        even = evenness(context.entities[each].name, entity.name)
        return (each in chosen, fair[each], even + _familiarity(each, view, context))

    taken = _by_level(drawn, view, context, level=level, rank=rank, clash=_clash(context))
    return _with_a_known_one(taken, fair, view, context, key=key)


def _fair_entities(
    view: View, key: Entity, authored: Sequence[str], context: Context
) -> dict[str, int]:
    """Return the nearness to the key of each entity that is fair beside it, the author's first."""
    here = context.articles[view.fact].id
    near = _neighbours(key, here, context)
    fits = _fairness(view, key, context)
    fair = {}
    for each in dict.fromkeys([*authored, *near]):
        other = context.entities[each]
        if fits(other) and not (each not in near and same_thing(other, key)):
            fair[each] = near[each] if each in near else _nearness(other, key)
    return fair


def _neighbours(key: Entity, article: str, context: Context) -> dict[str, int]:
    """Return the nearness of the entities that stand beside a key, in the order of the bank.

    All of its kind that are not the same thing; of a large kind those that its article is about,
    and as many more from a place that the key decides, so that the work stays the same however
    large the bank grows, and a new entity changes few others' neighbours.
    """
    group = context.kinds[key.kind]
    if len(group) > _NEIGHBOURS:
        around = {each.id for each in context.rings[key.kind].around(key.id, _NEIGHBOURS)}
        group = tuple(
            each
            for each in group
            if each.id in around or article in context.met.get(each.id, _NOWHERE)
        )
    return {each.id: _nearness(each, key) for each in group if not same_thing(each, key)}


def _with_a_known_one(
    taken: tuple[str, ...], fair: Mapping[str, int], view: View, context: Context, *, key: str
) -> tuple[str, ...]:
    """Return ``taken``, one exchanged for an entity that is the key of more facts than ``key``.

    Without one, "it was the answer elsewhere, so it is the answer here" would tell the key.
    The last taken gives way, as it ranks lowest, to a known one that is related to the key.
    """

    def known(each: str) -> int:
        return len(context.keys.get(each, frozenset()) - {view.fact})

    least = known(key)
    if not least or len(taken) < WANTED or any(known(each) > least for each in taken):
        return taken
    clash = _clash(context)
    candidates = [
        each
        for each in fair
        if known(each) >= min(least, _KNOWN)
        and each not in taken
        and _related(each, key, fair[each], view, context)
        and not any(clash(each, other) for other in taken[:-1])
    ]
    if not candidates:
        return taken

    def rank(each: str) -> tuple[int, str]:
        jitter = below(_JITTER, context.seed, view.fact, view.name, "known", each)
        return fair[each] + jitter + (2 * _JITTER if known(each) > least else 0), each

    return (*taken[:-1], max(candidates, key=rank))


def _related(each: str, key: str, nearness: int, view: View, context: Context) -> bool:
    """Return whether an entity has the key's role, is met in its article, or is much like it."""
    one, other = context.entities[each].role or "", context.entities[key].role or ""
    if telling_words(one) & telling_words(other):
        return True
    return _familiarity(each, view, context) > 0 or nearness >= _AKIN


def _familiarity(each: str, view: View, context: Context) -> int:
    """Return points for an entity met in other facts of the article, a few of them at most.

    A name from nowhere beside one that the article is full of is no choice.
    """
    met = context.met.get(each, _NOWHERE).get(context.articles[view.fact].id, frozenset())
    return _MET * min(len(met) - (view.fact in met), _MET_OFTEN)


def _clash(context: Context) -> Callable[[str, str], bool]:
    return lambda one, other: same_thing(context.entities[one], context.entities[other])


def _authored(view: View, context: Context) -> list[str]:
    """Return the wrong answers the author wrote for the view, ids or texts."""
    return list(context.facts[view.fact].guards.distractors.get(view.slot, ()))


def barred(view: View, context: Context) -> frozenset[str]:
    """Return ids and texts that may not be offered as wrong for ``view``."""
    guards = context.facts[view.fact].guards
    listed = (*guards.also_true.get(view.slot, ()), *guards.never.get(view.slot, ()))
    return (
        frozenset(listed)
        | frozenset(right_answers(view))
        | context.stems.get(view.stem, frozenset())
    )


def _fairness(view: View, key: Entity, context: Context) -> Callable[[Entity], bool]:
    """Return whether an entity may stand beside the key; that it is not the same thing is seen to.

    The cheapest questions come first: most entities fail one of them.
    """
    out = barred(view, context) | frozenset(view.mentioned)
    texts = (view.stem, context.facts[view.fact].statement)
    folded = tuple(text.casefold() for text in texts)

    def fits(other: Entity) -> bool:
        if other.kind is not key.kind or other.id in out or other.name in out:
            return False
        if not _of_its_time(other, key, view):
            return False
        # Whether the words stand there at all is far cheaper to see than where.
        return not any(
            names_entity(text, other)
            for text, low in zip(texts, folded, strict=True)
            if any(form in low for form in folded_forms(other))
        )

    return fits


def _of_its_time(other: Entity, key: Entity, view: View) -> bool:
    """Return whether ``other`` existed in the time that the fact, or else its key, is about."""
    era = view.era or key.era
    if not (era and other.era):
        return True
    first, last = years_of(era)
    begin, end = years_of(other.era)
    return begin <= last and first <= end


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


def texts_for(view: View, context: Context, *, level: Level) -> tuple[str, ...]:
    """Return up to three texts that are fair wrong answers to ``view``.

    What the author wrote, at one level only; the pool fills up only where fewer than two of
    those are fair: another fact's clause beside the key reads as nonsense, or may be true here.
    """
    return context.kept.of(
        view.fact, ("texts", view.name, level), lambda: _texts_for(view, context, level=level)
    )


def _texts_for(view: View, context: Context, *, level: Level) -> tuple[str, ...]:
    answer = view.answer
    if not isinstance(answer, TextAnswer):
        return ()
    listed = dict.fromkeys(text_of(each, context) for each in _authored(view, context))
    fits = _text_fairness(view, answer.text, context)
    authored = [text for text in listed if fits(text, authored=True)]
    enough = len(authored) >= _ENOUGH
    if enough and level is Level.FAR:
        return ()
    pool = [] if enough else _pool_texts(view, answer, context, level=level, fits=fits)
    fair = list(dict.fromkeys([*authored, *pool]))

    def rank(text: str) -> tuple[int, int, int]:
        shared = len(set(words_of(text)) & set(words_of(answer.text)))
        return (text in authored, 10 * shared, evenness(text, answer.text))

    def clash(one: str, other: str) -> bool:
        own = one in authored and other in authored
        return alike(one, other) if own else same_point(one, other)

    return _by_level(fair, view, context, level=level, rank=rank, clash=clash)


def _pool_texts(
    view: View, answer: TextAnswer, context: Context, *, level: Level, fits: _TextFits
) -> list[str]:
    """Return the texts of other facts, as contested as this one, that can stand beside the key."""
    neighbours = window(
        context.pools.get(answer.pool, ()), _POOL, context.seed, view.card, level.value
    )
    return [
        other.answer.text
        for other in neighbours
        if isinstance(other.answer, TextAnswer)
        and other.fact != view.fact
        and (answer.owner is None or other.answer.owner != answer.owner)
        and (other.status is Status.STATED) == (view.status is Status.STATED)
        and fits(other.answer.text, authored=False)
    ]


def text_of(source: str, context: Context) -> str:
    """Return the name of an entity id, or the text itself."""
    known = context.entities.get(source)
    return known.name if known else source


def _text_fairness(view: View, key: str, context: Context) -> _TextFits:
    """Return whether a text may stand beside the key. The cheapest questions come first."""
    out = barred(view, context)
    stem = view.stem.casefold()
    short = next((word for word in view.stem.split() if word.strip("?.,'\"").isupper()), "")
    spelled = initials(key)
    # An abbreviation in the stem may be spelled by the key alone, unless all texts do so.
    must_spell = spelled if len(spelled) > 1 and short.strip("?.,'\"") == spelled else ""
    named = [context.entities[each] for each in view.mentioned if each in context.entities]

    def fits(text: str, *, authored: bool) -> bool:
        # Authors word wrong answers after the key on purpose; that makes them parallel.
        if not (authored or _of_one_form(text, key)) or text in out:
            return False
        if must_spell and initials(text) != must_spell:
            return False
        low = text.casefold()
        if low in stem and mentions(view.stem, text):
            return False
        # Others' texts may not name who is asked about; the author's own wrong answers may.
        if not authored and any(
            names_entity(text, each)
            for each in named
            if any(form in low for form in folded_forms(each))
        ):
            return False
        return not (alike(text, key) or (not authored and same_point(text, key)))

    return fits


def evenness(one: str, other: str) -> int:
    """Return how alike in length two texts are: 100 when equal, near 0 when far from it."""
    return 100 * min(len(one), len(other)) // max(len(one), len(other), 1)


def _of_one_form(text: str, key: str) -> bool:
    """Return whether a text of the pool can stand beside ``key``: its form and length."""
    return evenness(text, key) >= _EVEN and _form(text) == _form(key)


@lru_cache(maxsize=65_536)
def _form(text: str) -> str:
    """Return what a text begins like: "to", a small determining word, or anything else."""
    first = words_of(text)[:1] or ("",)
    return first[0] if first[0] in _OPENINGS else ""


def _by_level(
    fair: Iterable[str],
    view: View,
    context: Context,
    *,
    level: Level,
    rank: Callable[[str], tuple[int, int, int]],
    clash: Callable[[str, str], bool],
) -> tuple[str, ...]:
    """Return three of ``fair``: the highest ranked when near, the lowest when far.

    The seed breaks ties and moves close ranks, so that not every fact gets the same three.
    """
    jitter_of = drawing(_JITTER, context.seed, view.fact, view.name, level.value)

    def key(each: str) -> tuple[int, int, str]:
        authored, near, even = rank(each)
        jitter = jitter_of(each)
        if level is Level.FAR:
            return (authored, near // 3 + jitter - even, each)
        return (-authored, -near - jitter // 5 - even // 2, each)

    chosen: list[str] = []
    for each in sorted(fair, key=key):
        if len(chosen) < WANTED and not any(clash(each, other) for other in chosen):
            chosen.append(each)
    return tuple(chosen)

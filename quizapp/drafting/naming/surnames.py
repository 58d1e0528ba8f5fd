"""Which of several people with one surname the surname alone means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.lexicon import given_names, is_royal
from quizapp.drafting.naming.entities import ArticleEntity, Registry
from quizapp.drafting.naming.names import Name

_SETTLED: Final = 2
"""Uses of a surname alone, before another bearer is named, that make it one person's."""
_LEADING: Final = 8
"""Uses of the surname alone in the article of whoever it tells the life of."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose a surname is where the article gives it to one of its bearers.

    Attributes:
        keys: surname -> key of the person whom the article calls by it.
        leading: surnames that the article uses all along.
        things: single names that stand behind "the" somewhere, and so are no first names.
        apart: surnames that are used before any bearer is named, and are none of theirs: in a life
            of "Orlova" her father Ivan Orlov is named, and she never is in full.
    """

    keys: Mapping[str, str]
    leading: frozenset[str]
    apart: frozenset[str]
    things: frozenset[str]


def bearers(registry: Registry, name: str) -> list[ArticleEntity]:
    """Return the persons with a full name whose surname, or else first name, this is."""
    persons = [
        each
        for each in registry.entities.values()
        if each.kind is EntityKind.PERSON
        and " " in each.name
        and not is_royal(each.name.split()[0])
    ]
    surnames = [each for each in persons if each.name.split()[-1] == name]
    if name in given_names() and not surnames:
        return [each for each in persons if each.name.split()[0] == name]
    return surnames or [each for each in persons if each.name.split()[0] == name]


def find_owners(names: Sequence[Name], registry: Registry) -> Owners:
    """Return whose the surnames are that several bear, by who is named before they are used.

    An article names somebody in full and goes on with the surname; whoever else bears it comes
    later, with a first name. So it keeps the surname for the first.
    """
    keys: dict[str, str] = {}
    leading: set[str] = set()
    apart: set[str] = set()
    for surname in dict.fromkeys(each.text for each in names if " " not in each.text):
        persons = {each.key for each in bearers(registry, surname)}
        if len(persons) < 2:  # noqa: PLR2004 - nobody else bears it
            continue
        alone = [at for at, each in enumerate(names) if each.text == surname]
        order = _first_named(names, registry, persons, surname)
        before = [key for at, key in order if at < alone[0]]
        others = [at for at, key in order if key not in before[:1]]
        early = [at for at in alone if not others or at < others[0]]
        if len(alone) >= _LEADING:
            leading.add(surname)
        if len(before) == 1 and (len(early) >= _SETTLED or surname in leading):
            keys[surname] = before[0]
        elif not before and len(early) >= _SETTLED and order:
            opens = names[order[0][0]].segment.first
            if opens:
                keys[surname] = order[0][1]
            elif surname in leading:
                apart.add(surname)
    things = frozenset(each.text for each in names if each.the and " " not in each.text)
    return Owners(keys, frozenset(leading), frozenset(apart), things)


def _first_named(
    names: Sequence[Name], registry: Registry, persons: set[str], surname: str
) -> list[tuple[int, str]]:
    """Return where each bearer of a surname is first named in full, in the article's order."""
    found: dict[str, int] = {}
    for at, each in enumerate(names):
        if " " not in each.text or surname not in each.text.split():
            continue
        entity = registry.find(each.text)
        if entity is not None and entity.key in persons:
            found.setdefault(entity.key, at)
    return sorted((at, key) for key, at in found.items())


def bearer_meant(
    same: Sequence[ArticleEntity],
    surname: str,
    owners: Owners,
    context: tuple[frozenset[str], frozenset[str]],
) -> ArticleEntity | None:
    """Return the one of several bearers of a surname that is meant, or None.

    Whoever owns the surname is, unless the passage has named another bearer alone in an article
    that uses it seldom. Else an article that calls one of two by the first name keeps the surname
    for the other; else the only one that the passage has named so far is meant.

    Args:
        same: the bearers.
        surname: that they share.
        owners: whose the surnames are.
        context: names that stand alone in the article, and keys of those whom the passage has
            named in full so far.
    """
    alone, before = context
    here = [each for each in same if each.key in before]
    owner = next((each for each in same if each.key == owners.keys.get(surname)), None)
    if owner is not None:
        return owner if surname in owners.leading or not here or owner in here else None
    formal = [each for each in same if each.name.split()[0] not in alone]
    if len(formal) == 1:
        return formal[0]
    return here[0] if len(here) == 1 else None

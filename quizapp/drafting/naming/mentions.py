"""All mentions of an article: names with their entities, dates, quantities and quotations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.gazetteer import Gazetteer, bare, gazetteer
from quizapp.drafting.lexis.kinds import kind_of_name
from quizapp.drafting.lexis.lexicon import gender_of, is_common, load_lexicon
from quizapp.drafting.naming.bodies import find_bodies
from quizapp.drafting.naming.brackets import Introduced, introduced
from quizapp.drafting.naming.dates import find_dates
from quizapp.drafting.naming.entities import ArticleEntity, Registry, initials, same_person, slug
from quizapp.drafting.naming.first_names import by_first_name
from quizapp.drafting.naming.names import Name, find_names
from quizapp.drafting.naming.namesakes import keys_apart
from quizapp.drafting.naming.quantities import find_quantities
from quizapp.drafting.naming.quotations import find_quotes
from quizapp.drafting.naming.settled_kinds import label_kinds, persons_told, settle_kinds
from quizapp.drafting.naming.surnames import Owners, bearer_meant, bearers, find_owners
from quizapp.drafting.naming.terms import find_terms
from quizapp.drafting.shapes.spans import Mention, MentionKind

_MALE: Final = frozenset(
    {"Mr", "Mr.", "Sir", "Lord", "King", "Prince", "Emperor", "Pope", "Father"}
    | {"Uncle", "Monsieur", "Brother"}
)
_FEMALE: Final = frozenset(
    {"Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dame", "Lady", "Queen", "Princess"}
    | {"Aunt", "Madame", "Sister", "Mother"}
)


_FIRM_WORDS: Final = 2
"""Words of "Northline Ferries"; of longer names the first alone is often a town's."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an article mentions.

    Attributes:
        mentions: by passage, in their order; entity, date, quantity and quote mentions may
            overlap (a name within a quotation).
        entities: by key.
    """

    mentions: Mapping[int, tuple[Mention, ...]]
    entities: Mapping[str, ArticleEntity]


def find_mentions(passages: Sequence[tuple[int, str]], *, known: Mapping[str, Entity]) -> Found:
    """Return the mentions and entities of an article's passages."""
    load_lexicon()
    places = gazetteer(known)
    names = find_names(passages, places)
    registry = Registry(known)
    brackets = {number: tuple(introduced(text)) for number, text in passages}
    labels = label_kinds(names, passages)
    kinds = settle_kinds(names, labels, told=persons_told(names, passages, labels))
    introduced_here = [each for one in brackets.values() for each in one]
    keys = _enter(names, kinds, registry, places, introduced_here)
    keys = keys_apart(names, keys, registry, dict(passages))
    bodies = find_bodies(passages, registry)
    mentions: dict[int, tuple[Mention, ...]] = {}
    for number, text in passages:
        own = [
            Mention(number, each.start, each.end, each.text, MentionKind.ENTITY, key)
            for each, key in zip(names, keys, strict=True)
            if each.passage == number and not each.segment.demonym
        ]
        own.extend(_shorts(number, brackets[number], registry, own))
        own.extend(each for each in bodies if each.passage == number)
        own.extend(find_terms([(number, text)], taken=own, registry=registry))
        own.extend(_others(number, text))
        mentions[number] = tuple(sorted(own, key=lambda each: (each.start, -each.end)))
    _articles(names, keys, registry)
    return Found(mentions, dict(registry.entities))


def _shorts(
    number: int, brackets: Sequence[Introduced], registry: Registry, own: Sequence[Mention]
) -> list[Mention]:
    """Return mentions of abbreviations and expansions that are no capitalised runs."""
    found: list[Mention] = []
    for each in brackets:
        entity = registry.find(each.short)
        if entity is None:
            continue
        for start, end, words in (
            (each.start, each.end, each.expansion),
            (each.short_start, each.short_end, each.short),
        ):
            if not any(one.start < end and start < one.end for one in own):
                found.append(Mention(number, start, end, words, MentionKind.ENTITY, entity.key))
    return found


def _others(number: int, text: str) -> list[Mention]:
    dates = [
        Mention(
            number, each.start, each.end, text[each.start : each.end], MentionKind.DATE, date=each
        )
        for each in find_dates(text)
    ]
    taken = [(each.start, each.end) for each in dates]
    quantities = [
        Mention(
            number,
            each.start,
            each.end,
            text[each.start : each.end],
            MentionKind.QUANTITY,
            quantity=each,
        )
        for each in find_quantities(text, taken=taken)
    ]
    quotes = [
        Mention(
            number, each.start, each.end, text[each.start : each.end], MentionKind.QUOTE, quote=each
        )
        for each in find_quotes(text)
    ]
    return [*dates, *quantities, *quotes]


def _enter(
    names: Sequence[Name],
    kinds: Mapping[str, tuple[EntityKind, bool]],
    registry: Registry,
    places: Gazetteer,
    brackets: Sequence[Introduced],
) -> list[str]:
    """Make the entities; return for each name the key of its entity, "" where it is unclear."""
    for each in names:
        if len(each.text.split()) > 1 and not each.segment.demonym:
            _enter_one(each, kinds[each.text], registry, places)
    _enter_brackets(brackets, registry, places)
    keys: list[str] = []
    named: dict[int, set[str]] = {}
    ever: set[str] = set()
    alone = frozenset(each.text for each in names if " " not in each.text)
    owners = find_owners(names, registry)
    for each in names:
        here = frozenset(named.setdefault(each.passage, set()))
        key = (
            ""
            if each.segment.demonym
            else _key_of(each, kinds, registry, places, (owners, alone, here, frozenset(ever)))
        )
        if key and " " in each.text:
            named[each.passage].add(key)
            ever.add(key)
        keys.append(key)
    return keys


def _enter_brackets(brackets: Sequence[Introduced], registry: Registry, places: Gazetteer) -> None:
    for each in brackets:
        entity = registry.find(each.expansion) or registry.find(each.short)
        if entity is None:
            listed = places.find((each.short,)) or places.find((each.expansion,))
            kind = _bracket_kind(each.expansion)
            if listed in places.known:
                entity = registry.add_known(places.known[listed])
            else:
                name = each.expansion
                entity = registry.add(ArticleEntity(_fresh(name, registry), kind, name))
        if not entity.known:
            entity = replace(registry.entities[entity.key], short=each.short)
            registry.change(entity)
        registry.names.setdefault(initials(each.short), entity.key)
        registry.names.setdefault(each.expansion, entity.key)


def _bracket_kind(expansion: str) -> EntityKind:
    if expansion[0].islower():
        return EntityKind.CONCEPT
    return kind_of_name(expansion) or EntityKind.ORGANISATION


def _fresh(name: str, registry: Registry) -> str:
    key = slug(name)
    taken = key in registry.entities or key in registry.known
    return f"{key}-2" if taken else key


def _enter_one(
    name: Name, kind: tuple[EntityKind, bool], registry: Registry, places: Gazetteer
) -> ArticleEntity:
    listed = name.segment.entity
    if listed and listed in places.known:
        return registry.add_known(places.known[listed])
    place = places.place(listed) if listed else None
    if place is not None:
        entity = registry.add_place(place, places.known)
        registry.alias(entity.key, initials(name.text))
        return registry.entities[entity.key]
    found = registry.find(name.text)
    if found is not None:
        return _with_role(found, name, registry)
    if kind[0] is EntityKind.PERSON:
        same = _persons(registry, name.text)
        if len(same) == 1:
            _longer(registry, same[0], name.text)
            return _with_role(registry.entities[same[0].key], name, registry)
    full = name.text
    if slug(full) in registry.known and kind[0] is not EntityKind.PERSON:
        return registry.add_known(slug(full))
    entity = ArticleEntity(
        _fresh(full, registry), kind[0], full, gender=_gender(name, kind[0]), sure=kind[1]
    )
    return _with_role(registry.add(entity), name, registry)


def _gender(name: Name, kind: EntityKind) -> str:
    if kind is not EntityKind.PERSON:
        return ""
    first = name.text.split()[0]
    return _titled_gender(f"{name.segment.title} {first}") or gender_of(first)


def _titled_gender(title: str) -> str:
    """Return "m" for "Mr" and "f" for "Queen"; "" for "Senator"."""
    words = {*title.split()}
    return "m" if words & _MALE else "f" if words & _FEMALE else ""


def _with_role(entity: ArticleEntity, name: Name, registry: Registry) -> ArticleEntity:
    """Note the title that stands before a name as the person's role, and what it says of gender."""
    segment = name.segment
    gender = _titled_gender(segment.title)
    if gender and not entity.known and entity.gender != gender:
        entity = replace(entity, gender=gender)
        registry.change(entity)
    if entity.known or entity.role or not segment.title or segment.title.endswith("."):
        return entity
    if segment.title in {"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Lord", "Lady", "Prof"}:
        return entity
    role = f"{segment.place} {_lowered(segment.title)}".strip()
    entity = replace(entity, role=role)
    registry.change(entity)
    return entity


def _lowered(title: str) -> str:
    return title if title.isupper() else title.lower()


def _persons(registry: Registry, name: str) -> list[ArticleEntity]:
    return [
        each
        for each in registry.entities.values()
        if each.kind is EntityKind.PERSON
        and any(same_person(name, other) for other in (each.name, *each.aliases))
    ]


def _longer(registry: Registry, entity: ArticleEntity, name: str) -> None:
    """Make the longer one of two names of a person the main name."""
    if entity.known or len(name) <= len(entity.name) or " " in entity.name:
        registry.alias(entity.key, name)
        return
    registry.names.setdefault(name, entity.key)
    aliases = (*(each for each in entity.aliases if each != name), entity.name)
    registry.change(replace(entity, name=name, aliases=aliases))


def _key_of(
    name: Name,
    kinds: Mapping[str, tuple[EntityKind, bool]],
    registry: Registry,
    places: Gazetteer,
    context: tuple[Owners, frozenset[str], frozenset[str], frozenset[str]],
) -> str:
    """Return the key of the entity that a name stands for here; "" where two would fit."""
    tokens = name.text.split()
    owners, alone, here, ever = context
    if name.text in owners.apart:
        person = (EntityKind.PERSON, True)
        return (registry.find(name.text) or _enter_one(name, person, registry, places)).key
    if len(tokens) == 1:
        same = bearers(registry, name.text) if _may_be_person(name, places) else []
        same = by_first_name(name, same, registry, (here, ever))
        if name.text in owners.things:
            same = [each for each in same if each.name.split()[0] != name.text]
        if len(same) > 1:
            meant = bearer_meant(same, name.text, owners, (alone, here or ever))
            if meant is None:
                return ""
            same = [meant]
        if same:
            registry.alias(same[0].key, name.text)
            return _with_role(registry.entities[same[0].key], name, registry).key
        whole = _whole(registry, name) or _headed(registry, name)
        if whole:
            return whole
    return _enter_one(name, kinds[name.text], registry, places).key


def _may_be_person(name: Name, places: Gazetteer) -> bool:
    """Return whether a single word may be a surname although a list has it as a place."""
    listed = name.segment.entity
    if not listed or name.segment.title or name.kind is EntityKind.PERSON:
        return True
    return listed in places.known and places.place(listed) is None


def _whole(registry: Registry, name: Name) -> str:
    """Return the one thing that "the Court", "the Commission" is short for, or ""."""
    if not name.the or name.segment.entity or name.text.isupper():
        return ""
    longer = [
        each.key
        for each in registry.entities.values()
        if each.kind in {EntityKind.ORGANISATION, EntityKind.AGREEMENT}
        and name.text in each.name.split()
        and " " in each.name
    ]
    if len(longer) != 1:
        return ""
    registry.alias(longer[0], name.text)
    return longer[0]


def _headed(registry: Registry, name: Name) -> str:
    """Return the one company or body that goes by the first word of its name, or "".

    "Northline" is Northline Ferries; "Hallen" is no Hallen Science Fund, but may be its town, and
    the "NVB" of NVB South is the whole body.
    """
    if name.the or name.segment.entity or name.kind is EntityKind.PLACE or is_common(name.text):
        return ""
    if name.text.isupper():
        return ""
    longer = [
        each.key
        for each in registry.entities.values()
        if each.kind is EntityKind.ORGANISATION
        and len(each.name.split()) == _FIRM_WORDS
        and each.name.split()[0] == name.text
    ]
    others = [each for each in registry.entities.values() if name.text in each.name.split()]
    if len(longer) != 1 or len(others) != 1:
        return ""
    registry.alias(longer[0], name.text)
    return longer[0]


def _articles(names: Sequence[Name], keys: Sequence[str], registry: Registry) -> None:
    """Give "the" to the entities that mostly have it in the article."""
    the: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for each, key in zip(names, keys, strict=True):
        if key and bare(each.text) == registry.entities[key].name:
            every[key] += 1
            the[key] += each.the
    for key, entity in list(registry.entities.items()):
        if entity.known or entity.word or entity.kind is EntityKind.PERSON or not every[key]:
            continue
        if the[key] * 2 > every[key]:
            registry.change(replace(entity, word="the"))

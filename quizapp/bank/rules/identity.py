"""Rules on ids and names: each stands for one thing."""

from collections.abc import Iterable, Iterator

from quizapp.bank.document import FactBase
from quizapp.bank.material import Located, Material
from quizapp.bank.terms import OWN_PREFIX, EntityKind
from quizapp.errors import Problem


def _place(each: Located) -> str:  # type: ignore[type-arg]  # any object has a place
    return f"{each.file}:{each.node.line}"


def _repeated(objects: Iterable[Located], what: str) -> Iterator[Problem]:  # type: ignore[type-arg]  # any object with an id
    first: dict[str, Located] = {}  # type: ignore[type-arg]  # the same
    for each in objects:
        name = each.value.id
        if name in first:
            yield each.problem(
                ("id",),
                f'the {what} "{name}" stands in {_place(first[name])} already',
                "give it an id of its own; an id is never used again",
            )
        else:
            first[name] = each


def ids_are_unique(material: Material) -> Iterator[Problem]:
    """Yield the articles, entities and facts whose id another has."""
    yield from _repeated(material.articles, "article")
    yield from _repeated(material.entities, "entity")
    yield from _repeated(material.facts, "fact")


def ids_are_not_kept_for_people(material: Material) -> Iterator[Problem]:
    """Yield articles and facts whose id begins as those of people's own decks do."""
    objects: Iterable[Located] = (*material.articles, *material.facts)  # type: ignore[type-arg]  # any with an id
    for each in objects:
        if each.value.id.startswith(OWN_PREFIX):
            yield each.problem(
                ("id",),
                f'ids that begin with "{OWN_PREFIX}" are kept for decks that people bring in',
                "begin it with another word",
            )


def media_come_with_decks(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield the media of a fact: only what people bring in for themselves can have some."""
    del material  # the fact says all of it
    if getattr(each.value, "media", None):
        yield each.problem(
            ("media",),
            "pictures and sounds come with decks that people bring in, not with a bank",
            "take them out",
        )


def one_article_a_folder(material: Material) -> Iterator[Problem]:
    """Yield articles that share a folder, or whose folder has another name."""
    seen: dict[str, Located] = {}  # type: ignore[type-arg]  # articles
    for each in material.articles:
        name = each.folder.rpartition("/")[2]
        if each.folder in seen:
            yield each.problem(
                ("id",),
                f"this folder has an article already, in {_place(seen[each.folder])}",
                "give each article a folder of its own",
            )
        elif name and name != each.value.id:
            yield each.problem(
                ("id",),
                f'the article "{each.value.id}" is in the folder "{name}"',
                f'write "{name}", or rename the folder to "{each.value.id}"',
            )
        seen.setdefault(each.folder, each)


def passages_are_numbered_once(material: Material) -> Iterator[Problem]:
    """Yield passages whose number another of the article has."""
    for each in material.articles:
        seen: set[int] = set()
        for index, passage in enumerate(each.value.passages):
            if passage.id in seen:
                yield each.problem(
                    ("passages", index, "id"),
                    f"there is a passage {passage.id} already",
                    f"write {max(p.id for p in each.value.passages) + 1}",
                )
            seen.add(passage.id)


def facts_have_an_article(material: Material) -> Iterator[Problem]:
    """Yield the first fact of each folder that has no article."""
    told = set(material.broken.folders) | set(material.article_by_folder)
    for each in material.facts:
        if each.folder not in told:
            told.add(each.folder)
            yield each.problem(
                (), "there is no article in this folder", "add an article.yaml beside this file"
            )


def names_are_unique(material: Material) -> Iterator[Problem]:
    """Yield names, aliases and abbreviations that two entities of a kind share."""
    owner: dict[tuple[EntityKind, str], Located] = {}  # type: ignore[type-arg]  # entities
    for each in material.entities:
        entity = each.value
        named: list[tuple[tuple[str | int, ...], str]] = [(("name",), entity.name)]
        named += [(("aliases", index), alias) for index, alias in enumerate(entity.aliases)]
        if entity.short:
            named.append((("short",), entity.short))
        own: set[str] = set()
        for loc, name in named:
            key = name.casefold()
            other = owner.setdefault((entity.kind, key), each)
            if other is not each and other.value.id != entity.id:
                yield each.problem(
                    loc,
                    f'"{name}" is a name of the {entity.kind} "{other.value.id}" too',
                    "take it out here or there: a name stands for one thing of a kind",
                )
            elif key in own and loc[0] == "aliases":
                yield each.problem(loc, f'"{name}" is among the names already', "take it out")
            own.add(key)

"""A large bank made of words: valid, of varied fact types, the same for the same numbers.

Its names and sentences are put together from syllables and short lists. What it is like matters
only in that it costs what a real one costs: entities of every kind with roles, regions and eras,
facts of thirteen types and five statuses, guards, and evidence that stands in its passage.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

Item = dict[str, Any]
PASSAGES: Final = 20
_FIRST: Final = (
    *("Al", "An", "Bel", "Bor", "Cas", "Cor", "Dan", "Del", "Er", "Fa"),
    *("Gor", "Hal", "Il", "Jor", "Kel", "Lan", "Mar", "Nor", "Ol", "Per"),
)
_MIDDLE: Final = (
    *("ba", "da", "ga", "ka", "la", "ma", "na", "ra", "sa", "ta"),
    *("vi", "lo", "mi", "no", "re", "so", "tu", "va", "xe", "zo"),
)
_LAST: Final = (
    *("bert", "dorf", "field", "gard", "holm", "lund", "mond", "nik"),
    *("ro", "stad", "thorpe", "vik", "win", "ya", "zen"),
)
_VERBS: Final = (
    *("founded", "closed", "moved", "visited", "rebuilt", "sold", "joined", "left", "mapped"),
    *("praised", "funded", "renamed", "surveyed", "opposed", "defended", "inspected"),
)
_THINGS: Final = (
    *("harbour", "library", "railway", "observatory", "market", "canal", "lighthouse", "school"),
    *("hospital", "theatre", "archive", "foundry", "orchard", "viaduct", "museum", "mill"),
)
_PLAIN: Final = (
    *("northern", "old", "stone", "wooden", "royal", "public", "little", "eastern", "iron"),
    *("covered", "lower", "new", "painted", "sunken", "upper", "walled"),
)
_REGIONS: Final = ("the north", "the coast", "the hills", "the plain", "the islands", "world")
_ROLES: Final = (
    *("mayor", "painter", "engineer", "surveyor", "printer", "botanist", "judge", "teacher"),
    *("pilot", "architect", "physician", "editor"),
)
_OF_ARTICLE: Final = (
    *("person",) * 14,
    *("organisation",) * 6,
    *("place",) * 6,
    *("event",) * 4,
    *("concept",) * 4,
    *("agreement",) * 3,
    *("country",) * 3,
)
"""Kinds of the entities that each article brings in: forty."""


def write_bank(folder: Path, *, articles: int, facts: int, seed: int = 17) -> None:
    """Write a bank of so many articles, each with so many facts."""
    dice = Random(seed)  # noqa: S311 - the same words each time, no secret
    names = _names(dice)
    for number in range(1, articles + 1):
        here = folder / f"article-{number:03}"
        here.mkdir(parents=True)
        entities = [_entity(kind, next(names), dice) for kind in _OF_ARTICLE]
        made = [_fact(number, place, entities, dice) for place in range(facts)]
        _write(here / "article.yaml", {"article": _article(number, made)})
        _write(here / "entities.yaml", {"entities": entities})
        _write(here / "facts.yaml", {"facts": made})


def _write(path: Path, document: Item) -> None:
    text = yaml.dump(document, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")


class _Plain(yaml.CSafeDumper):
    """Writes a value again where it stands twice: a bank has no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature of PyYAML
        """Return True: never an alias."""
        return True


def _names(dice: Random) -> Iterator[str]:
    """Give names that no two things share."""
    seen = set()
    while True:
        name = dice.choice(_FIRST) + "".join(dice.choices(_MIDDLE, k=2)) + dice.choice(_LAST)
        if name not in seen:
            seen.add(name)
            yield name


def _entity(kind: str, name: str, dice: Random) -> Item:
    year = dice.randint(1700, 1980)
    written = {
        "person": f"{dice.choice(_FIRST)}{dice.choice(_MIDDLE)} {name}",
        "organisation": f"{name} {dice.choice(('Society', 'Union', 'Council', 'Company'))}",
        "place": name,
        "event": f"{name} {dice.choice(('Congress', 'Fair', 'Strike', 'Expedition'))}",
        "concept": f"{name.lower()} {dice.choice(('method', 'principle', 'school'))}",
        "agreement": f"{name} {dice.choice(('Treaty', 'Charter', 'Accord'))}",
        "country": f"{name}land",
    }[kind]
    return {
        "id": written.lower().replace(" ", "-"),
        "name": written,
        "kind": kind,
        "aliases": [f"{name} the Elder"] if kind == "person" else [],
        "role": dice.choice(_ROLES),
        "region": dice.choice(_REGIONS),
        "era": f"{year}/{year + dice.randint(30, 120)}",
        "date": str(year),
    }


def _article(number: int, facts: list[Item]) -> Item:
    texts: dict[int, list[str]] = {place: ["Here it goes on."] for place in range(1, PASSAGES + 1)}
    for fact in facts:
        texts[fact["passage"]].append(fact["statement"])
    return {
        "id": f"article-{number:03}",
        "title": f"Chronicle {number}",
        "language": "en",
        "source": {"publication": "Made for a measurement", "licence": "CC0", "date": "2020-01-01"},
        "topics": {"works": "Works", "people": "People", "ideas": "Ideas"},
        "passages": [
            {"id": place, "heading": f"Part {place}", "text": " ".join(each)}
            for place, each in texts.items()
        ],
    }


class _Scene:
    """What a fact may be about: entities of its article, and words drawn for it."""

    def __init__(self, entities: list[Item], dice: Random) -> None:
        self.dice = dice
        self._entities = entities
        self.year = dice.randint(1800, 1990)
        self.thing = f"{dice.choice(_PLAIN)} {dice.choice(_THINGS)} of {self.some('place')['name']}"
        self.other = f"{dice.choice(_PLAIN)} {dice.choice(_THINGS)}"
        self.verb = dice.choice(_VERBS)

    def some(self, kind: str) -> Item:
        """Return one of the article's entities of a kind."""
        return self.dice.choice([each for each in self._entities if each["kind"] == kind])

    def several(self, kind: str, number: int) -> list[Item]:
        """Return so many different ones."""
        return self.dice.sample([each for each in self._entities if each["kind"] == kind], number)


def _event(scene: _Scene) -> tuple[str, str, Item]:
    what = f"the {scene.thing} was {scene.verb} with its {scene.other}"
    return "event", f"{what.capitalize()} in {scene.year}.", {"what": what, "when": str(scene.year)}


def _action(scene: _Scene) -> tuple[str, str, Item]:
    who = scene.some("person")
    act = f"{scene.verb} the {scene.thing} and its {scene.other}"
    slots = {"actor": who["id"], "act": act, "when": str(scene.year)}
    return "action", f"{who['name']} {act} in {scene.year}.", slots


def _claim(scene: _Scene) -> tuple[str, str, Item]:
    who = scene.some("person")
    point = f"the {scene.thing} was worth more than the {scene.other}"
    return (
        "claim",
        f"{who['name']} argued that {point}.",
        {
            "speaker": who["id"],
            "verb": "argued",
            "point": point,
        },
    )


def _quotation(scene: _Scene) -> tuple[str, str, Item]:
    who = scene.some("person")
    phrase = f"a {scene.dice.choice(_PLAIN)} {scene.dice.choice(_THINGS)} for all of us"
    statement = f'{who["name"]} called the {scene.thing} "{phrase}".'
    about = f"the {scene.thing}"
    return "quotation", statement, {"speaker": who["id"], "about": about, "phrase": phrase}


def _role(scene: _Scene) -> tuple[str, str, Item]:
    who = scene.some("person")
    office = f"keeper of the {scene.other}"
    place = scene.some("country")
    statement = f"{who['name']} was {office} of {place['name']} in {scene.year}."
    slots = {"person": who["id"], "office": office, "of": place["id"], "when": str(scene.year)}
    return "role", statement, slots


def _quantity(scene: _Scene) -> tuple[str, str, Item]:
    number = scene.dice.randint(15, 4000)
    what = f"visitors to the {scene.thing} in {scene.year}"
    statement = f"The {scene.thing} had {number} visitors in {scene.year}."
    return "quantity", statement, {"what": what, "value": number, "unit": "visitors"}


def _cause(scene: _Scene) -> tuple[str, str, Item]:
    cause = f"the flood of {scene.year} at the {scene.thing}"
    effect = f"the {scene.verb} {scene.other} fell empty"
    return "cause", f"Because of {cause}, {effect}.", {"cause": cause, "effect": effect}


def _definition(scene: _Scene) -> tuple[str, str, Item]:
    term = scene.some("concept")
    meaning = f"a way to keep a {scene.other} near the {scene.thing}"
    statement = f"The {term['name']} is {meaning}."
    return "definition", statement, {"term": term["id"], "meaning": meaning}


def _membership(scene: _Scene) -> tuple[str, str, Item]:
    people = scene.several("person", 3)
    whole = f"the friends of the {scene.thing} of {scene.year}"
    names = ", ".join(each["name"] for each in people)
    statement = f"Among {whole} were {names}."
    return "membership", statement, {"whole": whole, "members": [each["id"] for each in people]}


def _agreement(scene: _Scene) -> tuple[str, str, Item]:
    name, sides = scene.some("agreement"), scene.several("organisation", 2)
    pledge = f"to share the {scene.thing}"
    statement = (
        f"In the {name['name']} of {scene.year}, {sides[0]['name']} and {sides[1]['name']} agreed"
        f" {pledge}."
    )
    slots = {"name": name["id"], "when": str(scene.year), "pledge": pledge}
    return "agreement", statement, slots | {"parties": [each["id"] for each in sides]}


def _concept(scene: _Scene) -> tuple[str, str, Item]:
    name, who = scene.some("concept"), scene.some("person")
    gist = f"that a {scene.other} needs its {scene.thing}"
    statement = f"{who['name']} proposed the {name['name']}: {gist}."
    return "concept", statement, {"name": name["id"], "proposer": who["id"], "gist": gist}


def _sequence(scene: _Scene) -> tuple[str, str, Item]:
    words = scene.dice.sample(_THINGS, 4)
    steps = [f"the {scene.dice.choice(_PLAIN)} {word} was drawn" for word in words]
    title = f"the making of the {scene.thing}"
    statement = f"In {title}, {'; then '.join(steps)}."
    return "sequence", statement, {"title": title, "steps": [{"text": each} for each in steps]}


def _comparison(scene: _Scene) -> tuple[str, str, Item]:
    things = scene.dice.sample(_THINGS, 3)
    pairs = [(each, f"{scene.dice.choice(_PLAIN)} {number}") for number, each in enumerate(things)]
    told = ", ".join(f"{left} to {right}" for left, right in pairs)
    dimension = f"what the {scene.thing} gave"
    statement = f"Of {dimension}, the chronicle sets {told}."
    return (
        "comparison",
        statement,
        {
            "dimension": dimension,
            "left_title": "House",
            "right_title": "Gift",
            "pairs": [{"thing": left, "value": right} for left, right in pairs],
        },
    )


_MIX: Final[tuple[Callable[[_Scene], tuple[str, str, Item]], ...]] = (
    *(_event,) * 25,
    *(_action,) * 17,
    *(_claim,) * 15,
    *(_quotation,) * 6,
    *(_role,) * 10,
    *(_quantity,) * 8,
    *(_cause,) * 5,
    *(_definition,) * 3,
    *(_membership,) * 3,
    *(_agreement,) * 3,
    *(_concept,) * 3,
    _sequence,
    _comparison,
)
"""A hundred facts of thirteen types."""
_CONTESTED: Final = {"claim": "attributed", "quotation": "attributed"}


def _fact(article: int, place: int, entities: list[Item], dice: Random) -> Item:
    kind, statement, slots = _MIX[place % len(_MIX)](_Scene(entities, dice))
    fact: Item = {
        "id": f"a{article}-f{place}",
        "type": kind,
        "passage": place % PASSAGES + 1,
        "evidence": statement.removesuffix("."),
        "status": _CONTESTED.get(kind, "stated"),
        "statement": statement,
        "explanation": "The chronicle says so, and nothing else is known of it.",
        "topics": [("works", "people", "ideas")[place % 3]],
        "slots": slots,
    }
    if kind == "claim":
        fact["guards"] = {"distractors": {"point": _wrong_points(slots["point"], dice)}}
    return fact


def _wrong_points(point: str, dice: Random) -> list[str]:
    """Return other ends of a claim's sentence, as authors write them."""
    lead, _, _ = point.partition(" than ")
    ends = dice.sample([each for each in _THINGS if each not in point], 3)
    return [f"{lead} than any {each} of its time" for each in ends]

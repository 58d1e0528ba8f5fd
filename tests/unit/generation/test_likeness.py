"""Entities that are one thing are found all at once as they are found one by one."""

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.generation.likeness import same_thing, same_things
from quizapp.generation.seeds import digest

_NAMES = (
    *("Ada Lovelace", "Lovelace", "Ada", "Ada Lovelaces", "Augusta Ada King", "Charles Babbage"),
    *("United Nations", "The United Nations", "United Nations of Planets", "Nations United"),
    *("Bündnis", "BÜNDNIS", "Bund", "Straße", "STRASSE", "O'Neill", "O\u2019Neill", "U.N.", "U N"),
    *("Elder of the North", "the Elder", "Elder", "Treaty of Minsk", "Treaty of Minske", "—"),
)


def _entities() -> tuple[Entity, ...]:
    named = [
        Entity(id=f"named-{place}", name=name, kind=EntityKind.PERSON)
        for place, name in enumerate(_NAMES)
    ]
    parts = [
        Entity(id="whole", name="Whole thing", kind=EntityKind.PERSON),
        Entity(id="part", name="Something else", kind=EntityKind.PERSON, part_of="whole"),
        Entity(
            id="many",
            name="World body",
            kind=EntityKind.PERSON,
            short="UN",
            aliases=["United Nations Organisation", "the Elder"],
        ),
    ]
    made = [
        Entity(
            id=f"made-{each}",
            name=" ".join(digest(str(each % 7 * part))[:3] for part in range(each % 3 + 1)),
            kind=EntityKind.PERSON,
        )
        for each in range(40)
    ]
    return (*named, *parts, *made)


def test_all_that_are_one_thing_are_found_at_once() -> None:
    group = _entities()
    pairs = 0
    for one in group:
        expected = {each.id for each in group if same_thing(each, one)}
        assert same_things(one, group) == expected, one.name
        pairs += len(expected) - 1
    assert pairs > len(group), "there are pairs to be found, not only each with itself"

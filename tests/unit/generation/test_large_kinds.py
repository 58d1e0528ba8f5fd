"""Wrong answers of a large kind are chosen among a bounded number, those of the article first."""

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.generation import distractors
from quizapp.generation.context import Context
from quizapp.generation.distractors import _neighbours
from quizapp.generation.kindred import Kindred
from quizapp.generation.seeds import Ring, digest


def _context(number: int, *, met: tuple[str, ...]) -> Context:
    people = tuple(
        Entity(
            id=f"person-{each}",
            name=digest(str(each))[:12],
            kind=EntityKind.PERSON,
            role="mayor",
        )
        for each in range(number)
    )
    return Context(
        seed="1",
        entities={each.id: each for each in people},
        facts={},
        fact_types={},
        articles={},
        views={},
        peers={},
        pools={},
        stems={},
        keys={},
        met={each: {"here": frozenset({"fact"})} for each in met},
        about={("here", EntityKind.PERSON): tuple(each for each in people if each.id in met)},
        kinds={EntityKind.PERSON: people},
        rings={EntityKind.PERSON: Ring((each.id, each) for each in people)},
        forms={},
        kindred=Kindred({}, {}),
    )


def test_a_large_kind_is_looked_at_in_part_and_the_articles_own_always() -> None:
    far = ("person-3", "person-700", "person-1999")
    context = _context(2000, met=far)
    near = _neighbours(context.entities["person-5"], "here", context)
    assert set(far) <= set(near)
    assert len(near) <= distractors._NEIGHBOURS + len(far)


def test_a_kind_that_is_not_large_is_looked_at_whole() -> None:
    context = _context(distractors._NEIGHBOURS, met=())
    near = _neighbours(context.entities["person-5"], "here", context)
    assert near.keys() == context.entities.keys() - {"person-5"}

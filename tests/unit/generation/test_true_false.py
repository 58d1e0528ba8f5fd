"""What a false claim puts in the place of its answer takes the verb that stands there."""

from dataclasses import replace

import pytest

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.generation.context import Context
from quizapp.generation.question_types.true_false import _other


@pytest.fixture
def plants(context: Context) -> Context:
    """Return a context of three works, one of them named in the plural."""
    named = {"weir": "Weir", "lock": "Lock", "scripts": "scripts"}
    return replace(
        context,
        entities={
            id_: Entity(id=id_, name=name, kind=EntityKind.CONCEPT) for id_, name in named.items()
        },
    )


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
def test_no_plural_stands_beside_is(plants: Context, seed: str) -> None:
    key = plants.entities["weir"]
    assert _other(("scripts", "lock"), key, seed, of=plants) == plants.entities["lock"]


def test_without_another_that_fits_nothing_is_claimed(plants: Context) -> None:
    assert _other(("scripts",), plants.entities["weir"], "a", of=plants) is None
    assert _other((), plants.entities["weir"], "a", of=plants) is None

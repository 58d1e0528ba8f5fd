"""What a name is said to be tells its kind, so that wrong answers are of the same."""

import pytest

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.kinds import kind_by_context


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("a ship lay at the Nore, a sandbank in the mouth of the river.", "Nore", "place"),
        ("they climbed Skiddaw, a peak north of the town.", "Skiddaw", "place"),
        ("it was kept by Lumen, a charity that lends lamps.", "Lumen", "organisation"),
        ("Ardo was a cave below the cliffs.", "Ardo", "place"),
    ],
)
def test_a_name_is_of_the_kind_that_is_said_of_it(text: str, name: str, kind: str) -> None:
    start = text.index(name)
    assert kind_by_context(text, start, start + len(name)) is EntityKind(kind)

"""When names are names of one thing, and when sources are one speaker."""

import pytest

from tests.evaluation.gold import Name
from tests.evaluation.names import same_name, same_speaker


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Name("union of the sailors"), Name("union of the sailors of Orsund"), False),
        (Name("spokesman of Northline"), Name("spokesman", ("Northline spokesman",)), True),
        (Name("spokesman of Southline"), Name("spokesman", ("Northline spokesman",)), False),
        (
            Name("aides", ("the officials",)),
            Name("officials of Liv Dahl", ("her officials",)),
            True,
        ),
        (Name("Isola Grey"), Name("Isola Blue"), False),
        (Name("Osei", (), "person"), Name("Kwame Osei", (), "person"), True),
        (Name("Liv Dahl", (), "person"), Name("officials of Liv Dahl", (), "person"), False),
        (Name("Vane", (), "person"), Name("Vane's widow", (), "person"), False),
        (Name("Northline"), Name("Northline Ferries"), True),
        (Name("Shipwrights"), Name("Union of Shipwrights", (), "organisation"), True),
    ],
)
def test_names_of_the_same_words_are_one_name(one: Name, other: Name, *, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Name("Reiff", (), "organisation"), Name("Tomas Reiff", (), "person"), True),
        (Name("Elvdal", (), "place"), Name("Ida Elvdal", (), "person"), False),
        (Name("Northline", (), "organisation"), Name("Northline spokesman", (), "person"), True),
        (Name("Northline", (), "organisation"), Name("Southline spokesman", (), "person"), False),
        (Name("Hilde Amundsen", (), "person"), Name("memorandum of Hilde Amundsen"), True),
        (Name("Jon Vik", (), "person"), Name("memorandum of Hilde Amundsen"), False),
        (Name("Liv Dahl", (), "person"), Name("officials of Liv Dahl", (), "person"), False),
    ],
)
def test_who_speaks_through_a_source_is_its_speaker(one: Name, other: Name, *, same: bool) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same

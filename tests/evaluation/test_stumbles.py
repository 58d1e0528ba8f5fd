"""What the judge of drafts takes a reader to stumble over, and what not."""

from types import MappingProxyType

import pytest

from tests.evaluation.gold import Item
from tests.evaluation.stumbles import stumble


def _item(statement: str, *, kind: str = "event", office: str = "", evidence: str = "") -> Item:
    slots = {"office": office} if office else {}
    return Item(
        id="one",
        type=kind,
        passage=1,
        status="stated",
        evidence=evidence,
        statement=statement,
        slots=MappingProxyType(slots),
        names=MappingProxyType({}),
    )


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("The fifth was built in 1741.", "The fifth was"),
        ("In 1989, the largest entered service.", "the largest entered"),
        ("A second was added in 1972.", "A second was"),
        ("The council favoured the first.", "the first."),
        ("The town bought one in 1911.", "bought one in"),
        ("The first large one drew its power from 4 sails.", "large one drew"),
        ("The ones at Liverpool were built in 1850.", "The ones at"),
        ("11 older ones fell silent.", "older ones fell"),
        ("Both towns voted for the canal.", "Both "),
        ("The company sold 12 engines in the following year.", "the following year"),
        ("A court acquitted Henrik Vose all the same in 1651.", "all the same"),
        ("Runa Teig followed 32 for two years.", "followed 32"),
        ("Public anger's successor passed the act in 1995.", "anger's successor"),
        ("Milk bottles was won by farmers in 1996.", "bottles was"),
        ("96 shells was found in museum drawers.", "shells was"),
        ("The successor passed the Containers Act in 1995.", "The successor "),
        ("Brask died, and the lens the largest in the country in 1873.", ", and the lens the"),
    ],
)
def test_a_subject_that_means_nothing_alone_is_told(statement: str, words: str) -> None:
    assert stumble(_item(statement)).startswith(words)


@pytest.mark.parametrize(
    "statement",
    [
        "The fifth mill was built in 1741.",
        "The first of the warnings came in March 2019.",
        "The last volume is planned for 2031.",
        "The method overstates the melt by a third.",
        "Fishing employed one in three workers in 1950.",
        "Kessary has been one of the 5 nodes of the network since 2014.",
        "One shop in ten could close.",
        "The software compares the image with earlier ones.",
        "Ships are given two radars because one can be blinded by rain.",
        "Both Orsund and Mare joined the league.",
        "Runa Teig followed 32 people for two years.",
        "The coalition's successor passed the act in 1995.",
        "Northline Ferries was founded in 1961.",
        "The successor of the coalition passed the act in 1995.",
        "Brask died, and the lens was the largest in the country in 1873.",
        "Physics was taught in Latin.",
    ],
)
def test_a_subject_that_is_told_is_no_stumble(statement: str) -> None:
    assert not stumble(_item(statement))


def test_will_after_a_verb_in_the_past_is_told_where_the_passage_has_would() -> None:
    told = "The fishermen feared that the harbour will drive the herring away."
    meant = "the fishermen feared that the harbour would drive the herring away"
    assert stumble(_item(told, kind="claim", evidence=meant))
    assert not stumble(_item(told.replace("will", "would"), kind="claim", evidence=meant))
    assert not stumble(_item(told, kind="claim", evidence="fishermen expect it to drive"))


@pytest.mark.parametrize(
    ("statement", "office", "stumbles"),
    [
        ("Tom Okoro was a mayor.", "mayor", True),
        ("Tom Okoro was mayor of Ellis.", "mayor", False),
        ("Ida Berg was an astronomer.", "astronomer", False),
        ("Ida Berg was the chair of the society since 1960.", "chair", True),
        ("Ida Berg has been the chair of the society since 1960.", "chair", False),
    ],
)
def test_an_office_without_its_place_or_its_tense_is_told(
    statement: str, office: str, *, stumbles: bool
) -> None:
    assert bool(stumble(_item(statement, kind="role", office=office))) is stumbles

"""Terms and names that stand beside or before what they are, and how that is told."""

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.proposers import definition
from tests.unit.drafting.pages import page_of


def _told(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [each.fact["statement"] for each in made.drafts if each.fact["type"] == "definition"]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Three things are taken back: glass, tin and POLM, the soft plastic of most bags.",
            "POLM is the soft plastic of most bags.",
        ),
        (
            "Strand is the larger of the two harbours on the island of Hallo.",
            "Strand is the larger of the 2 harbours on the island of Hallo.",
        ),
        (
            "The device is used for spectroscopy, the splitting of light into its colours.",
            "Spectroscopy is the splitting of light into its colours.",
        ),
        (
            "The Duma is the lower house of parliament.",
            "The Duma is the lower house of parliament.",
        ),
        (
            "The Brandt lens is a thin lens of glass rings.",
            "A thin lens of glass rings is called the Brandt lens.",
        ),
        (
            "The Tower of Lorn remains the oldest working lighthouse in the north.",
            "The oldest working lighthouse in the north remains the Tower of Lorn.",
        ),
        (
            "The Lunds, a family of builders that came from Bergen, put up the bridge in 1890.",
            "The Lunds are a family of builders that came from Bergen.",
        ),
        (
            "The builders used daub, a mixture of clay, straw and water.",
            "Daub is a mixture of clay, straw and water.",
        ),
        (
            "Tallow is hard fat melted down for candles and soap.",
            "The word for hard fat melted down for candles and soap is tallow.",
        ),
        (
            "What smiths call a burr is the rough rim left by a file.",
            "The word for the rough rim left by a file is burr.",
        ),
        (
            'Miners used the word "trammer" for a boy who was paid to push the tubs.',
            "Trammer is a boy paid to push the tubs.",
        ),
        (
            "The first guild of foreign traders, the Lorn Adventurers, was founded in 1407.",
            "The Lorn Adventurers was the first guild of foreign traders.",
        ),
        (
            "Taxonomy (the science of ordering plants) is hard.",
            "Taxonomy is the science of ordering plants.",
        ),
        (
            "Merchant guilds were leagues of traders in the old north.",
            "Merchant guilds were leagues of traders.",
        ),
        (
            "The quern is a hand mill made of two stones.",
            "The quern is a hand mill made of 2 stones.",
        ),
        (
            "A crevasse is a deep crack in an ice sheet.",
            "The word for a deep crack in an ice sheet is crevasse.",
        ),
    ],
)
def test_what_a_sentence_says_a_thing_is_is_told(text: str, statement: str) -> None:
    assert statement in _told(text)


def test_what_a_name_stands_behind_is_told_of_it() -> None:
    (found,) = _told("A small charity, Homes First, runs the shop.")
    assert "Homes First is a small charity" in found


def test_a_capital_of_its_sentence_alone_stays_at_the_start() -> None:
    found = _told("Coral bleaching is the loss of small plants through lack of cool water.")
    assert not any(each.endswith("Coral bleaching.") for each in found)


def test_what_a_pronoun_takes_up_is_told_by_its_name() -> None:
    text = "Tarnholm is a port in the north. It is the second oldest town of the island."
    found = _told(text)
    assert "Tarnholm is a port in the north." in found
    assert any("second oldest town of the island" in each and "Tarnholm" in each for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "The Isola Grey left Bergen in May. It is 112 metres long.",
        "The Isola Grey left Bergen in May. It was the first to leave.",
        "It is the second oldest town of the island.",
    ],
)
def test_a_size_or_a_rank_of_nobody_is_no_meaning(text: str) -> None:
    assert _told(text) == []


def test_the_members_of_a_list_in_a_meaning_are_kept() -> None:
    found = _told("The fund is run by Retar, a company owned by brewers, grocers and the state.")
    assert found == ["Retar is a company owned by grocers, the state and brewers."]


def test_members_that_share_a_noun_keep_their_order() -> None:
    text = "It joined the Plate Survey, a plan of the towns of Amar, Lind and Dur to map the sky."
    assert not any("Lind, Dur" in each for each in _told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Flats like this one are the target of a levy that Halmar, a city, brought in.",
        "Born in Hamvik, the third child of a clerk, Ada Lund left school early.",
        "The visitors met in the Valley of the Kings, the ancient city of the dead.",
        "The party bought Brel, a wire and a pole.",
        "A second firm, Brel, was asked.",
        "The new mayor, Brel, was asked.",
    ],
)
def test_what_is_cut_off_or_of_another_thing_is_no_definition(text: str) -> None:
    found = definition.propose(page_of(text))
    assert not any(
        each.statement.startswith(("Flats", "Hamvik", "The Kings", "Kings", "Brel"))
        for each in found
    )

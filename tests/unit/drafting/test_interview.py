"""What the guests of an interview tell, put in the third person."""

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.reading.document import DraftSet

ANSWERS = (
    "Ruth Okafor is a marine engineer. She founded the Lowmere Tide Laboratory in 1998.",
    "Q: What will become of the bridge?",
    "A: It will be gone by 2040. We lost the licence in 2016. I miss my father's boat.",
    "Q: Did the ministry lose nine million pounds?",
    "A: The Harbour Board gave us a new pump in 2019. We have been friends for years.",
)
NAMES = (
    "Two growers, Helen Carter and Tom Hughes, met to talk about the orchards of the valley.",
    "Helen Carter: The old trees carry more fruit than the young trees.",
    "Tom Hughes: The frost killed most of the young trees in 2017.",
    "Helen Carter: We need water.",
    "Tom Hughes: The river was moved by the railway.",
)


def _drafts(texts: tuple[str, ...]) -> DraftSet:
    return draft_facts(list(enumerate(texts, start=1)), known={}, article="talk", topic="talk")


def _told(texts: tuple[str, ...]) -> dict[str, str]:
    return {each.fact["statement"]: each.fact["status"] for each in _drafts(texts).drafts}


@pytest.mark.parametrize(
    "statement",
    [
        "Ruth Okafor said that the bridge will be gone by 2040.",
        "According to Ruth Okafor, the Lowmere Tide Laboratory lost the licence in 2016.",
    ],
)
def test_an_answer_is_told_as_its_guests(statement: str) -> None:
    assert _told(ANSWERS)[statement] == "attributed"


@pytest.mark.parametrize("word", [" I ", "father", "friends", "nine million", " we ", " us "])
def test_what_is_asked_or_cannot_stand_alone_is_left_out(word: str) -> None:
    assert not any(word in f" {each} " for each in _told(ANSWERS))


def test_each_turn_is_its_speakers() -> None:
    for draft in _drafts(NAMES).drafts:
        turn = NAMES[draft.fact["passage"] - 1].split(":", maxsplit=1)[0]
        if draft.fact["passage"] > 1:
            assert turn in draft.fact["statement"]
            assert draft.fact["status"] == "attributed"


def test_the_evidence_is_a_run_of_the_passage() -> None:
    drafts = _drafts(ANSWERS).drafts
    assert drafts
    assert all(each.fact["evidence"] in ANSWERS[each.fact["passage"] - 1] for each in drafts)

"""What is only said, feared, planned or believed is never told as a fact, however it is put."""

from pathlib import Path

from quizapp.drafting.propose import draft_facts

_CASES = Path(__file__).with_name("hearsay_cases.txt").read_text(encoding="utf-8").splitlines()


def test_nothing_that_somebody_says_is_stated() -> None:
    """Each line is a passage in which nothing is the article's own."""
    told = []
    for text in _CASES:
        made = draft_facts([(1, text)], known={}, article="a", topic="t")
        told += [
            (text, str(each.fact["statement"]))
            for each in made.drafts
            if not each.held and each.fact["status"] == "stated"
        ]
    assert not told


def test_there_are_many_ways_to_say_so() -> None:
    assert len(_CASES) > 200

"""Another way to say a clause."""

from collections.abc import Sequence

import pytest

from quizapp.drafting.telling.plain import COPIED_WORDS, longest_run
from quizapp.drafting.telling.rephrase import backshifted, own_words

PASSAGE = "Lind said that seepage at the foot of the embankment had doubled within six months."


def _framed(texts: Sequence[str]) -> str:
    return f"Peter Lind said that {texts[0]}."


def test_a_copied_clause_is_said_another_way() -> None:
    point = "seepage at the foot of the embankment had doubled within six months"
    worded = own_words([point], PASSAGE, frame=_framed)
    assert worded is not None
    assert worded[0] == f"Peter Lind said that {worded[1]}."
    assert longest_run(worded[0], PASSAGE) < COPIED_WORDS


def test_a_short_clause_stays_as_it_is() -> None:
    assert own_words(["the roof leaks"], PASSAGE, frame=_framed) == (
        "Peter Lind said that the roof leaks.",
        "the roof leaks",
    )


@pytest.mark.parametrize(
    ("clause", "back"),
    [
        ("the affair taught people to wait", "the affair had taught people to wait"),
        ("the lock is old", "the lock was old"),
        ("the lock will close", "the lock would close"),
        ("the lock had closed", ""),
        ("the lock was not a success", "the lock had not been a success"),
    ],
)
def test_a_clause_goes_one_step_back_behind_a_verb_of_saying(clause: str, back: str) -> None:
    assert backshifted(clause) == back

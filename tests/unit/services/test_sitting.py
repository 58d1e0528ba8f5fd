"""A sitting: so many questions or minutes, from where it began."""

from datetime import timedelta

import pytest

from quizapp.services.study.sitting import Sitting, read_sitting
from tests.conftest import NOW


@pytest.mark.parametrize("text", ["n10", "m5", "n20-35", "m10-1772445500000", "n500-0"])
def test_what_an_address_says_is_read_and_written_alike(text: str) -> None:
    sitting = read_sitting(text)
    assert sitting is not None
    assert sitting.text == text


@pytest.mark.parametrize(
    "text",
    ["", "n", "n0", "n501", "x5", "n5-", "n-5", "n10-1e3", "n\u0661\u0660", "m5-9999999999999999"],
)
def test_anything_else_is_no_sitting(text: str) -> None:
    assert read_sitting(text) is None


def test_questions_are_counted_from_where_it_began() -> None:
    sitting = Sitting(minutes=False, size=10).begun(done=35, now=NOW)
    assert sitting.text == "n10-35"
    assert [sitting.left(done=done, now=NOW) for done in (35, 40, 45, 99)] == [10, 5, 0, 0]
    assert sitting.left(done=34, now=NOW) == 10  # An undo beyond its beginning adds none.
    assert sitting.begun(done=50, now=NOW) == sitting


def test_a_new_study_day_lets_it_go_on() -> None:
    assert Sitting(minutes=False, size=10, since=35).left(done=0, now=NOW) == 10


def test_minutes_end_by_the_clock_of_the_server() -> None:
    sitting = Sitting(minutes=True, size=5).begun(done=3, now=NOW)
    spent = (timedelta(0), timedelta(seconds=61), timedelta(minutes=5), timedelta(hours=3))
    assert [sitting.left(done=9, now=NOW + each) for each in spent] == [5, 4, 0, 0]
    assert sitting.left(done=9, now=NOW - timedelta(days=1)) == 5

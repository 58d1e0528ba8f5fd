"""Which attempt counts and what lateness takes off, in cases worked by hand."""

import pytest

from quizapp.generation.response import (
    ChoiceResponse,
    MatchingResponse,
    Response,
    TextResponse,
)
from quizapp.services.quizzes.answer_credits import digest_of
from quizapp.services.quizzes.quiz_grades import (
    GradeRules,
    Tried,
    after_lateness,
    counting_grade,
    late_units,
)

HOUR, DAY = 3600, 86400


@pytest.mark.parametrize(
    ("late_by_s", "unit", "units"),
    [
        (0, "hour", 0),
        (1, "hour", 1),
        (HOUR, "hour", 1),
        (HOUR + 1, "hour", 2),
        (1, "day", 1),
        (DAY, "day", 1),
        (DAY + 1, "day", 2),
        (-5, "day", 0),
    ],
)
def test_a_begun_unit_counts_whole(late_by_s: int, unit: str, units: int) -> None:
    assert late_units(late_by_s, unit=unit) == units


@pytest.mark.parametrize(
    ("share", "late_by_s", "percent", "floor", "expected"),
    [
        # In time: nothing is taken off.
        (0.8, 0, 10, 0, 0.8),
        # 80 % a minute late, 10 % a day: 70 %.
        (0.8, 60, 10, 0, 0.7),
        # Three days and a bit: four days begun, 80 - 40.
        (0.8, 3 * DAY + 1, 10, 0, 0.4),
        # 80 - 90 would be below nothing.
        (0.8, 9 * DAY, 10, 0, 0.0),
        # The floor of 50 holds 80 - 40 up.
        (0.8, 4 * DAY, 10, 50, 0.5),
        # 30 was below the floor before: lateness takes nothing off and gives nothing.
        (0.3, 4 * DAY, 10, 50, 0.3),
        (1.0, DAY, 100, 0, 0.0),
    ],
)
def test_lateness_takes_points_possible_down_to_the_floor(
    share: float, late_by_s: int, percent: float, floor: float, expected: float
) -> None:
    rules = GradeRules(late_percent=percent, late_floor=floor)
    assert after_lateness(share, late_by_s=late_by_s, rules=rules) == pytest.approx(expected)


# 6 of 10 in time; 9 of 10 two days late (at 20 % a day: 50 %); 7 of 10 an hour late (50 %).
THREE = (Tried(1, 6, 10), Tried(2, 9, 10, 2 * DAY), Tried(3, 7, 10, HOUR))


@pytest.mark.parametrize(
    ("counts", "share", "raw", "number", "late"),
    [
        ("best", 0.6, 0.6, 1, False),
        ("last", 0.5, 0.7, 3, True),
        ("first", 0.6, 0.6, 1, False),
        # The mean of 60, 50 and 50, and of 60, 90 and 70.
        ("average", 1.6 / 3, 2.2 / 3, None, True),
    ],
)
def test_each_attempt_bears_its_own_lateness_before_one_is_chosen(
    counts: str, share: float, raw: float, number: int | None, *, late: bool
) -> None:
    found = counting_grade(THREE[::-1], GradeRules(counts=counts, late_percent=20))
    assert found is not None
    assert found.share == pytest.approx(share)
    assert found.raw == pytest.approx(raw)
    assert (found.number, found.late, found.missing) == (number, late, False)


def test_of_two_best_attempts_the_first_counts() -> None:
    found = counting_grade((Tried(2, 4, 5), Tried(1, 8, 10)), GradeRules())
    assert found is not None
    assert found.number == 1


def test_nothing_handed_in_is_missing_only_once_it_is_closed() -> None:
    rules = GradeRules(missing_percent=20)
    assert counting_grade((), rules) is None
    assert counting_grade((), GradeRules(), closed=True) is None
    found = counting_grade((), rules, closed=True)
    assert found is not None
    assert (found.share, found.number, found.missing) == (0.2, None, True)


def test_an_attempt_whose_questions_were_all_dropped_makes_no_grade_and_is_not_missing() -> None:
    rules = GradeRules(missing_percent=0)
    assert counting_grade((Tried(1, 0, 0),), rules, closed=True) is None
    found = counting_grade((Tried(1, 0, 0), Tried(2, 1, 2)), rules, closed=True)
    assert found is not None
    assert found.number == 2


@pytest.mark.parametrize("same", ["Bonn", "BONN", " bonn. ", "the Bonn", "B ónn"])
def test_a_credit_is_found_however_the_text_was_spelt(same: str) -> None:
    assert digest_of(TextResponse(same)) == digest_of(TextResponse("bonn"))


def test_other_responses_have_other_digests() -> None:
    several: list[Response] = [
        TextResponse("1"),
        TextResponse("2"),
        ChoiceResponse(1),
        ChoiceResponse(2),
        MatchingResponse((0, None)),
        MatchingResponse((None, 0)),
    ]
    assert len({digest_of(each) for each in several}) == len(several)

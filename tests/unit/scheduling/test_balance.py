"""Which day of the fuzz range is chosen."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.balance import (
    Balance,
    candidate_intervals,
    choose_interval,
    fuzz_range,
    seeded_fraction,
)
from quizapp.scheduling.day import date_of

# 2026-11-23, a Monday.
MONDAY = 20_780


def choices(balance: Balance | None, shortest: int = 1, longest: int = 7) -> Counter[int]:
    """Return how often each interval is chosen for a thousand cards, from a Sunday on."""
    return Counter(
        choose_interval(
            shortest,
            longest,
            today=MONDAY - 1,
            fraction=seeded_fraction(card_id, reps=3),
            balance=balance,
        )
        for card_id in range(1000)
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    # By hand: 10 days reach 1 + 0.15 * 4.5 + 0.1 * 3 = 1.975; 100 days 1 + 0.675 + 1.3 + 4 = 6.975.
    [
        (1, (1, 1)),
        (2, (2, 2)),
        (3, (2, 4)),
        (10, (8, 12)),
        (100, (93, 107)),
        (36500, (34673, 36500)),
    ],
)
def test_the_range_grows_with_the_interval(days: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(days, maximum_days=36500) == expected


@given(st.integers(1, 36499), st.integers(1, 36500))
def test_the_range_never_shrinks_nor_passes_the_longest_interval(days: int, maximum: int) -> None:
    days = min(days, maximum)
    low, high = fuzz_range(days, maximum_days=maximum)
    assert 1 <= low <= high <= maximum
    longer = fuzz_range(min(days + 1, maximum), maximum_days=maximum)
    assert longer[0] >= low
    assert longer[1] >= high


@given(st.integers(), st.integers(0, 10_000))
def test_the_seed_is_a_fraction(card_id: int, reps: int) -> None:
    assert 0 <= seeded_fraction(card_id, reps=reps) < 1


def test_without_a_balance_each_day_is_as_likely_as_another() -> None:
    counts = choices(None)
    assert sorted(counts) == [1, 2, 3, 4, 5, 6, 7]
    assert min(counts.values()) > 100


def test_a_balance_without_wishes_leaves_each_day_as_likely() -> None:
    counts = choices(Balance())
    assert sorted(counts) == [1, 2, 3, 4, 5, 6, 7]
    assert min(counts.values()) > 100


def test_a_full_day_is_given_less_whether_the_load_is_a_function_or_a_mapping() -> None:
    by_mapping = choices(Balance(load={MONDAY: 9.0}))
    by_function = choices(Balance(load=lambda day: 9.0 if day == MONDAY else 0.0))
    assert by_mapping == by_function
    # One part in a hundred of an empty day's weight.
    assert by_mapping[1] < 10
    assert by_mapping[2] > 100


def test_an_easy_day_weighs_less_even_when_empty() -> None:
    assert date_of(MONDAY).weekday() == 0
    counts = choices(Balance(easy_days={0: 0.1}))
    assert 0 < counts[1] < 60
    assert choices(Balance(easy_days={0: 0.0}))[1] == 0


def test_when_every_day_is_to_be_avoided_one_is_still_chosen() -> None:
    counts = choices(Balance(easy_days=dict.fromkeys(range(7), 0.0)))
    assert sorted(counts) == [1, 2, 3, 4, 5, 6, 7]


def test_siblings_stand_five_days_apart_where_the_range_allows() -> None:
    counts = choices(Balance(sibling_days=[MONDAY]))
    assert sorted(counts) == [6, 7]


def test_siblings_stand_as_far_apart_as_a_narrow_range_allows() -> None:
    counts = choices(Balance(sibling_days=[MONDAY]), shortest=1, longest=3)
    assert sorted(counts) == [3]


def test_a_day_off_is_never_chosen_while_another_is_left() -> None:
    counts = choices(Balance(days_off=[(MONDAY, MONDAY + 4)]))
    assert sorted(counts) == [6, 7]


def test_of_a_long_range_seven_days_evenly_spread_are_weighed() -> None:
    assert candidate_intervals(5, 9) == (5, 6, 7, 8, 9)
    weighed = candidate_intervals(90, 120)
    assert len(weighed) == 7
    assert (weighed[0], weighed[-1]) == (90, 120)
    assert set(choices(Balance(), 90, 120)) == set(weighed)


def test_a_better_rating_is_never_given_less() -> None:
    for at_least in range(1, 12):
        given_ = choose_interval(
            3, 9, today=MONDAY, fraction=0.0, balance=Balance(), at_least=at_least
        )
        assert given_ >= at_least

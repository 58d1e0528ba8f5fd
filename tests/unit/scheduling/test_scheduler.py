"""Answering a card: steps, intervals, and that what is shown is what is given."""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.scheduling.balance import Balance
from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.day import Moment, moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import HIGHEST, LOWEST, Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import (
    SchedulerSettings,
    answer,
    days_considered,
    is_leech,
    is_mature,
    preview,
    recall,
)

AGAIN, HARD, GOOD, EASY = Rating
START = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = 20_779

weights = st.tuples(*(st.floats(low, high) for low, high in zip(LOWEST, HIGHEST, strict=True)))
steps = st.sampled_from([(), (10,), (1, 10)])
chosen_settings = st.builds(
    SchedulerSettings,
    desired_retention=st.floats(0.5, 0.99),
    learning_steps_min=steps,
    relearning_steps_min=steps,
    relearn_when_needed=st.booleans(),
    maximum_interval_days=st.integers(1, 36500),
    parameters=st.builds(Parameters, name=st.just("drawn"), weights=weights),
)
histories = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 300)), max_size=8)
balances = st.none() | st.builds(
    Balance,
    load=st.dictionaries(st.integers(TODAY, TODAY + 400), st.floats(0, 60)),
    easy_days=st.dictionaries(st.integers(0, 6), st.floats(0, 1)),
    sibling_days=st.lists(st.integers(TODAY, TODAY + 400), max_size=4),
)


def at_day(day: int, *, minute: int = 0) -> Moment:
    at = START + timedelta(days=day - TODAY, minutes=minute)
    return Moment(at=at, day=day, utc_offset_min=60, rollover_hour=4)


def lived(history: Iterable[tuple[Rating, int]], settings: SchedulerSettings) -> tuple[Memory, int]:
    memory, day = NEW, TODAY
    for rating, gap in history:
        day += gap
        memory = answer(
            memory, rating=rating, card_id=9, moment=at_day(day), settings=settings
        ).memory
    return memory, day


def answered(memory: Memory, rating: Rating, *, minute: int = 0, day: int = TODAY) -> Memory:
    return answer(
        memory,
        rating=rating,
        card_id=9,
        moment=at_day(day, minute=minute),
        settings=SchedulerSettings(),
    ).memory


@given(histories, chosen_settings, balances, st.integers(1, 10**9), st.integers(0, 500))
def test_the_interval_shown_is_the_interval_given(
    history: list[tuple[Rating, int]],
    settings: SchedulerSettings,
    balance: Balance | None,
    card_id: int,
    gap: int,
) -> None:
    memory, day = lived(history, settings)
    now = at_day(day + gap)
    shown = preview(memory, card_id=card_id, moment=now, settings=settings, balance=balance)
    assert list(shown) == list(Rating)
    for rating, outcome in shown.items():
        assert outcome == answer(
            memory, rating=rating, card_id=card_id, moment=now, settings=settings, balance=balance
        )


@given(histories, chosen_settings, balances, st.integers(0, 500))
def test_an_outcome_keeps_every_bound_and_the_order_of_the_ratings(
    history: list[tuple[Rating, int]],
    settings: SchedulerSettings,
    balance: Balance | None,
    gap: int,
) -> None:
    memory, day = lived(history, settings)
    shown = preview(memory, card_id=9, moment=at_day(day + gap), settings=settings, balance=balance)
    intervals = []
    for outcome in shown.values():
        after = outcome.memory
        assert after.stability_days is not None
        assert after.difficulty is not None
        assert 0.001 <= after.stability_days <= 36500
        assert 1 <= after.difficulty <= 10
        assert after.reps == memory.reps + 1
        assert after.interval_days == outcome.interval_days
        if after.stage is Stage.REVIEW:
            assert after.due_at is None
            assert after.due_day == day + gap + outcome.interval_days
            assert 1 <= outcome.interval_days <= settings.maximum_interval_days
            intervals.append(outcome.interval_days)
        else:
            assert after.due_at is not None
            assert outcome.interval_days == 0
            assert outcome.interval_raw_days is None
    assert intervals == sorted(intervals)


@given(histories, chosen_settings, st.integers(0, 500))
def test_recall_is_1_on_the_day_of_the_answer_and_nine_tenths_after_the_stability(
    history: list[tuple[Rating, int]], settings: SchedulerSettings, gap: int
) -> None:
    memory, day = lived([(GOOD, 0), *history], settings)
    assert recall(memory, day=day, parameters=settings.parameters) == 1.0
    later = recall(memory, day=day + gap, parameters=settings.parameters)
    assert memory.stability_days is not None
    assert (later >= 0.9 - 1e-9) == (gap <= memory.stability_days * (1 + 1e-9))


def test_a_new_card_has_no_recall() -> None:
    assert recall(NEW, day=TODAY) == 0.0


def test_a_new_card_walks_its_steps_and_graduates() -> None:
    first = answered(NEW, GOOD)
    assert (first.stage, first.step) == (Stage.LEARNING, 1)
    assert first.due_at == START + timedelta(minutes=10)
    graduated = answered(first, GOOD, minute=10)
    assert (graduated.stage, graduated.step, graduated.due_at) == (Stage.REVIEW, 0, None)
    # Stability 2.3065, floored.
    assert (graduated.interval_days, graduated.due_day) == (2, TODAY + 2)


@pytest.mark.parametrize(
    ("rating", "stage", "step", "minutes"),
    [
        (AGAIN, Stage.LEARNING, 0, 1.0),
        (HARD, Stage.LEARNING, 0, 5.5),
        (GOOD, Stage.LEARNING, 1, 10),
    ],
)
def test_the_first_answer_gives_its_step(
    rating: Rating, stage: Stage, step: int, minutes: float
) -> None:
    memory = answered(NEW, rating)
    assert (memory.stage, memory.step) == (stage, step)
    assert memory.due_at == START + timedelta(minutes=minutes)


def test_easy_graduates_a_new_card_at_once() -> None:
    outcome = answer(
        NEW, rating=EASY, card_id=1, moment=at_day(TODAY), settings=SchedulerSettings()
    )
    assert outcome.memory.stage is Stage.REVIEW
    assert outcome.interval_raw_days == pytest.approx(8.2956)
    # Eight days by the floor; the fuzz range of eight is seven to ten.
    assert 6 <= outcome.interval_days <= 10


def test_hard_repeats_a_later_step_and_again_goes_back_to_the_first() -> None:
    second = answered(NEW, GOOD)
    hard = answered(second, HARD, minute=10)
    assert (hard.step, hard.due_at) == (1, START + timedelta(minutes=20))
    again = answered(hard, AGAIN, minute=20)
    assert (again.step, again.due_at) == (0, START + timedelta(minutes=21))


def test_a_lapse_relearns_in_ten_minutes_and_counts_once() -> None:
    review = answered(NEW, EASY)
    lapsed = answered(review, AGAIN, day=TODAY + 8)
    assert (lapsed.stage, lapsed.step, lapsed.lapses) == (Stage.RELEARNING, 0, 1)
    assert lapsed.due_at == at_day(TODAY + 8).at + timedelta(minutes=10)
    again = answered(lapsed, AGAIN, day=TODAY + 8, minute=10)
    assert again.lapses == 1
    hard = answered(again, HARD, day=TODAY + 8, minute=20)
    assert hard.due_at == at_day(TODAY + 8, minute=35).at  # half as long again, as there is one
    back = answered(hard, GOOD, day=TODAY + 8, minute=35)
    assert back.stage is Stage.REVIEW


@given(histories, chosen_settings, st.integers(1, 500))
def test_a_lapse_is_seen_again_that_day_exactly_when_it_would_not_last_until_tomorrow(
    history: list[tuple[Rating, int]], settings: SchedulerSettings, gap: int
) -> None:
    sparing = replace(settings, relearning_steps_min=(10,), relearn_when_needed=True)
    memory, day = lived([*history, (EASY, 0)], sparing)
    assert memory.stage is Stage.REVIEW
    after = answer(
        memory, rating=AGAIN, card_id=9, moment=at_day(day + gap), settings=sparing
    ).memory
    lasts = recall(after, day=day + gap + 1, parameters=sparing.parameters)
    assert (after.stage is Stage.RELEARNING) == (lasts < sparing.desired_retention)
    assert after.lapses == memory.lapses + 1


def test_of_the_usual_cards_a_firm_one_waits_a_day_and_a_weak_one_is_seen_again() -> None:
    sparing = SchedulerSettings(relearn_when_needed=True)

    def forgotten(card: Memory, *, day: int) -> Memory:
        return answer(card, rating=AGAIN, card_id=9, moment=at_day(day), settings=sparing).memory

    firm = forgotten(answered(NEW, EASY)._replace(stability_days=30.0), day=TODAY + 30)
    assert (firm.stage, firm.due_at) == (Stage.REVIEW, None)
    assert firm.due_day is not None
    assert firm.due_day > TODAY + 30
    weak = forgotten(answered(NEW, EASY)._replace(stability_days=0.4), day=TODAY + 1)
    assert weak.stage is Stage.RELEARNING
    assert weak.due_at == at_day(TODAY + 1, minute=10).at


def test_the_kind_says_what_the_card_was_when_it_was_asked() -> None:
    def kind(memory: Memory) -> Kind:
        outcome = answer(
            memory, rating=GOOD, card_id=1, moment=at_day(TODAY + 9), settings=SchedulerSettings()
        )
        return outcome.kind

    review = answered(NEW, EASY)
    assert kind(NEW) is Kind.LEARN
    assert kind(answered(NEW, GOOD)) is Kind.LEARN
    assert kind(review) is Kind.REVIEW
    assert kind(answered(review, AGAIN, day=TODAY + 8)) is Kind.RELEARN


def test_a_step_that_crosses_the_rollover_stays_due_at_its_instant_in_the_new_day() -> None:
    late = moment(datetime(2026, 11, 23, 2, 55, tzinfo=UTC), zone="Europe/Madrid", rollover_hour=4)
    outcome = answer(NEW, rating=GOOD, card_id=1, moment=late, settings=SchedulerSettings())
    assert outcome.memory.last_day == late.day
    assert outcome.memory.due_at == datetime(2026, 11, 23, 3, 5, tzinfo=UTC)
    assert outcome.memory.due_day == late.day + 1


def test_without_steps_every_answer_goes_to_review() -> None:
    bare = SchedulerSettings(learning_steps_min=(), relearning_steps_min=())
    shown = preview(NEW, card_id=1, moment=at_day(TODAY), settings=bare)
    assert {outcome.memory.stage for outcome in shown.values()} == {Stage.REVIEW}
    assert shown[AGAIN].interval_days == 1


def test_a_step_that_the_settings_no_longer_have_ends_the_learning() -> None:
    second = answered(NEW, GOOD)
    shorter = SchedulerSettings(learning_steps_min=(1,))
    shown = preview(second, card_id=1, moment=at_day(TODAY, minute=10), settings=shorter)
    assert shown[AGAIN].memory.stage is Stage.LEARNING
    assert {shown[rating].memory.stage for rating in (HARD, GOOD, EASY)} == {Stage.REVIEW}


def test_the_fuzz_depends_on_the_card_and_its_repetitions_alone() -> None:
    review = answered(NEW, EASY)

    def given_to(card_id: int) -> int:
        outcome = answer(
            review,
            rating=GOOD,
            card_id=card_id,
            moment=at_day(TODAY + 8),
            settings=SchedulerSettings(),
        )
        assert outcome.interval_raw_days is not None
        assert abs(outcome.interval_days - math.floor(outcome.interval_raw_days)) <= 5
        return outcome.interval_days

    given = [given_to(card_id) for card_id in range(200)]
    assert given == [given_to(card_id) for card_id in range(200)]
    assert len(set(given)) > 3


def test_the_leech_rule_strikes_at_8_lapses_and_every_4_after() -> None:
    assert [lapses for lapses in range(25) if is_leech(lapses)] == [8, 12, 16, 20, 24]


@pytest.mark.parametrize(
    ("stage", "interval_days", "mature"),
    [(Stage.REVIEW, 20, False), (Stage.REVIEW, 21, True), (Stage.RELEARNING, 30, False)],
)
def test_a_card_is_mature_from_21_days(stage: Stage, interval_days: int, *, mature: bool) -> None:
    assert is_mature(Memory(stage=stage, interval_days=interval_days)) is mature


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("desired_retention", {"desired_retention": 0.3}),
        ("desired_retention", {"desired_retention": math.nan}),
        ("desired_retention", {"desired_retention": 1.0}),
        ("maximum_interval_days", {"maximum_interval_days": 0}),
        ("maximum_interval_days", {"maximum_interval_days": 36501}),
        ("learning_steps_min", {"learning_steps_min": (0,)}),
        ("learning_steps_min", {"learning_steps_min": (10, 1)}),
        ("relearning_steps_min", {"relearning_steps_min": (math.inf,)}),
    ],
)
def test_settings_out_of_range_are_refused_by_name(field: str, wrong: dict[str, float]) -> None:
    with pytest.raises(InputError) as caught:
        SchedulerSettings(**wrong)  # type: ignore[arg-type]  # one wrong value at a time
    assert caught.value.field == field


@pytest.mark.parametrize("stability", [2.0, 9.0, 60.0, 400.0])
def test_a_balance_is_asked_for_no_other_day_than_those_considered(stability: float) -> None:
    memory = Memory(
        stage=Stage.REVIEW,
        stability_days=stability,
        difficulty=5.0,
        last_day=TODAY - 5,
        last_at=START,
        due_day=TODAY,
        interval_days=5,
        reps=3,
    )
    settings = SchedulerSettings()
    at = Moment(at=START, day=TODAY, utc_offset_min=0, rollover_hour=4)
    known = days_considered(memory, moment=at, settings=settings)
    asked: set[int] = set()

    def load(day: int) -> float:
        asked.add(day)
        return day % 5

    for card_id in range(50):
        preview(
            memory,
            card_id=card_id,
            moment=at,
            settings=settings,
            balance=Balance(load=load),
        )
    assert asked <= known


@given(histories, chosen_settings, balances, st.sampled_from(Rating), st.integers(1, 60))
def test_days_of_better_ratings_change_nothing_for_a_rating(
    history: list[tuple[Rating, int]],
    settings: SchedulerSettings,
    balance: Balance | None,
    rating: Rating,
    gap: int,
) -> None:
    memory, day = lived(history, settings)
    at = at_day(day + gap)
    every = days_considered(memory, moment=at, settings=settings)
    some = days_considered(memory, moment=at, settings=settings, upto=rating)
    assert some <= every
    shown = preview(
        memory, card_id=7, moment=at, settings=settings, balance=balance if every else None
    )
    given_now = answer(
        memory,
        rating=rating,
        card_id=7,
        moment=at,
        settings=settings,
        balance=balance if some else None,
    )
    assert given_now == shown[rating]

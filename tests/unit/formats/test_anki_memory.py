"""A package for Anki holds what a person remembers, and what is read of it is the same again."""

import io
import json
import os
import sqlite3
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.anki.anki_memory import CardRow, rows_of
from quizapp.formats.anki.anki_package import write
from quizapp.formats.exchange import Package
from quizapp.formats.incoming.incoming import Incoming
from quizapp.formats.incoming.incoming_codec import from_json, to_json
from quizapp.formats.remembered import Remembered
from quizapp.scheduling.balance import fuzz_range
from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.day import moment
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.services.decks.deck_history import Ledger, Wanted, work_out
from quizapp.store.base import EPOCH
from quizapp.store.study.memory_queries import Learner
from tests.unit.formats.anki_remembered import (
    BEGUN,
    MILLISECOND,
    Clock,
    clocks,
    guid_of,
    histories,
    key_of,
    package,
    read_back,
    remembered,
)

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
DAY = timedelta(days=1)
EXAMPLES = 400 if os.environ.get("QUIZAPP_TEST_LONG") else 15
_TABLES = {
    "col": "SELECT * FROM col",
    "cards": "SELECT * FROM cards ORDER BY id",
    "notes": "SELECT * FROM notes ORDER BY id",
    "revlog": "SELECT * FROM revlog ORDER BY id",
}


@settings(max_examples=EXAMPLES, deadline=None)
@given(clocks(), st.lists(st.tuples(histories(), st.booleans()), min_size=1, max_size=3))
def test_what_went_out_comes_in_and_replays_to_the_same_memory(
    clock: Clock, drawn: list[tuple[list[tuple[datetime, int]], bool]]
) -> None:
    mine = [
        remembered(clock, answers, card=n, suspended=away)
        for n, (answers, away) in enumerate(drawn)
    ]
    now = max((at for answers, _ in drawn for at, _ in answers), default=NOW) + DAY
    incoming = read_back(package(clock, mine, now=now))
    assert incoming.rollover_hour == clock.rollover
    assert [note.suspended for note in incoming.notes] == [each.suspended for each in mine]
    assert not incoming.left_out
    for number, each in enumerate(mine):
        got = [review for review in incoming.reviews if review.note == guid_of(number)]
        assert [(r.rating, r.kind, r.duration_ms) for r in got] == [
            (a.rating, a.kind, a.duration_ms) for a in each.answers
        ]
        # Two cards that were answered at the very same instant are a millisecond apart there.
        gaps = zip(got, each.answers, strict=True)
        assert all(0 <= r.answered_at - a.answered_at <= 2 for r, a in gaps)
    theirs = taken_up(clock, incoming, now=now)
    for number, each in enumerate(mine):
        assert_same(each.memory, theirs.get(number, NEW))


def test_a_step_that_was_given_is_known_while_a_file_waits() -> None:
    answers = [(BEGUN, 4), (BEGUN + 30 * DAY, 1)]
    incoming = read_back(package(Clock(), [remembered(Clock(), answers)], now=NOW))
    assert [each.stepped for each in incoming.reviews] == [False, True]
    kept = to_json(incoming)
    assert from_json(kept).reviews == incoming.reviews
    del kept["stepped"]  # As files have it that waited when nobody asked for it.
    assert [each.stepped for each in from_json(kept).reviews] == [False, False]


def taken_up(clock: Clock, incoming: Incoming, *, now: datetime) -> dict[int, Memory]:
    """Return the memories that another account comes to, by the item's number."""
    learner = Learner(
        id=1, zone=clock.zone, rollover_hour=12, desired_retention=0.9, new_per_day=20,
        reviews_per_day=200, same_day=clock.way, created_at=NOW, last_seq=0,
        parameter_set=next(iter(PARAMETER_SETS)), weights=None,
    )  # fmt: skip
    facts = {note.key: note.key for note in incoming.notes}
    wanted = Wanted([(note, note.key) for note in incoming.notes], facts, incoming)
    cards = {(guid_of(n), "back"): n for n, _ in enumerate(incoming.notes)}
    ledger = Ledger(learner, {}, {}, PARAMETER_SETS)
    history = work_out(ledger, wanted, cards=cards, now=now, tell=lambda *_: None)
    assert history.left == 0
    return {state.card_id: state.memory for state in history.states}


def assert_same(mine: Memory, theirs: Memory) -> None:
    """The same memory; of the due day the fuzz of one rating is allowed for."""
    same = ("stage", "step", "stability_days", "difficulty", "last_day", "reps", "lapses")
    for name in same:
        assert getattr(theirs, name) == getattr(mine, name), name
    if mine.stage is Stage.REVIEW:
        shortest, longest = fuzz_range(mine.interval_days, maximum_days=36500)
        assert abs(theirs.interval_days - mine.interval_days) <= longest - shortest + 1


def rows(made: Package, table: str) -> list[dict[str, Any]]:
    """Return a table of the collection in a package."""
    data = zipfile.ZipFile(io.BytesIO(write(made))).read("collection.anki2")
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    database.row_factory = sqlite3.Row
    found = [dict(row) for row in database.execute(_TABLES[table])]
    database.close()
    return found


def card(clock: Clock, *answers: tuple[datetime, int], now: datetime = NOW) -> CardRow:
    """Return the columns of a card that was answered so."""
    made = package(clock, [remembered(clock, answers)], now=now)
    assert made.memories is not None
    return rows_of(made.memories).cards[key_of(0)]


def day(made: Package, number: int) -> int:
    """Return the study day that a day of the collection is, as Anki counts."""
    (collection,) = rows(made, "col")
    conf = json.loads(collection["conf"])
    assert conf["schedVer"] == 2
    local = collection["crt"] - conf["creationOffset"] * 60
    return int(local // 86_400) + number


def test_a_card_is_due_on_the_same_day_wherever_it_is() -> None:
    for zone, rollover in (("Asia/Kolkata", 4), ("America/New_York", 0), ("Pacific/Apia", 23)):
        clock = Clock(zone, rollover)
        known = remembered(clock, [(BEGUN, 4), (BEGUN + 15 * DAY, 3)])
        made = package(clock, [known], now=BEGUN + 20 * DAY)
        (row,) = rows(made, "cards")
        assert day(made, row["due"]) == known.memory.due_day
        assert (row["type"], row["queue"], row["ivl"]) == (2, 2, known.memory.interval_days)
        assert json.loads(row["data"]) == {
            "s": round(known.memory.stability_days or 0, 4),
            "d": round(known.memory.difficulty or 0, 3),
            "dr": 0.9,
            "decay": 0.154,
            "lrt": int((BEGUN + 15 * DAY).timestamp()),
        }


def test_learning_steps_are_due_at_their_instant_or_on_the_day_they_reach() -> None:
    clock = Clock("Europe/Prague", 4)
    first = card(clock, (BEGUN, 3))
    assert (first.type, first.queue, first.left, first.ivl, first.factor) == (1, 1, 1, 0, 0)
    assert first.due == int((BEGUN + timedelta(minutes=10)).timestamp())
    # Five minutes before the day ends, ten minutes reach into the next.
    late = datetime(2024, 4, 2, 1, 55, tzinfo=UTC)
    crossing = card(clock, (late, 3))
    assert (crossing.type, crossing.queue, crossing.due) == (1, 3, 1)
    forgotten = card(clock, (BEGUN, 4), (BEGUN + 30 * DAY, 1))
    assert (forgotten.type, forgotten.queue, forgotten.left, forgotten.lapses) == (3, 1, 1, 1)
    assert forgotten.ivl >= 1


def test_a_step_that_is_due_in_the_hour_that_comes_twice_keeps_its_instant() -> None:
    clock = Clock("Europe/Prague", 4)
    for hour in (0, 1):
        begun = datetime(2024, 10, 27, hour, 55, tzinfo=UTC)
        assert card(clock, (begun, 3)).due == int((begun + timedelta(minutes=10)).timestamp())


def test_ease_follows_the_answers_for_those_who_use_no_fsrs() -> None:
    clock = Clock()
    assert card(clock, (BEGUN, 4)).factor == 2_500
    assert card(clock, (BEGUN, 4), (BEGUN + 9 * DAY, 4)).factor == 2_650
    assert card(clock, (BEGUN, 4), (BEGUN + 9 * DAY, 2)).factor == 2_350
    failing = [(BEGUN, 4), *((BEGUN + n * DAY, 4 if n % 2 else 1) for n in range(20, 50))]
    assert card(Clock(), *failing).factor >= 1_300


def test_the_log_says_what_was_given_in_days_or_seconds_below_zero() -> None:
    given = [(BEGUN, 1), (BEGUN + timedelta(minutes=1), 3), (BEGUN + timedelta(minutes=12), 3)]
    known = remembered(Clock(), [*given, (BEGUN + 3 * DAY, 3)])
    log = rows(package(Clock(), [known], now=NOW), "revlog")
    assert [row["ivl"] for row in log[:2]] == [-60, -600]
    assert log[3]["ivl"] == known.memory.interval_days
    assert [row["lastIvl"] for row in log] == [0, *(row["ivl"] for row in log[:3])]
    assert [row["type"] for row in log] == [0, 0, 0, 1]
    assert [row["factor"] for row in log] == [0, 0, 2500, 2500]
    assert [row["id"] for row in log[:3]] == [(at - EPOCH) // MILLISECOND for at, _ in given]


def test_answers_of_one_instant_are_told_apart_and_stay_so_when_more_come() -> None:
    clock = Clock()
    same = [remembered(clock, [(BEGUN, 4)]) for _ in range(3)]
    before = [row["id"] for row in rows(package(clock, same, now=NOW), "revlog")]
    assert len(set(before)) == 3
    later = [remembered(clock, [(BEGUN, 4), (BEGUN + 9 * DAY, 3)]), *same[1:]]
    after = [row["id"] for row in rows(package(clock, later, now=NOW), "revlog")]
    assert after[:3] == before


def test_a_clock_that_was_set_back_turns_no_answers_round() -> None:
    known = remembered(Clock(), [(BEGUN, 1), (BEGUN + timedelta(minutes=2), 3)])
    first, second = known.answers
    turned = replace(known, answers=(first, replace(second, answered_at=first.answered_at - 9)))
    log = rows(package(Clock(), [turned], now=NOW), "revlog")
    assert [row["ease"] for row in log] == [1, 3]


def test_new_suspended_flagged_and_slipping_cards_are_so_there() -> None:
    known = remembered(Clock(), [(BEGUN, 4)])
    cards = [
        Remembered(NEW),
        Remembered(NEW, suspended=True),
        replace(known, suspended=True, flag=2, leech=True),
    ]
    made = package(Clock(), cards, now=NOW)
    found = rows(made, "cards")
    assert [(row["type"], row["queue"]) for row in found] == [(0, 0), (0, -1), (2, -1)]
    assert [row["flags"] for row in found] == [0, 0, 2]
    # New cards come in the order of the set.
    assert [row["due"] for row in found[:2]] == [1, 2]
    assert [" leech " in note["tags"] for note in rows(made, "notes")] == [False, False, True]


def test_a_deck_without_an_answer_is_one_of_new_cards() -> None:
    made = package(Clock(), [Remembered(NEW)], now=NOW)
    assert rows(made, "revlog") == []
    assert day(made, 0) == moment(NOW, zone="Europe/Prague", rollover_hour=4).day
    assert read_back(made).reviews == ()


def test_a_day_far_ahead_is_kept() -> None:
    known = remembered(Clock(), [(BEGUN, 4)])
    far = replace(known, memory=known.memory._replace(due_day=known.memory.due_day + 36_000))  # type: ignore[operator]
    made = package(Clock(), [far], now=NOW)
    (row,) = rows(made, "cards")
    assert day(made, row["due"]) == far.memory.due_day


@pytest.mark.parametrize("memories", [None, "some"])
def test_without_memories_the_package_says_nothing_of_anybody(memories: str | None) -> None:
    made = package(Clock(), [remembered(Clock(), [(BEGUN, 4)])], now=NOW)
    if memories is None:
        made = replace(made, memories=None)
    told = [(row["type"], row["reps"], row["data"] != "") for row in rows(made, "cards")]
    assert told == ([(0, 0, False)] if memories is None else [(2, 1, True)])
    assert len(rows(made, "revlog")) == (memories is not None)


def test_what_is_remembered_of_an_item_that_is_not_there_stays_away() -> None:
    made = package(Clock(), [remembered(Clock(), [(BEGUN, 4)])] * 2, now=NOW)
    some = replace(made, items=made.items[:1])
    assert len(rows(some, "revlog")) == len(rows(some, "cards")) == 1

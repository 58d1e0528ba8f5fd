"""A log entry comes out of its stored form as it went in, whatever is in it."""

import math
import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from quizapp.generation.question import QuestionType
from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.day import moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.scheduling.scheduler import Outcome, SchedulerSettings, answer
from quizapp.services.memory.ledger_entries import Answered, answer_entry
from quizapp.store.coded import FORM_CODES, KIND_CODES, SET_CODES, KindCode
from quizapp.store.log.log_evidence import evidence_in
from quizapp.store.log.log_form import COLUMNS, gives_step, is_first, row_of, stored_id, tag_of
from quizapp.store.log.log_form import stored_form as stored
from quizapp.store.log.log_row import LogRow, Refitted

NOW: Final = datetime(2026, 11, 22, 12, 30, 15, 123000, tzinfo=UTC)
ORDINARY: Final = 46
"""Bytes of the packed value of a choice: an entry of 120 bytes with its indexes has no more."""
OF_EVIDENCE: Final = (
    *("form", "elapsed_days", "stability_before", "difficulty_before"),
    *("desired_retention", "parameter_set", "refitted"),
)
KNOWN: Final = Memory(
    stage=Stage.REVIEW,
    stability_days=struct.unpack("<f", struct.pack("<f", 12.3456789))[0],
    difficulty=40_000 / 6553.5,
    last_day=20_740,
    last_at=NOW - timedelta(days=9),
    due_day=20_750,
    interval_days=10,
    reps=3,
)


def outcome_of(memory: Memory, rating: Rating) -> Outcome:
    at = moment(NOW, zone="Europe/Berlin", rollover_hour=4)
    return answer(memory, rating=rating, card_id=7, moment=at, settings=SchedulerSettings())


def entry(memory: Memory = KNOWN, given_rating: Rating = Rating.GOOD, **changed: Any) -> LogRow:
    """Return the entry of an answer as the services make it."""
    made = answer_entry(
        Answered(
            client_id=uuid5(UUID(int=1), "a").bytes,
            request_hash=b"abc",
            card_id=7,
            question_id=9,
            variant="Ab-_Ab-_Ab-_0123",
            form="mcq",
            shown_at=NOW - timedelta(milliseconds=4321),
            at=moment(NOW, zone="Europe/Berlin", rollover_hour=4),
            duration_ms=4321,
            rating=given_rating,
            score=1.0,
            hints=0,
            response={"option": 2},
        ),
        outcome_of(memory, given_rating),
        user_id=3,
        seq=5,
        before=memory,
        settings=SchedulerSettings(),
    )
    return replace(made, **changed)


def again(row: LogRow) -> LogRow:
    return row_of(stored(row))


def rest_of(row: LogRow) -> bytes:
    rest: bytes = stored(row)[COLUMNS.index("rest")]
    return rest


def test_an_ordinary_answer_is_small() -> None:
    assert again(entry()) == entry()
    assert len(rest_of(entry())) <= ORDINARY


CASES: Final[tuple[dict[str, Any], ...]] = (
    {"variant": ""},
    {"variant": "abc"},
    {"variant": "0123456789abcde="},
    {"form": ""},
    {"form": "off"},
    {"form": "3"},
    {"form": "of later times"},
    {"score": None},
    {"score": 0.0},
    {"score": 0.25},
    {"hints": 3},
    {"hints": 300},
    {"rating": None},
    {"elapsed_days": None},
    {"elapsed_days": 0},
    {"elapsed_days": 40_000},
    {"stability_before": None},
    {"stability_before": 12.3456789, "rating": None},
    {"difficulty_before": None, "stability_before": 2.5},
    {"stability_before": None, "difficulty_before": None, "elapsed_days": None},
    {"stability_before": None, "difficulty_before": None, "elapsed_days": 3},
    {"question_id": None},
    {"question_id": 2**40},
    {"interval_days": None},
    {"interval_days": None, "due_day": None},
    {"interval_days": None, "due_day": 20_800},
    {"due_day": 7},
    {"due_day": -7, "due_at": NOW},
    {"due_at": NOW + timedelta(minutes=10)},
    {"due_at": NOW - timedelta(days=1), "interval_days": 0, "due_day": 20_779},
    {"interval_days": 36_500, "due_day": 20_779 + 36_500},
    {"desired_retention": None},
    {"desired_retention": 0.0},
    {"desired_retention": 0.85},
    {"desired_retention": 1.0},
    {"desired_retention": 0.8123456789},
    {"parameter_set": ""},
    {"parameter_set": "fsrs6-0123456789abcdef"},
    {"parameter_set": "fsrs6-0123456789ABCDEF"},
    {"parameter_set": "somebody's own"},
    {"utc_offset_min": -720},
    {"utc_offset_min": 840, "rollover_hour": 0},
    {"utc_offset_min": -1440, "rollover_hour": 23},
    {"utc_offset_min": 1440},
    {"shown_at": NOW - timedelta(days=3)},
    {"shown_at": NOW},
    {"duration_ms": 0, "shown_at": NOW},
    {"study_day": -3},
    {"study_day": 100_000},
    {"undoes": 4},
    {"response": None},
    {"response": {}},
    {"response": {"option": 253}},
    {"response": {"option": 254}},
    {"response": {"option": -1}},
    {"response": {"option": True}},
    {"response": {"option": 1, "more": 2}},
    {"response": {"value": True}},
    {"response": {"value": False}},
    {"response": {"value": 1}},
    {"response": {"text": ""}},
    {"response": {"text": "Łódź \x00 😀"}},
    {"response": {"text": None}},
    {"response": {"order": [2, 0, 1]}},
    {"response": {"rights": [None, 3], "é": [1.5]}},
    {"refitted": Refitted(1.23456789, 5.4321, 2.5)},
    {"refitted": Refitted(None, None, None), "rating": None},
)


@pytest.mark.parametrize("changed", CASES, ids=str)
def test_what_is_odd_comes_back_as_it_was(changed: dict[str, Any]) -> None:
    row = entry(**changed)
    found = again(row)
    assert found == row
    assert found.response is None or list(map(type, found.response.values())) == list(
        map(type, (row.response or {}).values())
    )
    assert is_first(rest_of(row)) is (row.stability_before is None)
    assert gives_step(rest_of(row)) is (row.due_at is not None)
    if row.rating is not None:
        said = evidence_in(rest_of(row))
        assert {name: getattr(said, name) for name in OF_EVIDENCE} == {
            name: getattr(found, name) for name in OF_EVIDENCE
        }
    usual = replace(found, desired_retention=0.9)
    assert usual.recall(PARAMETER_SETS) == usual.trace(PARAMETER_SETS).recall


@pytest.mark.parametrize("memory", [NEW, KNOWN], ids=["new", "known"])
@pytest.mark.parametrize("rating", list(Rating))
def test_what_the_model_said_follows_from_the_entry(memory: Memory, rating: Rating) -> None:
    told = outcome_of(memory, rating)
    found = again(entry(memory, rating)).trace(PARAMETER_SETS)
    assert found.recall == told.recall
    assert found.stability_days == told.memory.stability_days
    assert found.difficulty == told.memory.difficulty
    assert found.interval_raw_days == told.interval_raw_days
    assert again(entry(memory, rating)).recall(PARAMETER_SETS) == told.recall


_BYTES: Final = st.binary(min_size=16, max_size=16)


@settings(max_examples=60, deadline=None)
@given(
    client_id=_BYTES,
    stability=st.floats(0.001, 36_500),
    difficulty=st.floats(1, 10),
    elapsed=st.integers(0, 40_000),
    text=st.text(max_size=40),
)
def test_any_answer_comes_back_but_for_what_lies_behind_the_seventh_digit(
    client_id: bytes, stability: float, difficulty: float, elapsed: int, text: str
) -> None:
    row = entry(
        client_id=client_id,
        stability_before=stability,
        difficulty_before=difficulty,
        elapsed_days=elapsed,
        answered_at=NOW + timedelta(milliseconds=elapsed),
        shown_at=NOW,
        response={"text": text},
    )
    found = again(row)
    assert math.isclose(found.stability_before or 0, stability, rel_tol=1e-7)
    assert math.isclose(found.difficulty_before or 0, difficulty, abs_tol=1e-4)
    assert again(found) == found, "what was rounded once stays"
    assert replace(found, stability_before=stability, difficulty_before=difficulty) == row, (
        "all else is exact"
    )


def test_ids_are_found_by_bytes_that_seldom_meet() -> None:
    for ids in (
        [number.to_bytes(16) for number in range(5_000)],
        [number.to_bytes(16, "little") for number in range(5_000)],
        [uuid5(UUID(int=0), str(number)).bytes for number in range(5_000)],
    ):
        assert [again(entry(client_id=each)).client_id for each in ids] == ids
        assert len({stored_id(each) for each in ids}) == len(ids)
        # Of 65 536 numbers, drawn 5 000 times by chance, 4 814 are met.
        assert len({tag_of(each) for each in ids}) > 4_750


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"client_id": b"short"}, "16 bytes"),
        ({"request_hash": b"too long"}, "3 bytes"),
        ({"variant": "long" * 100}, "too long"),
        ({"question_id": -1}, "below 0"),
    ],
)
def test_what_has_no_stored_form_is_refused(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        stored(entry(**changed))


def test_codes_are_those_of_the_files_that_exist() -> None:
    assert {str(kind) for kind in Kind} == set(KIND_CODES)
    assert {str(each) for each in QuestionType} <= set(FORM_CODES)
    assert set(PARAMETER_SETS) <= set(SET_CODES)
    assert set(FORM_CODES.values()) == set(range(10)), "one more word gets the next number"
    assert set(KIND_CODES.values()) == set(range(13))
    assert SET_CODES[DEFAULT_PARAMETERS.name] == 1


def test_a_kind_without_a_number_and_a_number_without_a_kind_are_named() -> None:
    column, dialect = KindCode(), sqlite.dialect()
    for kind in KIND_CODES:
        code = column.process_bind_param(kind, dialect)
        assert column.process_result_value(code, dialect) == kind
    with pytest.raises(ValueError, match="'dream'"):
        column.process_bind_param("dream", dialect)
    with pytest.raises(ValueError, match="kind 77"):
        column.process_result_value(77, dialect)

"""What a person remembers of a set, on its way to another program: all of it, or it is said."""

from datetime import datetime, timedelta

import pytest

from quizapp.scheduling.rating import Rating
from quizapp.services.exports.memory_along import OwnMemory, read_memory
from quizapp.services.study import study_asides, study_kept, study_marks
from quizapp.store.engine import reading
from quizapp.store.tables.people import User
from tests.integration.study.world import answer_next, change_rows, uuid_of

KEYS = {number: f"key {number}" for number in range(1, 17)}


@pytest.fixture
def who(learner: int, now: datetime) -> int:
    """Return a learner who has answered every card of an article once."""
    for n in range(16):
        answer_next(learner, now=now + timedelta(seconds=n))
    return learner


def memory_of(who: int, now: datetime, keys: dict[int, str] = KEYS) -> OwnMemory:
    """Return what they remember."""
    with reading() as session:
        return read_memory(session, user_id=who, set_id=1, keys=keys, now=now)


def test_every_answer_goes_with_its_day_and_its_step(who: int, now: datetime) -> None:
    own = memory_of(who, now)
    assert set(own.memories.of) == set(KEYS.values())
    assert (own.along.cards, own.along.answers) == (16, 16)
    for each in own.memories.of.values():
        (answer,) = each.answers
        assert answer.rating in set(Rating)
        assert answer.kind == "learn"
        assert answer.study_day == own.memories.now.day == each.memory.last_day
        assert answer.due_day == each.memory.due_day
        assert (answer.due_at is None) == (each.memory.due_at is None)


def test_cards_that_do_not_go_take_no_memory_along(who: int, now: datetime) -> None:
    own = memory_of(who, now, {1: "key 1"})
    assert list(own.memories.of) == ["key 1"]
    assert own.along.answers == 1


def test_what_was_taken_back_stays_and_is_counted(who: int, now: datetime) -> None:
    study_marks.undo(user_id=who, client_id=uuid_of("u"), now=now)
    own = memory_of(who, now)
    assert own.along.answers == 15
    assert "Answers that you took back stay here: 1." in own.along.losses


def losses(who: int, now: datetime) -> str:
    """Return what stays behind, as one text."""
    return " ".join(memory_of(who, now).along.losses)


def test_what_another_program_cannot_hold_is_told(who: int, now: datetime) -> None:
    study_asides.bury(user_id=who, card_id=1, client_id=uuid_of("b"), now=now)
    study_kept.save_note(user_id=who, card_id=1, text="mine", version=0, now=now)
    here = losses(who, now)
    assert "Answers that you typed or chose: 14." in here
    assert "Cards that you buried until a later day: 1." in here
    assert "Your own notes on cards stay here: 1." in here
    assert "for another day" not in here
    # A day that has just begun there is still the day before here.
    change_rows(User, where=User.id == who, zone="Pacific/Kiritimati", rollover_hour=0)
    there = losses(who, now)
    assert "Answers that count for another day there: 16." in there
    assert "buried" not in there

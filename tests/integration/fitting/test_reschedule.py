"""Rescheduling: done as previewed, in the log, replayed exactly, taken back in one step."""

from datetime import datetime, timedelta
from functools import partial
from itertools import count

import pytest
from sqlalchemy import select

from quizapp.errors import ConflictError, InputError
from quizapp.scheduling.card import NEW, Stage
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.replay import replay
from quizapp.services.fitting import fitting, fitting_preview, fitting_run
from quizapp.services.fitting import fitting_reschedule as rescheduling
from quizapp.services.memory import study_log
from quizapp.services.memory.ledger_entries import entry_of
from quizapp.services.study import study
from quizapp.store.engine import reading
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import fit_queries, log_queries
from quizapp.store.tables.fitting import Reschedule
from tests.integration.fitting.history import answer_one, states_of
from tests.integration.study.world import review_of, uuid_of


@pytest.fixture
def fitted(learner: int, now: datetime) -> int:
    """Return the learner with fitted parameters in force."""
    seconds = count()
    fitting.ask_for_fit(user_id=learner, now=now)
    ran = fitting_run.run_waiting(now=lambda: now + timedelta(seconds=next(seconds)))
    assert ran[0].stored
    return learner


def log_rows(user_id: int) -> tuple[LogRow, ...]:
    """Return the whole log."""
    with reading() as session:
        return log_queries.list_entries_after(session, user_id=user_id, after=0, limit=9000)


def do(user_id: int, *, now: datetime, form: str = "form") -> rescheduling.Done:
    """Reschedule as previewed."""
    shown = fitting_preview.preview_reschedule(user_id=user_id, now=now)
    return rescheduling.do_reschedule(
        user_id=user_id, client_id=uuid_of(form), last_seq=shown.last_seq, now=now
    )


def check_replay(user_id: int) -> None:
    """Fail unless both ways of replaying the log give what is stored."""
    assert study_log.verify_replay().differences == ()
    with reading() as session:
        sets = fit_queries.list_parameter_sets(session, user_id=user_id)
    replayed = replay((entry_of(row) for row in log_rows(user_id)), parameter_sets=sets)
    for card_id, state in states_of(user_id).items():
        assert replayed.get(card_id, NEW) == state.memory


def test_it_does_what_the_preview_said(fitted: int, now: datetime) -> None:
    before = states_of(fitted)
    shown = fitting_preview.preview_reschedule(user_id=fitted, now=now)
    assert states_of(fitted) == before, "a preview stores nothing"
    assert shown.cards >= shown.earlier + shown.later > 20
    assert shown.earlier > shown.later, "who forgets sooner is asked sooner"
    assert shown.after.month > shown.before.month
    assert len(shown.largest) == 10
    sizes = [abs(each.to_day - each.from_day) for each in shown.largest]
    assert sizes == sorted(sizes, reverse=True)
    done = do(fitted, now=now)
    assert done.cards == shown.cards
    assert done.moved == shown.earlier + shown.later
    after = states_of(fitted)
    for each in shown.largest:
        assert before[each.card_id].memory.due_day == each.from_day
        assert after[each.card_id].memory.due_day == each.to_day
        assert each.statement.startswith("Statement")
    moved = [card for card in after if after[card].memory.due_day != before[card].memory.due_day]
    assert len(moved) == done.moved
    again = fitting_preview.preview_reschedule(user_id=fitted, now=now)
    assert again.cards == 0
    assert again.before == again.after == shown.after


def test_replay_is_exact_after_it_and_the_log_names_the_set(fitted: int, now: datetime) -> None:
    done = do(fitted, now=now)
    check_replay(fitted)
    entries = [row for row in log_rows(fitted) if row.kind == Kind.REFIT]
    assert len(entries) == done.cards
    assert {row.parameter_set for row in entries} == {
        fitting.parameters_in_force(user_id=fitted).name
    }
    for row in entries:
        assert row.rating is None
        assert row.refitted is not None
        assert row.stability_before != row.refitted.stability_days
    answer_one(fitted, now=now + timedelta(days=2))
    check_replay(fitted)


def test_cards_in_steps_and_new_ones_are_left_alone(fitted: int, now: datetime) -> None:
    before = states_of(fitted)
    do(fitted, now=now)
    for card_id, state in states_of(fitted).items():
        if before[card_id].memory.stage is not Stage.REVIEW:
            assert state == before[card_id]


def test_taking_it_back_gives_every_card_what_it_had(fitted: int, now: datetime) -> None:
    before = states_of(fitted)
    done = do(fitted, now=now)
    assert states_of(fitted) != before
    back = rescheduling.undo_reschedule(user_id=fitted, now=now + timedelta(minutes=1))
    assert back == rescheduling.TakenBack(done.cards, 0)
    assert states_of(fitted) == before
    check_replay(fitted)
    last = rescheduling.last_reschedule(user_id=fitted)
    assert last is not None
    assert last.is_undone
    with pytest.raises(ConflictError):
        rescheduling.undo_reschedule(user_id=fitted, now=now)


def test_cards_answered_since_keep_their_answer(fitted: int, now: datetime) -> None:
    before = states_of(fitted)
    done = do(fitted, now=now)
    later = now + timedelta(days=1)
    touched = {answer_one(fitted, now=later + timedelta(minutes=n)).card_id for n in range(12)}
    entered = {row.card_id for row in log_rows(fitted) if row.kind == Kind.REFIT}
    answered = states_of(fitted)
    back = rescheduling.undo_reschedule(user_id=fitted, now=later + timedelta(hours=1))
    assert back.answered_since == len(touched & entered) > 0
    assert back.cards == done.cards - back.answered_since
    for card_id, state in states_of(fitted).items():
        assert state == (answered if card_id in touched else before)[card_id]
    check_replay(fitted)


def test_an_answer_undone_again_does_not_stand_in_the_way(fitted: int, now: datetime) -> None:
    before = states_of(fitted)
    done = do(fitted, now=now)
    later = now + timedelta(days=1)
    answer_one(fitted, now=later)
    study.undo(user_id=fitted, client_id=uuid_of("undo"), now=later + timedelta(seconds=9))
    back = rescheduling.undo_reschedule(user_id=fitted, now=later + timedelta(minutes=1))
    assert back == rescheduling.TakenBack(done.cards, 0)
    assert states_of(fitted) == before
    check_replay(fitted)


def test_the_same_form_twice_does_it_once(fitted: int, now: datetime) -> None:
    shown = fitting_preview.preview_reschedule(user_id=fitted, now=now)
    send = partial(
        rescheduling.do_reschedule,
        user_id=fitted,
        client_id=uuid_of("form"),
        last_seq=shown.last_seq,
        now=now,
    )
    first = send()
    entries = len(log_rows(fitted))
    assert send() == first
    assert len(log_rows(fitted)) == entries
    with reading() as session:
        assert len(session.scalars(select(Reschedule)).all()) == 1


def test_what_was_answered_since_the_preview_asks_for_another_look(
    fitted: int, now: datetime
) -> None:
    shown = fitting_preview.preview_reschedule(user_id=fitted, now=now)
    answer_one(fitted, now=now)
    before = states_of(fitted)
    with pytest.raises(ConflictError, match="meanwhile"):
        rescheduling.do_reschedule(
            user_id=fitted, client_id=uuid_of("form"), last_seq=shown.last_seq, now=now
        )
    assert states_of(fitted) == before


def test_with_the_parameters_of_all_answers_nothing_moves(learner: int, now: datetime) -> None:
    shown = fitting_preview.preview_reschedule(user_id=learner, now=now)
    assert shown.cards == 0
    with pytest.raises(ConflictError, match="already"):
        do(learner, now=now)


def test_an_id_that_is_none_is_refused(fitted: int, now: datetime) -> None:
    with pytest.raises(InputError, match="not a UUID"):
        rescheduling.do_reschedule(user_id=fitted, client_id="form", last_seq=0, now=now)


def test_an_answer_from_before_it_that_arrives_late_is_put_in_its_place(
    fitted: int, now: datetime
) -> None:
    first = now + timedelta(days=1)
    card = study.next_cards(user_id=fitted, set_id=None, limit=1, now=first).cards[0]
    early = review_of(card, shown_at=first, client_id=uuid_of("early"))
    later = review_of(card, shown_at=first + timedelta(hours=2), client_id=uuid_of("later"))
    moment = first + timedelta(hours=3)
    study.submit_reviews(user_id=fitted, reviews=[later], now=moment)
    do(fitted, now=moment)
    study.submit_reviews(user_id=fitted, reviews=[early], now=moment + timedelta(hours=1))
    check_replay(fitted)
    rescheduling.undo_reschedule(user_id=fitted, now=moment + timedelta(hours=2))
    check_replay(fitted)


def test_an_answer_beneath_it_can_no_longer_be_changed(fitted: int, now: datetime) -> None:
    given = answer_one(fitted, now=now)
    state = states_of(fitted)[given.card_id or 0]
    do(fitted, now=now + timedelta(minutes=1))
    changed = states_of(fitted)[given.card_id or 0]
    if changed == state:
        pytest.skip("the reschedule did not touch this card")
    with pytest.raises(ConflictError):
        study.undo(user_id=fitted, client_id=uuid_of("undo"), now=now + timedelta(minutes=2))
    check_replay(fitted)


def test_a_second_one_can_be_taken_back_alone(fitted: int, now: datetime) -> None:
    do(fitted, now=now, form="first")
    between = states_of(fitted)
    fitting.back_to_defaults(user_id=fitted)
    do(fitted, now=now + timedelta(minutes=1), form="second")
    check_replay(fitted)
    rescheduling.undo_reschedule(user_id=fitted, now=now + timedelta(minutes=2))
    assert states_of(fitted) == between
    check_replay(fitted)

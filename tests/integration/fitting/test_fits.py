"""Fits: one job however often it is asked for, stored once, named by the log, replayed exactly."""

import json
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.errors import ConfigurationError, ConflictError, InputError
from quizapp.scheduling.fit_due import named
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.fitting import fitting, fitting_extra, fitting_run, fitting_worth
from quizapp.services.memory import study_log
from quizapp.services.plans import plans
from quizapp.services.plans.plans_wishes import BudgetWish
from quizapp.store.engine import db, reading, writing
from quizapp.store.jobs import fit_jobs
from quizapp.store.people.privacy_queries import erase
from quizapp.store.study import fit_queries, log_queries
from quizapp.store.tables.fitting import Fit, FitJob, ParameterSet
from quizapp.store.tables.people import User
from tests.integration.fitting.history import (
    FORGETFUL,
    answer_one,
    live,
    live_in_short_minutes,
    states_of,
)
from tests.integration.study.world import settle
from tests.stored_about import stored_about


@pytest.fixture
def clock(now: datetime) -> Callable[[], datetime]:
    """Return a clock that goes on by a second each time it is read."""
    seconds = count()
    return lambda: now + timedelta(seconds=next(seconds))


def in_force(user_id: int) -> str:
    """Return the name of the parameters in force."""
    return fitting.parameters_in_force(user_id=user_id).name


def fit_once(user_id: int, *, now: datetime, clock: Callable[[], datetime]) -> fitting_run.Ran:
    """Ask for a fit and run it."""
    assert fitting.ask_for_fit(user_id=user_id, now=now)
    ran = fitting_run.run_waiting(now=clock)
    assert [each.user_id for each in ran] == [user_id]
    return ran[0]


def sets_named(user_id: int) -> list[str]:
    """Return the parameter set that each review of a log names, in order."""
    with reading() as session:
        rows = log_queries.list_entries_after(session, user_id=user_id, after=0, limit=5000)
    return [row.parameter_set for row in rows if row.rating is not None]


def test_an_accepted_fit_is_in_force_and_moves_no_card(
    learner: int, now: datetime, clock: Callable[[], datetime]
) -> None:
    before = states_of(learner)
    ran = fit_once(learner, now=now, clock=clock)
    assert ran.stored
    assert ran.fitted is not None
    assert ran.fitted.parameters is not None
    assert in_force(learner) == ran.fitted.parameters.name != DEFAULT_PARAMETERS.name
    assert states_of(learner) == before
    shown = fitting.memory_model(user_id=learner, now=now)
    assert shown.fitted is not None
    assert shown.fitted.figures["loss_after"] < shown.fitted.figures["loss_before"]
    assert shown.job is not None
    assert shown.job.state == "done"
    assert shown.now.first_days[2] < shown.was.first_days[2]


def test_a_fit_that_would_cost_cards_waits_for_the_learners_word(
    ground: Flask, now: datetime, clock: Callable[[], datetime]
) -> None:
    del ground
    learner = settle(now=now)
    live_in_short_minutes(learner, now=now)
    ran = fit_once(learner, now=now, clock=clock)
    assert ran.stored
    assert ran.accepted is None
    assert "fewer cards" in ran.refused
    assert in_force(learner) == DEFAULT_PARAMETERS.name
    offer = fitting.memory_model(user_id=learner, now=now).offer
    assert offer is not None
    assert offer.cards < 95
    assert offer.fit.figures["loss_after"] < offer.fit.figures["loss_before"]

    with pytest.raises(ConflictError):
        fitting_worth.use_offered(user_id=learner, number=offer.fit.number + 1)
    assert in_force(learner) == DEFAULT_PARAMETERS.name
    fitting_worth.use_offered(user_id=learner, number=offer.fit.number)
    assert ran.offered is not None
    assert in_force(learner) == ran.offered.name
    shown = fitting.memory_model(user_id=learner, now=now)
    assert shown.offer is None
    assert shown.fitted is not None
    assert shown.fitted.number == offer.fit.number
    with pytest.raises(ConflictError):
        fitting_worth.use_offered(user_id=learner, number=offer.fit.number)


def test_while_one_waits_no_later_fit_is_used_by_itself(
    ground: Flask, now: datetime, clock: Callable[[], datetime]
) -> None:
    del ground
    learner = settle(now=now)
    live_in_short_minutes(learner, now=now)
    fit_once(learner, now=now, clock=clock)
    # With ample minutes the same fit costs nothing any more.
    plans.take(user_id=learner, wish=BudgetWish(60), now=now)
    answer_one(learner, now=now)
    ran = fit_once(learner, now=now + timedelta(hours=1), clock=clock)
    assert ran.worth is not None
    assert not ran.worth.is_costly
    assert ran.accepted is None
    assert "waits for your word too" in ran.refused
    assert in_force(learner) == DEFAULT_PARAMETERS.name
    offer = fitting.memory_model(user_id=learner, now=now).offer
    assert offer is not None
    assert offer.fit.number == 2, "the newest is the one that is offered"
    fitting_worth.use_offered(user_id=learner, number=2)
    assert ran.offered is not None
    assert in_force(learner) == ran.offered.name


def test_the_log_names_the_set_of_each_review_and_replay_is_exact(
    learner: int, now: datetime, clock: Callable[[], datetime]
) -> None:
    fit_once(learner, now=now, clock=clock)
    fitted = in_force(learner)
    answer_one(learner, now=now)
    fitting.back_to_defaults(user_id=learner)
    answer_one(learner, now=now + timedelta(minutes=1))
    assert sets_named(learner)[-3:] == ["fsrs6-default", fitted, "fsrs6-default"]
    found = study_log.verify_replay()
    assert found.entries == 702
    assert found.differences == ()


def test_two_clicks_make_one_job(learner: int, now: datetime) -> None:
    assert fitting.ask_for_fit(user_id=learner, now=now)
    assert not fitting.ask_for_fit(user_id=learner, now=now)
    with reading() as session:
        assert len(session.scalars(select(FitJob)).all()) == 1


def test_clicks_at_the_same_time_make_one_job(
    empty_ground: Flask, learner: int, now: datetime
) -> None:
    asked: list[bool] = []
    barrier = threading.Barrier(8)

    def click() -> None:
        with empty_ground.app_context():
            barrier.wait()
            asked.append(fitting.ask_for_fit(user_id=learner, now=now))
            db.session.remove()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(asked) == [False] * 7 + [True]


def test_a_job_is_taken_once(learner: int, now: datetime) -> None:
    fitting.ask_for_fit(user_id=learner, now=now)
    taken = []
    for _ in range(2):
        with writing() as session:
            taken.append(
                fit_jobs.claim_job(session, now=now, lease=fitting.LEASE, at_once=2, user_id=None)
            )
    assert taken == [learner, None]


def test_no_more_run_at_once_than_the_site_can_bear(ground: Flask, now: datetime) -> None:
    del ground
    people = [settle(name, now=now) for name in ("dan", "eve", "fay")]
    taken = []
    for each in people:
        with writing() as session:
            fit_jobs.ask_job(session, user_id=each, now=now, lease=fitting.LEASE)
    for _ in people:
        with writing() as session:
            taken.append(
                fit_jobs.claim_job(session, now=now, lease=fitting.LEASE, at_once=2, user_id=None)
            )
    assert taken == [people[0], people[1], None]


def test_a_job_whose_process_died_can_be_asked_for_again(
    learner: int, now: datetime, clock: Callable[[], datetime]
) -> None:
    fitting.ask_for_fit(user_id=learner, now=now)
    with writing() as session:
        fit_jobs.claim_job(session, now=now, lease=fitting.LEASE, at_once=2, user_id=None)
    soon, late = now + timedelta(minutes=1), now + fitting.LEASE + timedelta(seconds=1)
    assert not fitting.ask_for_fit(user_id=learner, now=soon)
    state = fitting.job_state(user_id=learner, now=late)
    assert state is not None
    assert (state.state, state.error) == ("failed", fitting.STOPPED)
    assert fitting.ask_for_fit(user_id=learner, now=late)
    assert fitting_run.run_waiting(now=lambda: late + (clock() - now))[0].stored


def test_what_a_lost_process_still_finds_is_not_stored(
    learner: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitting.ask_for_fit(user_id=learner, now=now)
    real = fitting_run._fit

    def slow(user_id: int) -> object:
        with writing() as session:
            session.execute(update(FitJob).values(started_at=now + timedelta(hours=1)))
        return real(user_id)

    monkeypatch.setattr(fitting_run, "_fit", slow)
    ran = fitting_run.run_waiting(now=lambda: now)
    assert [each.stored for each in ran] == [False]
    assert in_force(learner) == DEFAULT_PARAMETERS.name
    with reading() as session:
        assert session.scalars(select(Fit)).all() == []


def test_a_fault_ends_the_job_and_the_next_is_run(
    learner: int,
    now: datetime,
    clock: Callable[[], datetime],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = settle("ben", now=now)
    live(other, now=now, seed=4)
    real = fitting_run._fit

    def broken(user_id: int) -> object:
        if user_id == learner:
            raise ZeroDivisionError
        return real(user_id)

    monkeypatch.setattr(fitting_run, "_fit", broken)
    fitting.ask_for_fit(user_id=learner, now=now)
    fitting.ask_for_fit(user_id=other, now=now)
    ran = fitting_run.run_waiting(now=clock)
    assert [(each.user_id, each.error != "") for each in ran] == [(learner, True), (other, False)]
    state = fitting.job_state(user_id=learner, now=now)
    assert state is not None
    assert (state.state, state.error) == ("failed", fitting_run.FAULT)
    assert fitting.ask_for_fit(user_id=learner, now=now)


def test_too_few_answers_are_refused_before_there_is_a_job(ground: Flask, now: datetime) -> None:
    del ground
    user_id = settle(now=now)
    live(user_id, now=now, reviews=199)
    with pytest.raises(InputError, match="199 answers"):
        fitting.ask_for_fit(user_id=user_id, now=now)
    assert fitting.job_state(user_id=user_id, now=now) is None


def test_nothing_new_is_nothing_to_fit(
    learner: int, now: datetime, clock: Callable[[], datetime]
) -> None:
    fit_once(learner, now=now, clock=clock)
    with pytest.raises(ConflictError, match="since the last fit"):
        fitting.ask_for_fit(user_id=learner, now=now)
    answer_one(learner, now=now)
    assert fitting.ask_for_fit(user_id=learner, now=now)


def test_without_the_extra_it_says_what_to_install(
    learner: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting_extra, "find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r"quizapp\[fit\]"):
        fitting.ask_for_fit(user_id=learner, now=now)
    assert not fitting.memory_model(user_id=learner, now=now).available


def test_who_is_due_is_fitted_by_itself_once_until_there_is_more(
    learner: int, now: datetime, clock: Callable[[], datetime]
) -> None:
    few = settle("ben", now=now)
    live(few, now=now, reviews=150)
    assert fitting.list_due() == (learner,)
    assert fitting.ask_for_due_fits(now=now) == (learner,)
    assert fitting.ask_for_due_fits(now=now) == ()
    fitting_run.run_waiting(now=clock)
    assert fitting.list_due() == ()
    assert fitting.memory_model(user_id=learner, now=now).next_fit_at == 1000


def test_who_went_back_to_the_defaults_is_left_alone(
    learner: int, now: datetime, clock: Callable[[], datetime]
) -> None:
    fit_once(learner, now=now, clock=clock)
    fitting.back_to_defaults(user_id=learner)
    with writing() as session:
        session.execute(update(Fit).values(reviews=100))
    assert in_force(learner) == DEFAULT_PARAMETERS.name
    assert fitting.list_due() == ()
    fitting.fit_by_itself(user_id=learner, on=True)
    assert fitting.list_due() == (learner,)
    assert fitting.memory_model(user_id=learner, now=now).fitted is None


def test_a_fit_yields_to_what_was_put_in_force_meanwhile(
    learner: int, now: datetime, clock: Callable[[], datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = named(FORGETFUL.weights)
    real = fitting_run._fit

    def meanwhile(user_id: int) -> object:
        found = real(user_id)
        with writing() as session:
            fit_queries.keep_parameter_set(session, user_id=user_id, parameters=other, now=now)
            fit_queries.put_in_force(session, user_id=user_id, name=other.name)
        return found

    monkeypatch.setattr(fitting_run, "_fit", meanwhile)
    fit_once(learner, now=now, clock=clock)
    assert in_force(learner) == other.name
    assert "meanwhile" in fitting.memory_model(user_id=learner, now=now).fits[0].refused


def test_what_was_fitted_is_exported_and_erased(
    learner: int, now: datetime, clock: Callable[[], datetime]
) -> None:
    fit_once(learner, now=now, clock=clock)
    name = in_force(learner)
    tables = json.loads(stored_about(user_id=learner, now=now))["tables"]
    assert [each["name"] for each in tables["parameter_sets"]] == [name]
    assert len(tables["parameter_sets"][0]["weights"]) == 21
    assert tables["fits"][0]["set_after"] == name
    assert tables["fit_jobs"][0]["state"] == "done"
    assert tables["users"][0]["parameter_set"] == name
    with writing() as session:
        erase(session, user_id=learner)
    with reading() as session:
        for table in (ParameterSet, Fit, FitJob, User):
            assert session.scalars(select(table)).all() == []


def test_a_trial_stores_nothing(learner: int, now: datetime) -> None:
    ran = fitting_run.try_fit(user_id=learner)
    assert ran.fitted is not None
    assert ran.fitted.parameters is not None
    assert not ran.stored
    assert in_force(learner) == DEFAULT_PARAMETERS.name
    assert fitting.memory_model(user_id=learner, now=now).fits == ()

"""Asking a model as a job: no page waits, progress is told, a stop or a crash leaves nothing."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from quizapp.errors import ConflictError, NotAllowedError, NotFoundError
from quizapp.services.drafting import drafting, drafting_model_job
from quizapp.settings import Settings
from quizapp.store.engine import writing
from quizapp.store.jobs import model_jobs
from quizapp.store.jobs.model_jobs import ModelJob
from tests.integration.author.conftest import Bank
from tests.integration.author.test_drafting_model import BUILT, MADE_UP, QUICK, endpoint

ARTICLE = "engines"


@pytest.fixture
def folder(database: Flask, bank: Bank) -> Path:
    """Return the folder of a bank."""
    del database
    return bank.folder


@pytest.fixture
def clock(now: datetime) -> Callable[[], datetime]:
    """Return a clock that goes on by a second each time it is read."""
    seconds = count()
    return lambda: now + timedelta(seconds=next(seconds))


def named(settings: Settings, url: str = "http://127.0.0.1:9/v1") -> Settings:
    """Return settings with a model."""
    return replace(settings, model_url=url, model_name="small")


def ask(folder: Path, settings: Settings, now: datetime) -> bool:
    """Click on the button."""
    return drafting_model_job.ask_for_model(folder, ARTICLE, settings=settings, now=now, by=None)


def test_what_the_model_says_is_there_when_the_job_is_done(
    folder: Path, settings: Settings, now: datetime, clock: Callable[[], datetime]
) -> None:
    with endpoint([BUILT, MADE_UP], []) as url:
        asked = named(settings, url)
        assert ask(folder, asked, now)
        waiting = drafting_model_job.job_state(ARTICLE, now=now)
        ran = drafting_model_job.run_waiting(folder, settings=asked, now=clock, patience=QUICK)
    assert ran == 1
    assert waiting is not None
    assert waiting.is_open
    done = drafting_model_job.job_state(ARTICLE, now=clock())
    assert done is not None
    assert (done.state, done.made, done.is_open) == ("done", 1, False)
    assert done.answered == done.passages > 0
    assert "refused" in done.notice
    assert [each.origin for each in drafting.list_drafts(folder, ARTICLE, held=True)] == ["model"]


def test_two_clicks_make_one_job(folder: Path, settings: Settings, now: datetime) -> None:
    assert ask(folder, named(settings), now)
    assert not ask(folder, named(settings), now)


def test_a_job_that_was_stopped_leaves_no_draft(
    folder: Path, settings: Settings, now: datetime, clock: Callable[[], datetime]
) -> None:
    ask(folder, named(settings), now)
    begun = threading.Event()

    def late() -> datetime:
        # The author stops it while the first passage is with the model.
        if begun.is_set():
            with writing() as session:
                model_jobs.cancel_job(session, ARTICLE, now=now)
        begun.set()
        return clock()

    with endpoint([BUILT]) as url:
        drafting_model_job.run_waiting(
            folder, settings=named(settings, url), now=late, patience=QUICK
        )
    assert drafting_model_job.job_state(ARTICLE, now=now) is None
    assert not drafting.list_drafts(folder, ARTICLE, held=True)
    assert ask(folder, named(settings), now)


def test_a_job_whose_process_died_can_be_asked_again(
    folder: Path, settings: Settings, now: datetime
) -> None:
    ask(folder, named(settings), now)
    with writing() as session:
        assert model_jobs.claim_job(
            session, now=now, lease=drafting_model_job.LEASE, at_once=2
        ) == (ARTICLE, None)
    later = now + drafting_model_job.LEASE + timedelta(seconds=1)
    dead = drafting_model_job.job_state(ARTICLE, now=later)
    assert dead is not None
    assert dead.state == "failed"
    assert dead.notice == drafting_model_job.STOPPED
    assert ask(folder, named(settings), later)


def test_a_job_that_waits_behind_others_is_not_called_dead(
    folder: Path, settings: Settings, now: datetime
) -> None:
    ask(folder, named(settings), now)
    later = now + drafting_model_job.LEASE + timedelta(seconds=1)
    with writing() as session:
        model_jobs.ask_job(session, "another", now=now, by=None, lease=drafting_model_job.LEASE)
        session.get_one(ModelJob, "another").state = model_jobs.RUNNING
        session.get_one(ModelJob, "another").seen_at = later
    waits = drafting_model_job.job_state(ARTICLE, now=later)
    assert waits is not None
    assert (waits.state, waits.is_open) == ("waiting", True)
    assert not ask(folder, named(settings), later), "it keeps its place"


def test_nothing_of_it_can_be_stored_by_a_process_that_lost_it(
    folder: Path, settings: Settings, now: datetime, clock: Callable[[], datetime]
) -> None:
    ask(folder, named(settings), now)
    taken_away = now + timedelta(days=1)

    def stolen() -> datetime:
        with writing() as session:
            model_jobs.cancel_job(session, ARTICLE, now=now)
            model_jobs.ask_job(session, ARTICLE, now=now, by=None, lease=drafting_model_job.LEASE)
            model_jobs.claim_job(session, now=taken_away, lease=drafting_model_job.LEASE, at_once=2)
        return clock()

    first = iter([clock])

    def tick() -> datetime:
        return next(first, stolen)()

    with endpoint([BUILT]) as url:
        drafting_model_job.run_waiting(
            folder,
            settings=named(settings, url),
            now=tick,
            patience=QUICK,
        )
    assert not drafting.list_drafts(folder, ARTICLE, held=True)


def test_a_failure_is_told_and_ends_the_job(
    folder: Path, settings: Settings, now: datetime, clock: Callable[[], datetime]
) -> None:
    ask(folder, named(settings), now)
    drafting_model_job.run_waiting(folder, settings=settings, now=clock, patience=QUICK)
    failed = drafting_model_job.job_state(ARTICLE, now=clock())
    assert failed is not None
    assert (failed.state, failed.is_open) == ("failed", False)
    assert "switched off" in failed.notice


def test_without_a_model_or_an_article_nothing_waits(
    folder: Path, settings: Settings, now: datetime
) -> None:
    with pytest.raises(NotAllowedError):
        ask(folder, settings, now)
    with pytest.raises(NotFoundError):
        drafting_model_job.look_after(folder, "none", now=now)
    with pytest.raises(ConflictError):
        drafting_model_job.cancel(folder, ARTICLE, now=now)

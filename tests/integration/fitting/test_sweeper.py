"""What ``serve`` does now and then: a process that fits whoever is due."""

import time

import pytest
from flask import Flask

from quizapp import clock
from quizapp.cli import fit_sweeper
from quizapp.services.fitting import fitting, fitting_extra
from quizapp.settings import Settings

ENDS_WITHIN_S = 60


def test_who_is_due_is_fitted_while_the_server_runs(
    empty_ground: Flask, learner: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    del empty_ground
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", settings.secret_key)
    monkeypatch.setattr(fit_sweeper, "FIRST_AFTER_S", 0.01)
    until = time.monotonic() + ENDS_WITHIN_S
    with fit_sweeper.sweeping():
        while True:
            state = fitting.job_state(user_id=learner, now=clock.now())
            if state is not None and state.state == "done":
                break
            assert time.monotonic() < until, state
            time.sleep(0.1)
    assert fitting.list_due() == ()


def test_without_the_extra_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting_extra, "find_spec", lambda _: None)
    monkeypatch.setattr(
        fit_sweeper, "running_now_and_then", lambda *_, **__: pytest.fail("started")
    )
    with fit_sweeper.sweeping():
        pass

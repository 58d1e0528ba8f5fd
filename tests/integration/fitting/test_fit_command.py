"""``quizapp schedule fit``: who is fitted, what is printed, what is refused."""

import json
from datetime import datetime

import pytest
from click.testing import CliRunner
from flask import Flask

from quizapp import clock
from quizapp.cli.main import root
from quizapp.errors import ConfigurationError, InputError, NotFoundError
from quizapp.services.fitting import fitting, fitting_extra
from quizapp.settings import Settings
from tests.integration.fitting.history import live
from tests.integration.study.world import settle


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Return a runner whose commands find the database of the test."""
    for name, value in (
        ("DATA_DIR", str(settings.data_dir)),
        ("DATABASE_URL", settings.database_url),
        ("SECRET_KEY", settings.secret_key),
    ):
        monkeypatch.setenv(f"QUIZAPP_{name}", value)
    return CliRunner()


def call(run: CliRunner, *arguments: str) -> str:
    """Run the command to its good end; return what it printed."""
    done = run.invoke(root, ["schedule", "fit", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.usefixtures("learner")
def test_one_person_is_tried_then_fitted(run: CliRunner) -> None:
    tried = json.loads(call(run, "--user", "ann", "--dry-run", "--json"))
    assert [each["accepted"] for each in tried] == [True]
    assert not tried[0]["stored"]
    assert len(tried[0]["weights"]) == 21
    done = json.loads(call(run, "--user", "ann", "--json"))
    assert done[0] == {**tried[0], "stored": True}
    assert done[0]["loss_after"] < done[0]["loss_before"]
    assert (done[0]["user"], done[0]["before"]) == ("ann", "fsrs6-default")


@pytest.mark.usefixtures("learner")
def test_all_who_are_due_are_fitted_once(run: CliRunner, now: datetime) -> None:
    live(settle("ben", now=now), now=now, reviews=150)
    words = call(run, "--all")
    assert words.startswith("ann: got fsrs6-")
    assert "Log loss of the last" in words
    assert "ben" not in words
    assert "Nothing is due" in call(run, "--all")


def test_what_waits_is_run(run: CliRunner, learner: int) -> None:
    fitting.ask_for_fit(user_id=learner, now=clock.now())
    assert call(run, "--waiting").startswith("ann: got")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Give --user NAME, or --all"),
        (("--all", "--user", "ann"), "Give --user NAME, or --all"),
        (("--waiting", "--dry-run"), "--dry-run goes with"),
    ],
)
def test_wrong_usage_says_so(run: CliRunner, arguments: tuple[str, ...], words: str) -> None:
    done = run.invoke(root, ["schedule", "fit", *arguments])
    assert done.exit_code == 2
    assert words in done.output


def test_nobody_and_too_few_answers_are_refused(
    run: CliRunner, ground: Flask, now: datetime
) -> None:
    del ground
    settle("cyd", now=now)
    with pytest.raises(NotFoundError, match="no account nobody"):
        call(run, "--user", "nobody")
    with pytest.raises(InputError, match="0 answers so far"):
        call(run, "--user", "cyd")
    trial = json.loads(call(run, "--user", "cyd", "--dry-run", "--json"))
    assert (trial[0]["accepted"], trial[0]["after"]) == (False, None)
    assert "0 answers so far" in trial[0]["reason"]


def test_without_the_extra_it_names_it(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting_extra, "find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r'pip install "quizapp\[fit\]"'):
        call(run, "--all")

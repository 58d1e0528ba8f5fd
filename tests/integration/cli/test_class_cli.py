"""``quizapp class retention``: says what it would delete, deletes it, and finds nothing more."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.cli import tidying
from quizapp.cli.class_ import class_
from quizapp.cli.context import database, settings_from_environment
from quizapp.services.classes import accommodations, class_terms, classes
from quizapp.services.classes.accommodations import Grant
from quizapp.services.classes.class_terms import ClassSettings
from quizapp.services.people import accounts
from quizapp.store.engine import writing
from quizapp.store.tables.classes import SchoolClass

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def past_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return a class whose term ended long ago, with an accommodation in it."""
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("QUIZAPP_DATABASE_URL", raising=False)
    with database(settings_from_environment()):
        make = {"password": "amber kettle sings", "now": NOW}
        teacher = accounts.create_user(name="Ms Teach", roles=("teacher",), **make).id  # type: ignore[arg-type]  # spread
        kim = accounts.create_user(name="Kim", roles=(), **make).id  # type: ignore[arg-type]  # spread
        room = classes.create_class(user_id=teacher, name="9b", zone="Europe/Paris", now=NOW)
        code = classes.get_class(user_id=teacher, class_id=room).join_code
        classes.join_class(user_id=kim, code=code, address="x", secret="s", now=NOW)
        accommodations.grant(
            user_id=teacher, class_id=room, member_id=kim, wish=Grant(untimed=True), now=NOW
        )
        settings = ClassSettings("9b", "Europe/Paris", None, NOW.date(), 30)
        class_terms.change_settings(user_id=teacher, class_id=room, settings=settings, now=NOW)
        with writing() as session:
            session.get_one(SchoolClass, room).term_ends_on = NOW.date() - timedelta(days=2000)
    return room


def _run(*arguments: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(class_, ["retention", "--json", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.output)
    return found


def test_a_dry_run_deletes_nothing_and_a_run_what_it_said(past_its_time: int) -> None:
    first = _run("--dry-run")
    assert [each["class"] for each in first] == [past_its_time]
    assert _run("--dry-run") == first
    assert _run() == first
    assert _run() == []
    said = CliRunner().invoke(class_, ["retention"], catch_exceptions=False)
    assert said.output == "No class is past its time.\n"


def test_the_server_does_it_now_and_then(
    past_its_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert past_its_time
    monkeypatch.setattr(tidying, "EVERY_S", 0.01)
    done = False
    with tidying.tidying():
        until = datetime.now(UTC) + timedelta(seconds=60)
        while not done and datetime.now(UTC) < until:
            done = _run("--dry-run") == []
    assert done

"""The doctor reads the log and the published bank, and finds what was tampered with."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.services.operation import doctor
from quizapp.services.operation.demo_learner import SimulatedLearner
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.services.study import sets, study
from quizapp.settings import Settings
from quizapp.store.bank import content_queries
from quizapp.store.engine import reading, writing
from tests.conftest import NOW


@pytest.fixture
def studied(app: Flask, settings: Settings) -> Iterator[Settings]:
    """Return settings of a database with the shipped bank and one person's answers."""
    with app.app_context():
        publishing.publish_folder(settings.bank, now=NOW, by=None)
        person = accounts.create_user(
            name="Ada", password="a long enough pass phrase", roles=(), now=NOW
        )
        with reading() as session:
            set_id = min(content_queries.set_ids(session).values())
        sets.add_set(user_id=person.id, set_id=set_id, now=NOW)
        SimulatedLearner(person, ability=0.0).study_set(set_id=None, at=NOW, most=10)
        assert study.today(user_id=person.id, now=NOW).done_today >= 10
        yield settings


def _check(settings: Settings, name: str) -> doctor.Check:
    (found,) = [check for check in doctor.examine(settings) if check.name == name]
    return found


def test_a_sound_log_and_bank_are_told_so(studied: Settings) -> None:
    assert _check(studied, "published bank").status == "ok"
    memory = _check(studied, "replay equals cache")
    assert memory.status == "ok"
    assert re.match(r"[1-9]\d+ log entries give all [1-9]\d+ card states", memory.detail)


def test_a_changed_stability_is_found(studied: Settings) -> None:
    with writing() as session:
        card_id = session.execute(
            text("SELECT min(card_id) FROM card_states WHERE stability_days IS NOT NULL")
        ).scalar_one()
        session.execute(
            text("UPDATE card_states SET stability_days = stability_days + 1 WHERE card_id = :id"),
            {"id": card_id},
        )
    memory = _check(studied, "replay equals cache")
    assert memory.status == "problem"
    assert "1 of" in memory.detail
    assert f"card {card_id}: stability_days" in memory.detail


def test_a_state_that_is_missing_is_found(studied: Settings) -> None:
    with writing() as session:
        session.execute(text("DELETE FROM card_states WHERE stage <> 'new'"))
    assert _check(studied, "replay equals cache").status == "problem"


def test_a_changed_text_of_the_published_bank_is_found(studied: Settings) -> None:
    with writing() as session:
        session.execute(text("UPDATE blobs SET text = text || ' '"))
    assert _check(studied, "published bank").status == "problem"


def test_a_bank_that_is_not_the_published_one_is_a_warning(
    studied: Settings, tmp_path: Path
) -> None:
    (tmp_path / "bank").mkdir()
    other = dataclasses.replace(studied, bank=tmp_path / "bank")
    assert _check(other, "published bank").status == "warning"

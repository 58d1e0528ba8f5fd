"""The audit log only grows: the database itself refuses anything else, whoever asks."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from quizapp.services.people import accounts, administration, privacy
from quizapp.store.engine import writing

PASSWORD = "amber kettle sings"


@pytest.fixture
def noted(database: Flask, now: datetime) -> int:
    """Let Ada disable Mira; return Ada's id."""
    del database
    accounts.create_user(name="Root", password=PASSWORD, roles=("administrator",), now=now)
    ada = accounts.create_user(name="Ada", password=PASSWORD, roles=("administrator",), now=now)
    mira = accounts.create_user(name="Mira", password=PASSWORD, roles=(), now=now)
    administration.disable(user_id=mira.id, actor_id=ada.id, now=now)
    return ada.id


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entries",
        "UPDATE audit_entries SET action = 'nothing'",
        "UPDATE audit_entries SET at = 0",
        "UPDATE audit_entries SET detail = '{}x'",
        "UPDATE audit_entries SET actor_id = (SELECT min(id) FROM users)",
    ],
)
def test_no_entry_is_changed_or_deleted(noted: int, statement: str) -> None:
    before = administration.list_audit(limit=9)
    with pytest.raises(DBAPIError, match="can only grow"), writing() as session:
        session.execute(text(statement))
    assert administration.list_audit(limit=9) == before
    assert before[0].actor == "Ada"
    assert noted


def test_an_erased_account_clears_its_name_and_nothing_else(noted: int) -> None:
    before = administration.list_audit(limit=9)
    privacy.delete_account(user_id=noted, password=PASSWORD)
    after = administration.list_audit(limit=9)
    assert [line.actor for line in after] == [None] * len(before)
    assert [(line.number, line.action) for line in after] == [
        (line.number, line.action) for line in before
    ]

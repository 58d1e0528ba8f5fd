"""The administrator reads what staff did: by action, by person, older pages, as CSV."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.people import accounts, administration


def _busy(app: Flask, now: datetime, times: int) -> int:
    """Let the administrator disable and enable somebody again and again."""
    with app.app_context():
        ada = accounts.find_person_by_name(name="Ada")
        assert ada is not None
        mira = accounts.create_user(name="Mira", password="amber kettle sings", roles=(), now=now)
        for turn in range(times):
            at = now + timedelta(minutes=turn)
            administration.disable(user_id=mira.id, actor_id=ada.id, now=at)
            administration.enable(user_id=mira.id, actor_id=ada.id, now=at)
        return mira.id


def test_the_log_is_read_page_by_page(app: Flask, admin: FlaskClient, now: datetime) -> None:
    mira = _busy(app, now, times=30)
    first = admin.get("/admin/audit").text
    assert first.count(f"<td>user:{mira}</td>") == 50
    assert "Older entries" in first
    older = first.split('href="/admin/audit?', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    second = admin.get(f"/admin/audit?{older}").text
    assert second.count(f"<td>user:{mira}</td>") == 10
    assert "Older entries" not in second


def test_it_is_limited_to_an_action_and_a_person(
    app: Flask, admin: FlaskClient, now: datetime
) -> None:
    mira = _busy(app, now, times=2)
    shown = admin.get("/admin/audit?action=account+enabled&actor=ADA").text
    assert shown.count(f"<td>user:{mira}</td>") == 2
    assert "account disabled</td>" not in shown
    assert "Nothing here" in admin.get("/admin/audit?actor=Nobody").text


def test_it_goes_out_as_csv(app: Flask, admin: FlaskClient, now: datetime) -> None:
    _busy(app, now, times=30)
    sent = admin.get("/admin/audit.csv")
    assert sent.mimetype == "text/csv"
    rows = [
        row
        for row in csv.DictReader(io.StringIO(sent.text))
        if row["action"].startswith("account ")
    ]
    assert [row["action"] for row in rows[:2]] == ["account enabled", "account disabled"]
    assert {row["actor"] for row in rows} == {"Ada"}
    assert len(rows) == 60


def test_it_is_for_administrators_alone(browser: Callable[..., FlaskClient]) -> None:
    teacher = browser("Theo", "teacher")
    assert teacher.get("/admin/audit").status_code == 404
    assert teacher.get("/admin/audit.csv").status_code == 404

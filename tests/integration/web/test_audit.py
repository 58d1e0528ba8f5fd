"""The administrator reads what staff did: by action, by person, older pages, as CSV."""

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.people import accounts, administration
from quizapp.services.publishing import publishing
from quizapp.web.admin.audit_words import in_words
from tests.integration.publishing.small_bank import FILES


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


def test_what_was_noted_is_told_in_words_and_of_nothing_nothing(
    app: Flask, admin: FlaskClient, now: datetime
) -> None:
    with app.app_context():
        before = publishing.publish_files(FILES, now=now, by=None)
        changed = {path: text.replace("1941", "1942") for path, text in FILES.items()}
        after = publishing.publish_files(changed, now=now, by=None)
        assert before.plan is not None
        assert after.plan is not None
        assert after.plan.counts["key_changed"] > 0
    first, last = _details(admin, "en")[1], _details(admin, "en")[0]
    assert first == f"new: {before.plan.counts['new']}"
    assert f"key changed: {after.plan.counts['key_changed']}" in last
    assert ": 0" not in first + last
    assert f"clave cambiada: {after.plan.counts['key_changed']}" in _details(admin, "es")[0]
    # Programs read what was noted.
    assert "key_changed: 0" in admin.get("/admin/audit.csv?action=bank.publish").text


def _details(admin: FlaskClient, language: str) -> list[str]:
    page = admin.get("/admin/audit?action=bank.publish", headers={"Accept-Language": language})
    return re.findall(r'<td class="wordy">([^<]*)</td>', page.text)


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"roles": ["author", "teacher"]}, "roles: author, teacher"),
        ({"roles": []}, "roles: none"),
        (
            {"weight": 0, "drop_lowest": 1, "category": 4},
            "category: 4, lowest left out: 1, weight: 0",
        ),
        ({"makes_teachers": False}, "makes teachers: no"),
        ({"before": None, "after": 2.5}, "after: 2.5, before: none"),
        ({"not_known_yet": 0}, "not known yet: 0"),
        ({}, ""),
    ],
)
def test_what_is_no_count_is_told_whatever_it_is(
    app: Flask, detail: dict[str, object], words: str
) -> None:
    with app.test_request_context():
        assert in_words(detail) == words

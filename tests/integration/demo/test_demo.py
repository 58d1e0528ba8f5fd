"""The demonstration: what each person finds at once, and that it is made once."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import select, text

from quizapp.analytics.recall_map import count_steps, recall_map, recall_step
from quizapp.errors import ConfigurationError
from quizapp.services.assigning import assignments
from quizapp.services.classes import classes
from quizapp.services.gradebooks import gradebook
from quizapp.services.memory import study_log
from quizapp.services.operation import demo
from quizapp.services.operation.demo_class import MEMBERS
from quizapp.services.people import accounts, administration
from quizapp.services.people.accounts import Person
from quizapp.services.publishing import publishing
from quizapp.services.questions import reports
from quizapp.services.study import study
from quizapp.store.engine import reading, sqlite_url
from quizapp.store.study import memory_queries
from quizapp.store.tables.content import CardRow, FactRow
from quizapp.store.tables.people import User
from tests.log_rows import stored_log

NOW: Final = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PASSWORD: Final = "let me see the demonstration"

pytestmark = pytest.mark.slow


def _person(name: str) -> Person:
    found = accounts.find_person_by_name(name=name)
    assert found is not None
    return found


@pytest.mark.usefixtures("demonstration")
def test_today_has_learning_reviews_and_new_cards_due() -> None:
    found = study.today(user_id=_person("learner").id, now=NOW)
    assert found.counts.review > 10
    assert found.counts.new > 0
    assert found.done_today == 0
    assert found.streak_days >= 5
    assert sum(day.reviews > 0 for day in found.week) >= 5


@pytest.mark.usefixtures("demonstration")
def test_the_learners_recall_map_goes_from_weak_to_strong() -> None:
    learner = _person("learner")
    day = study.today(user_id=learner.id, now=NOW).day
    with reading() as session:
        rows = session.execute(
            select(CardRow.id, FactRow.passage).join(FactRow, FactRow.id == CardRow.fact_id)
        )
        passages = {card_id: passage for card_id, passage in rows}  # noqa: C416 - a Row is not a pair to mypy
        states = memory_queries.list_states(session, user_id=learner.id)
    found = recall_map(((passages[each.card_id], each.memory) for each in states), day=day)
    steps = {recall_step(each.recall) for each in found.values()}
    # Where a passage of two cards falls depends on the bank's wording; the ends do not.
    assert {1, 4, 5} <= steps
    assert len(steps) >= 4
    assert all(count_steps((each.memory for each in states), day=day))


@pytest.mark.usefixtures("demonstration")
def test_the_history_is_five_weeks_of_answers_up_to_yesterday() -> None:
    entries = study_log.list_log(user_id=_person("learner").id, after=0, limit=1000)
    first, kinds = entries.entries[0], Counter(each.kind for each in entries.entries)
    assert NOW - first.answered_at > timedelta(days=34)
    assert {"learn", "review", "relearn", "quiz"} <= kinds.keys()
    assert len({each.study_day for each in entries.entries}) >= 20
    assert all(each.answered_at < NOW - timedelta(hours=6) for each in entries.entries)
    remembered = [each.rating != 1 for each in entries.entries if each.kind == "review"]
    assert 0.7 < sum(remembered) / len(remembered) < 0.97


@pytest.mark.usefixtures("demonstration")
def test_the_log_reproduces_every_card() -> None:
    found = study_log.verify_replay()
    assert found.differences == ()
    assert found.people == 1 + len(MEMBERS)
    assert found.entries > 2000


@pytest.mark.usefixtures("demonstration")
def test_the_class_report_tells_people_and_facts_apart() -> None:
    teacher = _person("teacher")
    (room,) = classes.list_taught(user_id=teacher.id)
    assert room.learners == 1 + len(MEMBERS)
    assert room.zone == "Europe/Berlin"
    open_quiz, past = assignments.list_quizzes(user_id=teacher.id, class_id=room.id)
    report = gradebook.get_report(user_id=teacher.id, assignment_id=past.id, now=NOW)
    states = Counter(row.state for row in report.learners)
    assert states == {"graded": 12, "missing": 1}
    shares = [row.share for row in report.learners if row.share is not None]
    assert max(shares) - min(shares) > 0.3
    facilities = {item.statistics.facility.value for item in report.items}
    assert len(facilities) >= 4
    assert past.due_at is not None
    assert past.due_at < NOW
    assert open_quiz.opens_at is not None
    assert open_quiz.due_at is not None
    assert open_quiz.opens_at < NOW < open_quiz.due_at - timedelta(days=2)
    page = assignments.get_assignment(user_id=teacher.id, assignment_id=open_quiz.id)
    assert page.shuffle
    assert page.feedback == "after_submit"
    asked_before = {each.question.fact for each in _questions(teacher, past.id)}
    assert not asked_before & {each.question.fact for each in page.questions}


@pytest.mark.usefixtures("demonstration")
def test_one_report_waits_for_the_author() -> None:
    (report,) = reports.list_inbox(is_open=True)
    assert report.reason == reports.REASONS["also-right"]
    assert reports.get_report(report_id=report.id).question.stem == report.stem


@pytest.mark.usefixtures("demonstration")
def test_nobody_can_sign_in_as_a_member() -> None:
    for name in MEMBERS[:3]:
        assert not accounts.password_is_right(user_id=_person(name).id, password=PASSWORD)


@pytest.mark.usefixtures("demonstration")
def test_a_second_start_changes_nothing() -> None:
    before = _counts()
    again = demo.make_demonstration(password=PASSWORD, now=NOW + timedelta(days=1))
    assert [person.name for person in again] == ["learner", "teacher", "author", "admin"]
    assert _counts() == before


def test_the_same_now_gives_the_same_history(
    demonstration: Flask,
    opened: Callable[..., AbstractContextManager[Flask]],
    migrated_file: Path,
    tmp_path: Path,
) -> None:
    with demonstration.app_context():
        first = _history()
    shutil.copyfile(migrated_file, tmp_path / "other.db")
    with opened(sqlite_url(tmp_path / "other.db"), tmp_path / "data", key="z" * 40) as other:
        publishing.publish_folder(other.config["QUIZAPP"].bank, now=NOW, by=None)
        demo.make_demonstration(password=PASSWORD, now=NOW)
        second = _history()
    assert len(first) > 2000
    assert second == first


def test_without_a_bank_there_are_accounts_alone(app: Flask) -> None:
    with app.app_context():
        demo.make_demonstration(password=PASSWORD, now=NOW)
        assert len(administration.list_people()) == 4
        assert classes.list_taught(user_id=_person("teacher").id) == ()


def test_other_accounts_are_kept_and_the_demonstration_refused(app: Flask) -> None:
    with app.app_context():
        accounts.create_user(name="Ada", password="a long enough pass phrase", roles=(), now=NOW)
        with pytest.raises(ConfigurationError, match="data folder of its own"):
            demo.make_demonstration(password=PASSWORD, now=NOW)
        assert [person.name for person in administration.list_people()] == ["Ada"]


def _questions(teacher: Person, assignment_id: int) -> tuple[assignments.PreviewQuestion, ...]:
    return assignments.get_assignment(user_id=teacher.id, assignment_id=assignment_id).questions


def _counts() -> dict[str, int]:
    tables = ("users", "classes", "class_members", "assignments", "attempts", "review_log")
    with reading() as session:
        return {
            table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - names above
            for table in tables
        }


def _history() -> list[tuple[object, ...]]:
    """Return every entry of everybody by what does not depend on keys of the installation."""
    with reading() as session:
        names = {row[0]: row[1] for row in session.execute(select(User.id, User.name))}
        keys = {row[0]: row[1] for row in session.execute(select(CardRow.id, CardRow.key))}
        return sorted(
            (
                *(names[row.user_id], row.seq, keys[row.card_id], row.kind, row.form),
                *(row.rating or 0, row.study_day, row.answered_at),
            )
            for row in stored_log(session)
        )

"""A person's data: every tagged row is in the download, nothing of it stays after erasure."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from quizapp.errors import ConflictError, InputError
from quizapp.services.people import accounts, privacy, tokens
from quizapp.services.people.accounts import Person
from quizapp.settings import Settings
from quizapp.store.engine import reading, writing
from quizapp.store.people.privacy_queries import HIDDEN, tables_of_people
from quizapp.store.tables.classes import Assignment, Attempt, ClassMember, SchoolClass
from quizapp.store.tables.content import QuestionSet
from quizapp.store.tables.habits import CalendarFeed, StudyRest
from quizapp.store.tables.people import AuditEntry
from quizapp.store.tables.studio import DraftArticle, DraftRow, StudioFile, StudioForm
from tests.stored_about import stored_about

PASSWORD = "amber kettle sings"
PLANTED = "Zanzibarquux"
Make = Callable[..., Person]


def _plant(person: Person, *, other: Person, now: datetime) -> None:
    """Leave the planted word wherever a person can."""
    tokens.create_token(user_id=person.id, name=f"{PLANTED} token", now=now)
    with writing() as session:
        own = QuestionSet(kind="own", title=f"{PLANTED} set", owner_id=person.id)
        lone = SchoolClass(
            name=f"{PLANTED} class", zone="UTC", join_code="AAAAAAAA", created_at=now
        )
        shared = SchoolClass(name="Shared", zone="UTC", join_code="BBBBBBBB", created_at=now)
        session.add_all([own, lone, shared])
        session.flush()
        session.add_all(
            [
                ClassMember(class_id=lone.id, user_id=person.id, role="teacher", joined_at=now),
                ClassMember(class_id=shared.id, user_id=person.id, role="learner", joined_at=now),
                ClassMember(class_id=shared.id, user_id=other.id, role="teacher", joined_at=now),
                AuditEntry(at=now, actor_id=person.id, action="test", subject="user:1", detail={}),
            ]
        )
        quiz = Assignment(
            class_id=shared.id,
            set_id=None,
            title="Quiz",
            attempts_allowed=1,
            shuffle=False,
            show_key="submit",
            created_by=other.id,
            created_at=now,
        )
        session.add(quiz)
        session.flush()
        session.add(
            Attempt(assignment_id=quiz.id, user_id=person.id, number=1, seed="s", started_at=now)
        )
        session.add_all(
            [
                StudyRest(user_id=person.id, weekdays=96, per_week=1),
                CalendarFeed(user_id=person.id, digest=PLANTED, made_at=now),
                StudioForm(
                    user_id=person.id,
                    subject="fact:a",
                    content={"statement": f"{PLANTED} said so."},
                    base="",
                    version=1,
                    saved_at=now,
                ),
                StudioFile(
                    path="a.yaml", text="facts: []", version=1, changed_at=now, changed_by=person.id
                ),
                DraftArticle(
                    article_id="a", title="A", language="en", created_at=now, created_by=person.id
                ),
                DraftRow(
                    article_id="a",
                    position=1,
                    confidence=0.5,
                    fact={},
                    changed_at=now,
                    changed_by=person.id,
                ),
            ]
        )


def test_the_download_holds_the_rows_of_the_person_and_no_other_ones(
    make_person: Make, now: datetime
) -> None:
    mira, noor = make_person(PLANTED), make_person("Noor")
    _plant(mira, other=noor, now=now)
    document = json.loads(stored_about(user_id=mira.id, now=now))
    tables = document["tables"]
    assert set(tables) == {table.name for table, _ in tables_of_people()}
    assert [row["name"] for row in tables["users"]] == [PLANTED]
    assert tables["users"][0]["password_hash"] == HIDDEN
    assert tables["api_tokens"][0]["name"] == f"{PLANTED} token"
    assert tables["question_sets"][0]["title"] == f"{PLANTED} set"
    assert len(tables["class_members"]) == 2
    assert len(tables["attempts"]) == 1
    assert tables["studio_forms"][0]["content"] == {"statement": f"{PLANTED} said so."}
    for table in ("studio_files", "drafts"):
        assert tables[table] == [{"changed_by": mira.id}]
    assert tables["draft_articles"] == [{"created_by": mira.id}]
    assert "Noor" not in json.dumps(document)


def test_the_answers_of_an_attempt_are_the_persons_too() -> None:
    assert {
        *("attempt_answers", "review_log", "card_states", "reports"),
        *("card_notes", "hints_taken", "practice_rounds"),
    } <= {table.name for table, _ in tables_of_people()}


def test_deleting_leaves_no_trace_in_any_file(
    make_person: Make, settings: Settings, now: datetime
) -> None:
    mira, noor = make_person(PLANTED), make_person("Noor")
    _plant(mira, other=noor, now=now)
    with pytest.raises(InputError):
        privacy.delete_account(user_id=mira.id, password="wrong words")
    assert accounts.find_person(user_id=mira.id) is not None
    privacy.delete_account(user_id=mira.id, password=PASSWORD)
    assert accounts.find_person(user_id=mira.id) is None
    assert accounts.find_person(user_id=noor.id) == noor
    with reading() as session:
        assert session.scalars(select(StudioFile.changed_by)).all() == [None]
        assert session.scalars(select(DraftArticle.created_by)).all() == [None]
        assert session.scalars(select(DraftRow.changed_by)).all() == [None]
        assert session.scalars(select(StudioForm.subject)).all() == []
    if settings.on_sqlite:
        assert _files_with(PLANTED, settings.data_dir) == []
        assert _files_with("Noor", settings.data_dir) != []


def test_the_last_administrator_cannot_delete_the_account(make_person: Make) -> None:
    ada = make_person("Ada", "administrator")
    with pytest.raises(ConflictError):
        privacy.delete_account(user_id=ada.id, password=PASSWORD)
    assert accounts.find_person(user_id=ada.id) == ada


def _files_with(word: str, folder: Path) -> list[str]:
    forms = (word.encode(), word.casefold().encode())
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]

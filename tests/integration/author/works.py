"""The small bank in the works: short ways to what tests of the studio do again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from quizapp.bank.terms import JsonObject
from quizapp.services.editing import editing
from quizapp.services.editing.editing import WorkFact, WorkPassage
from quizapp.services.workspace import workspace
from quizapp.store.engine import db, reading
from quizapp.store.tables.people import AuditEntry

ENGINES = "engines"
FACTS = "engines/facts.yaml"
NEW_FACT: JsonObject = {
    "id": "lovelace-wrote",
    "type": "event",
    "passage": 1,
    "evidence": "drew his first engine in 1822",
    "status": "stated",
    "statement": "Ada Lovelace wrote of engines in 1843.",
    "explanation": "She wrote notes to a paper of another.",
    "topics": ["plans"],
    "slots": {"what": "Ada Lovelace wrote of engines", "when": "1843"},
}


def fact_of(folder: Path, fact_id: str, *, article: str = ENGINES) -> WorkFact:
    """Return a fact of an article in the works."""
    found = editing.find_fact(editing.open_article(folder, article), fact_id)
    assert found is not None, fact_id
    return found


def passage_of(folder: Path, number: int, *, article: str = ENGINES) -> WorkPassage:
    """Return a passage of an article in the works."""
    passages = editing.open_article(folder, article).passages
    return next(each for each in passages if each.number == number)


def working(folder: Path, file: str = FACTS) -> str:
    """Return the text of a file in the works."""
    return workspace.working_files(folder).files[file]


def audit_actions() -> list[str]:
    """Return what the audit log says was done."""
    with reading() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


@contextmanager
def other_thread(app: Flask) -> Iterator[None]:
    """Run what is inside as a request of its own."""
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()

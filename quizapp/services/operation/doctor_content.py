"""What the doctor asks of the two sources of truth: the published bank and the review log."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from flask import Flask

import quizapp.store.schema.tables  # noqa: F401 - the metadata must be complete before the first query
from quizapp.bank.load import read_files
from quizapp.errors import BankError, BankErrors, ConfigurationError
from quizapp.services.decks import deck_media
from quizapp.services.memory import study_log
from quizapp.services.memory.study_log import Difference
from quizapp.services.study import searching
from quizapp.services.workspace.document_digests import bank_hash
from quizapp.store.bank import content_queries, revision_queries
from quizapp.store.engine import db, init_database, reading

Finding = tuple[str, Literal["ok", "warning", "problem"], str]
"""Name, status, detail of a check."""
_FIRST: Final = 3
"""Differences that are named one by one; more are counted."""


def examine_content(url: str, *, bank: Path) -> Iterator[Finding]:
    """Yield what is found of a database whose schema is right; nothing is written."""
    with _opened(url):
        yield _published(bank)
        yield _memory()
        yield _search()
        yield _media()


def _published(bank: Path) -> Finding:
    """The files of the revision that serves are those that were published, and still the bank's."""
    name = "published bank"
    with reading() as session:
        current = content_queries.find_current_revision(session)
        files = revision_queries.files_of(session, current.id) if current else None
    if current is None or files is None:
        return name, "warning", "nothing is published: run `quizapp bank publish`"
    if bank_hash(files) != current.bank_hash:
        return (
            name,
            "problem",
            (
                f"the stored files of revision {current.id} are not those that were published: "
                "restore a backup, or run `quizapp bank publish`"
            ),
        )
    try:
        same = bank_hash(read_files(bank)) == current.bank_hash
    except (BankError, BankErrors, ConfigurationError, OSError):
        same = False
    if not same:
        return (
            name,
            "warning",
            (
                f"{bank} is not what revision {current.id} serves: "
                "see `quizapp bank plan`, then `quizapp bank publish`"
            ),
        )
    return name, "ok", f"revision {current.id} is {bank}"


def _memory() -> Finding:
    """Every card state is what a replay of the log comes to."""
    name = "replay equals cache"
    found = study_log.verify_replay()
    if not found.differences:
        return name, "ok", f"{found.entries} log entries give all {found.cards} card states"
    first = "; ".join(_words(each) for each in found.differences[:_FIRST])
    return (
        name,
        "problem",
        (
            f"{len(found.differences)} of {found.cards} card states differ from the log ({first}): "
            "run `quizapp schedule replay --repair`"
        ),
    )


def _search() -> Finding:
    """The search finds what is published, and nothing else."""
    wrong = searching.index_differences()
    if wrong:
        detail = f"{wrong} entries are missing or stale: run `quizapp bank index`"
        return "search index", "problem", detail
    return "search index", "ok", "holds every passage and fact"


def _media() -> Finding:
    """Every picture and sound is what it is called, and every deck has what its notes show."""
    name = "pictures and sounds"
    found = deck_media.examine()
    if found.damaged or found.missing:
        detail = (
            f"{found.damaged} of {found.files} stored files are damaged, and notes of decks refer "
            f"to {found.missing} that are not there: restore a backup, or bring the decks in again"
        )
        return name, "problem", detail
    return name, "ok", f"{found.files} files, each of them what it is called"


def _words(each: Difference) -> str:
    where = f"person {each.user_id} card {each.card_id}"
    if each.stored is None or each.replayed is None:
        return f"{where} has no stored state"
    stored, replayed = each.stored.memory, each.replayed.memory
    names = [
        field for field in stored._fields if getattr(stored, field) != getattr(replayed, field)
    ]
    return f"{where}: {', '.join(names) or 'marks'}"


@contextlib.contextmanager
def _opened(url: str) -> Iterator[None]:
    """Push the context in which services run."""
    app = Flask("quizapp.doctor")
    init_database(app, url)
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()

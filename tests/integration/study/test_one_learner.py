"""On a learner's path every statement on the log and the card states names the learner.

Both tables can then be split by the hash of ``user_id`` over many machines, and each request of a
learner meets one of them. QUIZAPP_STATEMENTS_TO=FILE writes the statements of the path to a file.
"""

import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import event, text

from quizapp.services.study import study
from quizapp.store.engine import db, reading
from tests.integration.study.world import review_of, settle, uuid_of

_USED: Final = re.compile(r"\b(?:FROM|JOIN|UPDATE)\s+(review_log|card_states)\b(?: AS (\w+))?")
_COMMA: Final = re.compile(r", (review_log|card_states)(?: AS (\w+))?(?=[\s,)])")
_ADDED: Final = re.compile(r"INSERT INTO (?:review_log|card_states) \(([^)]*)\) VALUES \(([^)]*)\)")

Sent = list[tuple[str, str, Any]]
"""What the learner did, the statement and its parameters."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("ground")
def test_the_learners_path_reads_and_writes_rows_of_the_learner_alone(now: datetime) -> None:
    settle("somebody else", now=now)
    learner = settle("the learner", now=now)
    sent = _walk(learner, now=now)
    _write_down(sent)
    touched = [each for each in sent if "review_log" in each[1] or "card_states" in each[1]]
    assert len(touched) > 20
    assert {step for step, _, _ in touched} >= {"next card", "answer", "sync", "Today"}
    faults = [
        f"{step}: {fault}\n{statement}"
        for step, statement, parameters in touched
        for fault in _faults(statement, parameters, learner)
    ]
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("ground")
def test_a_statement_over_several_learners_is_found(learner: int) -> None:
    """The fault, planted: what everybody answered, what a neighbour did, and a join of both."""
    for statement, parameters in (
        ("SELECT count(*) FROM review_log WHERE review_log.study_day = ?", (1,)),
        ("SELECT 1 FROM card_states AS c WHERE c.user_id = ?", (learner + 1,)),
        (
            """SELECT 1 FROM card_states AS mine JOIN card_states AS theirs
            ON theirs.card_id = mine.card_id WHERE mine.user_id = ?""",
            (learner,),
        ),
        ("UPDATE card_states SET reps=? WHERE card_states.card_id = ?", (1, learner)),
        ("INSERT INTO review_log (user_id, seq) VALUES (?, ?)", [(learner, 1), (learner + 1, 1)]),
    ):
        assert _faults(statement, parameters, learner), statement
    right = "SELECT 1 FROM card_states AS mine WHERE mine.user_id = ?"
    assert not _faults(right, (learner,), learner)


def _walk(learner: int, *, now: datetime) -> Sent:
    """Do what a learner does; return every statement that it sends."""
    sent: Sent = []
    step = ""

    def note(_c: object, _k: object, statement: str, parameters: Any, *_rest: object) -> None:
        sent.append((step, statement, parameters))

    later = now + timedelta(minutes=1)
    shown = study.next_cards(user_id=learner, set_id=None, limit=5, now=now).cards
    outbox = [
        review_of(card, shown_at=now, client_id=uuid_of("sync", n))
        for n, card in enumerate(shown[1:])
    ]
    first = review_of(shown[0], shown_at=now)
    steps: dict[str, Callable[[], object]] = {
        "next card": lambda: study.next_cards(user_id=learner, set_id=None, limit=1, now=now),
        "answer": lambda: study.submit_reviews(user_id=learner, reviews=[first], now=later),
        "sync": lambda: study.submit_reviews(
            user_id=learner, reviews=[first, *outbox, *outbox], now=later
        ),
        "Today": lambda: study.today(user_id=learner, now=later),
    }
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        for step, do in steps.items():  # noqa: B007 - ``note`` reads it
            do()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    with reading() as session:
        stored = session.scalar(
            text("SELECT count(*) FROM review_log WHERE user_id = :user"), {"user": learner}
        )
    assert stored == 1 + len(outbox)
    return sent


def _faults(statement: str, parameters: Any, learner: int) -> list[str]:
    """Return what lets a statement meet rows of others; each set of parameters is looked at."""
    many = parameters if isinstance(parameters, list) else [parameters]
    found = []
    names = {each[2] or each[1] for each in _USED.finditer(statement)}
    names |= {each[2] or each[1] for each in _COMMA.finditer(statement)}
    for name in sorted(names):
        if not any(_is_bound(statement, name, each) for each in _own(statement, name)):
            found.append(f"{name} names no learner")
        elif not all(
            values[place] == learner
            for values in many
            for each in _own(statement, name)
            for place in _places(statement, each)
        ):
            found.append(f"{name} names another learner")
    rows = list(_ADDED.finditer(statement))
    if not (names or rows):
        found.append("this test cannot read it")
    for added in rows:
        place = [each.strip() for each in added[1].split(",")].index("user_id")
        if added[2].split(",")[place].strip() != "?" or any(v[place] != learner for v in many):
            found.append("a row of another learner is added")
    return found


def _own(statement: str, name: str) -> list[re.Match[str]]:
    """Return where a table's user is compared: with a value, values, or another table's user."""
    pattern = rf"(?<![\w.])(\(?){name}\.user_id(?:, {name}\.\w+\))? (?:= \?|IN \(|= \w+\.\w+)"
    return list(re.finditer(pattern, statement))


def _is_bound(statement: str, name: str, own: re.Match[str]) -> bool:
    """Return whether a comparison is with a value, or with a table whose user is."""
    if not (other := re.search(r"= (\w+)\.(\w+)$", own[0])):
        return True
    if other[1] == name:
        return False
    return re.search(rf"(?<![\w.]){other[1]}\.{other[2]} = \?", statement) is not None


def _places(statement: str, own: re.Match[str]) -> list[int]:
    """Return which of the parameters are the learners that a comparison names."""
    before = statement[: own.end()].count("?")
    if own[0].endswith("?"):
        return [before - 1]
    if not own[0].endswith("IN ("):
        return []
    listed = re.match(r"(?:VALUES )?((?:\(\?, \?\)(?:, )?)+)", statement[own.end() :])
    assert listed, f"a list that this test cannot read: {statement}"
    return [before + 2 * n for n in range(listed[1].count("("))]


def _write_down(sent: Sent) -> None:
    """Write the path's statements where somebody asked for them."""
    if wanted := os.environ.get("QUIZAPP_STATEMENTS_TO"):
        lines = [f"-- {step}\n{' '.join(statement.split())};" for step, statement, _ in sent]
        Path(wanted).write_text("\n".join(lines) + "\n", encoding="utf-8")

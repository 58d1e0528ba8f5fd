"""Prints how long a teacher waits for reports and grades of a class; fails above the bars.

A class of 30 with a quiz of 200 questions: at most 300 ms; of 1 000 with 100: at most 2 s. Each
figure is the best of three requests, page and all, as the application answers them.

Run: python -m tests.benchmarks.grade_reports
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from quizapp import clock
from quizapp.generation import codec
from quizapp.services.classes import classes
from quizapp.services.marking import grading_repair
from quizapp.services.marking.grading_keys import Key
from quizapp.store.base import core_table
from quizapp.store.engine import writing
from quizapp.store.tables.assigning import AttemptItem
from quizapp.store.tables.classes import Assignment, AssignmentItem, Attempt, AttemptAnswer
from quizapp.store.tables.content import QuestionRow
from tests.benchmarks.school import (
    add_learners,
    make_app,
    signed_in,
    teacher_id,
    time_pages,
    timed_ms,
)

SIZES: Final = ((30, 200, 300), (1000, 100, 2000))
"""Learners, questions, and the bar in ms."""


def main() -> int:
    """Make both classes, ask for their pages, print the times; return 1 when a bar is missed."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        client = signed_in(app)
        for learners, questions, bar_ms in SIZES:
            missed += measure(app, client, learners=learners, questions=questions, bar_ms=bar_ms)
    return int(missed > 0)


def measure(app: Flask, client: FlaskClient, *, learners: int, questions: int, bar_ms: int) -> int:
    """Print the times of one class; return how many bars were missed."""
    with app.app_context():
        class_id, assignment_id, item_id, right = fill(learners=learners, questions=questions)
        teacher = teacher_id()
    pages: dict[str, Callable[[], object]] = {
        "report": lambda: client.get(f"/assignments/{assignment_id}"),
        "items": lambda: client.get(f"/assignments/{assignment_id}/items"),
        "gradebook": lambda: client.get(f"/classes/{class_id}/grades"),
        "one question": lambda: client.get(f"/assignments/items/{item_id}"),
        "who changes": lambda: client.get(
            f"/assignments/items/{item_id}/preview?how=key&right={right}&lower=y"
        ),
    }
    size = f"{learners:5d} x {questions:3d}"
    missed = time_pages(app, {f"{size}  {name}": ask for name, ask in pages.items()}, bar_ms=bar_ms)
    csv_ms = timed_ms(lambda: client.get(f"/assignments/{assignment_id}/answers.csv"))
    print(f"{learners:5d} x {questions:3d}  answers.csv   {csv_ms:7.0f} ms")
    with app.app_context():
        proposal = Key((right,))
        base = grading_repair.preview(
            user_id=teacher, item_id=item_id, proposal=proposal, lower=True
        ).base
        spent = timed_ms(
            lambda: grading_repair.repair(
                user_id=teacher,
                item_id=item_id,
                proposal=proposal,
                lower=True,
                base=base,
                note="",
                now=clock.now(),
            )
        )
    print(f"{learners:5d} x {questions:3d}  regrade       {spent:7.0f} ms")
    return missed


def fill(*, learners: int, questions: int) -> tuple[int, int, int, int]:
    """Make a class that has handed a quiz in; return (class, assignment, choice item, an option).

    Rows are written as the use cases would leave them; answers are drawn with a fixed seed.
    """
    now = clock.now()
    rng = Random(7)  # noqa: S311 - a benchmark's data
    class_id = classes.create_class(
        user_id=teacher_id(), name=f"{learners} x {questions}", zone="UTC", now=now
    )
    with writing() as session:
        rows = session.execute(
            select(QuestionRow.id, QuestionRow.content)
            .where(QuestionRow.current.is_(True), QuestionRow.type != "flashcard")
            .order_by(QuestionRow.id)
            .limit(questions)
        ).all()
        quiz = Assignment(
            class_id=class_id,
            title=f"All {questions}",
            attempts_allowed=1,
            due_at=now + timedelta(days=1),
            shuffle=True,
            created_at=now,
        )
        session.add(quiz)
        session.flush()
        items = [
            AssignmentItem(assignment_id=quiz.id, position=place, question_id=row[0], points=1.0)
            for place, row in enumerate(rows, start=1)
        ]
        session.add_all(items)
        people = add_learners(session, class_id=class_id, number=learners, now=now)
        attempts = [
            Attempt(
                assignment_id=quiz.id,
                user_id=each,
                number=1,
                seed=f"{rng.getrandbits(64):016x}",
                started_at=now,
                submitted_at=now,
                max_score=float(len(items)),
            )
            for each in people
        ]
        session.add_all(attempts)
        session.flush()
        contents = [codec.from_json(row[1]) for row in rows]
        answers, asked = [], []
        for attempt in attempts:
            total = 0.0
            for item, question in zip(items, contents, strict=True):
                asked.append(
                    {"attempt_id": attempt.id, "item_id": item.id, "position": item.position}
                )
                response: dict[str, object] | None = None
                if question.interaction.kind == "choice":
                    response = {"option": rng.randrange(len(question.interaction.options))}
                elif question.interaction.kind == "text":
                    response = {"text": rng.choice((question.answer, "something else"))}
                score = float(rng.random() < 0.6)
                total += score
                answers.append(
                    {
                        "attempt_id": attempt.id,
                        "item_id": item.id,
                        "response": response,
                        "saved_at": now,
                        "flagged": False,
                        "score": score,
                        "comment": "",
                    }
                )
            attempt.score = total
        session.execute(insert(core_table(AttemptItem)), asked)
        session.execute(insert(core_table(AttemptAnswer)), answers)
        place = next(n for n, each in enumerate(contents) if each.interaction.kind == "choice")
        return class_id, quiz.id, items[place].id, 1


if __name__ == "__main__":
    sys.exit(main())

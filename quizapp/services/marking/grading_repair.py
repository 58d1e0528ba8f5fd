"""Mending a question of a quiz: preview of who changes, then all of it in one transaction.

What was shown and answered stays as it was. By default nobody loses points: a response is
worth what is more, its old worth or its new one. A teacher can have it both ways.

Review memory does not follow. The log says what was judged when the attempt was handed in; a
card whose answer was wrongly marked comes up early once, and that review puts its schedule right.
Taking the entry back would take back every later answer of the card with it. What is handed in
after a credit enters the log with the credited score, and a key that is corrected in the bank
makes its cards new for all by publishing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from quizapp.errors import ConflictError, InputError
from quizapp.generation.question import Question
from quizapp.services.marking import regrading
from quizapp.services.marking.grading_affected import Affected, affected
from quizapp.services.marking.grading_credits import (
    base_of,
    credits_after,
    credits_wanted,
    store_credits,
)
from quizapp.services.marking.grading_items import taught_item
from quizapp.services.marking.grading_keys import Proposal, Wanted
from quizapp.services.marking.grading_telling import tell
from quizapp.services.marking.regrading import ALIKE, Change, Material
from quizapp.services.quizzes.answer_credits import digest_of
from quizapp.services.quizzes.response_words import response_words
from quizapp.store.engine import reading, writing
from quizapp.store.quizzes import grade_queries, grading_queries, regrade_queries
from quizapp.store.tables.people import AuditEntry

LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class WorthLine:
    """A response whose worth changes, 0..1, and how many submitted attempts gave it."""

    text: str
    before: float
    after: float
    given: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a proposal would do; nothing is stored.

    Attributes:
        base: of the credits it starts from: another by the time it is applied is a conflict.
        up, down: learners whose points rise or fall. same: who were asked it and do not change.
        to_passed, to_failed: learners whose pass changes.
        kept: answers with a teacher's own score, which stay.
    """

    item_id: int
    assignment_id: int
    class_id: int
    title: str
    class_name: str
    number: int
    question: Question
    base: str
    lower: bool
    worths: tuple[WorthLine, ...]
    people: tuple[Affected, ...]
    up: int
    down: int
    same: int
    to_passed: int
    to_failed: int
    kept: int


@dataclass(frozen=True, slots=True)
class Applied:
    """How many learners were given other points and told."""

    up: int
    down: int
    told: int


def preview(*, user_id: int, item_id: int, proposal: Proposal, lower: bool) -> Preview:
    """Return who would change.

    Raises:
        NotFoundError: no such question of this teacher. InputError: it cannot be done.
    """
    with reading() as session:
        row, assignment, room = taught_item(session, user_id=user_id, item_id=item_id)
        material = regrading.material_of(session, [item_id])
        held = grading_queries.list_credits(session, item_id)
        wanted = credits_wanted(session, row, material, held, proposal=proposal, lower=lower)
        credited = credits_after(material.credited, item_id, wanted)
        found = regrading.grade_anew(material, credited=credited)
        attempts = grade_queries.list_attempts(session, [assignment.id])
        names = grade_queries.names_of(session, {each.user_id for each in found.changes})
        lines = grading_queries.list_item_lines(session, assignment.id)
        people = affected(assignment, found.changes, attempts=attempts, names=names)
        return Preview(
            item_id=item_id,
            assignment_id=assignment.id,
            class_id=room.id,
            title=assignment.title,
            class_name=room.name,
            number=1 + next(at for at, each in enumerate(lines) if each.item_id == item_id),
            question=material.questions[item_id],
            base=base_of(held),
            lower=lower,
            worths=_worths(material, item_id, wanted),
            people=people,
            up=sum(each.after > each.before for each in people),
            down=sum(each.after < each.before for each in people),
            same=len({each.user_id for each in material.attempts}) - len(people),
            to_passed=sum(bool(each.passed_after) and not each.passed_before for each in people),
            to_failed=sum(
                each.passed_after is False and each.passed_before is True for each in people
            ),
            kept=sum(each.manual_score is not None for each in material.answers),
        )


def repair(
    *,
    user_id: int,
    item_id: int,
    proposal: Proposal,
    lower: bool,
    base: str,
    note: str,
    now: datetime,
) -> Applied:
    """Store the credits, regrade every attempt that asks the question, tell who changes.

    Raises:
        NotFoundError: no such question of this teacher. InputError: it cannot be done.
        ConflictError: somebody changed its credits since the preview; nothing is stored.
    """
    words = note.replace("\x00", "").strip()
    if len(words) > LONGEST_NOTE:
        raise InputError("A note has at most {most} letters.", most=LONGEST_NOTE, field="note")
    with writing() as session:
        row, assignment, room = taught_item(session, user_id=user_id, item_id=item_id)
        # From here on nobody of the class hands in: what is read is what is graded.
        regrade_queries.lock_learners(session, {room.id})
        held = grading_queries.list_credits(session, item_id)
        if base != base_of(held):
            raise ConflictError(
                "Somebody changed what answers to this question are worth since you looked."
                " Nothing was stored; look at the preview again."
            )
        material = regrading.material_of(session, [item_id])
        wanted = credits_wanted(session, row, material, held, proposal=proposal, lower=lower)
        store_credits(session, item_id, wanted, held=held, by=user_id, now=now)
        changes = regrading.regrade_items(session, item_ids=[item_id], by=user_id, now=now)
        up, down = _people(changes, rising=True), _people(changes, rising=False)
        session.add(
            AuditEntry(
                at=now,
                actor_id=user_id,
                action="quiz.answers_credited",
                subject=f"item:{item_id}",
                detail={
                    "how": type(proposal).__name__.lower(),
                    "lower": lower,
                    "responses": len(wanted),
                    "learners_up": len(up),
                    "learners_down": len(down - up),
                },
            )
        )
        told = tell(session, assignment, changes, note=words, now=now)
    return Applied(up=len(up), down=len(down - up), told=told)


def _worths(material: Material, item_id: int, wanted: Iterable[Wanted]) -> tuple[WorthLine, ...]:
    """Return what becomes worth more or less, the most given first; unlikely ones left out."""
    question = material.questions[item_id]
    counts: dict[str, int] = {}
    for each in material.answers:
        response = regrading.canonical_of(each, question=question)
        if response is not None and each.submitted_at is not None:
            digest = digest_of(response)
            counts[digest] = counts.get(digest, 0) + 1
    lines = [
        WorthLine(
            response_words(question, each.response),
            each.before,
            each.after,
            counts.get(each.digest, 0),
        )
        for each in wanted
    ]
    return tuple(sorted(lines, key=lambda line: (-line.given, line.text)))


def _people(changes: Iterable[Change], *, rising: bool) -> set[int]:
    return {
        each.user_id
        for each in changes
        if (each.after - each.before > ALIKE if rising else each.before - each.after > ALIKE)
    }

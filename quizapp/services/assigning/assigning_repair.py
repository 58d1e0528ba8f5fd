"""Dropping or replacing one question of a quiz that stands: shown first, then done for all.

What was asked and answered stays stored. A question dropped as "removed" counts for nobody;
dropped as "credit" it gives its points in full to everybody who was asked it. One that takes its
place is asked from then on, in attempts that start later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.generation.question import Question
from quizapp.services.assigning.assigning_content import check_chosen, proposals
from quizapp.services.assigning.assigning_edit import changing
from quizapp.services.assigning.assigning_give import touch
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.services.marking import regrading
from quizapp.services.marking.grading_telling import tell
from quizapp.services.marking.regrading import Change, falls, rises
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.quiz_rules import Section, from_json, is_chosen, to_json
from quizapp.store.engine import reading, writing
from quizapp.store.quizzes import grade_queries, regrade_queries
from quizapp.store.tables.classes import Assignment, AssignmentItem
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import assigning_queries
from quizapp.store.teaching.assigning_queries import ItemLine

HOW: Final = ("removed", "credit")
LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of a quiz that stands, dropped or not, with its key.

    Attributes:
        number: from 1 among those that count; None for a dropped one.
        replaced_by: the number of the one in its place, or None.
    """

    item: ItemLine
    question: Question
    number: int | None
    replaced_by: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a drop does to one submitted attempt: points and points possible."""

    name: str
    attempt: int
    before: float
    max_before: float
    after: float
    max_after: float


@dataclass(frozen=True, slots=True)
class DropPreview:
    """What dropping a question would do; nothing is stored.

    Attributes:
        asked: submitted attempts that ask it. running: those under way.
        up, down: learners whose share of the points rises or falls.
    """

    how: str
    effects: tuple[Effect, ...]
    asked: int
    running: int
    up: int
    down: int


def list_questions(*, user_id: int, assignment_id: int) -> tuple[QuestionLine, ...]:
    """Return the questions of an assignment of the person's, dropped ones too.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        items = assigning_queries.list_all_items(session, assignment_id)
        questions = get_questions(session, {each.question_id for each in items})
    numbers: dict[int, int] = {}
    for each in items:
        if each.dropped_at is None:
            numbers[each.item_id] = len(numbers) + 1
    instead = {each.replaces_id: numbers.get(each.item_id) for each in items if each.replaces_id}
    return tuple(
        QuestionLine(
            each,
            questions[each.question_id],
            numbers.get(each.item_id),
            instead.get(each.item_id),
        )
        for each in items
    )


def preview_drop(*, user_id: int, item_id: int, how: str) -> DropPreview:
    """Return who would change and by how much; six queries, whatever the learners.

    Raises:
        NotFoundError: no such question of this teacher.
        InputError: it is neither removed nor credit.
    """
    _check_how(how)
    with reading() as session:
        item = item_of(session, user_id=user_id, item_id=item_id)
        found = _as_dropped(session, item.id, how)
        changes = found.changes
        attempts = grade_queries.list_attempts(session, [item.assignment_id])
        asking = regrade_queries.list_attempts(session, [item.id])
        names = grade_queries.names_of(session, {each.user_id for each in changes})
        running = sum(each.submitted_at is None for each in attempts)
    return DropPreview(
        how=how,
        effects=tuple(
            Effect(
                names.get(each.user_id, ""),
                each.number,
                each.before,
                each.max_before,
                each.after,
                each.max_after,
            )
            for each in sorted(changes, key=lambda one: (names.get(one.user_id, ""), one.number))
        ),
        asked=len(asking),
        running=running,
        up=len({each.user_id for each in changes if rises(each)}),
        down=len({each.user_id for each in changes if falls(each)}),
    )


def drop(
    *, user_id: int, item_id: int, how: str, version: int, note: str, now: datetime
) -> tuple[Change, ...]:
    """Drop a question, regrade, tell those who change; return the changes.

    Raises:
        NotFoundError: no such question of this teacher. InputError: a value cannot be used.
        StaleError: the assignment was changed since ``version``. ConflictError: it is dropped
            already, or the last one.
    """
    with writing() as session:
        row, item = _changing(session, user_id, item_id, version)
        return _drop(session, row, item, how=how, note=note, by=user_id, now=now)


def replace_question(
    *,
    user_id: int,
    item_id: int,
    question_id: int,
    how: str,
    version: int,
    note: str,
    now: datetime,
) -> int:
    """Drop a question and ask another in its place from now on; return the new item's id.

    Raises:
        As ``drop``; InputError too where the other is asked already.
        ConflictError: the other was changed or retired since it was chosen.
    """
    with writing() as session:
        row, item = _changing(session, user_id, item_id, version)
        sections = from_json(row.sections)
        if row.drawn and not is_chosen(
            sections, section=item.section, question_id=item.question_id
        ):
            raise ConflictError(
                "Each learner's questions are drawn by rules: drop this one, and the rules draw"
                " others from now on."
            )
        items = assigning_queries.list_all_items(session, row.id)
        if question_id in {each.question_id for each in items}:
            raise InputError(
                "This question is or was in the quiz already. Choose another.", field="question"
            )
        check_chosen(session, [question_id], user_id=user_id)
        made = AssignmentItem(
            assignment_id=row.id,
            position=item.position,
            question_id=question_id,
            points=item.points,
            section=item.section,
            replaces_id=item.id,
        )
        session.add(made)
        if row.drawn:
            row.sections = to_json(_beside(sections, item.section, question_id))
        session.flush()
        _drop(session, row, item, how=how, note=note, by=user_id, now=now)
        return made.id


def _beside(sections: Sequence[Section], place: int, question_id: int) -> tuple[Section, ...]:
    """Return the sections with one more question that is asked of all."""
    return tuple(
        replace(each, chosen=(*each.chosen, question_id)) if number == place else each
        for number, each in enumerate(sections)
    )


def put_back(*, user_id: int, item_id: int, version: int, now: datetime) -> tuple[Change, ...]:
    """Count a dropped question again, and regrade.

    Raises:
        NotFoundError: no such question of this teacher.
        StaleError: the assignment was changed since ``version``.
        ConflictError: another question stands in its place.
    """
    with writing() as session:
        row, item = _changing(session, user_id, item_id, version)
        items = assigning_queries.list_all_items(session, row.id)
        if any(each.replaces_id == item.id and each.dropped_at is None for each in items):
            raise ConflictError("Another question stands in its place. Drop that one first.")
        item.dropped_at, item.dropped_as = None, ""
        touch(session, row, by=user_id, now=now, action="quiz.item_put_back")
        session.flush()
        changes = regrading.regrade_items(session, item_ids=[item.id], by=user_id, now=now)
        tell(session, row, changes, note="", now=now)
        return changes


def find_assignment(*, user_id: int, item_id: int) -> int:
    """Return the assignment that a question of this teacher's is in.

    Raises:
        NotFoundError: there is none such.
    """
    with reading() as session:
        return item_of(session, user_id=user_id, item_id=item_id).assignment_id


def list_others(
    *, user_id: int, item_id: int, seed: str, most: int = 6
) -> tuple[tuple[int, Question], ...]:
    """Return (question id, question) that could stand in the place of one, the best first.

    Raises:
        NotFoundError: no such question of this teacher.
    """
    with reading() as session:
        item = item_of(session, user_id=user_id, item_id=item_id)
        row = session.get_one(Assignment, item.assignment_id)
        used = [each.question_id for each in assigning_queries.list_all_items(session, row.id)]
        set_id, instead = row.set_id or 0, item.question_id
    return proposals(
        user_id=user_id,
        set_id=set_id,
        used=used,
        instead=instead,
        seed=seed,
        most=most,
    )


def item_of(session: Session, *, user_id: int, item_id: int) -> AssignmentItem:
    """Return a question of a quiz in one of the person's classes.

    Raises:
        NotFoundError: there is none such.
    """
    item = session.get(AssignmentItem, item_id)
    if item is None:
        raise NotFoundError("There is no such assignment in your classes.")
    taught_assignment(session, user_id=user_id, assignment_id=item.assignment_id)
    return item


def _changing(
    session: Session, user_id: int, item_id: int, version: int
) -> tuple[Assignment, AssignmentItem]:
    item = item_of(session, user_id=user_id, item_id=item_id)
    row, _ = changing(session, user_id=user_id, assignment_id=item.assignment_id, version=version)
    # From here on nobody of the class hands in: who is asked it is who is regraded.
    regrade_queries.lock_learners(session, {row.class_id})
    return row, session.get_one(AssignmentItem, item_id)


def _drop(
    session: Session,
    row: Assignment,
    item: AssignmentItem,
    *,
    how: str,
    note: str,
    by: int,
    now: datetime,
) -> tuple[Change, ...]:
    _check_how(how)
    words = note.replace("\x00", "").strip()
    if len(words) > LONGEST_NOTE:
        raise InputError("A note has at most {most} letters.", most=LONGEST_NOTE, field="note")
    if item.dropped_at is not None:
        raise ConflictError("This question was dropped already.")
    left = [
        each
        for each in assigning_queries.list_all_items(session, row.id)
        if each.dropped_at is None and each.item_id != item.id
    ]
    if not left and not row.drawn:
        raise ConflictError("A quiz needs at least one question.")
    item.dropped_at, item.dropped_as = now, how
    touch(session, row, by=by, now=now, action="assignment.changed", changed=["questions"])
    session.flush()
    changes = regrading.regrade_items(session, item_ids=[item.id], by=by, now=now)
    told = tell(session, row, changes, note=words, now=now, kind="dropped")
    session.add(
        AuditEntry(
            at=now,
            actor_id=by,
            action="quiz.item_dropped",
            subject=f"item:{item.id}",
            detail={"as": how, "attempts": len(changes), "told": told},
        )
    )
    return changes


def _as_dropped(session: Session, item_id: int, how: str) -> regrading.Regraded:
    material = regrading.material_of(session, [item_id])
    items = tuple(replace(each, dropped_as=how) for each in material.items)
    return regrading.grade_anew(replace(material, items=items))


def _check_how(how: str) -> None:
    if how not in HOW:
        raise InputError("Choose whether it counts for nobody or as right for all.", field="how")

"""Changing an assignment that stands, by several teachers who may do so at the same time."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError
from quizapp.services.assigning.assigning_content import Chosen, Content, check_content
from quizapp.services.assigning.assigning_give import (
    category_id,
    columns_of,
    store_content,
    times_columns,
    touch,
)
from quizapp.services.assigning.assigning_settings import (
    LocalTimes,
    Settings,
    Times,
    check,
    local_times,
    tidy,
)
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.services.assigning.targets import Targets, set_targets, targets_of
from quizapp.services.quizzes import quiz_times
from quizapp.services.quizzes.quiz_rules import Section, from_json, is_chosen
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import Assignment, SchoolClass
from quizapp.store.teaching import assigning_queries

FIXED_ONCE_STARTED: Final = ("shuffle", "one_by_one", "back_allowed")
"""How a quiz is asked stays, once somebody has started it."""


class StaleError(ConflictError):
    """Somebody changed the assignment since the form was made; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Editable:
    """An assignment as its teachers change it.

    Attributes:
        version: to be sent back with a change.
        times: by the clock of the class's zone. instants: the same as instants.
        attempts: started by now.
        content: without the questions that were dropped.
    """

    id: int
    class_id: int
    class_name: str
    zone: str
    kind: str
    version: int
    settings: Settings
    times: LocalTimes
    instants: Times
    content: Content
    targets: Targets
    attempts: int
    withdrawn: bool
    changed_at: datetime | None


def get_editable(*, user_id: int, assignment_id: int) -> Editable:
    """Return an assignment of one of the person's classes.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        return editable_of(session, row, room)


def find_last(*, user_id: int, class_id: int) -> Settings | None:
    """Return the settings that the teacher last used in a class; None for the first time."""
    with reading() as session:
        row = assigning_queries.find_last(session, class_id=class_id, user_id=user_id, kind="quiz")
        return None if row is None else settings_of(session, row)


def change(
    *,
    user_id: int,
    assignment_id: int,
    version: int,
    settings: Settings,
    times: LocalTimes,
    targets: Targets,
    now: datetime,
) -> None:
    """Store changed settings, times and targets; running attempts follow the times at once.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
        StaleError: it was changed since ``version``.
        InputError: a value cannot be used, or may not change any more; ``field`` names it.
    """
    clean = tidy(settings)
    with writing() as session:
        row, room = changing(session, user_id=user_id, assignment_id=assignment_id, version=version)
        before = editable_of(session, row, room)
        instants = times.in_zone(room.zone)
        check(clean, instants, now=now, before=before.instants)
        _refuse_fixed(before, clean)
        changed = _changed(before, clean, instants, targets)
        for name, value in (columns_of(clean) | times_columns(instants)).items():
            setattr(row, name, value)
        row.category_id = category_id(session, room.id, clean.category)
        if targets != before.targets:
            set_targets(
                session,
                assignment_id=row.id,
                class_id=room.id,
                targets=targets,
                keep=before.targets.learners,
            )
        touch(session, row, by=user_id, now=now, action="assignment.changed", changed=changed)
        session.flush()
        quiz_times.follow(session, assignment_ids=(row.id,), now=now)


def change_content(
    *, user_id: int, assignment_id: int, version: int, content: Content, now: datetime
) -> None:
    """Ask other questions; only until the first attempt is started.

    Raises:
        StaleError: it was changed since ``version``.
        ConflictError: somebody has started it, or a question was retired.
        InputError: the questions cannot be used; ``field`` names why.
    """
    with writing() as session:
        row, _ = changing(session, user_id=user_id, assignment_id=assignment_id, version=version)
        # From here on nobody starts: an attempt's row needs the assignment's.
        assigning_queries.lock_assignment(session, row.id)
        if assigning_queries.count_attempts(session, row.id):
            raise ConflictError(
                "Somebody has started this quiz: its questions stay. You can drop or replace"
                " single ones."
            )
        check_content(session, content, user_id=user_id)
        assigning_queries.drop_items(session, row.id)
        store_content(session, row, content)
        touch(session, row, by=user_id, now=now, action="assignment.changed", changed=["questions"])


def give_back(*, user_id: int, assignment_id: int, now: datetime) -> None:
    """Undo a withdrawal: learners see it again, with what they had answered."""
    with writing() as session:
        row, _ = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        if row.withdrawn_at is not None:
            row.withdrawn_at = None
            touch(session, row, by=user_id, now=now, action="assignment.given_back")


def editable_of(session: Session, row: Assignment, room: SchoolClass) -> Editable:
    """Return a row as its teachers change it."""
    instants = Times(row.visible_at, row.opens_at, row.due_at, row.closes_at)
    sections = from_json(row.sections) or (Section(),)
    items = [
        Chosen(each.question_id, each.points, each.section, picked=row.drawn)
        for each in assigning_queries.list_all_items(session, row.id)
        if each.dropped_at is None
        and not (
            row.drawn
            and not is_chosen(sections, section=each.section, question_id=each.question_id)
        )
    ]
    return Editable(
        id=row.id,
        class_id=room.id,
        class_name=room.name,
        zone=room.zone,
        kind=row.kind,
        version=row.version,
        settings=settings_of(session, row),
        times=local_times(instants, zone=room.zone),
        instants=instants,
        content=Content(
            set_id=row.set_id or 0,
            sections=sections,
            items=tuple(items),
            drawn=row.drawn,
        ),
        targets=targets_of(session, row.id),
        attempts=assigning_queries.count_attempts(session, row.id),
        withdrawn=row.withdrawn_at is not None,
        changed_at=row.changed_at,
    )


def settings_of(session: Session, row: Assignment) -> Settings:
    """Return the settings of a row."""
    categories = assigning_queries.list_categories(session, [row.class_id])
    values = {
        each.name: getattr(row, each.name) for each in fields(Settings) if each.name != "category"
    }
    name = next((each.name for each in categories if each.id == row.category_id), "")
    return replace(Settings(**values), category=name)


def changing(
    session: Session, *, user_id: int, assignment_id: int, version: int
) -> tuple[Assignment, SchoolClass]:
    """Return (assignment, class) to be changed, if it is still as the form showed it.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
        StaleError: it was changed since ``version``.
    """
    taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
    assigning_queries.lock_assignment(session, assignment_id)
    # Two who save at once: the second reads what the first stored.
    session.expire_all()
    row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
    if row.version != version:
        raise StaleError(
            "Somebody changed this assignment since you opened it. Nothing was stored yet."
        )
    return row, room


def _refuse_fixed(before: Editable, settings: Settings) -> None:
    if not before.attempts:
        return
    for name in FIXED_ONCE_STARTED:
        if getattr(settings, name) != getattr(before.settings, name):
            raise InputError(
                "Somebody has started this quiz: how it is asked stays as it is.", field=name
            )


def _changed(before: Editable, settings: Settings, times: Times, targets: Targets) -> list[str]:
    """Return the names of what differs, for the audit log."""
    found = [
        each.name
        for each in fields(Settings)
        if getattr(settings, each.name) != getattr(before.settings, each.name)
    ]
    found += [
        each.name
        for each in fields(Times)
        if getattr(times, each.name) != getattr(before.instants, each.name)
    ]
    return found + (["targets"] if targets != before.targets else [])

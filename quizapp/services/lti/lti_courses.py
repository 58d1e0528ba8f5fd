"""The course of a launch: connect it with a class, put the person into it, find where it leads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, NotFoundError, translatable
from quizapp.services.classes.classes import (
    clean_class_name,
    fresh_code,
    known_zone_of,
    taught_class,
)
from quizapp.services.lti.lti_arrival import course_of, note
from quizapp.services.lti.lti_claims import Message
from quizapp.services.lti.lti_launch import REFUSED, Ticket
from quizapp.services.people.accounts import get_user
from quizapp.store.engine import reading, writing
from quizapp.store.study import set_queries
from quizapp.store.tables.classes import Assignment, ClassMember, SchoolClass
from quizapp.store.tables.lti import LtiCourse, LtiLine
from quizapp.store.teaching import class_queries, lti_queries

NO_PLACE: Final = translatable("What this link leads to does not exist, or it is not for you.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a launch leads.

    Attributes:
        kind: quiz, goal, set, or class for the class itself.
        number: of it. teaches: whether the person teaches the class.
    """

    kind: str
    number: int
    teaches: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a teacher can connect a course with: (id, name) of classes that have no course yet."""

    course: str
    zone: str
    classes: tuple[tuple[int, str], ...]


def get_choice(ticket: Ticket, *, user_id: int) -> Choice:
    """Return what a launch's course can be connected with.

    Raises:
        NotFoundError: it is not this person's launch, or is connected already.
    """
    with reading() as session:
        _check_connectable(session, ticket, user_id=user_id)
        zone = get_user(session, user_id=user_id).zone
        return Choice(
            ticket.message.title, zone, lti_queries.list_free_classes(session, user_id=user_id)
        )


def connect(
    ticket: Ticket, *, user_id: int, class_id: int | None, name: str, zone: str, now: datetime
) -> int:
    """Connect a launch's course with a class of the person, made here when there is none.

    Returns:
        The id of the class.

    Raises:
        ConflictError: the class is connected with another course.
        InputError: the name or the zone of a new class cannot be used.
        NotFoundError: it is not this person's launch or class, or the course is connected.
    """
    with writing() as session:
        _check_connectable(session, ticket, user_id=user_id)
        if class_id is None:
            room = _make_class(session, user_id=user_id, name=name, zone=zone, now=now)
        else:
            room = taught_class(session, user_id=user_id, class_id=class_id)
        if lti_queries.find_course_of_class(session, class_id=room.id) is not None:
            raise ConflictError("This class is connected with another course. Choose another one.")
        said = ticket.message
        session.add(
            LtiCourse(
                platform_id=ticket.platform_id,
                deployment=said.deployment,
                context=said.context,
                title=said.title,
                class_id=room.id,
                members_url=said.members_url,
                linked_by=user_id,
                linked_at=now,
            )
        )
        note(
            session,
            action="LTI course connected",
            actor_id=user_id,
            subject=f"class:{room.id}",
            now=now,
        )
        return room.id


def has_course(*, class_id: int) -> bool:
    """Return whether a course is connected with a class, for pages of its teachers."""
    with reading() as session:
        return lti_queries.find_course_of_class(session, class_id=class_id) is not None


def disconnect(*, user_id: int, class_id: int, now: datetime) -> None:
    """Part a class from its course: no grade goes there any more. People stay in the class.

    Raises:
        NotFoundError: there is no such class of this person's, or it has no course.
    """
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        course = lti_queries.find_course_of_class(session, class_id=class_id)
        if course is None:
            raise NotFoundError(NO_PLACE)
        session.delete(course)
        note(
            session,
            action="LTI course parted",
            actor_id=user_id,
            subject=f"class:{class_id}",
            now=now,
        )


def arrive(ticket: Ticket, *, user_id: int, now: datetime) -> Place:
    """Put the person into the class of the launch, use the launch up, and say where it leads.

    A learner of the course becomes a learner of the class; an instructor with our role of teacher
    becomes a teacher of this one class. Whoever is in it stays what they are.

    Raises:
        ConflictError: the class is archived.
        NotFoundError: it is not this person's launch, nothing is connected, they are blocked, or
            what it names is not of this class.
    """
    with writing() as session:
        check_person(session, ticket, user_id=user_id)
        course = course_of(session, ticket)
        if course is None:
            raise NotFoundError(REFUSED)
        teaches = _join(session, ticket, course, user_id=user_id, now=now)
        course.title = ticket.message.title or course.title
        course.members_url = ticket.message.members_url
        place = _place(session, ticket.message, course, user_id=user_id, teaches=teaches, now=now)
        if not lti_queries.end_launch(session, ticket=ticket.digest):
            raise NotFoundError(REFUSED)
        return place


def check_person(session: Session, ticket: Ticket, *, user_id: int) -> None:
    """Refuse whoever is not the person of the launch.

    Raises:
        NotFoundError: somebody else is signed in.
    """
    link = lti_queries.find_account(session, issuer=ticket.issuer, subject=ticket.message.subject)
    if link is None or link.user_id != user_id:
        raise NotFoundError(REFUSED)


def _check_connectable(session: Session, ticket: Ticket, *, user_id: int) -> None:
    check_person(session, ticket, user_id=user_id)
    said = ticket.message
    is_teacher = "teacher" in get_user(session, user_id=user_id).roles.split()
    if not (said.instructor and said.context and is_teacher) or course_of(session, ticket):
        raise NotFoundError(REFUSED)


def _make_class(
    session: Session, *, user_id: int, name: str, zone: str, now: datetime
) -> SchoolClass:
    room = SchoolClass(
        name=clean_class_name(name),
        zone=known_zone_of(zone),
        join_code=fresh_code(session),
        # People come by the course; the teacher may open the other door too.
        join_open=False,
        created_at=now,
    )
    session.add(room)
    session.flush()
    session.add(ClassMember(class_id=room.id, user_id=user_id, role="teacher", joined_at=now))
    session.flush()
    return room


def _join(
    session: Session, ticket: Ticket, course: LtiCourse, *, user_id: int, now: datetime
) -> bool:
    """Put the person into the class; return whether they teach it."""
    member = class_queries.find_member(session, class_id=course.class_id, user_id=user_id)
    if member is not None:
        if member.blocked_at is not None:
            raise NotFoundError(NO_PLACE)
        return member.role == "teacher"
    room = session.get(SchoolClass, course.class_id)
    if room is None or room.archived_at is not None:
        raise ConflictError("The class of this course is archived. Ask your teacher.")
    said = ticket.message
    teaches = said.instructor and "teacher" in get_user(session, user_id=user_id).roles.split()
    if not teaches and (said.instructor or not said.learner):
        raise NotFoundError(NO_PLACE)
    session.add(
        ClassMember(
            class_id=room.id,
            user_id=user_id,
            role="teacher" if teaches else "learner",
            joined_at=now,
        )
    )
    if teaches:
        note(
            session,
            action="LTI teacher of class",
            actor_id=user_id,
            subject=f"class:{room.id}",
            now=now,
        )
    return teaches


def _place(
    session: Session,
    said: Message,
    course: LtiCourse,
    *,
    user_id: int,
    teaches: bool,
    now: datetime,
) -> Place:
    """Return where a message leads, and keep where the grades of that link go."""
    line = lti_queries.find_line(session, course_id=course.id, resource=said.resource)
    if said.assignment_id is None or not said.line_url:
        # The link leads elsewhere by now, or the platform wants no grades of it any more.
        if line is not None:
            session.delete(line)
        line = None
    if said.assignment_id is not None:
        row = session.get(Assignment, said.assignment_id)
        if row is None or row.class_id != course.class_id or not _is_shown(row, teaches, now):
            raise NotFoundError(NO_PLACE)
        if said.line_url and row.kind == "quiz":
            _keep_line(session, line, said, course, assignment_id=row.id)
        return Place(row.kind, row.id, teaches)
    if said.set_id is not None:
        found = set_queries.get_visible_set(session, set_id=said.set_id, user_id=user_id)
        return Place("set", found.id, teaches)
    return Place("class", course.class_id, teaches)


def _is_shown(row: Assignment, teaches: bool, now: datetime) -> bool:  # noqa: FBT001 - of whom it is asked
    if row.withdrawn_at is not None:
        return False
    return teaches or row.visible_at is None or row.visible_at <= now


def _keep_line(
    session: Session,
    line: LtiLine | None,
    said: Message,
    course: LtiCourse,
    *,
    assignment_id: int,
) -> None:
    if line is not None and line.assignment_id != assignment_id:
        # What was sent was of another quiz: begin anew.
        session.delete(line)
        session.flush()
        line = None
    if line is None:
        line = LtiLine(course_id=course.id, resource=said.resource, assignment_id=assignment_id)
        session.add(line)
    line.scores_url = said.line_url
    session.flush()

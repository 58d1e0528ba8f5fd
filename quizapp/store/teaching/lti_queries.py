"""Queries of LTI: platforms, keys, launches, linked accounts, courses and the grades' outbox."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from quizapp.store.tables.classes import Assignment, ClassMember, SchoolClass
from quizapp.store.tables.lti import (
    LtiAccount,
    LtiCourse,
    LtiGrade,
    LtiKey,
    LtiLaunch,
    LtiLine,
    LtiPlatform,
)
from quizapp.store.tables.people import User

Line = tuple[LtiLine, LtiCourse, LtiPlatform, Assignment]
"""A line with its course, platform and quiz."""


def any_platform(session: Session) -> bool:
    """Return whether a platform is registered."""
    return session.scalar(select(LtiPlatform.id).limit(1)) is not None


def list_platforms(session: Session) -> tuple[LtiPlatform, ...]:
    """Return every platform, by name."""
    return tuple(session.scalars(select(LtiPlatform).order_by(LtiPlatform.name, LtiPlatform.id)))


def list_platforms_of(session: Session, *, issuer: str) -> tuple[LtiPlatform, ...]:
    """Return the platforms of an issuer: one for each of its client ids."""
    return tuple(session.scalars(select(LtiPlatform).where(LtiPlatform.issuer == issuer)))


def count_courses(session: Session, *, platform_id: int) -> int:
    """Return how many courses of a platform are connected."""
    query = select(func.count()).where(LtiCourse.platform_id == platform_id)
    return session.scalar(query) or 0


def count_accounts(session: Session, *, issuer: str) -> int:
    """Return how many accounts are linked to an issuer's people."""
    return session.scalar(select(func.count()).where(LtiAccount.issuer == issuer)) or 0


def drop_accounts_of(session: Session, *, issuer: str) -> None:
    """Forget which accounts belong to an issuer's people."""
    session.execute(delete(LtiAccount).where(LtiAccount.issuer == issuer))


def find_signing_key(session: Session) -> LtiKey | None:
    """Return the key that signs: the newest that is not retired."""
    return session.scalar(
        select(LtiKey)
        .where(LtiKey.retired_at.is_(None))
        .order_by(LtiKey.created_at.desc(), LtiKey.kid)
        .limit(1)
    )


def list_keys(session: Session) -> tuple[LtiKey, ...]:
    """Return every key, newest first."""
    return tuple(session.scalars(select(LtiKey).order_by(LtiKey.created_at.desc(), LtiKey.kid)))


def drop_launches_before(session: Session, *, instant: datetime) -> None:
    """Forget launches that ran out before an instant."""
    session.execute(delete(LtiLaunch).where(LtiLaunch.expires_at < instant))


def find_launch(session: Session, *, state: str) -> LtiLaunch | None:
    """Return the launch with that state (its digest)."""
    return session.get(LtiLaunch, state)


def find_launch_by_ticket(session: Session, *, ticket: str) -> LtiLaunch | None:
    """Return the launch with that ticket (its digest)."""
    return session.scalar(select(LtiLaunch).where(LtiLaunch.ticket == ticket))


def take_launch(session: Session, *, state: str, now: datetime) -> bool:
    """Take the platform's answer to a state; False when one was taken, or time is over."""
    taken = session.scalars(
        update(LtiLaunch)
        .where(
            LtiLaunch.state == state, LtiLaunch.launched_at.is_(None), LtiLaunch.expires_at > now
        )
        .values(launched_at=now)
        .returning(LtiLaunch.state)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def end_launch(session: Session, *, ticket: str) -> bool:
    """Use a launch up: its ticket opens nothing any more; False when it was used."""
    ended = session.scalars(
        update(LtiLaunch)
        .where(LtiLaunch.ticket == ticket)
        .values(ticket=None, message=None)
        .returning(LtiLaunch.state)
        .execution_options(synchronize_session=False)
    )
    return ended.first() is not None


def find_account(session: Session, *, issuer: str, subject: str) -> LtiAccount | None:
    """Return the link of a platform's person to an account."""
    return session.scalar(
        select(LtiAccount).where(LtiAccount.issuer == issuer, LtiAccount.subject == subject)
    )


def list_accounts_of(session: Session, *, issuer: str) -> dict[str, int]:
    """Return the account of each of an issuer's people, by the issuer's name for them."""
    rows = session.execute(
        select(LtiAccount.subject, LtiAccount.user_id).where(LtiAccount.issuer == issuer)
    )
    return {row[0]: row[1] for row in rows}


def find_course(
    session: Session, *, platform_id: int, deployment: str, context: str
) -> LtiCourse | None:
    """Return the connected course of that context."""
    return session.scalar(
        select(LtiCourse).where(
            LtiCourse.platform_id == platform_id,
            LtiCourse.deployment == deployment,
            LtiCourse.context == context,
        )
    )


def find_course_of_class(session: Session, *, class_id: int) -> LtiCourse | None:
    """Return the course that a class is connected with."""
    return session.scalar(select(LtiCourse).where(LtiCourse.class_id == class_id))


def list_free_classes(session: Session, *, user_id: int) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of the classes a person teaches that no course is connected with."""
    rows = session.execute(
        select(SchoolClass.id, SchoolClass.name)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .outerjoin(LtiCourse, LtiCourse.class_id == SchoolClass.id)
        .where(
            ClassMember.user_id == user_id,
            ClassMember.role == "teacher",
            ClassMember.blocked_at.is_(None),
            SchoolClass.archived_at.is_(None),
            LtiCourse.id.is_(None),
        )
        .order_by(SchoolClass.name, SchoolClass.id)
    )
    return tuple((row[0], row[1]) for row in rows)


def find_line(session: Session, *, course_id: int, resource: str) -> LtiLine | None:
    """Return the line of a link in a course."""
    return session.scalar(
        select(LtiLine).where(LtiLine.course_id == course_id, LtiLine.resource == resource)
    )


def list_lines(session: Session, *, class_id: int | None = None) -> tuple[Line, ...]:
    """Return the lines of a class or of all, with their course, platform and quiz.

    Classes that are archived have none.
    """
    query = (
        select(LtiLine, LtiCourse, LtiPlatform, Assignment)
        .join(LtiCourse, LtiCourse.id == LtiLine.course_id)
        .join(LtiPlatform, LtiPlatform.id == LtiCourse.platform_id)
        .join(Assignment, Assignment.id == LtiLine.assignment_id)
        .join(SchoolClass, SchoolClass.id == LtiCourse.class_id)
        .where(SchoolClass.archived_at.is_(None))
        .order_by(LtiLine.id)
    )
    if class_id is not None:
        query = query.where(LtiCourse.class_id == class_id)
    return tuple((a, b, c, d) for a, b, c, d in session.execute(query))


def subjects_in_class(session: Session, *, class_id: int, issuer: str) -> dict[int, str]:
    """Return the issuer's name for each learner of a class who came from it."""
    rows = session.execute(
        select(ClassMember.user_id, func.min(LtiAccount.subject))
        .join(LtiAccount, LtiAccount.user_id == ClassMember.user_id)
        .join(User, User.id == ClassMember.user_id)
        .where(
            ClassMember.class_id == class_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            LtiAccount.issuer == issuer,
        )
        .group_by(ClassMember.user_id)
    )
    return {row[0]: row[1] for row in rows}


def list_grades(session: Session, *, line_ids: Collection[int]) -> tuple[LtiGrade, ...]:
    """Return what is noted of the grades of these lines."""
    return tuple(session.scalars(select(LtiGrade).where(LtiGrade.line_id.in_(line_ids))))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A grade that waits to be sent."""

    line_id: int
    user_id: int


def list_waiting(
    session: Session, *, now: datetime, limit: int, class_id: int | None = None
) -> tuple[Waiting, ...]:
    """Return grades whose next try is due, the longest waiting first."""
    query = (
        select(LtiGrade.line_id, LtiGrade.user_id)
        .where(LtiGrade.state == "waiting", LtiGrade.next_at <= now)
        .order_by(LtiGrade.next_at, LtiGrade.line_id, LtiGrade.user_id)
        .limit(limit)
    )
    if class_id is not None:
        query = (
            query.join(LtiLine, LtiLine.id == LtiGrade.line_id)
            .join(LtiCourse, LtiCourse.id == LtiLine.course_id)
            .where(LtiCourse.class_id == class_id)
        )
    return tuple(Waiting(*row) for row in session.execute(query))


def get_platform(session: Session, *, platform_id: int) -> LtiPlatform:
    """Return a platform that a row of ours names."""
    return session.get_one(LtiPlatform, platform_id)


def get_course(session: Session, *, course_id: int) -> LtiCourse:
    """Return a course that a row of ours names."""
    return session.get_one(LtiCourse, course_id)


def find_subject(session: Session, *, issuer: str, user_id: int) -> str | None:
    """Return an issuer's name for the owner of an account: the first, where there are several."""
    return session.scalar(
        select(func.min(LtiAccount.subject)).where(
            LtiAccount.issuer == issuer, LtiAccount.user_id == user_id
        )
    )

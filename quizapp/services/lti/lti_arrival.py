"""A launch's second half: whose account it is, which class the course is, and where it leads."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.classes.roster_plan import candidates
from quizapp.services.lti.lti_launch import REFUSED, Ticket
from quizapp.services.people.accounts import Person, add_user, get_user, person_of
from quizapp.services.people.credentials import clean_name, name_key
from quizapp.services.people.zones import zone_of_browser
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.tables.lti import LtiAccount, LtiCourse
from quizapp.store.tables.people import AuditEntry, User
from quizapp.store.teaching import lti_queries, roster_queries

NAMELESS: Final = "Learner"
"""The name of an account for whom the platform tells none that can be used."""
NOBODY: Final = -1
"""No person's number: holds the lock under which links and grades are looked for and added, so
that two at once, as by a double click, add one (SQLite has one writer anyway)."""
_NAMES_AT_ONCE: Final = 50
_ADMINISTRATOR: Final = translatable(
    "An administrator's account is not opened from a course: whoever runs the course's platform "
    "would be administrator here too. Sign in with your password."
)
_DISABLED: Final = translatable("This account is disabled. Ask an administrator.")


class Step(StrEnum):
    """What a launch needs next."""

    NEW = "new"
    """Nobody knows this person yet: make an account, or link one."""
    GO = "go"
    """The account is known."""
    UNCONNECTED = "unconnected"
    """The course is connected with no class, and the person cannot connect it."""
    NO_TEACHER = "no_teacher"
    """An instructor whose account lacks our role of teacher."""
    NO_ROLE = "no_role"
    """Neither learner nor instructor of the course."""
    NO_COURSE = "no_course"
    """The platform names no course."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a launch stands.

    Attributes:
        person: whose account it is, None while it has none.
        step: what it needs next.
        may_make: whether an account may be made for them; an instructor has to bring one, unless
            the platform makes teachers.
        course: title of the course. class_id: that it is connected with.
    """

    person: Person | None
    step: Step
    may_make: bool
    course: str
    class_id: int | None


def look(ticket: Ticket) -> Standing:
    """Return how a launch stands; nothing is stored."""
    with reading() as session:
        return _standing(session, ticket)


def _standing(session: Session, ticket: Ticket) -> Standing:
    said = ticket.message
    link = lti_queries.find_account(session, issuer=ticket.issuer, subject=said.subject)
    row = None if link is None else get_user(session, user_id=link.user_id)
    person = None if row is None else person_of(row)
    course = course_of(session, ticket)
    step = Step.GO if person else Step.NEW
    may_teach = ticket.makes_teachers and (link is None or link.made_here)
    if not said.context:
        step = Step.NO_COURSE
    elif not (said.instructor or said.learner):
        step = Step.NO_ROLE
    elif said.instructor and person and "teacher" not in person.roles and not may_teach:
        step = Step.NO_TEACHER
    elif course is None and not said.instructor:
        step = Step.UNCONNECTED
    may_make = not said.instructor or ticket.makes_teachers
    return Standing(person, step, may_make, said.title, course.class_id if course else None)


def course_of(session: Session, ticket: Ticket) -> LtiCourse | None:
    """Return the connected course that a launch comes from, None while it is not connected."""
    said = ticket.message
    return lti_queries.find_course(
        session,
        platform_id=ticket.platform_id,
        deployment=said.deployment,
        context=said.context,
    )


def enter(ticket: Ticket, *, zone: str, now: datetime) -> Person:
    """Return the person of a launch, whose account is made when there is none.

    A new account has the name that the platform tells, made unique, and no password; an existing
    account is never found by a name or an e-mail address. An instructor's account gets the role
    teacher only where the administrator lets the platform make teachers.

    Args:
        zone: of a new account, as the browser tells; an unknown one becomes UTC.

    Raises:
        ConflictError: the account may not be opened this way.
        NotFoundError: nothing here is for this person.
    """
    with writing() as session:
        lock_for(session, NOBODY)
        standing = _standing(session, ticket)
        if standing.step is Step.NEW and standing.may_make:
            row = _make(session, ticket, zone=zone, now=now)
        elif standing.step is Step.GO and standing.person:
            row = get_user(session, user_id=standing.person.id)
        else:
            raise NotFoundError(REFUSED)
        _refuse_unsafe(row)
        _give_role(session, row, ticket, now=now)
        session.flush()
        return person_of(row)


def link(ticket: Ticket, *, user_id: int, now: datetime) -> None:
    """Link the account of whoever is signed in to the platform's person.

    Raises:
        ConflictError: the account may not be opened this way, or the person has one already.
        NotFoundError: nothing here is for this person.
    """
    said = ticket.message
    with writing() as session:
        lock_for(session, NOBODY)
        if lti_queries.find_account(session, issuer=ticket.issuer, subject=said.subject):
            raise ConflictError("You have an account here already. Open the link again.")
        if _standing(session, ticket).step is not Step.NEW:
            raise NotFoundError(REFUSED)
        row = get_user(session, user_id=user_id)
        _refuse_unsafe(row)
        _add_link(session, ticket, row, made_here=False, now=now)


def _make(session: Session, ticket: Ticket, *, zone: str, now: datetime) -> User:
    name = free_name(session, ticket.message.name)
    row = add_user(session, name=name, hashed="", roles=(), now=now)
    row.zone = zone_of_browser(zone)
    _add_link(session, ticket, row, made_here=True, now=now)
    return row


def _add_link(
    session: Session, ticket: Ticket, row: User, *, made_here: bool, now: datetime
) -> None:
    session.add(
        LtiAccount(
            issuer=ticket.issuer,
            subject=ticket.message.subject,
            user_id=row.id,
            made_here=made_here,
            created_at=now,
        )
    )
    note(
        session,
        action="LTI account made" if made_here else "LTI account linked",
        actor_id=row.id,
        subject=f"lti-platform:{ticket.platform_id}",
        now=now,
    )


def free_name(session: Session, wanted: str) -> str:
    """Return a name that no account has, made of the one that a platform tells."""
    try:
        base = clean_name(wanted)
    except InputError:
        base = NAMELESS
    start = 1
    while True:
        offers = candidates(base, start, _NAMES_AT_ONCE)
        keys = {name_key(each): each for each in reversed(offers)}
        free = keys.keys() - roster_queries.taken_keys(session, keys)
        if free:
            return next(each for each in offers if name_key(each) in free)
        start += _NAMES_AT_ONCE


def _refuse_unsafe(row: User) -> None:
    """Refuse to open an administrator's account, or a disabled one, from a course."""
    if row.disabled_at is not None:
        raise ConflictError(_DISABLED)
    if "administrator" in row.roles.split():
        raise ConflictError(_ADMINISTRATOR)


def _give_role(session: Session, row: User, ticket: Ticket, *, now: datetime) -> None:
    """Make an instructor a teacher where the administrator lets the platform do that."""
    if not (ticket.message.instructor and ticket.makes_teachers):
        return
    if "teacher" in row.roles.split():
        return
    found = lti_queries.find_account(session, issuer=ticket.issuer, subject=ticket.message.subject)
    if found is None or not found.made_here:
        return
    row.roles = " ".join(sorted({*row.roles.split(), "teacher"}))
    row.epoch += 1
    note(
        session,
        action="LTI teacher made",
        actor_id=None,
        subject=f"user:{row.id}",
        now=now,
    )


def note(
    session: Session, *, action: str, actor_id: int | None, subject: str, now: datetime
) -> None:
    """Put a line into the audit log, inside the caller's transaction."""
    session.add(AuditEntry(at=now, actor_id=actor_id, action=action, subject=subject, detail={}))
    session.flush()

"""Sign-in slips: paper with which somebody without e-mail gets into their account.

A slip carries a code of 12 letters (59 bits) that works once and for 14 days; its digest alone
is stored. Only an account that the class's own roster made, that nobody of another teacher's
class shares and that has no role of staff can be let in by a slip: everybody else chose their
password themselves, and goes to the administrator.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.classes.classes import CODE_LETTERS, learner_of, taught_class
from quizapp.services.people import limits
from quizapp.services.people.accounts import Person, get_user, person_of, replace_password
from quizapp.services.people.credentials import check_password, digest_of, hash_password
from quizapp.services.people.limits import Limit, Try
from quizapp.store.engine import reading, writing
from quizapp.store.people import people_queries
from quizapp.store.tables.people import AuditEntry, OneTimeLink, User
from quizapp.store.teaching import slip_queries

SLIP_LASTS: Final = timedelta(days=14)
CODE_LENGTH: Final = 12
PURPOSE: Final = "slip"
_QUARTER: Final = timedelta(minutes=15)
_ADDRESS: Final = Limit("slip/address", 100, _QUARTER)
"""A whole class may sit behind one address."""
_ALL: Final = Limit("slip/all", 2000, _QUARTER)
_GONE: Final = translatable(
    "This code does not work: it was used, is older than 14 days, or a newer slip was printed. "
    "Look at the letters, or ask your teacher for a new slip."
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to print; its code is shown this once."""

    name: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a learner can be let in by a slip, and if not, why.

    Attributes:
        waiting: nobody has ever signed in. reason: "" when they can be let in.
    """

    waiting: bool
    reason: str

    @property
    def may(self) -> bool:
        """Return whether the class's teacher may do it."""
        return not self.reason


def get_standing(*, user_id: int, class_id: int, member_id: int) -> Standing:
    """Return whether the person may print a slip for a learner of their class.

    Raises:
        NotFoundError: there is no such class among theirs, or no such learner in it.
    """
    with reading() as session:
        member = learner_of(session, user_id, class_id, member_id)
        row = get_user(session, user_id=member_id)
        reason = _reason(session, row, made_here=member.made_here, teacher_id=user_id)
        return Standing(waiting=row.password_hash == "", reason=reason)


def print_for_all(*, user_id: int, class_id: int, now: datetime) -> tuple[Slip, ...]:
    """Return a slip for each learner who has never signed in; older slips of theirs end.

    Raises:
        ConflictError: there is nobody who needs one.
    """
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        rows = slip_queries.list_waiting(session, class_id)
        shared = slip_queries.in_classes_of_others(
            session, user_ids=[row.id for row in rows], teacher_id=user_id
        )
        rows = tuple(row for row in rows if row.id not in shared and not row.roles)
        if not rows:
            raise ConflictError("Everybody on the list has signed in: there is no slip to print.")
        return _print(session, rows, class_id=class_id, by=user_id, action="slips", now=now)


def print_for_one(*, user_id: int, class_id: int, member_id: int, now: datetime) -> Slip:
    """Return a new slip for a learner; a password they had ends now, and every session.

    Raises:
        ConflictError: the account is not the class's own; the message says where to turn.
        NotFoundError: there is no such class among theirs, or no such learner in it.
    """
    with writing() as session:
        member = learner_of(session, user_id, class_id, member_id)
        row = get_user(session, user_id=member_id)
        reason = _reason(session, row, made_here=member.made_here, teacher_id=user_id)
        if member.blocked_at is not None:
            reason = translatable("They are blocked. Let them back in first.")
        if reason:
            raise ConflictError(reason)
        used = row.password_hash != ""
        replace_password(session, row, hashed="", now=now)
        action = "password reset by teacher" if used else "slip"
        return _print(session, (row,), class_id=class_id, by=user_id, action=action, now=now)[0]


def claim_slip(code: str, *, password: str, address: str, secret: str, now: datetime) -> Person:
    """Set the first password by a slip's code, and use the slip up.

    Tries are counted before the code is looked at; a success is taken off again.

    Args:
        code: as typed; case, spaces and dashes do not matter.
        address: whose tries are counted; kept only as a keyed hash.
        secret: the key of that hash.

    Raises:
        NotFoundError: the code does not work (any more).
        InputError: the password cannot be used; the code still works.
        TooManyError: too many wrong codes.
    """
    digest = digest_of(clean_code(code))
    tries = (Try(_ADDRESS, address), Try(_ALL, ""))
    with writing() as session:
        limits.take(session, tries, secret=secret, now=now)
    with reading() as session:
        name = _owner(session, digest, now=now)[1].name
    try:
        check_password(password, name=name)
    except InputError:
        with writing() as session:
            limits.give_back(session, tries, secret=secret)
        raise
    hashed = hash_password(password)
    with writing() as session:
        link, row = _owner(session, digest, now=now)
        link.used_at = now
        replace_password(session, row, hashed=hashed, now=now)
        limits.give_back(session, tries, secret=secret)
        return person_of(row)


def clean_code(code: str) -> str:
    """Return the letters of a code as they were printed."""
    return "".join(letter for letter in code[:64].upper() if letter in CODE_LETTERS)


def _owner(session: Session, digest: str, *, now: datetime) -> tuple[OneTimeLink, User]:
    link = people_queries.find_link(session, digest=digest)
    if link is None or link.purpose != PURPOSE or link.used_at or link.expires_at <= now:
        raise NotFoundError(_GONE)
    row = people_queries.find_user(session, user_id=link.user_id or 0)
    if row is None or row.disabled_at is not None or row.password_hash:
        raise NotFoundError(_GONE)
    return link, row


def _reason(session: Session, row: User, *, made_here: bool, teacher_id: int) -> str:
    """Return why the account is not the teacher's to open, or ""."""
    if not made_here:
        return translatable(
            "They made this account themselves, so only they and the administrator can change "
            "its password."
        )
    if row.roles:
        return translatable("The account has a role beside learner: ask the administrator.")
    if row.disabled_at is not None:
        return translatable("The account is disabled: ask the administrator.")
    if slip_queries.in_classes_of_others(session, user_ids=[row.id], teacher_id=teacher_id):
        return translatable(
            "The account is in a class of another teacher too: ask the administrator."
        )
    return ""


def _print(
    session: Session,
    rows: Sequence[User],
    *,
    class_id: int,
    by: int,
    action: str,
    now: datetime,
) -> tuple[Slip, ...]:
    """Give each account a new code in place of older ones, and note who printed it."""
    expires = now + SLIP_LASTS
    slip_queries.drop_slips(session, user_ids=[row.id for row in rows], purpose=PURPOSE)
    slips = []
    for row in rows:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        session.add(
            OneTimeLink(
                digest=digest_of(code),
                purpose=PURPOSE,
                user_id=row.id,
                created_at=now,
                expires_at=expires,
            )
        )
        slips.append(Slip(row.name, "-".join(code[n : n + 4] for n in (0, 4, 8)), expires))
    subject = f"user:{rows[0].id}" if len(rows) == 1 else f"class:{class_id}"
    detail: dict[str, object] = {"class": class_id, "slips": len(rows)}
    session.add(AuditEntry(at=now, actor_id=by, action=action, subject=subject, detail=detail))
    return tuple(slips)

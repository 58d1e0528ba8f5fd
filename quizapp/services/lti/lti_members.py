"""Names and roles: a course's members as a class list, tried out first, then taken over.

The list goes through the same plan as a roster file. What stands for the school's number there is
the platform's own name for a person, so that whoever came from the platform is met by it, however
they are called; a local account of the same name is never taken for a platform's person.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.formats.rosters.roster_columns import Columns, find_columns
from quizapp.formats.rosters.roster_csv import Roster, RosterRow
from quizapp.services.classes.classes import taught_class
from quizapp.services.classes.roster import with_names
from quizapp.services.classes.roster_plan import Ground, Plan, Planned, What, make_plan
from quizapp.services.lti.lti_arrival import NAMELESS, note
from quizapp.services.lti.lti_claims import LEARNER, MEMBERS_SCOPE, name_told
from quizapp.services.lti.lti_courses import NO_PLACE
from quizapp.services.lti.lti_http import PROBLEMS, PlatformError, Wanted, ask, until
from quizapp.services.lti.lti_tokens import Client, get_token, take_turn
from quizapp.services.people.accounts import add_user
from quizapp.services.people.credentials import clean_name
from quizapp.settings import Settings
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import ClassMember, SchoolClass
from quizapp.store.tables.lti import LtiAccount
from quizapp.store.teaching import lti_queries, roster_queries
from quizapp.store.teaching.roster_queries import Known

_MOST_PAGES: Final = 50
_MOST_MEMBERS: Final = 5_000
_WITHIN_S: Final = 15.0
"""For all pages together: a teacher waits for them, and so may everybody else."""
_MOST_LETTERS: Final = 255
_ACCEPT: Final = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
_NEXT: Final = re.compile(r'<([^>]+)>\s*;[^,]*rel="?next"?')
_COLUMNS: Final[Columns] = find_columns(("Name", "Student ID"))


@dataclass(frozen=True, slots=True)
class PersonThere:
    """A learner of the course: the platform's name for them, and theirs."""

    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class MembersPlan:
    """What taking the members over would do.

    Attributes:
        plan: of the class, row by row; ``joining`` beside it.
        joining: names of accounts that came from the platform before and join this class now.
        digest: equal while the same list means the same changes.
    """

    plan: Plan
    joining: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Course:
    """A course as it is asked for its members."""

    issuer: str
    client: Client
    url: str


def fetch_members(
    *, user_id: int, class_id: int, settings: Settings, now: datetime
) -> tuple[PersonThere, ...]:
    """Return the learners of a class's course, as the platform lists them.

    Raises:
        ConflictError: the platform does not give them, with the reason.
        NotFoundError: there is no such class of this person's, or it has no such course.
        TooManyError: that was done too often.
    """
    with writing() as session:
        course = _course(session, user_id=user_id, class_id=class_id)
        take_turn(session, class_id=class_id, settings=settings, now=now)
    try:
        found = {each.subject: each for each in _members(course, settings=settings)}
    except PlatformError as error:
        raise ConflictError(PROBLEMS[error.why]) from None
    return tuple(found.values())


def try_members(*, user_id: int, class_id: int, people: tuple[PersonThere, ...]) -> MembersPlan:
    """Return what taking the members over would change; nothing is stored.

    Raises:
        NotFoundError: there is no such class of this person's, or it has no such course.
    """
    with reading() as session:
        course = _course(session, user_id=user_id, class_id=class_id)
        return _plan(session, course, people, class_id=class_id)


def take_members(
    *,
    user_id: int,
    class_id: int,
    people: tuple[PersonThere, ...],
    digest: str,
    now: datetime,
) -> MembersPlan:
    """Take the members over in one transaction; nobody is taken away.

    Args:
        people: as the platform gives them now. They never come from a page: whoever named
            them could put anybody of the platform into a class.
        digest: of the plan that the teacher has seen.

    Raises:
        ConflictError: the class or the course has changed since, or the class is archived.
        NotFoundError: there is no such class of this person's, or it has no such course.
    """
    with writing() as session:
        course = _course(session, user_id=user_id, class_id=class_id)
        room = taught_class(session, user_id=user_id, class_id=class_id)
        if room.archived_at is not None:
            raise ConflictError("The class is archived. Take it up again first.")
        found = _plan(session, course, people, class_id=class_id)
        if found.digest != digest:
            raise ConflictError(
                "The class or the course has changed since you looked. Nothing was stored; this "
                "is what taking the members over would do now."
            )
        _make(session, found.plan, people, course, room=room, now=now)
        _join(session, people, course, class_id=class_id, now=now)
        note(
            session,
            action="LTI members taken over",
            actor_id=user_id,
            subject=f"class:{class_id}",
            now=now,
        )
        return found


def _course(session: Session, *, user_id: int, class_id: int) -> _Course:
    taught_class(session, user_id=user_id, class_id=class_id)
    row = lti_queries.find_course_of_class(session, class_id=class_id)
    if row is None or not row.members_url:
        raise NotFoundError(NO_PLACE)
    platform = lti_queries.get_platform(session, platform_id=row.platform_id)
    client = Client(platform.client_id, platform.token_url)
    return _Course(platform.issuer, client, row.members_url)


def _members(course: _Course, *, settings: Settings) -> Iterator[PersonThere]:
    """Yield the learners, page by page."""
    url, count = course.url, 0
    end = until(_WITHIN_S)
    for _ in range(_MOST_PAGES):
        token = get_token(course.client, MEMBERS_SCOPE, settings=settings, end=end)
        headers = {"Authorization": f"Bearer {token}", "Accept": _ACCEPT}
        answer = ask(Wanted(url=url, headers=headers), settings=settings, end=end)
        document = answer.json()
        listed = document.get("members") if isinstance(document, dict) else None
        if not isinstance(listed, list):
            raise PlatformError("garbage")
        count += len(listed)
        if count > _MOST_MEMBERS:
            raise PlatformError("large")
        yield from filter(None, map(_person, listed))
        further = _NEXT.search(answer.headers.get("link", ""))
        if further is None:
            return
        # The token goes along, so it goes to nobody else.
        following = urljoin(url, further[1])
        if urlsplit(following)[:2] != urlsplit(course.url)[:2]:
            raise PlatformError("garbage")
        url = following
    raise PlatformError("large")


def _person(found: object) -> PersonThere | None:
    """Return an active learner of a list of members; None for anybody else."""
    if not isinstance(found, dict):
        raise PlatformError("garbage")
    subject, roles = found.get("user_id"), found.get("roles")
    if not isinstance(subject, str) or not 0 < len(subject) <= _MOST_LETTERS:
        raise PlatformError("garbage")
    is_learner = isinstance(roles, list) and any(each in {LEARNER, "Learner"} for each in roles)
    if not is_learner or not subject.isprintable() or found.get("status", "Active") != "Active":
        return None
    return PersonThere(subject, _name(found))


def _name(found: Mapping[str, Any]) -> str:
    """Return a name that an account can have."""
    try:
        return clean_name(name_told(found))
    except InputError:
        return NAMELESS


def _plan(
    session: Session, course: _Course, people: tuple[PersonThere, ...], *, class_id: int
) -> MembersPlan:
    accounts = lti_queries.list_accounts_of(session, issuer=course.issuer)
    known = roster_queries.list_known(session, class_id)
    inside = {0, *(each.user_id for each in known)}
    outside = {each.subject: each for each in people if accounts.get(each.subject, 0) not in inside}
    rows = tuple(
        RosterRow(line, each.name, _number(each.subject), "", "", ())
        for line, each in enumerate(people, start=1)
        if each.subject not in outside
    )
    subjects = {user_id: subject for subject, user_id in accounts.items()}
    ground = Ground(tuple(_as_known(each, subjects) for each in known), ())
    roster = Roster(rows, _COLUMNS, "UTF-8")
    plan = with_names(session, make_plan(roster, ground))
    plan = replace(plan, rows=tuple(map(_as_member, plan.rows)))
    joining = tuple(each.name for each in outside.values())
    digest = hashlib.sha256(repr((plan.digest, people)).encode()).hexdigest()
    return MembersPlan(plan, joining, digest)


def _number(subject: str) -> str:
    """Return what stands for a subject as a number: class lists fold case, subjects do not."""
    return hashlib.sha256(subject.encode()).hexdigest()


def _as_known(person: Known, subjects: Mapping[int, str]) -> Known:
    """Return a person of the class by the platform's name for them, or by none of theirs.

    Whoever did not come from the platform keeps a number that no platform gives, so that a
    member of the same name is not taken for them.
    """
    subject = subjects.get(person.user_id)
    return replace(person, number=_number(subject) if subject else f"\0{person.user_id}")


def _as_member(each: Planned) -> Planned:
    """Return a row of which nothing but a new account is taken over: names here stay."""
    if each.what is What.UPDATED:
        return replace(each, what=What.UNCHANGED, sets_number=False, renames=False)
    if each.what is not What.NEW or each.account == each.row.name:
        return each
    # A class list says by what name they sign in; whoever comes by a course does not.
    notes = tuple(note for note in each.notes if "account" not in note.values)
    taken = InputError("The name is taken on this site: here it is {name}.", name=each.account)
    return replace(each, notes=(*notes, taken))


def _make(
    session: Session,
    plan: Plan,
    people: tuple[PersonThere, ...],
    course: _Course,
    *,
    room: SchoolClass,
    now: datetime,
) -> None:
    """Make the accounts of those whom nobody knows yet, each linked to its person there."""
    for each in plan.rows:
        if each.what is not What.NEW:
            continue
        row = add_user(session, name=each.account, hashed="", roles=(), now=now)
        row.zone = room.zone
        session.add(
            LtiAccount(
                issuer=course.issuer,
                subject=people[each.row.line - 1].subject,
                user_id=row.id,
                made_here=True,
                created_at=now,
            )
        )
        session.add(ClassMember(class_id=room.id, user_id=row.id, role="learner", joined_at=now))
    session.flush()


def _join(
    session: Session,
    people: tuple[PersonThere, ...],
    course: _Course,
    *,
    class_id: int,
    now: datetime,
) -> None:
    """Put those into the class whose account came from the platform by another course."""
    accounts = lti_queries.list_accounts_of(session, issuer=course.issuer)
    inside = {each.user_id for each in roster_queries.list_known(session, class_id)}
    for each in people:
        user_id = accounts.get(each.subject)
        if user_id is not None and user_id not in inside:
            inside.add(user_id)
            session.add(
                ClassMember(class_id=class_id, user_id=user_id, role="learner", joined_at=now)
            )
    session.flush()

"""Deep linking: a teacher picks what a new link in their course leads to; we answer, signed."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, NotFoundError
from quizapp.services.classes.classes import taught_class
from quizapp.services.lti.lti_arrival import course_of
from quizapp.services.lti.lti_claims import DEEP_LINKING, VERSION
from quizapp.services.lti.lti_courses import NO_PLACE, check_person
from quizapp.services.lti.lti_http import PROBLEMS, PlatformError
from quizapp.services.lti.lti_keys import sign
from quizapp.services.lti.lti_launch import Ticket
from quizapp.services.lti.lti_platforms import platform_row
from quizapp.settings import Settings
from quizapp.store.engine import reading, writing
from quizapp.store.quizzes import grade_queries
from quizapp.store.study import set_queries
from quizapp.store.teaching import lti_queries

_LTI: Final = "https://purl.imsglobal.org/spec/lti/claim/"
_DEEP: Final = "https://purl.imsglobal.org/spec/lti-dl/claim/"
_LASTS_S: Final = 300
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link can lead to: (number, title) each."""

    class_name: str
    quizzes: tuple[tuple[int, str], ...]
    sets: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the browser carries back to the platform."""

    url: str
    token: str


def get_offer(ticket: Ticket, *, user_id: int) -> Offer:
    """Return what the person may choose for their course.

    Raises:
        NotFoundError: it is not this person's launch, or they do not teach its class.
    """
    with reading() as session:
        class_id = _class_of(session, ticket, user_id=user_id)
        room = taught_class(session, user_id=user_id, class_id=class_id)
        return Offer(room.name, *_offered(session, class_id))


def choose(
    ticket: Ticket,
    *,
    user_id: int,
    kind: str,
    number: int,
    launch_url: str,
    settings: Settings,
    now: datetime,
) -> Reply:
    """Return the signed answer that names a choice, and use the launch up.

    Args:
        kind: quiz or set. number: of it.
        launch_url: of ours, which the link is to open.

    Raises:
        ConflictError: our key cannot be used.
        NotFoundError: it was not offered to this person.
    """
    with writing() as session:
        class_id = _class_of(session, ticket, user_id=user_id)
        quizzes, sets = _offered(session, class_id)
        title = dict(quizzes if kind == "quiz" else sets if kind == "set" else ()).get(number)
        if title is None:
            raise NotFoundError(NO_PLACE)
        platform = platform_row(session, platform_id=ticket.platform_id)
        claims = _claims(ticket, issuer=platform.issuer, client_id=platform.client_id, now=now)
        claims[f"{_DEEP}content_items"] = [_item(kind, number, title, url=launch_url)]
        try:
            token = sign(session, claims, secret=settings.secret_key)
        except PlatformError as error:
            raise ConflictError(PROBLEMS[error.why]) from None
        if not lti_queries.end_launch(session, ticket=ticket.digest):
            raise NotFoundError(NO_PLACE)
        return Reply(ticket.message.return_url, token)


def _class_of(session: Session, ticket: Ticket, *, user_id: int) -> int:
    check_person(session, ticket, user_id=user_id)
    course = course_of(session, ticket)
    said = ticket.message
    if course is None or not said.instructor or said.kind != DEEP_LINKING:
        raise NotFoundError(NO_PLACE)
    taught_class(session, user_id=user_id, class_id=course.class_id)
    return course.class_id


def _offered(
    session: Session, class_id: int
) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Return the class's quizzes, and the sets that are published for everybody."""
    quizzes = grade_queries.list_quizzes(session, class_id)
    # Of nobody's: a teacher's own set would be closed to their learners.
    sets = set_queries.list_visible_sets(session, user_id=0)
    return (
        tuple((each.id, each.title) for each in quizzes),
        tuple((each.id, each.title) for each in sets),
    )


def _claims(ticket: Ticket, *, issuer: str, client_id: str, now: datetime) -> dict[str, Any]:
    said, now_s = ticket.message, int(now.timestamp())
    claims: dict[str, Any] = {
        "iss": client_id,
        "aud": issuer,
        "iat": now_s,
        "exp": now_s + _LASTS_S,
        "nonce": secrets.token_urlsafe(24),
        f"{_LTI}deployment_id": said.deployment,
        f"{_LTI}message_type": "LtiDeepLinkingResponse",
        f"{_LTI}version": VERSION,
    }
    if said.data:
        claims[f"{_DEEP}data"] = said.data
    return claims


def _item(kind: str, number: int, title: str, *, url: str) -> dict[str, Any]:
    """Return a link; what it leads to is a custom parameter, which comes back with each launch."""
    name = "assignment" if kind == "quiz" else "set"
    item: dict[str, Any] = {
        "type": "ltiResourceLink",
        "title": title,
        "url": url,
        "custom": {name: str(number)},
        "window": {"targetName": "_blank"},
    }
    if kind == "quiz":
        item["lineItem"] = {"scoreMaximum": _WHOLE, "label": title, "resourceId": f"quiz-{number}"}
    return item

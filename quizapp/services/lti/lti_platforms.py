"""Use cases of an administrator: register the learning platforms, look at them, remove them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.lti.lti_http import PROBLEMS, PlatformError, check_url
from quizapp.services.lti.lti_keys import ensure_key
from quizapp.settings import Settings
from quizapp.store.engine import reading, writing
from quizapp.store.tables.lti import LtiPlatform
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import lti_queries

NO_PLATFORM: Final = translatable("There is no such platform.")
_NAME_MAX: Final = 80
_ID_MAX: Final = 255
_URL_MAX: Final = 500
_MOST_DEPLOYMENTS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformDraft:
    """A platform as an administrator writes it down.

    Attributes:
        deployments: their ids, with spaces, commas or line breaks between them.
        makes_teachers: whether its instructors get the role teacher with their account.
    """

    name: str
    issuer: str
    client_id: str
    deployments: str
    auth_url: str
    token_url: str
    jwks_url: str
    makes_teachers: bool = False


@dataclass(frozen=True, slots=True)
class Platform:
    """A registered platform, with how many courses and accounts come from it."""

    id: int
    name: str
    issuer: str
    client_id: str
    deployments: tuple[str, ...]
    auth_url: str
    token_url: str
    jwks_url: str
    makes_teachers: bool
    courses: int
    accounts: int


def any_platform() -> bool:
    """Return whether a platform is registered: without one there is no LTI here."""
    with reading() as session:
        return lti_queries.any_platform(session)


def list_platforms() -> tuple[Platform, ...]:
    """Return the registered platforms by name."""
    with reading() as session:
        return tuple(_seen(session, row) for row in lti_queries.list_platforms(session))


def get_platform(*, platform_id: int) -> Platform:
    """Return one platform.

    Raises:
        NotFoundError: there is none.
    """
    with reading() as session:
        return _seen(session, platform_row(session, platform_id=platform_id))


def register(
    draft: PlatformDraft, *, actor_id: int | None, settings: Settings, now: datetime
) -> int:
    """Register a platform; return its number. Our key is made with the first.

    Raises:
        InputError: a field cannot be used.
        ConflictError: it is registered already, or contradicts another one.
    """
    clean = _clean(draft, settings=settings)
    ensure_key(secret=settings.secret_key, now=now)
    with writing() as session:
        row = LtiPlatform(created_at=now)
        _store(session, row, clean)
        session.add(row)
        session.flush()
        _note(session, row, action="LTI platform registered", actor_id=actor_id, now=now)
        return row.id


def change(
    draft: PlatformDraft,
    *,
    platform_id: int,
    actor_id: int | None,
    settings: Settings,
    now: datetime,
) -> None:
    """Change a platform.

    Raises:
        InputError: a field cannot be used.
        ConflictError: another one is registered so, or contradicts it.
        NotFoundError: there is no such platform.
    """
    clean = _clean(draft, settings=settings)
    with writing() as session:
        row = platform_row(session, platform_id=platform_id)
        _store(session, row, clean)
        row.jwks, row.jwks_at, row.jwks_tried_at = [], None, None
        _note(session, row, action="LTI platform changed", actor_id=actor_id, now=now)


def remove(*, platform_id: int, actor_id: int | None, now: datetime) -> None:
    """Remove a platform with its courses, lines and waiting grades.

    Classes and accounts stay; accounts lose their link when no other platform has the issuer.

    Raises:
        NotFoundError: there is no such platform.
    """
    with writing() as session:
        row = platform_row(session, platform_id=platform_id)
        _note(session, row, action="LTI platform removed", actor_id=actor_id, now=now)
        if len(lti_queries.list_platforms_of(session, issuer=row.issuer)) == 1:
            lti_queries.drop_accounts_of(session, issuer=row.issuer)
        session.delete(row)


def platform_row(session: Session, *, platform_id: int) -> LtiPlatform:
    """Return the platform's row.

    Raises:
        NotFoundError: there is none.
    """
    row = session.get(LtiPlatform, platform_id)
    if row is None:
        raise NotFoundError(NO_PLATFORM)
    return row


def _store(session: Session, row: LtiPlatform, clean: PlatformDraft) -> None:
    for other in lti_queries.list_platforms_of(session, issuer=clean.issuer):
        if other.id == row.id:
            continue
        if other.client_id == clean.client_id:
            raise ConflictError("This platform is registered already, with this client ID.")
        # One issuer is one authority over its people's names: two key sets would be two.
        if other.jwks_url != clean.jwks_url:
            raise ConflictError(
                "Another platform of this issuer is registered with another address of its keys. "
                "Both must name the same one."
            )
    row.name, row.issuer, row.client_id = clean.name, clean.issuer, clean.client_id
    row.deployments = clean.deployments.split()
    row.auth_url, row.token_url, row.jwks_url = clean.auth_url, clean.token_url, clean.jwks_url
    row.makes_teachers = clean.makes_teachers


def _clean(draft: PlatformDraft, *, settings: Settings) -> PlatformDraft:
    deployments = [each for each in re.split(r"[\s,]+", draft.deployments) if each]
    if not deployments or len(deployments) > _MOST_DEPLOYMENTS:
        raise InputError(
            "Write the deployment ID that the platform shows, or up to {most} of them.",
            most=_MOST_DEPLOYMENTS,
            field="deployments",
        )
    for each in deployments:
        _plain(each, most=_ID_MAX, field="deployments")
    return PlatformDraft(
        name=_plain(" ".join(draft.name.split()), most=_NAME_MAX, field="name"),
        issuer=_plain(draft.issuer.strip(), most=_ID_MAX, field="issuer"),
        client_id=_plain(draft.client_id.strip(), most=_ID_MAX, field="client_id"),
        deployments=" ".join(dict.fromkeys(deployments)),
        auth_url=_url(draft.auth_url, field="auth_url", settings=settings),
        token_url=_url(draft.token_url, field="token_url", settings=settings),
        jwks_url=_url(draft.jwks_url, field="jwks_url", settings=settings),
        makes_teachers=draft.makes_teachers,
    )


def _plain(text: str, *, most: int, field: str) -> str:
    if not text or len(text) > most or not text.isprintable():
        raise InputError("Write 1 to {most} characters.", most=most, field=field)
    return text


def _url(text: str, *, field: str, settings: Settings) -> str:
    url = text.strip()
    if len(url) > _URL_MAX:
        raise InputError("Write 1 to {most} characters.", most=_URL_MAX, field=field)
    try:
        check_url(url, settings=settings)
    except PlatformError as error:
        raise InputError(PROBLEMS[error.why], field=field) from None
    return url


def _seen(session: Session, row: LtiPlatform) -> Platform:
    return Platform(
        id=row.id,
        name=row.name,
        issuer=row.issuer,
        client_id=row.client_id,
        deployments=tuple(row.deployments),
        auth_url=row.auth_url,
        token_url=row.token_url,
        jwks_url=row.jwks_url,
        makes_teachers=row.makes_teachers,
        courses=lti_queries.count_courses(session, platform_id=row.id),
        accounts=lti_queries.count_accounts(session, issuer=row.issuer),
    )


def _note(
    session: Session, row: LtiPlatform, *, action: str, actor_id: int | None, now: datetime
) -> None:
    detail: dict[str, object] = {"makes_teachers": row.makes_teachers}
    session.add(
        AuditEntry(
            at=now,
            actor_id=actor_id,
            action=action,
            subject=f"lti-platform:{row.id}",
            detail=detail,
        )
    )

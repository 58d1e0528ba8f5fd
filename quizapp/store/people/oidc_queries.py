"""Queries of OpenID Connect."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.store.tables.oidc import OidcAccount, OidcRequest


def take_request(session: Session, *, state: str) -> OidcRequest | None:
    """Return the request of that state and remove it: of two at once, one gets it."""
    return session.scalar(
        delete(OidcRequest).where(OidcRequest.state == state).returning(OidcRequest)
    )


def drop_requests_before(session: Session, *, instant: datetime) -> None:
    """Forget requests that ended before that instant."""
    session.execute(delete(OidcRequest).where(OidcRequest.expires_at < instant))


def find_account(session: Session, *, issuer: str, subject: str) -> OidcAccount | None:
    """Return whose account a person of a provider has here."""
    return session.scalar(
        select(OidcAccount).where(OidcAccount.issuer == issuer, OidcAccount.subject == subject)
    )


def find_account_of(session: Session, *, issuer: str, user_id: int) -> OidcAccount | None:
    """Return who an account is at a provider."""
    return session.scalar(
        select(OidcAccount).where(OidcAccount.issuer == issuer, OidcAccount.user_id == user_id)
    )

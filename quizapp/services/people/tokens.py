"""API tokens: make one (shown once), list, revoke, and find whom one belongs to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from quizapp.errors import ConflictError, NotFoundError
from quizapp.services.people.accounts import Person, get_user, person_of
from quizapp.services.people.credentials import clean_name, digest_of, new_secret
from quizapp.store.engine import asking, reading, writing
from quizapp.store.people import people_queries
from quizapp.store.tables.people import ApiToken

PREFIX: Final = "qza_"
"""Lets a secret scanner recognise a token that was pasted somewhere."""
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token as its owner sees it in the list; the token itself is not kept."""

    id: int
    name: str
    created_at: datetime


def create_token(*, user_id: int, name: str, now: datetime) -> str:
    """Return a new token of the person; it is shown this once and stored as a hash.

    Raises:
        InputError: the name cannot be used.
        ConflictError: the person has too many.
    """
    clean = clean_name(name)
    token = PREFIX + new_secret()
    with writing() as session:
        get_user(session, user_id=user_id)
        if len(people_queries.list_tokens(session, user_id=user_id)) >= MOST:
            raise ConflictError(
                "You have {most} tokens. Revoke one that you do not use.", most=MOST
            )
        session.add(ApiToken(user_id=user_id, name=clean, digest=digest_of(token), created_at=now))
    return token


def list_tokens(*, user_id: int) -> tuple[TokenLine, ...]:
    """Return the person's tokens, newest first."""
    with reading() as session:
        rows = people_queries.list_tokens(session, user_id=user_id)
        return tuple(TokenLine(row.id, row.name, row.created_at) for row in rows)


def revoke_token(*, user_id: int, token_id: int, now: datetime) -> None:
    """End a token of the person.

    Raises:
        NotFoundError: they have no such token.
    """
    with writing() as session:
        gone = people_queries.revoke_tokens(session, user_id=user_id, token_id=token_id, now=now)
        if not gone:
            raise NotFoundError("There is no such token.")


def find_by_token(token: str) -> Person | None:
    """Return the person whom the token belongs to, unless it or the account has ended."""
    with asking() as reader:
        row = people_queries.find_account_by_token(reader, digest=digest_of(token))
        return None if row is None or row.disabled_at else person_of(row)

"""A person's own data: all of it as one JSON document, and all of it gone."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from quizapp.errors import InputError
from quizapp.services.accounts import get_user, password_is_right
from quizapp.services.administration import keep_an_administrator
from quizapp.services.sent_file import Pieces
from quizapp.store import media_queries, privacy_queries
from quizapp.store.engine import reading, writing

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""In the packed files, so that the same ones give the same bytes."""


def download(*, user_id: int, now: datetime) -> str:
    """Return every row that belongs to the person, by table, as JSON.

    Instants are ISO 8601 in UTC, bytes are hexadecimal.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        get_user(session, user_id=user_id)
        tables = dict(privacy_queries.rows_of(session, user_id=user_id))
    document = {"made_at": now.isoformat(), "format": "quizapp-person-1", "tables": tables}
    return json.dumps(document, ensure_ascii=False, indent=1, default=_plain)


def download_media(*, user_id: int) -> Iterator[bytes]:
    """Return a zip file of all pictures and sounds of the person's decks, in pieces."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it goes with its pieces
    with reading() as session, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for sha256, found in media_queries.files_of(session, owner_id=user_id):
            info = zipfile.ZipInfo(f"{sha256}.{found.kind}", _EPOCH)
            archive.writestr(info, found.data)
    return Pieces(file)


def delete_account(*, user_id: int, password: str) -> None:
    """Erase the person's account, once its password was given again.

    Raises:
        InputError: the password is wrong.
        ConflictError: nobody would be administrator any more.
    """
    if not password_is_right(user_id=user_id, password=password):
        raise InputError("This is not your password.", field="password")
    erase_account(user_id=user_id)


def erase_account(*, user_id: int) -> None:
    """Erase the account of who has proved who they are, with memory, attempts, sets and reports.

    What a class was given stays with the class, without the person.

    Raises:
        ConflictError: nobody would be administrator any more.
    """
    with writing() as session:
        row = get_user(session, user_id=user_id)
        if "administrator" in row.roles.split():
            keep_an_administrator(session, user_id=user_id)
        session.expunge(row)
        privacy_queries.erase(session, user_id=user_id)
    with reading() as session:
        session.rollback()
        privacy_queries.empty_write_ahead_log(session)


def _plain(value: object) -> str:
    """Return the JSON form of what JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no JSON form")

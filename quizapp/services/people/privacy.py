"""A person's own data: all of it as one JSON document, and all of it gone."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import IO, Final

from quizapp.errors import InputError
from quizapp.services.people.accounts import get_user, password_is_right
from quizapp.services.people.administration import keep_an_administrator
from quizapp.store.decks import media_queries
from quizapp.store.engine import reading, writing
from quizapp.store.people import privacy_queries

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""In the packed files, so that the same ones give the same bytes."""


def file_name(now: datetime, *, suffix: str) -> str:
    """Return what a file of what is stored about a person is called."""
    return f"quizapp-my-data-{now:%Y-%m-%d}{suffix}"


def media_file_name(now: datetime) -> str:
    """Return what a file of somebody's pictures and sounds is called."""
    return f"quizapp-my-pictures-and-sounds-{now:%Y-%m-%d}.zip"


def write(out: IO[bytes], *, user_id: int, now: datetime) -> None:
    """Write every row that belongs to the person, by table, as JSON: a row a line.

    Instants are ISO 8601 in UTC, bytes are hexadecimal.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        get_user(session, user_id=user_id)
        head = {"made_at": now.isoformat(), "format": "quizapp-person-1"}
        out.write(f'{_json(head)[:-1]}, "tables": {{'.encode())
        between = "\n"
        for name, rows in privacy_queries.rows_of(session, user_id=user_id):
            out.write(f"{between}{_json(name)}: [".encode())
            _write_rows(out, rows)
            between = ",\n"
        out.write(b"\n}}\n")


def write_packed(out: IO[bytes], *, user_id: int, now: datetime) -> None:
    """Write a zip file of what ``write`` says: a tenth of the bytes.

    Raises:
        NotFoundError: there is no such account.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(file_name(now, suffix=".json"), _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=True) as packed:
            write(packed, user_id=user_id, now=now)


def write_media(out: IO[bytes], *, user_id: int) -> None:
    """Write a zip file of all pictures and sounds of the person's decks, one after the other."""
    with reading() as session, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for sha256, found in media_queries.files_of(session, owner_id=user_id):
            info = zipfile.ZipInfo(f"{sha256}.{found.kind}", _EPOCH)
            archive.writestr(info, found.data)


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


def _write_rows(out: IO[bytes], rows: Iterable[Mapping[str, object]]) -> None:
    between = "\n"
    for row in rows:
        out.write(f"{between}{_json(row)}".encode())
        between = ",\n"
    out.write(b"]")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    """Return the JSON form of what JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no JSON form")

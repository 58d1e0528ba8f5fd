"""Forms that a person has not sent yet: kept through a crash, and shown when two tabs disagree."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, InputError
from quizapp.store.bank import form_queries
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.tables.studio import StudioForm

MAX_FORMS: Final = 200
"""Forms kept for a person; the oldest give way."""
MAX_BYTES: Final = 100_000
"""Size cap of one form, as JSON."""
_MAX_SUBJECT: Final = 160
_MAX_BASE: Final = 64


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form as it was last kept.

    Attributes:
        content: field name -> what was filled in.
        base: digest of the item that the form began from, "" for a new item: where it is not
            the digest of the item any more, somebody changed the item underneath.
        version: counts up with each time it is kept, from 1.
    """

    subject: str
    content: JsonObject
    base: str
    version: int
    saved_at: datetime


class FormConflictError(ConflictError):
    """The form was kept by another tab since; ``kept`` is what that tab wrote."""

    def __init__(self, kept: KeptForm) -> None:
        super().__init__(
            "This form was changed in another tab or window. Both versions are kept: "
            "choose the one to go on with."
        )
        self.kept = kept


def save_form(
    *,
    user_id: int,
    subject: str,
    content: Mapping[str, object],
    base: str,
    expected_version: int,
    now: datetime,
) -> int:
    """Keep a form and return its new version.

    Args:
        user_id: whose form it is.
        subject: "fact:ID", "draft:ID", "entity:ID" or "passage:ARTICLE:N".
        content: field name -> what is filled in.
        base: digest of the item that the form began from, or "".
        expected_version: the version that this tab last kept or found; 0 for none.
        now: when it is kept.

    Raises:
        InputError: the form is too large, or its subject is no subject.
        FormConflictError: another tab kept it since; nothing is overwritten.
    """
    _check(subject, content, base)
    with writing() as session:
        lock_for(session, user_id)
        row = form_queries.find(session, user_id, subject)
        if row is None:
            form_queries.keep_newest(session, user_id, most=MAX_FORMS - 1)
            # A form that was forgotten meanwhile begins again: its content is new to us.
            row = StudioForm(user_id=user_id, subject=subject, version=expected_version)
            session.add(row)
        elif row.version != expected_version:
            if row.content == dict(content):
                return row.version
            raise FormConflictError(_kept(row))
        row.content, row.base = dict(content), base
        row.version += 1
        row.saved_at = now
        return row.version


def find_form(*, user_id: int, subject: str) -> KeptForm | None:
    """Return a person's form about a subject as it was last kept, or None."""
    with reading() as session:
        row = form_queries.find(session, user_id, subject)
        return _kept(row) if row else None


def list_forms(*, user_id: int) -> tuple[KeptForm, ...]:
    """Return the forms that a person has not sent, the latest first."""
    with reading() as session:
        return tuple(_kept(row) for row in form_queries.list_of(session, user_id))


def forget_form(*, user_id: int, subject: str) -> None:
    """Forget a form: it was sent, or its person gave it up."""
    with writing() as session:
        form_queries.forget(session, user_id, subject)


def _check(subject: str, content: Mapping[str, object], base: str) -> None:
    """Refuse what is not a form of the studio."""
    if not 0 < len(subject) <= _MAX_SUBJECT or len(base) > _MAX_BASE:
        raise InputError("This form names nothing that is known. Load the page again.")
    try:
        size = len(json.dumps(dict(content), ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError) as error:
        raise InputError("This form holds something that is no text. Load it again.") from error
    if size > MAX_BYTES:
        raise InputError(
            "This form has {size} bytes; at most {max_bytes} are kept. Shorten it: what was "
            "kept before is still there.",
            size=size,
            max_bytes=MAX_BYTES,
        )


def _kept(row: StudioForm) -> KeptForm:
    """Return what a row holds."""
    return KeptForm(row.subject, dict(row.content), row.base, row.version, row.saved_at)

"""Answers that hold a file to be kept under a plain name."""

import os
import re
from typing import IO, Final

from flask import make_response
from werkzeug.wrappers import Response

from quizapp.services.people.sent_file import Pieces

BYTE_ORDER_MARK = "\ufeff"
"""By it spreadsheets know that a CSV file is UTF-8."""
_AT_ONCE_BYTES: Final = 4_000_000
"""So much the server takes over at once; a slow browser then keeps that memory, and no thread."""


def download(body: str | bytes, *, name: str, mimetype: str) -> Response:
    """Return a file under a name; one that is not plain is written as RFC 6266 asks."""
    response = make_response(body)
    response.headers["Content-Type"] = mimetype
    if isinstance(body, str):
        response.mimetype = mimetype
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def send(file: IO[bytes], *, user_id: int, name: str, mimetype: str) -> Response:
    """Return a file of any size under a name, and see that it is closed.

    A small one goes as a whole, which holds no thread; a large one in pieces.

    Raises:
        BusyError: other large files are being sent.
    """
    size = file.seek(0, os.SEEK_END)
    if size <= _AT_ONCE_BYTES:
        with file:
            file.seek(0)
            return download(file.read(), name=name, mimetype=mimetype)
    response = download(b"", name=name, mimetype=mimetype)
    response.response = Pieces(file, user_id=user_id)
    # Whoever gets less knows that something is missing.
    response.content_length = size
    return response


def csv_file(text: str, *, name: str) -> Response:
    """Return a table as CSV; of the name what is plain is kept."""
    return download(text, name=f"{plain_name(name, otherwise='table')}.csv", mimetype="text/csv")


def plain_name(name: str, *, otherwise: str) -> str:
    """Return a name of letters and digits that any system can store."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60] or otherwise

"""Answers that hold a file to be kept under a plain name."""

import re

from flask import make_response
from werkzeug.wrappers import Response

BYTE_ORDER_MARK = "\ufeff"
"""By it spreadsheets know that a CSV file is UTF-8."""


def download(body: str | bytes, *, name: str, mimetype: str) -> Response:
    """Return a file under a name; one that is not plain is written as RFC 6266 asks."""
    response = make_response(body)
    response.headers["Content-Type"] = mimetype
    if isinstance(body, str):
        response.mimetype = mimetype
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def csv_file(text: str, *, name: str) -> Response:
    """Return a table as CSV; of the name what is plain is kept."""
    return download(text, name=f"{plain_name(name, otherwise='table')}.csv", mimetype="text/csv")


def plain_name(name: str, *, otherwise: str) -> str:
    """Return a name of letters and digits that any system can store."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60] or otherwise

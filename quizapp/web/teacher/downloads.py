"""Files that a teacher's page hands out."""

import re

from flask import make_response
from werkzeug.wrappers import Response


def csv_download(text: str, *, name: str) -> Response:
    """Return CSV as a file; with the mark by which spreadsheets know that it is UTF-8."""
    return download(f"\ufeff{text}", name=f"{plain_name(name)}.csv", mimetype="text/csv")


def download(text: str, *, name: str, mimetype: str) -> Response:
    """Return a text as a file of that name, which is plain."""
    response = make_response(text)
    response.mimetype = mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def plain_name(name: str) -> str:
    """Return a name of letters and digits that any system can store."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60] or "class"

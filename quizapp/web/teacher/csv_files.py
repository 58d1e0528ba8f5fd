"""Files for spreadsheets: what the address asks for, and the answer that holds one."""

import re

from flask import make_response, request
from werkzeug.wrappers import Response

from quizapp.formats.csv_table import Layout


def wanted_layout() -> Layout:
    """Return how the request wants its CSV: commas, no byte order mark, unless it says so."""
    return Layout(
        separator=";" if request.args.get("separator") == "semicolon" else ",",
        with_mark=request.args.get("bom") == "y",
    )


def csv_file(text: str, *, name: str) -> Response:
    """Return the answer that saves a table under a plain name."""
    response = make_response(text)
    response.mimetype = "text/csv"
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "table"
    response.headers["Content-Disposition"] = f'attachment; filename="{plain[:60]}.csv"'
    return response

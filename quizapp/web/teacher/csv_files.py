"""Files for spreadsheets: what the address asks for."""

from flask import request
from werkzeug.wrappers import Response

from quizapp.formats.sheets.csv_table import Layout
from quizapp.web.downloads import BYTE_ORDER_MARK, download, plain_name


def wanted_layout() -> Layout:
    """Return how the request wants its CSV: commas, no byte order mark, unless it says so."""
    return Layout(
        separator=";" if request.args.get("separator") == "semicolon" else ",",
        with_mark=request.args.get("bom") == "y",
    )


def csv_download(text: str, *, name: str) -> Response:
    """Return a list of people as CSV, with the mark by which spreadsheets know that it is UTF-8."""
    plain = plain_name(name, otherwise="class")
    return download(f"{BYTE_ORDER_MARK}{text}", name=f"{plain}.csv", mimetype="text/csv")

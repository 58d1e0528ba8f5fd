"""Our own style sheets, scripts and pictures, under an address that changes with their content."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, send_from_directory, url_for

from quizapp.errors import NotFoundError
from quizapp.web.access import Policy, policy

FOLDER: Final = Path(__file__).parent / "static"
_YEAR_S: Final = 365 * 24 * 3600

blueprint: Final = Blueprint("assets", __name__)


@cache
def edition() -> str:
    """Return a digest of all files: it stands in their address, so that they may be kept.

    In the path and not in the query, so that one module's import of another carries it too.
    """
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a file of the static folder, as ``css/base.css``."""
    return url_for("assets.file", version=edition(), path=path)


@blueprint.get("/static/<version>/<path:path>")
@policy(Policy.OPEN)
def file(version: str, path: str) -> Response:
    """Send a file; only one asked for under its present address may be kept for a year."""
    if path.startswith(".") or "/." in path:
        raise NotFoundError("There is no such file.")
    response = send_from_directory(FOLDER, path, max_age=_YEAR_S)
    if version == edition():
        response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response

"""Our own style sheets, scripts and pictures, under an address that changes with their content."""

import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import Final

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp.errors import NotFoundError

FOLDER: Final = Path(__file__).parent / "static"
_YEAR_S: Final = 365 * 24 * 3600
_COMMENT: Final = re.compile(rb"/\*.*?\*/", re.DOTALL)
_INDENT: Final = re.compile(rb"\n\s*")


@cache
def edition() -> str:
    """Return a digest of all files: it stands in their address, so that they may be kept.

    In the path and not in the query, so that one module's import of another carries it too.
    """
    digest = hashlib.sha256()
    for path, body in _files().items():
        digest.update(path.encode() + b"\0" + body)
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a file of the static folder, as ``css/base.css``."""
    return url_for("assets.file", version=edition(), path=path)


def text_of(path: str) -> str:
    """Return the text of a file of the static folder."""
    return _files()[path].decode()


def file(version: str, path: str) -> AnyResponse:
    """Send a file; only one asked for under its present address may be kept for a year."""
    body = _files().get(path)
    if body is None:
        raise NotFoundError("There is no such file.")
    mimetype, _ = mimetypes.guess_type(path)
    response = Response(body, mimetype=mimetype or "application/octet-stream")
    response.set_etag(edition())
    if version == edition():
        response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)


@cache
def _files() -> dict[str, bytes]:
    """Return every file by its path: there are few, small ones, and no path can lead outside."""
    return {
        path.relative_to(FOLDER).as_posix(): _sent(path)
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def _sent(path: Path) -> bytes:
    """Return what is sent of a file: a style sheet without comments and indents, a tenth of it."""
    body = path.read_bytes()
    return _INDENT.sub(b"\n", _COMMENT.sub(b"", body)) if path.suffix == ".css" else body

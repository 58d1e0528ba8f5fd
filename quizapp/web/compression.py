"""Gzip of text answers.

BREACH guesses a secret from the size of many compressed answers that hold it beside text of
the attacker's. Form tokens are signed anew each second and thus never repeat; a page that
shows another secret (a token, a reset link) says ``Cache-Control: no-transform`` and is sent
as it is. Session cookies travel in headers, which are not compressed.
"""

import gzip
from functools import lru_cache
from typing import Final

from flask import Response, request

_TEXT: Final = frozenset(
    {
        "text/html",
        "text/css",
        "text/csv",
        "text/plain",
        "text/javascript",
        "application/json",
        "application/manifest+json",
        "image/svg+xml",
    }
)
_SMALLEST: Final = 600
"""Below about one packet there is nothing to win."""
_LARGEST: Final = 4_000_000


def compress(response: Response) -> Response:
    """Compress the answer if the browser takes gzip and nothing speaks against it."""
    if response.mimetype not in _TEXT:
        return response
    if "Vary" in response.headers:
        response.vary.add("Accept-Encoding")
    else:
        response.headers["Vary"] = "Accept-Encoding"
    unfit = (
        response.status_code != 200  # noqa: PLR2004 - also leaves error pages and ranges alone
        or request.accept_encodings.quality("gzip") <= 0
        or "Content-Encoding" in response.headers
        or "no-transform" in response.headers.get("Cache-Control", "")
    )
    if unfit:
        return response
    is_asset = request.endpoint == "assets.file"
    if response.is_streamed:
        return response
    body = response.get_data()
    if _SMALLEST <= len(body) <= _LARGEST:
        response.set_data(_kept(body) if is_asset else gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(f"{etag}-gzip", weak=True)
    return response


@lru_cache(maxsize=64)
def _kept(body: bytes) -> bytes:
    """Return a file's best compression, made once: files do not change while we run."""
    return gzip.compress(body, 9, mtime=0)


def gzip_size(body: bytes) -> int:
    """Return how many bytes an answer has on its way, as the page budgets count them."""
    return len(gzip.compress(body, 5, mtime=0))

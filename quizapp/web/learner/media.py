"""Sends a picture or sound of a deck to who sees the deck; it can do nothing but be shown."""

import re
from typing import Final

from flask import make_response, request
from werkzeug.wrappers import Response

from quizapp.errors import NotFoundError
from quizapp.services.decks import deck_media
from quizapp.web import visitor

_NAME: Final = re.compile(r"[0-9a-f]{64}")
# Even opened by itself it loads nothing, runs nothing, and is of no origin.
_ALONE: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"


def medium(sha256: str) -> Response:
    """Send a picture or sound, or a part of it.

    A browser keeps it, but asks each time whether it may still be shown.
    """
    if not _NAME.fullmatch(sha256):
        raise NotFoundError("There is no such picture or sound.")
    user_id = visitor.current().id
    if request.if_none_match.contains(sha256):  # Nothing but leave is asked for.
        deck_media.require_seen(user_id=user_id, sha256=sha256)
        unchanged = _guarded(make_response(b"", 304), sha256)
        del unchanged.headers["Content-Type"]  # What the browser has of it stays.
        return unchanged
    found = deck_media.find(user_id=user_id, sha256=sha256)
    response = _guarded(make_response(found.data), sha256)
    response.headers["Content-Type"] = deck_media.TYPES[found.kind]
    response.headers["Content-Disposition"] = "inline"
    # Some players ask for a sound in parts and play nothing otherwise.
    return response.make_conditional(request, accept_ranges=True, complete_length=len(found.data))


def _guarded(response: Response, sha256: str) -> Response:
    response.headers["Content-Security-Policy"] = _ALONE
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(sha256)
    return response

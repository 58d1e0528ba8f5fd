"""Sends a picture or sound of a deck to who sees the deck; it can do nothing but be shown."""

import re
from typing import Final

from flask import make_response, request
from werkzeug.wrappers import Response

from quizapp.errors import NotFoundError
from quizapp.services import deck_media
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.learner.blueprint import blueprint

_NAME: Final = re.compile(r"[0-9a-f]{64}")
# Even opened by itself it loads nothing, runs nothing, and is of no origin.
_ALONE: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"


@blueprint.get("/media/<sha256>")
@policy(Policy.SIGNED_IN)
def medium(sha256: str) -> Response:
    """Send a picture or sound, or a part of it.

    A browser keeps it, but asks each time whether it may still be shown.
    """
    if not _NAME.fullmatch(sha256):
        raise NotFoundError("There is no such picture or sound.")
    found = deck_media.find(user_id=visitor.current().id, sha256=sha256)
    response = make_response(found.data)
    response.headers["Content-Type"] = deck_media.TYPES[found.kind]
    response.headers["Content-Security-Policy"] = _ALONE
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = "inline"
    response.set_etag(sha256)
    # Some players ask for a sound in parts and play nothing otherwise.
    return response.make_conditional(request, accept_ranges=True, complete_length=len(found.data))

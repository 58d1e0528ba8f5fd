"""The public halves of our keys, for platforms."""

from flask import jsonify
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.lti import lti_keys


def jwks() -> Response:
    """Send them as a JWK set."""
    return jsonify(lti_keys.public_keys(now=clock.now()))

"""The blueprint that the pages of LTI register with: nothing is there without a platform."""

from typing import Final

from flask import Blueprint

from quizapp.errors import NotFoundError
from quizapp.services import lti_platforms
from quizapp.web.access import NO_PAGE

blueprint: Final = Blueprint("lti", __name__, url_prefix="/lti")


@blueprint.before_request
def be_off_without_a_platform() -> None:
    """Answer as if there were no such page until an administrator has registered a platform."""
    if not lti_platforms.any_platform():
        raise NotFoundError(NO_PAGE)

"""The blueprint that the pages of joining and quiz-taking register with."""

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("quiz", __name__)

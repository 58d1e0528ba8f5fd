"""The blueprint that the learner pages register with."""

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("learner", __name__)

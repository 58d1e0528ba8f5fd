"""The blueprint that the teacher's pages register with."""

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("teacher", __name__)

"""The blueprint that the author's pages register with."""

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("author", __name__, url_prefix="/studio")

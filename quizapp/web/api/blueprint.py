"""The blueprint that the API's routes register with."""

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("api", __name__, url_prefix="/api/v1")

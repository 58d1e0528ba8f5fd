"""The blueprint that the administrator's pages register with."""

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("admin", __name__, url_prefix="/admin")

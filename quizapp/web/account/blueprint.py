"""The blueprint that the account pages register with."""

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("account", __name__)

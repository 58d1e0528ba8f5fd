"""``quizapp token``: tokens for programs."""

import json

import click

from quizapp import clock
from quizapp.cli.context import database, settings_from_environment
from quizapp.cli.user import as_json, get_person
from quizapp.services.people import tokens


@click.group()
def token() -> None:
    """Make tokens for programs, to send as ``Authorization: Bearer TOKEN``."""


@token.command()
@click.argument("user")
@click.option("--name", default="command line", show_default=True, help="What it is for.")
@as_json
def create(*, user: str, name: str, as_json: bool) -> None:
    """Print a new token of USER, and nothing else. It is shown this once."""
    with database(settings_from_environment()):
        made = tokens.create_token(user_id=get_person(user).id, name=name, now=clock.now())
    click.echo(json.dumps({"token": made}) if as_json else made)

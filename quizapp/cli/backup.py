"""``quizapp backup`` and ``quizapp restore``."""

from pathlib import Path

import click

from quizapp import clock
from quizapp.cli.context import settings_from_environment
from quizapp.services import maintenance

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
def backup(*, file: Path) -> None:
    """Copy the database to the new FILE, also while serving."""
    maintenance.backup(settings_from_environment(), file)
    click.echo(f"Backed up to {file}, checked")


@click.command()
@click.argument("file", type=FILE)
def restore(*, file: Path) -> None:
    """Put the backup FILE in the database's place; the previous one is kept."""
    previous = maintenance.restore(settings_from_environment(), file, now=clock.now())
    click.echo(f"Restored {file}; the next `quizapp serve` upgrades it if it is older")
    if previous is not None:
        click.echo(f"The previous database is kept as {previous}")

"""``quizapp backup`` and ``quizapp restore``."""

from pathlib import Path

import click

from quizapp import clock
from quizapp.cli.context import settings_from_environment
from quizapp.services.operation import maintenance

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--compact", is_flag=True, help="Leave out space that the database keeps free.")
def backup(*, file: Path, compact: bool) -> None:
    """Copy the database to the new FILE, also while serving.

    A compact copy that is restored gives the disk back what an upgrade or deletions left free.
    """
    settings = settings_from_environment()
    if compact:
        maintenance.backup_compact(settings, file)
    else:
        maintenance.backup(settings, file)
    click.echo(f"Backed up to {file}, checked")


@click.command()
@click.argument("file", type=FILE)
def restore(*, file: Path) -> None:
    """Put the backup FILE in the database's place; the previous one is kept."""
    previous = maintenance.restore(settings_from_environment(), file, now=clock.now())
    click.echo(f"Restored {file}; the next `quizapp serve` upgrades it if it is older")
    if previous is not None:
        click.echo(f"The previous database is kept as {previous}")

"""``quizapp move``: take everything to another database."""

import click

from quizapp.cli.bank_output import table
from quizapp.cli.context import settings_from_environment
from quizapp.services.operation import moving


@click.command()
@click.option("--to", required=True, metavar="URL", help="postgresql://... or sqlite:///FILE")
@click.option("--anew", is_flag=True, help="Delete what the new database holds before.")
def move(*, to: str, anew: bool) -> None:
    """Copy all data to the database at URL and compare it table by table.

    Stop the server first: while this runs nothing can be stored. An interrupted move goes on
    where it was. The old database is left as it is.
    """
    if anew:
        click.confirm(f"Delete everything in {_without_password(to)}?", abort=True)
    moved = moving.move(
        settings_from_environment(),
        to=to,
        anew=anew,
        progress=lambda name, rows: click.echo(f"{name}: {rows}", err=True),
    )
    rows = [(each.table, each.digest.rows, each.copied, each.digest.digest[:16]) for each in moved]
    click.echo(table(("table", "rows", "copied now", "digest on both"), rows))
    click.echo("All tables are equal. Set QUIZAPP_DATABASE_URL to the new address and serve.")


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.split('://')[0]}://...@{tail}" if at else url

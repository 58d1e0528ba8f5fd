"""``quizapp class``: what is done with classes besides teaching."""

import json

import click

from quizapp import clock
from quizapp.cli.context import application, settings_from_environment
from quizapp.services.decks import card_writing, deck_reading
from quizapp.services.files import file_making, import_jobs
from quizapp.services.people import retention as service
from quizapp.services.people.retention import Expired
from quizapp.store.leading import leading


@click.group("class")
def class_() -> None:
    """Keep classes no longer than agreed."""


@class_.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def retention(*, dry_run: bool, as_json: bool) -> None:
    """Delete learners' work in classes whose time is over, and files nobody said yes to.

    Cards that were deleted 30 days ago go with them.

    The server does the same when it starts, and every six hours.
    """
    with application(), leading("class retention") as mine:
        if not mine:
            click.echo("Another server does this at this moment.", err=True)
            return
        now = clock.now()
        found = service.find_expired(now=now) if dry_run else service.apply_retention(now=now)
        if not dry_run:
            deck_reading.forget_waiting(now=now)
            card_writing.forget_deleted(now=now)
            folder = settings_from_environment().data_dir
            import_jobs.sweep(folder, now=now)
            file_making.sweep(folder, now=now)
        if as_json:
            click.echo(json.dumps([_row(each) for each in found]))
            return
        for each in found:
            counts = ", ".join(f"{count} {name}" for name, count in each.rows.items() if count)
            verb = "would lose" if dry_run else "lost"
            click.echo(f"class {each.class_id} {verb} {counts} (kept until {each.due_at:%Y-%m-%d})")
        if not found:
            click.echo("No class is past its time.")


def _row(each: Expired) -> dict[str, object]:
    return {"class": each.class_id, "due_at": each.due_at.isoformat(), "rows": dict(each.rows)}

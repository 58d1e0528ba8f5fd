"""``quizapp import``: bring a file of another program in as a person's deck."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp import clock
from quizapp.cli.context import application, settings_from_environment
from quizapp.cli.user import get_person
from quizapp.formats.incoming.incoming import Choices
from quizapp.formats.readers import READERS

if TYPE_CHECKING:
    from quizapp.services.decks.deck_reading import ImportPreview


@click.command(name="import")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--user", "name", help="Whose deck it becomes.")
@click.option("--format", "reader", type=click.Choice(list(READERS)), help="Default: by its name.")
@click.option("--deck", "target", default="new", help="Id of a deck of theirs. Default: a new one.")
@click.option("--title", default="", help="Of a new deck. Default: what the file says.")
@click.option("--both-ways", is_flag=True, help="Ask the back for the front, too.")
@click.option("--scheduling", is_flag=True, help="Take the file's past answers along.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and store nothing.")
@click.option(
    "--everything",
    is_flag=True,
    help="FILE holds everything of a learner, as `quizapp export --everything-of` writes it; the "
    "account must have no answers and no decks.",
)
@click.option("--waiting", is_flag=True, hidden=True, help="All that was sent on a page.")
def import_(
    *,
    file: Path | None,
    name: str | None,
    reader: str | None,
    target: str,
    title: str,
    both_ways: bool,
    scheduling: bool,
    dry_run: bool,
    everything: bool,
    waiting: bool,
) -> None:
    """Bring FILE in: Anki, CSV, Quizlet and others. Nobody but its owner sees it.

    Into a deck that has some of its notes already (--deck) it brings what is new and changed.
    """
    from quizapp.services.decks import (  # noqa: PLC0415 - --help must start fast
        deck_reading,
        deck_taking,
    )
    from quizapp.services.decks.deck_draft import Wish  # noqa: PLC0415 - the same

    if waiting:
        _work_on_waiting()
        return
    if file is None or name is None:
        raise click.UsageError("Give the file, and --user: whose deck it becomes.")
    if everything:
        _take_everything_up(file, name, dry_run=dry_run)
        return
    with application():
        user_id = get_person(name).id
        click.echo(f"reading {file.name} ...", err=True)
        number = deck_reading.stage(
            user_id=user_id,
            data=file.read_bytes(),
            name=file.name,
            reader=reader or "",
            choices=Choices(both_ways=both_ways, scheduling=scheduling),
            now=clock.now(),
        )
        try:
            found = deck_reading.preview(user_id=user_id, import_id=number)
            _tell_what_comes(found)
            if dry_run:
                sys.exit(0)
            click.echo("taking it in ...", err=True)
            wish = Wish(user_id, number, target, title, scheduling)
            done = deck_taking.take_in(wish, now=clock.now())
        finally:
            deck_reading.forget(user_id=user_id)
    click.echo(
        f"{done.article_id}: {done.added} added, {done.updated} updated, {done.same} as they were, "
        f"{done.kept} as you left them, "
        f"{done.reviews} past answers"
    )


def _tell_what_comes(found: "ImportPreview") -> None:
    """Print what a file would bring, and what of it is left out or changed."""
    for each in found.left_out:
        click.echo(f"left out, {each.place}: {each.what}: {each.reason}", err=True)
    for each in found.changed:
        click.echo(f"changed, {each.place}: {each.what}: {each.reason}", err=True)
    kinds = ", ".join(f"{many} {kind}" for kind, many in found.kinds.items())
    click.echo(f"{found.notes} notes ({kinds}), {len(found.left_out)} left out")


def _take_everything_up(file: Path, name: str, *, dry_run: bool) -> None:
    """Take a file of everything up in the account of that name, or only say what it would bring."""
    from quizapp.services.decks import deck_reading  # noqa: PLC0415 - the same
    from quizapp.services.files import everything_taking  # noqa: PLC0415 - the same

    with application():
        user_id = get_person(name).id
        click.echo(f"reading {file.name} ...", err=True)
        try:
            number = everything_taking.stage(
                user_id=user_id,
                data=file.read_bytes(),
                name=file.name,
                now=clock.now(),
                large=True,
            )
            found = everything_taking.preview(user_id=user_id, import_id=number, with_sample=False)
            for each in found.losses:
                parts = (part for part in (each.place, each.what, each.reason) if part)
                click.echo(f"stays out: {': '.join(parts)}", err=True)
            if found.lost > len(found.losses):
                click.echo(f"and {found.lost - len(found.losses)} more", err=True)
            if not dry_run:
                click.echo("taking it up ...", err=True)
                everything_taking.take_up(user_id=user_id, import_id=number, now=clock.now())
        finally:
            deck_reading.forget(user_id=user_id)
    did = "would be taken up" if dry_run else "were taken up"
    click.echo(
        f"{found.many} decks of {found.notes} notes, {found.reviews} answers about {found.cards} "
        f"cards, {found.own_notes} own notes, {found.plans} plans {did}"
    )


def _work_on_waiting() -> None:
    """Read and take in what was sent on pages, which start this by themselves."""
    from quizapp.services.files import import_jobs  # noqa: PLC0415 - the same

    with application():
        ran = import_jobs.run_waiting(settings_from_environment().data_dir, now=clock.now)
    click.echo(f"Files that were worked on: {ran}.")

"""``quizapp export``: write a question set as a file of another program."""

import sys
from pathlib import Path

import click

from quizapp import clock
from quizapp.cli.bank_output import counted, table
from quizapp.cli.context import application
from quizapp.errors import NotFoundError
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import QuestionType
from quizapp.services import exporting
from quizapp.services.exporting import LEVELS, ExportChoice

_FORMS = [each.value for each in QuestionType if each is not QuestionType.FLASHCARD]


@click.command()
@click.argument("set_name", metavar="[SET]", required=False)
@click.option("--format", "name", type=click.Choice(list(FORMATS)), help="Of the file.")
@click.option(
    "--form",
    "forms",
    type=click.Choice(_FORMS),
    multiple=True,
    default=_FORMS,
    help="Form of questions, may be given several times. Default: all.",
)
@click.option("--level", type=click.Choice(LEVELS), default="near", show_default=True)
@click.option("--one-per-fact", is_flag=True, help="A fair choice of one question a fact.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: its name.")
def export(
    *,
    set_name: str | None,
    name: str | None,
    forms: tuple[str, ...],
    level: str,
    one_per_fact: bool,
    out: Path | None,
) -> None:
    """Write SET, a number or a key such as article:metre, with its keys.

    Without SET it lists the sets, without --format the formats.
    """
    if set_name is None:
        with application():
            rows = [(str(number), *rest) for number, *rest in exporting.list_sets()]
        click.echo(table(("set", "key", "kind", "title"), rows))
        return
    if name is None:
        rows = [(each.name, each.title, each.used_for) for each in FORMATS.values()]
        click.echo(table(("format", "title", "what for"), rows))
        return
    choice = ExportChoice(
        name, frozenset(QuestionType(each) for each in forms), level, one_per_fact
    )
    with application():
        number = _number(set_name)
        found = exporting.export_set(set_id=number, user_id=None, choice=choice, now=clock.now())
    path = out or Path(found.file_name)
    path.write_bytes(found.data)
    click.echo(f"{path}: {counted({'questions': sum(found.counts.values())})}", err=True)
    for form, stem in found.left_out:
        click.echo(f"left out, {name} has no {form.value}: {stem}", err=True)
    sys.exit(0)


def _number(set_name: str) -> int:
    """Return the number of a set that is named by its number or its key."""
    for number, key, *_ in exporting.list_sets():
        if set_name in (str(number), key):
            return number
    raise NotFoundError("There is no set {name!r}; `quizapp export` lists them.", name=set_name)

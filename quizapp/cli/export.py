"""``quizapp export``: write a question set as a file of another program."""

import sys
from functools import partial
from pathlib import Path

import click

from quizapp import clock
from quizapp.cli.bank_output import counted, table
from quizapp.cli.context import application, settings_from_environment
from quizapp.cli.user import get_person
from quizapp.cli.whole_file import whole_file
from quizapp.errors import InputError, NotFoundError
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import QuestionType
from quizapp.services.exports import exporting, set_taking
from quizapp.services.exports.exporting import LEVELS, Export, ExportChoice
from quizapp.services.files import everything_saving, file_kinds, file_making

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
@click.option(
    "--memory-of",
    "person",
    metavar="NAME",
    help="Whose memory goes along, as flashcards and without what their quizzes keep closed. The "
    "file is for them alone.",
)
@click.option(
    "--everything-of",
    "everything",
    metavar="NAME",
    help="Instead of a set: all decks, media, memory, plans and settings of NAME in one file, for "
    "`quizapp import --everything`. The file is for them alone.",
)
@click.option("--waiting", metavar="NAME", hidden=True, help="A file that a page asked for.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: its name.")
def export(
    *,
    set_name: str | None,
    name: str | None,
    forms: tuple[str, ...],
    level: str,
    one_per_fact: bool,
    person: str | None,
    everything: str | None,
    waiting: str | None,
    out: Path | None,
) -> None:
    """Write SET, a number or a key such as article:metre, with its keys.

    Without SET it lists the sets, without --format the formats.
    """
    if waiting is not None:
        _make(waiting)
        return
    if everything is not None:
        _everything(everything, out)
        return
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
        if person is None:
            found = exporting.export_set(
                set_id=number, user_id=None, choice=choice, now=clock.now()
            )
        else:
            found = _with_memory(number, name, person)
    path = out or Path(found.file_name)
    path.write_bytes(found.data)
    click.echo(f"{path}: {counted({'questions': sum(found.counts.values())})}", err=True)
    if found.along:
        goes = {"answers": found.along.answers, "cards": found.along.cards}
        click.echo(f"memory of {person}: {counted(goes)}", err=True)
        for loss in found.along.losses:
            click.echo(str(loss), err=True)
    if found.in_quiz:
        click.echo(f"left out, a quiz of {person} asks them: {found.in_quiz} cards", err=True)
    for form, stem in found.left_out:
        click.echo(f"left out, {name} has no {form.value}: {stem}", err=True)
    sys.exit(0)


def _make(token: str) -> None:
    """Make the file of an order that a page keeps."""
    with application():
        file_making.run(
            token,
            partial(file_kinds.make, now=clock.now()),
            folder=settings_from_environment().data_dir,
        )


def _everything(name: str, out: Path | None) -> None:
    """Write everything of the account of that name."""
    now = clock.now()
    path = out or Path(everything_saving.file_name(now))
    with application():
        who = get_person(name)
        with whole_file(path) as file:
            counts = everything_saving.write(file, user_id=who.id, now=now)
    click.echo(f"{path}: {counted(counts.model_dump())}", err=True)


def _with_memory(number: int, name: str, person: str) -> Export:
    """Return a set with the memory of a person.

    Raises:
        InputError: the format holds no memory.
        NotFoundError: there is no such account, or it may not study the set.
    """
    if not exporting.get_format(name).holds_memory:
        raise InputError(
            "{format} holds no memory; choose from {formats}.",
            format=name,
            formats=", ".join(each for each, form in FORMATS.items() if form.holds_memory),
        )
    user = get_person(person)
    return set_taking.take_set(
        user_id=user.id, set_id=number, format_name=name, with_memory=True, now=clock.now()
    )


def _number(set_name: str) -> int:
    """Return the number of a set that is named by its number or its key."""
    for number, key, *_ in exporting.list_sets():
        if set_name in (str(number), key):
            return number
    raise NotFoundError("There is no set {name!r}; `quizapp export` lists them.", name=set_name)

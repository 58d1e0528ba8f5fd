"""``quizapp bank``: check, plan, publish and print the documents of a bank; draft new ones."""

import gc
import os
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from quizapp.cli.bank_draft import draft
from quizapp.cli.bank_model import ask_model
from quizapp.cli.bank_output import (
    browser_text,
    counted,
    guessing_table,
    plan_object,
    plan_text,
    print_json,
    table,
)
from quizapp.errors import BankErrors, ConfigurationError

if TYPE_CHECKING:
    from quizapp.bank.document import Bank
    from quizapp.generation.generate import Generated

_PATH = click.argument(
    "path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
_SEED = click.option("--seed", default=None, help="Seed of the questions; default: as published.")


@click.group()
def bank() -> None:
    """Check, plan and publish the documents of a bank.

    PATH is the bank's folder; without it the one of QUIZAPP_BANK, else the shipped one. All but
    plan and publish work without a database.
    """


bank.add_command(draft)
bank.add_command(ask_model)


@bank.command()
@_PATH
@_JSON
def check(*, path: Path | None, as_json: bool) -> None:
    """Find every problem of every file at once."""
    folder = _folder(path)
    loaded = _load(folder, as_json=as_json)
    counts = {
        "articles": len(loaded.articles),
        "entities": len(loaded.entities),
        "facts": len(loaded.facts()),
    }
    if as_json:
        print_json({"ok": True, "problems": [], **counts})
    else:
        click.echo(f"{folder}: no problems in {counted(counts)}.")


@bank.command()
@_PATH
@_JSON
def plan(*, path: Path | None, as_json: bool) -> None:
    """Show what publishing would change, and how many learners each change touches."""
    from quizapp.cli.context import database, settings_from_environment  # noqa: PLC0415 - check needs no database
    from quizapp.services.publishing.publishing import plan_folder  # noqa: PLC0415 - the same
    from quizapp.services.workspace.workspace import working_files  # noqa: PLC0415 - the same

    folder = _folder(path)
    with database(settings_from_environment()):
        try:
            made = plan_folder(folder)
            copy = working_files(folder)
        except BankErrors as errors:
            _fail(errors, as_json=as_json)
    if as_json:
        browser = {"unpublished": sorted(copy.changed), "conflicts": list(copy.conflicts)}
        print_json({**plan_object(made), **browser})
    else:
        click.echo(plan_text(made))
        click.echo(browser_text(copy), nl=False)


@bank.command()
@_PATH
@click.option("--note", default="", help="A line for the history: what changed and why.")
@click.option(
    "--processes",
    type=click.IntRange(1, 16),
    help="That make the questions of a large bank at once; default: one a processor, at most 3.",
)
@_JSON
def publish(*, path: Path | None, note: str, processes: int | None, as_json: bool) -> None:
    """Publish the bank in one transaction and keep a revision to go back to."""
    from quizapp.cli.context import database, settings_from_environment  # noqa: PLC0415 - check needs no database
    from quizapp.clock import now  # noqa: PLC0415 - the same
    from quizapp.services.publishing.generating import processors  # noqa: PLC0415 - the same
    from quizapp.services.publishing.publishing import publish_folder  # noqa: PLC0415 - the same

    folder = _folder(path)
    # A fifth of the work would be to look for cycles among millions of objects: there are none to
    # speak of, and this process ends soon.
    gc.disable()
    with database(settings_from_environment()):
        try:
            done = publish_folder(
                folder, now=now(), by=None, note=note, processes=processes or processors()
            )
        except BankErrors as errors:
            _fail(errors, as_json=as_json)
    if as_json:
        counts = dict(done.plan.counts) if done.plan else {}
        print_json({"revision": done.revision, "written": done.written, "counts": counts})
    elif not done.written:
        click.echo(f"Nothing to publish: revision {done.revision} is this bank.")
    else:
        if done.plan:
            click.echo(plan_text(done.plan))
        click.echo(f"Published as revision {done.revision}.")


@bank.command()
@_PATH
@click.option("--jsonl", is_flag=True, help="Print one question a line as JSON, with its key.")
@_SEED
def questions(*, path: Path | None, jsonl: bool, seed: str | None) -> None:
    """Print every question that the bank gives: a table of counts, or all of them as JSON lines."""
    loaded, made = _generate(_folder(path), seed=seed, as_json=False)
    if jsonl:
        from quizapp.formats.texts.questions_jsonl import lines  # noqa: PLC0415 - only here

        for line in lines(made.questions):
            click.echo(line)
        return
    of_type = Counter(question.type.value for question in made.questions)
    click.echo(table(("form", "questions"), sorted(of_type.items())))
    facts = len(loaded.facts())
    average = len(made.questions) / facts if facts else 0.0
    click.echo(f"{len(made.questions)} questions of {facts} facts: {average:.1f} a fact.")


@bank.command()
@_PATH
@_SEED
@_JSON
def lint(*, path: Path | None, seed: str | None, as_json: bool) -> None:
    """List questions that were dropped, with the reason, and warnings about the others.

    Also shows how often each guessing rule finds the key. Exit code 1 when a question was dropped.
    """
    from quizapp.generation.guessing import guessing_rates  # noqa: PLC0415 - only here

    _, made = _generate(_folder(path), seed=seed, as_json=as_json)
    rates = guessing_rates(made.questions, seed="lint")
    if as_json:
        print_json(
            {
                "guessing": [asdict(rate) for rate in rates],
                "dropped": [asdict(dropped) for dropped in made.dropped],
                "warnings": [asdict(warning) for warning in made.warnings],
            }
        )
    else:
        for dropped in made.dropped:
            click.echo(f"dropped  {dropped.question}: {dropped.rule}: {dropped.reason}")
        for warning in made.warnings:
            click.echo(f"warning  {warning.question}: {warning.rule}: {warning.message}")
        click.echo(guessing_table(rates))
        counts = f"{len(made.dropped)} dropped, {len(made.warnings)} warnings"
        click.echo(f"{len(made.questions)} questions, {counts}.")
    sys.exit(1 if made.dropped else 0)


@bank.command()
def schema() -> None:
    """Print the JSON Schema of a bank file, for editors."""
    from quizapp.bank.schema import json_schema  # noqa: PLC0415 - only here

    print_json(json_schema())


@bank.command()
def index() -> None:
    """Make the search's index anew from what is published."""
    from quizapp.cli.context import database  # noqa: PLC0415 - --help must start fast
    from quizapp.services.study import searching  # noqa: PLC0415 - the same
    from quizapp.settings import Settings  # noqa: PLC0415 - the same

    with database(Settings.from_environment(os.environ)):
        wrong = searching.index_differences()
        searching.rebuild_index()
    click.echo(f"The search's index is made anew; {wrong} entries were missing or stale.")


def _folder(path: Path | None) -> Path:
    """Return the bank's folder."""
    from quizapp.settings import Settings  # noqa: PLC0415 - --help must start fast

    folder = path if path is not None else Settings.from_environment(os.environ).bank
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is not a folder; name the folder of a bank")
    return folder


def _load(folder: Path, *, as_json: bool) -> "Bank":
    """Return the bank of a folder, or print its problems and end with 1."""
    from quizapp.bank.load import load_bank  # noqa: PLC0415 - --help must start fast

    try:
        return load_bank(folder)
    except BankErrors as errors:
        _fail(errors, as_json=as_json)


def _generate(folder: Path, *, seed: str | None, as_json: bool) -> "tuple[Bank, Generated]":
    """Return the bank of a folder and its questions."""
    from quizapp.generation.generate import generate  # noqa: PLC0415 - --help must start fast
    from quizapp.generation.seeds import PUBLISHED_SEED  # noqa: PLC0415 - the same

    loaded = _load(folder, as_json=as_json)
    return loaded, generate(loaded, seed=seed if seed is not None else PUBLISHED_SEED)


def _fail(errors: BankErrors, *, as_json: bool) -> NoReturn:
    """Print all problems and end with 1. Nothing was changed."""
    if as_json:
        print_json({"ok": False, "problems": [asdict(problem) for problem in errors.problems]})
    else:
        for problem in errors.problems:
            click.echo(str(problem))
        found = len(errors.problems)
        click.echo(f"{found} problem{'' if found == 1 else 's'} found.", err=True)
    sys.exit(1)

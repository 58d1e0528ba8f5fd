"""``quizapp user``: make accounts, set roles and passwords."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from quizapp import clock
from quizapp.cli.context import database, settings_from_environment
from quizapp.cli.whole_file import whole_file
from quizapp.errors import InputError, NotFoundError
from quizapp.services.files import memory_file
from quizapp.services.people import accounts, administration
from quizapp.services.people.accounts import ROLES, Person
from quizapp.services.signing_in import second_step

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
given_password = click.option(
    "--password",
    help="The password; other people on this machine may see it. Without it: asked, or read "
    "from standard input.",
)


@click.group()
def user() -> None:
    """Make accounts, set roles and passwords."""


@user.command()
@click.argument("name")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, help="May repeat.")
@given_password
@as_json
def create(*, name: str, roles: tuple[str, ...], password: str | None, as_json: bool) -> None:
    """Make the account NAME. Everybody is a learner; roles come on top."""
    with database(settings_from_environment()):
        person = accounts.create_user(
            name=name, password=_password(password), roles=roles, now=clock.now()
        )
        _show_one(person, as_json=as_json)


@user.command()
@click.argument("name")
@click.argument("roles", type=click.Choice(ROLES), nargs=-1)
@as_json
def role(*, name: str, roles: tuple[str, ...], as_json: bool) -> None:
    """Set the ROLES of NAME; none leaves a learner. Ends the account's sessions."""
    with database(settings_from_environment()):
        person = administration.set_roles(
            user_id=get_person(name).id, roles=roles, actor_id=None, now=clock.now()
        )
        _show_one(person, as_json=as_json)


@user.command()
@click.argument("name")
@given_password
@as_json
def password(*, name: str, password: str | None, as_json: bool) -> None:
    """Set the password of NAME. Ends the account's sessions."""
    with database(settings_from_environment()):
        person = accounts.set_password(
            user_id=get_person(name).id, password=_password(password), now=clock.now()
        )
        _show_one(person, as_json=as_json)


@user.command("second-step-off")
@click.argument("name")
def second_step_off(*, name: str) -> None:
    """Let the password alone sign NAME in: device and recovery codes are lost.

    Passkeys of NAME are taken away too, and every session ends.
    """
    with database(settings_from_environment()):
        second_step.take_off(user_id=get_person(name).id, actor_id=None, now=clock.now())
        click.echo(f"The second step of {name} is off, and passkeys are taken away.")


@user.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Print every account with its roles."""
    with database(settings_from_environment()):
        _show(administration.list_people(), as_json=as_json)


def get_person(name: str) -> Person:
    """Return the account of that name.

    Raises:
        NotFoundError: there is none.
    """
    person = accounts.find_person_by_name(name=name)
    if person is None:
        raise NotFoundError(f"There is no account {name}; `quizapp user list` prints them")
    return person


def _password(given: str | None) -> str:
    if given is not None:
        return given
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise InputError("No password: give --password, or write one to standard input")
    return line


def _show(people: Iterable[Person], *, as_json: bool) -> None:
    rows = [_row(person) for person in people]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(_line(row))


def _show_one(person: Person, *, as_json: bool) -> None:
    row = _row(person)
    click.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(row))


def _row(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "roles": " ".join(["learner", *sorted(person.roles)]),
        "disabled": person.disabled,
    }


def _line(row: dict[str, object]) -> str:
    off = "\tdisabled" if row["disabled"] else ""
    return f"{row['id']}\t{row['name']}\t{row['roles']}{off}"


@user.command()
@click.argument("name")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it here.")
@click.option(
    "--in",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take up this file; the account must have no answers.",
)
@click.option("--dry-run", is_flag=True, help="With --in: say what it would bring, store nothing.")
def memory(*, name: str, out: Path | None, source: Path | None, dry_run: bool) -> None:
    """Write the memory of the account NAME to a file, or take such a file up."""
    if (out is None) == (source is None):
        raise click.UsageError("Give either --out FILE or --in FILE.")
    with database(settings_from_environment()):
        person = get_person(name)
        if out is not None:
            with whole_file(out) as file:
                memory_file.write(file, user_id=person.id, now=clock.now())
            click.echo(f"{out}: the memory of {person.name}")
            return
        data = source.read_bytes() if source else b""
        use = memory_file.preview if dry_run else memory_file.restore
        found = use(user_id=person.id, data=data, now=clock.now())
    did = "would be taken up" if dry_run else "were taken up"
    click.echo(f"{found.reviews} answers about {found.cards} cards {did}")
    if found.unknown:
        click.echo(f"{found.unknown} cards are not known here; their answers stay out", err=True)

"""``quizapp serve``: set up what is missing, then serve until told to stop."""

import contextlib
import errno
import secrets
import socket
import sys
from pathlib import Path
from typing import Final

import click

from quizapp import clock
from quizapp.cli.apart import run_apart
from quizapp.cli.context import database, settings_from_environment
from quizapp.cli.fit_sweeper import sweeping
from quizapp.cli.lti_sender import sending
from quizapp.cli.server import run_server
from quizapp.cli.tidying import tidying
from quizapp.errors import BankError, BankErrors, ConfigurationError, ConflictError
from quizapp.services.operation import maintenance
from quizapp.services.people import accounts, retention
from quizapp.services.publishing import publishing_known
from quizapp.services.signing_in import links
from quizapp.services.workspace import workspace_files
from quizapp.settings import Settings
from quizapp.store.data_folder import prepare_data_folder, serving_lock
from quizapp.store.leading import leading

_NO_BANK: Final = (BankError, BankErrors, ConfigurationError, ConflictError, OSError)
"""What keeps a bank from being published and the site from nothing; a cut one is a conflict."""
_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - compared only
"""Addresses that stand for all of a machine's, and how a browser on it calls them."""
_UNPUBLISHED: Final = 3
"""Exit code of the process that publishes, once it has said why not."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--demo", "with_demo", is_flag=True, help="Add demonstration accounts and a class.")
def serve(*, host: str, port: int, workers: int, with_demo: bool) -> None:
    """Start the server.

    Makes the data folder, its key and the database where missing, upgrades the database after
    a backup, and publishes the bank when it changed.
    """
    settings = prepare_data_folder(settings_from_environment())
    address = _address(host, port)
    with serving_lock(settings.data_dir):
        _need_free_port(host, port)
        if copy := maintenance.upgrade_database(settings, now=clock.now()):
            click.echo(f"The database was upgraded; a copy from before is {copy}")
        newest = not maintenance.is_newer_but_usable(settings)
        if not newest:
            click.echo(
                "A newer quizapp has upgraded this database, and left room for this one: it "
                "serves, and publishes nothing. Install the newer one here too."
            )
        if settings.publish_at_start and newest:
            _publish(settings)
        with database(settings):
            if with_demo:
                _make_demo(settings)
            _lead_to_setup(settings, host=host, port=port)
            _tidy()
        with sweeping(), tidying(), sending():
            run_server(
                settings,
                host=host,
                port=port,
                workers=workers,
                started=lambda: click.echo(f"quizapp serves {address}"),
            )


def _publish(settings: Settings) -> None:
    """Publish the bank when it differs; a broken or cut one leaves what is published serving."""
    try:
        with database(settings):
            known = publishing_known.serves(settings.bank)
    except _NO_BANK as error:
        _say_unpublished(settings.bank, str(error))
        return
    if not known:
        ended = run_apart(_publish_changed, settings)
        if ended not in {0, _UNPUBLISHED}:
            _say_unpublished(settings.bank, f"The process that published it ended with {ended}.")
        if ended:
            return
    with database(settings):
        for path in workspace_files.working_files(settings.bank).conflicts:
            click.echo(
                f"{path} changed on disk and in the studio: settle it there, under Documents"
            )


def _publish_changed(settings: Settings) -> None:
    """Publish the bank, in a process of its own; its exit code says whether that was done."""
    with database(settings):
        done = _publish_here(settings.bank)
    sys.exit(0 if done else _UNPUBLISHED)


def _publish_here(bank: Path) -> bool:
    # Most starts find the bank as it is published, and need nothing of this.
    from quizapp.services.publishing import generating, publishing  # noqa: PLC0415

    try:
        published = publishing.publish_unasked(
            bank, now=clock.now(), processes=generating.processors()
        )
    except _NO_BANK as error:
        _say_unpublished(bank, str(error))
        return False
    if published.written:
        click.echo(f"Published {bank} as revision {published.revision}")
    return True


def _say_unpublished(bank: Path, why: str) -> None:
    click.echo(f"The bank {bank} was not published; what was published before serves:", err=True)
    click.echo(why, err=True)


def _tidy() -> None:
    """Delete what classes have kept long enough."""
    with leading("class retention") as mine:
        expired = retention.apply_retention(now=clock.now()) if mine else ()
    for each in expired:
        click.echo(f"Class {each.class_id}: learners' work was deleted, its time was over")


def _make_demo(settings: Settings) -> None:
    from quizapp.services.operation import (  # noqa: PLC0415 - a class, its quizzes and all that is behind
        demo,
    )

    password = settings.demo_password or secrets.token_urlsafe(9)
    people = demo.make_demonstration(password=password, now=clock.now())
    names = ", ".join(person.name for person in people)
    click.echo(f"Demonstration accounts: {names}; password: {password}")


def _lead_to_setup(settings: Settings, *, host: str, port: int) -> None:
    """Print the one-time link that makes the administrator, as long as there is no account."""
    if accounts.any_account():
        return
    public = _public_address(settings, host, port)
    token = links.make_setup_link(clock.now())
    address = public or _address(host, port)
    click.echo(f"Make the first account, the administrator's: {address}setup/{token}")
    if not public and host in _EVERYWHERE:
        click.echo(
            "From another machine, or outside of a container, put its name or the proxy's in the "
            "place of the address; with QUIZAPP_TRUSTED_HOSTS the link has it."
        )


def _need_free_port(host: str, port: int) -> None:
    # The server shares its port among workers, and so would share it with a stranger: look first.
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with contextlib.closing(socket.socket(family, kind)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            probe.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ConfigurationError(
                f"Port {port} of {host} is in use: stop what uses it, or give another --port."
            ) from error
        raise ConfigurationError(f"{host}:{port} cannot be listened on: {error}") from error


def _public_address(settings: Settings, host: str, port: int) -> str:
    """Return what browsers elsewhere open, as far as the settings tell; else "".

    Behind a proxy the port is the proxy's own, which is that of the scheme.
    """
    here = {"localhost", "127.0.0.1", "[::1]", host}
    names = [each for each in settings.trusted_hosts if each not in here and each[0] != "."]
    if not names:
        return ""
    place = "" if settings.proxy_hops else f":{port}"
    return f"{'https' if settings.https else 'http'}://{names[0]}{place}/"


def _address(host: str, port: int) -> str:
    """Return what a browser on this machine opens."""
    shown = _EVERYWHERE.get(host, host)
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    return f"http://{shown}:{port}/"

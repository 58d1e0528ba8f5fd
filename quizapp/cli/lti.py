"""``quizapp lti``: register learning platforms, rotate our key, send grades that wait."""

import json
from dataclasses import asdict
from typing import Any

import click

from quizapp import clock
from quizapp.cli.context import database, settings_from_environment
from quizapp.services.lti import lti_keys, lti_outbox, lti_platforms
from quizapp.services.lti.lti_platforms import Platform, PlatformDraft
from quizapp.store.data_folder import prepare_data_folder
from quizapp.store.leading import leading

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def lti() -> None:
    """Connect Moodle, Canvas and others by LTI 1.3."""


@lti.command()
@click.argument("name")
@click.option("--issuer", required=True, help="Issuer (platform ID).")
@click.option("--client-id", required=True, help="The client ID that the platform gave us.")
@click.option("--deployment", "deployments", multiple=True, required=True, help="May repeat.")
@click.option("--auth-url", required=True, help="Authentication request address.")
@click.option("--token-url", required=True, help="Access token address.")
@click.option("--jwks-url", required=True, help="Address of the platform's public keys.")
@click.option("--makes-teachers", is_flag=True, help="Its instructors get the role teacher.")
@as_json
def register(*, as_json: bool, deployments: tuple[str, ...], **given: Any) -> None:
    """Register the platform NAME."""
    settings = prepare_data_folder(settings_from_environment())
    with database(settings):
        draft = PlatformDraft(deployments=" ".join(deployments), **given)
        number = lti_platforms.register(draft, actor_id=None, settings=settings, now=clock.now())
        _show((lti_platforms.get_platform(platform_id=number),), as_json=as_json)


@lti.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Print the registered platforms."""
    with database(settings_from_environment()):
        _show(lti_platforms.list_platforms(), as_json=as_json)


@lti.command()
@click.argument("number", type=int)
def remove(*, number: int) -> None:
    """Remove the platform NUMBER with its courses and waiting grades; classes and people stay."""
    with database(settings_from_environment()):
        name = lti_platforms.get_platform(platform_id=number).name
        lti_platforms.remove(platform_id=number, actor_id=None, now=clock.now())
        click.echo(f"{name} is removed")


@lti.command("rotate-key")
def rotate_key() -> None:
    """Make a new key; the old one is still published for 14 days."""
    settings = prepare_data_folder(settings_from_environment())
    with database(settings):
        kid = lti_keys.rotate(secret=settings.secret_key, actor_id=None, now=clock.now())
        click.echo(f"New tokens are signed with the key {kid}")


@lti.command()
def send() -> None:
    """Send the grades that have changed or wait for another try; the server does it by itself."""
    settings = prepare_data_folder(settings_from_environment())
    with database(settings):
        if not lti_platforms.any_platform():
            click.echo("No platform is registered.")
            return
        with leading("lti send") as mine:
            if not mine:
                click.echo("Another server sends them at this moment.")
                return
            done = lti_outbox.send(settings=settings, now=clock.now())
    click.echo(f"{done.sent} grades were sent, {done.failed} could not be")


def _show(platforms: tuple[Platform, ...], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([asdict(each) for each in platforms], ensure_ascii=False))
        return
    for each in platforms:
        click.echo(f"{each.id}\t{each.name}\t{each.issuer}\t{each.client_id}")

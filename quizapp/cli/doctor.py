"""``quizapp doctor``: check everything, change nothing."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from quizapp import clock
from quizapp.cli.context import settings_from_environment
from quizapp.cli.main import EXIT_FINDINGS
from quizapp.services.operation.doctor import examine
from quizapp.services.operation.doctor_deploy import examine_deployment


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--deploy", is_flag=True, help="Look at settings, disk, clock and backups too.")
@click.option("--backups", type=click.Path(path_type=Path), help="With --deploy: their folder.")
@click.option("--url", default="", help="With --deploy: visit the site at its public address.")
@click.pass_context
def doctor(
    context: click.Context, *, as_json: bool, deploy: bool, backups: Path | None, url: str
) -> None:
    """Check database, bank and files; exit 1 when there is a problem."""
    settings = settings_from_environment()
    checks = examine(settings)
    if deploy:
        checks += examine_deployment(settings, backups=backups, url=url, now=clock.now())
    if as_json:
        click.echo(json.dumps([asdict(check) for check in checks], ensure_ascii=False))
    else:
        width = max(len(check.name) for check in checks)
        for check in checks:
            click.echo(f"{check.status:8}{check.name:{width + 2}}{check.detail}")
    if any(check.status == "problem" for check in checks):
        context.exit(EXIT_FINDINGS)

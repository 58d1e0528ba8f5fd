"""``quizapp doctor``: check everything, change nothing."""

import json
from dataclasses import asdict

import click

from quizapp.cli.context import settings_from_environment
from quizapp.cli.main import EXIT_FINDINGS
from quizapp.services.doctor import examine


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Check database, bank and files; exit 1 when there is a problem."""
    checks = examine(settings_from_environment())
    if as_json:
        click.echo(json.dumps([asdict(check) for check in checks], ensure_ascii=False))
    else:
        width = max(len(check.name) for check in checks)
        for check in checks:
            click.echo(f"{check.status:8}{check.name:{width + 2}}{check.detail}")
    if any(check.status == "problem" for check in checks):
        context.exit(EXIT_FINDINGS)

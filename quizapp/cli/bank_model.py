"""``quizapp bank ask-model``: ask the language model about the articles that wait for it."""

import click


@click.command("ask-model", hidden=True)
@click.option("--waiting", is_flag=True, required=True, help="All that was asked for on a page.")
def ask_model(*, waiting: bool) -> None:
    """Ask the model that is set about the articles that wait for it.

    Pages start it by themselves. Run it by hand where a machine went down in the middle.
    """
    del waiting
    from quizapp import clock  # noqa: PLC0415 - help needs no database
    from quizapp.cli.context import application, settings_from_environment  # noqa: PLC0415 - same
    from quizapp.services.drafting.drafting_model_job import run_waiting  # noqa: PLC0415 - the same

    settings = settings_from_environment()
    with application():
        ran = run_waiting(settings.bank, settings=settings, now=clock.now)
    click.echo(f"Articles that the model was asked about: {ran}.")

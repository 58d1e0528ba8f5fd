"""``quizapp schedule fit``: fit parameters to the logs of learners."""

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from quizapp.services.fitting.fitting_run import Ran


@click.command()
@click.option("--user", "name", help="Fit this person, due or not.")
@click.option("--all", "everybody", is_flag=True, help="Fit all for whom it is due or asked for.")
@click.option("--waiting", is_flag=True, hidden=True, help="Run what was asked for on the page.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it; store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
def fit(*, name: str | None, everybody: bool, waiting: bool, dry_run: bool, as_json: bool) -> None:
    """Fit the parameters of learners to their own answers.

    A fit is due at 200, 500 and 1000 answers and at each fifth more. It is accepted only when it
    predicts the last fifth of the answers better than the parameters in force; one with which a
    learner would keep clearly fewer cards is left to them. No card gets another day by it. Run it
    with --all from cron where `quizapp serve` does not run.
    """
    if bool(name) + everybody + waiting != 1:
        raise click.UsageError("Give --user NAME, or --all.")
    if dry_run and waiting:
        raise click.UsageError("--dry-run goes with --user or --all.")
    from quizapp.cli.context import application  # noqa: PLC0415 - help needs no database
    from quizapp.services.fitting.fitting_extra import need_extra  # noqa: PLC0415 - the same

    need_extra()
    with application():
        ran = _trials(name) if dry_run else _runs(name, everybody=everybody)
        names = _names(ran)
    if as_json:
        print(json.dumps([_plain(each, names[each.user_id], dry_run=dry_run) for each in ran]))
        return
    for each in ran:
        click.echo(_words(each, names[each.user_id], dry_run=dry_run))
    if not ran:
        click.echo("Nothing is due, and nothing waits.")


def _runs(name: str | None, *, everybody: bool) -> "tuple[Ran, ...]":
    from quizapp import clock  # noqa: PLC0415 - help needs none of this
    from quizapp.services.fitting import fitting, fitting_run  # noqa: PLC0415 - the same
    from quizapp.store.leading import leading  # noqa: PLC0415 - the same

    now = clock.now()
    if name is None:
        if everybody:
            # What then waits is taken by any server, each job once.
            with leading("schedule fit") as mine:
                if mine:
                    fitting.ask_for_due_fits(now=now)
        return fitting_run.run_waiting(now=clock.now)
    user_id = _user_id(name)
    fitting.ask_for_fit(user_id=user_id, now=now)
    return fitting_run.run_waiting(now=clock.now, user_id=user_id)


def _trials(name: str | None) -> "tuple[Ran, ...]":
    from quizapp.services.fitting import fitting, fitting_run  # noqa: PLC0415 - the same

    if name is not None:
        return (fitting_run.try_fit(user_id=_user_id(name)),)
    return tuple(fitting_run.try_fit(user_id=each) for each in fitting.list_due())


def _user_id(name: str) -> int:
    from quizapp.cli.user import get_person  # noqa: PLC0415 - help needs none of this

    return get_person(name).id


def _names(ran: "tuple[Ran, ...]") -> dict[int, str]:
    from quizapp.services.people.accounts import (  # noqa: PLC0415 - help needs none of this
        find_person,
    )

    people = {each.user_id: find_person(user_id=each.user_id) for each in ran}
    return {user_id: person.name if person else "" for user_id, person in people.items()}


def _words(ran: "Ran", name: str, *, dry_run: bool) -> str:
    fitted = ran.fitted
    if fitted is None:
        return f"{name}: {ran.error}"
    figures = ""
    if fitted.before and fitted.after:
        figures = (
            f" Log loss of the last {fitted.held_out} answers "
            f"{fitted.before.log_loss:.4f} -> {fitted.after.log_loss:.4f}, "
            f"RMSE {fitted.before.rmse:.4f} -> {fitted.after.rmse:.4f}."
        )
    if fitted.left_out:
        figures += f" {fitted.left_out} answers beyond what is used were left out."
    if ran.accepted is None:
        return f"{name}: stays with {ran.before.name}. {ran.refused}{figures}"
    verb = "would get" if dry_run else "got" if ran.stored else "could not store"
    return f"{name}: {verb} {ran.accepted.name} after {fitted.reviews} answers.{figures}"


def _plain(ran: "Ran", name: str, *, dry_run: bool) -> dict[str, Any]:
    from quizapp.services.fitting.fitting_run import (  # noqa: PLC0415 - help needs none of this
        figures_of,
    )

    fitted, accepted = ran.fitted, ran.accepted
    return {
        "user": name,
        "accepted": accepted is not None and (ran.stored or dry_run),
        "stored": ran.stored,
        "reason": ran.error or ran.refused,
        "reviews": fitted.reviews if fitted else 0,
        "before": ran.before.name,
        "after": accepted.name if accepted else None,
        "weights": list(accepted.weights) if accepted else None,
        **figures_of(ran),
    }

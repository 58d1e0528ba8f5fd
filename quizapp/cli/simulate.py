"""``quizapp schedule simulate``: try schedulers on learners whose memory is not FSRS."""

import importlib
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from quizapp.scheduling.parameters import Parameters
    from quizapp.scheduling.simulation.course import Answer, Fit
    from quizapp.scheduling.simulation.figures import Row, Setting
    from quizapp.scheduling.simulation.memories import Dice


@click.command()
@click.option("--days", default=365, show_default=True, type=click.IntRange(10, 1095))
@click.option(
    "--learners", default=2, show_default=True, type=click.IntRange(1, 50), help="Of each memory."
)
@click.option(
    "--minutes", default=20.0, show_default=True, type=click.FloatRange(1, 240), help="A day."
)
@click.option(
    "--cards", default=20_000, show_default=True, type=click.IntRange(10, 100_000), help="At most."
)
@click.option("--goal-cards", default=300, show_default=True, type=click.IntRange(10, 5000))
@click.option("--goal-days", default=60, show_default=True, type=click.IntRange(14, 730))
@click.option("--seed", default=1, show_default=True, help="Another gives other learners.")
@click.option(
    "--tried", is_flag=True, help="Show instead what was tried to keep more for the minutes."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
def simulate(*, as_json: bool, tried: bool, **given: Any) -> None:
    """Let learners study with several schedulers and count what they remember.

    Needs no database. The same options print the same figures.
    """
    from quizapp.scheduling.simulation import figures  # noqa: PLC0415 - help needs none of it

    begun = time.monotonic()
    setting = figures.Setting(**given)
    retention = figures.suggested(setting)
    if tried:
        from quizapp.scheduling.simulation.tried import compare_tried  # noqa: PLC0415 - as above

        variants = compare_tried(setting, retention=retention, dice=_dice)
        if as_json:
            print(json.dumps([_plain(row, days=setting.days) for row in variants]))
            return
        _print_schedulers(setting, retention, variants)
        click.echo(f"{time.monotonic() - begun:.0f} s", err=True)
        return
    rows = figures.compare_schedulers(
        setting, retention=retention, dice=_dice, fit=_fit(setting, retention)
    )
    goals = figures.compare_goals(setting, dice=_dice)
    if as_json:
        document = {
            "setting": asdict(setting),
            "suggested_retention": retention,
            "schedulers": [_plain(row, days=setting.days) for row in rows],
            "goals": [_plain(row, days=setting.goal_days) for row in goals],
        }
        print(json.dumps(document))
        return
    _print(setting, retention, rows, goals)
    click.echo(f"{time.monotonic() - begun:.0f} s", err=True)


def _dice(name: str) -> "Dice":
    return random.Random(name).random  # noqa: S311 - learners to try on, not secrets


def _fit(setting: "Setting", retention: float) -> "Fit | None":
    """Return what fits weights to a log as the product does; None without the extra for fitting."""
    try:
        fitting = importlib.import_module("quizapp.scheduling.fit")
    except ImportError:
        return None
    from quizapp.scheduling import fit_evidence, fit_worth  # noqa: PLC0415 - as above
    from quizapp.scheduling.simulation.course import Found  # noqa: PLC0415 - as above

    situation = fit_worth.Situation(
        retention=retention,
        minutes=setting.minutes,
        cards=setting.cards,
        new_per_day=setting.cards,
    )

    def fit(answers: "Sequence[Answer]", in_force: "Parameters") -> "Found | None":
        entries = (
            fit_evidence.LoggedReview(
                seq=seq,
                card_id=each.card_id,
                kind="review",
                rating=int(each.rating),
                study_day=each.day,
                undoes=None,
                is_first=each.first,
            )
            for seq, each in enumerate(answers, start=1)
        )
        evidence = fit_evidence.gather(entries)
        found: Parameters | None = fitting.fit(evidence, in_force=in_force).parameters
        if found is None:
            return None
        worth = fit_worth.worth(
            found, in_force=in_force, situation=situation, dice=lambda: _dice("worth")
        )
        return Found(found, worth.is_costly)

    return fit


def _print_schedulers(setting: "Setting", retention: float, rows: "tuple[Row, ...]") -> None:
    click.echo(
        f"{setting.learners} learners of each memory, {setting.days} days of "
        f"{setting.minutes:g} minutes; suggested retention {retention:.2f}.\n"
    )
    click.echo(
        f"{'memory':<11}{'scheduler':<29}{'remembered':>11}{'met':>7}{'a minute':>10}"
        f"{'x SM-2':>8}{'+-':>6}{'x its 4s':>10}{'log loss':>10}{'RMSE':>7}"
    )
    for row in rows:
        each = _plain(row, days=setting.days)
        click.echo(
            f"{row.memory:<11}{row.scheduler:<29}{each['remembered']:>11.0f}{each['met']:>7.0f}"
            f"{each['per_minute']:>10.3f}{row.against:>8.2f}{_spread(row)}"
            f"{row.against_kindest or 0:>10.2f}{each['log_loss']:>10.3f}{each['rmse']:>7.3f}"
        )
    click.echo(
        "\n+- is the standard deviation from learner to learner."
        "\nSM-2 is as published in 1990: a right answer is graded 3, 4 or 5 in the shares of Hard, "
        "Good and Easy\nin many people's logs, and what is below 4 is repeated the same day. "
        "'x its 4s' compares with SM-2 where\nevery right answer counts as a 4, the kindest "
        "reading for it."
    )


def _spread(row: "Row") -> str:
    return f"{'-':>6}" if row.spread is None else f"{row.spread:>6.2f}"


def _print(
    setting: "Setting", retention: float, rows: "tuple[Row, ...]", goals: "tuple[Row, ...]"
) -> None:
    _print_schedulers(setting, retention, rows)
    click.echo(
        "\n'Fits itself' is what a learner gets: a fit at 200, 500 and 1000 answers and at each "
        "fifth more, used\nwhere it predicts better, until one would cost cards: from then on they "
        "wait for the learner's word.\nThe oracle knows each card's true recall and asks at the "
        "thresholds that were found best for that memory:\nthat is how far knowing the memory goes."
    )
    click.echo(
        f"\nA goal: {setting.goal_cards} cards in {setting.goal_days} days.\n"
        f"{'memory':<11}{'way':<29}{'recall then':>12}{'minutes':>9}{'a day':>7}"
    )
    for row in goals:
        each = _plain(row, days=setting.goal_days)
        click.echo(
            f"{row.memory:<11}{row.scheduler:<29}{each['recall']:>12.3f}"
            f"{each['minutes']:>9.0f}{each['minutes'] / setting.goal_days:>7.1f}"
        )


def _plain(row: "Row", *, days: int) -> dict[str, Any]:
    """Return the figures of one learner, in the mean."""
    total = row.result
    learners = total.learners or 1
    return {
        "memory": row.memory,
        "scheduler": row.scheduler,
        "remembered": total.remembered / learners,
        "met": total.met / learners,
        "recall": total.remembered / total.cards,
        "minutes": total.minutes / learners,
        "minutes_a_day": total.minutes / learners / days,
        "per_minute": total.remembered / total.minutes,
        "answers": total.answers / learners,
        "log_loss": total.log_loss,
        "rmse": total.rmse,
        "against_sm2": row.against,
        "against_sm2_spread": row.spread,
        "against_sm2_at_its_kindest": row.against_kindest,
    }

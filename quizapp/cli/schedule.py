"""``quizapp schedule``: replay the review log and compare it with what is stored."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.schedule_fit import fit
from quizapp.cli.simulate import simulate

if TYPE_CHECKING:
    from quizapp.services.memory.study_log import Difference, Verification
    from quizapp.store.study.memory_queries import State

_FINDINGS = 1
_SHOWN = 50
"""Differences printed; the count says how many there are in all."""


@click.group()
def schedule() -> None:
    """Rebuild the schedule from the review log, fit its parameters, or try schedulers out."""


schedule.add_command(fit)
schedule.add_command(simulate)


@schedule.command()
@click.option("--user", "name", help="Only the cards of this person.")
@click.option("--repair", is_flag=True, help="Write what the log says over what differs.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
def replay(*, name: str | None, repair: bool, as_json: bool) -> None:
    """Rebuild every card of every person, or of one, from the log and list what differs.

    Exits with 1 when something differs, repaired or not.
    """
    from quizapp.cli.context import application  # noqa: PLC0415 - help needs no database
    from quizapp.cli.user import get_person  # noqa: PLC0415 - the same
    from quizapp.services.memory.study_log import (  # noqa: PLC0415 - the same
        repair_states,
        verify_replay,
    )

    with application():
        user_id = None if name is None else get_person(name).id
        found = repair_states(user_id=user_id) if repair else verify_replay(user_id=user_id)
    if as_json:
        print(json.dumps(_plain(found)))
    else:
        _print(found)
    if found.differences:
        sys.exit(_FINDINGS)


def _print(found: "Verification") -> None:
    click.echo(
        f"Replayed {found.entries} entries of {found.people} people over {found.cards} cards: "
        f"{len(found.differences)} differences{' repaired' if found.repaired else ''}."
    )
    for each in found.differences[:_SHOWN]:
        click.echo(f"  person {each.user_id}, card {each.card_id}: {_words(each)}")
    if len(found.differences) > _SHOWN:
        click.echo(f"  and {len(found.differences) - _SHOWN} more")


def _words(each: "Difference") -> str:
    if each.stored is None:
        return "the log has it, the cache does not"
    stored, replayed = _fields(each.stored), _fields(each.replayed)
    return "; ".join(
        f"{name} is {stored[name]}, the log says {replayed[name]}"
        for name in stored
        if stored[name] != replayed[name]
    )


def _fields(state: "State") -> dict[str, Any]:
    values = state._asdict()
    return {**values.pop("memory")._asdict(), **values}


def _plain(found: "Verification") -> dict[str, object]:
    return {
        "people": found.people,
        "entries": found.entries,
        "cards": found.cards,
        "repaired": found.repaired,
        "differences": [
            {"user_id": each.user_id, "card_id": each.card_id, "what": _words(each)}
            for each in found.differences
        ],
    }

"""What the class knows: recall of each fact by learner, passages, who needs a look, what comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.analytics.recall_map import recall_step
from quizapp.errors import InputError
from quizapp.services.classes import class_knowing
from quizapp.services.classes.class_knowing import ClassKnowing
from quizapp.services.classes.class_load import DayLoad
from quizapp.services.classes.class_looks import Look
from quizapp.services.classes.class_recall import FactLine
from quizapp.web import visitor
from quizapp.web.formkit import whole
from quizapp.web.language import date_words, say, words_of
from quizapp.web.pages import render, shows

ORDERS: Final = ("passage", "weakest")
FIRST: Final = 50
"""Facts that the table begins with; all of a long set are as far as twenty screens of a phone."""


Cell = tuple[int, int | None]
"""The step of a recall, and its percentage; None where nothing was answered."""
LookShown = tuple[int, str, tuple[str, ...]]
"""A learner who may need a look: id, name and the reasons in words."""
_UNMET: Final[Cell] = (recall_step(None), None)


@shows("teacher/knowing.html")
@dataclass(frozen=True, slots=True)
class KnowingPage:
    """What a class knows of a set.

    Attributes:
        facts: in the order asked for, limited to the topic asked for.
        rows: for each of them, in the order of the learners, what stands in their cells.
        cells: what stands in some cell, each once.
        looks: each learner who may need a look.
        days: each of the next days in words, with its load.
        order: one of ``ORDERS``, or the id of the learner whose weakest facts stand first.
        topic: "" for all.
        waiting: facts that are shown on demand only.
        everything: whether all are asked for.
    """

    found: ClassKnowing
    facts: tuple[FactLine, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cells: tuple[Cell, ...]
    looks: tuple[LookShown, ...]
    days: tuple[tuple[str, DayLoad], ...]
    order: str
    topic: str
    waiting: int
    everything: bool


def knowing(class_id: int) -> str:
    """Show what the class knows."""
    found = class_knowing.get_class_knowing(
        user_id=visitor.current().id,
        class_id=class_id,
        set_id=request.args.get("set", type=whole),
        now=clock.now(),
    )
    order = request.args.get("order", ORDERS[0])
    topic = request.args.get("topic", "")
    facts = [line for line in found.facts if not topic or topic in line.fact.topics]
    ids = [str(each) for each in found.learner_ids]
    # Never answered last: nothing is known of how weak they are.
    if order == "weakest":
        facts.sort(key=lambda line: _weakest_first(line.mean))
    elif order in ids:
        at = ids.index(order)
        facts.sort(key=lambda line: _weakest_first(line.recalls[at]))
    else:
        order = ORDERS[0]
    everything = "all" in request.args
    shown = facts if everything else facts[:FIRST]
    rows = tuple(_cells(line.recalls) for line in shown)
    return render(
        KnowingPage(
            found=found,
            facts=tuple(shown),
            rows=rows,
            cells=tuple({cell for row in rows for cell in row}),
            looks=look_words(found.looks),
            days=tuple((date_words(load.day, "EEE d MMM"), load) for load in found.load.days),
            order=order,
            topic=topic,
            waiting=len(facts) - len(shown),
            everything=everything,
        )
    )


def look_words(looks: Iterable[Look]) -> tuple[LookShown, ...]:
    """Return who may need a look, with the reasons in words."""
    return tuple(
        (look.user_id, look.name, tuple(say(words, **values) for words, values in look.reasons))
        for look in looks
    )


def set_of_facts(class_id: int) -> Response:
    """Make a set of the chosen facts, and go on to assign it."""
    try:
        made = class_knowing.make_set_of_facts(
            user_id=visitor.current().id,
            class_id=class_id,
            fact_ids=request.form.getlist("fact"),
            title=request.form.get("title", "").strip() or say("To go over"),
        )
    except InputError as error:
        flash(words_of(error), "bad")
        return redirect(url_for("teacher.knowing", class_id=class_id), 303)
    return redirect(url_for("teacher.assign", class_id=class_id, set=made), 303)


def _weakest_first(recall: float | None) -> tuple[bool, float]:
    return recall is None, recall or 0.0


def _cells(recalls: Sequence[float | None]) -> tuple[Cell, ...]:
    return tuple(
        [
            _UNMET if recall is None else (recall_step(recall), round(recall * 100))
            for recall in recalls
        ]
    )

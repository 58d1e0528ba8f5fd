"""Plan: goal dates, holiday, backlog, easy days, minutes and retention, each with its cost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError, NotFoundError
from quizapp.scheduling.day import date_of, label
from quizapp.scheduling.plans import EasyDays, PlanKind
from quizapp.services.plans import plans
from quizapp.services.plans.plans import Plans
from quizapp.services.plans.plans_ground import USUAL_MINUTES, Preview
from quizapp.services.plans.plans_wishes import (
    FURTHEST_DAYS,
    MOST_BACKLOG_DAYS,
    MOST_MINUTES,
    BacklogWish,
    BudgetWish,
    EasyWish,
    GoalWish,
    HolidayWish,
    RetentionWish,
    Wish,
)
from quizapp.web import visitor
from quizapp.web.formkit import whole
from quizapp.web.language import date_words, number_words, percent, say, words_of
from quizapp.web.learner.plan_costs import cost_of
from quizapp.web.learner.plan_words import (
    DAY_NAMES,
    day_in_words,
    effect_of,
    taken_cost,
    title_of,
)
from quizapp.web.pages import render, shows

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "goal": ("set_id", "on", "minutes"),
    "holiday": ("first", "last", "ahead"),
    "backlog": ("days",),
    "easy": tuple(name.lower() for name in DAY_NAMES),
    "budget": ("minutes",),
    "retention": ("percent",),
}
"""The fields of each form, by the kind of plan."""


@dataclass(frozen=True, slots=True)
class Row:
    """A plan in force.

    Attributes:
        curve: (day in words, recall in percent with the plan, without) as shown when taken.
        until: last day of the curve, in words.
    """

    id: int
    title: str
    effect: str
    cost: str
    curve: tuple[tuple[str, int, int], ...]
    until: str


@shows("learner/plan.html")
@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plans in force, and a form for each kind.

    Attributes:
        values: what stands in the fields, by kind and name.
        error: words of a refusal, and the kind and field that it is about.
        tomorrow, furthest: dates that a field takes. parts: of an easy day, in percent.
    """

    plans: Plans
    rows: tuple[Row, ...]
    values: Mapping[str, Mapping[str, str]]
    error: str
    error_kind: str
    error_field: str
    today: str
    tomorrow: str
    furthest: str
    most_minutes: int
    most_days: int
    day_names: tuple[str, ...]
    parts: tuple[int, ...]


@shows("learner/plan_preview.html")
@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A plan with its cost, before it is taken.

    Attributes:
        fields: to be sent again when it is taken. curve: (day, percent with the plan, without).
        weekdays: (name, minutes with the plan, without), for easy days.
        offers: (retention, minutes a day, cards, cards within the minutes), for a retention.
        budget: those minutes.
    """

    kind: str
    title: str
    effect: str
    cost: tuple[str, ...]
    reached: bool
    fields: Mapping[str, str]
    curve: tuple[tuple[str, int, int], ...]
    lowest: int
    weekdays: tuple[tuple[str, int, int], ...]
    offers: tuple[tuple[str, str, int, int], ...]
    suggested: int | None
    chosen: int
    budget: int


def plan_page() -> str:
    """Show the plans in force and what can be planned."""
    return render(_page())


def plan_preview(kind: str) -> str | tuple[str, int]:
    """Show a plan with its cost; nothing is stored."""
    fields = _sent(kind, request.args)
    try:
        wish = _wish(kind, fields)
        shown = plans.preview(user_id=visitor.current().id, wish=wish, now=clock.now())
    except InputError as error:
        return render(_page(kind, fields, error)), 400
    return render(_preview(shown, kind, fields))


def plan_take(kind: str) -> Response | tuple[str, int]:
    """Take a plan."""
    fields = _sent(kind, request.form)
    try:
        wish = _wish(kind, fields)
        taken = plans.take(user_id=visitor.current().id, wish=wish, now=clock.now())
    except InputError as error:
        return render(_page(kind, fields, error)), 400
    title = title_of(taken.plan, taken.set_title)
    flash(
        say(
            "%(title)s: it is in force from now on. You can take it back here at any time.",
            title=title,
        ),
        "good",
    )
    return redirect(url_for("learner.plan"), 303)


def plan_end(plan_id: int) -> Response:
    """Take a plan back."""
    taken = plans.take_back(user_id=visitor.current().id, plan_id=plan_id, now=clock.now())
    title = title_of(taken.plan, taken.set_title)
    flash(say("%(title)s: taken back. What you answered meanwhile stays.", title=title), "good")
    return redirect(url_for("learner.plan"), 303)


def _sent(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a kind of plan as they were sent.

    Raises:
        NotFoundError: there is no such kind.
    """
    if kind not in FIELDS:
        raise NotFoundError("There is no such plan.")
    return {name: given[name] for name in FIELDS[kind] if name in given}


def _wish(kind: str, fields: Mapping[str, str]) -> Wish:
    """Return what the fields ask.

    Raises:
        InputError: a number is none.
    """

    def number(name: str) -> int:
        try:
            return whole(fields.get(name, ""))
        except ValueError:
            raise InputError("Write a whole number.", field=name) from None

    makers: Mapping[PlanKind, Callable[[], Wish]] = {
        PlanKind.GOAL: lambda: GoalWish(number("set_id"), fields.get("on", ""), number("minutes")),
        PlanKind.HOLIDAY: lambda: HolidayWish(
            fields.get("first", ""), fields.get("last", ""), ahead="ahead" in fields
        ),
        PlanKind.BACKLOG: lambda: BacklogWish(number("days")),
        PlanKind.EASY: lambda: EasyWish(tuple(number(name) for name in FIELDS["easy"])),
        PlanKind.BUDGET: lambda: BudgetWish(number("minutes")),
        PlanKind.RETENTION: lambda: RetentionWish(number("percent")),
    }
    return makers[PlanKind(kind)]()


def _page(
    kind: str = "", fields: Mapping[str, str] | None = None, error: InputError | None = None
) -> PlanPage:
    found = plans.list_plans(user_id=visitor.current().id, now=clock.now())
    values = _usual(found)
    if fields is not None:
        values = {**values, kind: {**values[kind], **fields}}
        if kind == "holiday" and "ahead" not in fields:
            values["holiday"].pop("ahead", None)
    return PlanPage(
        plans=found,
        rows=tuple(
            Row(
                each.id,
                title_of(each.plan, each.set_title),
                effect_of(each.plan),
                taken_cost(each),
                tuple((_short(day), round(a * 100), round(b * 100)) for day, a, b in each.points),
                day_in_words(each.points[-1][0]) if each.points else "",
            )
            for each in found.taken
        ),
        values=values,
        error=words_of(error) if error else "",
        error_kind=kind if error else "",
        error_field=(error.field or "") if error else "",
        today=label(found.today),
        tomorrow=label(found.today + 1),
        furthest=label(found.today + FURTHEST_DAYS),
        most_minutes=MOST_MINUTES,
        most_days=MOST_BACKLOG_DAYS,
        day_names=DAY_NAMES,
        parts=(100, 75, 50, 25, 0),
    )


def _usual(found: Plans) -> dict[str, dict[str, str]]:
    """Return what stands in the fields before anything was sent."""
    easy = next((each.plan for each in found.taken if isinstance(each.plan, EasyDays)), None)
    weights = easy.weights if easy else (1.0,) * 7
    percents = (str(round(weight * 100)) for weight in weights)
    return {
        "goal": {"minutes": str(USUAL_MINUTES)},
        "holiday": {"ahead": "1"},
        "backlog": {"days": "7"},
        "easy": dict(zip(FIELDS["easy"], percents, strict=True)),
        "budget": {"minutes": str(USUAL_MINUTES)},
        "retention": {"percent": str(min(95, round(found.desired * 100)))},
    }


def _preview(shown: Preview, kind: str, fields: Mapping[str, str]) -> PreviewPage:
    curve = tuple(
        (_short(point.day), round(point.plan * 100), round(point.now * 100))
        for point in shown.points
    )
    lowest = min((min(row[1:]) for row in curve), default=0)
    kept, now = shown.with_plan, shown.without
    easy = isinstance(shown.plan, EasyDays)
    return PreviewPage(
        kind=kind,
        title=title_of(shown.plan, shown.set_title),
        effect=effect_of(shown.plan),
        cost=cost_of(shown),
        reached=shown.reached,
        fields=fields,
        curve=curve,
        lowest=lowest // 10 * 10,
        weekdays=tuple(
            (say(name), round(a), round(b))
            for name, a, b in zip(DAY_NAMES, kept.weekdays, now.weekdays, strict=True)
        )
        if easy
        else (),
        offers=tuple(
            (
                percent(free.retention),
                number_words(free.minutes, 1),
                round(free.remembered),
                round(bound.remembered),
            )
            for free, bound in zip(shown.offers, shown.in_minutes, strict=True)
        ),
        suggested=None if shown.suggested is None else round(shown.suggested * 100),
        chosen=int(fields.get("percent", "0")) if kind == "retention" else 0,
        budget=shown.budget,
    )


def _short(day: int) -> str:
    return date_words(date_of(day), "d MMM")

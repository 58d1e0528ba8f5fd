"""Plans: GET those in force; POST a wish to see its cost, to take it, or to end a plan."""

from typing import assert_never

from flask import Response

from quizapp import clock
from quizapp.scheduling.day import label
from quizapp.scheduling.plans import (
    Backlog,
    Budget,
    EasyDays,
    Goal,
    Holiday,
    Plan,
    PlanKind,
    Retention,
    kind_of_plan,
)
from quizapp.services.plans import plans
from quizapp.services.plans.plans import Taken
from quizapp.services.plans.plans_ground import Preview, Side
from quizapp.services.plans.plans_wishes import (
    MOST_BACKLOG_DAYS,
    MOST_MINUTES,
    WEEKDAYS,
    BacklogWish,
    BudgetWish,
    EasyWish,
    GoalWish,
    HolidayWish,
    RetentionWish,
    Wish,
)
from quizapp.web import visitor
from quizapp.web.api.reading import LARGEST_ID, Fields, read_body, read_query
from quizapp.web.api.writing import answer, instant

_LONGEST_DATE = 10


def get_plans() -> Response:
    """Return the plans in force."""
    read_query()
    return _in_force()


def post_preview() -> Response:
    """Return a plan with its cost; nothing is stored."""
    wish = _wish(read_body())
    shown = plans.preview(user_id=visitor.current().id, wish=wish, now=clock.now())
    return answer(_preview(shown))


def post_plan() -> Response:
    """Take a plan and return those in force."""
    wish = _wish(read_body())
    plans.take(user_id=visitor.current().id, wish=wish, now=clock.now())
    return _in_force()


def post_end() -> Response:
    """Take a plan back and return those in force: what it replaced stands again."""
    body = read_body()
    plan_id = body.whole("plan_id", low=1, high=LARGEST_ID)
    body.close()
    plans.take_back(user_id=visitor.current().id, plan_id=plan_id, now=clock.now())
    return _in_force()


def _wish(body: Fields) -> Wish:
    """Return what the body asks for.

    Raises:
        InputError: another kind, a field too many, missing or out of its range.
    """
    kind = body.one_of("kind", tuple(PlanKind))
    wish = _of_kind(PlanKind(kind), body)
    body.close()
    return wish


def _of_kind(kind: PlanKind, body: Fields) -> Wish:
    def date(name: str) -> str:
        return body.text(name, longest=_LONGEST_DATE)

    match kind:
        case PlanKind.GOAL:
            set_id = body.whole("set_id", low=1, high=LARGEST_ID)
            return GoalWish(set_id, date("on"), body.whole("minutes", low=1, high=MOST_MINUTES))
        case PlanKind.HOLIDAY:
            return HolidayWish(date("first"), date("last"), ahead=body.yes_no("ahead"))
        case PlanKind.BACKLOG:
            return BacklogWish(body.whole("days", low=2, high=MOST_BACKLOG_DAYS))
        case PlanKind.EASY:
            return EasyWish(body.wholes("percents", count=WEEKDAYS, low=0, high=100))
        case PlanKind.BUDGET:
            return BudgetWish(body.whole("minutes", low=1, high=MOST_MINUTES))
        case PlanKind.RETENTION:
            return RetentionWish(body.whole("percent", low=70, high=95))
        case _:
            assert_never(kind)


def _in_force() -> Response:
    found = plans.list_plans(user_id=visitor.current().id, now=clock.now())
    return answer(
        {
            "day": label(found.today),
            "zone": found.zone,
            "overdue": found.overdue,
            "desired_retention": found.desired,
            "plans": [_taken(each) for each in found.taken],
        }
    )


def _taken(each: Taken) -> dict[str, object]:
    return {
        "id": each.id,
        "plan": _plan(each.plan, each.set_title),
        "taken_at": instant(each.taken_at),
        "minutes_a_day": each.minutes,
        "share_recalled": each.share,
    }


def _preview(shown: Preview) -> dict[str, object]:
    return {
        "plan": _plan(shown.plan, shown.set_title),
        "from": label(shown.today),
        "to": label(shown.end),
        "cards": shown.cards,
        "reached": shown.reached,
        "minutes_needed": shown.needs,
        "with_plan": _side(shown.with_plan),
        "without": _side(shown.without),
        "recall": [
            {"day": label(each.day), "with_plan": each.plan, "without": each.now}
            for each in shown.points
        ],
    }


def _side(side: Side) -> dict[str, object]:
    return {
        "minutes_a_day": side.minutes,
        "busiest_minutes": side.busiest,
        "share_recalled": side.share,
    }


def _plan(plan: Plan, set_title: str) -> dict[str, object]:
    """Return a plan as it was asked for, with what follows from it."""
    kind = {"kind": str(kind_of_plan(plan))}
    match plan:
        case Goal():
            return kind | {
                "set_id": plan.set_id,
                "set_title": set_title,
                "on": label(plan.on_day),
                "pass_from": label(plan.pass_from),
                "new_per_day": plan.new_per_day,
            }
        case Holiday(first_day=first, last_day=last, ahead=ahead):
            return kind | {"first": label(first), "last": label(last), "ahead": ahead}
        case Backlog(first_day=first, last_day=last, per_day=per_day):
            return kind | {"first": label(first), "last": label(last), "reviews_a_day": per_day}
        case EasyDays(weights=weights):
            return kind | {"percents": [round(100 * weight) for weight in weights]}
        case Budget(minutes=minutes):
            return kind | {"minutes": minutes}
        case Retention(desired=desired, before=before):
            return kind | {"percent": round(100 * desired), "percent_before": round(100 * before)}
        case _:
            assert_never(plan)

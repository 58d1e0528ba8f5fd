"""Plans in plain words: what each does, what it costs, what it brings."""

from typing import Final, assert_never

from quizapp.scheduling.day import date_of
from quizapp.scheduling.plans import (
    AHEAD_DAYS,
    Backlog,
    Budget,
    EasyDays,
    Goal,
    Holiday,
    Plan,
    Retention,
)
from quizapp.services.plans import Taken
from quizapp.services.plans_preview import Preview
from quizapp.web.pages import counted, percent

DAY_NAMES: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def day_in_words(day: int) -> str:
    """Return a study day: "Mon 23 Nov 2026"."""
    on = date_of(day)
    return f"{on:%a} {on.day} {on:%b %Y}"


def title_of(plan: Plan, set_title: str) -> str:
    """Return the name of a plan."""
    match plan:
        case Goal():
            return f"Know {set_title} on {day_in_words(plan.on_day)}"
        case Holiday():
            return f"Holiday, {day_in_words(plan.first_day)} to {day_in_words(plan.last_day)}"
        case Backlog():
            return f"Backlog spread until {day_in_words(plan.last_day)}"
        case EasyDays():
            return "Easy days"
        case Budget():
            return f"At most {counted(plan.minutes, 'minute')} a day"
        case Retention():
            return f"Desired recall {percent(plan.desired)}"
        case _:
            assert_never(plan)


def effect_of(plan: Plan) -> str:
    """Return what a plan does to the days to come."""
    match plan:
        case Goal():
            new = f"{counted(plan.new_per_day, 'new card')} a day" if plan.new_per_day else ""
            if not plan.has_pass:
                return f"{new or 'Reviews'} in the usual order; no last pass."
            way = f"{new + ', then' if new else 'Until ' + day_in_words(plan.pass_from) + ','} "
            return (
                f"{way}reviews that keep 80\u202f% on the way. From "
                f"{day_in_words(plan.pass_from)} on, one last pass over all cards, a share each day."
            )
        case Holiday():
            ahead = f" Its reviews are asked in the {AHEAD_DAYS} days before." if plan.ahead else ""
            return f"Nothing is asked, and nothing new is made due on these days.{ahead}"
        case Backlog():
            return (
                f"{counted(plan.per_day, 'review')} a day, those most at risk first. "
                "New cards wait until it is done."
            )
        case EasyDays():
            return (
                ", ".join(
                    f"{name} {percent(weight)}"
                    for name, weight in zip(DAY_NAMES, plan.weights, strict=True)
                    if weight < 1
                )
                or "Every day is a usual one."
            )
        case Budget():
            return "A day ends when its minutes are used: reviews first, then new cards."
        case Retention():
            return (
                f"Before: {percent(plan.before)}. A card comes back when recall has fallen to it."
            )
        case _:
            assert_never(plan)


def taken_cost(taken: Taken) -> str:
    """Return what was expected of a plan when it was taken."""
    match taken.plan:
        case Goal():
            return (
                f"Expected when taken: {percent(taken.share)} recalled on the date, "
                f"{minutes_words(taken.minutes)} a day."
            )
        case Holiday():
            return f"Expected when taken: {percent(taken.share)} of your cards recalled at its end."
        case _:
            return f"Expected when taken: {minutes_words(taken.minutes)} a day."


def today_words(taken: Taken, *, today: int, share: int) -> str:
    """Return the sentence of a plan on Today.

    Args:
        share: cards that it asks today beside what is due.
    """
    plan = taken.plan
    match plan:
        case Goal():
            left = counted(plan.on_day - today, "day")
            if plan.has_pass and today >= plan.pass_from:
                asks = f", {counted(share, 'card')} of it today" if share else ""
                return f"{left} until you want to know {taken.set_title}: the last pass{asks}."
            return f"{left} until you want to know {taken.set_title}."
        case Holiday():
            if plan.first_day <= today:
                return f"You are on holiday until {day_in_words(plan.last_day)}. Nothing is asked."
            asks = f" {counted(share, 'review')} of it come today." if share else ""
            return f"Holiday from {day_in_words(plan.first_day)}.{asks}"
        case Backlog():
            return (
                f"Your backlog is spread until {day_in_words(plan.last_day)}: "
                f"{counted(plan.per_day, 'review')} a day, new cards wait."
            )
        case Budget():
            return f"At most {counted(plan.minutes, 'minute')} today; the rest can wait."
        case EasyDays() | Retention():
            return ""
        case _:
            assert_never(plan)


def cost_of(shown: Preview) -> tuple[str, ...]:
    """Return what a plan costs and brings, a sentence each."""
    kept, now, plan = shown.with_plan, shown.without, shown.plan
    match plan:
        case Goal():
            if not shown.reached:
                return (
                    (
                        "The minutes you gave do not cover all "
                        f"{counted(shown.cards, 'card')} by then: about {percent(kept.share)} would be "
                        f"recalled. With {counted(shown.needs, 'minute')} a day it could be done."
                    ),
                    "If you take it as it is, the usual order is kept, without a last pass.",
                )
            return (
                (
                    f"About {percent(kept.share)} of {counted(shown.cards, 'card')} recalled on the "
                    f"date, instead of {percent(now.share)} if you go on as now."
                ),
                (
                    f"{minutes_words(kept.minutes)} a day, {minutes_words(kept.busiest)} on the "
                    "fullest."
                ),
            )
        case Holiday():
            return (
                (
                    f"At its end about {cards_words(kept.remembered)} recalled, instead of "
                    f"{cards_words(now.remembered)}: {_loss(now.remembered - kept.remembered)}."
                ),
                (
                    f"Afterwards up to {minutes_words(kept.busiest)} on the fullest day, or spread it "
                    "with a backlog plan."
                ),
            )
        case Backlog():
            return (
                (
                    f"{counted(shown.overdue, 'review')} are due now. Spread, they come to "
                    f"{minutes_words(kept.minutes)} a day; all at once today takes "
                    f"{minutes_words(now.busiest)}."
                ),
                (
                    f"Waiting costs {_loss(now.remembered - kept.remembered)} by "
                    f"{day_in_words(plan.last_day)}."
                ),
            )
        case EasyDays():
            return (
                (
                    f"After {counted(shown.days, 'day')}: {cards_words(kept.remembered)} recalled, "
                    f"instead of {cards_words(now.remembered)}."
                ),
                (
                    "Reviews move to other days where their interval allows; what is due already stays "
                    "where it is. With a limit of minutes an easy day takes its part of them."
                ),
            )
        case Budget():
            behind = (
                f"{counted(round(kept.waiting), 'review')} would be waiting by then."
                if kept.waiting >= 1
                else "Nothing would be left waiting."
            )
            return (
                (
                    f"After {counted(shown.days, 'day')}: {cards_words(kept.remembered)} recalled in "
                    f"{minutes_words(kept.minutes)} a day, instead of {cards_words(now.remembered)} in "
                    f"{minutes_words(now.minutes)}."
                ),
                behind,
            )
        case Retention():
            return (
                (
                    f"After {counted(shown.days, 'day')}: {cards_words(kept.remembered)} recalled for "
                    f"{minutes_words(kept.minutes)} a day, instead of {cards_words(now.remembered)} for "
                    f"{minutes_words(now.minutes)}."
                ),
                "Cards answered from now on follow it; what is due already stays where it is.",
            )
        case _:
            assert_never(plan)


def minutes_words(minutes: float) -> str:
    """Return minutes as people say them: "about 12 minutes"."""
    if minutes < 1:
        return "less than a minute"
    return f"about {counted(round(minutes), 'minute')}"


def cards_words(cards: float) -> str:
    """Return a number of cards: "87 cards"."""
    return counted(round(cards), "card")


def _loss(cards: float) -> str:
    lost = round(cards)
    return f"{counted(lost, 'card')} forgotten" if lost >= 1 else "hardly anything forgotten"

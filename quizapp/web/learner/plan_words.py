"""Plans in plain words: what each does, what it costs, what it brings."""

from typing import Final, assert_never

from quizapp.scheduling.day import date_of
from quizapp.scheduling.plans import (
    AHEAD_DAYS,
    GOAL_RETENTION,
    Backlog,
    Budget,
    EasyDays,
    Goal,
    Holiday,
    Plan,
    Retention,
)
from quizapp.services.plans import Taken
from quizapp.web.language import counted, percent

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
            return _effect_of_goal(plan)
        case Holiday():
            ahead = f" Its reviews are asked in the {AHEAD_DAYS} days before." if plan.ahead else ""
            return f"Nothing is asked, and nothing new is made due on these days.{ahead}"
        case Backlog():
            reviews = counted(plan.per_day, "review")
            return f"{reviews} a day, those most at risk first. New cards wait until it is done."
        case EasyDays():
            days = zip(DAY_NAMES, plan.weights, strict=True)
            eased = ", ".join(f"{name} {percent(weight)}" for name, weight in days if weight < 1)
            return eased or "Every day is a usual one."
        case Budget():
            return "A day ends when its minutes are used: reviews first, then new cards."
        case Retention():
            before = percent(plan.before)
            return f"A card comes back when recall has fallen to it. Before it was {before}."
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
    """Return the sentence of a plan on Today; "" where there is nothing to say.

    Args:
        taken: the plan. today: study day.
        share: cards that it asks today beside what is due.
    """
    match taken.plan:
        case Goal() as plan:
            return _goal_today(plan, taken.set_title, today=today, share=share)
        case Holiday() as plan:
            return _holiday_today(plan, today=today, share=share)
        case Backlog() as plan:
            return (
                f"Your backlog is spread until {day_in_words(plan.last_day)}: "
                f"{counted(plan.per_day, 'review')} a day, and new cards wait."
            )
        case Budget() as plan:
            return f"At most {counted(plan.minutes, 'minute')} today; the rest can wait."
        case EasyDays() | Retention():
            return ""
        case _:
            assert_never(taken.plan)


def _effect_of_goal(plan: Goal) -> str:
    new = f"{counted(plan.new_per_day, 'new card')} a day, " if plan.new_per_day else ""
    if not plan.has_pass:
        return _capital(f"{new}reviews in the usual order, and no last pass.")
    return _capital(
        f"{new}reviews that keep {percent(GOAL_RETENTION)} on the way, and from "
        f"{day_in_words(plan.pass_from)} on one last pass over all cards, a share each day."
    )


def _goal_today(plan: Goal, title: str, *, today: int, share: int) -> str:
    left = counted(plan.on_day - today, "day")
    if not plan.has_pass or today < plan.pass_from:
        return f"{left} until you want to know {title}."
    asks = f", {counted(share, 'card')} of it today" if share else ""
    return f"{left} until you want to know {title}: the last pass{asks}."


def _holiday_today(plan: Holiday, *, today: int, share: int) -> str:
    if plan.first_day <= today:
        return f"You are on holiday until {day_in_words(plan.last_day)}. Nothing is asked."
    asks = f" {counted(share, 'review')} of it are asked today." if share else ""
    return f"Holiday from {day_in_words(plan.first_day)}.{asks}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def minutes_words(minutes: float) -> str:
    """Return minutes as people say them: "about 12 minutes"."""
    if minutes < 1:
        return "less than a minute"
    return f"about {counted(round(minutes), 'minute')}"


def cards_words(cards: float) -> str:
    """Return a number of cards: "87 cards"."""
    return counted(round(cards), "card")

"""What a plan costs and brings, in plain words, before it is taken."""

from typing import assert_never

from quizapp.scheduling.plans import Backlog, Budget, EasyDays, Goal, Holiday, Retention
from quizapp.services.plans_ground import Preview
from quizapp.web.language import counted, percent
from quizapp.web.learner.plan_words import cards_words, day_in_words, minutes_words


def cost_of(shown: Preview) -> tuple[str, ...]:
    """Return what a plan costs and brings, a sentence each."""
    match shown.plan:
        case Goal():
            return _of_goal(shown) if shown.reached else _of_goal_too_far(shown)
        case Holiday():
            return _of_holiday(shown)
        case Backlog(last_day=last_day):
            return _of_backlog(shown, last_day)
        case EasyDays():
            return _of_easy_days(shown)
        case Budget():
            return _of_budget(shown)
        case Retention():
            return (
                _after(shown),
                "Cards answered from now on follow it; what is due already stays where it is.",
            )
        case _:
            assert_never(shown.plan)


def _of_goal(shown: Preview) -> tuple[str, ...]:
    kept, now = shown.with_plan, shown.without
    cards = counted(shown.cards, "card")
    return (
        (
            f"About {percent(kept.share)} of {cards} recalled on the date, "
            f"instead of {percent(now.share)} if you go on as now."
        ),
        (
            f"{_capital(minutes_words(kept.minutes))} a day, {minutes_words(kept.busiest)} on the "
            f"fullest; as now it is {minutes_words(now.minutes)} a day."
        ),
    )


def _of_goal_too_far(shown: Preview) -> tuple[str, ...]:
    cards, needs = counted(shown.cards, "card"), counted(shown.needs, "minute")
    recalled = percent(shown.with_plan.share)
    return (
        (
            f"The minutes you gave do not cover all {cards} by then: about "
            f"{recalled} would be recalled. With {needs} a day it could be done."
        ),
        "If you take it as it is, the usual order is kept, without a last pass.",
    )


def _of_holiday(shown: Preview) -> tuple[str, ...]:
    kept, now = shown.with_plan, shown.without
    return (
        (
            f"At its end about {cards_words(kept.remembered)} recalled, instead of "
            f"{cards_words(now.remembered)}: {_loss(shown)}."
        ),
        (
            f"The fullest day takes {minutes_words(kept.busiest)}; as now it is "
            f"{minutes_words(now.busiest)}. What waits then can be spread with a backlog plan."
        ),
    )


def _of_backlog(shown: Preview, last_day: int) -> tuple[str, ...]:
    due = counted(shown.overdue, "review")
    return (
        (
            f"{due} {'is' if shown.overdue == 1 else 'are'} due now. Spread, they come to "
            f"{minutes_words(shown.with_plan.minutes)} a day; all at once, today takes "
            f"{minutes_words(shown.without.busiest)}."
        ),
        f"The wait costs you {_loss(shown)} by {day_in_words(last_day)}.",
    )


def _of_easy_days(shown: Preview) -> tuple[str, ...]:
    kept, now = shown.with_plan, shown.without
    return (
        (
            f"After {counted(shown.days, 'day')} {cards_words(kept.remembered)} recalled, "
            f"instead of {cards_words(now.remembered)}."
        ),
        (
            "Reviews move to other days where their interval allows; what is due already stays "
            "where it is. With a limit of minutes, an easy day takes its part of them."
        ),
    )


def _of_budget(shown: Preview) -> tuple[str, ...]:
    waiting = counted(round(shown.with_plan.waiting), "review")
    left = shown.with_plan.waiting >= 1
    return (
        _after(shown),
        f"{waiting} would be waiting by then." if left else "Nothing would be left waiting.",
    )


def _after(shown: Preview) -> str:
    kept, now = shown.with_plan, shown.without
    return (
        f"After {counted(shown.days, 'day')} {cards_words(kept.remembered)} recalled for "
        f"{minutes_words(kept.minutes)} a day, instead of {cards_words(now.remembered)} for "
        f"{minutes_words(now.minutes)}."
    )


def _loss(shown: Preview) -> str:
    # Of the numbers as they are shown, so that they add up.
    lost = round(shown.without.remembered) - round(shown.with_plan.remembered)
    return f"{counted(lost, 'card')} forgotten" if lost >= 1 else "next to nothing"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

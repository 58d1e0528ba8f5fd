"""What a plan costs and brings, in plain words, before it is taken."""

from typing import assert_never

from quizapp.scheduling.plans import Backlog, Budget, EasyDays, Goal, Holiday, Retention
from quizapp.services.plans.plans_ground import Preview
from quizapp.web.language import counted, percent, say, say_counted
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
                say("Cards answered from now on follow it; what is due already stays where it is."),
            )
        case _:
            assert_never(shown.plan)


def _of_goal(shown: Preview) -> tuple[str, ...]:
    kept, now = shown.with_plan, shown.without
    return (
        say(
            "About %(share)s of %(cards)s recalled on the date, instead of %(now)s if you go on "
            "as now.",
            share=percent(kept.share),
            cards=counted(shown.cards, "card"),
            now=percent(now.share),
        ),
        _capital(
            say(
                "%(minutes)s a day, %(busiest)s on the fullest; as now it is %(now)s a day.",
                minutes=minutes_words(kept.minutes),
                busiest=minutes_words(kept.busiest),
                now=minutes_words(now.minutes),
            )
        ),
    )


def _of_goal_too_far(shown: Preview) -> tuple[str, ...]:
    return (
        say(
            "The minutes you gave do not cover all %(cards)s by then: about %(share)s would be "
            "recalled. With %(needs)s a day it could be done.",
            cards=counted(shown.cards, "card"),
            share=percent(shown.with_plan.share),
            needs=counted(shown.needs, "minute"),
        ),
        say("If you take it as it is, the usual order is kept, without a last pass."),
    )


def _of_holiday(shown: Preview) -> tuple[str, ...]:
    kept, now = shown.with_plan, shown.without
    return (
        say(
            "At its end about %(kept)s recalled, instead of %(now)s: %(loss)s.",
            kept=cards_words(kept.remembered),
            now=cards_words(now.remembered),
            loss=_loss(shown),
        ),
        say(
            "The fullest day takes %(busiest)s; as now it is %(now)s. What waits then can be "
            "spread with a backlog plan.",
            busiest=minutes_words(kept.busiest),
            now=minutes_words(now.busiest),
        ),
    )


def _of_backlog(shown: Preview, last_day: int) -> tuple[str, ...]:
    return (
        say_counted(
            "%(num)s review is due now. Spread, they come to %(minutes)s a day; all at once, "
            "today takes %(busiest)s.",
            "%(num)s reviews are due now. Spread, they come to %(minutes)s a day; all at once, "
            "today takes %(busiest)s.",
            shown.overdue,
            minutes=minutes_words(shown.with_plan.minutes),
            busiest=minutes_words(shown.without.busiest),
        ),
        say(
            "The wait costs you %(loss)s by %(day)s.",
            loss=_loss(shown),
            day=day_in_words(last_day),
        ),
    )


def _of_easy_days(shown: Preview) -> tuple[str, ...]:
    return (
        say(
            "After %(days)s %(kept)s recalled, instead of %(now)s.",
            days=counted(shown.days, "day"),
            kept=cards_words(shown.with_plan.remembered),
            now=cards_words(shown.without.remembered),
        ),
        say(
            "Reviews move to other days where their interval allows; what is due already stays "
            "where it is. With a limit of minutes, an easy day takes its part of them."
        ),
    )


def _of_budget(shown: Preview) -> tuple[str, ...]:
    if shown.with_plan.waiting < 1:
        return (_after(shown), say("Nothing would be left waiting."))
    return (
        _after(shown),
        say_counted(
            "%(num)s review would be waiting by then.",
            "%(num)s reviews would be waiting by then.",
            round(shown.with_plan.waiting),
        ),
    )


def _after(shown: Preview) -> str:
    kept, now = shown.with_plan, shown.without
    return say(
        "After %(days)s %(kept)s recalled for %(minutes)s a day, instead of %(now)s for "
        "%(now_minutes)s.",
        days=counted(shown.days, "day"),
        kept=cards_words(kept.remembered),
        minutes=minutes_words(kept.minutes),
        now=cards_words(now.remembered),
        now_minutes=minutes_words(now.minutes),
    )


def _loss(shown: Preview) -> str:
    # Of the numbers as they are shown, so that they add up.
    lost = round(shown.without.remembered) - round(shown.with_plan.remembered)
    if lost < 1:
        return say("next to nothing")
    return say_counted("%(num)s card forgotten", "%(num)s cards forgotten", lost)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

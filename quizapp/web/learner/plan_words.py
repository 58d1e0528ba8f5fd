"""Plans in plain words: what each does, what it costs, what it brings."""

from typing import Final, assert_never

from quizapp.errors import translatable
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
from quizapp.services.plans.plans import Taken
from quizapp.web.language import counted, date_words, percent, say, say_counted

DAY_NAMES: Final = (
    translatable("Monday"),
    translatable("Tuesday"),
    translatable("Wednesday"),
    translatable("Thursday"),
    translatable("Friday"),
    translatable("Saturday"),
    translatable("Sunday"),
)


def day_in_words(day: int) -> str:
    """Return a study day: "Mon 23 Nov 2026"."""
    return date_words(date_of(day), "EEE d MMM y")


def title_of(plan: Plan, set_title: str) -> str:
    """Return the name of a plan."""
    match plan:
        case Goal():
            return say("Know %(title)s on %(day)s", title=set_title, day=day_in_words(plan.on_day))
        case Holiday():
            first, last = day_in_words(plan.first_day), day_in_words(plan.last_day)
            return say("Holiday, %(first)s to %(last)s", first=first, last=last)
        case Backlog():
            return say("Backlog spread until %(day)s", day=day_in_words(plan.last_day))
        case EasyDays():
            return say("Easy days")
        case Budget():
            return say("At most %(minutes)s a day", minutes=counted(plan.minutes, "minute"))
        case Retention():
            return say("Desired recall %(share)s", share=percent(plan.desired))
        case _:
            assert_never(plan)


def effect_of(plan: Plan) -> str:
    """Return what a plan does to the days to come."""
    match plan:
        case Goal():
            return _effect_of_goal(plan)
        case Holiday():
            return _effect_of_holiday(plan)
        case Backlog():
            return say(
                "%(reviews)s a day, those most at risk first. New cards wait until it is done.",
                reviews=counted(plan.per_day, "review"),
            )
        case EasyDays():
            return _effect_of_easy_days(plan)
        case Budget():
            return say("A day ends when its minutes are used: reviews first, then new cards.")
        case Retention():
            return say(
                "A card comes back when recall has fallen to it. Before it was %(share)s.",
                share=percent(plan.before),
            )
        case _:
            assert_never(plan)


def taken_cost(taken: Taken) -> str:
    """Return what was expected of a plan when it was taken."""
    match taken.plan:
        case Goal():
            return say(
                "Expected when taken: %(share)s recalled on the date, %(minutes)s a day.",
                share=percent(taken.share),
                minutes=minutes_words(taken.minutes),
            )
        case Holiday():
            return say(
                "Expected when taken: %(share)s of your cards recalled at its end.",
                share=percent(taken.share),
            )
        case _:
            minutes = minutes_words(taken.minutes)
            return say("Expected when taken: %(minutes)s a day.", minutes=minutes)


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
            return say(
                "Your backlog is spread until %(day)s: %(reviews)s a day, and new cards wait.",
                day=day_in_words(plan.last_day),
                reviews=counted(plan.per_day, "review"),
            )
        case Budget() as plan:
            return say(
                "At most %(minutes)s today; the rest can wait.",
                minutes=counted(plan.minutes, "minute"),
            )
        case EasyDays() | Retention():
            return ""
        case _:
            assert_never(taken.plan)


def _effect_of_holiday(plan: Holiday) -> str:
    if plan.ahead:
        return say(
            "Nothing is asked, and nothing new is made due on these days. Its reviews are asked "
            "in the %(days)s days before.",
            days=AHEAD_DAYS,
        )
    return say("Nothing is asked, and nothing new is made due on these days.")


def _effect_of_easy_days(plan: EasyDays) -> str:
    days = zip(DAY_NAMES, plan.weights, strict=True)
    eased = (f"{say(name)} {percent(weight)}" for name, weight in days if weight < 1)
    return ", ".join(eased) or say("Every day is a usual one.")


def _effect_of_goal(plan: Goal) -> str:
    new = ""
    if plan.new_per_day:
        new = say_counted("%(num)s new card a day, ", "%(num)s new cards a day, ", plan.new_per_day)
    if not plan.has_pass:
        return _capital(new + say("reviews in the usual order, and no last pass."))
    return _capital(
        new
        + say(
            "reviews that keep %(share)s on the way, and from %(day)s on one last pass over all "
            "cards, a share each day.",
            share=percent(GOAL_RETENTION),
            day=day_in_words(plan.pass_from),
        )
    )


def _goal_today(plan: Goal, title: str, *, today: int, share: int) -> str:
    left = counted(plan.on_day - today, "day")
    if not plan.has_pass or today < plan.pass_from:
        return say("%(left)s until you want to know %(title)s.", left=left, title=title)
    if not share:
        return say(
            "%(left)s until you want to know %(title)s: the last pass.", left=left, title=title
        )
    return say(
        "%(left)s until you want to know %(title)s: the last pass, %(cards)s of it today.",
        left=left,
        title=title,
        cards=counted(share, "card"),
    )


def _holiday_today(plan: Holiday, *, today: int, share: int) -> str:
    if plan.first_day <= today:
        last = day_in_words(plan.last_day)
        return say("You are on holiday until %(day)s. Nothing is asked.", day=last)
    first = day_in_words(plan.first_day)
    if not share:
        return say("Holiday from %(day)s.", day=first)
    return say(
        "Holiday from %(day)s. %(reviews)s of it are asked today.",
        day=first,
        reviews=counted(share, "review"),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def minutes_words(minutes: float) -> str:
    """Return minutes as people say them: "about 12 minutes"."""
    if minutes < 1:
        return say("less than a minute")
    return say("about %(minutes)s", minutes=counted(round(minutes), "minute"))


def cards_words(cards: float) -> str:
    """Return a number of cards: "87 cards"."""
    return counted(round(cards), "card")

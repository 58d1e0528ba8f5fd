"""Words of the Memory page: what parameters mean, days, and differences of days."""

from typing import Final

from quizapp.errors import translatable
from quizapp.scheduling.day import date_of
from quizapp.scheduling.fit_words import Picture
from quizapp.web.language import date_words, number_words, percent, say, say_counted

_NEW_CARD: Final = (
    translatable("A new card rated Again comes back after"),
    translatable("A new card rated Hard comes back after"),
    translatable("A new card rated Good comes back after"),
    translatable("A new card rated Easy comes back after"),
)
_MONTH_DAYS: Final = 60
_YEAR_DAYS: Final = 730

Row = tuple[str, str, str]
"""What it is, before, now."""


def meaning_rows(was: Picture, now: Picture) -> tuple[Row, ...]:
    """Return what the parameters mean, before and now."""
    firsts = zip(_NEW_CARD, was.first_days, now.first_days, strict=True)
    rows = [(say(words), days_words(before), days_words(after)) for words, before, after in firsts]
    return (
        *rows,
        (
            say("Right each time on its day, its intervals are"),
            ", ".join(days_words(each) for each in was.on_time_days),
            ", ".join(days_words(each) for each in now.on_time_days),
        ),
        (
            say("A card known for 30 days and then forgotten starts again with"),
            days_words(was.after_lapse_days),
            days_words(now.after_lapse_days),
        ),
        (
            say("After Hard an interval grows by so much of what Good gives"),
            percent(was.hard_share),
            percent(now.hard_share),
        ),
        (
            say("After Easy it grows by so much of what Good gives"),
            percent(was.easy_factor),
            percent(now.easy_factor),
        ),
        (
            say("Left alone four times as long as planned, you recall it with"),
            percent(was.late_recall),
            percent(now.late_recall),
        ),
    )


def days_words(days: float) -> str:
    """Return an interval in the unit that a person would use."""
    if days < 1:
        return say("less than a day")
    if days < 10:  # noqa: PLR2004 - two digits
        return say("%(days)s days", days=number_words(days, 1))
    if days < _MONTH_DAYS:
        return say_counted("%(num)s day", "%(num)s days", round(days))
    if days < _YEAR_DAYS:
        return say_counted("%(num)s month", "%(num)s months", round(days / 30.4))
    return say("%(years)s years", years=number_words(days / 365.25, 1))


def day_words(day: int, today: int) -> str:
    """Return a study day as a learner names it."""
    if day < today:
        return say("overdue")
    if day == today:
        return say("today")
    return date_words(date_of(day), "d MMM y")


def difference_words(days: int) -> str:
    """Return how much later (negative: earlier) something comes."""
    if days > 0:
        return say_counted("%(num)s day later", "%(num)s days later", days)
    return say_counted("%(num)s day earlier", "%(num)s days earlier", -days)

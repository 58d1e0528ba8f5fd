"""Words of the Memory page: what parameters mean, days, and differences of days."""

from typing import Final

from quizapp.scheduling.day import date_of
from quizapp.scheduling.fit_words import Picture

_MONTH_DAYS: Final = 60
_YEAR_DAYS: Final = 730

Row = tuple[str, str, str]
"""What it is, before, now."""


def meaning_rows(was: Picture, now: Picture) -> tuple[Row, ...]:
    """Return what the parameters mean, before and now."""
    firsts = zip(("Again", "Hard", "Good", "Easy"), was.first_days, now.first_days, strict=True)
    rows = [
        (f"A new card rated {rating} comes back after", days_words(before), days_words(after))
        for rating, before, after in firsts
    ]
    return (
        *rows,
        (
            "Right each time on its day, its intervals are",
            ", ".join(days_words(each) for each in was.on_time_days),
            ", ".join(days_words(each) for each in now.on_time_days),
        ),
        (
            "A card known for 30 days and then forgotten starts again with",
            days_words(was.after_lapse_days),
            days_words(now.after_lapse_days),
        ),
        (
            "After Hard an interval grows by so much of what Good gives",
            _share(was.hard_share),
            _share(now.hard_share),
        ),
        (
            "After Easy it grows by so much of what Good gives",
            _share(was.easy_factor),
            _share(now.easy_factor),
        ),
        (
            "Left alone four times as long as planned, you recall it with",
            _share(was.late_recall),
            _share(now.late_recall),
        ),
    )


def days_words(days: float) -> str:
    """Return an interval in the unit that a person would use."""
    if days < 1:
        return "less than a day"
    if days < _MONTH_DAYS:
        return f"{days:.1f} days" if days < 10 else f"{days:.0f} days"  # noqa: PLR2004 - two digits
    if days < _YEAR_DAYS:
        return f"{days / 30.4:.0f} months"
    return f"{days / 365.25:.1f} years"


def _share(value: float) -> str:
    return f"{round(value * 100)}\u202f%"


def day_words(day: int, today: int) -> str:
    """Return a study day as a learner names it."""
    if day < today:
        return "overdue"
    if day == today:
        return "today"
    on = date_of(day)
    return f"{on.day} {on:%b %Y}"


def difference_words(days: int) -> str:
    """Return how much later (negative: earlier) something comes."""
    count = abs(days)
    return f"{count} {'day' if count == 1 else 'days'} {'later' if days > 0 else 'earlier'}"

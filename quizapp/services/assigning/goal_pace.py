"""Where a learner stands with a study goal, in one of a few words. Pure."""

from datetime import datetime
from typing import Final, Literal

from quizapp.errors import Words, translatable

Pace = Literal["hidden", "kept", "there", "track", "behind", "idle", "missed"]
"""hidden: not shared. kept: reached, and would still be on the date with nothing more studied.
there: reached by now. track: as far as the time gone by asks for. behind: less. idle: nothing
studied yet. missed: the date is past and it was not reached."""

_WORDS: Final[dict[Pace, Words]] = {
    "hidden": translatable("not shared"),
    "kept": translatable("there, and stays there"),
    "there": translatable("there by now"),
    "track": translatable("on track"),
    "behind": translatable("behind"),
    "idle": translatable("not begun"),
    "missed": translatable("not reached"),
}


def pace_words(pace: Pace) -> Words:
    """Return the words for it, to be translated."""
    return _WORDS[pace]


def recall_pace(
    *,
    recall: float | None,
    later: float | None,
    goal: float,
    begun: int,
    gone: float,
) -> Pace:
    """Return where a learner stands with a goal of recall by a date.

    The way to the goal is thought of as even: halfway to the date, half of the goal is on track.

    Args:
        recall: share recalled today, 0..1; None where it is not shared.
        later: the same on the date if nothing more is studied.
        goal: the share that is asked for, 0..1.
        begun: cards answered at least once.
        gone: part of the time from its start to its date that is over, 0..1.
    """
    if recall is None:
        return "hidden"
    if recall >= goal:
        return "kept" if later is not None and later >= goal else "there"
    if gone >= 1:
        return "missed"
    if not begun:
        return "idle"
    return "track" if recall >= goal * gone else "behind"


def minutes_pace(*, minutes: float | None, asked: float, over: bool = False) -> Pace:
    """Return where a learner stands with a goal of minutes a day.

    Args:
        minutes: studied in the days that count; None where times are not shared.
        asked: what the goal asks for in those days.
        over: whether its date is past.
    """
    if minutes is None:
        return "hidden"
    if over:
        return "there" if minutes >= asked else "missed"
    if minutes <= 0 < asked:
        return "idle"
    return "track" if minutes >= asked else "behind"


def gone_of(start: datetime, end: datetime | None, *, now: datetime) -> float:
    """Return which part of the time from start to end is over, 0..1; 0 without an end."""
    if end is None:
        return 0.0
    if now >= end:
        return 1.0
    return max(0.0, (now - start) / (end - start)) if end > start else 1.0

"""What a teacher settles about a quiz but its questions, and what of it cannot be. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from quizapp.errors import InputError, Words, translatable
from quizapp.services.people.zones import instant_from_local, local_from_instant

TITLE_MAX: Final = 200
MOST_ATTEMPTS: Final = 100
PASSWORD_MAX: Final = 64
LONGEST_LIMIT_S: Final = 24 * 3600
SHORTEST_LIMIT_S: Final = 60
COUNTS: Final = ("best", "last", "first", "average")
WHEN: Final = ("during", "submit", "due", "never")
GRADES: Final = ("points", "percent", "pass")
UNITS: Final = ("hour", "day")
_AFTER_DUE: Final = "due"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a quiz is taken and graded; each field as the column of ``Assignment`` says.

    Attributes:
        category: name of the grade category, "" for none: each class has its own of that name.
    """

    title: str
    attempts_allowed: int = 1
    attempt_counts: str = "best"
    late_percent: float = 0.0
    late_unit: str = "day"
    late_floor: float = 0.0
    missing_percent: float | None = None
    time_limit_s: int | None = None
    shuffle: bool = True
    one_by_one: bool = False
    back_allowed: bool = True
    password: str = ""
    show_score: str = "submit"
    show_key: str = "submit"
    show_explanation: str = "submit"
    show_passage: str = "submit"
    pass_mark: float | None = None
    grade_as: str = "points"
    category: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """When it is seen, opens, is due and closes: instants, None as the columns say."""

    visible_at: datetime | None = None
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LocalTimes:
    """The same by the clock on the wall, without a zone: each class reads it in its own.

    Attributes:
        no_close: late work is taken without an end; otherwise an empty ``closes`` is ``due``.
    """

    visible: datetime | None = None
    opens: datetime | None = None
    due: datetime | None = None
    closes: datetime | None = None
    no_close: bool = False

    def in_zone(self, zone: str) -> Times:
        """Return the instants in a zone.

        Raises:
            InputError: the clock of the zone skips or repeats one of them.
        """
        due = _instant(self.due, zone=zone, field="due_at")
        closes = _instant(self.closes, zone=zone, field="closes_at")
        return Times(
            visible_at=_instant(self.visible, zone=zone, field="visible_at"),
            opens_at=_instant(self.opens, zone=zone, field="opens_at"),
            due_at=due,
            closes_at=None if self.no_close else closes or due,
        )


def local_times(times: Times, *, zone: str) -> LocalTimes:
    """Return instants by the clock of a zone, as the form shows them."""

    def local(instant: datetime | None) -> datetime | None:
        if instant is None:
            return None
        return local_from_instant(instant, zone=zone).replace(tzinfo=None)

    return LocalTimes(
        visible=local(times.visible_at),
        opens=local(times.opens_at),
        due=local(times.due_at),
        closes=None if times.closes_at == times.due_at else local(times.closes_at),
        no_close=times.closes_at is None and times.due_at is not None,
    )


def tidy(settings: Settings) -> Settings:
    """Return the settings with surplus space taken out and what has no effect put back."""
    return replace(
        settings,
        title=" ".join(settings.title.split()),
        password=settings.password.strip(),
        back_allowed=settings.back_allowed or not settings.one_by_one,
    )


def check(settings: Settings, times: Times, *, now: datetime, before: Times | None = None) -> None:
    """Refuse what cannot be; ``before`` are the times that hold until now, where any do.

    Raises:
        InputError: the first thing that cannot be; ``field`` names it.
    """
    _check_words(settings)
    _check_numbers(settings)
    _check_times(times, now=now, before=before or Times())
    _check_together(settings, times)


def warnings(settings: Settings, times: Times) -> tuple[Words, ...]:
    """Return what is possible but seldom meant, in words for the teacher."""
    shows = (settings.show_key, settings.show_explanation, settings.show_passage)
    found: list[Words] = []
    if settings.attempts_allowed != 1 and "during" in shows:
        found.append(
            translatable(
                "Learners are told the answers while they work and may try again: the next attempt"
                " shows what they copied rather than what they know."
            )
        )
    elif settings.attempts_allowed != 1 and "submit" in shows:
        found.append(
            translatable(
                "Learners see the answers after an attempt and may try again. For practice that is"
                " right; for a grade show them after the due time."
            )
        )
    if settings.show_passage == "during":
        found.append(
            translatable(
                "A passage shown while a learner works may hold the answers to other questions."
            )
        )
    if settings.show_score == "never" and "submit" in shows:
        found.append(
            translatable("The score is never shown, but the answers are: learners can count.")
        )
    if settings.late_percent and times.due_at is not None and times.closes_at == times.due_at:
        found.append(
            translatable(
                "It closes when it is due, so nothing can be late: what is taken off for lateness"
                " has no effect."
            )
        )
    return tuple(found)


def _check_words(settings: Settings) -> None:
    if not settings.title or len(settings.title) > TITLE_MAX:
        raise InputError(
            "A quiz needs a title of 1 to {title_max} letters.", title_max=TITLE_MAX, field="title"
        )
    if len(settings.password) > PASSWORD_MAX:
        raise InputError(
            "A password has at most {most} letters; this one has {count}.",
            most=PASSWORD_MAX,
            count=len(settings.password),
            field="password",
        )
    if not f"{settings.title}{settings.password}".isprintable():
        raise InputError("Leave out letters that cannot be shown.", field="title")
    for name, known in (
        ("attempt_counts", COUNTS),
        ("late_unit", UNITS),
        ("grade_as", GRADES),
        *((f"show_{what}", WHEN) for what in ("score", "key", "explanation", "passage")),
    ):
        if getattr(settings, name) not in known:
            raise InputError("Choose one of those offered.", field=name)


def _check_numbers(settings: Settings) -> None:
    if not 0 <= settings.attempts_allowed <= MOST_ATTEMPTS:
        raise InputError(
            "Allow 1 to {most} attempts, or 0 for any number.", most=MOST_ATTEMPTS, field="attempts"
        )
    limit = settings.time_limit_s
    if limit is not None and not SHORTEST_LIMIT_S <= limit <= LONGEST_LIMIT_S:
        raise InputError("A time limit is 1 minute to 24 hours.", field="time_limit")
    for name in ("late_percent", "late_floor", "missing_percent"):
        value = getattr(settings, name)
        if value is not None and not 0 <= value <= 100:  # noqa: PLR2004 - said in the message
            raise InputError("Choose from 0 to 100 %.", field=name)
    if settings.pass_mark is not None and not 0 <= settings.pass_mark <= 1:
        raise InputError("The pass mark is 0 to 100 %.", field="pass_mark")


def _check_times(times: Times, *, now: datetime, before: Times) -> None:
    opens, due, closes = times.opens_at, times.due_at, times.closes_at
    if opens and closes and closes <= opens:
        raise InputError(
            "It would close before it opens. Choose a closing after the opening.",
            field="closes_at" if closes != due else "due_at",
        )
    if opens and due and due <= opens:
        raise InputError(
            "It would be due before it opens. Choose a due time after the opening.", field="due_at"
        )
    if due and closes and due > closes:
        raise InputError(
            "It would be due after it closes. Choose a closing at the due time or later.",
            field="closes_at",
        )
    if times.visible_at and opens and times.visible_at > opens:
        raise InputError(
            "It would open before learners see it. Show it when it opens or earlier.",
            field="visible_at",
        )
    if times.visible_at and closes and times.visible_at >= closes:
        raise InputError("It would close before learners see it.", field="visible_at")
    for name in ("due_at", "closes_at"):
        moment = getattr(times, name)
        if moment and moment <= now and moment != getattr(before, name):
            raise InputError("That is over already. Choose a time to come.", field=name)
    if opens and opens > now + timedelta(days=3653):
        raise InputError("That is more than ten years off.", field="opens_at")


def _check_together(settings: Settings, times: Times) -> None:
    has_end = times.due_at is not None or times.closes_at is not None
    for what in ("score", "key", "explanation", "passage"):
        name = f"show_{what}"
        if getattr(settings, name) == _AFTER_DUE and not has_end:
            raise InputError("Feedback after the due time needs a due time.", field="due_at")
    if settings.late_percent and times.due_at is None:
        raise InputError("Without a due time nothing is late.", field="late_percent")
    if settings.missing_percent is not None and times.closes_at is None:
        raise InputError(
            "Without a closing time nobody is missing: give one, or leave this empty.",
            field="missing_percent",
        )
    if settings.grade_as == "pass" and settings.pass_mark is None:
        raise InputError("Passed or not needs a pass mark.", field="pass_mark")


def _instant(local: datetime | None, *, zone: str, field: str) -> datetime | None:
    return None if local is None else instant_from_local(local, zone=zone, field=field)

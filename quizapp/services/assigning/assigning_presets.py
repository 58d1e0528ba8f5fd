"""Presets of a quiz: what a teacher usually wants, in one press. Pure."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from quizapp.errors import Words, translatable
from quizapp.services.assigning.assigning_settings import LocalTimes, Settings

_THREE_DAYS: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Preset:
    """A name, a sentence that says what it sets, and the settings; title and due stay."""

    name: Words
    about: Words
    settings: Settings
    late_for: timedelta = timedelta()


PRESETS: Final = {
    "practice": Preset(
        translatable("Practice quiz"),
        translatable("Any number of attempts, the best counts, answers shown after each."),
        Settings(title="", attempts_allowed=0),
    ),
    "test": Preset(
        translatable("Test in class"),
        translatable("One attempt of 30 minutes; answers shown once it is due."),
        Settings(
            title="",
            time_limit_s=30 * 60,
            show_key="due",
            show_explanation="due",
            show_passage="due",
            pass_mark=0.5,
        ),
    ),
    "homework": Preset(
        translatable("Homework"),
        translatable(
            "Two attempts, the best counts; late for three days at 10 % a day; answers once it is"
            " due."
        ),
        Settings(
            title="",
            attempts_allowed=2,
            late_percent=10,
            late_floor=50,
            show_key="due",
            show_explanation="due",
            show_passage="due",
        ),
        late_for=_THREE_DAYS,
    ),
}


def fill(preset: Preset, settings: Settings, times: LocalTimes) -> tuple[Settings, LocalTimes]:
    """Return a preset with the title, the category and the times that a teacher gave already."""
    filled = replace(preset.settings, title=settings.title, category=settings.category)
    closes = None
    if preset.late_for and times.due is not None:
        closes = times.due + preset.late_for
    return filled, replace(times, closes=closes, no_close=False)

"""What a file of everything says of an account itself: preferences, plans, sets that are studied.

Plain values within the bounds that the pages keep to; sets are named by their keys.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from quizapp.formats.own.memory_file import Day, Key, Millis, Share

MOST_PLANS: Final = 500
MOST_SETS: Final = 10_000
Minutes = Annotated[float, Field(ge=0, le=100_000)]
Text40 = Annotated[str, StringConstraints(max_length=40)]


class Strict(BaseModel):
    """A part of the file: nothing unknown, no infinities."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class FiledPreferences(Strict):
    """What a person decided; the bounds of each are those of the settings page."""

    zone: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$")]
    rollover_hour: int
    theme: Text40
    language: Text40
    desired_retention: float
    new_per_day: int
    reviews_per_day: int
    same_day: Text40
    auto_fit: bool


class FiledRest(Strict):
    """Days on which nobody need study: numbers of weekdays, Monday 0, and how many a week."""

    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)]
    per_week: Annotated[int, Field(ge=0, le=6)]


class Expected(Strict):
    """What a plan was expected to cost when it was taken."""

    minutes: Minutes = 0.0
    share: Share = 0.0
    points: Annotated[list[tuple[Day, Share, Share]], Field(max_length=10_000)] = Field(
        default_factory=list
    )
    set_added: bool = False


class _Plan(Strict):
    expected: Expected
    taken_at: Millis


class FiledGoal(_Plan):
    """A goal; ``set`` is the key of its set."""

    kind: Literal["goal"]
    set: Key
    on_day: Day
    pass_from: Day
    new_per_day: Annotated[int, Field(ge=0, le=1_000_000)]


class FiledHoliday(_Plan):
    """A holiday."""

    kind: Literal["holiday"]
    first_day: Day
    last_day: Day
    ahead: bool


class FiledBacklog(_Plan):
    """A backlog that is spread."""

    kind: Literal["backlog"]
    first_day: Day
    last_day: Day
    per_day: Annotated[int, Field(ge=1, le=1_000_000)]


class FiledEasy(_Plan):
    """Easy days."""

    kind: Literal["easy"]
    weights: Annotated[list[Share], Field(min_length=7, max_length=7)]


class FiledBudget(_Plan):
    """Minutes a day."""

    kind: Literal["budget"]
    minutes: Annotated[int, Field(ge=1, le=1_440)]


class FiledRetention(_Plan):
    """A desired retention."""

    kind: Literal["retention"]
    desired: Annotated[float, Field(ge=0.5, le=0.99)]
    before: Annotated[float, Field(ge=0.5, le=0.99)]


FiledPlan = Annotated[
    FiledGoal | FiledHoliday | FiledBacklog | FiledEasy | FiledBudget | FiledRetention,
    Field(discriminator="kind"),
]


class Account(Strict):
    """An account.

    Attributes:
        sets: keys of sets of the person's own that are studied: of their decks, and passages as
            "passage:ARTICLE/NUMBER". Those of the site stand in the memory.
        plans: that stand, in the order taken.
        goals_left: that are for sets without a key, a teacher's choice: they cannot come along.
    """

    preferences: FiledPreferences
    rest: FiledRest | None
    sets: Annotated[list[Key], Field(max_length=MOST_SETS)]
    plans: Annotated[list[FiledPlan], Field(max_length=MOST_PLANS)]
    goals_left: Annotated[int, Field(ge=0, le=MOST_PLANS)] = 0


def detail_of(plan: FiledPlan) -> Mapping[str, Any]:
    """Return what a plan says beside its kind, its set and when it was taken."""
    return plan.model_dump(exclude={"kind", "set", "expected", "taken_at"})

"""A learner's days of rest: what does not break the streak."""

from collections.abc import Sequence
from typing import Final

from quizapp.analytics.learners import Rest
from quizapp.errors import InputError, translatable
from quizapp.services.people.study_learner import get_learner
from quizapp.store.engine import lock_for, writing
from quizapp.store.tables.habits import StudyRest

WEEKDAYS: Final = (
    translatable("Monday"),
    translatable("Tuesday"),
    translatable("Wednesday"),
    translatable("Thursday"),
    translatable("Friday"),
    translatable("Saturday"),
    translatable("Sunday"),
)
FREE_WEEKDAYS: Final = (
    translatable("Mondays"),
    translatable("Tuesdays"),
    translatable("Wednesdays"),
    translatable("Thursdays"),
    translatable("Fridays"),
    translatable("Saturdays"),
    translatable("Sundays"),
)
"""All of them: "Mondays"."""
MOST: Final = 6
"""A week has at least one day that counts, or no streak would ever say anything."""


def choose_rest(*, user_id: int, weekdays: Sequence[str], per_week: str) -> Rest:
    """Store a learner's days of rest; return them.

    Args:
        weekdays: numbers as text, Monday 0; at most six different ones.
        per_week: how many days of any week are free besides, "0" to "6".

    Raises:
        InputError: what was sent are no such days; nothing is stored.
        NotFoundError: there is no such account.
    """
    days = {str(n): n for n in range(len(WEEKDAYS))}
    if any(day not in days for day in weekdays) or per_week not in days:
        raise InputError("Choose weekdays, and from 0 to 6 days a week.", field="per_week")
    chosen = frozenset(days[day] for day in weekdays)
    rest = Rest(chosen, days[per_week])
    if len(chosen) + rest.per_week > MOST:
        raise InputError("Leave at least one day a week for study.", field="per_week")
    with writing() as session:
        lock_for(session, user_id)
        get_learner(session, user_id)
        session.merge(
            StudyRest(user_id=user_id, weekdays=sum(1 << n for n in chosen), per_week=rest.per_week)
        )
    return rest

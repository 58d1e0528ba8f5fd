"""A study goal with each learner's progress, as a table for spreadsheets."""

from datetime import datetime

from quizapp.formats.sheets.csv_table import Cell, to_csv
from quizapp.services.assigning.assigning_progress import GoalProgress, LearnerLine, get_progress
from quizapp.services.assigning.goal_pace import pace_words

_HEADER = (
    "Learner",
    "Goal",
    "Standing",
    "Recall today (percent)",
    "Recall on the date (percent)",
    "Cards begun",
    "Cards",
    "Minutes in 7 days",
)


def progress_csv(*, user_id: int, assignment_id: int, now: datetime) -> tuple[str, str]:
    """Return (title, CSV): a row a learner; empty where something is not shared.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    goal = get_progress(user_id=user_id, assignment_id=assignment_id, now=now)
    return goal.title, to_csv(_HEADER, [_row(goal, each) for each in goal.learners])


def _row(goal: GoalProgress, line: LearnerLine) -> tuple[Cell, ...]:
    draft = goal.draft
    asked = f"{draft.percent} %" if draft.kind == "recall" else f"{draft.minutes} min a day"
    return (
        line.name,
        asked,
        str(pace_words(line.pace)),
        _percent(line.recall),
        _percent(line.later),
        line.begun,
        goal.cards,
        None if line.minutes is None else round(line.minutes, 1),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)

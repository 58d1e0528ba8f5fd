"""The grade of one learner at one quiz: what counts, late, missing, excused, and who may see it.

Pure, but for the rows it reads. "Missing" is only who handed nothing in once it is closed for
them; the score is open to the learner as the assignment's ``show_score`` says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from quizapp.services.quizzes.quiz_feedback import is_after_due
from quizapp.services.quizzes.quiz_grades import Counted, Tried, counting_grade, rules_of
from quizapp.services.quizzes.quiz_scoring import reaches
from quizapp.services.quizzes.quiz_times import Times, times_for
from quizapp.store.quizzes.grade_queries import AttemptMark, Grants
from quizapp.store.tables.classes import Assignment

State = Literal[
    "not_meant", "excused", "graded", "running", "missing", "upcoming", "not_started", "ungraded"
]


@dataclass(frozen=True, slots=True)
class Mark:
    """A learner's grade at a quiz.

    Attributes:
        state: not_meant (the quiz is for others), excused, graded, running, missing (closed,
            nothing handed in), upcoming (not open yet), not_started, or ungraded (handed in, but
            none of its questions counts any more).
        share: 0..1 after lateness; None without a grade. raw: before it.
        points: what the share comes to; possible: in full.
        passed: None without a grade or a pass mark.
        late: whether what counts was handed in late. late_cost: share that it cost.
        attempt_id: the attempt that counts; of an average and of none, the last handed in.
        attempts: how many were started.
        open_to_learner: whether they may see the score by now.
    """

    assignment_id: int
    user_id: int
    state: State
    share: float | None = None
    raw: float | None = None
    points: float | None = None
    possible: float | None = None
    passed: bool | None = None
    late: bool = False
    late_cost: float = 0.0
    attempt_id: int | None = None
    submitted_at: datetime | None = None
    attempts: int = 0
    open_to_learner: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is part of the overall grade."""
        return self.share is not None and self.state not in {"excused", "not_meant"}

    def closed(self) -> "Mark":
        """Return it without figures, as its learner sees it while the score is closed."""
        return replace(
            self, share=None, raw=None, points=None, passed=None, late_cost=0.0, late=False
        )


def mark_of(
    row: Assignment,
    *,
    user_id: int,
    attempts: Sequence[AttemptMark],
    grants: Grants,
    possible: float,
    now: datetime,
) -> Mark:
    """Return the grade of one learner.

    Args:
        attempts: all of this learner's at this quiz, first to last.
        possible: the quiz's points, where no attempt says.
    """
    meant = grants.meant.get(row.id)
    exception = grants.exceptions.get((row.id, user_id))
    times = times_for(row, accommodation=grants.accommodations.get(user_id), exception=exception)
    # Who cannot see it yet cannot miss it: a copied quiz has times before it is given.
    hidden = row.visible_at is not None and now < row.visible_at
    closed = times.closed(now) and not hidden
    running = any(each.submitted_at is None for each in attempts)
    counted = counting_grade(tried_of(attempts), rules_of(row), closed=closed and not running)
    behind = _behind(attempts, counted)
    excused = exception is not None and exception.excused_at is not None
    state = _state(
        meant=meant is None or user_id in meant,
        excused=excused,
        counted=counted,
        attempts=attempts,
        running=running,
        closed=closed,
        upcoming=hidden or (times.opens_at is not None and now < times.opens_at),
    )
    most = (behind.max_score if behind else None) or possible
    share = None if counted is None or state == "not_meant" else counted.share
    return Mark(
        assignment_id=row.id,
        user_id=user_id,
        state=state,
        share=share,
        raw=counted.raw if counted else None,
        points=None if share is None else share * most,
        possible=most,
        passed=None if share is None or row.pass_mark is None else reaches(share, row.pass_mark),
        late=behind is not None and behind.late_by_s > 0,
        late_cost=counted.raw - counted.share if counted else 0.0,
        attempt_id=behind.attempt_id if behind else None,
        submitted_at=behind.submitted_at if behind else None,
        attempts=len(attempts),
        open_to_learner=score_is_open(
            row, times=times, attempts=attempts, archived=grants.archived, now=now
        ),
    )


def score_is_open(
    row: Assignment,
    *,
    times: Times,
    attempts: Sequence[AttemptMark],
    archived: bool,
    now: datetime,
) -> bool:
    """Return whether the learner may see the grade of a quiz by now.

    "due" means: once the due time is over for the class and this learner can hand in no more.

    Args:
        archived: whether the class is: then nobody can.
    """
    running = any(each.submitted_at is None for each in attempts)
    submitted = any(each.submitted_at is not None for each in attempts)
    if row.show_score in {"during", "submit"}:
        return submitted or times.closed(now)
    if row.show_score != "due":
        return False
    still = times.open_still(used=len(attempts), running=running, archived=archived, now=now)
    return is_after_due(row, open_still=still, now=now)


def tried_of(attempts: Sequence[AttemptMark]) -> tuple[Tried, ...]:
    """Return the attempts that were handed in."""
    return tuple(
        Tried(each.number, each.score, each.max_score, each.late_by_s)
        for each in attempts
        if each.submitted_at is not None and each.score is not None and each.max_score is not None
    )


def _behind(attempts: Sequence[AttemptMark], counted: Counted | None) -> AttemptMark | None:
    """Return the attempt that makes the grade, or else the last that was handed in."""
    done = [each for each in attempts if each.submitted_at is not None]
    if counted is not None and counted.number is not None:
        return next(each for each in done if each.number == counted.number)
    return done[-1] if done else None


def _state(
    *,
    meant: bool,
    excused: bool,
    counted: Counted | None,
    attempts: Sequence[AttemptMark],
    running: bool,
    closed: bool,
    upcoming: bool,
) -> State:
    if excused:
        return "excused"
    done = any(each.submitted_at is not None for each in attempts)
    if not meant and not done:
        return "not_meant"
    if done:
        return "graded" if counted is not None else "ungraded"
    if running:
        return "running"
    if closed:
        return "missing"
    return "upcoming" if upcoming else "not_started"

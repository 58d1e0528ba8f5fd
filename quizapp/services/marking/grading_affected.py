"""Who gains or loses by a regrade: points, the grade of the quiz, passed or not. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.services.marking.grade_marks import tried_of
from quizapp.services.marking.regrading import Change
from quizapp.services.quizzes.quiz_grades import counting_grade, rules_of
from quizapp.services.quizzes.quiz_scoring import reaches
from quizapp.store.quizzes.grade_queries import AttemptMark
from quizapp.store.tables.classes import Assignment


@dataclass(frozen=True, slots=True)
class Affected:
    """A learner whose points change.

    Attributes:
        before, after: points of the attempt that changes most. of: points possible in it.
        grade_before, grade_after: of the quiz, 0..1, by the attempts that count and lateness.
        passed_before, passed_after: None without a pass mark or a grade.
    """

    user_id: int
    name: str
    attempt_id: int
    attempts: int
    before: float
    after: float
    of: float
    grade_before: float | None
    grade_after: float | None
    passed_before: bool | None
    passed_after: bool | None


def affected(
    assignment: Assignment,
    changes: Sequence[Change],
    *,
    attempts: Sequence[AttemptMark],
    names: Mapping[int, str],
) -> tuple[Affected, ...]:
    """Return the learners whose points change, those who lose first, then by name."""
    rules = rules_of(assignment)
    by_attempt = {each.attempt_id: each for each in changes}
    people: dict[int, list[Change]] = {}
    for each in changes:
        people.setdefault(each.user_id, []).append(each)
    mine: dict[int, list[AttemptMark]] = {}
    for attempt in attempts:
        mine.setdefault(attempt.user_id, []).append(attempt)
    found = []
    for user_id, group in people.items():
        before = counting_grade(tried_of(mine[user_id]), rules)
        after = counting_grade(tried_of([_changed(a, by_attempt) for a in mine[user_id]]), rules)
        most = max(group, key=lambda each: abs(each.after - each.before))
        shares = [each.share if each else None for each in (before, after)]
        passed = [_passes(share, assignment.pass_mark) for share in shares]
        found.append(
            Affected(
                user_id=user_id,
                name=names.get(user_id, ""),
                attempt_id=most.attempt_id,
                attempts=len(group),
                before=most.before,
                after=most.after,
                of=most.max_after,
                grade_before=shares[0],
                grade_after=shares[1],
                passed_before=passed[0],
                passed_after=passed[1],
            )
        )
    return tuple(sorted(found, key=lambda each: (each.after > each.before, each.name.casefold())))


def _changed(attempt: AttemptMark, by_attempt: Mapping[int, Change]) -> AttemptMark:
    change = by_attempt.get(attempt.attempt_id)
    if change is None:
        return attempt
    return replace(attempt, score=change.after, max_score=change.max_after)


def _passes(share: float | None, pass_mark: float | None) -> bool | None:
    return None if share is None or pass_mark is None else reaches(share, pass_mark)

"""Today: what is due, how long it takes, what was assigned, and one button to begin."""

from dataclasses import dataclass
from datetime import datetime

from quizapp import clock
from quizapp.scheduling.day import date_of
from quizapp.scheduling.plans import Goal
from quizapp.services import assigning_progress, attempts, plans, sets, study
from quizapp.services.assigning_progress import LearnerGoal
from quizapp.services.sets import SetLine
from quizapp.services.study import Today
from quizapp.store.quiz_queries import LearnerAssignment
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.language import date_words
from quizapp.web.learner.blueprint import blueprint
from quizapp.web.learner.plan_words import today_words
from quizapp.web.pages import render, shows


@shows("learner/today.html")
@dataclass(frozen=True, slots=True)
class TodayPage:
    """The learner's home.

    Attributes:
        today: what is due and what was done.
        minutes: expected for what is left, in whole minutes, at least 1.
        week: (day in words, answers) of the last seven study days.
        week_answers: their sum.
        assignments: quizzes that can still be taken, by due time.
        offered: sets to begin with, for who studies none yet.
        plans: a sentence for each plan that steers today.
        goals: study goals that teachers set.
    """

    today: Today
    minutes: int
    week: tuple[tuple[str, int], ...]
    week_answers: int
    week_minutes: int
    assignments: tuple[LearnerAssignment, ...]
    offered: tuple[SetLine, ...]
    new_per_day: int
    now: datetime
    plans: tuple[str, ...]
    goals: tuple[LearnerGoal, ...]


@blueprint.get("/today")
@policy(Policy.SIGNED_IN)
def today() -> str:
    """Show the learner's home."""
    user_id, now = visitor.current().id, clock.now()
    day = study.today(user_id=user_id, now=now)
    offered: tuple[SetLine, ...] = ()
    if not day.sets and not day.counts.total:
        offered = tuple(
            each for each in sets.list_sets(user_id=user_id, now=now) if each.kind == "article"
        )
    return render(
        TodayPage(
            today=day,
            minutes=max(1, round(day.minutes)),
            week=tuple((date_words(date_of(each.day), "EEE"), each.reviews) for each in day.week),
            week_answers=sum(each.reviews for each in day.week),
            week_minutes=round(sum(each.milliseconds for each in day.week) / 60_000),
            assignments=tuple(
                each
                for each in attempts.list_for_learner(user_id=user_id, now=now)
                if _is_open(each, now=now)
            ),
            offered=offered,
            new_per_day=visitor.current().new_per_day,
            now=now,
            plans=_plans(user_id, day, now=now),
            goals=assigning_progress.list_for_learner(user_id=user_id, now=now),
        )
    )


def _plans(user_id: int, day: Today, *, now: datetime) -> tuple[str, ...]:
    """Return a sentence for each plan that steers today."""
    asked = {each.goal: each.cards for each in day.extra.goals}
    sentences = (
        today_words(
            each,
            today=day.day,
            share=asked.get(each.plan, 0) if isinstance(each.plan, Goal) else day.extra.ahead,
        )
        for each in plans.list_taken(user_id=user_id, now=now)
    )
    return tuple(words for words in sentences if words)


def _is_open(each: LearnerAssignment, *, now: datetime) -> bool:
    """Return whether the quiz can still be taken, now or later."""
    if each.running_attempt is not None:
        return True
    in_time = each.due_at is None or each.due_at > now
    return in_time and each.attempts_used < each.attempts_allowed

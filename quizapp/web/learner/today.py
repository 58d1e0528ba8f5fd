"""Today: what is due, how long it takes, what was assigned, and one button to begin."""

from dataclasses import dataclass
from datetime import datetime

from quizapp import clock
from quizapp.scheduling.day import date_of
from quizapp.scheduling.plans import Goal
from quizapp.services.assigning import goals_of_learner
from quizapp.services.assigning.goals_of_learner import LearnerGoal
from quizapp.services.plans import plans
from quizapp.services.quizzes import quiz_lists, quiz_notices
from quizapp.services.quizzes.quiz_lists import QuizLine
from quizapp.services.quizzes.quiz_notices import NoticeLine
from quizapp.services.study import sets, study
from quizapp.services.study.sets import SetLine
from quizapp.services.study.study import Today
from quizapp.web import visitor
from quizapp.web.language import date_words
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
        notices: what a teacher's act changed for this learner, until it is put away.
        assignments: quizzes that can still be taken and study goals, by due time.
        offered: sets to begin with, for who studies none yet.
        plans: a sentence for each plan that steers today.
        goals: study goals that teachers set.
    """

    today: Today
    minutes: int
    week: tuple[tuple[str, int], ...]
    week_answers: int
    week_minutes: int
    notices: tuple[NoticeLine, ...]
    assignments: tuple[QuizLine, ...]
    offered: tuple[SetLine, ...]
    new_per_day: int
    now: datetime
    plans: tuple[str, ...]
    goals: tuple[LearnerGoal, ...]


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
            notices=quiz_notices.list_notices(user_id=user_id),
            assignments=tuple(
                each
                for each in quiz_lists.list_for_learner(user_id=user_id, now=now)
                if each.state not in {"done", "missed", "goal"}
            ),
            offered=offered,
            new_per_day=visitor.current().new_per_day,
            now=now,
            plans=_plans(user_id, day, now=now),
            goals=goals_of_learner.list_for_learner(user_id=user_id, now=now),
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

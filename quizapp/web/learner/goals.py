"""A study goal that a teacher set: how far one is, and the plan that reaches it."""

from dataclasses import dataclass

from quizapp import clock
from quizapp.services.assigning import goals_of_learner
from quizapp.services.assigning.goals_of_learner import LearnerGoal
from quizapp.services.plans.plans_ground import USUAL_MINUTES
from quizapp.web import visitor
from quizapp.web.pages import render, shows


@shows("learner/goal.html")
@dataclass(frozen=True, slots=True)
class GoalPage:
    """A study goal; usual_minutes: what a plan for it starts from."""

    goal: LearnerGoal
    usual_minutes: int


def goal(assignment_id: int) -> str:
    """Show a study goal."""
    found = goals_of_learner.get_for_learner(
        user_id=visitor.current().id, assignment_id=assignment_id, now=clock.now()
    )
    return render(GoalPage(found, USUAL_MINUTES))

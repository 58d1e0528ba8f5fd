"""The plan of a publish, for the documents on disk, and the publish itself."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import BankErrors, Problem
from quizapp.services import publishing
from quizapp.services.publishing_plan import PublishPlan
from quizapp.settings import Settings
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.author.blueprint import blueprint
from quizapp.web.pages import render, shows

NOTE_MAX = 300
"""Characters of a note; more is cut off."""


@shows("author/plan.html")
@dataclass(frozen=True, slots=True)
class PlanPage:
    """What publishing would change, or why it cannot be done; one of the two is there.

    Attributes:
        back_to: the revision that is gone back to, or None for the documents on disk.
        folder: name of the bank's folder, without where it lies.
    """

    plan: PublishPlan | None
    problems: tuple[Problem, ...]
    back_to: int | None
    folder: str


@blueprint.get("/plan")
@policy(Policy.AUTHOR)
def plan() -> tuple[str, int] | str:
    """Show what publishing the documents on disk would change."""
    folder = bank_folder()
    try:
        made = publishing.plan_folder(folder)
    except BankErrors as errors:
        return render(PlanPage(None, errors.problems, None, folder.name))
    return render(PlanPage(made, (), None, folder.name))


@blueprint.post("/plan")
@policy(Policy.AUTHOR)
def publish() -> Response:
    """Publish the documents on disk, if they are still those of the plan that was shown."""
    done = publishing.publish_folder(
        bank_folder(),
        now=clock.now(),
        by=visitor.current().id,
        note=note_from_form(),
        expected=request.form.get("token", ""),
    )
    if done.written:
        flash(f"Published as revision {done.revision}.", "good")
    else:
        flash(f"Nothing differs from revision {done.revision}: nothing was written.", "info")
    return redirect(url_for("author.revisions"), 303)


def note_from_form() -> str:
    """Return the author's note, on one line."""
    return " ".join(request.form.get("note", "").split())[:NOTE_MAX]


def bank_folder() -> Path:
    """Return the folder of the bank's documents."""
    settings: Settings = current_app.config["QUIZAPP"]
    return settings.bank

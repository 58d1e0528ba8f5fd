"""The history of publishing: revisions, what each changed, and going back to one."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import BankErrors
from quizapp.services.publishing import publishing, publishing_history
from quizapp.services.publishing.publishing_history import PAGE, RevisionView
from quizapp.store.bank.revision_queries import RevisionSummary
from quizapp.web import visitor
from quizapp.web.author.publish import page_of_rollback
from quizapp.web.formkit import whole
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@shows("author/revisions.html")
@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """A page of the history; ``older`` is the id to go on from, or None at its end."""

    revisions: tuple[RevisionSummary, ...]
    is_first: bool
    older: int | None
    zone: str


@shows("author/revision.html")
@dataclass(frozen=True, slots=True)
class RevisionPage:
    """One revision with its difference to the one before."""

    revision: RevisionView
    zone: str


def revisions() -> str:
    """Show the history, the newest first."""
    before = request.args.get("before", type=whole)
    found = publishing_history.list_history(before=before)
    older = found[-1].id if len(found) == PAGE else None
    return render(RevisionsPage(found, before is None, older, visitor.current().zone))


def revision(revision_id: int) -> str:
    """Show what a revision changed in the documents."""
    view = publishing_history.get_revision(revision_id=revision_id)
    return render(RevisionPage(view, visitor.current().zone))


def plan_back(revision_id: int) -> str:
    """Show what going back to a revision would change."""
    try:
        made = publishing.plan_rollback(revision_id)
    except BankErrors as errors:
        return render(page_of_rollback(None, errors, back_to=revision_id))
    return render(page_of_rollback(made, None, back_to=revision_id))


def go_back(revision_id: int) -> Response:
    """Publish the files of a revision again, if the plan that was shown still holds."""
    done = publishing.rollback(
        revision_id,
        now=clock.now(),
        by=visitor.current().id,
        expected=request.form.get("token", ""),
    )
    flash(
        say(
            "Revision %(old)s serves again, as revision %(new)s.",
            old=revision_id,
            new=done.revision,
        ),
        "good",
    )
    return redirect(url_for("author.revisions"), 303)

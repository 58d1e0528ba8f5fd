"""The plan of a publish, for chosen articles in the works, and the publish itself."""

from dataclasses import dataclass
from pathlib import Path

from flask import flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import BankErrors, ConflictError
from quizapp.services.publishing import publishing
from quizapp.services.publishing.publishing_plan import PublishPlan
from quizapp.web import visitor
from quizapp.web.author.problem_links import LinkedProblem, linked, unlinked
from quizapp.web.configured import settings_in_force
from quizapp.web.language import say, words_of
from quizapp.web.pages import render, shows

NOTE_MAX = 300
"""Characters of a note; more is cut off."""


@dataclass(frozen=True, slots=True)
class ArticleToPublish:
    """An article that differs from what is published, with what keeps it from being chosen."""

    id: str
    title: str
    chosen: bool
    removed: bool
    problems: tuple[LinkedProblem, ...]
    files: int


@shows("author/plan.html")
@dataclass(frozen=True, slots=True)
class PlanPage:
    """What publishing would change, or why it cannot be done.

    Attributes:
        back_to: the revision that is gone back to, or None for the documents.
        folder: name of the bank's folder, without where it lies.
        articles: those that differ from what is published.
        shared: files of no article that differ: they are always part of it.
        conflicts: files that changed on disk under an edit of the browser.
        left: problems of articles that were not chosen: what serves of them stays.
        notice: what came between, or "".
    """

    plan: PublishPlan | None
    problems: tuple[LinkedProblem, ...]
    back_to: int | None
    folder: str
    articles: tuple[ArticleToPublish, ...] = ()
    shared: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    left: tuple[LinkedProblem, ...] = ()
    notice: str = ""


def page_of_rollback(
    plan: PublishPlan | None, errors: BankErrors | None, *, back_to: int
) -> PlanPage:
    """Return the page of a plan that goes back to a revision, or of why it cannot be done."""
    return PlanPage(plan, unlinked(errors.problems if errors else ()), back_to, "")


def plan() -> Response:
    """Show what publishing the chosen articles would change."""
    return _page(_chosen(request.args.getlist("article"), is_choice="choose" in request.args))


def publish() -> Response:
    """Publish the chosen articles, if the plan that was shown still holds."""
    chosen = _chosen(request.form.getlist("article"), is_choice="choose" in request.form)
    try:
        done = publishing.publish_working(
            bank_folder(),
            articles=chosen,
            expected=request.form.get("token", ""),
            note=note_from_form(),
            now=clock.now(),
            by=visitor.current().id,
        )
    except ConflictError as refused:
        return _page(chosen, notice=words_of(refused), status=409)
    except BankErrors:
        notice = say("There are problems by now. Nothing was published.")
        return _page(chosen, notice=notice, status=400)
    if done.written:
        flash(say("Published as revision %(revision)s.", revision=done.revision), "good")
    else:
        flash(
            say(
                "Nothing differs from revision %(revision)s: nothing was written.",
                revision=done.revision,
            ),
            "info",
        )
    return redirect(url_for("author.revisions"), 303)


def _chosen(ids: list[str], *, is_choice: bool) -> frozenset[str] | None:
    """Return the articles of a choice, or None before there was one."""
    return frozenset(ids) if is_choice else None


def _page(chosen: frozenset[str] | None, *, notice: str = "", status: int = 200) -> Response:
    """Return the page of the plan for a choice of articles."""
    folder = bank_folder()
    try:
        made = publishing.plan_working(folder, articles=chosen)
    except BankErrors as errors:
        page = PlanPage(None, unlinked(errors.problems), None, folder.name, notice=notice)
        return make_response(render(page), status)
    page = PlanPage(
        plan=made.plan,
        problems=linked(folder, made.problems),
        back_to=None,
        folder=folder.name,
        articles=tuple(
            ArticleToPublish(
                each.id,
                each.title or each.id,
                each.chosen,
                each.removed,
                linked(folder, each.problems),
                len(each.paths),
            )
            for each in made.choices
        ),
        shared=made.shared,
        conflicts=made.conflicts,
        left=linked(folder, made.left),
        notice=notice,
    )
    return make_response(render(page), status)


def note_from_form() -> str:
    """Return the author's note, on one line."""
    return " ".join(request.form.get("note", "").split())[:NOTE_MAX]


def bank_folder() -> Path:
    """Return the folder of the bank's documents."""
    settings = settings_in_force()
    return settings.bank

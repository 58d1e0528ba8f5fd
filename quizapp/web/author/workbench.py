"""The workbench: an article beside the drafts and facts that rest on its passages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import BusyError, ConflictError, InputError, NotAllowedError
from quizapp.services.drafting import (
    drafting,
    drafting_model_child,
    drafting_model_job,
    drafting_view,
)
from quizapp.services.drafting.drafting_model_job import ModelJobState
from quizapp.services.drafting.drafting_view import DraftProgress
from quizapp.services.editing import editing_workbench
from quizapp.web import visitor
from quizapp.web.author.bench import SHOWN, View, make_bench
from quizapp.web.author.bench_rows import Bench, Count, count_of
from quizapp.web.author.publish import bank_folder
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import whole
from quizapp.web.language import number_words, say, say_counted, words_of
from quizapp.web.pages import render, shows


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the choices of what to show."""

    words: str
    href: str
    here: bool


@shows("author/workbench.html")
@dataclass(frozen=True, slots=True)
class WorkbenchPage:
    """An article at work.

    Attributes:
        has_drafts: the program has proposed something, held back or not.
        has_model: a language model is set that may be asked.
        job: how far the model is with the article, or what came of it; None where nothing is told.
        filters: what may be shown.
        held_url: shows or hides the drafts that are held back; "" where there are none.
        kept: what the page's form sends along, so that the next page shows the same.
        earlier_url: the part before this one of a long article, or "".
        later_url: the part after it, or "".
    """

    bench: Bench
    count: Count
    has_drafts: bool
    has_model: bool
    job: ModelJobState | None
    filters: tuple[Filter, ...]
    held_url: str
    held_words: str
    kept: Mapping[str, str]
    earlier_url: str
    later_url: str


def workbench(article_id: str) -> str:
    """Show an article with its drafts and facts."""
    return render(make_page(article_id, read_view()))


def draft_article(article_id: str) -> Response:
    """Let the program propose facts, by its own rules or by the model that is set."""
    folder, now, by = bank_folder(), clock.now(), visitor.current().id
    try:
        if request.form.get("by") == "model":
            drafting_model_job.ask_for_model(
                folder, article_id, settings=settings_in_force(), now=now, by=by
            )
            # Also when one waits already: its process may have gone with a machine.
            drafting_model_child.start(settings_in_force())
            return _back_to(article_id)
        made = drafting.make_drafts(folder, article_id, now=now, by=by)
    except (InputError, BusyError, NotAllowedError) as error:
        flash(words_of(error), "bad")
    else:
        held = drafting_view.progress(article_id).held
        flash(_made_words(made, held), "good" if made else "info")
    return _back_to(article_id)


def cancel_model(article_id: str) -> Response:
    """Stop asking the model about an article."""
    try:
        drafting_model_job.cancel(bank_folder(), article_id, now=clock.now())
    except ConflictError as error:
        flash(words_of(error), "info")
    else:
        flash(say("The model is no longer asked. No draft of it was stored."), "info")
    return _back_to(article_id)


def model_state(article_id: str) -> Response:
    """Send how far the model is, for a page that waits for it."""
    job = drafting_model_job.look_after(bank_folder(), article_id, now=clock.now())
    return jsonify(
        state=job.state if job else "none",
        answered=job.answered if job else 0,
        passages=job.passages if job else 0,
    )


def _back_to(article_id: str) -> Response:
    return redirect(url_for("author.workbench", article_id=article_id), 303)


def make_page(article_id: str, view: View) -> WorkbenchPage:
    """Return the page of an article as its author has chosen to see it."""
    folder = bank_folder()
    work = editing_workbench.open_article(folder, article_id)
    progress = drafting_view.progress(article_id)
    drafts = drafting_view.list_drafts(folder, article_id, held=view.held)
    bench, parts = make_bench(work, drafts, progress, view)
    part = min(view.part, parts)
    return WorkbenchPage(
        bench=bench,
        count=count_of(progress),
        has_drafts=progress.total + progress.held > 0,
        has_model=settings_in_force().model_on,
        job=drafting_model_job.job_state(article_id, now=clock.now()),
        filters=_filters(article_id, progress, view),
        held_url=replace(view, held=not view.held, part=1).url(article_id) if progress.held else "",
        held_words=_held_words(progress.held, shown=view.held),
        kept=view.query,
        earlier_url=replace(view, part=part - 1).url(article_id) if part > 1 else "",
        later_url=replace(view, part=part + 1).url(article_id) if part < parts else "",
    )


def read_view() -> View:
    """Return what the query or the page's form says is to be shown."""
    show = request.values.get("show", "")
    part = request.values.get("part", default=1, type=whole)
    return View(
        show=show if show in SHOWN else "",
        held=request.values.get("held") == "yes",
        part=max(part, 1),
    )


def _filters(article_id: str, progress: DraftProgress, view: View) -> tuple[Filter, ...]:
    waiting = progress.proposed + (progress.held if view.held else 0)
    numbers = {
        "to-judge": waiting,
        "accepted": progress.accepted,
        "rejected": progress.rejected,
    }
    return tuple(
        Filter(
            words=f"{words} ({numbers[show]})" if show in numbers else words,
            href=replace(view, show=show, part=1).url(article_id),
            here=show == view.show,
        )
        for show, (words, _) in SHOWN.items()
    )


def _held_words(held: int, *, shown: bool) -> str:
    if shown:
        return say("Hide held-back drafts (%(number)s)", number=number_words(held))
    return say("Show held-back drafts (%(number)s)", number=number_words(held))


def _made_words(made: int, held: int) -> str:
    if not made:
        return say(
            "The program read the passages and proposes nothing that is not here already. "
            "Write facts of your own, or look again once you have changed the passages."
        )
    words = say_counted("%(num)s new draft fact.", "%(num)s new draft facts.", made)
    if not held:
        return words
    return f"{words} " + say_counted(
        "%(num)s is held back as too doubtful.", "%(num)s are held back as too doubtful.", held
    )

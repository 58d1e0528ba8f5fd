"""Memory: the parameters in force, fitting them, going back, rescheduling and taking that back."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Response, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp import clock
from quizapp.errors import ConfigurationError, ConflictError, InputError, translatable
from quizapp.scheduling.fit_due import FIRST_FITS
from quizapp.scheduling.fit_words import WEIGHT_WORDS
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.fitting import (
    fitting,
    fitting_child,
    fitting_preview,
    fitting_reschedule,
    fitting_worth,
)
from quizapp.services.fitting.fitting import FitLine, JobState, MemoryModel
from quizapp.services.fitting.fitting_preview import Preview
from quizapp.services.fitting.fitting_reschedule import Done
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.language import said, say, say_counted, words_of
from quizapp.web.learner.memory_words import Row, day_words, difference_words, meaning_rows
from quizapp.web.pages import render, shows

_OPEN: Final = translatable("A fit is on its way already.")


@shows("learner/memory.html")
@dataclass(frozen=True, slots=True)
class MemoryPage:
    """The parameters in force and what they mean.

    Attributes:
        model: of the learner.
        is_own: whether a fitted set is in force, not the usual one.
        job: the fit that is waited for, where it has not ended or has failed.
        too_few: how many answers are missing to a first fit, 0 for none.
        unchanged: the last fit, where it changed nothing. nothing_new: no answer came since it.
        offered: rows of intervals and factors, now and with the fit that waits for a word.
        meaning: rows of intervals and factors. weights: rows of w0 to w20; both before and now.
        curve: (day, recall before or None, recall now) after a first Good.
        curve_low: where the axis begins, in percent.
        fits: the last ones, newest first.
        rescheduled: the newest reschedule, or None.
    """

    model: MemoryModel
    is_own: bool
    job: JobState | None
    too_few: int
    unchanged: FitLine | None
    offered: tuple[Row, ...]
    nothing_new: bool
    meaning: tuple[Row, ...]
    weights: tuple[Row, ...]
    curve: tuple[tuple[str, float | None, float], ...]
    curve_low: int
    fits: tuple[FitLine, ...]
    rescheduled: Done | None


@shows("learner/memory_reschedule.html")
@dataclass(frozen=True, slots=True)
class ReschedulePage:
    """What a reschedule would do.

    Attributes:
        form_id: UUID of this form. is_own: whether a fitted set is in force.
        largest: (statement, from, to, words of the difference) of the ten largest moves.
    """

    shown: Preview
    form_id: str
    is_own: bool
    largest: tuple[tuple[str, str, str, str], ...]


def memory() -> str:
    """Show the parameters in force."""
    user_id, now = visitor.current().id, clock.now()
    model = fitting.memory_model(user_id=user_id, now=now)
    is_own = model.parameters != DEFAULT_PARAMETERS
    job = model.job
    return render(
        MemoryPage(
            model=model,
            is_own=is_own,
            job=job if job and (job.is_open or job.error) else None,
            too_few=max(0, FIRST_FITS[0] - model.reviews),
            unchanged=_unchanged(model),
            offered=meaning_rows(model.now, model.offer.now) if model.offer else (),
            nothing_new=bool(model.fits) and model.fits[0].reviews == model.reviews,
            meaning=meaning_rows(model.was, model.now),
            weights=tuple(
                (f"w{index}: {said(words)}", f"{was:.4g}", f"{now_:.4g}")
                for index, (words, was, now_) in enumerate(
                    zip(WEIGHT_WORDS, model.before.weights, model.parameters.weights, strict=True)
                )
            ),
            curve=tuple(
                (f"{day}", before if is_own else None, after)
                for day, (before, after) in enumerate(
                    zip(model.was.curve, model.now.curve, strict=True)
                )
            ),
            curve_low=10 * int(10 * min(*model.was.curve, *model.now.curve)),
            fits=model.fits,
            rescheduled=fitting_reschedule.last_reschedule(user_id=user_id),
        )
    )


def memory_state() -> Response:
    """Send the state of the fit, for a page that waits for it."""
    job = fitting.job_state(user_id=visitor.current().id, now=clock.now())
    return jsonify(state=job.state if job else "none")


def ask_for_fit() -> AnyResponse:
    """Start a fit, which a process of its own works out."""
    settings = settings_in_force()
    try:
        asked = fitting.ask_for_fit(user_id=visitor.current().id, now=clock.now())
    except (InputError, ConflictError, ConfigurationError) as error:
        flash(words_of(error), "bad")
        return _back()
    # Also when one waits already: its process may have gone with a machine that was switched off.
    fitting_child.start(settings)
    if not asked:
        flash(say(_OPEN), "info")
    return _back()


def use_offered() -> AnyResponse:
    """Put the fitted set in force that waited for the learner's word."""
    try:
        fitting_worth.use_offered(
            user_id=visitor.current().id, number=request.form.get("number", 0, type=int)
        )
    except ConflictError as error:
        flash(words_of(error), "bad")
        return _back()
    flash(
        say(
            "The fitted parameters are in force. No card got another day by it, and you can go "
            "back to the usual ones below."
        ),
        "good",
    )
    return _back()


def back_to_defaults() -> AnyResponse:
    """Put the usual parameters in force."""
    fitting.back_to_defaults(user_id=visitor.current().id)
    flash(
        say(
            "The usual parameters are in force again, and stay until you ask for a fit. No card "
            "got another day by it."
        ),
        "good",
    )
    return _back()


def fit_by_itself() -> AnyResponse:
    """Turn fitting by itself on or off."""
    on = request.form.get("on") == "yes"
    fitting.fit_by_itself(user_id=visitor.current().id, on=on)
    flash(
        say("Your parameters are fitted by themselves when it is time.")
        if on
        else say("Your parameters change only when you ask for it."),
        "good",
    )
    return _back()


def reschedule_preview() -> str:
    """Show what a reschedule would do."""
    user_id = visitor.current().id
    shown = fitting_preview.preview_reschedule(user_id=user_id, now=clock.now())
    model = fitting.parameters_in_force(user_id=user_id)
    return render(
        ReschedulePage(
            shown=shown,
            form_id=str(uuid.uuid4()),
            is_own=model != DEFAULT_PARAMETERS,
            largest=tuple(
                (
                    each.statement,
                    day_words(each.from_day, shown.day),
                    day_words(each.to_day, shown.day),
                    difference_words(each.to_day - each.from_day),
                )
                for each in shown.largest
            ),
        )
    )


def reschedule() -> AnyResponse:
    """Reschedule as it was shown."""
    try:
        done = fitting_reschedule.do_reschedule(
            user_id=visitor.current().id,
            client_id=request.form.get("id", ""),
            last_seq=request.form.get("seq", 0, type=int),
            now=clock.now(),
        )
    except ConflictError as error:
        flash(words_of(error), "bad")
        return redirect(url_for("learner.reschedule_preview"), 303)
    flash(
        say_counted(
            "%(num)s card got another day. You can take it back below.",
            "%(num)s cards got another day. You can take it back below.",
            done.moved,
        ),
        "good",
    )
    return _back()


def undo_reschedule() -> AnyResponse:
    """Take the newest reschedule back."""
    return _said(
        lambda: _undone_words(
            fitting_reschedule.undo_reschedule(user_id=visitor.current().id, now=clock.now())
        )
    )


def _unchanged(model: MemoryModel) -> FitLine | None:
    """Return the last fit where it changed nothing and offers nothing either."""
    newest = model.fits[0] if model.fits else None
    return newest if newest and newest.refused and model.offer is None else None


def _said(do: Callable[[], str]) -> AnyResponse:
    """Do it and go back to the page, with what came of it or why not."""
    try:
        flash(do(), "good")
    except ConflictError as error:
        flash(words_of(error), "bad")
    return _back()


def _undone_words(done: fitting_reschedule.TakenBack) -> str:
    words = say_counted(
        "%(num)s card is as before the reschedule.",
        "%(num)s cards are as before the reschedule.",
        done.cards,
    )
    if done.answered_since:
        words += " " + say_counted(
            "%(num)s card changed since and stays as it is.",
            "%(num)s cards changed since and stay as they are.",
            done.answered_since,
        )
    return words


def _back() -> AnyResponse:
    return redirect(url_for("learner.memory"), 303)

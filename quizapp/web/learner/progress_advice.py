"""What each picture of the progress page says to do: one sentence, by fixed rules."""

from typing import Final

from quizapp.analytics.calibration import ENOUGH, Calibration
from quizapp.analytics.learners import Rest
from quizapp.services.study import habits
from quizapp.services.study.progress import FormRow, Progress, RecallRow
from quizapp.web.language import number_words, percent, say, say_counted

_CLOSE: Final = 0.03
"""Shares nearer than three points are called the same."""
_SURE: Final = 20
"""Fewer reviews of one form say nothing about it."""
_HEAVY: Final = 1.5
"""A day with half as much again as the usual one stands out."""
_FIRST_WEEK: Final = 7


def about_forecast(shown: Progress) -> str:
    """Return what the days to come ask for."""
    total = sum(each.cards for each in shown.forecast)
    if not total:
        return say("Nothing of what you have begun comes due within 30 days.")
    minutes = sum(each.minutes for each in shown.forecast[:_FIRST_WEEK]) / _FIRST_WEEK
    usual = total / len(shown.forecast)
    overdue = shown.forecast[0].cards
    about = say_counted("%(num)s minute a day", "%(num)s minutes a day", max(1, round(minutes)))
    if overdue > _HEAVY * max(usual, 1) and overdue > _FIRST_WEEK:
        return say(
            "Most waits today (%(overdue)s). Do what you like of it: the cards most at risk come "
            "first, and about %(about)s will do for the rest of the week.",
            overdue=overdue,
            about=about,
        )
    return say("About %(about)s this week keeps up with it.", about=about)


def about_days(shown: Progress) -> str:
    """Return what the work so far says."""
    worked = [each for each in shown.days if each.reviews]
    if not worked:
        return say("Your study days will stand here.")
    minutes = sum(each.milliseconds for each in worked) / 60_000 / len(worked)
    return say(
        "On a study day you give %(answers)s answers in %(minutes)s minutes. If that is more than "
        "you like, lower the new cards a day in your settings; the reviews follow within weeks.",
        answers=round(sum(e.reviews for e in worked) / len(worked)),
        minutes=max(1, round(minutes)),
    )


def about_retention(shown: Progress) -> str:
    """Return whether what is remembered is what was wanted, and what to change if not."""
    kept = shown.retention
    if kept.true is None:
        return say("The first cards have not come back yet: give it a few study days.")
    if kept.tested < ENOUGH:
        return say_counted(
            "%(num)s review is too little to judge by; after about %(enough)s this says more.",
            "%(num)s reviews are too few to judge by; after about %(enough)s this says more.",
            kept.tested,
            enough=ENOUGH,
        )
    gap = kept.true - kept.desired
    if gap < -_CLOSE:
        return say(
            "You forget more than you aim for. Fewer new cards a day leave room for the reviews; "
            "what is overdue comes first."
        )
    if gap > _CLOSE:
        return say(
            "You remember more than you aim for: a lower desired recall in your settings would "
            "give fewer reviews for the same cards."
        )
    return say("You remember as much as you aim for: nothing to change.")


def about_forms(shown: Progress) -> str:
    """Return which form lags behind the aim."""
    sure = [row for row in shown.forms if row.kept.reviews >= _SURE]
    if not sure:
        return say(
            "No form was asked %(times)s times in reviews yet; fewer say little.", times=_SURE
        )
    gaps = [(gap, row) for row in sure if (gap := _gap(row)) is not None]
    worst = min(gaps, key=lambda each: each[0], default=None)
    if worst is None or worst[0] >= -_CLOSE:
        return say("Every form that was asked often enough reaches what you aim for.")
    form = worst[1].form
    return say(
        "%(form)s lags behind most, by %(points)s points. Before you look at the answer, say it to "
        "yourself: recall grows by trying.",
        form=say(form),
        points=round(-worst[0] * 100),
    )


def about_calibration(calibration: Calibration) -> str:
    """Return whether the predictions can be trusted, in words."""
    predicted, actual = calibration.predicted.value, calibration.actual.value
    rmse, loss, flat = (
        calibration.rmse.value,
        calibration.log_loss.value,
        calibration.flat_loss.value,
    )
    if predicted is None or actual is None or rmse is None or loss is None or flat is None:
        return say("No prediction was put to the test yet.")
    off = say(
        "Predictions were off by %(points)s points on average (RMSE over the bins); log loss "
        "%(loss)s, against %(flat)s for always guessing your average of %(average)s",
        points=round(rmse * 100),
        loss=number_words(loss, 3),
        flat=number_words(flat, 3),
        average=percent(actual),
    )
    return f"{off}; {_todo(calibration, predicted=predicted, actual=actual)}."


def _todo(calibration: Calibration, *, predicted: float, actual: float) -> str:
    if calibration.reviews < ENOUGH:
        return say_counted(
            "with %(num)s review that is mostly chance: go on as before",
            "with %(num)s reviews that is mostly chance: go on as before",
            calibration.reviews,
        )
    if actual < predicted - _CLOSE:
        return say(
            "you forget sooner than predicted, so cards come a little late: let your schedule be "
            "fitted to you, or raise the desired recall"
        )
    if actual > predicted + _CLOSE:
        return say(
            "you remember longer than predicted, so cards come early: let your schedule be fitted "
            "to you"
        )
    loss, flat = calibration.log_loss.value, calibration.flat_loss.value
    if loss is not None and flat is not None and loss > flat:
        return say(
            "they are right on average, but tell your cards apart no better than one guess for "
            "all: a fit to your own answers may help"
        )
    return say("they are right on the whole: nothing to change")


def about_strength(shown: Progress) -> str:
    """Return how the cards' staying power grew."""
    first, last = shown.weeks[0], shown.weeks[-1]
    if last.median_days is None:
        return say("No card was begun yet.")
    firm = sum(last.levels) and last.levels[2] / sum(last.levels)
    grown = last.levels[2] - first.levels[2]
    share = say("%(share)s of the cards you began hold for a month or more", share=percent(firm))
    if grown > 0:
        return say(
            "%(share)s, %(grown)s more than %(weeks)s weeks ago: it is working.",
            share=share,
            grown=grown,
            weeks=len(shown.weeks) - 1,
        )
    return say(
        "%(share)s. A card gets there after a few reviews on days apart; skipping none helps most.",
        share=share,
    )


def weakest_passage(shown: Progress) -> RecallRow | None:
    """Return the passage that deserves the next session; None when all stand near the aim."""
    met = [row for row in shown.recall if row.level == "passage" and row.summary.recall is not None]
    weak = min(met, key=lambda row: row.summary.recall or 0.0, default=None)
    if weak is None or (weak.summary.recall or 0.0) >= shown.retention.desired - _CLOSE:
        return None
    return weak


def about_recall(shown: Progress) -> str:
    """Return which passage deserves the next session."""
    weak = weakest_passage(shown)
    if weak is None:
        return say("Every passage you have met stands near what you aim for.")
    return say(
        "Weakest now: passage %(passage)s of %(title)s, %(share)s. Study this passage alone from "
        "its article.",
        passage=weak.passage,
        title=_title(shown, weak.article),
        share=percent(weak.summary.recall),
    )


def about_rest(rest: Rest) -> str:
    """Return the days of rest as a sentence."""
    names = [say(habits.FREE_WEEKDAYS[n]) for n in sorted(rest.weekdays)]
    if not names and not rest.per_week:
        return say("Every day counts; you can choose days of rest that do not end it.")
    days = names[0] if names else ""
    if len(names) > 1:
        days = say("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])
    if not rest.per_week:
        return say("Free for you: %(days)s. They do not end it.", days=days)
    if not names:
        return say_counted(
            "Free for you: any %(num)s day of a week. They do not end it.",
            "Free for you: any %(num)s days of a week. They do not end it.",
            rest.per_week,
        )
    return say_counted(
        "Free for you: %(days)s, and any %(num)s more day of a week. They do not end it.",
        "Free for you: %(days)s, and any %(num)s more days of a week. They do not end it.",
        rest.per_week,
        days=days,
    )


def _title(shown: Progress, article: str | None) -> str:
    return next(
        (row.title for row in shown.recall if row.level == "article" and row.article == article),
        say("its article"),
    )


def _gap(row: FormRow) -> float | None:
    true, desired = row.kept.true.value, row.kept.desired.value
    return None if true is None or desired is None else true - desired

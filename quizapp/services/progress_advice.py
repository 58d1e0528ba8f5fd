"""What each picture of the progress page says to do: one sentence, by fixed rules."""

from typing import Final

from quizapp.analytics.calibration import ENOUGH, Calibration
from quizapp.services.progress import FormRow, Progress, RecallRow

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
        return "Nothing of what you have begun comes due within 30 days."
    minutes = sum(each.minutes for each in shown.forecast[:_FIRST_WEEK]) / _FIRST_WEEK
    usual = total / len(shown.forecast)
    overdue = shown.forecast[0].cards
    about = f"{max(1, round(minutes))} minutes a day"
    if overdue > _HEAVY * max(usual, 1) and overdue > _FIRST_WEEK:
        return (
            f"Most waits today ({overdue}). Do what you like of it: the cards most at risk come "
            f"first, and about {about} will do for the rest of the week."
        )
    return f"About {about} this week keeps up with it."


def about_days(shown: Progress) -> str:
    """Return what the work so far says."""
    worked = [each for each in shown.days if each.reviews]
    if not worked:
        return "Your study days will stand here."
    minutes = sum(each.milliseconds for each in worked) / 60_000 / len(worked)
    return (
        f"On a study day you give {round(sum(e.reviews for e in worked) / len(worked))} answers "
        f"in {max(1, round(minutes))} minutes. If that is more than you like, lower the new "
        "cards a day in your settings; the reviews follow within weeks."
    )


def about_retention(shown: Progress) -> str:
    """Return whether what is remembered is what was wanted, and what to change if not."""
    kept = shown.retention
    if kept.true is None:
        return "The first cards have not come back yet: give it a few study days."
    if kept.tested < ENOUGH:
        return (
            f"{kept.tested} reviews are too few to judge by; after about {ENOUGH} this says more."
        )
    gap = kept.true - kept.desired
    if gap < -_CLOSE:
        return (
            "You forget more than you aim for. Fewer new cards a day leave room for the reviews; "
            "what is overdue comes first."
        )
    if gap > _CLOSE:
        return (
            "You remember more than you aim for: a lower desired recall in your settings would "
            "give fewer reviews for the same cards."
        )
    return "You remember as much as you aim for: nothing to change."


def about_forms(shown: Progress) -> str:
    """Return which form lags behind the aim."""
    sure = [row for row in shown.forms if row.kept.reviews >= _SURE]
    if not sure:
        return f"No form was asked {_SURE} times in reviews yet; fewer say little."
    gaps = [(gap, row) for row in sure if (gap := _gap(row)) is not None]
    worst = min(gaps, key=lambda each: each[0], default=None)
    if worst is None or worst[0] >= -_CLOSE:
        return "Every form that was asked often enough reaches what you aim for."
    form = worst[1].form
    return (
        f"{form} lags behind most, by {round(-worst[0] * 100)} points. Before you look at the "
        "answer, say it to yourself: recall grows by trying."
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
        return "No prediction was put to the test yet."
    off = f"Predictions were off by {round(rmse * 100)} points on average (RMSE over the bins)"
    against = (
        f"log loss {loss:.3f}, against {flat:.3f} for always guessing your average of "
        f"{round(actual * 100)} %"
    )
    if calibration.reviews < ENOUGH:
        todo = f"with {calibration.reviews} reviews that is mostly chance: go on as before"
    elif actual < predicted - _CLOSE:
        todo = (
            "you forget sooner than predicted, so cards come a little late: let your schedule be "
            "fitted to you, or raise the desired recall"
        )
    elif actual > predicted + _CLOSE:
        todo = (
            "you remember longer than predicted, so cards come early: let your schedule be fitted "
            "to you"
        )
    else:
        todo = "they are right on the whole: nothing to change"
    return f"{off}; {against}; {todo}."


def about_strength(shown: Progress) -> str:
    """Return how the cards' staying power grew."""
    first, last = shown.weeks[0], shown.weeks[-1]
    if last.median_days is None:
        return "No card was begun yet."
    firm = sum(last.levels) and last.levels[2] / sum(last.levels)
    grown = last.levels[2] - first.levels[2]
    share = f"{round(firm * 100)} % of the cards you began hold for a month or more"
    if grown > 0:
        return f"{share}, {grown} more than {len(shown.weeks) - 1} weeks ago: it is working."
    return (
        f"{share}. A card gets there after a few reviews on days apart; skipping none helps most."
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
        return "Every passage you have met stands near what you aim for."
    return (
        f"Weakest now: passage {weak.passage} of {_title(shown, weak.article)}, "
        f"{round((weak.summary.recall or 0.0) * 100)} %. Study this passage alone from its article."
    )


def _title(shown: Progress, article: str | None) -> str:
    return next(
        (row.title for row in shown.recall if row.level == "article" and row.article == article),
        "its article",
    )


def _gap(row: FormRow) -> float | None:
    true, desired = row.kept.true.value, row.kept.desired.value
    return None if true is None or desired is None else true - desired

"""Wrong years and quantities: a plausible spread around the key, the key's rank balanced."""

import math

from quizapp.bank.terms import Status
from quizapp.bank.view import DateAnswer, NumberAnswer, View
from quizapp.generation.context import Context
from quizapp.generation.question import Level
from quizapp.generation.ranking import barred
from quizapp.generation.seeds import below
from quizapp.generation.wording import YEAR, number_label, shift_years

WANTED = 3
_STEPS = {Level.NEAR: (1, 3), Level.FAR: (4, 9), Level.NONE: (2, 4)}
"""Years between neighbouring options: smallest and largest."""
_RATIOS = {Level.NEAR: (1.2, 1.5), Level.FAR: (2.0, 3.0), Level.NONE: (1.5, 2.0)}
_SMALL = 12
_SMALL_STEPS = {Level.NEAR: 1, Level.FAR: 2, Level.NONE: 1}
_DECADE = 10
_CENTURY = 100
_THIS_CENTURY = 2000
"""The "2000s" are ten years to most readers; the "1800s" are a hundred."""
_LARGE = 100
"""Numbers whose decimals tell little of their size."""
_LONGEST_APART = 25
"""Years that a period may last for others to be offered beside it; longer ones overlap."""


def dates_for(view: View, context: Context, *, level: Level) -> tuple[str, ...]:
    """Return up to three wrong labels for the view's date, as it is written, in order of time.

    Nothing that has happened is put after the year in which the article appeared.
    """
    answer = view.answer
    if not isinstance(answer, DateAnswer) or not YEAR.search(answer.label):
        return ()
    step = _DECADE if "0s" in answer.label else 1
    latest = _latest(view, context)
    later_allowed = max(0, (latest - answer.year) // step) if latest else WANTED
    before, after = _split(view, context, level=level, most_after=later_allowed)
    low, high = _STEPS[level]
    if "~" in answer.edtf:
        low += 2
        high += 2
    lasted = _lasted(answer)
    if lasted <= _LONGEST_APART:
        # Periods of which one reaches into the other are no clear choice.
        low, high = max(low, lasted), max(high, lasted + high - low)
    if step == _DECADE:
        low, high = 1, 1 if level is Level.NEAR else 2
    shifts = [
        *_ladder(before, low, high, context.seed, view.card, level.value, "before", sign=-1),
        *_ladder(after, low, high, context.seed, view.card, level.value, "after", sign=1),
    ]
    if step == _DECADE and any(_may_be_century(answer.year + each * step) for each in shifts):
        shifts = [_past_a_century(each, answer.year) for each in shifts]
    labels = []
    for shift in sorted(set(shifts)):
        year = answer.year + shift * step
        if (latest is None or year <= latest) and not _is_barred(str(year), view, context):
            labels.append(shift_years(answer.label, shift * step))
    return tuple(labels)


def _past_a_century(decades: int, year: int) -> int:
    """Return so many decades, one more for each "1800s" on the way, which may mean a century.

    A year of such a decade keeps what it is asked with.
    """
    if _may_be_century(year):
        return decades
    sign = 1 if decades > 0 else -1
    left, found = abs(decades), 0
    while left:
        found += sign
        left -= not _may_be_century(year + found * _DECADE)
    return found


def _may_be_century(year: int) -> bool:
    return year < _THIS_CENTURY and year % _CENTURY < _DECADE


def _lasted(answer: DateAnswer) -> int:
    """Return the years between begin and end of a period that has ended, else 0."""
    begin, _, end = answer.edtf.partition("/")
    return int(end[:4]) - int(begin[:4]) if end[:4].isdigit() else 0


def _is_barred(text: str, view: View, context: Context) -> bool:
    return any(text in each for each in barred(view, context))


def _latest(view: View, context: Context) -> int | None:
    """Return the last year that may be offered; None for predictions and undated articles."""
    published = context.articles[view.fact].source.date
    if view.status is Status.PREDICTION or not published:
        return None
    return int(published[:4])


def _split(view: View, context: Context, *, level: Level, most_after: int) -> tuple[int, int]:
    """Return how many options stand before and after the key: every rank equally often."""
    rank = below(WANTED + 1, context.seed, view.fact, view.name, level.value, "rank")
    after = min(WANTED - rank, most_after)
    return WANTED - after, after


def _ladder(count: int, low: int, high: int, *seed: str, sign: int) -> tuple[int, ...]:
    """Return ``count`` growing distances from the key, each step from ``low`` to ``high``."""
    distance = 0
    rungs = []
    for rung in range(count):
        distance += low + below(high - low + 1, *seed, str(rung))
        rungs.append(sign * distance)
    return tuple(rungs)


def quantities_for(view: View, context: Context, *, level: Level) -> tuple[str, ...]:
    """Return up to three wrong labels for the view's quantity, ascending."""
    answer = view.answer
    if not isinstance(answer, NumberAnswer):
        return ()
    before, after = _split(view, context, level=level, most_after=WANTED)
    if _is_small(answer):
        step = _SMALL_STEPS[level]
        before = min(before, max(0, int(answer.value) - 2) // step)
        after = WANTED - before
    lower = _fair(answer, before, view, context, level=level, up=False)
    upper = _fair(answer, WANTED - len(lower), view, context, level=level, up=True)
    if len(upper) < after:
        # Above 90 per cent there is little room: more stand below.
        lower = _fair(answer, WANTED - len(upper), view, context, level=level, up=False)
    return tuple(number_label(value, answer) for value in sorted({*lower, *upper}))


def _is_small(answer: NumberAnswer) -> bool:
    """Return whether the answer is a count of a few things."""
    return float(answer.value).is_integer() and answer.value <= _SMALL


def _is_count(answer: NumberAnswer) -> bool:
    """Return whether the answer may count things, of which there are no halves."""
    return float(answer.value).is_integer()


def _fair(
    answer: NumberAnswer, count: int, view: View, context: Context, *, level: Level, up: bool
) -> tuple[float, ...]:
    """Return up to ``count`` values on one side of the key that can be offered."""
    limit = 100.0 if "%" in answer.unit or "per cent" in answer.unit else None
    return tuple(
        value
        for value in _values(answer, count, view, context, level=level, up=up)
        # "1 groups" and "1 millimetres" read badly, and nothing is counted below one.
        if value > (1 if _is_count(answer) else 0)
        and value != 1
        and abs(value - answer.value) > answer.tolerance
        and (limit is None or value < limit or answer.value > limit)
    )


def _values(
    answer: NumberAnswer, count: int, view: View, context: Context, *, level: Level, up: bool
) -> list[float]:
    """Return ``count`` other values on one side of the key, as round as the key is."""
    values: list[float] = []
    value = answer.value
    low, high = _RATIOS[level]
    for rung in range(count):
        if _is_small(answer):
            step = _SMALL_STEPS[level]
            value = value + step if up else value - step
        else:
            spread = below(100, context.seed, view.card, level.value, str(up), str(rung)) / 100
            ratio = low + (high - low) * spread
            value = _round_like(value, value * ratio if up else value / ratio, answer.value)
            if _is_count(answer):
                value = float(round(value))
        values.append(value)
    return values


def _round_like(old: float, value: float, model: float) -> float:
    """Return ``value`` as round as ``model``, and another than ``old``, which it grew out of.

    As round: with as many digits that are not noughts at the end, and with a five as the last
    of several where the model has one. Where 300 stood among 440 and 660, it gave itself away.
    """
    step = _step_of(value, model)
    rounded = round(value / step) * step
    if math.isclose(rounded, old):
        rounded += step if value > old else -step
    return float(f"{rounded:.12g}")


def _step_of(value: float, model: float) -> float:
    """Return how far values of the size of ``value``, as round as ``model``, lie apart.

    A larger value keeps the decimals of a model that has some: 816.5 told itself among 1,050,
    1,365 and 1,895.
    """
    shown = f"{model:.14e}".partition("e")[0].replace(".", "").strip("0")
    last = 5.0 if len(shown) > 1 and shown.endswith("5") else 1.0
    step = last * 10.0 ** (math.floor(math.log10(value)) - len(shown) + 1)
    decimals = len(f"{model:.12g}".partition(".")[2])
    return 10.0**-decimals if decimals and step >= 1 and model >= _LARGE else step

"""Prints the figures of an evaluation, and the drafts behind them."""

import random
from collections.abc import Iterator, Sequence

from tests.evaluation.as_bank import Questions
from tests.evaluation.figures import Evaluated, Figures
from tests.evaluation.gold import Item
from tests.evaluation.judge import Verdict


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:.2f}" if whole else "0/0"


def figure_lines(each: Figures) -> Iterator[str]:
    """Yield the figures of an article or of all, a line each group."""
    yield f"== {each.article}"
    yield f"gold {each.gold}   shown {each.shown}   held {each.held}"
    yield (
        f"typed recall {_share(each.typed, each.gold)}   "
        f"untyped {_share(each.untyped, each.gold)}   only held {each.typed_held}"
    )
    yield (
        f"acceptable {_share(each.acceptable, each.shown)}   "
        f"needs an edit {_share(each.edit, each.shown)}   "
        f"rejected {_share(each.rejected, each.shown)}"
    )
    yield (
        f"type agreement {_share(each.typed, each.untyped)}   "
        f"status agreement {_share(each.same_status, each.typed)}   "
        f"told as fact {each.as_fact}   wrong speaker {each.wrong_speaker}"
    )
    if each.faults:
        faults = sorted(each.faults.items(), key=lambda pair: (-pair[1], pair[0]))
        yield "reasons: " + ", ".join(f"{reason} {many}" for reason, many in faults)
    yield "by type (found of gold; acceptable of shown): " + ", ".join(_types(each))
    yield f"{each.seconds:.1f} s   {each.peak_mb:.0f} MB"
    made = each.questions
    if made:
        yield (
            f"as a bank: {made.refused} drafts refused, {made.questions} questions "
            f"({made.per_fact:.1f} a fact), {made.dropped} dropped, "
            f"{made.clean:.0%} without warning, {made.asked:.0%} of passages asked about, "
            f"{_guessing(made)}"
        )


def _guessing(made: Questions) -> str:
    worst = made.worst
    if worst is None:
        return "too few choices to guess at"
    points, rule = f"{100 * worst.gain:+.0f} points", f"{worst.rule} ({worst.level.value})"
    return f"guessing {points} {rule} over {worst.questions} choices seen"


def _types(each: Figures) -> Iterator[str]:
    for name in sorted({*each.gold_by_type, *each.shown_by_type}):
        found, gold = each.typed_by_type.get(name, 0), each.gold_by_type.get(name, 0)
        good, shown = each.acceptable_by_type.get(name, 0), each.shown_by_type.get(name, 0)
        yield f"{name} {found}/{gold}; {good}/{shown}"


def missed_lines(each: Evaluated) -> Iterator[str]:
    """Yield the gold facts that no shown draft finds by type."""
    for item in each.missed:
        yield f"missed    {_fact(item)}"


def judged_lines(each: Evaluated, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield the shown drafts of these verdicts with the reasons."""
    for one in each.judged:
        if one.verdict in verdicts:
            yield f"{one.verdict.value:13} {_fact(one.item)}"
            for reason, what in (*one.faults.items(), *one.edits.items()):
                yield f"{'':14}{reason}: {what}"
    if Verdict.REJECTED in verdicts:
        for text in each.invalid:
            yield f"rejected      invalid: {text}"


def _fact(item: Item) -> str:
    return f"[{item.passage}] {item.type} ({item.status}): {item.statement} {dict(item.slots)}"


def sample_lines(evaluated: Sequence[Evaluated], *, size: int, seed: int) -> Iterator[str]:
    """Yield drafts chosen by chance, each with its passage, for a person to judge.

    The judge's verdict is left out: it would be copied.
    """
    drafts = [(each, one.item) for each in evaluated for one in each.judged]
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again
    chosen = chance.sample(drafts, min(size, len(drafts)))
    for number, (each, item) in enumerate(chosen, 1):
        yield f"{number}. {each.article.article.id} {_fact(item)}"
        yield f"   evidence: {item.evidence}"
        yield f"   passage:  {each.article.texts[item.passage]}"
        yield "   acceptable / needs an edit / rejected:"
        yield ""

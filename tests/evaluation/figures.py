"""The figures of one article, and their sums over several."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.evaluation.as_bank import Questions, pooled, questions_of
from tests.evaluation.drafting_run import Run
from tests.evaluation.gold import GoldArticle, Item
from tests.evaluation.judge import Judged, Verdict, judge
from tests.evaluation.matching import same_core, same_subject


@dataclass(frozen=True, slots=True)
class Figures:
    """How the shown drafts of an article compare with its gold facts.

    Attributes:
        typed, untyped: gold facts found by a shown draft of the same type, or of any.
        typed_held: gold facts that only a held draft finds.
        same_status: typed finds of which one has the status that gold has.
        as_fact: drafts that state what is only said, reported, judged or expected.
        faults: reason for a rejection -> drafts.
        questions: what the drafts would ask, for sums that of all banks pooled.
    """

    article: str
    gold: int
    shown: int
    held: int
    typed: int
    untyped: int
    typed_held: int
    same_status: int
    acceptable: int
    edit: int
    rejected: int
    as_fact: int
    wrong_speaker: int
    seconds: float
    peak_mb: float
    faults: dict[str, int] = field(default_factory=dict)
    gold_by_type: dict[str, int] = field(default_factory=dict)
    typed_by_type: dict[str, int] = field(default_factory=dict)
    shown_by_type: dict[str, int] = field(default_factory=dict)
    acceptable_by_type: dict[str, int] = field(default_factory=dict)
    questions: Questions | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An article's figures with what they were counted from.

    Attributes:
        invalid: shown drafts that are no facts at all.
        held: the held drafts that are facts.
    """

    figures: Figures
    article: GoldArticle
    judged: tuple[Judged, ...]
    held: tuple[Item, ...]
    missed: tuple[Item, ...]
    invalid: tuple[str, ...]


def evaluate(article: GoldArticle, run: Run) -> Evaluated:
    """Return how the drafts of a run compare with an article's gold facts."""
    shown = [each for each in run.drafts if not each["held"]]
    results = [
        (each, judge(each["fact"], entities=run.entities, article=article)) for each in run.drafts
    ]
    judged = tuple(one for each, one in results if one and not each["held"])
    held = tuple(one.item for each, one in results if one and each["held"])
    invalid = tuple(str(each["fact"]) for each, one in results if one is None and not each["held"])
    items = [each.item for each in judged]
    missed = tuple(gold for gold in article.gold if not _found(gold, items))
    counted = _count(article, judged, held, missed)
    verdicts = Counter(each.verdict for each in judged)
    faults = Counter(reason for each in judged for reason in each.faults)
    faults["invalid"] += len(invalid)
    figures = Figures(
        article=article.article.id,
        gold=len(article.gold),
        shown=len(shown),
        held=len(run.drafts) - len(shown),
        acceptable=verdicts[Verdict.ACCEPTABLE],
        edit=verdicts[Verdict.EDIT],
        rejected=verdicts[Verdict.REJECTED] + len(invalid),
        as_fact=sum("stated" in each.faults or "status" in each.faults for each in judged),
        wrong_speaker=faults["speaker"],
        seconds=run.seconds,
        peak_mb=run.peak_mb,
        faults={reason: many for reason, many in faults.items() if many},
        gold_by_type=_by_type(article.gold),
        typed_by_type=_by_type([each for each in article.gold if each not in missed]),
        shown_by_type=_by_type(items),
        acceptable_by_type=_by_type(
            [each.item for each in judged if each.verdict is Verdict.ACCEPTABLE]
        ),
        questions=questions_of(article.article, [each["fact"] for each in shown], run.entities),
        **counted,
    )
    return Evaluated(figures, article, judged, held, missed, invalid)


def _found(gold: Item, items: Sequence[Item]) -> bool:
    return any(same_core(each, gold) for each in items)


def _count(
    article: GoldArticle, judged: Sequence[Judged], held: Sequence[Item], missed: Sequence[Item]
) -> dict[str, int]:
    """Return the figures that count gold facts."""
    items = [each.item for each in judged]
    return {
        "typed": len(article.gold) - len(missed),
        "untyped": sum(any(same_subject(each, gold) for each in items) for gold in article.gold),
        "typed_held": sum(_found(gold, held) for gold in missed),
        "same_status": sum(
            any(each.status == gold.status for each in items if same_core(each, gold))
            for gold in article.gold
        ),
    }


def _by_type(items: Sequence[Item]) -> dict[str, int]:
    return dict(sorted(Counter(each.type for each in items).items()))


_SUMMED = (
    *("gold", "shown", "held", "typed", "untyped", "typed_held", "same_status", "acceptable"),
    *("edit", "rejected", "as_fact", "wrong_speaker"),
)
_TABLES = ("faults", "gold_by_type", "typed_by_type", "shown_by_type", "acceptable_by_type")


def total(figures: Sequence[Figures]) -> Figures:
    """Return the sums; time and memory are the largest."""
    sums = {name: sum(getattr(each, name) for each in figures) for name in _SUMMED}
    tables: dict[str, dict[str, int]] = {}
    for name in _TABLES:
        counts: Counter[str] = Counter()
        for each in figures:
            counts.update(getattr(each, name))
        tables[name] = dict(counts)
    return Figures(
        article="all",
        seconds=max(each.seconds for each in figures),
        peak_mb=max(each.peak_mb for each in figures),
        questions=pooled([each.questions for each in figures if each.questions]),
        **sums,
        **tables,  # type: ignore[arg-type]  # the names are those of the tables
    )

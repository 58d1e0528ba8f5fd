"""What a publish would change, in the author's words: worked out before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.document import Position
from quizapp.errors import BankErrors, Problem
from quizapp.services.publishing.publishing_changes import CardKind, Change, classify
from quizapp.services.publishing.publishing_edition import Edition
from quizapp.services.publishing.publishing_write import Difference
from quizapp.store.bank import relearn_queries
from quizapp.store.bank.content_queries import PublishedContent, Row
from quizapp.store.bank.relearn_queries import Touched

_GRAVEST: Final = tuple(Change)
_NOBODY: Final = Touched(0, 0)


@dataclass(frozen=True, slots=True)
class CardChange:
    """What a publish does to one card.

    Attributes:
        before: the answer (a changed key), or the stem (a rewording), as it is now; may be "".
        after: the same as it would be; "" for a retired card.
        learners: people who have learnt something of the card; reviews: theirs.
    """

    card: str
    view: str
    change: Change
    before: str
    after: str
    learners: int
    reviews: int


@dataclass(frozen=True, slots=True)
class FactChange:
    """What a publish does to a fact and its cards."""

    fact: str
    article: str
    statement: str
    before: str
    """The statement as it is now; "" when it is new or stays the same."""
    change: Change
    cards: tuple[CardChange, ...]


@dataclass(frozen=True, slots=True)
class PublishPlan:
    """What a publish would change.

    Attributes:
        token: names this plan; publishing with it fails when another publish came between.
        unchanged: nothing would be written.
        rekeyed: keys of the cards that their learners are asked anew.
        relearners: people who are asked something anew.
        counts: cards by change, and the learners touched: kept with the revision.
    """

    token: str
    bank_hash: str
    current: int | None
    unchanged: bool
    facts: tuple[FactChange, ...]
    rekeyed: tuple[str, ...]
    relearners: int
    counts: Mapping[str, int]
    total_facts: int
    total_cards: int
    total_questions: int
    dropped: int
    warnings: int


def make_plan(
    session: Session, edition: Edition, published: PublishedContent, changes: Difference
) -> PublishPlan:
    """Return the plan of publishing an edition over what is published.

    Raises:
        BankErrors: a fact id comes back as another type of fact.
    """
    _check_ids(edition, published)
    kinds = classify(session, edition, published, changes)
    ids = {key: published.cards[key].id for key in kinds if key in published.cards}
    touched = relearn_queries.touched_by_card(session, tuple(ids.values()))
    rekeyed = tuple(key for key, each in kinds.items() if each.change is Change.KEY_CHANGED)
    facts = _by_fact(
        edition, published, kinds, {k: touched.get(i, _NOBODY) for k, i in ids.items()}
    )
    tally = Counter(each.change for each in kinds.values())
    counts = {change.value.replace(" ", "_"): tally[change] for change in Change}
    counts["learners"] = len(relearn_queries.learners_of(session, tuple(ids.values())))
    current = published.revision.id if published.revision else None
    return PublishPlan(
        token=f"{current or 0}-{edition.bank_hash}",
        bank_hash=edition.bank_hash,
        current=current,
        unchanged=not changes
        and published.revision is not None
        and published.revision.bank_hash == edition.bank_hash,
        facts=facts,
        rekeyed=rekeyed,
        relearners=len(relearn_queries.learners_of(session, [ids[key] for key in rekeyed])),
        counts=counts,
        total_facts=len(edition.facts),
        total_cards=len(edition.cards),
        total_questions=len(edition.questions),
        dropped=len(edition.generated.dropped),
        warnings=sum(len(words) for words in edition.warnings.values()),
    )


def _check_ids(edition: Edition, published: PublishedContent) -> None:
    """Refuse a fact id that was another type of fact: memory and reports still point at it."""
    problems = []
    for fact, row in edition.facts.items():
        known = published.facts.get(fact)
        if known is not None and known["type"] != row["type"]:
            at = edition.bank.positions.get(("fact", fact)) or Position("", 1, 1)
            problems.append(
                Problem(
                    file=at.file,
                    line=at.line,
                    column=at.column,
                    path=f"{fact}.type",
                    what=f"{fact!r} was published as a fact of type {known['type']!r}",
                    fix=f"give the new {row['type']!r} fact an id that was never used",
                )
            )
    if problems:
        raise BankErrors(problems)


def _by_fact(
    edition: Edition,
    published: PublishedContent,
    kinds: Mapping[str, CardKind],
    touched: Mapping[str, Touched],
) -> tuple[FactChange, ...]:
    """Group the changes by fact, in the order of the bank; retired facts come last."""
    groups: dict[str, list[CardChange]] = {}
    for key, kind in kinds.items():
        fact, _, view = key.partition(":")
        amount = touched.get(key, _NOBODY)
        groups.setdefault(fact, []).append(
            CardChange(
                key, view, kind.change, kind.before, kind.after, amount.learners, amount.reviews
            )
        )
    order = {fact: n for n, fact in enumerate(edition.facts)}
    return tuple(
        _fact_change(fact, edition.facts.get(fact), published.facts.get(fact), cards)
        for fact, cards in sorted(
            groups.items(), key=lambda group: (order.get(group[0], len(order)), group[0])
        )
    )


def _fact_change(
    fact: str, new: Row | None, old: Row | None, cards: Sequence[CardChange]
) -> FactChange:
    """Return the change of a fact: the gravest of its cards'."""
    row = new or old or {}
    before = str(old["statement"]) if old and new and old["statement"] != new["statement"] else ""
    return FactChange(
        fact=fact,
        article=str(row["article_id"]),
        statement=str(row["statement"]),
        before=before,
        change=min((card.change for card in cards), key=_GRAVEST.index),
        cards=tuple(cards),
    )

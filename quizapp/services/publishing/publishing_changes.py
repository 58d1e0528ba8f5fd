"""What happens to each card when a bank is published over another, with the words that show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.plan import CardChange, ChangeKind, PlannedCard, plan
from quizapp.services.publishing.publishing_edition import Edition
from quizapp.services.publishing.publishing_write import Difference
from quizapp.store.bank import content_queries
from quizapp.store.bank.content_queries import PublishedContent, Row

_WORDS: Final = ("stem", "answer", "explanation", "evidence")
_OTHERS: Final = frozenset({"true_false", "match", "order"})
"""Question types whose stem or answer holds other facts' words: those are its other options."""


class Change(StrEnum):
    """What a publish does to a card, the gravest first."""

    KEY_CHANGED = "key changed"
    RETIRED = "retired"
    NEW = "new"
    RETURNING = "returning"
    REWORDED = "reworded"
    OPTIONS = "other options"


@dataclass(frozen=True, slots=True)
class CardKind:
    """The change of one card, with the words that show it."""

    change: Change
    before: str = ""
    after: str = ""


def classify(
    session: Session, edition: Edition, published: PublishedContent, changes: Difference
) -> dict[str, CardKind]:
    """Return the change of each card that changes, by card key, in the order of the bank."""
    compared = plan(_old_cards(published), _new_cards(edition))
    old = _old_questions(session, published, changes)
    changed_facts = {str(row["id"]) for row in changes.facts.changed}
    found: dict[str, CardKind] = {}
    for each in compared.changes:
        known = published.cards.get(each.key)
        ended = old.get(known.id, {}) if known else {}
        kind = _kind(each, edition, published, ended, fact_changed=each.fact in changed_facts)
        if kind:
            found[each.key] = kind
    order = {key: n for n, key in enumerate(edition.cards)}
    return {key: found[key] for key in sorted(found, key=lambda key: order.get(key, len(order)))}


def _kind(
    each: CardChange,
    edition: Edition,
    published: PublishedContent,
    ended: Mapping[str, Row],
    *,
    fact_changed: bool,
) -> CardKind | None:
    """Return the change of one card in words; ``ended`` holds its versions that end, by key."""
    if each.key_changed:
        return CardKind(Change.KEY_CHANGED, _old_answer(ended), _answer(edition, each.key))
    match each.kind:
        case ChangeKind.NEW:
            return CardKind(Change.NEW, after=_answer(edition, each.key))
        case ChangeKind.REVIVED:
            return CardKind(Change.RETURNING, after=_answer(edition, each.key))
        case ChangeKind.RETIRED:
            return CardKind(Change.RETIRED, _old_answer(ended))
        case ChangeKind.REWORDED:
            words = _question_words(edition, ended) or _fact_words(edition, published, each.fact)
            return words or CardKind(Change.OPTIONS)
        case ChangeKind.UNCHANGED:
            return _fact_words(edition, published, each.fact) if fact_changed else None
        case ChangeKind.KEY_CHANGED:
            raise AssertionError("its key_changed is set")


def _old_cards(published: PublishedContent) -> dict[str, PlannedCard]:
    """Return every card that was ever published, with its current versions."""
    versions: dict[int, dict[str, str]] = {}
    for (key, version), each in published.questions.items():
        if each.current:
            versions.setdefault(each.card_id, {})[key] = version
    return {
        key: PlannedCard(
            key=key,
            fact=card.fact,
            answer_hash=str(card.row["answer_hash"]),
            question_versions=versions.get(card.id, {}),
            retired=card.row["retired_in"] is not None,
        )
        for key, card in published.cards.items()
    }


def _new_cards(edition: Edition) -> dict[str, PlannedCard]:
    """Return every card of the edition."""
    return {
        key: PlannedCard(
            key=key,
            fact=card.fact,
            answer_hash=str(card.row["answer_hash"]),
            question_versions={each.id: each.version for each in edition.questions_of[key]},
        )
        for key, card in edition.cards.items()
    }


def _old_questions(
    session: Session, published: PublishedContent, changes: Difference
) -> dict[int, dict[str, Row]]:
    """Return the contents of the versions that end, by card id and question key."""
    contents = content_queries.question_contents(session, changes.questions_gone)
    found: dict[int, dict[str, Row]] = {}
    for (key, _), each in published.questions.items():
        if each.id in contents:
            found.setdefault(each.card_id, {})[key] = contents[each.id]
    return found


def _question_words(edition: Edition, ended: Mapping[str, Row]) -> CardKind | None:
    """Return the first words of the card's own questions that change."""
    for key, content in ended.items():
        new = edition.contents.get(key)
        if new is None or content.get("type") in _OTHERS:
            continue
        for word in _WORDS:
            if _word(content, word) != _word(new, word):
                return CardKind(Change.REWORDED, _word(content, word), _word(new, word))
    return None


def _fact_words(edition: Edition, published: PublishedContent, fact: str) -> CardKind | None:
    """Return the first words of the fact that change, of those a learner reads."""
    before, after = published.facts[fact], edition.facts[fact]
    for column in ("statement", "explanation", "evidence", "status"):
        if before[column] != after[column]:
            return CardKind(Change.REWORDED, str(before[column]), str(after[column]))
    return None


def _old_answer(old: Mapping[str, Row]) -> str:
    """Return the answer of a card in the words of the versions that end; "" without any."""
    own = [content for content in old.values() if content.get("type") not in _OTHERS]
    return _word(next(iter(own or old.values()), {}), "answer")


def _answer(edition: Edition, card: str) -> str:
    """Return the answer of a card in words."""
    questions = edition.questions_of[card]
    own = [question for question in questions if question.type not in _OTHERS]
    return (own or questions)[0].answer


def _word(content: Mapping[str, object], name: str) -> str:
    """Return one of a stored question's texts."""
    return str(content.get(name, ""))

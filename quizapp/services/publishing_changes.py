"""What happens to each card when a bank is published over another, with the words that show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from quizapp.services.publishing_edition import Edition
from quizapp.services.publishing_write import Difference
from quizapp.store import content_queries
from quizapp.store.content_queries import PublishedContent, Row

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
    """Return the change of each card that changes."""
    found: dict[str, CardKind] = {}
    old = _old_questions(session, published, changes)
    key_of = {card.id: key for key, card in published.cards.items()}
    back = set(changes.questions_back)
    moved = {edition.questions[key].card for key in changes.questions_added}
    moved |= {key_of[each.card_id] for each in published.questions.values() if each.id in back}
    moved |= {key_of[card] for card in old}
    changed_facts = {str(row["id"]) for row in changes.facts.changed}
    for key, card in edition.cards.items():
        known = published.cards.get(key)
        if known is None:
            found[key] = CardKind(Change.NEW, after=_answer(edition, key))
        elif known.row["answer_hash"] != card.row["answer_hash"]:
            before = _old_answer(old.get(known.id, {}))
            found[key] = CardKind(Change.KEY_CHANGED, before, _answer(edition, key))
        elif known.row["retired_in"] is not None:
            found[key] = CardKind(Change.RETURNING, after=_answer(edition, key))
        elif key in moved or card.fact in changed_facts:
            kind = _rewording(edition, published, key, old.get(known.id, {}))
            if kind:
                found[key] = kind
    for key in changes.cards.gone:
        before = _old_answer(old.get(published.cards[key].id, {}))
        found[key] = CardKind(Change.RETIRED, before)
    return found


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


def _rewording(
    edition: Edition, published: PublishedContent, card: str, old: Mapping[str, Row]
) -> CardKind | None:
    """Return how the wording of a card with the same key changes."""
    for key, content in old.items():
        new = edition.contents.get(key)
        if new is None or content.get("type") in _OTHERS:
            continue
        for word in _WORDS:
            if _word(content, word) != _word(new, word):
                return CardKind(Change.REWORDED, _word(content, word), _word(new, word))
    fact = edition.cards[card].fact
    before, after = published.facts[fact], edition.facts[fact]
    for column in ("statement", "explanation", "evidence", "status"):
        if before[column] != after[column]:
            return CardKind(Change.REWORDED, str(before[column]), str(after[column]))
    # What is left: other distractors, or one form more or less. Moved facts are no change.
    return CardKind(Change.OPTIONS) if old or _has_new_form(edition, published, card) else None


def _has_new_form(edition: Edition, published: PublishedContent, card: str) -> bool:
    """Return whether the card is asked in a version that is not current now."""
    return any(
        (each := published.questions.get((question.id, question.version))) is None
        or not each.current
        for question in edition.questions_of[card]
    )


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

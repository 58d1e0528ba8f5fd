"""What practice reads and keeps: a set's cards with their questions, and the round one is in.

Practice never writes to the review log and never touches a card's state: it is no evidence of
what is remembered after days, and a learner may do as much of it as they like.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from flask import current_app
from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.generation.question import Flashcard, Question, QuestionType, TextEntry
from quizapp.generation.showing import needs_media
from quizapp.generation.variant import present
from quizapp.services.questions.question_cache import get_questions
from quizapp.store.study import aid_queries, queue_queries, set_queries

Mode = Literal["learn", "match", "timeline", "cram"]
MODES: Final[tuple[Mode, ...]] = ("learn", "match", "timeline", "cram")
MOST_CARDS: Final = 500
"""Of a set; practice of more takes the first ones."""
FEWEST_PAIRS: Final = 3
FEWEST_EVENTS: Final = 3
_LONGEST_SIDE: Final = 140
_LONGEST_BACK: Final = 60
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its short answer, to be matched."""

    card_id: int
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event without its date, and the year it happened in."""

    card_id: int
    text: str
    year: int


@dataclass(frozen=True, slots=True)
class PracticeSet:
    """A set that is practised.

    Attributes:
        questions: of each card, by card id in the set's order.
        languages: of the articles that they come from, by article.
    """

    id: int
    title: str
    questions: Mapping[int, tuple[Question, ...]]
    languages: Mapping[str, str]

    @property
    def language(self) -> str:
        """Return the language of all its articles; "" where there are several."""
        found = set(self.languages.values())
        return found.pop() if len(found) == 1 else ""

    def public(self, question: Question, *, seed: str) -> JsonObject:
        """Return a question as it is shown, with the language of its article."""
        shown = present(question, seed=seed).public
        return shown | {"language": self.languages[question.article]}

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Return what can be matched: short questions with short, distinct answers."""
        found: dict[str, Pair] = {}
        stems = set()
        for card_id, questions in self.questions.items():
            pair = _pair(card_id, questions)
            if pair and pair.right.casefold() not in found and pair.left not in stems:
                found[pair.right.casefold()] = pair
                stems.add(pair.left)
        return tuple(found.values())

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the dated events, one for each year."""
        found: dict[int, Event] = {}
        for card_id, questions in self.questions.items():
            event = _event(card_id, questions)
            if event:
                found.setdefault(event.year, event)
        return tuple(found.values())


def read_set(session: Session, *, user_id: int, set_id: int) -> PracticeSet:
    """Return a set with what can be asked of it.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    head = set_queries.get_visible_set(session, set_id=set_id, user_id=user_id)
    ids = set_queries.list_card_ids(session, set_id=set_id, limit=MOST_CARDS)
    current = queue_queries.list_current_questions(session, ids)
    questions = get_questions(session, [question for _, question, _, _ in current])
    by_card: dict[int, list[Question]] = {card_id: [] for card_id in ids}
    for card_id, question_id, _, _ in current:
        by_card[card_id].append(questions[question_id])
    return PracticeSet(
        head.id,
        head.title,
        {card: tuple(found) for card, found in by_card.items() if found},
        set_queries.find_languages(session, (each.article for each in questions.values())),
    )


def read_round(
    session: Session, *, user_id: int, set_id: int, mode: Mode
) -> tuple[JsonObject, int]:
    """Return where the learner is in a mode, and its version; {} and 0 before the first time."""
    found = aid_queries.find_round(session, user_id=user_id, set_id=set_id, mode=mode)
    return found or ({}, 0)


def write_round(
    session: Session, *, user_id: int, set_id: int, mode: Mode, content: JsonObject, now: datetime
) -> int:
    """Keep where the learner is; return its version."""
    return aid_queries.put_round(
        session, user_id=user_id, set_id=set_id, mode=mode, content=content, now=now
    )


def seed_of(*, user_id: int, set_id: int, mode: Mode, version: int) -> str:
    """Return the seed of a round: nobody without the secret key can tell what it will shuffle."""
    key = current_app.secret_key
    if not key:
        raise RuntimeError("the application has no secret key")
    secret = key if isinstance(key, bytes) else key.encode()
    words = f"practice:{user_id}:{set_id}:{mode}:{version}".encode()
    return base64.urlsafe_b64encode(hmac.digest(secret, words, hashlib.sha256)).decode()[:16]


def _pair(card_id: int, questions: Sequence[Question]) -> Pair | None:
    for each in questions:
        if isinstance(each.interaction, Flashcard) and not needs_media(each):
            back = each.interaction.back
            if len(back) <= _LONGEST_BACK and len(each.stem) <= _LONGEST_SIDE:
                return Pair(card_id, each.stem, back)
    return None


def _event(card_id: int, questions: Sequence[Question]) -> Event | None:
    """Return the event of a card that asks for a year, told with a gap for the year."""
    for each in questions:
        entry = each.interaction
        if each.type is QuestionType.CLOZE and isinstance(entry, TextEntry):
            year = entry.accept[0]
            told = f"{entry.before}…{entry.after}"
            if entry.rule == "year" and _YEAR.fullmatch(year) and not _YEAR.search(told):
                # Before a full stop the gap stands without it: not four dots.
                return Event(card_id, re.sub(r"…\.$", "…", told), int(year))
    return None

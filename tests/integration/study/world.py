"""A planted article for tests of study: each question type in turn, keys chosen by the test."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import event, update

from quizapp.bank.terms import Status
from quizapp.generation import codec
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Level,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.study import sets, study
from quizapp.store.engine import db, reading, writing
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    Revision,
    SetCard,
)
from quizapp.store.tables.people import User

ARTICLE: Final = "rivers"
TYPES: Final = tuple(QuestionType)
_WORDS: Final = ("Danube", "Elbe", "Rhine", "Volga")
_IDS: Final = UUID("00000000-0000-4000-8000-000000000001")


def uuid_of(*parts: object) -> str:
    """Return a client id that follows from the parts."""
    return str(uuid5(_IDS, repr(parts)))


def plant(*, now: datetime, facts: int = 16, cards_each: int = 1, twist: int = 0) -> None:
    """Publish an article whose fact n is asked by question type n modulo 8.

    Args:
        now: of the publish.
        facts: how many; two on each passage.
        cards_each: cards of each fact, all of its type.
        twist: which of the same choices is right: nothing else differs.
    """
    with writing() as session:
        session.add(Revision(id=1, published_at=now, note="", bank_hash="0" * 64, counts={}))
        session.add(
            ArticleRow(id=ARTICLE, title="Rivers", language="en", source={"licence": "CC0-1.0"})
        )
        session.add(QuestionSet(id=1, key=f"article:{ARTICLE}", kind="article", title="Rivers"))
        session.add(QuestionSet(id=2, key=f"topic:{ARTICLE}/odd", kind="topic", title="Odd ones"))
        session.flush()
        passages = [
            PassageRow(article_id=ARTICLE, number=each, heading="", text=_passage_text(each))
            for each in range(1, (facts + 1) // 2 + 1)
        ]
        views = [(number, view) for number in range(facts) for view in range(cards_each)]
        questions = [
            make_question(number, card=f"river-{number}:v{view}", twist=twist)
            for number, view in views
        ]
        cards = [
            CardRow(
                id=card_id,
                key=question.card,
                fact_id=question.fact,
                view=f"v{view}",
                position=view,
                answer_hash=key_hash(question),
            )
            for card_id, ((_, view), question) in enumerate(zip(views, questions, strict=True), 1)
        ]
        versions = [
            _version(card_id, question) for card_id, question in enumerate(questions, start=1)
        ]
        places = [
            SetCard(set_id=set_id, card_id=card_id, position=card_id)
            for card_id, (number, _) in enumerate(views, start=1)
            for set_id in ((1, 2) if number % 2 else (1,))
        ]
        # A table at a time, each before those that point to it.
        facts_told = [_fact(number) for number in range(facts)]
        for rows in (passages, facts_told, cards, versions, places):
            session.add_all(rows)
            session.flush()


def _passage_text(number: int) -> str:
    return f"Passage {number} tells of rivers."


def _fact(number: int) -> FactRow:
    return FactRow(
        id=f"river-{number}",
        article_id=ARTICLE,
        position=number,
        passage=number // 2 + 1,
        type="event",
        status="stated",
        statement=f"Statement {number}.",
        evidence="tells of rivers",
        explanation=f"Explanation {number}.",
        topics=["odd"] if number % 2 else ["even"],
    )


def add_question(session: Any, *, card_id: int, question: Question) -> None:
    """Publish a version of a question."""
    session.add(_version(card_id, question))
    session.flush()


def _version(card_id: int, question: Question) -> QuestionRow:
    return QuestionRow(
        card_id=card_id,
        key=question.id,
        version=codec.version_of(question),
        type=question.type.value,
        level=question.level.value,
        answer_hash=key_hash(question),
        content=codec.to_json(question),
        warnings=[],
        revision_id=1,
        current=True,
    )


def key_hash(question: Question) -> str:
    """Return a hash of the key."""
    return hashlib.sha256(question.answer.encode()).hexdigest()


def make_question(number: int, *, card: str, twist: int = 0, stem: str = "") -> Question:
    """Return the question of a fact; its type follows from the number, its key from the twist."""
    kind = TYPES[number % len(TYPES)]
    return Question(
        id=f"{card}.{kind.value}",
        card=card,
        fact=card.partition(":")[0],
        fact_type="event",
        view="v",
        type=kind,
        status=Status.STATED,
        level=Level.NONE,
        stem=stem or f"Question {number}?",
        interaction=_interaction(kind, twist),
        answer=f"{_WORDS[twist % 4]}, {card}",
        explanation=f"Explanation {number} {twist}.",
        article=ARTICLE,
        passage=number // 2 + 1,
        evidence="tells of rivers",
    )


def _interaction(kind: QuestionType, twist: int) -> Interaction:  # noqa: PLR0911 - one per type
    turned = _WORDS[twist % 4 :] + _WORDS[: twist % 4]
    match kind:
        case QuestionType.MCQ:
            return Choice(tuple(Option(word, word == turned[0]) for word in _WORDS))
        case QuestionType.MULTI:
            return MultipleChoice(tuple(Option(word, word in turned[:2]) for word in _WORDS))
        case QuestionType.TRUE_FALSE:
            return TrueFalse("The river is long.", correct=twist % 2 == 0)
        case QuestionType.CLOZE:
            return TextEntry((turned[0],), (turned[1],), before="The", after="is a river.")
        case QuestionType.TYPED:
            return TextEntry((turned[0],), (turned[1],))
        case QuestionType.MATCH:
            lefts = ("a", "b", "c", "d")
            return Matching(tuple(zip(lefts, turned, strict=True)), "Letter", "River")
        case QuestionType.ORDER:
            return Ordering(turned)
        case QuestionType.FLASHCARD:
            return Flashcard(turned[0])


def make_learner(name: str = "ann", *, now: datetime, zone: str = "UTC", **more: Any) -> int:
    """Return the id of a new learner."""
    with writing() as session:
        row = User(
            name=name,
            name_key=name,
            password_hash="",
            zone=zone,
            created_at=now - timedelta(days=365),
            **more,
        )
        session.add(row)
        session.flush()
        return row.id


def settle(name: str = "ann", *, now: datetime, **more: Any) -> int:
    """Return the id of a new learner who studies the whole article."""
    user_id = make_learner(name, now=now, **more)
    sets.add_set(user_id=user_id, set_id=1, now=now)
    return user_id


def response_to(card: study.StudyCard, *, right: bool) -> dict[str, Any] | None:
    """Return a right or a wrong response to a shown card; None for a flashcard."""
    with reading() as session:
        question = get_questions(session, [card.question_id])[card.question_id]
    return response_for(question, card.public, right=right)


def response_for(  # noqa: PLR0911 - one per interaction
    question: Question, public: dict[str, Any], *, right: bool
) -> dict[str, Any] | None:
    """Return a right or a wrong response to what was shown of a question."""
    match question.interaction:
        case Choice(options=options):
            texts = [each.text for each in options if each.correct is right]
            return {"option": public["options"].index(texts[0])}
        case MultipleChoice(options=options):
            texts = [each.text for each in options if each.correct is right]
            return {"options": [public["options"].index(text) for text in texts]}
        case TrueFalse(correct=correct):
            return {"value": correct is right}
        case TextEntry(accept=accept):
            return {"text": accept[0] if right else "something else entirely"}
        case Matching(pairs=pairs):
            key = dict(pairs)
            rights = [public["rights"].index(key[left]) for left in public["lefts"]]
            return {"rights": rights if right else rights[1:] + rights[:1]}
        case Ordering(steps=steps):
            order = [public["steps"].index(step) for step in steps]
            return {"order": order if right else order[::-1]}
        case Flashcard():
            return None


def review_of(
    card: study.StudyCard,
    *,
    shown_at: datetime,
    right: bool = True,
    rating: int | None = None,
    client_id: str = "",
    **more: Any,
) -> study.Review:
    """Return a review of a shown card."""
    own = 3 if card.form == "flashcard" and right else 1 if card.form == "flashcard" else None
    return study.Review(
        id=client_id or uuid_of(card.card_id, card.variant, shown_at),
        card_id=card.card_id,
        question_id=card.question_id,
        variant=card.variant,
        response=more.pop("response", response_to(card, right=right)),
        rating=own if rating is None else rating,
        shown_at=shown_at,
        duration_ms=more.pop("duration_ms", 4000),
        **more,
    )


def answer_next(
    user_id: int, *, now: datetime, right: bool = True, rating: int | None = None
) -> study.ReviewResult:
    """Answer the next card."""
    card = study.next_cards(user_id=user_id, set_id=None, limit=1, now=now).cards[0]
    review = review_of(card, shown_at=now - timedelta(seconds=4), right=right, rating=rating)
    return study.submit_reviews(user_id=user_id, reviews=[review], now=now)[0]


def change_rows(table: Any, *, where: Any, **values: Any) -> None:
    """Change rows behind the services' back, as a publish does."""
    with writing() as session:
        session.execute(update(table).where(where).values(**values))


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """Give the list of the statements that are sent meanwhile, without BEGIN."""
    sent: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def as_json(value: object) -> str:
    """Return a canonical text of plain data."""
    return json.dumps(value, sort_keys=True, default=str)

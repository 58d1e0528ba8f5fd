"""Question sets and the article map: what there is to study, and how well it is known."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.scheduler import recall
from quizapp.services.memory.recall_summary import RecallSummary, minutes_to_finish, summarise
from quizapp.services.people.study_learner import get_learner, moment_of, pace_ms, steps_of
from quizapp.store.bank import content_queries
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.study import enrolling, knowing_queries, set_queries
from quizapp.store.study.set_queries import ArticleHead, CardOfArticle


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set as the list shows it.

    Attributes:
        kind: article, topic, or a teacher's own. article: id, where it is of one article.
        studied: whether the learner chose to study it.
        summary: what of it is known. minutes: until all is learnt and nothing is due.
    """

    id: int
    kind: str
    title: str
    article: str | None
    studied: bool
    summary: RecallSummary
    minutes: float


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card of a fact on the article's page.

    Attributes:
        recall: predicted today, 0..1; None when never answered.
        due_day: study day, or None. suspended: not asked.
    """

    card_id: int
    recall: float | None
    due_day: int | None
    suspended: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact on the article's page.

    Attributes:
        statement: "" until the learner has answered one of its cards: it would answer them all;
            and "" while a quiz of theirs runs that asks about the article.
        evidence: the words of the passage it rests on; "" likewise.
    """

    statement: str
    evidence: str
    answered: bool
    cards: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True)
class PassageMap:
    """A passage with what the learner is predicted to recall of it today."""

    number: int
    heading: str
    text: str
    summary: RecallSummary
    facts: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class ArticleMap:
    """An article as the map of a learner's recall.

    Attributes:
        set_id: the set of all its cards, or None when it has none.
        studied: whether the learner studies that set.
        closed: whether a quiz of the learner runs that asks about it: no fact is told then.
    """

    article: ArticleHead
    set_id: int | None
    studied: bool
    day: int
    summary: RecallSummary
    passages: tuple[PassageMap, ...]
    closed: bool


def add_set(*, user_id: int, set_id: int, now: datetime) -> bool:
    """Begin to study a set; return False when the learner did already.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with writing() as session:
        lock_for(session, user_id)
        set_queries.get_visible_set(session, set_id=set_id, user_id=user_id)
        return enrolling.study_set(session, user_id=user_id, set_id=set_id, now=now)


def remove_set(*, user_id: int, set_id: int) -> bool:
    """Stop studying a set; return False when the learner did not.

    What was learnt stays and stays due; cards never asked leave the queue.
    """
    with writing() as session:
        lock_for(session, user_id)
        return enrolling.leave_set(session, user_id=user_id, set_id=set_id)


def list_sets(*, user_id: int, now: datetime) -> tuple[SetLine, ...]:
    """Return the sets that the person may study, those of articles first.

    A topic that is the whole of its article is not told beside it, unless it is being studied.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        day = moment_of(learner, now).day
        pace = pace_ms(session, user_id=user_id)
        heads = set_queries.list_visible_sets(session, user_id=user_id)
        known = set_queries.list_known(session, user_id=user_id)
        cards = set_queries.list_cards_of_sets(session, user_id=user_id, known=known)
    answers_of_new = steps_of(learner).answers_of_new
    memories: dict[int, list[Memory]] = {}
    for card in cards:
        memories.setdefault(card.set_id, []).append(card.memory)
    lines = []
    for head in heads:
        summary = summarise(memories.get(head.id, ()), day=day, parameters=learner.parameters)
        lines.append(
            SetLine(
                id=head.id,
                kind=head.kind,
                title=head.title,
                article=head.article,
                studied=head.added_at is not None,
                summary=summary,
                minutes=minutes_to_finish(summary, pace_ms=pace, answers_of_new=answers_of_new),
            )
        )
    whole = {line.article: line.summary.cards for line in lines if line.kind == "article"}
    return tuple(
        line
        for line in lines
        if line.kind != "topic" or line.studied or line.summary.cards != whole.get(line.article)
    )


def list_articles(*, user_id: int) -> tuple[ArticleHead, ...]:
    """Return the articles that the person sees, by title."""
    with reading() as session:
        return set_queries.list_articles(session, user_id=user_id)


def article_map(*, user_id: int, article_id: str, now: datetime) -> ArticleMap:
    """Return an article with the predicted recall of each of its passages.

    Raises:
        NotFoundError: there is no such article.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        day = moment_of(learner, now).day
        article = set_queries.get_article(session, article_id, user_id=user_id)
        passages = set_queries.list_passages(session, article_id)
        cards = set_queries.list_cards_of_article(session, user_id=user_id, article_id=article_id)
        heads = set_queries.list_visible_sets(session, user_id=user_id)
        closed = article_id in knowing_queries.list_closed_articles(
            session, user_id=user_id, now=now
        )
    of = partial(summarise, day=day, parameters=learner.parameters)
    whole = next((h for h in heads if h.kind == "article" and h.article == article_id), None)
    return ArticleMap(
        article=article,
        set_id=whole.id if whole else None,
        studied=whole is not None and whole.added_at is not None,
        day=day,
        summary=of(card.memory for card in cards),
        passages=tuple(
            PassageMap(
                number=passage.number,
                heading=passage.heading,
                text=passage.text,
                summary=of(card.memory for card in cards if card.passage == passage.number),
                facts=_facts(
                    [card for card in cards if card.passage == passage.number],
                    day=day,
                    parameters=learner.parameters,
                    closed=closed,
                ),
            )
            for passage in passages
        ),
        closed=closed,
    )


def study_passage(*, user_id: int, article_id: str, number: int, now: datetime) -> int:
    """Begin to study the cards of one passage; return the number of their set.

    The set is the person's own and holds the cards that the passage has now: choosing it again
    brings it up to date. They find it among their sets, and leave it there.

    Raises:
        NotFoundError: there is no such passage, or nothing is asked about it.
    """
    with writing() as session:
        lock_for(session, user_id)
        set_id = make_passage_set(session, user_id=user_id, article_id=article_id, number=number)
        enrolling.study_set(session, user_id=user_id, set_id=set_id, now=now)
        return set_id


def make_passage_set(session: Session, *, user_id: int, article_id: str, number: int) -> int:
    """Return the number of the person's own set of a passage, with the cards that it has now.

    Raises:
        NotFoundError: there is no such passage, or nothing is asked about it.
    """
    article = set_queries.get_article(session, article_id, user_id=user_id)
    cards = set_queries.list_cards_of_article(session, user_id=user_id, article_id=article_id)
    wanted = [card.card_id for card in cards if card.passage == number]
    if not wanted:
        raise NotFoundError("Nothing is asked about this passage.")
    set_id = set_queries.put_passage_set(
        session,
        user_id=user_id,
        article_id=article_id,
        number=number,
        title=f"Passage {number} of {article.title}",
    )
    content_queries.replace_set_cards(session, set_id, wanted)
    return set_id


def _facts(
    cards: list[CardOfArticle], *, day: int, parameters: Parameters, closed: bool
) -> tuple[FactLine, ...]:
    by_fact: dict[str, list[CardOfArticle]] = {}
    for card in cards:
        by_fact.setdefault(card.fact, []).append(card)
    return tuple(
        _fact(group, day=day, parameters=parameters, closed=closed) for group in by_fact.values()
    )


def _fact(
    cards: list[CardOfArticle], *, day: int, parameters: Parameters, closed: bool
) -> FactLine:
    answered = any(card.memory.stage is not Stage.NEW for card in cards)
    told = answered and not closed
    return FactLine(
        statement=cards[0].statement if told else "",
        evidence=cards[0].evidence if told else "",
        answered=answered,
        cards=tuple(
            CardLine(
                card_id=card.card_id,
                recall=(
                    None
                    if card.memory.stage is Stage.NEW
                    else recall(card.memory, day=day, parameters=parameters)
                ),
                due_day=card.memory.due_day,
                suspended=card.suspended,
            )
            for card in cards
        ),
    )

"""A bank as the rows that publishing it asks for: derived from the documents alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quizapp.bank.document import Article, ArticleFacts, Bank, FactBase
from quizapp.bank.fact_types import views_of
from quizapp.bank.view import View
from quizapp.generation.card import answer_hash
from quizapp.generation.codec import to_json
from quizapp.generation.generate import Generated, generate
from quizapp.generation.question import Question
from quizapp.generation.seeds import PUBLISHED_SEED
from quizapp.services.publishing.generating import generate_with
from quizapp.services.publishing.parsed_banks import parsed
from quizapp.services.workspace.document_digests import bank_hash
from quizapp.store.bank.content_queries import Row

_TITLE_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class EditionCard:
    """A card that is asked: it has at least one question."""

    key: str
    fact: str
    view: View
    row: Row


@dataclass(frozen=True, slots=True)
class EditionSet:
    """A set of an article or of one of its topics; ``cards`` are keys in the article's order."""

    row: Row
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that publishing a bank puts in place; rows hold the publishable columns.

    Attributes:
        bank_hash: SHA-256 over the paths and texts of all files.
        questions: by key (``Question.id``).
        questions_of: by card key.
        warnings: by question id, as stored.
    """

    bank: Bank
    bank_hash: str
    generated: Generated
    articles: Mapping[str, Row]
    passages: Mapping[tuple[str, int], Row]
    facts: Mapping[str, Row]
    cards: Mapping[str, EditionCard]
    questions: Mapping[str, Question]
    questions_of: Mapping[str, tuple[Question, ...]]
    contents: Mapping[str, Row]
    warnings: Mapping[str, tuple[Row, ...]]
    sets: Mapping[str, EditionSet]


class Contents(Mapping[str, Row]):
    """Questions as stored, each made when it is asked for: of most nobody ever asks."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    def __getitem__(self, key: str) -> Row:
        """Return the content of a question."""
        return to_json(self._questions[key])

    def __iter__(self) -> Iterator[str]:
        """Give the keys of all questions."""
        return iter(self._questions)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._questions)


def edition_of(files: Mapping[str, str], *, processes: int = 1) -> Edition:
    """Return what publishing these files puts in place.

    Args:
        files: path -> text of a whole bank.
        processes: that make questions at once; more than one in no server that answers requests.

    Raises:
        BankErrors: the files are not a bank; holds every problem of every file.
        ConfigurationError: one of the processes was ended from outside.
    """
    return _edition(tuple(sorted(files.items())), processes)


@lru_cache(maxsize=3)
def _edition(files: tuple[tuple[str, str], ...], processes: int) -> Edition:
    """Return the edition of the files: kept for the bank on disk and the one that serves."""
    return edition_of_bank(
        parsed(dict(files)), digest=bank_hash(dict(files)), owned=False, processes=processes
    )


def edition_of_bank(bank: Bank, *, digest: str, owned: bool, processes: int = 1) -> Edition:
    """Return what a bank comes to that was read, or made, already.

    Args:
        bank: what is published.
        digest: ``bank_hash`` of its files.
        owned: whether it is one person's deck.
        processes: as in ``edition_of``.

    Raises:
        ConfigurationError: one of the processes was ended from outside.
    """
    generated = generate_with(bank, seed=PUBLISHED_SEED, processes=processes)
    return _put_together(bank, generated, asked=(), digest=digest, owned=owned)


def edition_of_deck(bank: Bank, *, facts: Collection[str], asked: Collection[str]) -> Edition:
    """Return what a deck comes to of which only some facts can have other questions than before.

    It holds the questions of those alone: of a large deck nearly all stay as they are.

    Args:
        bank: the whole deck, of facts that are asked in the words they came in.
        facts: that are new or changed, with all others that ask in the words of one of them.
        asked: keys of the cards of the other facts that have questions.
    """
    part = Bank(
        {
            key: ArticleFacts(each.article, tuple(fact for fact in each.facts if fact.id in facts))
            for key, each in bank.articles.items()
        },
        bank.entities,
    )
    generated = generate(part, seed=PUBLISHED_SEED)
    return _put_together(bank, generated, asked=asked, digest="", owned=True)


def _put_together(
    bank: Bank, generated: Generated, *, asked: Iterable[str], digest: str, owned: bool
) -> Edition:
    """Return the rows of a bank.

    Args:
        generated: its questions. asked: keys of cards that are asked by questions not among them.
    """
    questions = {question.id: question for question in generated.questions}
    questions_of: dict[str, list[Question]] = {}
    for question in generated.questions:
        questions_of.setdefault(question.card, []).append(question)
    cards = _cards(bank, {*questions_of, *asked})
    warnings: dict[str, list[Row]] = {}
    for warning in generated.warnings:
        warnings.setdefault(warning.question, []).append(
            {"rule": warning.rule, "message": warning.message}
        )
    return Edition(
        bank=bank,
        bank_hash=digest,
        generated=generated,
        articles={
            each.article.id: _article_row(each.article, owned=owned)
            for each in bank.articles.values()
        },
        passages=_passages(bank),
        facts={
            fact.id: _fact_row(each.article, fact, position)
            for each in bank.articles.values()
            for position, fact in enumerate(each.facts)
        },
        cards=cards,
        questions=questions,
        questions_of={card: tuple(each) for card, each in questions_of.items()},
        contents=Contents(questions),
        warnings={key: tuple(words) for key, words in warnings.items()},
        sets=_sets(bank, cards),
    )


def _article_row(article: Article, *, owned: bool) -> Row:
    """Return the row of an article."""
    return {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "summary": article.summary or "",
        "is_digest": article.digest,
        "source": article.source.model_dump(mode="json", exclude_none=True),
        "is_owned": owned,
        "retired_in": None,
    }


def _passages(bank: Bank) -> dict[tuple[str, int], Row]:
    """Return the rows of all passages."""
    return {
        (each.article.id, passage.id): {
            "article_id": each.article.id,
            "number": passage.id,
            "heading": passage.heading or "",
            "text": passage.text,
        }
        for each in bank.articles.values()
        for passage in each.article.passages
    }


def _fact_row(article: Article, fact: FactBase, position: int) -> Row:
    """Return the row of a fact."""
    return {
        "id": fact.id,
        "article_id": article.id,
        "position": position,
        "passage": fact.passage,
        "type": fact_type(fact),
        "status": str(fact.status),
        "statement": fact.statement,
        "evidence": fact.evidence,
        "explanation": fact.explanation,
        "topics": list(fact.topics),
        "retired_in": None,
    }


def fact_type(fact: FactBase) -> str:
    """Return the name of a fact's type."""
    return str(getattr(fact, "type", ""))


def _cards(bank: Bank, asked: set[str]) -> dict[str, EditionCard]:
    """Return the cards that have a question, in the order of the bank."""
    found = {}
    for fact in bank.facts():
        for position, view in enumerate(views_of(fact, bank.entities)):
            if view.card in asked:
                row: Row = {
                    "key": view.card,
                    "fact_id": fact.id,
                    "view": view.name,
                    "position": position,
                    "answer_hash": answer_hash(view),
                    "retired_in": None,
                }
                found[view.card] = EditionCard(view.card, fact.id, view, row)
    return found


def _sets(bank: Bank, cards: Mapping[str, EditionCard]) -> dict[str, EditionSet]:
    """Return one set for each article and one for each of its topics that has cards."""
    of_fact: dict[str, list[str]] = {}
    for card in cards.values():
        of_fact.setdefault(card.fact, []).append(card.key)
    found = {}
    for each in bank.articles.values():
        ordered = sorted(each.facts, key=lambda fact: fact.passage)
        found[f"article:{each.article.id}"] = _set(
            each.article.title, [key for fact in ordered for key in of_fact.get(fact.id, ())]
        )
        found.update(_topic_sets(each, ordered, of_fact))
    return {key: each for key, each in found.items() if each.cards}


def _topic_sets(
    each: ArticleFacts, ordered: list[FactBase], of_fact: Mapping[str, list[str]]
) -> dict[str, EditionSet]:
    """Return the sets of an article's topics."""
    cards: dict[str, list[str]] = {topic: [] for topic in each.article.topics}
    for fact in ordered:
        for topic in cards.keys() & fact.topics:
            cards[topic] += of_fact.get(fact.id, ())
    return {
        f"topic:{each.article.id}/{topic}": _set(title, cards[topic])
        for topic, title in each.article.topics.items()
    }


def _set(title: str, cards: list[str]) -> EditionSet:
    """Return a set; a long title is cut to what the table holds."""
    return EditionSet({"title": title[:_TITLE_MAX], "retired": False}, tuple(cards))

"""What an author sees of the published bank: articles with their coverage, and their passages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.bank.document import Article, ArticleFacts, FactBase
from quizapp.errors import NotFoundError
from quizapp.services.publishing.publishing_edition import Edition, edition_of, fact_type
from quizapp.store.bank import content_queries, revision_queries
from quizapp.store.engine import reading
from quizapp.store.study import report_queries


@dataclass(frozen=True, slots=True)
class PassageCount:
    """How many facts rest on a passage."""

    number: int
    facts: int


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article in the list.

    Attributes:
        covered: passages with at least one fact.
        reports: open reports about its facts.
    """

    id: str
    title: str
    source: str
    facts: int
    cards: int
    questions: int
    warnings: int
    dropped: int
    reports: int
    covered: int
    coverage: tuple[PassageCount, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a passage's text; ``fact`` is the first fact that rests on it, or ""."""

    text: str
    fact: str


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage with the evidence of the facts that are shown marked."""

    number: int
    heading: str
    runs: tuple[Run, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact in an article's list."""

    id: str
    type: str
    status: str
    passage: int
    statement: str
    questions: int
    warnings: int
    dropped: int
    reports: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's passages and its facts, of one type and status or of all."""

    card: ArticleCard
    is_digest: bool
    passages: tuple[MarkedPassage, ...]
    facts: tuple[FactLine, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """The edition that serves, and by fact: its questions, warnings, drops and open reports."""

    revision: int
    edition: Edition
    questions: Counter[str]
    warnings: Counter[str]
    dropped: Counter[str]
    reports: Counter[str]


def find_serving() -> Serving | None:
    """Return what is published now, or None before the first publish.

    Raises:
        BankErrors: what was published is no bank by the rules of today's code.
    """
    with reading() as session:
        revision = content_queries.find_current_revision(session)
        if revision is None:
            return None
        files = revision_queries.files_of(session, revision.id) or {}
        reports = report_queries.open_by_fact(session)
    edition = edition_of(files)
    made = edition.generated
    return Serving(
        revision=revision.id,
        edition=edition,
        questions=Counter(question.fact for question in made.questions),
        warnings=Counter(fact_of(warning.question) for warning in made.warnings),
        dropped=Counter(fact_of(each.question) for each in made.dropped),
        reports=Counter(reports),
    )


def list_articles() -> tuple[ArticleCard, ...]:
    """Return the published articles by title."""
    serving = find_serving()
    if serving is None:
        return ()
    found = (_card(serving, each) for each in serving.edition.bank.articles.values())
    return tuple(sorted(found, key=lambda card: card.title.casefold()))


def get_article(*, article_id: str, type_name: str = "", status: str = "") -> ArticleView:
    """Return an article with its facts; ``type_name`` and ``status`` narrow them down.

    Raises:
        NotFoundError: no such article is published.
    """
    serving = find_serving()
    each = serving.edition.bank.articles.get(article_id) if serving else None
    if serving is None or each is None:
        raise NotFoundError("There is no such article.")
    facts = tuple(
        fact
        for fact in each.facts
        if type_name in {"", fact_type(fact)} and status in {"", str(fact.status)}
    )
    return ArticleView(
        card=_card(serving, each),
        is_digest=each.article.digest,
        passages=_passages(each.article, facts),
        facts=tuple(
            fact_line(serving, fact) for fact in sorted(facts, key=lambda fact: fact.passage)
        ),
        types=tuple(sorted({fact_type(fact) for fact in each.facts})),
        statuses=tuple(sorted({str(fact.status) for fact in each.facts})),
    )


def fact_line(serving: Serving, fact: FactBase) -> FactLine:
    """Return a fact with the numbers that say whether it needs a look."""
    return FactLine(
        id=fact.id,
        type=fact_type(fact),
        status=str(fact.status),
        passage=fact.passage,
        statement=fact.statement,
        questions=serving.questions[fact.id],
        warnings=serving.warnings[fact.id],
        dropped=serving.dropped[fact.id],
        reports=serving.reports[fact.id],
    )


def fact_of(question: str) -> str:
    """Return the fact of a question by the question's id: "fact:view.type"."""
    return question.partition(":")[0]


def mark_evidence(text: str, evidence: Sequence[tuple[str, str]]) -> tuple[Run, ...]:
    """Return the text in runs, each marked with the first fact that rests on it.

    Args:
        text: of a passage.
        evidence: fact id and its exact run of the text; runs may overlap.
    """
    owner = [""] * len(text)
    for fact, words in evidence:
        start = text.find(words)
        for place in range(max(start, 0), start + len(words) if start >= 0 else 0):
            owner[place] = owner[place] or fact
    runs: list[Run] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or owner[place] != owner[start]:
            runs.append(Run(text[start:place], owner[start]))
            start = place
    return tuple(runs)


def _card(serving: Serving, each: ArticleFacts) -> ArticleCard:
    """Return an article with its numbers."""
    facts = [fact.id for fact in each.facts]
    known = set(facts)
    of_passage = Counter(fact.passage for fact in each.facts)
    return ArticleCard(
        id=each.article.id,
        title=each.article.title,
        source=each.article.source.publication,
        facts=len(facts),
        cards=sum(card.fact in known for card in serving.edition.cards.values()),
        questions=sum(serving.questions[fact] for fact in facts),
        warnings=sum(serving.warnings[fact] for fact in facts),
        dropped=sum(serving.dropped[fact] for fact in facts),
        reports=sum(serving.reports[fact] for fact in facts),
        covered=len(of_passage),
        coverage=tuple(
            PassageCount(passage.id, of_passage[passage.id]) for passage in each.article.passages
        ),
    )


def _passages(article: Article, facts: Sequence[FactBase]) -> tuple[MarkedPassage, ...]:
    """Return the passages with the evidence of these facts marked."""
    found = []
    for passage in article.passages:
        here = [(fact.id, fact.evidence) for fact in facts if fact.passage == passage.id]
        found.append(
            MarkedPassage(
                number=passage.id,
                heading=passage.heading or "",
                runs=mark_evidence(passage.text, here),
                facts=len(here),
            )
        )
    return tuple(found)

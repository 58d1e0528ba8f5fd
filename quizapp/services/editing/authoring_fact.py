"""One fact as its author sees it: every question with its key, flaws, and who has learnt it."""

from dataclasses import dataclass

from quizapp.bank.document import FactBase
from quizapp.errors import NotFoundError
from quizapp.generation.question import Choice, Level, MultipleChoice, Question
from quizapp.services.editing.authoring import (
    FactLine,
    Run,
    Serving,
    fact_line,
    find_serving,
    mark_evidence,
)
from quizapp.services.questions.question_words import FORMS, KeyedQuestion, keyed
from quizapp.services.questions.reports import ReportSummary, list_inbox
from quizapp.store.bank import content_queries, relearn_queries
from quizapp.store.engine import reading


@dataclass(frozen=True, slots=True)
class CheckedQuestion:
    """A question with its warnings, in words."""

    question: KeyedQuestion
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DroppedQuestion:
    """A question that is not asked, and why."""

    form: str
    reason: str


@dataclass(frozen=True, slots=True)
class CardView:
    """One card of a fact.

    Attributes:
        near, far: the distractors of its choices, without repeats.
        learners: people who have learnt something of it.
    """

    view: str
    answer: str
    questions: tuple[CheckedQuestion, ...]
    dropped: tuple[DroppedQuestion, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]
    learners: int
    reviews: int


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with all that is made of it."""

    line: FactLine
    article: str
    article_title: str
    explanation: str
    passage: tuple[Run, ...]
    place: str
    """file:line of the fact in the bank's documents."""
    cards: tuple[CardView, ...]
    reports: tuple[ReportSummary, ...]


def get_fact(*, fact_id: str) -> FactView:
    """Return a published fact.

    Raises:
        NotFoundError: no such fact is published.
    """
    serving = find_serving()
    facts = serving.edition.bank.facts() if serving else ()
    fact = next((each for each in facts if each.id == fact_id), None)
    if serving is None or fact is None:
        raise NotFoundError("There is no such fact.")
    bank = serving.edition.bank
    article = next(each.article for each in bank.articles.values() if fact in each.facts)
    passage = next(each for each in article.passages if each.id == fact.passage)
    at = bank.positions.get(("fact", fact.id))
    return FactView(
        line=fact_line(serving, fact),
        article=article.id,
        article_title=article.title,
        explanation=fact.explanation,
        passage=mark_evidence(passage.text, [(fact.id, fact.evidence)]),
        place=f"{at.file}:{at.line}" if at else "",
        cards=_cards(serving, fact),
        reports=list_inbox(is_open=True, fact=fact.id),
    )


def _cards(serving: Serving, fact: FactBase) -> tuple[CardView, ...]:
    """Return the cards of a fact; a card whose every question was dropped is there too."""
    edition = serving.edition
    dropped: dict[str, list[DroppedQuestion]] = {}
    for each in edition.generated.dropped:
        card, _, form = each.question.partition(".")
        if card.partition(":")[0] == fact.id:
            words = _form_words(form)
            dropped.setdefault(card, []).append(
                DroppedQuestion(words, f"{each.reason} ({each.rule})")
            )
    keys = [key for key, card in edition.cards.items() if card.fact == fact.id]
    with reading() as session:
        ids = content_queries.card_ids(session)
        touched = relearn_queries.touched_by_card(session, [ids[k] for k in keys if k in ids])
    found = []
    for key in dict.fromkeys([*keys, *dropped]):
        questions = edition.questions_of.get(key, ())
        amount = touched.get(ids.get(key, 0))
        found.append(
            CardView(
                view=key.partition(":")[2],
                answer=questions[-1].answer if questions else "",
                questions=tuple(
                    CheckedQuestion(
                        keyed(question),
                        tuple(str(w["message"]) for w in edition.warnings.get(question.id, ())),
                    )
                    for question in questions
                ),
                dropped=tuple(dropped.get(key, ())),
                near=_distractors(questions, Level.NEAR),
                far=_distractors(questions, Level.FAR),
                learners=amount.learners if amount else 0,
                reviews=amount.reviews if amount else 0,
            )
        )
    return tuple(found)


def _distractors(questions: tuple[Question, ...], level: Level) -> tuple[str, ...]:
    """Return the wrong options of the choices of one level."""
    found = [
        option.text
        for question in questions
        if question.level is level and isinstance(question.interaction, Choice | MultipleChoice)
        for option in question.interaction.options
        if not option.correct
    ]
    return tuple(dict.fromkeys(found))


def _form_words(form: str) -> str:
    """Return "mcq.near" as "Multiple choice, near"."""
    name, _, level = form.partition(".")
    known = {str(kind): words for kind, words in FORMS.items()}
    return ", ".join(filter(None, (known.get(name, name), level)))

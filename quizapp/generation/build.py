"""Puts a question together from a view, with what the fact and its article say."""

from quizapp.bank.terms import Status
from quizapp.bank.view import View
from quizapp.generation.codec import version_from
from quizapp.generation.context import Context
from quizapp.generation.question import Interaction, Level, Question, QuestionType

_CAVEATS = {
    Status.STATED: "",
    Status.REPORTED: "The article reports this; it does not vouch for it.",
    Status.ATTRIBUTED: "This is what was said, not an established fact.",
    Status.ARTICLE_VIEW: "This is the article's own view.",
    Status.PREDICTION: "This is an expectation, not something that has happened.",
}


def build(
    view: View,
    context: Context,
    *,
    type: QuestionType,  # noqa: A002 - the field's name in Question
    stem: str,
    interaction: Interaction,
    answer: str,
    level: Level = Level.NONE,
) -> Question:
    """Return the question of ``view``, with its id and version."""
    fact = context.facts[view.fact]
    suffix = "" if level is Level.NONE else f".{level.value}"
    explanation = f"{fact.explanation} {_CAVEATS[fact.status]}".strip()
    return Question(
        id=f"{view.card}.{type.value}{suffix}",
        card=view.card,
        fact=fact.id,
        fact_type=context.fact_types[fact.id],
        view=view.name,
        type=type,
        status=fact.status,
        level=level,
        stem=stem,
        interaction=interaction,
        answer=answer,
        explanation=explanation,
        article=context.articles[fact.id].id,
        passage=fact.passage,
        evidence=fact.evidence,
        version=version_from(
            type,
            interaction,
            stem=stem,
            answer=answer,
            explanation=explanation,
            asked_media=view.asked_media,
            told_media=view.told_media,
        ),
        asked_media=view.asked_media,
        told_media=view.told_media,
    )

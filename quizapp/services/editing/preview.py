"""What the facts of a working copy would ask: one in the works, or how many each gives."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from quizapp.bank.terms import JsonObject
from quizapp.errors import NotFoundError
from quizapp.generation.generate import generate_for
from quizapp.services.editing.authoring import fact_of
from quizapp.services.editing.preview_bank import with_entities, working_bank
from quizapp.services.editing.preview_questions import FactPreview, preview_in
from quizapp.services.workspace.workspace_files import working_files

MOST_COUNTED: Final = 500
"""Facts of an article whose questions are counted: about four seconds of work, then kept."""


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """How many questions a fact of the working copy gives, and how sound they are."""

    questions: int
    warnings: int
    dropped: int


def preview_fact(
    folder: Path, article_id: str, fact: JsonObject, *, entities: Sequence[JsonObject] = ()
) -> FactPreview:
    """Return what a fact would ask if it stood in the working copy; nothing is stored.

    Args:
        folder: the bank's folder.
        article_id: the article the fact belongs to.
        fact: the whole fact, as a document holds it; it takes the place of the one of its id.
        entities: new entities that it needs (of a draft).

    Raises:
        NotFoundError: the working copy has no such article.
    """
    working = working_bank(working_files(folder).files)
    return preview_in(with_entities(working, entities), article_id=article_id, fact=fact)


def preview_bank_counts(folder: Path, article_id: str) -> Mapping[str, QuestionCount]:
    """Return fact id -> what it asks, for the facts of an article's working copy.

    A fact with a problem is left out, and all of them where the article has more than
    ``MOST_COUNTED``. Kept until a file of the bank changes.

    Raises:
        NotFoundError: the working copy has no such article.
    """
    files = working_files(folder).files
    return _counts(tuple(sorted(files.items())), article_id)


@lru_cache(maxsize=8)
def _counts(files: tuple[tuple[str, str], ...], article_id: str) -> Mapping[str, QuestionCount]:
    working = working_bank(dict(files))
    article = working.bank.articles.get(article_id)
    if article is None:
        raise NotFoundError(
            'There is no article "{article_id}" that can be read.', article_id=article_id
        )
    facts = [fact.id for fact in article.facts]
    if len(facts) > MOST_COUNTED:
        return {}
    made = generate_for(working.context, facts=facts)
    questions = Counter(each.fact for each in made.questions)
    warnings = Counter(fact_of(each.question) for each in made.warnings)
    dropped = Counter(fact_of(each.question) for each in made.dropped)
    return {fact: QuestionCount(questions[fact], warnings[fact], dropped[fact]) for fact in facts}

"""Use case of drafting by a language model: only where one is set, and only on a click."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from quizapp.drafting.reading.document import DraftSet
from quizapp.errors import QuizappError
from quizapp.services.drafting.drafting_make import (
    RULES,
    draft_by_rules,
    draftable_passages,
    first_topic,
    store_drafts,
)
from quizapp.services.drafting.model_endpoint import Patience, ask_model
from quizapp.services.workspace.editing_documents import Documents, read_documents
from quizapp.settings import Settings

MODEL: Final = "model"


@dataclass(frozen=True, slots=True)
class ModelDrafts:
    """What came of asking a model.

    Attributes:
        made: how many drafts are new, the model's and those by rules in its place.
        by_model: how many of them are the model's.
        notice: what the author is to know, in a sentence or two, or "".
    """

    made: int
    by_model: int
    notice: str


def make_model_drafts(
    folder: Path,
    article_id: str,
    *,
    settings: Settings,
    now: datetime,
    by: int | None,
    patience: Patience | None = None,
    going_on: Callable[[int, int], None] | None = None,
    finish: Callable[[Session, int, str], None] | None = None,
) -> ModelDrafts:
    """Let the model that is set propose facts; rules do it for passages it has no answer for.

    Each of the model's facts is held against its passage first. Drafts that are there already
    stay, but for the model's own that nobody has touched.

    Args:
        folder: the bank's folder.
        article_id: the article; its passages are sent, nothing else of the bank.
        settings: the endpoint, the model and the key.
        now: when it is done.
        by: id of the author who has asked for it.
        patience: how long the endpoint is waited for; None for the usual.
        going_on: is told after each passage how many are done, of how many; raises to stop.
        finish: is told, in the transaction that stores the drafts, how many are new and what the
            author is to know; raises to undo it.

    Raises:
        NotAllowedError: no model is set.
        NotFoundError: there is no such article.
        InputError: it has no passages, or is not in English; nothing was sent.
    """
    documents = read_documents(folder)
    passages = draftable_passages(documents, article_id)
    unread: list[str] = []
    found = ask_model(
        passages,
        known=documents.material.entity_by_id,
        article=article_id,
        topic=first_topic(documents, article_id),
        settings=settings,
        by_rules=partial(_by_rules, documents, article_id, unread),
        patience=patience,
        going_on=going_on,
    )
    drafted = {MODEL: found.by_model, RULES: found.by_rules}
    notice = " ".join(filter(None, [found.notice, *unread]))

    def stored(session: Session, counts: Mapping[str, int]) -> None:
        if finish is not None:
            finish(session, sum(counts.values()), notice)

    made = store_drafts(
        folder, article_id, drafted, replaces={MODEL}, now=now, by=by, stored=stored
    )
    return ModelDrafts(sum(made.values()), made[MODEL], notice)


def _by_rules(
    documents: Documents, article_id: str, unread: list[str], left: Sequence[tuple[int, str]]
) -> DraftSet:
    """Draft the passages that are left; why that failed goes to ``unread``.

    What the model did answer is kept all the same.
    """
    try:
        return draft_by_rules(documents, article_id, left)
    except QuizappError as error:
        unread.append(str(error))
        return DraftSet()

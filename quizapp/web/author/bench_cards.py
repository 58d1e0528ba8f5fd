"""One draft or one fact as a card of the workbench."""

from dataclasses import replace
from typing import Final

from flask import url_for

from quizapp.services.drafting.drafting_view import (
    ACCEPTED,
    PROPOSED,
    REJECTED,
    DraftView,
    SlotShown,
)
from quizapp.services.editing.editing_workbench import WorkFact
from quizapp.web.author.bench_rows import DraftCard, FactCard
from quizapp.web.author.fact_labels import LABELS
from quizapp.web.language import later, say

_LIKELY: Final = (
    (0.85, later("very likely right")),
    (0.7, later("likely right")),
    (0.5, later("look closely")),
)
"""Least confidence of each word; below them it is a guess."""
_GONE: Final = later(
    "The fact was taken out of the documents since. Undo, to judge the draft again."
)


def draft_card(article_id: str, draft: DraftView, *, fact: WorkFact | None) -> DraftCard:
    """Return a draft's card; ``fact`` is what it became, as the documents hold it now."""
    url = f"{_base(article_id)}/drafts/{draft.id}"
    is_accepted = draft.state == ACCEPTED
    became = fact if is_accepted else None
    edit_url = fact_url(article_id, draft.fact_id) if became else f"{url}/edit"
    return DraftCard(
        id=draft.id,
        passage=draft.passage,
        state=draft.state,
        version=draft.version,
        type=became.type if became else draft.type,
        status=became.status if became else draft.status,
        statement=became.statement if became else draft.statement,
        slots=_slots(draft),
        new=tuple(f"{each.name} ({each.kind})" for each in draft.entities),
        confidence=confidence_words(draft.confidence),
        held=draft.held,
        evidence=str(became.json.get("evidence") or "") if became else draft.evidence,
        problems=_problems(draft, is_gone=is_accepted and not became),
        uncertain=draft.uncertain if draft.state == PROPOSED else (),
        fact_id=became.id if became else "",
        is_silent=bool(became and became.is_silent),
        is_lost=bool(became and became.anchor_lost),
        url=url,
        edit_url="" if draft.state == REJECTED or (is_accepted and not became) else edit_url,
    )


def _slots(draft: DraftView) -> tuple[SlotShown, ...]:
    """Return the slots of a draft as the form calls them, in the form's order."""
    places = {name: place for place, name in enumerate(LABELS)}

    def named(slot: SlotShown) -> str:
        return f"{draft.type}.{slot.name.removesuffix('_label')}"

    shown = sorted(draft.slots, key=lambda each: places.get(named(each), len(places)))
    return tuple(
        replace(each, label=LABELS[named(each)].words) if named(each) in LABELS else each
        for each in shown
    )


def fact_card(article_id: str, fact: WorkFact) -> FactCard:
    """Return a fact's card."""
    return FactCard(
        id=fact.id,
        passage=fact.passage,
        type=fact.type,
        status=fact.status,
        statement=fact.statement or fact.id,
        evidence=str(fact.json.get("evidence") or ""),
        # The place in the file is for the page of documents; here stands the fact itself.
        problems=tuple(each.split(": ", 1)[-1] for each in fact.problems),
        is_silent=fact.is_silent,
        is_lost=fact.anchor_lost,
        edit_url=fact_url(article_id, fact.id),
    )


def fact_url(article_id: str, fact_id: str) -> str:
    """Return the address of a fact's form; "new" for one that is not written yet."""
    return f"{_base(article_id)}/facts/{fact_id}"


def confidence_words(confidence: float) -> str:
    """Return how likely drafts of this kind are right, in words."""
    return next((words for least, words in _LIKELY if confidence >= least), say("a guess"))


def _problems(draft: DraftView, *, is_gone: bool) -> tuple[str, ...]:
    """Return what would keep a draft from being accepted; of a rejected one nobody asks that."""
    if is_gone:
        return (_GONE,)
    return () if draft.state == REJECTED else draft.problems


def _base(article_id: str) -> str:
    return url_for("author.workbench", article_id=article_id)

"""Use case of drafting: an article's passages -> proposed facts, kept for its author to judge."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.material import folder_of
from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import DraftSet
from quizapp.errors import InputError
from quizapp.services.drafting import drafting_child
from quizapp.services.drafting.drafting_merge import FittedDraft, Taken, fit, same_draft
from quizapp.services.drafting.drafting_view import PROPOSED
from quizapp.services.editing.preview_bank import check_fact, with_entities, working_bank
from quizapp.services.workspace.editing_documents import Documents, passages_of, read_documents
from quizapp.store.bank import draft_queries, studio_queries
from quizapp.store.engine import writing
from quizapp.store.tables.studio import DraftArticle, DraftRow

RULES: Final = "rules"
MOST_DRAFTS: Final = 2_000
"""Drafts of one article: nobody judges more, and a page has to show them."""
_CAPTION: Final = "Caption"
"""Heading of the words under a picture: facts are drafted from the running text only."""


def make_drafts(folder: Path, article_id: str, *, now: datetime, by: int | None) -> int:
    """Propose facts for an article in the works and return how many are new.

    What was judged stays as it is and is not proposed again; proposals that nobody has touched
    give way to the new ones.

    Raises:
        NotFoundError: there is no such article.
        InputError: it has no passages, or is not in English; nothing was stored.
        BusyError: others are being drafted; nothing was stored.
    """
    documents = read_documents(folder)
    drafted = draft_by_rules(documents, article_id, draftable_passages(documents, article_id))
    made = store_drafts(folder, article_id, {RULES: drafted}, replaces={RULES}, now=now, by=by)
    return made[RULES]


def draft_by_rules(
    documents: Documents, article_id: str, passages: Sequence[tuple[int, str]]
) -> DraftSet:
    """Return what the program proposes for these passages of an article."""
    article = documents.get_article(article_id).raw
    return drafting_child.draft(
        passages,
        known=documents.material.entity_by_id,
        article=article_id,
        topic=first_topic(documents, article_id),
        headings={int(each["id"]): str(each.get("heading") or "") for each in passages_of(article)},
    )


def draftable_passages(documents: Documents, article_id: str) -> list[tuple[int, str]]:
    """Return number and text of the passages that facts are drafted from.

    Raises:
        NotFoundError: there is no such article.
        InputError: there are none, or they are not in English.
    """
    article = documents.get_article(article_id).raw
    language = str(article.get("language") or "en")
    if language.partition("-")[0] != "en":
        raise InputError(
            'Drafts can be made of English articles only; this one is in "{language}". Write '
            "its facts by hand, or correct the language in the article's head.",
            language=language,
            field="language",
        )
    passages = [
        (int(each["id"]), str(each["text"]))
        for each in passages_of(article)
        if each.get("heading") != _CAPTION and str(each["text"]).strip()
    ]
    if not passages:
        raise InputError(
            "This article has no passages yet: there is nothing to draft from. Write or restore "
            "its passages first.",
            field="article",
        )
    return passages


def first_topic(documents: Documents, article_id: str) -> str:
    """Return the topic that drafts get: the article's first one.

    Raises:
        InputError: the article has no topics.
    """
    topics = documents.get_article(article_id).raw.get("topics")
    if not isinstance(topics, dict) or not topics:
        raise InputError("This article has no topic: add one to its head first.", field="topics")
    return str(next(iter(topics)))


def store_drafts(
    folder: Path,
    article_id: str,
    drafted: Mapping[str, DraftSet],
    *,
    replaces: Collection[str],
    now: datetime,
    by: int | None,
    stored: Callable[[Session, Mapping[str, int]], None] | None = None,
) -> dict[str, int]:
    """Keep drafts for judging, in one transaction; return how many of each origin are new.

    Args:
        folder: the bank's folder.
        article_id: the article.
        drafted: origin ("rules", "model") -> drafts; what an earlier one proposes a later one
            does not propose again.
        replaces: origins whose untouched proposals give way.
        now: when they were made.
        by: id of the author.
        stored: is told in the same transaction how many of each origin are new; raises to undo it.
    """
    documents = read_documents(folder)
    with writing() as session:
        _note_article(session, documents, article_id, now=now, by=by)
        kept = _clear(session, article_id, origins=replaces)
        counts: dict[str, int] = {}
        for origin, each in drafted.items():
            room = MOST_DRAFTS - sum(counts.values())
            fitted = fit(each, taken=_taken(documents, article_id, kept))[:room]
            rows = _rows(session, documents, article_id, fitted, origin=origin, now=now, by=by)
            session.add_all(rows)
            session.flush()
            kept.extend(rows)
            counts[origin] = len(rows)
        if stored is not None:
            stored(session, counts)
        return counts


def _rows(
    session: Session,
    documents: Documents,
    article_id: str,
    drafts: Sequence[FittedDraft],
    *,
    origin: str,
    now: datetime,
    by: int | None,
) -> list[DraftRow]:
    """Return the rows of new drafts."""
    start = draft_queries.last_position(session, article_id) + 1
    return [
        DraftRow(
            article_id=article_id,
            position=position,
            state=PROPOSED,
            held=each.held,
            confidence=each.confidence,
            origin=origin,
            fact=each.fact,
            entities=list(each.entities),
            fact_id="",
            version=1,
            changed_at=now,
            changed_by=by,
        )
        for position, each in enumerate(held_back(documents, article_id, drafts), start)
    ]


def held_back(
    documents: Documents, article_id: str, drafts: Sequence[FittedDraft]
) -> list[FittedDraft]:
    """Return the drafts; one that could not be accepted as it is is held back, with the reason."""
    working = working_bank(documents.copy.files)
    working = with_entities(working, [each for draft in drafts for each in draft.entities])
    if article_id not in {each.value.id for each in working.material.articles}:
        # The head is unfinished: that is told at the article, not at each draft.
        return list(drafts)
    found = []
    for each in drafts:
        errors = check_fact(working, article_id=article_id, fact=each.fact).errors
        first = next((f"{path}: {words[0]}" for path, words in errors.items()), "")
        held = each.held or (f"it has to be mended first: {first}" if first else "")
        found.append(replace(each, held=held))
    return found


def _note_article(
    session: Session, documents: Documents, article_id: str, *, now: datetime, by: int | None
) -> None:
    """Note when an article was drafted; others who draft it wait for this transaction."""
    studio_queries.lock_documents(session)
    row = draft_queries.find_article(session, article_id, lock=True)
    if row is None:
        article = documents.get_article(article_id).raw
        row = DraftArticle(
            article_id=article_id,
            title=str(article.get("title", "")),
            language=str(article.get("language", ""))[:8],
            dropped=[],
            source_name="",
            created_at=now,
            created_by=by,
        )
        session.add(row)
    row.drafted_at = now


def _clear(session: Session, article_id: str, *, origins: Collection[str]) -> list[DraftRow]:
    """Delete the proposals of these origins that nobody has touched; return the other drafts."""
    rows = draft_queries.drafts_of(session, article_id)
    gone = {
        each.id
        for each in rows
        if each.state == PROPOSED and each.version == 1 and each.origin in origins
    }
    draft_queries.delete_drafts(session, gone)
    return [each for each in rows if each.id not in gone]


def _taken(documents: Documents, article_id: str, kept: Sequence[DraftRow]) -> Taken:
    """Return what need not be drafted again, and the ids that are taken."""
    home = folder_of(documents.get_article(article_id).file)
    there: list[JsonObject] = [each.raw for each in documents.facts_of(home)]
    judged: list[JsonObject] = [dict(each.fact) for each in kept]
    return Taken(
        entities=documents.material.entity_by_id,
        facts=(*there, *judged),
        drafts=frozenset(same_draft(each) for each in judged),
        ids=frozenset([*documents.facts, *(str(each.get("id")) for each in judged)]),
    )

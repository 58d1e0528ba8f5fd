"""Queries about drafts, and about the articles they were made for."""

from collections.abc import Iterable

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from quizapp.store.tables.studio import DraftArticle, DraftRow


def find_article(session: Session, article_id: str, *, lock: bool = False) -> DraftArticle | None:
    """Return where an article came from; ``lock`` makes others who lock it wait."""
    return session.get(DraftArticle, article_id, with_for_update=lock or None)


def find_draft(session: Session, draft_id: int, *, lock: bool = False) -> DraftRow | None:
    """Return a draft; ``lock`` makes others who lock it wait."""
    return session.get(DraftRow, draft_id, with_for_update=lock or None)


def drafts_of(session: Session, article_id: str) -> tuple[DraftRow, ...]:
    """Return the drafts of an article, in its order."""
    statement = (
        select(DraftRow)
        .where(DraftRow.article_id == article_id)
        .order_by(DraftRow.position, DraftRow.id)
    )
    return tuple(session.scalars(statement))


def delete_drafts(session: Session, ids: Iterable[int]) -> None:
    """Delete drafts."""
    session.execute(delete(DraftRow).where(DraftRow.id.in_(tuple(ids))))


def last_position(session: Session, article_id: str) -> int:
    """Return the highest position of an article's drafts, 0 when there are none."""
    found = select(func.max(DraftRow.position)).where(DraftRow.article_id == article_id)
    return session.scalar(found) or 0


def states_of(session: Session, article_id: str) -> tuple[tuple[int, str, bool], ...]:
    """Return passage, state and whether it is held back, for each draft of an article."""
    return tuple(
        (_passage(each), each.state, bool(each.held)) for each in drafts_of(session, article_id)
    )


def _passage(row: DraftRow) -> int:
    """Return the number of the passage that a draft rests on; 0 when it names none."""
    number = row.fact.get("passage")
    return number if isinstance(number, int) else 0

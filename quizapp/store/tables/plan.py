"""The table of plans: what a learner has taken, what it was expected to cost, and when it ended."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, PERSONAL, Base, BigId, Instant, Json


class PlanRow(Base):
    """One plan of one learner. It steers the queue until it is ended or its days are over."""

    __tablename__ = "plans"
    __table_args__ = (Index("ix_plans_user_id_ended_at", "user_id", "ended_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), info=LINKED)
    kind: Mapped[str] = mapped_column(String(12), info=LINKED)
    """goal, holiday, backlog, easy, budget, retention."""
    set_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_sets.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    detail: Mapped[dict[str, object]] = mapped_column(Json, info=PERSONAL)
    """What was taken: days, weights, minutes, by kind."""
    expected: Mapped[dict[str, object]] = mapped_column(Json, info=LINKED)
    """The cost as it was shown before it was taken."""
    last_day: Mapped[int | None] = mapped_column(Integer, info=PERSONAL)
    """Last study day on which it steers; None for one that lasts."""
    taken_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    ended_at: Mapped[datetime | None] = mapped_column(Instant, info=PERSONAL)
    """When it was taken back or another took its place."""

"""Whether a learner can still hand something in: one rule for pages, grades and notices."""

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.services.quizzes.quiz_times import Times

CLOSES = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE, AFTER = CLOSES - timedelta(seconds=1), CLOSES


def times(*, closes_at: datetime | None = CLOSES, attempts: int = 2) -> Times:
    return Times(
        opens_at=None,
        due_at=None,
        closes_at=closes_at,
        time_limit_s=None,
        attempts_allowed=attempts,
    )


@pytest.mark.parametrize(
    ("used", "running", "archived", "now", "still"),
    [
        (0, False, False, BEFORE, True),
        (1, False, False, BEFORE, True),
        (2, False, False, BEFORE, False),
        (0, False, False, AFTER, False),
        (0, False, True, BEFORE, False),
        # What runs can be handed in whatever else is over.
        (2, True, True, AFTER, True),
    ],
)
def test_a_learner_can_hand_in_until_closed_used_up_or_archived(
    used: int, *, running: bool, archived: bool, now: datetime, still: bool
) -> None:
    found = times().open_still(used=used, running=running, archived=archived, now=now)
    assert found is still


def test_any_number_of_attempts_is_never_used_up_and_no_end_never_closes() -> None:
    free = times(closes_at=None, attempts=0)
    assert not free.used_up(1000)
    assert not free.closed(AFTER + timedelta(days=1000))

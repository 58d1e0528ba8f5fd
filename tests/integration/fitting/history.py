"""A learner with months of answers, entered through the ledger: for fits and reschedules."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import update

from quizapp.scheduling.day import Moment
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.services.memory.ledger import Ledger
from quizapp.services.memory.ledger_entries import Answered
from quizapp.services.people.study_learner import get_learner
from quizapp.services.plans import plans
from quizapp.services.plans.plans_wishes import BudgetWish
from quizapp.services.study import study
from quizapp.store.engine import writing
from quizapp.store.log.log_row import HASH_BYTES
from quizapp.store.study import memory_queries
from quizapp.store.study.memory_queries import State
from quizapp.store.tables.people import User
from tests.integration.study.world import review_of, uuid_of
from tests.unit.scheduling.synthetic import log_of, parameters, seeded

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
CARDS: Final = 128
FORGETFUL: Final = parameters(w1=0.3, w2=0.5, w3=1.5, w8=1.3)


def live(
    user_id: int,
    *,
    now: datetime,
    reviews: int = 700,
    truth: Parameters = FORGETFUL,
    seed: int = 1,
    cards: int = CARDS,
    new_per_day: int = 8,
    duration_ms: int = 5000,
) -> None:
    """Enter the answers of a known memory, the last of them on the day before now."""
    log = [
        each
        for each in log_of(truth, rng=seeded(seed), reviews=reviews * 4, new_per_day=new_per_day)
        if each.card_id <= cards
    ][:reviews]
    today = (now - EPOCH).days
    shift = today - 1 - log[-1].study_day
    with writing() as session:
        learner = get_learner(session, user_id)
        states = {
            each.card_id: each for each in memory_queries.list_states(session, user_id=user_id)
        }
        ledger = Ledger(session, learner=learner, states=states)
        for place, each in enumerate(log):
            day = each.study_day + shift
            at = EPOCH + timedelta(days=day, hours=12, seconds=place)
            ledger.add_answer(
                Answered(
                    client_id=bytes.fromhex(uuid_of("live", user_id, place).replace("-", "")),
                    request_hash=b"0" * HASH_BYTES,
                    card_id=each.card_id,
                    question_id=None,
                    variant="",
                    form="flashcard",
                    shown_at=at,
                    at=Moment(at, day, 0, 4),
                    duration_ms=duration_ms,
                    rating=Rating(each.rating or 1),
                    score=None,
                    hints=0,
                    response=None,
                )
            )
        ledger.close()


def live_in_short_minutes(user_id: int, *, now: datetime) -> None:
    """Enter slow answers, and aim at 95 % in a minute a day: asking sooner then costs cards."""
    live(user_id, now=now, duration_ms=40_000)
    with writing() as session:
        session.execute(update(User).where(User.id == user_id).values(desired_retention=0.95))
    plans.take(user_id=user_id, wish=BudgetWish(1), now=now)


def states_of(user_id: int) -> dict[int, State]:
    """Return all states of a learner, by card id."""
    with writing() as session:
        return {each.card_id: each for each in memory_queries.list_states(session, user_id=user_id)}


def answer_one(user_id: int, *, now: datetime) -> study.ReviewResult:
    """Answer the next card of the learner."""
    card = study.next_cards(user_id=user_id, set_id=None, limit=1, now=now).cards[0]
    review = review_of(card, shown_at=now - timedelta(seconds=4))
    return study.submit_reviews(user_id=user_id, reviews=[review], now=now)[0]

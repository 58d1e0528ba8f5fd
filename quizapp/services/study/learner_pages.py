"""What the study page asks beside services.study: a showing, a flashcard's back, other ratings."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.errors import NotFoundError, translatable
from quizapp.generation import variant as variants_of
from quizapp.generation.question import Flashcard, Question
from quizapp.scheduling.card import Stage
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import preview
from quizapp.services.memory.ledger_states import fold, last_change
from quizapp.services.memory.review_results import own_rating_allowed
from quizapp.services.people.study_learner import get_learner, moment_of, scheduler_settings
from quizapp.services.questions import variants
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.study import study_asides
from quizapp.services.study.study_asides import SetAside
from quizapp.services.study.study_cards import Interval, interval_of
from quizapp.store.engine import reading
from quizapp.store.study import fit_queries, log_queries, memory_queries, seen_queries, set_queries
from quizapp.store.study.memory_queries import Learner
from quizapp.store.study.seen_queries import PassageBehind

_NOT_SHOWN = translatable("This question was not shown to you in this form. Go back to your study.")


@dataclass(frozen=True, slots=True)
class Revealed:
    """A flashcard turned over, before it is rated.

    Attributes:
        public: the question as it was shown. reveal: as generation.variant reveals it.
        passage: what the fact rests on.
        intervals: by rating, as StudyCard gives them.
    """

    public: JsonObject
    reveal: JsonObject
    passage: PassageBehind | None
    intervals: dict[Rating, Interval]


def show_again(*, user_id: int, card_id: int, question_id: int, variant: str) -> JsonObject:
    """Return a question as it was shown to the learner: what its answer is read by.

    Raises:
        NotFoundError: it was not shown to this person in this form.
    """
    with reading() as session:
        question = _shown(
            session, user_id=user_id, card_id=card_id, question_id=question_id, variant=variant
        )
        return _public(session, question, variant)


def turn_over(
    *, user_id: int, card_id: int, question_id: int, variant: str, now: datetime
) -> Revealed:
    """Return the back of a flashcard that was shown to the learner.

    Raises:
        NotFoundError: it was not shown to this person, or it is graded: the key of such a
            question comes with the stored answer only.
    """
    with reading() as session:
        question = _shown(
            session, user_id=user_id, card_id=card_id, question_id=question_id, variant=variant
        )
        if not isinstance(question.interaction, Flashcard):
            raise NotFoundError(_NOT_SHOWN)
        learner = get_learner(session, user_id)
        states = memory_queries.find_states(session, user_id=user_id, card_ids=[card_id])
        behind = seen_queries.find_passages_behind(session, [card_id])
        public = _public(session, question, variant)
        at = moment_of(learner, now)
        outcomes = preview(
            states[card_id].memory,
            card_id=card_id,
            moment=at,
            settings=scheduler_settings(learner),
        )
    return Revealed(
        public=public,
        reveal=variants_of.reveal(question, seed=variant, response={}),
        passage=behind.get(card_id),
        intervals={rating: interval_of(outcome, at=at) for rating, outcome in outcomes.items()},
    )


def list_ratings(*, user_id: int, review_id: str) -> dict[Rating, Interval]:
    """Return the ratings that an answer may be given, with when its card then comes back.

    Empty when the answer can no longer be changed.

    Args:
        review_id: client id of the answer.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        client_id = UUID(review_id).bytes
        found = log_queries.find_entries(session, user_id=user_id, client_ids=[client_id])
        row = found.get(client_id)
        if row is None:
            return {}
        entries = log_queries.list_entries_of_card(session, user_id=user_id, card_id=row.card_id)
        sets = fit_queries.list_parameter_sets(session, user_id=user_id)
    last = last_change(entries)
    if last is None or last.seq != row.seq:
        return {}
    before = fold(
        [each for each in entries if each.seq < row.seq],
        user_id=user_id,
        card_id=row.card_id,
        parameter_sets=sets,
    )
    at = moment_of(learner, row.answered_at)
    outcomes = preview(
        before.memory, card_id=row.card_id, moment=at, settings=scheduler_settings(learner)
    )
    return {
        rating: interval_of(outcome, at=at)
        for rating, outcome in outcomes.items()
        if row.score is None or own_rating_allowed(rating, score=row.score)
    }


def list_set_aside(*, user_id: int, now: datetime) -> tuple[SetAside, ...]:
    """Return the suspended and buried cards; the statement of one never answered is left out.

    A statement holds the answers of all cards of its fact.
    """
    aside = study_asides.list_set_aside(user_id=user_id, now=now)
    with reading() as session:
        states = memory_queries.find_states(
            session, user_id=user_id, card_ids=[each.card_id for each in aside]
        )
    return tuple(
        replace(each, statement="") if states[each.card_id].memory.stage is Stage.NEW else each
        for each in aside
    )


def _public(session: Session, question: Question, variant: str) -> JsonObject:
    """Return the question as it is shown, with the language of its article."""
    languages = set_queries.find_languages(session, [question.article])
    shown = variants_of.present(question, seed=variant).public
    return shown | {"language": languages[question.article]}


def _shown(
    session: Session, *, user_id: int, card_id: int, question_id: int, variant: str
) -> Question:
    """Return a question that was shown to the learner in this variant.

    Raises:
        NotFoundError: it was not.
    """
    learner: Learner = get_learner(session, user_id)
    seen = seen_queries.find_seen_questions(session, [question_id]).get(question_id)
    states = memory_queries.find_states(session, user_id=user_id, card_ids=[card_id])
    state = states.get(card_id)
    if (
        seen is None
        or seen.card_id != card_id
        or state is None
        or not state.taken_up
        or not variants.is_issued(variant, user_id=learner.id, question_id=question_id)
    ):
        raise NotFoundError(_NOT_SHOWN)
    return get_questions(session, [question_id])[question_id]

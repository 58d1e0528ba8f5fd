"""What the study page shows next, and how far the learner is: asked of the services."""

from dataclasses import replace
from datetime import datetime

from quizapp.bank.terms import JsonObject
from quizapp.services.study import study
from quizapp.services.study.sitting import Sitting
from quizapp.services.study.study import Marks, StudyBatch, StudyCard
from quizapp.services.study.study_hints import list_taken
from quizapp.web.learner.stage import AnyStage, Ask, Progress, Turn, ask, ask_again, end, new_id
from quizapp.web.learner.study_form import Sent


def next_stages(
    *, user_id: int, set_id: int | None, sitting: Sitting | None, limit: int, now: datetime
) -> list[AnyStage]:
    """Return what comes next, at most ``limit`` stages; the end alone when nothing is left."""
    batch = study.next_cards(user_id=user_id, set_id=set_id, limit=limit, now=now)
    return stages_of(batch, user_id=user_id, set_id=set_id, sitting=sitting, limit=limit, now=now)


def stages_of(
    batch: StudyBatch,
    *,
    user_id: int,
    set_id: int | None,
    sitting: Sitting | None,
    limit: int,
    now: datetime,
) -> list[AnyStage]:
    """Return the stages of cards that were read already, as :func:`next_stages` does."""
    done = batch.done_today
    left = sitting.left(done=done, now=now) if sitting else limit
    if not batch.cards or not left:
        closing = end(study.today(user_id=user_id, now=now), batch=batch, set_id=set_id)
        due = batch.counts.total if batch.cards else 0
        return [replace(closing, due=due, sitting=sitting.text if sitting else "")]
    cards = batch.cards if sitting is None or sitting.minutes else batch.cards[:left]
    marks = study.marks_of(user_id=user_id, showings=[(c.card_id, c.variant) for c in cards])
    return [
        with_hints(
            ask(
                card,
                turn=_turn(card, set_id=set_id, sitting=sitting, now=now),
                progress=_progress(batch, sitting, place=place, now=now),
                marks=marks[card.card_id, card.variant],
            ),
            user_id=user_id,
        )
        for place, card in enumerate(cards)
    ]


def with_hints(stage: Ask, *, user_id: int) -> Ask:
    """Return the stage with the hints that were taken before the page was loaded anew."""
    if not stage.marks.hints:
        return stage
    turn = stage.turn
    taken = list_taken(
        user_id=user_id,
        card_id=turn.card_id,
        question_id=turn.question_id,
        variant=turn.variant,
    )
    return replace(stage, hints=taken.hints, more_hints=taken.more)


def asked_again(
    sent: Sent,
    *,
    user_id: int,
    public: JsonObject,
    now: datetime,
    problem: str = "",
    response: JsonObject | None = None,
    stage: str = "",
) -> Ask:
    """Return the stage that asks what was sent once more: empty, not to be read, or with a hint."""
    turn = turn_of(sent)
    return ask_again(
        turn,
        public=public,
        progress=progress_now(user_id=user_id, set_id=sent.set_id, sitting=sent.sitting, now=now),
        marks=marks_now(turn, user_id=user_id),
        problem=problem,
        response=response,
        stage=stage,
    )


def turn_of(sent: Sent) -> Turn:
    """Return which showing the form was of."""
    return Turn(
        id=sent.id,
        card_id=sent.card_id,
        question_id=sent.question_id,
        variant=sent.variant,
        shown_ms=int(sent.shown_at.timestamp() * 1000),
        set_id=sent.set_id,
        sitting=sent.sitting.text if sent.sitting else "",
    )


def marks_now(turn: Turn, *, user_id: int) -> Marks:
    """Return the flag and note of the card, and the hints taken of this showing."""
    showing = (turn.card_id, turn.variant)
    return study.marks_of(user_id=user_id, showings=[showing])[showing]


def progress_now(
    *, user_id: int, set_id: int | None, sitting: Sitting | None, now: datetime
) -> Progress:
    """Return how far today, or this sitting, is."""
    batch = study.next_cards(user_id=user_id, set_id=set_id, limit=1, now=now)
    return progress_of(batch, sitting, now=now)


def progress_of(batch: StudyBatch, sitting: Sitting | None, *, now: datetime) -> Progress:
    """Return how far it is between two questions."""
    return _progress(batch, sitting, place=None, now=now)


def _progress(
    batch: StudyBatch, sitting: Sitting | None, *, place: int | None, now: datetime
) -> Progress:
    """Return how far it is when ``place`` cards come before; None: between two questions."""
    done = batch.done_today
    before, least = place or 0, 0 if place is None else 1
    if sitting is None:
        return Progress(done + before, max(batch.counts.total - before, least), done)
    left = sitting.left(done=done, now=now)
    if sitting.minutes:
        return Progress(max(0, sitting.size - left), left, done, minutes=left)
    left = min(left - before, batch.counts.total - before)
    return Progress(sitting.taken(done=done) + before, max(left, least), done)


def _turn(card: StudyCard, *, set_id: int | None, sitting: Sitting | None, now: datetime) -> Turn:
    return Turn(
        id=new_id(),
        card_id=card.card_id,
        question_id=card.question_id,
        variant=card.variant,
        shown_ms=int(now.timestamp() * 1000),
        set_id=set_id,
        sitting=sitting.text if sitting else "",
    )

"""Learn and Cram: rounds over a set's cards, graded here, outside the schedule.

Learn takes ten cards at a time and asks them in rounds until each was right twice, in different
forms where the card has them. Cram asks every card of the set until it was right once.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.generation.question import Flashcard, Question
from quizapp.generation.rotation import choose
from quizapp.generation.seeds import shuffled
from quizapp.generation.variant import canonical, reveal
from quizapp.grading.grade import grade
from quizapp.scheduling import rounds as rules
from quizapp.scheduling.rounds import Rounds
from quizapp.services.study.practice_cards import (
    FEWEST_EVENTS,
    FEWEST_PAIRS,
    Mode,
    PracticeSet,
    read_round,
    read_set,
    seed_of,
    write_round,
)
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.study import seen_queries
from quizapp.store.study.seen_queries import PassageBehind

AT_ONCE: Final = 10
"""Cards that Learn takes at a time: about what is learnt in one sitting."""
_NEED: Final = {"learn": 2, "cram": 1}


@dataclass(frozen=True, slots=True)
class Hub:
    """What can be practised of a set."""

    set_id: int
    title: str
    cards: int
    pairs: int
    events: int

    def is_open(self, mode: Mode) -> bool:
        """Return whether the set holds enough for a mode."""
        enough = {
            "match": self.pairs >= FEWEST_PAIRS,
            "timeline": self.events >= FEWEST_EVENTS,
        }
        return enough.get(mode, self.cards > 0)


@dataclass(frozen=True, slots=True)
class PracticeTurn:
    """Where the learner is in Learn or Cram.

    Attributes:
        version: to be sent back with the answer.
        public: the question without its key, None when all is done.
        left: cards not settled. total: cards of this go.
        following: cards of the set that Learn takes up next, 0 when it has been through.
    """

    title: str
    version: int
    public: JsonObject | None
    rounds: Rounds
    left: int
    total: int
    following: int


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """What came of an answer; ``turn`` is what follows.

    Attributes:
        right: whether it was all right. note: how it was graded, in words.
        settled: the card is done with. round_over: the answer was the last of its round.
    """

    public: JsonObject
    reveal: JsonObject
    right: bool
    partly: bool
    note: str
    passage: PassageBehind | None
    settled: bool
    round_over: bool
    turn: PracticeTurn


def look(*, user_id: int, set_id: int) -> Hub:
    """Return what can be practised of a set.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with reading() as session:
        found = read_set(session, user_id=user_id, set_id=set_id)
    return Hub(found.id, found.title, len(found.questions), len(found.pairs), len(found.events))


def get_turn(*, user_id: int, set_id: int, mode: Mode) -> PracticeTurn:
    """Return what is asked now; nothing is written.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with reading() as session:
        practised = read_set(session, user_id=user_id, set_id=set_id)
        content, version = read_round(session, user_id=user_id, set_id=set_id, mode=mode)
    return _turn(practised, content, version, user_id=user_id, mode=mode)


def begin_again(*, user_id: int, set_id: int, mode: Mode, now: datetime) -> None:
    """Begin the next go: Learn's next ten cards, or all of the set once more."""
    with writing() as session:
        lock_for(session, user_id)
        practised = read_set(session, user_id=user_id, set_id=set_id)
        content, version = read_round(session, user_id=user_id, set_id=set_id, mode=mode)
        rounds = _rounds(practised, content, user_id=user_id, mode=mode, version=version)
        done = [card for card in rounds.right if card not in rounds.open_cards]
        seen = [*content.get("seen", []), *done] if mode == "learn" else []
        fresh = _begin(practised, seen, user_id=user_id, mode=mode, version=version + 1)
        _write(session, (user_id, set_id, mode), fresh, seen, now)


def answer(
    *,
    user_id: int,
    set_id: int,
    mode: Mode,
    version: int,
    response: JsonObject | None,
    knew: bool | None,
    now: datetime,
) -> PracticeResult | None:
    """Grade an answer and go on; None when it was to another question than the present one.

    Args:
        version: as it came with the question.
        response: to what was shown; None for "I do not know" and for a flashcard.
        knew: the learner's own word on a flashcard.

    Raises:
        NotFoundError: there is no such set for this person.
        ResponseError: the response cannot be read.
    """
    with writing() as session:
        lock_for(session, user_id)
        practised = read_set(session, user_id=user_id, set_id=set_id)
        content, stored = read_round(session, user_id=user_id, set_id=set_id, mode=mode)
        rounds = _rounds(practised, content, user_id=user_id, mode=mode, version=stored)
        card = rounds.current
        if stored != version or card is None:
            return None
        seed = seed_of(user_id=user_id, set_id=set_id, mode=mode, version=stored)
        question = _question(practised.questions[card], rounds.right[card], seed=seed)
        score, note = _score(question, seed, response, knew=knew)
        after = rules.answered(
            rounds,
            form=question.type.value,
            right=score >= 1.0,
            order=shuffled(tuple(rounds.right), seed, "round"),
        )
        seen = list(content.get("seen", []))
        _write(session, (user_id, set_id, mode), after, seen, now)
        behind = seen_queries.find_passages_behind(session, [card]).get(card)
        content, stored = read_round(session, user_id=user_id, set_id=set_id, mode=mode)
    return PracticeResult(
        public=practised.public(question, seed=seed),
        reveal=reveal(question, seed=seed, response=response),
        right=score >= 1.0,
        partly=0.5 <= score < 1.0,  # noqa: PLR2004 - as in scheduling.rating
        note=note,
        passage=behind,
        settled=card not in after.open_cards,
        round_over=after.number > rounds.number,
        turn=_turn(practised, content, stored, user_id=user_id, mode=mode),
    )


def turn_over(
    *, user_id: int, set_id: int, mode: Mode, version: int
) -> tuple[PracticeTurn, JsonObject] | None:
    """Return the present flashcard and its back; None when another question is asked.

    A graded question has no back to show.
    """
    with reading() as session:
        practised = read_set(session, user_id=user_id, set_id=set_id)
        content, stored = read_round(session, user_id=user_id, set_id=set_id, mode=mode)
    rounds = _rounds(practised, content, user_id=user_id, mode=mode, version=stored)
    card = rounds.current
    if stored != version or card is None:
        return None
    seed = seed_of(user_id=user_id, set_id=set_id, mode=mode, version=stored)
    question = _question(practised.questions[card], rounds.right[card], seed=seed)
    if not isinstance(question.interaction, Flashcard):
        return None
    turn = _turn(practised, content, stored, user_id=user_id, mode=mode)
    return turn, reveal(question, seed=seed, response={})


def _score(
    question: Question, seed: str, response: JsonObject | None, *, knew: bool | None
) -> tuple[float, str]:
    if isinstance(question.interaction, Flashcard):
        return (1.0 if knew else 0.0), ""
    if response is None:
        return 0.0, ""
    judged = grade(question.interaction, canonical(question, seed=seed, response=response))
    return judged.score, judged.note


def _turn(
    practised: PracticeSet, content: JsonObject, version: int, *, user_id: int, mode: Mode
) -> PracticeTurn:
    rounds = _rounds(practised, content, user_id=user_id, mode=mode, version=version)
    card = rounds.current
    public = None
    if card is not None:
        seed = seed_of(user_id=user_id, set_id=practised.id, mode=mode, version=version)
        question = _question(practised.questions[card], rounds.right[card], seed=seed)
        public = practised.public(question, seed=seed)
    taken = {*content.get("seen", []), *rounds.right}
    return PracticeTurn(
        title=practised.title,
        version=version,
        public=public,
        rounds=rounds,
        left=len(rounds.open_cards),
        total=len(rounds.right),
        following=len([each for each in practised.questions if each not in taken]),
    )


def _question(questions: Sequence[Question], right: Sequence[str], *, seed: str) -> Question:
    """Return the question to ask of a card: a form in which it was not right yet, if it has one."""
    fresh = [each for each in questions if each.type.value not in right] or questions
    return choose(fresh, mature=bool(right), last_form=right[-1] if right else None, seed=seed)


def _rounds(
    practised: PracticeSet, content: JsonObject, *, user_id: int, mode: Mode, version: int
) -> Rounds:
    """Return where the learner is; cards that are no longer in the set are left out."""
    if not content:
        return _begin(practised, (), user_id=user_id, mode=mode, version=version)
    fields: dict[str, Any] = dict(content["rounds"])
    right = {
        int(card): tuple(forms)
        for card, forms in fields.pop("right").items()
        if int(card) in practised.questions
    }
    queue = tuple(card for card in fields.pop("queue") if card in right)
    rounds = Rounds(right=right, queue=queue, **fields)
    if queue or not rounds.open_cards:
        return rounds
    return rules.begin(rounds.open_cards, need=rounds.need)


def _begin(
    practised: PracticeSet, seen: Sequence[int], *, user_id: int, mode: Mode, version: int
) -> Rounds:
    """Return the first round of a go: of the cards not seen yet, or of all when none is left."""
    cards = [each for each in practised.questions if each not in seen] or list(practised.questions)
    if mode == "learn":
        return rules.begin(cards[:AT_ONCE], need=_NEED[mode])
    seed = seed_of(user_id=user_id, set_id=practised.id, mode=mode, version=version)
    return rules.begin(shuffled(cards, seed, "cards"), need=_NEED[mode])


def _write(
    session: Session,
    at: tuple[int, int, Mode],
    rounds: Rounds,
    seen: Sequence[int],
    now: datetime,
) -> None:
    user_id, set_id, mode = at
    fields = asdict(rounds) | {"right": {str(card): list(f) for card, f in rounds.right.items()}}
    content = {"rounds": fields, "seen": list(seen)}
    write_round(session, user_id=user_id, set_id=set_id, mode=mode, content=content, now=now)

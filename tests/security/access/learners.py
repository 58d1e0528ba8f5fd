"""Who may call the learner's pages: everybody with an account, about their own memory alone."""

from collections.abc import Callable
from typing import Any, Final

from quizapp.services.study import StudyCard
from tests.security.access.api import STUDYING
from tests.security.access.case import NOBODY, PEOPLE, Case, Names, Table, one, same
from tests.security.world import MISSING, World, uuid_of

LEARNER: Final[Names] = frozenset({"learner"})


def turn(card: StudyCard, **more: object) -> dict[str, Any]:
    """Return the hidden fields of the study form for a showing."""
    return {
        "id": uuid_of(90),
        "card": card.card_id,
        "question": card.question_id,
        "variant": card.variant,
        "shown": 1_772_445_500_000,
        "duration": 900,
        **more,
    }


def _showing(path: str, kind: str, **more: object) -> Callable[[World], list[Case]]:
    """Return a step that only the person can take to whom this very variant was shown."""
    return lambda world: [
        Case(path, LEARNER, form=turn(world.asked[kind], **more)),
        Case(path, NOBODY, form={**turn(world.asked[kind], **more), "card": MISSING}, missing=True),
    ]


def _own_card(path: str, names: Names) -> Callable[[World], list[Case]]:
    """Return a step about a card, for those who study it."""

    def cases(world: World) -> list[Case]:
        known = turn(world.asked["next"], reason="unclear")
        known |= {
            "card": world["card.answered.learner"],
            "question": world["question.answered.learner"],
        }
        return [
            Case(path, names, form=known),
            Case(path, NOBODY, form={**known, "card": MISSING}, missing=True),
        ]

    return cases


def _rate(world: World) -> list[Case]:
    form = turn(world.asked["next"], rating="4")
    own = uuid_of(world.id_of("learner") * 1000 + 2)
    return [
        Case("/study/rate", LEARNER, form={**form, "review": own}),
        Case("/study/rate", NOBODY, form={**form, "review": uuid_of(MISSING)}, missing=True),
    ]


def _study(world: World) -> list[Case]:
    return [
        Case("/study", PEOPLE),
        Case(f"/study?set={world['set.public']}", PEOPLE),
        Case(f"/study?set={world['set.teacher']}", frozenset({"teacher"})),
        Case(f"/study?set={MISSING}", NOBODY, missing=True),
    ]


def _begin(world: World) -> list[Case]:
    return [
        Case(f"/sets/{world['set.public']}/study", PEOPLE),
        Case(f"/sets/{world['set.teacher']}/study", frozenset({"teacher"})),
        Case(f"/sets/{MISSING}/study", NOBODY, missing=True),
    ]


def _stop(world: World) -> list[Case]:
    """Stopping what one does not study is nothing, whoever's it is."""
    numbers = (world["set.public"], world["set.teacher"], MISSING)
    return [Case(f"/sets/{number}/stop", PEOPLE) for number in numbers]


def _take_back(world: World) -> list[Case]:
    form = {"what": "suspended"}
    own = f"/cards/{world['card.suspended.learner']}/back"
    return [
        Case(own, STUDYING, form=form),
        Case(f"/cards/{MISSING}/back", NOBODY, form=form, missing=True),
    ]


LEARNERS: Final[Table] = {
    "GET /today": one("/today", PEOPLE),
    "GET /study": _study,
    "POST /study/answer": _showing("/study/answer", "true_false", value="true"),
    "POST /study/turn": _showing("/study/turn", "flashcard"),
    "POST /study/rate": _rate,
    "POST /study/undo": one("/study/undo", PEOPLE, form={"id": uuid_of(91)}),
    "POST /study/bury": _own_card("/study/bury", STUDYING),
    "POST /study/suspend": _own_card("/study/suspend", STUDYING),
    "POST /study/report": _own_card("/study/report", STUDYING),
    "GET /offline/cards": one(f"/offline/cards?device={uuid_of(92)}", PEOPLE),
    "GET /offline/session": one("/offline/session", PEOPLE),
    "GET /sets": one("/sets", PEOPLE),
    "POST /sets/<int:set_id>/study": _begin,
    "POST /sets/<int:set_id>/stop": _stop,
    "GET /articles/<article_id>": same(
        PEOPLE, lambda _: {"/articles/space-race": False, "/articles/none": True}
    ),
    "GET /progress": one("/progress", PEOPLE),
    "GET /progress/<table>.csv": same(
        PEOPLE, lambda _: {"/progress/recall.csv": False, "/progress/none.csv": True}
    ),
    "POST /cards/<int:card_id>/back": _take_back,
}

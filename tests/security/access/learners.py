"""Who may call the learner's pages: everybody with an account, about their own memory alone."""

from collections.abc import Callable
from typing import Any, Final

from quizapp.services.study.practice_cards import MODES
from quizapp.services.study.study import StudyCard
from tests.security.access.api import STUDYING
from tests.security.access.case import ALL, NOBODY, PEOPLE, Case, Names, Table, one, same
from tests.security.world import GOAL_ON, MISSING, World, uuid_of

LEARNER: Final[Names] = frozenset({"learner"})
"""Some weeks after the present of the tests."""


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
        known = turn(world.asked["next"], reason="unclear", flag=1, **{"note-version": 0})
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


def _give_back(world: World) -> list[Case]:
    form = {"what": "suspended", "id": uuid_of(92)}
    own = f"/cards/{world['card.suspended.learner']}/give-back"
    return [
        Case(own, STUDYING, form=form),
        Case(f"/cards/{MISSING}/give-back", NOBODY, form=form, missing=True),
    ]


def _note(world: World) -> list[Case]:
    form = {"note": "", "note-version": 0}
    own = f"/cards/{world['card.answered.learner']}/note"
    return [
        Case(own, STUDYING, form=form),
        Case(f"/cards/{MISSING}/note", NOBODY, form=form, missing=True),
    ]


def _take(suffix: str) -> Callable[[World], list[Case]]:
    """A set is everybody's or its owner's; whose memory goes along nobody can choose."""
    return lambda world: [
        Case(f"/sets/{world['set.public']}/take{suffix}", PEOPLE),
        Case(f"/sets/{world['set.teacher']}/take{suffix}", frozenset({"teacher"})),
        Case(f"/sets/{MISSING}/take{suffix}", NOBODY, missing=True),
    ]


def _practice(suffix: str, **form: object) -> Callable[[World], list[Case]]:
    """A set is everybody's or its owner's; practising it needs no beginning."""
    return lambda world: [
        Case(f"/sets/{world['set.public']}/practice{suffix}", PEOPLE, form=form),
        Case(f"/sets/{world['set.teacher']}/practice{suffix}", frozenset({"teacher"}), form=form),
        Case(f"/sets/{MISSING}/practice{suffix}", NOBODY, form=form, missing=True),
    ]


def _modes(world: World) -> list[Case]:
    return [each for mode in MODES for each in _practice(f"/{mode}")(world)]


def _cards(suffix: str) -> Callable[[World], list[Case]]:
    """Everybody may read any card's page: what stands there is of their own memory alone."""

    def cases(world: World) -> list[Case]:
        return [
            Case(f"/cards/{world['card.answered.learner']}{suffix}", PEOPLE),
            Case(f"/cards/{MISSING}{suffix}", NOBODY, missing=True),
        ]

    return cases


def _passage(_: World) -> list[Case]:
    return [
        Case("/articles/space-race/passages/1/study", PEOPLE),
        Case(f"/articles/space-race/passages/{MISSING}/study", NOBODY, missing=True),
    ]


def _feed(world: World) -> list[Case]:
    return [
        Case(f"/calendar/{world.calendar}.ics", ALL),
        Case("/calendar/nonsense.ics", NOBODY, missing=True),
    ]


def _previews(world: World) -> list[Case]:
    ask = f"on={GOAL_ON}&minutes=20"
    return [
        Case(f"/plan/goal?set_id={world['set.public']}&{ask}", PEOPLE),
        Case(f"/plan/goal?set_id={world['set.teacher']}&{ask}", frozenset({"teacher"})),
        Case(f"/plan/goal?set_id={MISSING}&{ask}", NOBODY, missing=True),
        Case("/plan/none", NOBODY, missing=True, like="kind"),
    ]


def _take_plan(world: World) -> list[Case]:
    ask = {"on": GOAL_ON, "minutes": "20"}
    return [
        Case("/plan/goal", PEOPLE, form={**ask, "set_id": world["set.public"]}),
        Case("/plan/goal", frozenset({"teacher"}), form={**ask, "set_id": world["set.teacher"]}),
        Case("/plan/goal", NOBODY, form={**ask, "set_id": MISSING}, missing=True),
    ]


def _end_plan(world: World) -> list[Case]:
    return [
        Case(f"/plan/{world['plan.learner']}/end", LEARNER),
        Case(f"/plan/{MISSING}/end", NOBODY, missing=True),
    ]


LEARNERS: Final[Table] = {
    "GET /cards/<int:card_id>": _cards(""),
    "GET /cards/<int:card_id>/fact": _cards("/fact"),
    "GET /cards/<int:card_id>/history.csv": _cards("/history.csv"),
    "POST /articles/<article_id>/passages/<int:number>/study": _passage,
    "POST /progress/rest": one(
        "/progress/rest", PEOPLE, form={"weekday": ["5", "6"], "per_week": "1"}
    ),
    "GET /search": one("/search?q=sputnik", PEOPLE),
    "GET /calendar": one("/calendar", PEOPLE),
    "POST /calendar": one("/calendar", PEOPLE),
    "POST /calendar/off": one("/calendar/off", PEOPLE),
    "GET /calendar/<secret>.ics": _feed,
    "GET /today": one("/today", PEOPLE),
    "GET /study": _study,
    "POST /study/answer": _showing("/study/answer", "true_false", value="true"),
    "POST /study/turn": _showing("/study/turn", "flashcard"),
    "POST /study/rate": _rate,
    "POST /study/undo": one("/study/undo", PEOPLE, form={"id": uuid_of(91)}),
    "POST /study/bury": _own_card("/study/bury", STUDYING),
    "POST /study/suspend": _own_card("/study/suspend", STUDYING),
    "POST /study/hint": _showing("/study/hint", "choice", number=1),
    "POST /study/flag": _own_card("/study/flag", STUDYING),
    "POST /study/note": _own_card("/study/note", STUDYING),
    "GET /cards": one("/cards", PEOPLE),
    "POST /cards/give-back": one(
        "/cards/give-back", PEOPLE, form={"what": "buried", "id": uuid_of(93)}
    ),
    "POST /cards/<int:card_id>/give-back": _give_back,
    "POST /cards/<int:card_id>/note": _note,
    "GET /sets/<int:set_id>/practice": _practice(""),
    "GET /sets/<int:set_id>/practice/<mode>": _modes,
    "POST /sets/<int:set_id>/practice/<mode>": _practice("/learn", do="again"),
    "POST /study/report": _own_card("/study/report", STUDYING),
    "GET /offline/cards": one(f"/offline/cards?device={uuid_of(92)}", PEOPLE),
    "GET /offline/session": one("/offline/session", PEOPLE),
    "GET /sets": one("/sets", PEOPLE),
    "POST /sets/<int:set_id>/study": _begin,
    "GET /sets/<int:set_id>/take": _take("?format=anki&memory=yes"),
    "POST /sets/<int:set_id>/take": _take(""),
    "GET /sets/<int:set_id>/take/file": _take("/file?format=anki&memory=yes"),
    "POST /sets/<int:set_id>/stop": _stop,
    "GET /articles/<article_id>": same(
        PEOPLE, lambda _: {"/articles/space-race": False, "/articles/none": True}
    ),
    "GET /progress": one("/progress", PEOPLE),
    "GET /progress/<table>.csv": same(
        PEOPLE, lambda _: {"/progress/recall.csv": False, "/progress/none.csv": True}
    ),
    "POST /cards/<int:card_id>/back": _take_back,
    "GET /plan": one("/plan", PEOPLE),
    "GET /plan/<kind>": _previews,
    "POST /plan/<kind>": _take_plan,
    "POST /plan/<int:plan_id>/end": _end_plan,
}

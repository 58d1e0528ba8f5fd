"""Who may call the JSON API: everybody with an account, about their own cards alone."""

from collections.abc import Callable
from typing import Final

from tests.security.access.case import ALL, NOBODY, PEOPLE, Case, Names, Table, one
from tests.security.world import GOAL_ON, MISSING, World, uuid_of

_API: Final = "/api/v1"
STUDYING: Final[Names] = frozenset({"learner", "other_learner"})


def _card(action: str, state: str) -> Callable[[World], list[Case]]:
    """Return the setting aside of a card: for those who study it."""

    def cases(world: World) -> list[Case]:
        path = f"{_API}/cards/{action}"
        body = {"id": uuid_of(77), state: True}
        card = world["card.answered.learner"]
        return [
            Case(path, STUDYING, json={**body, "card_id": card}),
            Case(path, NOBODY, json={**body, "card_id": MISSING}, missing=True),
        ]

    return cases


def _undo(_: World) -> list[Case]:
    """Whoever has answered nothing has nothing to take back: their own log alone counts."""
    path, body = f"{_API}/reviews/undo", {"id": uuid_of(78)}
    return [Case(path, PEOPLE, json=body, works=(200, 409))]


def _flag(world: World) -> list[Case]:
    path, body = f"{_API}/cards/flag", {"id": uuid_of(81), "flag": 2}
    return [
        Case(path, STUDYING, json={**body, "card_id": world["card.answered.learner"]}),
        Case(path, NOBODY, json={**body, "card_id": MISSING}, missing=True),
    ]


def _hint(world: World) -> list[Case]:
    """A hint is for whom this very variant was shown."""
    card = world.asked["choice"]
    body = {"question_id": card.question_id, "variant": card.variant, "number": 1}
    path, only = f"{_API}/cards/hint", frozenset({"learner"})
    return [
        Case(path, only, json={**body, "card_id": card.card_id}),
        Case(path, NOBODY, json={**body, "card_id": MISSING}, missing=True),
    ]


def _note(world: World) -> list[Case]:
    path, body = f"{_API}/cards/note", {"text": "", "version": 0}
    return [
        Case(path, STUDYING, json={**body, "card_id": world["card.answered.learner"]}),
        Case(path, NOBODY, json={**body, "card_id": MISSING}, missing=True),
    ]


def _rating(world: World) -> list[Case]:
    """A review is named by its client's id, which is a person's own."""
    path = f"{_API}/reviews/rating"
    own = uuid_of(world.id_of("learner") * 1000 + 2)
    body = {"id": uuid_of(79), "rating": 4}
    return [
        Case(path, frozenset({"learner"}), json={**body, "review": own}),
        Case(path, NOBODY, json={**body, "review": uuid_of(MISSING)}, missing=True),
    ]


def _study(world: World) -> list[Case]:
    """A set is everybody's or its owner's."""
    owned = [
        Case(f"{_API}/study?set={world[f'set.{who}']}&limit=2", frozenset({who}))
        for who in ("teacher", "other_teacher")
    ]
    return [
        Case(f"{_API}/study", PEOPLE),
        Case(f"{_API}/study?set={world['set.public']}", PEOPLE),
        *owned,
        Case(f"{_API}/study?set={MISSING}&limit=2", NOBODY, missing=True),
    ]


def _reviews(world: World) -> list[Case]:
    """A review of a card that is not one's own is answered, rejected and not stored."""
    review = {
        "id": uuid_of(80),
        "card_id": world["card.answered.learner"],
        "question_id": world["question.answered.learner"],
        "variant": "AAAAAAAAAAAAAAAA",
        "rating": 3,
        "shown_at": "2026-03-02T09:59:00Z",
        "duration_ms": 10,
    }
    return [Case(f"{_API}/reviews", PEOPLE, json={"reviews": [review]})]


def _plans(path: str) -> Callable[[World], list[Case]]:
    """A goal is for a set that the person sees: everybody's, or their own."""

    def cases(world: World) -> list[Case]:
        ask = {"kind": "goal", "on": GOAL_ON, "minutes": 20}
        return [
            Case(path, PEOPLE, json={**ask, "set_id": world["set.public"]}),
            Case(path, frozenset({"teacher"}), json={**ask, "set_id": world["set.teacher"]}),
            Case(path, NOBODY, json={**ask, "set_id": MISSING}, missing=True),
        ]

    return cases


def _end_plan(world: World) -> list[Case]:
    path = f"{_API}/plans/end"
    return [
        Case(path, frozenset({"learner"}), json={"plan_id": world["plan.learner"]}),
        Case(path, NOBODY, json={"plan_id": MISSING}, missing=True),
    ]


def _practice(path: str) -> Callable[[World], list[Case]]:
    """A set is everybody's or its owner's."""

    def cases(world: World) -> list[Case]:
        return [
            Case(f"{path}?set={world['set.public']}", PEOPLE),
            Case(f"{path}?set={world['set.teacher']}", frozenset({"teacher"})),
            Case(f"{path}?set={MISSING}", NOBODY, missing=True),
        ]

    return cases


def _play(path: str, **more: object) -> Callable[[World], list[Case]]:
    return _game(path, mode="learn", **more)


def _game(path: str, **body: object) -> Callable[[World], list[Case]]:
    def cases(world: World) -> list[Case]:
        return [
            Case(path, PEOPLE, json={**body, "set_id": world["set.public"]}),
            Case(path, frozenset({"teacher"}), json={**body, "set_id": world["set.teacher"]}),
            Case(path, NOBODY, json={**body, "set_id": MISSING}, missing=True),
        ]

    return cases


API: Final[Table] = {
    f"GET {_API}/practice": _practice(f"{_API}/practice"),
    f"GET {_API}/practice/learn": _practice(f"{_API}/practice/learn"),
    f"GET {_API}/practice/cram": _practice(f"{_API}/practice/cram"),
    f"POST {_API}/practice/begin": _play(f"{_API}/practice/begin"),
    f"POST {_API}/practice/back": _play(f"{_API}/practice/back", version=0),
    f"POST {_API}/practice/answer": _play(f"{_API}/practice/answer", version=0, knew=False),
    f"GET {_API}/practice/match": _practice(f"{_API}/practice/match"),
    f"GET {_API}/practice/timeline": _practice(f"{_API}/practice/timeline"),
    f"POST {_API}/practice/match": _game(f"{_API}/practice/match", version=9, left=0, right=0),
    f"POST {_API}/practice/timeline": _game(f"{_API}/practice/timeline", version=9, order=[]),
    f"POST {_API}/practice/deal": _game(f"{_API}/practice/deal", mode="match"),
    f"GET {_API}/plans": one(f"{_API}/plans", PEOPLE),
    f"POST {_API}/plans": _plans(f"{_API}/plans"),
    f"POST {_API}/plans/preview": _plans(f"{_API}/plans/preview"),
    f"POST {_API}/plans/end": _end_plan,
    f"GET {_API}/openapi.json": one(f"{_API}/openapi.json", ALL),
    f"GET {_API}/study": _study,
    f"GET {_API}/today": one(f"{_API}/today", PEOPLE),
    f"GET {_API}/reviews": one(f"{_API}/reviews?after=0&limit=5", PEOPLE),
    f"POST {_API}/reviews": _reviews,
    f"POST {_API}/reviews/undo": _undo,
    f"POST {_API}/reviews/rating": _rating,
    f"POST {_API}/cards/flag": _flag,
    f"POST {_API}/cards/hint": _hint,
    f"POST {_API}/cards/note": _note,
    f"POST {_API}/cards/bury": _card("bury", "buried"),
    f"POST {_API}/cards/suspend": _card("suspend", "suspended"),
}

"""Who may call the pages of decks: their owner; of a shared one, its class may look and study."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from tests.security.access.case import NOBODY, PEOPLE, Case, Names, Table, one
from tests.security.deck_world import (
    NO_DECK,
    PRIVATE,
    PRIVATE_PICTURE,
    SHARED,
    SHARED_PICTURE,
)
from tests.security.world import MISSING, World, uuid_of

OWNER: Final[Names] = frozenset({"removed"})
SHARER: Final[Names] = frozenset({"teacher"})
IN_CLASS: Final[Names] = frozenset({"teacher", "learner"})


def _deck(
    suffix: str,
    *,
    shared: Names = SHARER,
    form: Callable[[World], Mapping[str, object]] = lambda _: {},
) -> Callable[[World], list[Case]]:
    return lambda world: [
        Case(f"/decks/{PRIVATE}{suffix}", OWNER, form=form(world)),
        Case(f"/decks/{SHARED}{suffix}", shared, form=form(world)),
        Case(f"/decks/{NO_DECK}{suffix}", NOBODY, form=form(world), missing=True),
    ]


def _sharing(suffix: str, *, private: Names) -> Callable[[World], list[Case]]:
    """To share with a class one has to teach it; whoever teaches none owns nothing to share."""
    return lambda world: [
        Case(f"/decks/{PRIVATE}{suffix}", private, form={"class_id": world["class.a"]}),
        Case(f"/decks/{SHARED}{suffix}", SHARER, form={"class_id": world["class.a"]}),
        Case(f"/decks/{NO_DECK}{suffix}", NOBODY, form={"class_id": MISSING}, missing=True),
    ]


def _cards(suffix: str, **form: object) -> Callable[[World], list[Case]]:
    """A card is its deck's owner's alone: another deck's number leads nowhere, nor does its own."""

    def cases(world: World) -> list[Case]:
        private, shared = world["deck.card.private"], world["deck.card.shared"]
        return [
            Case(f"/decks/{PRIVATE}/cards/{private}{suffix}", OWNER, form=form),
            Case(f"/decks/{SHARED}/cards/{shared}{suffix}", SHARER, form=form),
            Case(f"/decks/{NO_DECK}/cards/{private}{suffix}", NOBODY, form=form, missing=True),
            *_elsewhere(private, shared, suffix, form=form),
        ]

    return cases


def _put_back(world: World) -> list[Case]:
    """Only what was deleted can be put back."""
    return [
        Case(f"/decks/{PRIVATE}/cards/{world['deck.card.deleted']}/put-back", OWNER),
        Case(f"/decks/{NO_DECK}/cards/{MISSING}/put-back", NOBODY, missing=True),
        *_elsewhere(world["deck.card.deleted"], world["deck.card.private"], "/put-back"),
    ]


def _elsewhere(
    private: int, shared: int, suffix: str, *, form: Mapping[str, object] | None = None
) -> list[Case]:
    """Each owner asks their own deck for a card that it has not, or not in that way."""
    return [
        Case(
            f"/decks/{deck}/cards/{card}{suffix}",
            NOBODY,
            form=form or {},
            like=deck,
            missing=card == MISSING,
        )
        for deck, other in ((SHARED, private), (PRIVATE, shared))
        for card in (other, MISSING)
    ]


def _import(suffix: str, thing: str, **form: object) -> Callable[[World], list[Case]]:
    return lambda world: [
        Case(suffix.format(world[thing]), OWNER, form=form),
        Case(suffix.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _files(suffix: str) -> Callable[[World], list[Case]]:
    """Nobody has asked for a file: whose one is, the tests of such files see."""
    return lambda _: [Case(f"/files/{'0' * 32}{suffix}", NOBODY, missing=True)]


def _media(_: World) -> list[Case]:
    """Of the private deck its owner's, of the shared one its class's, else as if missing."""
    private, shared = (
        hashlib.sha256(each).hexdigest() for each in (PRIVATE_PICTURE, SHARED_PICTURE)
    )
    return [
        Case(f"/media/{private}", OWNER),
        Case(f"/media/{shared}", IN_CLASS),
        Case(f"/media/{'0' * 64}", NOBODY, missing=True),
    ]


DECKS_TABLE: Final[Table] = {
    "GET /decks/import": one("/decks/import", PEOPLE),
    "POST /decks/import": one("/decks/import", PEOPLE, form={"text": "one\ttwo"}),
    "GET /decks/import/<int:import_id>": _import("/decks/import/{}", "import.waiting"),
    "POST /decks/import/<int:import_id>": _import(
        "/decks/import/{}", "import.waiting", target="new", title="More"
    ),
    "GET /decks/import/<int:import_id>/state": _import("/decks/import/{}/state", "import.waiting"),
    "GET /decks/imports/<int:import_id>": _import("/decks/imports/{}", "import.private"),
    "GET /decks/imports/<int:import_id>.csv": _import("/decks/imports/{}.csv", "import.private"),
    "GET /decks/new": one("/decks/new", PEOPLE),
    "POST /decks/new": one("/decks/new", PEOPLE, form={"title": "Mine"}),
    "GET /decks/<deck_id>/cards": lambda world: [
        *_deck("/cards?q=a")(world),
        *_deck("/cards?show=deleted")(world),
    ],
    "GET /decks/<deck_id>/cards/new": _deck("/cards/new"),
    "POST /decks/<deck_id>/cards/new": _deck(
        "/cards/new", form=lambda _: {"front": "a", "back": "b", "id": uuid_of(61)}
    ),
    "GET /decks/<deck_id>/cards/<int:card_id>": _cards(""),
    "POST /decks/<deck_id>/cards/<int:card_id>": _cards(
        "", front="a", back="b", anew="yes", id=uuid_of(62)
    ),
    "POST /decks/<deck_id>/cards/<int:card_id>/suspend": _cards("/suspend", id=uuid_of(63)),
    "POST /decks/<deck_id>/cards/<int:card_id>/unsuspend": _cards("/unsuspend", id=uuid_of(64)),
    "GET /decks/<deck_id>/cards/<int:card_id>/delete": _cards("/delete"),
    "POST /decks/<deck_id>/cards/<int:card_id>/delete": _cards("/delete"),
    "POST /decks/<deck_id>/cards/<int:card_id>/put-back": _put_back,
    "GET /decks/<deck_id>": _deck("", shared=IN_CLASS),
    "POST /decks/<deck_id>/rename": _deck("/rename", form=lambda _: {"title": "Another"}),
    "POST /decks/<deck_id>/share": _sharing("/share", private=NOBODY),
    "POST /decks/<deck_id>/unshare": _sharing("/unshare", private=OWNER),
    "POST /decks/<deck_id>/hand-over": _deck("/hand-over"),
    "GET /media/<sha256>": _media,
    "GET /decks/<deck_id>/download": _deck("/download"),
    "GET /decks/<deck_id>/take": _deck("/take?format=anki"),
    "POST /decks/<deck_id>/take": _deck("/take"),
    "GET /files/<token>": _files(""),
    "GET /files/<token>/state": _files("/state"),
    "GET /files/<token>/file": _files("/file"),
    "GET /decks/<deck_id>/take/file": _deck("/take/file?format=anki"),
    "GET /decks/<deck_id>/take/quizapp": _deck("/take/quizapp?answers=yes"),
    "GET /decks/<deck_id>/delete": _deck("/delete"),
    "POST /decks/<deck_id>/delete": _deck("/delete"),
}

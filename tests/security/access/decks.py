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
from tests.security.world import MISSING, World

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

"""Who may call the forms of the studio: facts, entities, documents, and what is kept unsent."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.security.access.case import AUTHORS, NOBODY, Case, Table, one, same
from tests.security.studio_world import WORK
from tests.security.world import MISSING, World

_STALE: Final = "0" * 64
_FACT: Final = "harbour-opened"
_OTHER: Final = "nato-alternatives"
_ENTITY: Final = "donald-trump"
_FILE: Final = "entities-people.yaml"


def _paths(path: str, missing: str) -> Callable[[World], Mapping[str, bool]]:
    return lambda _: {path: False, missing: True}


def _fact(suffix: str = "") -> Callable[[World], Mapping[str, bool]]:
    return _paths(
        f"/studio/work/{WORK}/facts/{_FACT}{suffix}",
        f"/studio/work/{WORK}/facts/none{suffix}",
    )


def _entity(suffix: str = "") -> Callable[[World], Mapping[str, bool]]:
    return _paths(f"/studio/entities/{_ENTITY}{suffix}", f"/studio/entities/none{suffix}")


def _draft(form: Mapping[str, str]) -> Callable[[World], list[Case]]:
    return lambda world: [
        Case(f"/studio/work/{WORK}/drafts/{world['draft.lit']}/edit", AUTHORS, form=form),
        Case(f"/studio/work/{WORK}/drafts/{MISSING}/edit", NOBODY, form=form, missing=True),
        Case(f"/studio/work/{_OTHER}/drafts/{world['draft.lit']}/edit", NOBODY, form=form),
    ]


def _upload(_: World) -> list[Case]:
    """A file that is no bank is refused, and nothing is stored."""
    return [Case("/studio/documents/upload", AUTHORS, form={"into": ""}, works=(400,))]


AUTHOR_FORMS: Final[Table] = {
    "GET /studio/work/<article_id>/facts/new": same(
        AUTHORS,
        _paths(
            f"/studio/work/{WORK}/facts/new?type=event",
            "/studio/work/none/facts/new?type=event",
        ),
    ),
    "POST /studio/work/<article_id>/facts/new": same(
        AUTHORS,
        _paths(
            f"/studio/work/{WORK}/facts/new?type=event",
            "/studio/work/none/facts/new?type=event",
        ),
        form={"do": "preview"},
    ),
    "GET /studio/work/<article_id>/facts/<fact_id>": same(AUTHORS, _fact()),
    "POST /studio/work/<article_id>/facts/<fact_id>": same(
        AUTHORS, _fact(), form={"do": "preview"}
    ),
    "GET /studio/work/<article_id>/facts/<fact_id>/remove": same(AUTHORS, _fact("/remove")),
    "POST /studio/work/<article_id>/facts/<fact_id>/remove": lambda _: [
        Case(
            f"/studio/work/{WORK}/facts/{_FACT}/remove",
            AUTHORS,
            form={"base": _STALE},
            works=(409,),
        ),
        Case("/studio/work/none/facts/none/remove", NOBODY, form={"base": "x"}, missing=True),
    ],
    "POST /studio/work/<article_id>/facts/preview": same(
        AUTHORS,
        _paths(f"/studio/work/{WORK}/facts/preview", "/studio/work/none/facts/preview"),
        form={"subject": f"fact:{_FACT}", "type": "event"},
    ),
    "GET /studio/work/<article_id>/drafts/<int:draft_id>/edit": _draft({}),
    "POST /studio/work/<article_id>/drafts/<int:draft_id>/edit": _draft({"do": "preview"}),
    "POST /studio/autosave": one(
        "/studio/autosave", AUTHORS, form={"subject": "fact:x", "version": "0"}, works=(200, 409)
    ),
    "GET /studio/entities": one("/studio/entities", AUTHORS),
    "GET /studio/entities/new": one("/studio/entities/new", AUTHORS),
    "POST /studio/entities/new": one(
        "/studio/entities/new", AUTHORS, form={"name": "", "kind": "person"}, works=(400,)
    ),
    "GET /studio/entities/<entity_id>": same(AUTHORS, _entity()),
    "POST /studio/entities/<entity_id>": same(
        AUTHORS, _entity(), form={"name": "", "kind": "person"}, works=(400, 409)
    ),
    "POST /studio/entities/<entity_id>/remove": same(
        AUTHORS, _entity("/remove"), form={"base": _STALE}, works=(303,)
    ),
    "GET /studio/entities/<entity_id>/merge": same(AUTHORS, _entity("/merge")),
    "POST /studio/entities/<entity_id>/merge": lambda _: [
        Case(f"/studio/entities/{_ENTITY}/merge", AUTHORS, form={"gone": _ENTITY}, works=(400,)),
        Case("/studio/entities/none/merge", NOBODY, form={"gone": _ENTITY}, missing=True),
    ],
    "GET /studio/documents": one("/studio/documents", AUTHORS),
    "GET /studio/documents/download": one("/studio/documents/download", AUTHORS),
    "GET /studio/documents/file/<path:path>": same(
        AUTHORS, _paths(f"/studio/documents/file/{_FILE}", "/studio/documents/file/none.yaml")
    ),
    "GET /studio/documents/raw/<path:path>": same(
        AUTHORS, _paths(f"/studio/documents/raw/{_FILE}", "/studio/documents/raw/none.yaml")
    ),
    "POST /studio/documents/upload": _upload,
    "POST /studio/documents/settle": lambda _: [
        Case("/studio/documents/settle", AUTHORS, form={"do": "none"}, works=(400,)),
        Case(
            "/studio/documents/settle",
            NOBODY,
            form={"do": "discard", "path": "none.yaml"},
            missing=True,
        ),
    ],
}

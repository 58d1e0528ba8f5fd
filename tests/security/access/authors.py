"""Who may call the routes of the studio: what is published belongs to all authors together."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.security.access.case import AUTHORS, NOBODY, Case, Table, one, same
from tests.security.world import MISSING, World

_ANSWER: Final = {"status": "fixed", "outcome": "We changed the wording."}


def _reports(world: World) -> list[Case]:
    return [
        Case(f"/studio/reports/{world['report.learner']}", AUTHORS, form=_ANSWER),
        Case(f"/studio/reports/{MISSING}", NOBODY, form=_ANSWER, missing=True),
    ]


def _revisions(suffix: str) -> Callable[[World], Mapping[str, bool]]:
    return lambda world: {
        f"/studio/revisions/{world['revision.1']}{suffix}": False,
        f"/studio/revisions/{MISSING}{suffix}": True,
    }


def _back(world: World) -> list[Case]:
    """Without the token of a plan that was shown, going back is refused as a conflict."""
    path = f"/studio/revisions/{world['revision.1']}/back"
    return [
        Case(path, AUTHORS, form={"token": "stale"}, works=(409,)),
        Case(f"/studio/revisions/{MISSING}/back", NOBODY, form={"token": "x"}, missing=True),
    ]


AUTHORS_TABLE: Final[Table] = {
    "GET /studio/": one("/studio/", AUTHORS),
    "GET /studio/articles/<article_id>": same(
        AUTHORS,
        lambda _: {"/studio/articles/space-race": False, "/studio/articles/none": True},
    ),
    "GET /studio/facts/<fact_id>": same(
        AUTHORS, lambda _: {"/studio/facts/sputnik-launch": False, "/studio/facts/none": True}
    ),
    "GET /studio/plan": one("/studio/plan", AUTHORS),
    "POST /studio/plan": one("/studio/plan", AUTHORS, form={"token": "stale"}, works=(409,)),
    "GET /studio/reports": one("/studio/reports", AUTHORS),
    "GET /studio/reports/<int:report_id>": _reports,
    "POST /studio/reports/<int:report_id>": _reports,
    "GET /studio/revisions": one("/studio/revisions", AUTHORS),
    "GET /studio/revisions/<int:revision_id>": same(AUTHORS, _revisions("")),
    "GET /studio/revisions/<int:revision_id>/back": same(AUTHORS, _revisions("/back")),
    "POST /studio/revisions/<int:revision_id>/back": _back,
}

"""Who may call the routes of articles in the works: all authors work on all of them."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.security.access.case import AUTHORS, NOBODY, Case, Table, one, same
from tests.security.studio_world import WORK
from tests.security.world import MISSING, World

_SOURCE: Final = {"publication": "Our own", "licence": "CC0 1.0", "language": "en"}
_EMPTY: Final = {"way": "empty", "title": "A bridge", **_SOURCE}
_STALE: Final = "0" * 64


def _works(suffix: str = "") -> Callable[[World], Mapping[str, bool]]:
    return lambda _: {f"/studio/work/{WORK}{suffix}": False, f"/studio/work/none{suffix}": True}


def _draft(act: str, *, works: tuple[int, ...] = (303,)) -> Callable[[World], list[Case]]:
    def cases(world: World) -> list[Case]:
        form = {"version": "1"}
        path = f"/studio/work/{WORK}/drafts"
        return [
            Case(f"{path}/{world['draft.lit']}/{act}", AUTHORS, form=form, works=works),
            Case(f"{path}/{MISSING}/{act}", NOBODY, form=form, missing=True),
            # A draft of another article looks like none.
            Case(
                f"/studio/work/nato-alternatives/drafts/{world['draft.lit']}/{act}",
                NOBODY,
                form=form,
            ),
        ]

    return cases


def _passage(suffix: str, form: Mapping[str, str]) -> Callable[[World], list[Case]]:
    """A passage that was not seen as it is now is not changed: that is a conflict."""
    sent = {"seen": _STALE, **form}
    path = f"passages/2{suffix}"
    return lambda _: [
        Case(f"/studio/work/{WORK}/{path}", AUTHORS, form=sent, works=(409,)),
        Case(f"/studio/work/none/{path}", NOBODY, form=sent, missing=True),
    ]


STUDIO_TABLE: Final[Table] = {
    "GET /studio/new": one("/studio/new", AUTHORS),
    "POST /studio/new": one("/studio/new", AUTHORS, form=_EMPTY),
    "GET /studio/work/<article_id>": same(AUTHORS, _works()),
    "POST /studio/work/<article_id>/draft": same(AUTHORS, _works("/draft"), form={}),
    "GET /studio/work/<article_id>/model": same(AUTHORS, _works("/model")),
    "POST /studio/work/<article_id>/model/cancel": same(AUTHORS, _works("/model/cancel"), form={}),
    "POST /studio/work/<article_id>/drafts/<int:draft_id>/accept": _draft("accept"),
    "POST /studio/work/<article_id>/drafts/<int:draft_id>/reject": _draft("reject"),
    "POST /studio/work/<article_id>/drafts/<int:draft_id>/undo": _draft("undo"),
    "GET /studio/work/<article_id>/head": same(AUTHORS, _works("/head")),
    "POST /studio/work/<article_id>/head": same(
        AUTHORS,
        _works("/head"),
        form={"title": "A harbour", "seen": _STALE, "new-topic": "", **_SOURCE},
        works=(409,),
    ),
    "GET /studio/work/<article_id>/passages": same(AUTHORS, _works("/passages")),
    "POST /studio/work/<article_id>/passages": same(
        AUTHORS, _works("/passages"), form={"text": "The station was built in 1870."}
    ),
    "POST /studio/work/<article_id>/passages/restore": lambda _: [
        Case(f"/studio/work/{WORK}/passages/restore", NOBODY, form={"line": "7"}, missing=True)
    ],
    "POST /studio/work/<article_id>/passages/<int:number>": _passage(
        "", {"text": "The lighthouse was lit in 1864, a Monday.", "heading": ""}
    ),
    "POST /studio/work/<article_id>/passages/<int:number>/split": _passage(
        "/split", {"after": "The lighthouse"}
    ),
    "POST /studio/work/<article_id>/passages/<int:number>/merge": _passage("/merge", {}),
    "POST /studio/work/<article_id>/passages/<int:number>/drop": _passage("/drop", {}),
    "POST /studio/work/<article_id>/passages/<int:number>/heading": _passage(
        "/heading", {"to": "1"}
    ),
}

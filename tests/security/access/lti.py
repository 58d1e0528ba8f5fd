"""Who may call the routes of LTI. Tickets work in one browser alone: here they are nobody's."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from tests.security.access.case import ADMINISTRATORS, ALL, NOBODY, Case, Table, one, same
from tests.security.access.teachers import OWNER
from tests.security.lti_world import CLIENT, ISSUER
from tests.security.world import MISSING, World

FROM_ELSEWHERE: Final = frozenset({"POST /lti/login", "POST /lti/launch"})
"""Forms of a platform's page: they carry no token of ours, and use no cookie."""
_LOGIN: Final = {"iss": ISSUER, "client_id": CLIENT, "login_hint": "someone"}
_UNKNOWN: Final = {**_LOGIN, "iss": "https://other.example"}
_PLATFORM: Final = {
    "name": "Another",
    "issuer": "https://canvas.example",
    "client_id": "c",
    "deployments": "1",
    "auth_url": "https://canvas.example/auth",
    "token_url": "https://canvas.example/token",
    "jwks_url": "https://canvas.example/jwks",
}


def _begin(_: World) -> list[Case]:
    return [
        Case(f"/lti/login?{urlencode(_LOGIN)}", ALL),
        Case(f"/lti/login?{urlencode(_UNKNOWN)}", NOBODY, missing=True),
    ]


def _begin_by_form(_: World) -> list[Case]:
    return [
        Case("/lti/login", ALL, form=_LOGIN),
        Case("/lti/login", NOBODY, form=_UNKNOWN, missing=True),
    ]


def _ticket(path: str) -> Callable[[World], list[Case]]:
    return lambda _: [Case(path.format("0" * 59), NOBODY, missing=True)]


def _room(path: str, *, works: tuple[int, ...] = (200, 303)) -> Callable[[World], list[Case]]:
    """Return cases about the course of each class, and of none."""
    return lambda world: [
        *(
            Case(path.format(world[f"class.{room}"]), names, works=works)
            for room, names in OWNER.items()
        ),
        Case(path.format(MISSING), NOBODY, missing=True),
    ]


def _platform(suffix: str = "") -> Callable[[World], Mapping[str, bool]]:
    return lambda world: {
        f"/admin/lti/{world['lti.platform']}{suffix}": False,
        f"/admin/lti/{MISSING}{suffix}": True,
    }


def _of_platform(suffix: str = "", **more: Any) -> Any:
    return same(ADMINISTRATORS, _platform(suffix), **more)


LTI: Final[Table] = {
    "GET /lti/jwks.json": one("/lti/jwks.json", ALL),
    "GET /lti/login": _begin,
    "POST /lti/login": _begin_by_form,
    # Without a state of ours everybody is told the same.
    "POST /lti/launch": one(
        "/lti/launch", ALL, form={"state": "x", "id_token": "a.b.c"}, works=(400,)
    ),
    "GET /lti/go/<ticket>": _ticket("/lti/go/{}"),
    "POST /lti/go/<ticket>": _ticket("/lti/go/{}"),
    "GET /lti/connect/<ticket>": _ticket("/lti/connect/{}"),
    "POST /lti/connect/<ticket>": _ticket("/lti/connect/{}"),
    "GET /lti/choose/<ticket>": _ticket("/lti/choose/{}"),
    "POST /lti/choose/<ticket>": lambda _: [
        Case(f"/lti/choose/{'0' * 59}", NOBODY, form={"choice": "quiz-1"}, missing=True)
    ],
    "GET /lti/classes/<int:class_id>": _room("/lti/classes/{}"),
    "POST /lti/classes/<int:class_id>/send": _room("/lti/classes/{}/send"),
    "POST /lti/classes/<int:class_id>/part": _room("/lti/classes/{}/part"),
    "POST /lti/classes/<int:class_id>/members": _room("/lti/classes/{}/members"),
    # The platform is not asked, since its address is not public: whoever may, is told so.
    "POST /lti/classes/<int:class_id>/members/take": _room(
        "/lti/classes/{}/members/take", works=(409,)
    ),
    "GET /admin/lti": one("/admin/lti", ADMINISTRATORS),
    "POST /admin/lti": one("/admin/lti", ADMINISTRATORS, form=_PLATFORM),
    "POST /admin/lti/key": one("/admin/lti/key", ADMINISTRATORS),
    "GET /admin/lti/<int:platform_id>": _of_platform(),
    "POST /admin/lti/<int:platform_id>": _of_platform(form=_PLATFORM),
    "POST /admin/lti/<int:platform_id>/remove": _of_platform("/remove"),
}

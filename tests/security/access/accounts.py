"""Who may call the routes of accounts, of the administrator and of the site itself."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.security.access.case import (
    ADMINISTRATORS,
    ALL,
    NOBODY,
    PEOPLE,
    Case,
    Table,
    one,
    same,
)
from tests.security.world import MISSING, PASSWORD, ROLES, World

NEW_PASSWORD: Final = "nine purple lanterns"
SETTINGS: Final = {
    "zone": "Europe/Paris",
    "day_start": "03:00",
    "theme": "dark",
    "language": "browser",
    "desired_retention": "85",
    "new_per_day": "7",
    "reviews_per_day": "70",
    "same_day": "always",
}


def _tokens(world: World) -> list[Case]:
    """Return the revoking of everybody's token: only its owner can."""
    owned = [
        Case(f"/account/tokens/{world[f'token.{who}']}/revoke", frozenset({who}) & PEOPLE)
        for who in ROLES
    ]
    return [*owned, Case(f"/account/tokens/{MISSING}/revoke", NOBODY, missing=True)]


def _passkey(world: World) -> list[Case]:
    """Return the removing of a passkey: only its owner can."""
    form = {"password": PASSWORD}
    path = "/account/passkeys/{}/remove"
    return [
        Case(path.format(world["passkey.learner"]), frozenset({"learner"}), form=form),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _everything(_: World) -> list[Case]:
    """Nobody has sent a file of everything: whose one is, the pages' own tests see."""
    return [Case(f"/account/everything/{MISSING}", NOBODY, missing=True)]


def _reset(world: World) -> list[Case]:
    return [
        Case(f"/reset/{world.reset_token}", ALL, form={"password": NEW_PASSWORD}),
        Case("/reset/nonsense", NOBODY, form={"password": NEW_PASSWORD}, missing=True),
    ]


def _person(suffix: str) -> Callable[[World], Mapping[str, bool]]:
    return lambda world: {
        f"/admin/people/{world['user']}{suffix}": False,
        f"/admin/people/{world.id_of('learner')}{suffix}": False,
        f"/admin/people/{MISSING}{suffix}": True,
    }


def _setup_link(_: World) -> list[Case]:
    form = {"name": "Eve", "password": NEW_PASSWORD}
    return [Case("/setup/nonsense", NOBODY, form=form, missing=True)]


_REGISTRATION: Final = {"name": "Somebody New", "password": NEW_PASSWORD, "zone": "Asia/Tokyo"}
_PERSON: Final = {"name": "Somebody New", "password": NEW_PASSWORD, "roles": ["teacher"]}
_STATIC: Final = "/static/000000000000/"

ACCOUNTS: Final[Table] = {
    "GET /": one("/", ALL),
    "GET /healthz": one("/healthz", ALL),
    "GET /manifest.webmanifest": one("/manifest.webmanifest", ALL),
    "GET /offline": one("/offline", ALL),
    "GET /sw.js": one("/sw.js", ALL),
    "GET /static/<version>/<path:path>": same(
        ALL, lambda _: {f"{_STATIC}css/base.css": False, f"{_STATIC}css/none.css": True}
    ),
    "GET /setup": one("/setup", ALL),
    "GET /setup/<token>": _setup_link,
    "POST /setup/<token>": _setup_link,
    "GET /sign-in": one("/sign-in", ALL),
    "POST /sign-in": lambda world: [
        Case("/sign-in", ALL, form={"name": world.people["learner"].name, "password": PASSWORD})
    ],
    "GET /sign-in/code": one("/sign-in/code", ALL),
    # Without a right password before, no code opens it.
    "POST /sign-in/code": one("/sign-in/code", ALL, form={"code": "123456"}, works=(400,)),
    "GET /sign-in/passkey/options": one("/sign-in/passkey/options", ALL),
    # Without an answer of a device, whoever tries is told that it does not fit.
    "POST /sign-in/passkey": one("/sign-in/passkey", ALL, form={"answer": "{}"}, works=(400,)),
    "POST /sign-in/code/passkey": one(
        "/sign-in/code/passkey", ALL, form={"answer": "{}"}, works=(400,)
    ),
    # The provider of these tests does not answer: whoever may is told so.
    "POST /sign-in/provider": one("/sign-in/provider", ALL, works=(400,)),
    "GET /sign-in/provider/back": one(
        "/sign-in/provider/back?state=x&code=y", ALL, works=(303, 400)
    ),
    # Nobody has come by it in these browsers.
    "GET /sign-in/provider/new": one("/sign-in/provider/new", NOBODY, missing=True),
    "POST /sign-in/provider/new": one(
        "/sign-in/provider/new", NOBODY, form={"name": "Somebody"}, missing=True
    ),
    "POST /sign-out": one("/sign-out", ALL),
    "GET /register": one("/register", ALL),
    "POST /register": one("/register", ALL, form=_REGISTRATION),
    "GET /reset/<token>": _reset,
    "POST /reset/<token>": _reset,
    "GET /slip": one("/slip", ALL),
    # A code that nobody was given: everybody may try, and is told that it does not work.
    "POST /slip": one(
        "/slip", ALL, form={"code": "ABCD-EFGH-JKMN", "password": NEW_PASSWORD}, works=(404,)
    ),
    "GET /account": one("/account", PEOPLE),
    "POST /account": one("/account", PEOPLE, form=SETTINGS),
    "POST /account/theme": one("/account/theme", PEOPLE, form={"theme": "dark"}),
    "GET /account/password": one("/account/password", PEOPLE),
    "POST /account/password": one(
        "/account/password", PEOPLE, form={"current": PASSWORD, "password": NEW_PASSWORD}
    ),
    "GET /account/second-step": one("/account/second-step", PEOPLE),
    "POST /account/second-step/new": lambda _: [
        Case("/account/second-step/new", PEOPLE, form={"password": PASSWORD})
    ],
    # Nobody's is on here: whoever may is told so.
    "POST /account/second-step": lambda _: [
        Case("/account/second-step", PEOPLE, form={"code": "000000"}, works=(400,))
    ],
    "POST /account/second-step/codes": lambda _: [
        Case("/account/second-step/codes", PEOPLE, form={"password": PASSWORD}, works=(409,))
    ],
    "POST /account/second-step/off": lambda _: [
        Case("/account/second-step/off", PEOPLE, form={"password": PASSWORD}, works=(409,))
    ],
    "GET /account/passkeys": one("/account/passkeys", PEOPLE),
    "POST /account/passkeys": one(
        "/account/passkeys", PEOPLE, form={"name": "A phone", "answer": "{}"}, works=(400,)
    ),
    "POST /account/passkeys/new": one("/account/passkeys/new", PEOPLE, form={"password": PASSWORD}),
    "GET /account/passkeys/<int:passkey_id>/remove": _passkey,
    "POST /account/passkeys/<int:passkey_id>/remove": _passkey,
    # Whoever has none is told to make one first.
    "POST /account/passkeys/ask": one(
        "/account/passkeys/ask", PEOPLE, form={"password": PASSWORD}, works=(200, 409)
    ),
    "POST /account/passkeys/ask-no-more": one(
        "/account/passkeys/ask-no-more", PEOPLE, form={"password": PASSWORD}
    ),
    "POST /account/passkeys/codes": one(
        "/account/passkeys/codes", PEOPLE, form={"password": PASSWORD}, works=(409,)
    ),
    "GET /account/provider": one("/account/provider", PEOPLE),
    "POST /account/provider/link": one(
        "/account/provider/link", PEOPLE, form={"password": PASSWORD}
    ),
    # Nobody but the learner has a link to take away.
    "POST /account/provider/unlink": one(
        "/account/provider/unlink", PEOPLE, form={"password": PASSWORD}, works=(303, 404)
    ),
    "GET /account/sessions": one("/account/sessions", PEOPLE),
    # A session that nobody has.
    "POST /account/sessions": one(
        "/account/sessions", PEOPLE, form={"password": PASSWORD, "number": "x"}, works=(404,)
    ),
    "GET /account/tokens": one("/account/tokens", PEOPLE),
    "POST /account/tokens": one("/account/tokens", PEOPLE, form={"name": "Another script"}),
    "POST /account/tokens/<int:token_id>/revoke": _tokens,
    "GET /account/data": one("/account/data", PEOPLE),
    "GET /account/data.json": one("/account/data.json", PEOPLE),
    # Nobody has so much: the page tells them to download it.
    "POST /account/data/make": one("/account/data/make", PEOPLE),
    "GET /account/media.zip": one("/account/media.zip", PEOPLE),
    "POST /account/media/make": one("/account/media/make", PEOPLE),
    "POST /account/memory/make": one("/account/memory/make", PEOPLE),
    "GET /account/everything": one("/account/everything", PEOPLE),
    "POST /account/everything/make": one("/account/everything/make", PEOPLE),
    "GET /account/everything.zip": one("/account/everything.zip", PEOPLE),
    # Without a file it says so: whoever may, is told what is missing.
    "POST /account/everything": lambda _: [Case("/account/everything", PEOPLE, works=(400,))],
    "GET /account/everything/<int:import_id>": _everything,
    "POST /account/everything/<int:import_id>": _everything,
    "GET /account/memory": one("/account/memory", PEOPLE),
    "GET /account/memory.json.gz": one("/account/memory.json.gz", PEOPLE),
    # Without a file it says so: whoever may, is told what is missing.
    "POST /account/memory": lambda _: [Case("/account/memory", PEOPLE, works=(400,))],
    "GET /account/delete": one("/account/delete", PEOPLE),
    # The last administrator stays, and is told so beside the field.
    "POST /account/delete": lambda _: [
        Case("/account/delete", PEOPLE, form={"password": PASSWORD}, works=(303, 400, 409))
    ],
    "GET /admin/people": one("/admin/people", ADMINISTRATORS),
    "POST /admin/people": one("/admin/people", ADMINISTRATORS, form=_PERSON),
    "GET /admin/people/<int:user_id>": same(ADMINISTRATORS, _person("")),
    "POST /admin/people/<int:user_id>/roles": same(
        ADMINISTRATORS, _person("/roles"), form={"roles": ["author"]}
    ),
    "POST /admin/people/<int:user_id>/disable": same(ADMINISTRATORS, _person("/disable")),
    "POST /admin/people/<int:user_id>/enable": same(ADMINISTRATORS, _person("/enable")),
    "POST /admin/people/<int:user_id>/reset": same(ADMINISTRATORS, _person("/reset")),
    "POST /admin/people/<int:user_id>/second-step-off": same(
        ADMINISTRATORS, _person("/second-step-off"), works=(303, 409)
    ),
    "GET /admin/audit": one("/admin/audit", ADMINISTRATORS),
    "GET /admin/audit.csv": one("/admin/audit.csv", ADMINISTRATORS),
    "GET /admin/health": one("/admin/health", ADMINISTRATORS),
    "GET /metrics": one("/metrics", ADMINISTRATORS),
    "GET /admin/settings": one("/admin/settings", ADMINISTRATORS),
}

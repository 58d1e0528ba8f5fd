"""Where a password is typed: hidden, known to password managers, and nothing hinders pasting."""

from html.parser import HTMLParser

import pytest

from quizapp.web import assets
from tests.security.site import Site
from tests.security.world import World

FIELDS = {
    ("anonymous", "/sign-in"): {"password": "current-password"},
    ("anonymous", "/register"): {"password": "new-password"},
    ("anonymous", "/reset/{reset}"): {"password": "new-password"},
    ("anonymous", "/slip"): {"password": "new-password"},
    ("learner", "/account/password"): {
        "current": "current-password",
        "password": "new-password",
    },
    ("learner", "/account/second-step"): {"password": "current-password"},
    ("learner", "/account/passkeys"): {"password": "current-password"},
    ("learner", "/account/passkeys/{passkey}/remove"): {"password": "current-password"},
    ("learner", "/account/provider"): {"password": "current-password"},
    ("learner", "/account/sessions"): {"password": "current-password"},
    ("learner", "/account/delete"): {"password": "current-password"},
}
"""(Principal, page) -> each field of a password, and what a password manager is told of it."""


class _Inputs(HTMLParser):
    """Reads the fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a field's attributes."""
        if tag == "input":
            self.found.append(dict(attrs))


@pytest.mark.parametrize(("who", "path"), FIELDS)
def test_a_password_is_masked_and_managers_know_what_it_is(site: Site, who: str, path: str) -> None:
    answer = site.ask(who, "GET", _path(path, site.world))
    assert answer.status_code == 200
    page = _Inputs()
    page.feed(answer.text)
    masked = {
        each["name"]: each.get("autocomplete") for each in page.found if each["type"] == "password"
    }
    assert masked == FIELDS[who, path]


def _path(path: str, world: World) -> str:
    return path.format(reset=world.reset_token, passkey=world["passkey.learner"])


def test_no_script_hinders_pasting() -> None:
    for path in sorted(assets.FOLDER.rglob("*.js")):
        text = path.read_text("utf-8")
        assert '"paste"' not in text, path.name
        assert "beforeinput" not in text, path.name

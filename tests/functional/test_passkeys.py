"""A passkey in a real browser: made, used alone, and after the password."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.functional.conftest import PASSWORD, Watched
from tests.functional.test_study_access import check

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Phone:
    """A learner's browser with a device that makes passkeys."""

    watched: Watched
    session: "CDPSession"
    device: str

    def touched(self, *, now: bool) -> None:
        """Let the owner allow what is asked, or do nothing: the field of the name asks too."""
        self.session.send(
            "WebAuthn.setAutomaticPresenceSimulation",
            {"authenticatorId": self.device, "enabled": now},
        )


@pytest.fixture
def phone(visit: Callable[..., Watched]) -> Iterator[Phone]:
    """Return a learner's browser at the name localhost, with a device that makes passkeys."""
    watched = visit(width=390, height=844)
    watched.page.wait_for_load_state("networkidle")
    watched.address = watched.address.replace("127.0.0.1", "localhost")
    watched.foreign.clear()
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("WebAuthn.enable", {"enableUI": False})
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    watched.sign_in(watched.name)
    yield Phone(watched, session, made["authenticatorId"])
    assert watched.messages == []
    assert watched.foreign == []


def _make(watched: Watched) -> list[str]:
    """Make a passkey that is asked for after the password, too; return what axe finds."""
    page = watched.page
    watched.go("/account")
    page.get_by_role("listitem").filter(has_text="Passkeys").get_by_role("link").click()
    problems = check(page, "no passkeys")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_label("What do you call it?").fill("my phone")
    page.get_by_label("Ask for a passkey after my password").check()
    problems += check(page, "a new passkey")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Your second step is on").wait_for()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("listitem").filter(has_text="my phone").wait_for()
    return problems + check(page, "a passkey")


def _sign_out(watched: Watched) -> None:
    watched.go("/account")
    watched.page.get_by_role("button", name="Sign out").first.click()
    watched.page.get_by_role("heading", name="Good to see you").wait_for()


def test_a_passkey_is_made_and_signs_in_alone_and_after_the_password(phone: Phone) -> None:
    watched, page = phone.watched, phone.watched.page
    problems = _make(watched)
    phone.touched(now=False)
    _sign_out(watched)
    problems += check(page, "sign-in with passkeys")
    phone.touched(now=True)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/today")
    phone.touched(now=False)
    _sign_out(watched)
    page.get_by_label("Name").fill(watched.name)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use my passkey").wait_for()
    problems += check(page, "the second step by passkey")
    phone.touched(now=True)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url("**/today")
    watched.go("/account/passkeys")
    page.get_by_text("last used").wait_for()
    assert problems == []

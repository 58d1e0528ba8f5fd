"""A course on a platform of another site, in a real browser: cookies behave as they do outside."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from quizapp import clock
from quizapp.services.lti import lti_platforms
from quizapp.services.lti.lti_platforms import PlatformDraft
from quizapp.services.people import administration
from quizapp.settings import Settings
from tests.functional.conftest import PASSWORD, Watched, expect
from tests.functional.test_study_access import check
from tests.integration.lti.platform import INSTRUCTOR, LEARNER, LTI, Platform, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
_DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"


@pytest.fixture
def platform(site: tuple[str, Flask]) -> Iterator[Platform]:
    """Serve a platform; its pages are of the site "localhost", ours of "127.0.0.1"."""
    _, app = site
    before: Settings = app.config["QUIZAPP"]
    app.config["QUIZAPP"] = replace(before, lti_private_hosts=("127.0.0.1", "localhost"))
    there = Platform("https://moodle.example", f"client-{uuid.uuid4().hex[:8]}", dict)
    with serving(there):
        draft = PlatformDraft(
            name="Our Moodle",
            issuer=there.issuer,
            client_id=there.client_id,
            deployments="1",
            auth_url=f"{_outside(there)}/auth",
            token_url=f"{there.url}/token",
            jwks_url=f"{there.url}/jwks",
        )
        with app.app_context():
            number = lti_platforms.register(
                draft, actor_id=None, settings=app.config["QUIZAPP"], now=clock.now()
            )
        there.messages["deep"] = {
            f"{LTI}message_type": "LtiDeepLinkingRequest",
            f"{LTI}resource_link": None,
            _DEEP: {
                "deep_link_return_url": f"{_outside(there)}/return",
                "accept_types": ["ltiResourceLink"],
            },
        }
        yield there
        with app.app_context():
            lti_platforms.remove(platform_id=number, actor_id=None, now=clock.now())
    app.config["QUIZAPP"] = before


def _outside(platform: Platform) -> str:
    return platform.url.replace("127.0.0.1", "localhost")


def _open(page: "Page", platform: Platform, tool: str, **given: str) -> "Page":
    """Open the link of a course as its person does; return the window that it opens."""
    query = urlencode({"tool": tool, "message": "", **given})
    page.goto(f"{_outside(platform)}/course?{query}")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Open").click()
    return opened.value


def _connect(visit: Callable[..., Watched], app: Flask, platform: Platform, **look: Any) -> Watched:
    """Let a teacher link their account and make the class of the course."""
    watched = visit(**look)
    number = int(watched.page.locator("#offline").get_attribute("data-person") or 0)
    with app.app_context():
        administration.set_roles(user_id=number, roles=("teacher",), actor_id=None, now=clock.now())
    watched.page.context.clear_cookies()
    page = _open(watched.page, platform, watched.address, sub="t1", role=INSTRUCTOR)
    page.get_by_role("link", name="Sign in").wait_for()
    assert check(page, "an instructor who is not signed in") == []
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Name").fill(watched.name)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use the account").click()
    page.get_by_role("heading", name="Connect the course").wait_for()
    assert check(page, "connecting a course") == []
    page.get_by_role("button", name="Make the class and connect it").click()
    page.get_by_text("The course is connected with your class.").wait_for()
    page.close()
    return watched


@pytest.mark.parametrize("look", [(390, "dark"), (1280, "light")])
def test_a_course_is_connected_and_a_learner_comes_in_by_it(
    visit: Callable[..., Watched],
    chromium: "Browser",
    site: tuple[str, Flask],
    platform: Platform,
    look: tuple[int, str],
) -> None:
    (address, app), (width, scheme) = site, look
    teacher = _connect(visit, app, platform, width=width, height=844, scheme=scheme)
    context = chromium.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    learner = {"sub": "u1", "role": LEARNER}
    window = _open(context.new_page(), platform, address, **learner)
    window.get_by_role("heading", name="Your first time here").wait_for()
    assert check(window, "a learner's first time") == []
    window.get_by_role("button", name="Go on").click()
    window.wait_for_url("**/quizzes")
    expect(window.locator(".me")).to_contain_text("Person u1")
    window.close()
    # The second time there is nothing to do: the page sends itself.
    again = _open(context.new_page(), platform, address, **learner)
    again.wait_for_url("**/quizzes")
    context.close()
    page = _open(teacher.page, platform, address, sub="t1", role=INSTRUCTOR, message="deep")
    page.get_by_role("heading", name="Choose what the link opens").wait_for()
    assert check(page, "choosing what a link opens") == []
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Put it into the course").click()
    page.get_by_text("The link is in the course.").wait_for()
    assert len(platform.returned) == 1
    page.goto(f"{address}/classes")
    page.get_by_role("link", name="History in Moodle").first.click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="The course of this class").click()
    assert check(page, "the course of a class") == []


@pytest.mark.parametrize("look", [(390, "light"), (1280, "dark")])
def test_an_administrator_sees_what_to_copy_and_what_is_registered(
    visit: Callable[..., Watched],
    site: tuple[str, Flask],
    platform: Platform,
    look: tuple[int, str],
) -> None:
    (_, app), (width, scheme) = site, look
    watched = visit(width=width, height=844, scheme=scheme)
    number = int(watched.page.locator("#offline").get_attribute("data-person") or 0)
    with app.app_context():
        administration.set_roles(
            user_id=number, roles=("administrator",), actor_id=None, now=clock.now()
        )
    watched.page.context.clear_cookies()
    watched.sign_in(watched.name)
    watched.go("/admin/lti")
    page = watched.page
    assert check(page, "the platforms") == []
    expect(page.get_by_text(f"{watched.address}/lti/launch").first).to_be_visible()
    page.get_by_role("link", name="Our Moodle").click()
    expect(page.get_by_label("Client ID")).to_have_value(platform.client_id)
    assert check(page, "one platform") == []

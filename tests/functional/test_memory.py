"""The Memory page in a real browser: a fit from click to outcome, a reschedule and its undo."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp import clock
from quizapp.store.engine import reading
from quizapp.store.tables.people import User
from tests.functional.conftest import Watched
from tests.functional.test_study_access import check, unfold
from tests.integration.fitting.history import live

pytestmark = pytest.mark.browser

FITS_WITHIN_MS = 60_000


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_a_learner_fits_looks_reschedules_and_takes_it_back(
    visit: Callable[..., Watched], site: tuple[str, Flask], width: int, scheme: str
) -> None:
    watched = visit(width=width, height=844, scheme=scheme)
    page = watched.page
    problems: list[str] = []

    def look(state: str) -> None:
        unfold(page)
        problems.extend(check(page, state))

    watched.go("/memory")
    look("nothing answered")
    with site[1].app_context():
        with reading() as session:
            newest = session.scalar(select(func.max(User.id)))
        live(newest or 0, now=clock.now())
    watched.go("/progress")
    page.get_by_role("link", name="Memory", exact=True).click()
    page.wait_for_url("**/memory")
    look("enough for a fit")
    # By keyboard alone, and the page finds the end of it by itself.
    page.get_by_role("button", name="Fit them now").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Fitted to you").wait_for(timeout=FITS_WITHIN_MS)
    look("fitted")
    page.get_by_role("link", name="See what it would change").click()
    look("preview")
    page.get_by_role("button", name="Reschedule").click()
    page.get_by_text("got another day. You can take it back below.").wait_for()
    look("rescheduled")
    page.get_by_role("button", name="Take the reschedule back").click()
    page.get_by_text("are as before the reschedule").wait_for()
    page.get_by_role("button", name="Back to the usual ones").click()
    page.get_by_role("heading", name="The usual parameters").wait_for()
    look("back to the usual ones")
    assert problems == []
    assert watched.messages == []
    assert watched.foreign == []

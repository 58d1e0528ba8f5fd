"""An author at a fact's form in a real browser: a wrong date, a crash, two tabs, and publishing."""

import re
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.serving import make_server

from quizapp import clock
from quizapp.app import create_app
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.settings import Settings
from quizapp.store.engine import db, reading, sqlite_url
from quizapp.store.tables.content import QuestionRow
from tests.functional.conftest import PASSWORD, Watched, expect, in_two_pieces

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

GOLDEN: Final = Path(__file__).parents[1] / "golden" / "questions" / "bank"
FACT: Final = "/studio/work/space-race/facts/sputnik-launch"


@pytest.fixture(scope="module")
def studio(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path
) -> Iterator[tuple[str, Flask]]:
    """Serve a small bank of its own folder; give the address and the app."""
    folder = tmp_path_factory.mktemp("studio")
    folder.chmod(0o700)
    shutil.copyfile(migrated_file, folder / "quizapp.db")
    shutil.copytree(GOLDEN, folder / "bank")
    app = create_app(
        Settings.from_environment(
            {
                "QUIZAPP_DATA_DIR": str(folder),
                "QUIZAPP_DATABASE_URL": sqlite_url(folder / "quizapp.db"),
                "QUIZAPP_SECRET_KEY": "the key of the tests, not a secret at all",
                "QUIZAPP_BANK": str(folder / "bank"),
            }
        )
    )
    with app.app_context():
        publishing.publish_folder(folder / "bank", now=clock.now(), by=None)
    server = make_server("127.0.0.1", 0, in_two_pieces(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", app
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def author(chromium: "Browser", studio: tuple[str, Flask]) -> Iterator[Callable[..., Watched]]:
    """Return a maker of pages: a new author, signed in, in a window of a size and scheme."""
    address, app = studio
    contexts = []

    def make(*, width: int = 1280, scheme: str = "light", script: bool = True) -> Watched:
        name = f"author {uuid.uuid4().hex[:12]}"
        with app.app_context():
            accounts.create_user(name=name, password=PASSWORD, roles=("author",), now=clock.now())
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        watched = Watched(context.new_page(), address)
        watched.sign_in(name)
        return watched

    yield make
    for context in contexts:
        context.close()


def open_form(watched: Watched, path: str = FACT) -> "Page":
    """Open a form and wait until its script runs."""
    watched.go(path)
    watched.page.wait_for_load_state("networkidle")
    return watched.page


def kept(page: "Page") -> None:
    """Wait until what was typed is kept."""
    page.get_by_text("Kept, not saved yet.").wait_for()


def test_a_wrong_date_is_mended_a_question_unlocked_saved_and_published(
    author: Callable[..., Watched],
) -> None:
    watched = author()
    page = open_form(watched, "/studio/work/space-race/facts/new?type=action&passage=1")
    page.locator("#slots-actor").fill("Sergei Korolev")
    page.locator("#slots-act").fill("led the work on")
    page.locator("#slots-object").fill("Vostok")
    when = page.locator("#slots-when")
    when.fill("19 57")
    page.locator("#slots-when-error .field-error").wait_for()
    expect(when).to_have_attribute("aria-invalid", "true")
    when.fill("1957")
    page.locator("#slots-when-error .field-error").wait_for(state="detached")

    words = page.locator("#passage-text").inner_text()[:40]
    page.evaluate(
        """(length) => {
          const text = document.getElementById("passage-text").firstChild;
          getSelection().setBaseAndExtent(text, 0, text, length);
        }""",
        len(words),
    )
    page.get_by_role("button", name="Use the selected words").click()
    expect(page.get_by_label("Evidence")).to_have_value(words.strip())
    page.get_by_label("Statement").fill("Sergei Korolev led the work on Vostok in 1957.")
    page.get_by_label("Explanation").fill("He led the bureau that built it.")
    page.locator("[name=topics]").first.check()

    certify = page.get_by_role("button", name="Certify: one answer only (Who did it)")
    certify.wait_for()
    before = page.locator(".preview-view").count()
    certify.click()
    certify.wait_for(state="detached")
    page.locator("#view-actor").wait_for()
    assert page.locator(".preview-view").count() > before

    barred = page.locator(".asked[open] .bar-buttons").first
    option = barred.locator("xpath=..").inner_text().split("never offer")[0].strip()
    barred.get_by_role("button", name="never offer").click()
    page.wait_for_function(
        "(option) => ![...document.querySelectorAll('.asked .bar-buttons')]"
        ".some((each) => each.parentElement.innerText.startsWith(option))",
        arg=option,
    )
    page.get_by_role("button", name="Hide this question").first.click()
    page.locator("#hidden-forms input").wait_for()
    hidden = page.locator("#hidden-forms label")
    expect(hidden).to_have_text(re.compile(r"^\s*Who did it: [A-Z]\w+"))

    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/studio/work/space-race#fact-*")
    watched.go("/studio/plan")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published as revision").wait_for()
    watched.go("/studio/articles/space-race")
    page.get_by_text("Sergei Korolev led the work on Vostok").first.wait_for()
    assert watched.messages == []
    assert watched.foreign == []


def test_a_stem_of_ones_own_is_what_learners_are_asked_once_it_is_published(
    author: Callable[..., Watched], studio: tuple[str, Flask]
) -> None:
    stem = "Which month saw the first beep from orbit?"
    watched = author()
    page = open_form(watched)
    page.locator(".guards > summary").click()
    page.locator(".guard > summary").first.click()
    page.locator("[name='guards.ask.when']").fill(stem)
    page.locator(".preview-view .stem", has_text=stem).first.wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/studio/work/space-race#fact-sputnik-launch")
    assert _asked(studio[1], stem) == 0
    watched.go("/studio/plan")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published as revision").wait_for()
    assert _asked(studio[1], stem) > 0


def _asked(app: Flask, stem: str) -> int:
    """Return how many questions that learners are asked now have this stem."""
    with app.app_context(), reading() as session:
        rows = session.scalars(select(QuestionRow).where(QuestionRow.current)).all()
        return sum(stem in str(row.content) for row in rows)


def test_what_was_typed_before_a_crash_is_there_again(author: Callable[..., Watched]) -> None:
    watched = author(width=390)
    page = open_form(watched)
    page.get_by_label("Explanation").fill("Typed just before the crash.")
    kept(page)
    context = page.context
    page.close()
    again = Watched(context.new_page(), watched.address)
    page = open_form(again)
    expect(page.get_by_label("Explanation")).not_to_have_value("Typed just before the crash.")
    page.get_by_role("link", name="Use it").click()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("Explanation")).to_have_value("Typed just before the crash.")
    page.get_by_label("Explanation").fill("And some more.")
    kept(page)
    watched = again
    page = open_form(watched)
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_text("thrown away").wait_for()
    expect(page.get_by_role("link", name="Use it")).to_have_count(0)
    assert again.messages == []


def test_what_is_typed_is_kept_when_the_page_is_left_at_once(
    author: Callable[..., Watched],
) -> None:
    watched = author()
    page = open_form(watched)
    page.get_by_label("Explanation").fill("Typed and left at once.")
    page.get_by_role("link", name="Studio").first.click()
    page.wait_for_load_state("networkidle")
    open_form(watched)
    expect(page.get_by_role("link", name="Use it")).to_have_count(1)


def test_two_tabs_are_compared_and_nothing_is_lost(author: Callable[..., Watched]) -> None:
    one = author()
    other = Watched(one.page.context.new_page(), one.address)
    open_form(one)
    open_form(other)
    one.page.get_by_label("Explanation").fill("Of the first tab.")
    kept(one.page)
    other.page.get_by_label("Explanation").fill("Of the second tab.")
    other.page.get_by_role("alert").get_by_role("button", name="Compare").click()
    other.page.get_by_role("heading", name="There are two versions of this").wait_for()
    expect(other.page.get_by_text("Of the first tab.")).to_have_count(1)
    other.page.get_by_role("radio", name="In the other tab").first.check()
    other.page.get_by_role("button", name="Go on with these").click()
    other.page.wait_for_load_state("networkidle")
    expect(other.page.get_by_label("Explanation")).to_have_value("Of the first tab.")


def test_rows_are_added_and_taken_out(author: Callable[..., Watched]) -> None:
    watched = author()
    page = open_form(watched, "/studio/work/space-race/facts/new?type=sequence&passage=1")
    for place, words in enumerate(("one", "two", "three"), start=1):
        page.get_by_label(f"Step {place}", exact=True).fill(words)
        page.get_by_role("button", name="Add another").click()
    page.get_by_role("button", name="Remove Step 2").click()
    steps = page.locator("[name$='.text']").evaluate_all("all => all.map((each) => each.value)")
    assert steps == ["one", "three", ""]
    names = page.locator("[name$='.text']").evaluate_all("all => all.map((each) => each.name)")
    assert len(set(names)) == 3
    assert watched.messages == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_studios_forms_are_accessible(
    author: Callable[..., Watched], width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    watched = author(width=width, scheme=scheme)
    for path in (
        FACT,
        "/studio/work/space-race/facts/new",
        f"{FACT}/remove",
        "/studio/entities",
        "/studio/entities/sergei-korolev",
        "/studio/documents",
        "/studio/documents/file/entities.yaml",
        "/studio/plan",
    ):
        page = open_form(watched, path)
        for fold in page.locator("details").all():
            fold.evaluate("each => { each.open = true; }")
        found = axe.Axe().run(page).response["violations"]
        assert not [(each["id"], each["nodes"][0]["html"][:120]) for each in found], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert watched.messages == []

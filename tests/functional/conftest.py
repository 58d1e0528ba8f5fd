"""A real browser on a real server with the shipped bank; skipped by name where there is none."""

import importlib.util
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from flask import Flask
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from quizapp import clock
from quizapp.app import create_app
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.settings import Settings
from quizapp.store.engine import db, sqlite_url

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from playwright.sync_api import Browser, Locator, Page
    from playwright.sync_api._generated import LocatorAssertions

PASSWORD: Final = "amber kettle sings"
FIRST_BYTES: Final = 500
LATE_S: Final = 0.05
PATIENCE_MS: Final = 20_000


def expect(those: "Locator", said: str | None = None) -> "LocatorAssertions":
    """Return assertions about elements that wait until they hold: a page may be on its way."""
    from playwright.sync_api import expect as waiting  # noqa: PLC0415 - an extra

    waiting.set_options(timeout=PATIENCE_MS)
    return waiting(those, said)


def in_two_pieces(app: "WSGIApplication") -> "WSGIApplication":
    """Send the head of a page first and the rest late.

    A click returns once the next page's first bytes are there. A test that looks at the page then,
    instead of waiting for what it expects, fails here always, not on a busy machine alone.
    """

    def sent(body: Iterable[bytes]) -> Iterator[bytes]:
        parts = iter(body)
        first = next(parts, b"")
        yield first[:FIRST_BYTES]
        if len(first) > FIRST_BYTES and first.lstrip()[:9].lower() == b"<!doctype":
            time.sleep(LATE_S)
        yield first[FIRST_BYTES:]
        yield from parts

    def served(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        body = app(environ, start)
        return ClosingIterator(sent(body), getattr(body, "close", None))

    return served


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path
) -> Iterator[tuple[str, Flask]]:
    """Serve the shipped bank on a free port; give the address and the app."""
    folder = tmp_path_factory.mktemp("site")
    folder.chmod(0o700)
    shutil.copyfile(migrated_file, folder / "quizapp.db")
    settings = Settings.from_environment(
        {
            "QUIZAPP_DATA_DIR": str(folder),
            "QUIZAPP_DATABASE_URL": sqlite_url(folder / "quizapp.db"),
            "QUIZAPP_SECRET_KEY": "the key of the tests, not a secret at all",
        }
    )
    app = create_app(settings)
    with app.app_context():
        publishing.publish_folder(settings.bank, now=clock.now(), by=None)
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


Launch = Callable[..., "Browser"]
"""Starts a browser; further arguments are for its command line."""


@pytest.fixture(scope="session")
def launch() -> Iterator[Launch]:
    """Return a starter of browsers: one driver for all, as a process can have no second one."""
    # The shell draws the same pages without a window's parts: a fifth less time.
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("browser: the extra `e2e` is not installed")
    if path is None:
        pytest.skip("browser: there is no chromium on this machine")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    with sync_playwright() as playwright:

        def start(*more: str) -> "Browser":
            return playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-gpu", *more]
            )

        yield start


@pytest.fixture(scope="session")
def chromium(launch: Launch) -> "Iterator[Browser]":
    """Return a browser."""
    browser = launch()
    yield browser
    browser.close()


class Watched:
    """A page with what it said on its console and which hosts it asked."""

    def __init__(self, page: "Page", address: str) -> None:
        self.page = page
        self.address = address
        self.name = ""
        self.messages: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("request", lambda request: self._host(request.url))

    def _host(self, url: str) -> None:
        if not url.startswith((self.address, "data:")):
            self.foreign.append(url)

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.address + path)

    def sign_in(self, name: str) -> None:
        """Sign in by the form."""
        self.name = name
        self.go("/sign-in")
        self.page.get_by_label("Name").fill(name)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/today")


@pytest.fixture
def visit(chromium: "Browser", site: tuple[str, Flask]) -> Iterator[Callable[..., Watched]]:
    """Return a maker of pages: a new learner, signed in, in a window of a size and scheme."""
    address, app = site
    contexts = []

    def make(*, width: int = 1280, height: int = 800, scheme: str = "light") -> Watched:
        name = f"learner {uuid.uuid4().hex[:12]}"
        with app.app_context():
            accounts.create_user(name=name, password=PASSWORD, roles=(), now=clock.now())
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        watched = Watched(context.new_page(), address)
        watched.sign_in(name)
        return watched

    yield make
    for context in contexts:
        context.close()

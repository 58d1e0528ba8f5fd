"""What people write, in Chromium: nothing of it runs or fetches, whichever layer is taken away.

The layers are the templates' escaping and the pages' policy (CSP); what is stored is planted raw,
as if no form and no reader had looked at it. With both taken away it must run: else this would
say nothing. QUIZAPP_TEST_LONG=1 visits every page as everybody who may.
"""

import http.server
import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from flask import Flask
from werkzeug.serving import make_server

from quizapp import clock
from quizapp.store.engine import db, init_database, sqlite_url
from tests.functional import hostile_texts
from tests.functional.conftest import Launch
from tests.functional.hostile_texts import HOST, SIGN
from tests.security import world as worlds
from tests.security.access.case import ALL
from tests.security.access.table import TABLE
from tests.security.conftest import Made
from tests.security.site import Site
from tests.security.world import SECRET, World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

LONG: Final = bool(os.environ.get("QUIZAPP_TEST_LONG"))
RUNS_AT_LEAST: Final = 18
"""Of the texts that run, so many do without any layer: a browser knows no more than some."""
FETCHES_AT_LEAST: Final = 10
SETTLES_MS: Final = 40
CLICK: Final = """document.querySelectorAll('.hostile').forEach(each =>
    each.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})))"""

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHORT: Final = (
    "GET /admin/people",
    "GET /articles/<article_id>",
    "GET /attempts/<int:attempt_id>/result",
    "GET /classes/<int:class_id>",
    "GET /decks/<deck_id>",
    "GET /decks/<deck_id>/cards",
    "GET /decks/<deck_id>/cards/<int:card_id>",
    "GET /decks/import/<int:import_id>",
    "GET /sets",
    "GET /studio/reports",
    "GET /studio/work/<article_id>",
    "GET /study",
)
"""Pages of each kind that show what people write; the long form has all."""
LEADS_AWAY: Final = frozenset({"GET /lti/login"})
"""Shows nothing: it sends a browser on to the platform that the administrator registered."""
EVERY: Final = [each for each in TABLE if each.startswith("GET ") and each not in LEADS_AWAY]
ROUTES: Final = EVERY if LONG else SHORT
FULL: Final = SHORT[1:3]
"""Of them two that are full of it: with no layer left that is enough."""


@dataclass
class Layers:
    """A WSGI layer that takes the policy off the answers, as long as it is told to."""

    app: Any
    policy: bool = True

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        """Answer as the application does."""

        def begin(status: str, headers: Sequence[tuple[str, str]], *more: Any) -> Any:
            kept = [each for each in headers if each[0] != "Content-Security-Policy"]
            return start(status, list(headers) if self.policy else kept, *more)

        return self.app(environ, begin)


@dataclass
class Foreign:
    """Another host: every name that is not ours leads there. Notes what it is asked."""

    asked: list[str] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        """Listen on a free port."""
        asked = self.asked

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture(scope="module")
def foreign() -> Iterator[Foreign]:
    """Return the other host."""
    found = Foreign()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture(scope="module")
def browser(foreign: Foreign, launch: Launch) -> "Iterator[Browser]":
    """Return a browser that finds the other host."""
    started = launch(f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{foreign.port}")
    yield started
    started.close()


@pytest.fixture(scope="module")
def made(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a school of today, whose people have written nothing bad yet."""
    file = tmp_path_factory.mktemp("school") / "quizapp.db"
    shutil.copyfile(migrated_file, file)
    app = Flask("quizapp_services", static_folder=None)
    app.config["SECRET_KEY"] = SECRET
    init_database(app, sqlite_url(file))
    with app.app_context():
        world = worlds.build(now=clock.now())
        db.session.remove()
        db.engine.dispose()
    return Made(file, world)


@pytest.fixture
def serve(made: Made, tmp_path: Path) -> Iterator[Callable[..., tuple[Site, Layers, str]]]:
    """Return a maker of served sites on which everybody is signed in and writes such texts."""
    servers: list[Any] = []

    def make(*, escaping: bool) -> tuple[Site, Layers, str]:
        file = tmp_path / "quizapp.db"
        shutil.copyfile(made.file, file)
        site = Site(tmp_path, world=made.world)
        if not escaping:
            site.app.jinja_env.autoescape = False
        site.sign_everybody_in()
        hostile_texts.plant(file, refresh=escaping)
        layers = Layers(site.app.wsgi_app)
        layered: Any = layers
        site.app.wsgi_app = layered  # type: ignore[method-assign]  # Flask documents this way
        server = make_server("127.0.0.1", 0, site.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        servers.append((server, thread, site))
        return site, layers, f"http://127.0.0.1:{server.server_port}"

    yield make
    for server, thread, site in servers:
        server.shutdown()
        thread.join()
        server.server_close()
        site.close()


def pages_of(world: World, routes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (principal, address) of the pages to visit."""
    for route in routes:
        for case in TABLE[route](world):
            allowed = sorted(case.may & ALL)
            for who in allowed if LONG else allowed[:1]:
                yield who, case.path


@dataclass
class Seen:
    """What happened in the browser.

    Attributes:
        ran: numbers of the texts that ran.
    """

    pages: int = 0
    ran: set[str] = field(default_factory=set)
    where: set[str] = field(default_factory=set)

    def said(self, message: "ConsoleMessage") -> None:
        """Note what a page says on its console."""
        if message.text.startswith(SIGN):
            self.ran.add(message.text.removeprefix(SIGN))
            self.where.add(message.page.url if message.page else "")


def visit(browser: "Browser", site: Site, address: str, routes: Collection[str] = ROUTES) -> Seen:
    """Visit the pages as everybody who may; click what asks to be clicked."""
    seen = Seen()
    by_person: dict[str, list[str]] = {}
    for who, path in pages_of(site.world, routes):
        by_person.setdefault(who, []).append(path)
    for who, paths in by_person.items():
        name, _, value = site.identities[who].cookie.partition("=")
        context = browser.new_context(service_workers="block")
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.on("console", seen.said)
        for path in paths:
            if _shows(page, address + path):
                seen.pages += 1
        context.close()
    return seen


def _shows(page: "Page", url: str) -> bool:
    """Open a page and click in it; return whether it is one: a download is none."""
    from playwright.sync_api import Error  # noqa: PLC0415 - an extra

    try:
        answer = page.goto(url)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            return False
        assert answer.status < 500, url
        page.evaluate(CLICK)
        page.wait_for_timeout(SETTLES_MS)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        if "Execution context was destroyed" not in str(error):
            raise
    return True


def test_nothing_that_people_wrote_runs_or_fetches_without_the_policy(
    browser: "Browser", foreign: Foreign, serve: Callable[..., tuple[Site, Layers, str]]
) -> None:
    foreign.asked.clear()
    site, layers, address = serve(escaping=True)
    layers.policy = False
    seen = visit(browser, site, address)
    assert seen.pages >= len(SHORT)
    assert (seen.ran, seen.where, foreign.asked) == (set(), set(), [])


def test_nothing_runs_or_fetches_without_escaping_and_all_does_without_both(
    browser: "Browser", foreign: Foreign, serve: Callable[..., tuple[Site, Layers, str]]
) -> None:
    foreign.asked.clear()
    site, layers, address = serve(escaping=False)
    seen = visit(browser, site, address)
    assert seen.pages >= len(SHORT)
    assert (seen.ran, seen.where, foreign.asked) == (set(), set(), [])
    layers.policy = False
    seen = visit(browser, site, address, FULL)
    print(f"{len(seen.ran)} texts ran, {len(set(foreign.asked))} were fetched")  # noqa: T201 - seen
    assert len(seen.ran) >= RUNS_AT_LEAST
    assert len(set(foreign.asked)) >= FETCHES_AT_LEAST

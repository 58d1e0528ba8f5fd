"""A browser that goes offline: its learner, what it keeps, and what the server has of it."""

import os
import signal
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from flask import Flask
from sqlalchemy import text

from quizapp import clock
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.services.exports import offline
from quizapp.services.people import accounts
from quizapp.services.study import sets, study
from quizapp.store.engine import reading, writing
from tests.functional.conftest import PASSWORD, Watched
from tests.log_rows import stored_log

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NO_SYNC: Final = "delete ServiceWorkerRegistration.prototype.sync"
"""The tests decide when is sent: the browser's own background sync would be first at times."""
READY: Final = "#remove:not([hidden])"
_MODULE: Final = """
    const base = document.querySelector('script[src*="offline-"]').src.replace(/[^/]+$/, "");
    const bundle = await import(base + "offline-bundle.js");
    const queue = globalThis.quizappQueue;
"""


class Learner:
    """A learner who studies every article, as the server knows them."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.name = f"learner {uuid4().hex[:12]}"
        now = clock.now()
        with app.app_context():
            person = accounts.create_user(name=self.name, password=PASSWORD, roles=(), now=now)
            self.id = person.id
            with writing() as session:
                session.execute(
                    text("UPDATE users SET new_per_day = 400, reviews_per_day = 900 WHERE id = :u"),
                    {"u": self.id},
                )
            for each in sets.list_sets(user_id=self.id, now=now):
                if each.kind == "article":
                    sets.add_set(user_id=self.id, set_id=each.id, now=now)

    def speak(self, language: str) -> None:
        """Choose a language for the pages, as the settings page does."""
        with self.app.app_context(), writing() as session:
            session.execute(
                text("UPDATE users SET language = :l WHERE id = :u"),
                {"l": language, "u": self.id},
            )

    def states(self) -> list[Any]:
        """Return the states of all cards that were answered."""
        return self._rows(
            "SELECT card_id, stage, step, stability_days, difficulty, last_day, last_at, due_day,"
            " due_at, interval_days, reps, lapses, last_form FROM card_states"
            " WHERE user_id = :u AND reps > 0 ORDER BY card_id"
        )

    def log(self) -> list[Any]:
        """Return the log in the order of the answers: what was answered when, and how it stands."""
        with self.app.app_context(), reading() as session:
            rows = [row for row in stored_log(session, user_id=self.id) if row.kind != "undo"]
        return [
            (
                *(row.card_id, row.question_id, row.kind, row.form, row.shown_at, row.answered_at),
                *(row.study_day, row.rating, row.duration_ms, row.interval_days),
                row.trace(PARAMETER_SETS).stability_days,
            )
            for row in sorted(rows, key=lambda row: (row.answered_at, row.card_id, row.seq))
        ]

    def answer_in_order(self, reviews: Iterable[dict[str, Any]]) -> None:
        """Store the same answers one by one, as if there had always been a line."""
        now = clock.now()
        with self.app.app_context():
            left: dict[int, list[str]] = {}
            for device in (str(uuid4()), str(uuid4())):
                bundle = offline.pack(user_id=self.id, device=device, had="", now=now)
                assert bundle
                for card in bundle.cards:
                    left.setdefault(card.card_id, []).extend(card.variants)
            for each in reviews:
                (result,) = study.submit_reviews(
                    user_id=self.id,
                    reviews=(_review(each, variant=left[each["card_id"]].pop(0)),),
                    now=now,
                )
                assert result.status == "stored", result

    def _rows(self, statement: str) -> list[Any]:
        with self.app.app_context(), reading() as session:
            return [tuple(row) for row in session.execute(text(statement), {"u": self.id})]


class Device:
    """A browser window that is signed in, with a service worker and the cards at hand."""

    def __init__(self, chromium: "Browser", address: str, learner: Learner) -> None:
        self.context = chromium.new_context(viewport={"width": 1000, "height": 800})
        self.context.add_init_script(NO_SYNC)
        self.address = address
        self.learner = learner
        self.watched = Watched(self.context.new_page(), address)
        self.watched.sign_in(learner.name)
        self.fetch_cards()

    @property
    def page(self) -> "Page":
        """Return the present tab."""
        return self.watched.page

    def fetch_cards(self) -> None:
        """Wait for the worker, and for the cards."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        self.watched.go("/offline")
        self.page.wait_for_selector(READY)

    def offline(self, *, path: str = "/today") -> None:
        """Lose the line and open a page, which the worker stands in for."""
        self.context.set_offline(True)
        self.watched.go(path)
        self.page.wait_for_selector("#home:not([hidden]) #begin:not([hidden]), [data-kind=ask]")

    def online(self) -> None:
        """Have the line back."""
        self.context.set_offline(False)

    def crash(self) -> None:
        """Let the tab die without a word, and open another."""
        broken = self.page
        browser = self.context.browser
        assert browser
        system = browser.new_browser_cdp_session()
        processes = system.send("SystemInfo.getProcessInfo")["processInfo"]
        with broken.expect_event("crash"):
            for each in processes:
                if each["type"] == "renderer":
                    os.kill(each["id"], signal.SIGKILL)
        system.detach()
        self.watched = Watched(self.context.new_page(), self.address)
        broken.close()

    def run(self, code: str, argument: object = None) -> Any:
        """Run code that sees the page's own modules."""
        wrapped = f"async (given) => {{ {_MODULE} {code} }}"
        return self.page.evaluate(wrapped, argument)

    def answer(self, count: int, *, seed: int) -> None:
        """Answer by the page's module: two cards in turn, so that most are answered twice."""
        self.run(
            """
            const state = await bundle.open();
            for (let step = 0; step < given.count; step += 1) {
                const card = state.bundle.cards[given.seed + Math.floor(step / 4) * 2 + (step % 2)];
                const now = bundle.present(state.bundle);
                const rating = 1 + ((step * 7 + given.seed) % 4);
                if (!(await bundle.rate(state, card, {rating, shown: now - 900, now}))) throw step;
                await new Promise((done) => setTimeout(done, 2));
            }
            """,
            {"count": count, "seed": seed},
        )

    def kept(self) -> list[dict[str, Any]]:
        """Return what waits in the browser."""
        found: list[dict[str, Any]] = self.run("return queue.all()")
        return found

    def flush(self) -> str:
        """Send what waits; return why some still does."""
        why: str = self.run("return (await queue.flush()).why")
        return why


def answers_waiting(device: Device) -> list[dict[str, Any]]:
    """Return the answers that wait, in the order given."""
    return [each["review"] for each in device.kept()]


def _review(each: dict[str, Any], *, variant: str) -> study.Review:
    return study.Review(
        id=str(uuid4()),
        card_id=each["card_id"],
        question_id=each["question_id"],
        variant=variant,
        response=None,
        rating=each["rating"],
        shown_at=datetime.fromisoformat(each["shown_at"]),
        duration_ms=each["duration_ms"],
    )


MakeDevice = Callable[[Learner], Device]

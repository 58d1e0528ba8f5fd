"""Drafts by a model: what its passage bears out is a draft, anything else never arrives."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quizapp.errors import NotAllowedError
from quizapp.services.drafting import drafting
from quizapp.services.drafting.drafting import make_model_drafts
from quizapp.services.drafting.drafting_make import RULES, store_drafts
from quizapp.services.drafting.model_endpoint import Patience
from quizapp.settings import Settings
from tests.integration.author.conftest import Bank
from tests.integration.author.drafts_world import DRAFTED

BUILT: dict[str, Any] = {
    "type": "event",
    "evidence": "Konrad Zuse built the Z3 in 1941",
    "status": "stated",
    "statement": "In 1941 the Z3 was built by Konrad Zuse.",
    "explanation": "The passage gives the year.",
    "slots": {
        "what": "the Z3 was built by Konrad Zuse",
        "when": "1941",
        "when_label": None,
        "who": [{"name": "Konrad Zuse", "kind": "person"}],
        "where": None,
    },
}
MADE_UP = {**BUILT, "statement": "In 1941 Napoleon saw the Z3.", "evidence": "Napoleon saw it"}
QUICK = Patience(passage=2, article=6, retries=0, backoff=0.01)


@contextmanager
def endpoint(*contents: object) -> Iterator[str]:
    """Serve these answers, the last one for all further requests; give the address."""
    left = list(contents)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its base's name
            """Keep the tests quiet."""

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            content = left.pop(0) if len(left) > 1 else left[0]
            message = {"content": json.dumps({"facts": content})}
            data = json.dumps({"choices": [{"message": message}]}).encode()
            if isinstance(content, str):
                data = content.encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def folder(database: Flask, bank: Bank) -> Path:
    """Return the folder of a bank."""
    del database
    return bank.folder


def ask(folder: Path, settings: Settings, now: datetime, *contents: object) -> drafting.ModelDrafts:
    """Let a model with these answers draft the small bank's article."""
    with endpoint(*contents) as url:
        named = replace(settings, model_url=url, model_name="small")
        return make_model_drafts(
            folder, "engines", settings=named, now=now, by=None, patience=QUICK
        )


def test_nothing_is_asked_where_no_model_is_set(
    folder: Path, settings: Settings, now: datetime
) -> None:
    with pytest.raises(NotAllowedError, match="switched off"):
        make_model_drafts(folder, "engines", settings=settings, now=now, by=None)


def test_facts_that_the_passage_bears_out_become_drafts_of_the_model(
    folder: Path, settings: Settings, now: datetime
) -> None:
    store_drafts(folder, "engines", {RULES: DRAFTED}, replaces={RULES}, now=now, by=None)
    made = ask(folder, settings, now, [BUILT, MADE_UP], [])
    assert (made.made, made.by_model) == (1, 1)
    assert "1 of the model's facts were refused" in made.notice
    drafts = drafting.list_drafts(folder, "engines", held=True)
    (one,) = [each for each in drafts if each.origin == "model"]
    assert one.statement == BUILT["statement"]
    assert one.fact["slots"]["who"] == ["konrad-zuse"]
    assert len(drafts) == 5
    drafting.accept(folder, one.id, expected_version=1, now=now, by=None)
    assert ask(folder, settings, now, [BUILT], []).made == 0


def test_garbage_falls_back_to_the_rules_and_says_so(
    folder: Path, settings: Settings, now: datetime
) -> None:
    made = ask(folder, settings, now, "<html>")
    assert "drafted by rules instead" in made.notice
    assert made.by_model == 0
    drafts = drafting.list_drafts(folder, "engines", held=True)
    assert len(drafts) == made.made
    assert {each.origin for each in drafts} <= {"rules"}

"""A model that lies, dawdles or fails costs the author nothing: its made-up facts never arrive."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

import pytest

from quizapp.drafting.reading.document import Draft, DraftSet
from quizapp.errors import NotAllowedError
from quizapp.services.drafting.model_endpoint import ModelResult, Patience, ask_model
from quizapp.settings import Settings

KEY: Final = "sk-geheim-0123456789"
PASSAGES: Final = (
    (1, "The weir at Colne was built in 1790. John Pask told Mary Vane that it would last."),
    (2, "Mary Vane sold the mill in 1811 for 400 pounds, and the wheel was broken up."),
)

RIGHT: Final = {
    "type": "event",
    "evidence": "The weir at Colne was built in 1790",
    "status": "stated",
    "statement": "In 1790 the weir was built at Colne.",
    "explanation": "The passage gives the year.",
    "slots": {
        "what": "the weir at Colne was built",
        "when": "1790",
        "when_label": None,
        "who": None,
        "where": None,
    },
}
SAID: Final = {
    "type": "claim",
    "evidence": "John Pask told Mary Vane that it would last",
    "status": "attributed",
    "statement": "John Pask said that the weir would last.",
    "explanation": "It is what John Pask said.",
    "slots": {
        "speaker": {"name": "John Pask", "kind": "person"},
        "verb": "said",
        "to": None,
        "when": None,
        "when_label": None,
        "point": "the weir would last",
    },
}
MADE_UP: Final[tuple[dict[str, Any], ...]] = (
    {**RIGHT, "slots": {**RIGHT["slots"], "when": "1791"}},  # type: ignore[dict-item] # a dict
    {**RIGHT, "evidence": "The weir at Colne was built by giants"},
    {**RIGHT, "statement": "In 1790 Napoleon built the weir at Colne."},
    {**SAID, "slots": {**SAID["slots"], "speaker": {"name": "Ann Lee", "kind": "person"}}},  # type: ignore[dict-item] # a dict
    {**SAID, "slots": {**SAID["slots"], "speaker": {"name": "Mary Vane", "kind": "person"}}},  # type: ignore[dict-item] # a dict
    {**SAID, "status": "stated"},
    {**RIGHT, "type": "prophecy"},
)


class Endpoint(BaseHTTPRequestHandler):
    """Plays its script: one behaviour for each request, the last one for all further ones."""

    script: Sequence[Callable[["Endpoint"], None]]
    requests: list[tuple[str, str, dict[str, Any]]]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its base's name
        """Keep the tests quiet."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        step = min(len(self.requests), len(self.script) - 1)
        self.requests.append((self.path, self.headers.get("Authorization", ""), body))
        try:
            self.script[step](self)
        except OSError:
            self.close_connection = True

    def give(self, data: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def facts(*found: object) -> Callable[[Endpoint], None]:
    content = json.dumps({"facts": found})
    reply = {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}
    return lambda endpoint: endpoint.give(json.dumps(reply).encode())


def status(number: int) -> Callable[[Endpoint], None]:
    return lambda endpoint: endpoint.give(f'{{"error": "{KEY}"}}'.encode(), number)


def raw(data: bytes) -> Callable[[Endpoint], None]:
    return lambda endpoint: endpoint.give(data)


def slow(endpoint: Endpoint) -> None:
    time.sleep(1)
    endpoint.give(b"{}")


def drip(endpoint: Endpoint) -> None:
    endpoint.send_response(200)
    endpoint.end_headers()
    for _ in range(200):
        endpoint.wfile.write(b" ")
        endpoint.wfile.flush()
        time.sleep(0.02)


def hang_up(endpoint: Endpoint) -> None:
    endpoint.connection.close()


class Quiet(ThreadingHTTPServer):
    """A server that does not print what a cut connection does to it."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep the tests quiet."""


class Model:
    """A running endpoint and what asking it gives."""

    def __init__(self) -> None:
        self.handler = type("OwnEndpoint", (Endpoint,), {"requests": [], "script": ()})
        self.server = Quiet(("127.0.0.1", 0), self.handler)
        self.by_rules_asked: list[int] = []

    @property
    def requests(self) -> list[tuple[str, str, dict[str, Any]]]:
        found: list[tuple[str, str, dict[str, Any]]] = getattr(self.handler, "requests")  # noqa: B009 - made with its class
        return found

    def settings(self) -> Settings:
        return Settings.from_environment(
            {
                "QUIZAPP_MODEL_URL": f"http://127.0.0.1:{self.server.server_port}/v1",
                "QUIZAPP_MODEL_NAME": "small",
                "QUIZAPP_MODEL_KEY": KEY,
            }
        )

    def ask(
        self, *script: Callable[[Endpoint], None], patience: Patience | None = None
    ) -> ModelResult:
        setattr(self.handler, "script", script)  # noqa: B010 - made with its class
        return ask_model(
            PASSAGES,
            known={},
            article="weir",
            topic="water",
            settings=self.settings(),
            by_rules=self.by_rules,
            patience=patience or Patience(passage=5, article=30, backoff=0.01),
        )

    def by_rules(self, passages: Sequence[tuple[int, str]]) -> DraftSet:
        self.by_rules_asked.extend(number for number, _ in passages)
        return DraftSet((), tuple(Draft({"passage": number}, 0.5) for number, _ in passages))


@pytest.fixture
def model() -> Iterator[Model]:
    made = Model()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def statements(result: ModelResult) -> list[str]:
    return [each.fact["statement"] for each in result.by_model.drafts]


def test_nothing_is_sent_where_no_model_is_set() -> None:
    with pytest.raises(NotAllowedError, match="switched off"):
        ask_model(
            PASSAGES,
            known={},
            article="weir",
            topic="water",
            settings=Settings.from_environment({"QUIZAPP_MODEL_NAME": "small"}),
            by_rules=lambda passages: DraftSet((), (Draft({}, 1.0),) * len(passages)),
        )


def test_right_facts_become_drafts_and_each_passage_is_sent_by_itself(model: Model) -> None:
    result = model.ask(facts(RIGHT, SAID), facts())
    assert statements(result) == [RIGHT["statement"], SAID["statement"]]
    assert [each["id"] for each in result.by_model.entities] == ["john-pask"]
    assert result.by_rules == DraftSet()
    assert (result.notice, dict(result.refused), dict(result.failed)) == ("", {}, {})
    assert [path for path, _, _ in model.requests] == ["/v1/chat/completions"] * 2
    assert {key for _, key, _ in model.requests} == {f"Bearer {KEY}"}
    for (_, text), (_, _, body) in zip(PASSAGES, model.requests, strict=True):
        assert text in body["messages"][1]["content"]
        assert body["model"] == "small"


def test_none_of_the_made_up_facts_arrives(model: Model) -> None:
    result = model.ask(facts(*MADE_UP, RIGHT), facts(RIGHT, SAID))
    assert statements(result) == [RIGHT["statement"]]
    assert result.by_model.entities == ()
    # The second passage says nothing of what its answer holds.
    assert sum(result.refused.values()) == len(MADE_UP) + 2
    assert "9 of the model's facts were refused" in result.notice
    assert model.by_rules_asked == []


def test_too_many_requests_are_waited_out(model: Model) -> None:
    result = model.ask(status(429), status(503), facts(RIGHT), facts())
    assert statements(result) == [RIGHT["statement"]]
    assert len(model.requests) == 4
    assert result.failed == {}


def test_an_endpoint_that_always_fails_leaves_it_to_the_rules(model: Model) -> None:
    result = model.ask(status(500))
    assert result.by_model == DraftSet()
    assert [each.fact["passage"] for each in result.by_rules.drafts] == [1, 2]
    assert result.failed == {1: "it answered 500", 2: "it answered 500"}
    assert "all passages (it answered 500): drafted by rules" in result.notice
    assert len(model.requests) == 6


def test_one_failed_passage_alone_is_drafted_by_rules(model: Model) -> None:
    result = model.ask(facts(RIGHT), status(400))
    assert statements(result) == [RIGHT["statement"]]
    assert model.by_rules_asked == [2]
    assert "1 of 2 passages (it answered 400)" in result.notice
    assert len(model.requests) == 2


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (raw(b"<html>Sorry</html>"), "not in the form"),
        (raw(b""), "not in the form"),
        (raw(b'{"choices": [{"message": {"content": "I cannot do that."}}]}'), "not in the form"),
        (raw(b"\x00\xff" * 50), "not in the form"),
        (raw(b" " * (600 * 1024)), "too long"),
        (status(302), "it answered 302"),
        (hang_up, "the connection failed"),
    ],
)
def test_garbage_leaves_it_to_the_rules(
    model: Model, behaviour: Callable[[Endpoint], None], why: str
) -> None:
    result = model.ask(behaviour)
    assert result.by_model == DraftSet()
    assert model.by_rules_asked == [1, 2]
    assert why in result.failed[1]


@pytest.mark.parametrize("behaviour", [slow, drip])
def test_a_slow_endpoint_is_not_waited_for(
    model: Model, behaviour: Callable[[Endpoint], None]
) -> None:
    begun = time.monotonic()
    patience = Patience(passage=0.2, article=5, retries=1, backoff=0.01)
    result = model.ask(behaviour, patience=patience)
    assert time.monotonic() - begun < 2
    assert result.failed == {1: "it took too long", 2: "it took too long"}
    assert model.by_rules_asked == [1, 2]


def test_the_whole_article_has_its_limit(model: Model) -> None:
    begun = time.monotonic()
    patience = Patience(passage=5, article=0.3, retries=5, backoff=0.05, give_up_after=9)
    result = model.ask(slow, patience=patience)
    assert time.monotonic() - begun < 2
    assert set(result.failed) == {1, 2}


def test_after_failures_in_a_row_it_is_not_asked_again(model: Model) -> None:
    patience = Patience(passage=1, article=5, retries=0, give_up_after=1)
    result = model.ask(status(500), patience=patience)
    assert result.failed == {1: "it answered 500", 2: "it was not asked again"}
    assert len(model.requests) == 1


def test_nobody_listening_leaves_it_to_the_rules(model: Model) -> None:
    settings = Settings.from_environment(
        {"QUIZAPP_MODEL_URL": "http://127.0.0.1:9/v1", "QUIZAPP_MODEL_NAME": "small"}
    )
    result = ask_model(
        PASSAGES,
        known={},
        article="weir",
        topic="water",
        settings=settings,
        by_rules=model.by_rules,
        patience=Patience(passage=1, article=3, retries=1, backoff=0.01),
    )
    assert result.failed == {1: "the connection failed", 2: "the connection failed"}


def test_the_key_is_neither_logged_nor_shown(
    model: Model, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        result = model.ask(status(401))
    written = capfd.readouterr()
    shown = repr(result) + caplog.text + written.out + written.err + repr(model.settings())
    assert KEY not in shown

"""Drafts by a language model behind an OpenAI-compatible endpoint; by rules where it fails."""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from quizapp.bank.document import Entity
from quizapp.drafting.model.model import Judge, ModelReplyError, read_reply, request_body
from quizapp.drafting.reading.document import DraftSet
from quizapp.errors import NotAllowedError
from quizapp.services.outside.outgoing import Deadline, TimeLimitError, cut_at
from quizapp.settings import Settings

MAX_REPLY_BYTES: Final = 512 * 1024
_CHUNK: Final = 64 * 1024
_TOO_MANY: Final = 429
_SERVER_FAILS: Final = 500

Passages = Sequence[tuple[int, str]]
"""Number and text of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the endpoint is waited for, in seconds, and how often it is asked again.

    Attributes:
        passage: for one answer, from dialling to its last byte.
        article: for all passages and tries together.
        retries: after 429, 5xx, a time-out or a broken connection.
        backoff: before the first retry; doubled before each further one.
        give_up_after: passages in a row without an answer, after which no more are sent.
    """

    passage: float = 20.0
    article: float = 180.0
    retries: int = 2
    backoff: float = 1.0
    give_up_after: int = 2


@dataclass(frozen=True, slots=True)
class ModelResult:
    """What came of asking a model.

    Attributes:
        by_model: the facts that the passages bear out.
        by_rules: drafts of the passages that the model gave no answer for.
        refused: reason -> how many of the model's facts were refused for it.
        failed: passage -> why it has drafts by rules instead.
        notice: what happened, in a sentence or two for the author.
    """

    by_model: DraftSet
    by_rules: DraftSet
    refused: Mapping[str, int]
    failed: Mapping[int, str] = field(default_factory=dict)
    notice: str = ""


class _NoAnswerError(Exception):
    """One try gave no usable answer; ``again`` says whether another one may."""

    def __init__(self, why: str, *, again: bool) -> None:
        super().__init__(why)
        self.why = why
        self.again = again


@dataclass(frozen=True, slots=True)
class _Endpoint:
    """Where and how to ask."""

    url: str
    model: str
    key: str = field(repr=False)

    def ask(self, passage: str, deadline: Deadline) -> bytes:
        """Return the body of the endpoint's answer for one passage."""
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if secure else 80)
        try:
            with (
                socket.create_connection((host, port), timeout=deadline.left()) as plain,
                cut_at(deadline, plain),
            ):
                plain.settimeout(deadline.left())
                connection = plain
                if secure:
                    context = ssl.create_default_context()
                    connection = context.wrap_socket(plain, server_hostname=host)
                data = self._exchange(connection, host, port, passage, secure=secure)
            # An answer without a length looks whole where it was cut.
            deadline.left()
        except (TimeLimitError, TimeoutError):
            raise _NoAnswerError("it took too long", again=True) from None
        except _NoAnswerError as failure:
            _in_time(deadline)
            raise failure from None
        except ssl.SSLCertVerificationError:
            raise _NoAnswerError("its certificate is not valid", again=False) from None
        except (OSError, http.client.HTTPException, ValueError):
            _in_time(deadline)
            raise _NoAnswerError("the connection failed", again=True) from None
        return data

    def _exchange(
        self, connection: socket.socket, host: str, port: int, passage: str, *, secure: bool
    ) -> bytes:
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        client = kind(host, port)
        client.auto_open = 0
        client.sock = connection
        headers = {"Content-Type": "application/json", "Connection": "close"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        body = json.dumps(request_body(passage, model=self.model)).encode()
        path = f"{urlsplit(self.url).path.rstrip('/')}/chat/completions"
        try:
            client.request("POST", path, body=body, headers=headers)
            with client.getresponse() as response:
                return _body(response)
        finally:
            client.close()
            connection.close()


def _in_time(deadline: Deadline) -> None:
    try:
        deadline.left()
    except TimeLimitError:
        raise _NoAnswerError("it took too long", again=True) from None


def _body(response: http.client.HTTPResponse) -> bytes:
    status = response.status
    if status != http.HTTPStatus.OK:
        again = status == _TOO_MANY or status >= _SERVER_FAILS
        raise _NoAnswerError(f"it answered {status}", again=again)
    data = bytearray()
    while chunk := response.read(_CHUNK):
        data += chunk
        if len(data) > MAX_REPLY_BYTES:
            raise _NoAnswerError("its answer was too long", again=False)
    return bytes(data)


def _facts_of(
    endpoint: _Endpoint, passage: str, patience: Patience, whole: Deadline
) -> tuple[object, ...]:
    """Return a passage's facts, asking again where that may help."""
    for attempt in range(patience.retries + 1):
        try:
            now = time.monotonic()
            deadline = Deadline(now + min(patience.passage, whole.left()))
            return read_reply(endpoint.ask(passage, deadline))
        except TimeLimitError:
            raise _NoAnswerError("the time for the article was used up", again=False) from None
        except ModelReplyError:
            raise _NoAnswerError("its answer was not in the form asked for", again=False) from None
        except _NoAnswerError as failure:
            pause = patience.backoff * 2**attempt
            if not failure.again or attempt == patience.retries or _over(whole, pause):
                raise
            time.sleep(pause)
    raise AssertionError  # the last try returns or raises


def _over(whole: Deadline, pause: float) -> bool:
    try:
        return whole.left() <= pause
    except TimeLimitError:
        return True


def _notice(asked: int, failed: Mapping[int, str], refused: Mapping[str, int]) -> str:
    parts = []
    if failed:
        whole = "all passages" if len(failed) == asked else f"{len(failed)} of {asked} passages"
        why = "; ".join(dict.fromkeys(failed.values()))
        parts.append(f"The model gave no answer for {whole} ({why}): drafted by rules instead.")
    if refused:
        count = sum(refused.values())
        parts.append(f"{count} of the model's facts were refused: the passages do not say them.")
    return " ".join(parts)


def ask_model(
    passages: Passages,
    *,
    known: Mapping[str, Entity],
    article: str,
    topic: str,
    settings: Settings,
    by_rules: Callable[[Passages], DraftSet],
    patience: Patience | None = None,
    going_on: Callable[[int, int], None] | None = None,
) -> ModelResult:
    """Return drafts by the model that the settings name, and by rules for what it cannot do.

    Args:
        passages: number and text of each; each is sent by itself.
        known: entities of the bank, by id.
        article: id of the article; each fact's id starts with it.
        topic: id of the topic that each draft gets.
        settings: the endpoint; nothing is sent where none is set.
        by_rules: drafts the passages that the model gave no answer for.
        patience: time limits and retries; None for the usual ones.
        going_on: is told before each passage how many are done, of how many; raises to stop.

    Raises:
        NotAllowedError: no model is set.
    """
    if not settings.model_on:
        raise NotAllowedError(
            "Drafting by a language model is switched off on this site. Draft by rules."
        )
    patience = patience or Patience()
    endpoint = _Endpoint(settings.model_url, settings.model_name, settings.model_key)
    whole = Deadline(time.monotonic() + patience.article)
    judge = Judge(known=known, article=article, topic=topic)
    failed: dict[int, str] = {}
    in_a_row = 0
    for done, (number, text) in enumerate(passages):
        if going_on is not None:
            going_on(done, len(passages))
        if in_a_row >= patience.give_up_after:
            failed[number] = "it was not asked again"
            continue
        try:
            judge.judge(number, text, _facts_of(endpoint, text, patience, whole))
            in_a_row = 0
        except _NoAnswerError as failure:
            failed[number] = failure.why
            in_a_row += 1
    if going_on is not None:
        going_on(len(passages), len(passages))
    left = [each for each in passages if each[0] in failed]
    return ModelResult(
        by_model=judge.drafts,
        by_rules=by_rules(left) if left else DraftSet(),
        refused=dict(judge.refused),
        failed=failed,
        notice=_notice(len(passages), failed, judge.refused),
    )

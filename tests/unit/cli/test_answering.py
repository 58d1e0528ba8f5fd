"""A body as the application reads it, from what the server gives of it."""

import io
import time

import pytest
from werkzeug.exceptions import ClientDisconnected

from quizapp.cli.answering import Received
from quizapp.cli.bodies import PIECE_BYTES, Bodies, Body
from quizapp.cli.places import Places

LONG = bytes(range(256)) * 1000


def received(
    sent: bytes, *, length: int | None, places: Places | None = None
) -> tuple[Received, io.BytesIO]:
    """Return a body of which ``sent`` comes, with the application at work on it."""
    at_work = places or Places(1)
    at_work.take()
    raw = io.BytesIO(sent)
    bodies = Bodies(awaited=2, uploads=1, now=time.monotonic)
    body = Body(lambda: None)
    return Received(raw, body=body, length=length, bodies=bodies, places=at_work), raw


@pytest.mark.parametrize("length", [True, False])
@pytest.mark.parametrize("sent", [b"", b"short", LONG[:PIECE_BYTES], LONG, LONG[: 2 * PIECE_BYTES]])
def test_what_was_sent_is_read_as_it_was(sent: bytes, length: bool) -> None:  # noqa: FBT001 - pytest's
    body, _ = received(sent, length=len(sent) if length else None)
    beginning = body.begin()
    assert beginning is not None
    assert beginning.read() == sent
    assert beginning.read(5) == b""


def test_the_beginning_alone_is_waited_for_first() -> None:
    body, raw = received(LONG, length=len(LONG))
    beginning = body.begin()
    assert beginning is not None
    assert raw.tell() == PIECE_BYTES
    assert beginning.read(10) == LONG[:10]
    assert raw.tell() == PIECE_BYTES, "it reads on when that is used up"


def test_what_belongs_to_the_next_request_is_left() -> None:
    body, raw = received(b"form=1GET /", length=6)
    beginning = body.begin()
    assert beginning is not None
    assert beginning.read() == b"form=1"
    assert raw.read() == b"GET /"


@pytest.mark.parametrize("missing", [1, 200])
def test_a_short_body_that_breaks_off_is_none(missing: int) -> None:
    body, _ = received(b"form=1", length=6 + missing)
    assert body.begin() is None


def test_a_long_body_that_breaks_off_is_an_error_and_no_end() -> None:
    body, _ = received(LONG, length=len(LONG) + 1)
    beginning = body.begin()
    assert beginning is not None
    with pytest.raises(ClientDisconnected):
        beginning.read()


def test_while_the_rest_is_waited_for_another_has_the_place() -> None:
    places = Places(1)
    body, raw = received(LONG, length=len(LONG), places=places)
    beginning = body.begin()
    assert beginning is not None
    read, held = raw.read, []

    def spy(size: int | None = -1, /) -> bytes:
        places.take()  # Would wait for ever if the reader had it.
        held.append(size)
        places.give_back()
        return read(size)

    raw.read = spy  # type: ignore[method-assign]  # what the server's own read may meet
    assert beginning.read() == LONG
    assert held
    assert places.waiting == 0

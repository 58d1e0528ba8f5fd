"""Between granian and the application: a request is answered when its body is there.

``wrapping`` takes the place of granian's own step from its protocol to a WSGI application, in
which alone a line can be closed while its body is read.
"""

import io
import time
from collections.abc import Callable, Generator, Iterable, Iterator, MutableMapping
from typing import IO, Any, Final, Protocol

from granian import wsgi
from werkzeug.exceptions import ClientDisconnected

from quizapp.cli.bodies import AWAITED, PIECE_BYTES, Bodies, Body
from quizapp.cli.places import Places

Headers = list[tuple[str, str]]
Environ = MutableMapping[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
Runner = Callable[["Line", Environ], object]
_WITHOUT_BODY: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LATE: Final = 408
_BROKEN_OFF: Final = 400


class Line(Protocol):
    """What of granian's protocol is used: an answer, the first of which is sent."""

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer with a whole body."""

    def response_iter(self, status: int, headers: Headers, body: Iterator[bytes]) -> None:
        """Answer with a body in pieces."""


class Input(Protocol):
    """What of granian's ``wsgi.input`` is used."""

    def read(self, size: int) -> bytes:
        """Return so many bytes as soon as they are there, fewer at the end of the body."""


def wrapping(*, threads: int) -> Callable[[Application, dict[str, Any], str | None], Runner]:
    """Return the step from granian's protocol to an application, made anew in each worker.

    Args:
        threads: so many requests the application works on at once.
    """

    def wrap(app: Application, options: dict[str, Any], log_format: str | None = None) -> Runner:
        places = Places(threads)
        bodies = Bodies(awaited=AWAITED, uploads=threads, now=time.monotonic)

        def in_place(environ: Environ, start: Callable[..., object]) -> Iterable[bytes]:
            places.take()
            try:
                return app(environ, start)
            finally:
                places.give_back()

        answer: Runner = wsgi._callback_wrapper(in_place, options, log_format)  # noqa: SLF001 - see above

        def take_on(line: Line, scope: Environ) -> None:
            chunked = "HTTP_TRANSFER_ENCODING" in scope
            if not chunked and scope.get("CONTENT_LENGTH", "0") == "0":
                answer(line, scope)
                return
            body = Body(lambda: _close(line))
            received = Received(
                scope["wsgi.input"],
                body=body,
                length=None if chunked else int(scope["CONTENT_LENGTH"]),
                bodies=bodies,
                places=places,
            )
            try:
                if scope["REQUEST_METHOD"] in _WITHOUT_BODY:
                    scope["wsgi.input"] = received
                    answer(line, scope)
                elif (beginning := received.begin()) is not None:
                    scope["wsgi.input"] = beginning
                    answer(line, scope)
                else:
                    line.response_bytes(_BROKEN_OFF, [("connection", "close")], b"")
            finally:
                bodies.forget(body)

        return take_on

    return wrap


def _close(line: Line) -> None:
    """Close a line without an answer: a body shorter than was said is none.

    Only this ends a read that waits: after a complete answer the server would go on reading.
    """
    line.response_iter(_LATE, [("content-length", "1")], _nothing())


def _nothing() -> Generator[bytes]:
    yield from ()


class Received(io.RawIOBase):
    """A body as the application reads it: the beginning at once, the rest as it comes.

    While the application waits for the rest, another request has its place.

    Args:
        length: bytes, as the sender said; None where only the end of the body will tell.
    """

    def __init__(
        self, raw: Input, *, body: Body, length: int | None, bodies: Bodies, places: Places
    ) -> None:
        self._raw = raw
        self._body = body
        self._left = length
        self._bodies = bodies
        self._places = places
        self._beginning = b""
        self._ended = False

    def begin(self) -> IO[bytes] | io.RawIOBase | None:
        """Wait for the beginning; return what to read the body from, None where it broke off."""
        size = PIECE_BYTES if self._left is None else min(PIECE_BYTES, self._left)
        data = self._bodies.first(self._body, lambda: self._raw.read(size))
        if data is None or not self._count(data, size):
            return None
        if self._ended:
            return io.BytesIO(data)
        self._beginning = data
        return self

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill what comes next into a buffer; return how many bytes, 0 at the end.

        Raises:
            BusyError: too many others are sending.
            ClientDisconnected: the line was closed before the end.
        """
        if not self._beginning and not self._ended:
            self._beginning = self._next(len(buffer))
        data, self._beginning = self._beginning[: len(buffer)], self._beginning[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def _next(self, wanted: int) -> bytes:
        size = min(wanted, PIECE_BYTES)
        if self._left is not None:
            size = min(size, self._left)
        self._places.give_back()
        try:
            data = self._bodies.next(self._body, lambda: self._raw.read(size))
        finally:
            self._places.take()
        if data is None or not self._count(data, size):
            raise ClientDisconnected
        return data

    def _count(self, data: bytes, asked: int) -> bool:
        """Count what came; return whether it is all that there should be until now."""
        short = len(data) < asked
        if self._left is None:
            self._ended = short
            return True
        self._left -= len(data)
        self._ended = not self._left
        return not short

"""Time limits on connections that the server itself opens: no host can keep it waiting."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


class TimeLimitError(Exception):
    """A request was not done in its time. Callers say so in their own words."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When everything must be done, in seconds of the monotonic clock."""

    at: float

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            TimeLimitError: none are.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeLimitError
        return left

    def is_over(self) -> bool:
        """Return whether no time is left."""
        return self.at <= time.monotonic()


@contextmanager
def cut_at(deadline: Deadline, connection: socket.socket) -> Iterator[None]:
    """Cut a connection when time is up, however slowly its bytes drip in.

    A socket's own time-out begins anew with each byte. ``connection`` is the plain socket, before
    it is wrapped for TLS; a reader sees the cut as the end of what is sent.
    """
    handle = connection.dup()

    def cut() -> None:
        with suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(deadline.left(), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        handle.close()

"""How long a body is waited for, and how many at once."""

import threading
import time
from collections.abc import Callable

import pytest

from quizapp.cli import bodies as rules
from quizapp.cli.bodies import Bodies, Body
from quizapp.errors import BusyError

PATIENCE_S = 10.0


class Sender:
    """A body whose sender sends when it is told to; closing its line ends the read."""

    def __init__(self) -> None:
        self.body = Body(self._close)
        self.closed = False
        self.got: bytes | None = None
        self.refused = False
        self._sent = threading.Event()
        self._thread: threading.Thread | None = None

    def waits(self, wait: Callable[[Body, Callable[[], bytes]], bytes | None]) -> None:
        """Begin to wait for it, in a thread; return once that waits."""
        reads = threading.Event()

        def read() -> bytes:
            reads.set()
            assert self._sent.wait(PATIENCE_S)
            return b"" if self.closed else b"what was sent"

        def run() -> None:
            try:
                self.got = wait(self.body, read)
            except BusyError:
                self.refused = True
                reads.set()

        self._sent.clear()
        self._thread = threading.Thread(target=run)
        self._thread.start()
        assert reads.wait(PATIENCE_S)

    def sends(self) -> "Sender":
        """Send something."""
        self._sent.set()
        return self.ends()

    def ends(self) -> "Sender":
        """Wait for the end of the read."""
        assert self._thread
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()
        return self

    def _close(self) -> None:
        assert not self.closed, "once only"
        self.closed = True
        self._sent.set()


def test_what_comes_in_time_is_given_on() -> None:
    bodies, sender = Bodies(awaited=2, uploads=1, now=time.monotonic), Sender()
    sender.waits(bodies.first)
    assert sender.sends().got == b"what was sent"
    sender.waits(bodies.next)
    assert sender.sends().got == b"what was sent"
    assert not sender.closed


def test_what_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "GRACE_S", 0.2)
    bodies, sender = Bodies(awaited=2, uploads=1, now=time.monotonic), Sender()
    for wait in (bodies.first, bodies.next):
        sender = Sender()
        sender.waits(wait)
        assert sender.ends().got is None
        assert sender.closed


def test_who_has_kept_us_waiting_longest_goes_where_too_many_wait() -> None:
    bodies, senders = Bodies(awaited=3, uploads=1, now=time.monotonic), [Sender() for _ in range(5)]
    for sender in senders:
        sender.waits(bodies.first)
    assert [each.closed for each in senders] == [True, True, False, False, False]
    assert [each.ends().got for each in senders[:2]] == [None, None]
    assert all(each.sends().got for each in senders[2:])


def test_an_upload_finds_no_place_while_others_are_fast_and_takes_that_of_a_slow_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bodies, first, second, third = (
        Bodies(awaited=3, uploads=2, now=time.monotonic),
        Sender(),
        Sender(),
        Sender(),
    )
    for sender in (first, second, third):
        sender.waits(bodies.next)
    assert third.ends().refused
    monkeypatch.setattr(rules, "GIVES_WAY_S", 0.0)
    third = Sender()
    third.waits(bodies.next)
    assert (first.ends().closed, first.got, second.closed) == (True, None, False)
    # One that has a place keeps it between its pieces, until it is forgotten.
    assert second.sends().got
    monkeypatch.setattr(rules, "GIVES_WAY_S", 60.0)
    refused = Sender()
    refused.waits(bodies.next)
    assert refused.ends().refused
    bodies.forget(second.body)
    refused.waits(bodies.next)
    assert refused.sends().got
    assert third.sends().got


def test_time_grows_with_what_came_but_not_without_end() -> None:
    body, told_s = Body(lambda: None), [0.0]
    bodies = Bodies(awaited=2, uploads=1, now=lambda: told_s[0])

    def comes(size: int, *, after_s: float) -> float:
        def read() -> bytes:
            told_s[0] += after_s
            return bytes(size)

        assert bodies.first(body, read) == bytes(size)
        return body.left_s

    slowest = rules.SLOWEST_BYTES_S
    assert comes(8 * slowest, after_s=8) == pytest.approx(rules.GRACE_S), "just fast enough"
    assert comes(4 * slowest, after_s=8) == pytest.approx(rules.GRACE_S - 4)
    assert comes(10_000 * slowest, after_s=1) == rules.LONGEST_PAUSE_S
    assert rules.PIECE_BYTES / slowest < rules.GRACE_S, "a piece may take as long as it may"

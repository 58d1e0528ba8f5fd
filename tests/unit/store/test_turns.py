"""Writers of one process wait in a line: first come, first served, and never two at once."""

import threading
import time

import pytest

from quizapp.errors import BusyError
from quizapp.store.turns import Turns

PATIENCE_S = 10.0


class _Writers:
    """Threads that take turns, and the order in which they had them."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.order: list[int] = []
        self.threads: list[threading.Thread] = []

    def queue_up(self, name: int) -> None:
        """Start a writer, and wait until it stands in the line."""
        before = self.turns.waiting
        thread = threading.Thread(target=self._write, args=(name,))
        self.threads.append(thread)
        thread.start()
        until = time.monotonic() + PATIENCE_S
        while self.turns.waiting == before and time.monotonic() < until:
            time.sleep(0.001)

    def finish(self) -> None:
        for thread in self.threads:
            thread.join(PATIENCE_S)

    def _write(self, name: int) -> None:
        with self.turns.turn(timeout_s=PATIENCE_S):
            self.order.append(name)


def test_writers_come_in_the_order_in_which_they_asked() -> None:
    turns = Turns()
    writers = _Writers(turns)
    with turns.turn(timeout_s=PATIENCE_S):
        for name in range(12):
            writers.queue_up(name)
        assert turns.waiting == 12
        assert writers.order == []
    writers.finish()
    assert writers.order == list(range(12))
    assert turns.waiting == 0


def test_who_was_just_served_goes_to_the_end_of_the_line() -> None:
    turns = Turns()
    order: list[str] = []
    writers = _Writers(turns)
    with turns.turn(timeout_s=PATIENCE_S):
        writers.queue_up(1)
        writers.queue_up(2)
    with turns.turn(timeout_s=PATIENCE_S):
        order.append("again")
        assert writers.order == [1, 2], "without a line the same thread would be first again"
    writers.finish()


def test_two_never_have_the_turn_at_once() -> None:
    turns, inside, most = Turns(), [0], [0]

    def write() -> None:
        for _ in range(200):
            with turns.turn(timeout_s=PATIENCE_S):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)
                inside[0] -= 1

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert most == [1]


def test_a_turn_that_does_not_come_in_time_is_given_up_and_holds_up_nobody() -> None:
    turns = Turns()
    writers = _Writers(turns)
    refused: list[BusyError] = []

    def hasty() -> None:
        try:
            with turns.turn(timeout_s=0.02):
                raise AssertionError("somebody else has the turn")
        except BusyError as error:
            refused.append(error)

    with turns.turn(timeout_s=PATIENCE_S):
        thread = threading.Thread(target=hasty)
        thread.start()
        thread.join(PATIENCE_S)
        writers.queue_up(1)
    writers.finish()
    assert len(refused) == 1
    assert writers.order == [1]


def test_a_writer_that_fails_passes_its_turn_on() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn(timeout_s=PATIENCE_S):
        _ = 1 / 0
    with turns.turn(timeout_s=0.0):
        pass


def test_turns_of_one_thread_nest() -> None:
    turns = Turns()
    writers = _Writers(turns)
    with turns.turn(timeout_s=PATIENCE_S):
        with turns.turn(timeout_s=PATIENCE_S):
            writers.queue_up(1)
        assert writers.order == [], "the outer turn is not over"
    writers.finish()
    assert writers.order == [1]

"""Places of threads."""

import threading
import time
from collections.abc import Callable

from quizapp.cli.places import Places

PATIENCE_S = 10.0


def test_who_has_waited_longest_is_next() -> None:
    places = Places(1)
    came: list[int] = []
    threads: list[threading.Thread] = []

    def come(number: int) -> None:
        places.take()
        came.append(number)

    places.take()
    for number in range(5):
        thread = threading.Thread(target=come, args=(number,))
        thread.start()
        threads.append(thread)
        wait_for(lambda: places.waiting == len(threads))
    for number in range(5):
        places.give_back()
        threads[number].join(PATIENCE_S)
        assert came == list(range(number + 1))
    places.give_back()
    places.take()
    assert places.waiting == 0


def test_no_more_work_at_once_than_there_are_places() -> None:
    places, guard = Places(3), threading.Lock()
    now, most = 0, 0

    def work() -> None:
        nonlocal now, most
        for _ in range(50):
            places.take()
            with guard:
                now += 1
                most = max(most, now)
            time.sleep(0)
            with guard:
                now -= 1
            places.give_back()

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert (now, most) == (0, 3)


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until_s = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < until_s
        time.sleep(0.001)

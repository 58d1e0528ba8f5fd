"""The questions of a large bank by several processes: the same bytes as by one, in less time.

The bank's articles are handed out one by one, to processes of our own and to this one, whoever is
free; what repeats another question is found when all are there, in the order of the bank.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread
from typing import Final

from quizapp.bank.document import Bank
from quizapp.errors import ConfigurationError
from quizapp.generation.context import context_of
from quizapp.generation.generate import Generated, Judged, Maker, generate, settle
from quizapp.services.processes.own_process import program_environment
from quizapp.services.publishing import generating_process
from quizapp.services.publishing.generating_process import Failed, Order

FEWEST_FACTS: Final = 1_000
"""Of a smaller bank one process makes the questions before another has begun."""
MOST_PROCESSES: Final = 3
"""Each takes 250 MB for 20 000 facts: with more than these a publish would take a gigabyte."""
ENDED: Final = (
    "A process that made questions ended with code {code}: the machine may be short of memory. "
    "Nothing was published. `quizapp bank publish --processes 1` takes least."
)

NOT_STARTED: Final = (
    "Another process that makes questions cannot be started: {reason}. Nothing was published. "
    "`quizapp bank publish --processes 1` takes none."
)


def processors() -> int:
    """Return how many processes can make questions at once here, at most ``MOST_PROCESSES``."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(here, MOST_PROCESSES)


def generate_with(bank: Bank, *, seed: str, processes: int) -> Generated:
    """Return the questions of a bank, made by so many processes where it is large.

    The caller must be free to start processes and threads: no server that answers requests.

    Args:
        bank: that has passed every check.
        seed: of the questions.
        processes: this one among them.

    Raises:
        ConfigurationError: a process was ended from outside.
        RuntimeError: making questions failed in a process; holds what it would have printed.
    """
    shares = _shares(bank)
    if min(processes, len(shares)) <= 1 or sum(map(len, shares)) < FEWEST_FACTS:
        return generate(bank, seed=seed)
    work = _Work.of(shares)
    order = Order(replace(bank, positions={}, files={}), seed)
    with _helped(work, order, helpers=min(processes, len(shares)) - 1):
        maker = Maker(context_of(bank, seed=seed))
        while (place := work.take()) is not None:
            work.made[place] = tuple(maker.make(shares[place]))
    return settle(each for share in work.collected() for each in share)


def _shares(bank: Bank) -> tuple[tuple[str, ...], ...]:
    """Return the facts of each article that has some, in the order of the bank."""
    return tuple(
        tuple(fact.id for fact in each.facts) for each in bank.articles.values() if each.facts
    )


@dataclass(slots=True)
class _Work:
    """The shares of a bank, what was made of each, and what went wrong first.

    Several threads take and put: each step is one operation of a deque or a list.
    """

    shares: Sequence[Sequence[str]]
    made: list[tuple[Judged, ...] | None]
    left: deque[int]
    errors: list[Exception] = field(default_factory=list)

    @classmethod
    def of(cls, shares: Sequence[Sequence[str]]) -> "_Work":
        """Return the work on these shares, of which nothing is made."""
        return cls(shares, [None] * len(shares), deque(range(len(shares))))

    def take(self) -> int | None:
        """Return the place of a share that nobody has taken; None when all are, or one failed."""
        if self.errors:
            return None
        try:
            return self.left.popleft()
        except IndexError:
            return None

    def collected(self) -> Sequence[tuple[Judged, ...]]:
        """Return what was made of each share, in their order.

        Raises:
            ConfigurationError, RuntimeError: as ``generate_with`` says.
        """
        if self.errors:
            raise self.errors[0]
        made = [each for each in self.made if each is not None]
        if len(made) < len(self.shares):
            raise RuntimeError("questions of some facts were not made")
        return made


@contextmanager
def _helped(work: _Work, order: Order, *, helpers: int) -> Iterator[None]:
    """Let processes take from the work as well; all have ended when this is left."""
    started: list[_Helper] = []
    try:
        for _ in range(helpers):
            # One by one: if the second cannot be started, the first must be ended.
            started.append(_Helper.start(order, work))  # noqa: PERF401 - see above
        yield
        for helper in started:
            helper.thread.join()
    finally:
        # Also when we are interrupted: what hands out to a process sees that it is gone.
        for helper in started:
            helper.stop()


@dataclass(frozen=True, slots=True)
class _Helper:
    """A process that makes questions, and the thread that hands out to it."""

    process: "subprocess.Popen[bytes]"
    link: Connection
    thread: Thread

    @classmethod
    def start(cls, order: Order, work: _Work) -> "_Helper":
        """Start a process and give it work.

        Raises:
            ConfigurationError: the machine has none left.
        """
        ours, theirs = Pipe()
        with theirs:
            try:
                process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
                    [sys.executable, "-P", "-m", generating_process.__name__, str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    env=program_environment(),
                    # A group of its own: Ctrl-C is for us, and it ends when our end is closed.
                    start_new_session=True,
                )
            except OSError as error:
                ours.close()
                raise ConfigurationError(NOT_STARTED, reason=str(error)) from error
        thread = Thread(target=_hand_out, args=(process, ours, order, work), daemon=True)
        thread.start()
        return cls(process, ours, thread)

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.thread.join()
        self.link.close()


def _hand_out(
    process: "subprocess.Popen[bytes]", link: Connection, order: Order, work: _Work
) -> None:
    """Give a process one share after the other and keep what it makes of them."""
    try:
        link.send(order)
        while (place := work.take()) is not None:
            link.send(work.shares[place])
            answer = link.recv()
            if isinstance(answer, Failed):
                work.errors.append(RuntimeError(f"making questions failed:\n{answer.trace}"))
            else:
                work.made[place] = answer
    except (EOFError, OSError):
        work.errors.append(ConfigurationError(ENDED, code=process.wait()))
    except Exception as error:  # noqa: BLE001 - raised where the questions are waited for
        work.errors.append(error)

"""A process that makes questions for another: ``python -m`` with this module and a number.

It is sent the bank and its seed, then facts, and sends back their questions until the other end
is closed: when whoever asked for them is gone, so is this.
"""

import gc
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from quizapp.bank.document import Bank
from quizapp.generation.context import context_of
from quizapp.generation.generate import Judged, Maker


@dataclass(frozen=True, slots=True)
class Order:
    """What a process makes questions of."""

    bank: Bank
    seed: str


@dataclass(frozen=True, slots=True)
class Failed:
    """What went wrong in the process, as it would have been printed there."""

    trace: str


def serve(link: Connection) -> None:
    """Make the questions that are asked for, until the other end is closed."""
    try:
        order: Order = link.recv()
        maker = Maker(context_of(order.bank, seed=order.seed))
        while True:
            facts: Sequence[str] = link.recv()
            link.send(_made(maker, facts))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _made(maker: Maker, facts: Sequence[str]) -> tuple[Judged, ...] | Failed:
    try:
        return tuple(maker.make(facts))
    except Exception:  # noqa: BLE001 - whatever it is, it is told to whoever waits for the questions
        return Failed(traceback.format_exc())


if __name__ == "__main__":
    # There are no cycles to speak of among millions of objects, and this process ends soon.
    gc.disable()
    serve(Connection(int(sys.argv[1])))

"""Questions of a large bank by several processes: the same as by one, and all of them or none."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread
from typing import Any, Final, TypeVar

import pytest

from quizapp.bank.document import Bank
from quizapp.bank.load import load_bank
from quizapp.bank.parse import parse_bank
from quizapp.generation.context import context_of
from quizapp.generation.generate import DUPLICATE, Maker, generate
from quizapp.services.publishing import generating, generating_process
from quizapp.services.publishing.generating import generate_with
from quizapp.services.publishing.generating_process import Failed, Order
from quizapp.store import engine
from quizapp.store.schema import migrate
from tests.benchmarks.made_bank import write_bank
from tests.integration.publishing.small_bank import FILES

T = TypeVar("T")

ARTICLES: Final = 11
WITHIN_S: Final = 60.0
"""For what takes a few seconds on a machine that does nothing else."""
_LISTENERS: Final[list[Callable[[str], None]]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        for listener in _LISTENERS:
            listener(" ".join(map(str, arguments[1])))


sys.addaudithook(_hear)


@pytest.fixture
def started() -> Iterator[list[str]]:
    """Return the command lines of the processes that the test starts."""
    found: list[str] = []
    _LISTENERS.append(found.append)
    yield found
    _LISTENERS.remove(found.append)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a bank that is large enough for several processes."""
    found = tmp_path_factory.mktemp("large") / "bank"
    write_bank(found, articles=ARTICLES, facts=100)
    return found


@pytest.fixture(scope="module")
def bank(folder: Path) -> Bank:
    """Return that bank."""
    return load_bank(folder)


def test_several_processes_make_the_questions_of_one(bank: Bank, started: list[str]) -> None:
    by_one = generate(bank, seed="1")
    assert generate_with(bank, seed="1", processes=3) == by_one
    assert sum(generating_process.__name__ in each for each in started) == 2
    repeats = [each for each in by_one.dropped if each.rule == DUPLICATE]
    assert repeats, "the bank must have questions that repeat others"


def test_a_small_bank_is_left_to_one_process(started: list[str]) -> None:
    small = parse_bank(FILES)
    assert generate_with(small, seed="1", processes=3) == generate(small, seed="1")
    assert not started


def test_a_process_makes_what_this_one_would(bank: Bank) -> None:
    facts = [fact.id for fact in bank.facts()[-100:]]
    assert _asked(bank, facts) == tuple(Maker(context_of(bank, seed="1")).make(facts))


def test_what_goes_wrong_in_a_process_is_told(bank: Bank) -> None:
    broken = _without_passages(bank)
    told = _asked(broken, [broken.facts()[0].id])
    assert isinstance(told, Failed)
    assert "StopIteration" in told.trace
    with pytest.raises(RuntimeError):
        generate_with(broken, seed="1", processes=2)


def _asked(bank: Bank, facts: list[str]) -> object:
    """Return what a process that has this bank sends for some facts."""
    ours, theirs = Pipe()
    server = Thread(target=generating_process.serve, args=(theirs,))
    server.start()
    ours.send(Order(bank, "1"))
    ours.send(facts)
    answer = ours.recv()
    ours.close()
    server.join(WITHIN_S)
    assert not server.is_alive(), "it ends when nobody is there any more"
    return answer


def _without_passages(bank: Bank) -> Bank:
    """Return the bank with articles that lack the passages of their facts, as none can be read."""
    return replace(
        bank,
        articles={
            name: replace(each, article=each.article.model_copy(update={"passages": []}))
            for name, each in bank.articles.items()
        },
    )


class Publishing:
    """``quizapp bank publish`` of the large bank by two processes, seen once both are there."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.data = data
        data.mkdir(mode=0o700)
        migrate.upgrade(engine.sqlite_url(data / "quizapp.db"))
        words = ["bank", "publish", str(folder), "--processes", "2"]
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            # A shell ignores Ctrl-C for what it runs in the background, and so would the command.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        self.command = subprocess.Popen(
            [sys.executable, "-m", "quizapp", *words],
            env={"PATH": "/usr/bin:/bin", "QUIZAPP_DATA_DIR": str(data)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.helper = _soon(self._helper)

    def _helper(self) -> int | None:
        assert self.command.poll() is None, "the command ended before it had a helper"
        here = self.command.pid
        for each in Path(f"/proc/{here}/task/{here}/children").read_text().split():
            if generating_process.__name__ in Path(f"/proc/{each}/cmdline").read_text():
                return int(each)
        return None

    def end(self) -> str:
        """Wait for the command, and for its helper to be gone; return what it printed."""
        output, _ = self.command.communicate(timeout=WITHIN_S)
        _soon(lambda: None if Path(f"/proc/{self.helper}").exists() else True)
        return output

    def revisions(self) -> int:
        """Return how many revisions are stored."""
        with sqlite3.connect(self.data / "quizapp.db") as database:
            found: int = database.execute("SELECT count(*) FROM revisions").fetchone()[0]
        return found


def _soon(look: Callable[[], T | None]) -> T:
    """Return what is seen, as soon as something is."""
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        found = look()
        if found is not None:
            return found
        time.sleep(0.01)
    raise AssertionError("nothing was seen in time")


@pytest.fixture
def publishing(folder: Path, tmp_path: Path) -> Iterator[Publishing]:
    """Return a publish that is under way; it is killed at the end."""
    found = Publishing(folder, tmp_path / "data")
    yield found
    found.command.kill()
    found.command.wait()


def test_a_killed_process_is_told_and_nothing_is_stored(publishing: Publishing) -> None:
    os.kill(publishing.helper, signal.SIGKILL)
    said = publishing.end()
    assert publishing.command.returncode == 2, said
    assert generating.ENDED.format(code=-signal.SIGKILL) in said
    assert "Traceback" not in said
    assert publishing.revisions() == 0


def test_ctrl_c_ends_all_processes_and_nothing_is_stored(publishing: Publishing) -> None:
    publishing.command.send_signal(signal.SIGINT)
    said = publishing.end()
    assert publishing.command.returncode == 130, said
    assert "Traceback" not in said
    assert publishing.revisions() == 0


def test_a_process_ends_when_the_one_that_started_it_is_killed(publishing: Publishing) -> None:
    publishing.command.kill()
    publishing.end()
    assert publishing.revisions() == 0

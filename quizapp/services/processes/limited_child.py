"""Runs a module of ours in a child process with limits: what it reads cannot stop the server."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import quizapp
from quizapp.errors import BusyError, InputError, Words

_OUT_OF_MEMORY: Final = 86
"""Exit code of our own: the child says so itself when it can."""
_KEPT_VARIABLES: Final = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")
# The limits are set by the child itself, before it loads anything: setting them between fork
# and exec is not safe in a process with threads.
_LAUNCHER: Final = """
import os, resource, runpy, sys
memory, cpu, output, module = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.argv = [module, *sys.argv[5:]]
try:
    runpy.run_module(module, run_name="__main__", alter_sys=True)
except MemoryError:
    os._exit(86)
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use, and what is said when it would use more.

    Attributes:
        memory_bytes: of addresses. output_bytes: of each file that it writes.
        cpu_s, wall_s: seconds. wait_s: how long one more caller waits for a place.
        field: the part of a form that the refusals are about.
    """

    memory_bytes: int
    cpu_s: int
    output_bytes: int
    wall_s: float
    wait_s: float
    field: str
    busy: Words
    too_much_time: Words
    too_much_memory: Words


@dataclass(frozen=True, slots=True)
class Ended:
    """What a child came to: its exit code (negative: the signal), and what it wrote."""

    code: int
    output: bytes
    complaint: bytes


def run(
    module: str,
    given: Iterable[bytes],
    *,
    limits: Limits,
    places: threading.BoundedSemaphore,
    beside: IO[bytes] | None = None,
) -> Ended:
    """Return what ``python -m module`` with limits makes of this input.

    Args:
        module: of ours.
        given: its standard input, in pieces.
        limits: what it may use.
        places: one is taken while it runs.
        beside: a file that the child may write to as well; it is told its number as an argument.

    Raises:
        InputError: it did not end in time, or used up its processor time or memory.
        BusyError: there was no place for it in time.
    """
    if not places.acquire(timeout=limits.wait_s):
        raise BusyError(limits.busy)
    try:
        with (
            tempfile.TemporaryFile() as inlet,
            tempfile.TemporaryFile() as outlet,
            tempfile.TemporaryFile() as complaints,
        ):
            inlet.writelines(given)
            inlet.seek(0)
            code = _run(module, inlet, outlet, complaints, limits=limits, beside=beside)
            outlet.seek(0)
            complaints.seek(0)
            return Ended(code, outlet.read(), complaints.read())
    finally:
        places.release()


def _run(
    module: str,
    inlet: IO[bytes],
    outlet: IO[bytes],
    complaints: IO[bytes],
    *,
    limits: Limits,
    beside: IO[bytes] | None,
) -> int:
    """Return the exit code of the child; kill its whole group when it does not end."""
    numbers = [str(each) for each in (limits.memory_bytes, limits.cpu_s, limits.output_bytes)]
    more = () if beside is None else (beside.fileno(),)
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-P", "-c", _LAUNCHER, *numbers, module, *map(str, more)],
        stdin=inlet,
        stdout=outlet,
        stderr=complaints,
        env=_environment(),
        pass_fds=more,
        start_new_session=True,
    ) as child:
        try:
            code = child.wait(timeout=limits.wall_s)
        except subprocess.TimeoutExpired:
            raise InputError(limits.too_much_time, field=limits.field) from None
        finally:
            # Whatever it may have started goes with it, also when we are interrupted.
            _kill_group(child.pid)
    # What is written in Rust aborts when it gets no more memory.
    if code in {_OUT_OF_MEMORY, -signal.SIGABRT}:
        raise InputError(limits.too_much_memory, field=limits.field)
    if code == -signal.SIGXCPU:
        raise InputError(limits.too_much_time, field=limits.field)
    return code


def _kill_group(pid: int) -> None:
    """Kill every process of the child's group that is left."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _environment() -> dict[str, str]:
    """Return what a child needs: where the program is, and one thread for its mathematics."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    root = str(Path(quizapp.__file__).resolve().parents[1])
    # Each thread of OpenBLAS would reserve memory that the limit counts.
    return {**kept, "PYTHONPATH": root, "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}

"""What a disk may hold after the power was cut, made of a record of all that was written.

A file that was synced holds what was written to it until then. Of what came later any part may have
reached the disk, in any order, torn where two sectors meet: for one cut nothing, for another
everything, a beginning, or single sectors of it. Names of files are as the last sync of their
folder found them, and perhaps some of the later changes to them, in their order: no file system
promises more.
"""

import ctypes
import json
import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

SOURCE: Final = Path(__file__).with_name("recorder.c")
SECTOR: Final = 512
"""Bytes that a disk writes whole or not at all: the least that any disk promises."""
ACKNOWLEDGED: Final = "acknowledged"
"""File in the recorded folder to which the program writes what it has told somebody is stored."""
_HEAD: Final = struct.Struct("=cIQI")
_MADE, _EMPTIED = 1, 2
_A_FOLDER: Final = 0
"""In the place of a file's number."""


def build_recorder(folder: Path) -> Path | None:
    """Compile the recorder; None where there is no C compiler."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        return None
    library = folder / "recorder.so"
    options = ("-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror")
    links = ("-ldl", "-lpthread")
    subprocess.run([compiler, *options, "-o", library, SOURCE, *links], check=True, timeout=60)
    return library


def run_recorded(module: str, jobs: Sequence[Mapping[str, Any]], *, library: Path) -> list[int]:
    """Have a program of ours do jobs, each in a child process of its own.

    Args:
        module: its name; it calls ``recorded_jobs``.
        jobs: JSON for it. "folder" (without links) is the one that a job is about, "log" the file
            that it is recorded in, "kill_after" at which of its steps it is killed.
        library: the recorder.

    Returns:
        the signals that ended the jobs, 0 for one that came to its end.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    ended = subprocess.run(
        [sys.executable, "-m", module],
        input="\n".join(json.dumps(job) for job in jobs),
        env={**kept, "LD_PRELOAD": str(library)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=300 + 10 * len(jobs),
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return [int(line) for line in ended.stdout.split()]


def recorded_jobs(do: Callable[[dict[str, Any]], None]) -> None:
    """Do the jobs of ``run_recorded``: called by the program, under the recorder."""
    recorder = ctypes.CDLL(None)
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            log = job.get("log", "").encode() or None
            kill_after = ctypes.c_long(job.get("kill_after", 0))
            recorder.recorder_begin(job["folder"].encode(), log, kill_after)
            do(job)
            # No end in order: it would tidy up first, which no cut of power does.
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, job
        print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, flush=True)  # noqa: T201 - the answer


@dataclass(frozen=True, slots=True)
class Step:
    """One record: what ``recorder.c`` says of its kinds."""

    kind: str
    file: int
    place: int
    data: bytes

    @property
    def path(self) -> str:
        """Return the only path, or the first of two."""
        return self.data.split(b"\0")[0].decode()

    @property
    def new_path(self) -> str:
        """Return the second of two paths."""
        return self.data.split(b"\0")[1].decode()


def read_log(log: Path) -> list[Step]:
    """Return the steps of a record, in their order."""
    steps, data, at = [], log.read_bytes(), 0
    while at < len(data):
        kind, file, place, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size + length
        steps.append(Step(kind.decode(), file, place, data[at - length : at]))
    unknown = {step.path for step in steps if step.kind == "?"}
    assert not unknown, f"the recorder does not know what {unknown} did"
    return steps


_Choose = Callable[[Sequence[Step]], Iterable[Step]]
"""Yields which steps since a file's last sync have reached the disk, or parts of them."""


@dataclass(slots=True)
class _File:
    """Bytes that are on the disk, and what was done to the file since."""

    synced: bytearray
    pending: list[Step] = field(default_factory=list)

    def sync(self) -> None:
        for step in self.pending:
            _apply(self.synced, step)
        self.pending.clear()


class Disk:
    """The disk under a recorded program, step by step."""

    def __init__(self, before: Mapping[str, bytes]) -> None:
        """Begin with the files that were on the disk, by path, before the program ran."""
        self.acknowledged = b""
        # Files of before have no number until they are opened.
        self._files = {-at: _File(bytearray(data)) for at, data in enumerate(before.values(), 1)}
        self._names = {path: -at for at, path in enumerate(before, 1)}
        self._synced_names = dict(self._names)
        self._folders = {folder for path in before for folder in _folders(path)}
        self._renaming: list[Step] = []
        self._acknowledging = 0

    def take(self, step: Step) -> None:
        """Take in the next step."""
        match step.kind:
            case "O":
                self._open(step)
            case "W" if step.file == self._acknowledging:
                self.acknowledged += step.data
            case "W" | "T":
                self._files[step.file].pending.append(step)
            case "S":
                if step.file != self._acknowledging:
                    self._files[step.file].sync()
            case "D":
                self._sync_names(step.path)
            case "R" | "L" | "U" | "M":
                _rename(self._names, step)
                self._renaming.append(step)
            case _:
                raise AssertionError(step.kind)

    def _open(self, step: Step) -> None:
        if step.path == ACKNOWLEDGED:
            self._acknowledging = step.file
            return
        if step.file not in self._files:
            if step.place & _MADE:
                self._files[step.file] = _File(bytearray())
                _rename(self._names, step)
                self._renaming.append(step)
            else:
                old = self._names[step.path]
                self._files[step.file] = self._files.pop(old)
                for names in (self._names, self._synced_names):
                    names.update({path: step.file for path, at in names.items() if at == old})
        if step.place & _EMPTIED:
            self._files[step.file].pending.append(Step("T", step.file, 0, b""))

    def _sync_names(self, folder: str) -> None:
        # A change of name in another folder may have been synced or not; the cut decides.
        later = [step for step in self._renaming if _folders(step.path)[0] != folder]
        for step in self._renaming:
            if _folders(step.path)[0] == folder:
                _rename(self._synced_names, step)
        self._renaming = later

    def all(self) -> dict[str, bytes]:
        """Return the files as they are for a program: all that was done, synced or not."""
        return self._files_of(self._names, _everything)

    def cut(self, rng: random.Random) -> dict[str, bytes]:
        """Return files that the disk may hold if the power fails now."""
        names = dict(self._synced_names)
        for step in self._renaming[: rng.randint(0, len(self._renaming))]:
            _rename(names, step)
        choose = rng.choice((_nothing, _everything, _beginning(rng), _sectors(rng)))
        return self._files_of(names, choose)

    def _files_of(self, names: Mapping[str, int], choose: _Choose) -> dict[str, bytes]:
        """Return the files that can be reached: those of a folder that is not there cannot."""
        there = self._folders | {path for path, at in names.items() if at == _A_FOLDER}
        return {
            path: self._content(at, choose)
            for path, at in names.items()
            if at != _A_FOLDER and set(_folders(path)) <= there
        }

    def _content(self, at: int, choose: _Choose) -> bytes:
        file = self._files[at]
        if not file.pending:
            return bytes(file.synced)
        content = bytearray(file.synced)
        for step in choose(file.pending):
            _apply(content, step)
        return bytes(content)


def _folders(path: str) -> list[str]:
    """Return the folders that a path leads through, from its own up to "" for the outermost."""
    return [str(each).removeprefix(".") for each in PurePosixPath(path).parents]


def _rename(names: dict[str, int], step: Step) -> None:
    match step.kind:
        case "O":
            names[step.path] = step.file
        case "R" if step.path in names:
            names[step.new_path] = names.pop(step.path)
        case "L" if step.path in names:
            names[step.new_path] = names[step.path]
        case "U":
            names.pop(step.path, None)
        case "M":
            names[step.path] = _A_FOLDER


def _apply(content: bytearray, step: Step) -> None:
    if step.kind == "T":
        del content[step.place :]
        content.extend(bytes(step.place - len(content)))
        return
    if len(content) < step.place:
        content.extend(bytes(step.place - len(content)))
    content[step.place : step.place + len(step.data)] = step.data


def _nothing(steps: Sequence[Step]) -> Iterable[Step]:
    del steps
    return ()


def _everything(steps: Sequence[Step]) -> Iterable[Step]:
    return steps


def _beginning(rng: random.Random) -> _Choose:
    """Keep the first steps, and of the next one the first sectors."""

    def choose(steps: Sequence[Step]) -> Iterable[Step]:
        whole = rng.randint(0, len(steps))
        yield from steps[:whole]
        if whole < len(steps):
            torn = list(_in_sectors(steps[whole]))
            yield from torn[: rng.randint(0, len(torn) - 1)]

    return choose


def _sectors(rng: random.Random) -> _Choose:
    """Keep any sectors of any steps: a share of them that is drawn once for all files."""
    share = rng.random()

    def choose(steps: Sequence[Step]) -> Iterable[Step]:
        return (part for step in steps for part in _in_sectors(step) if rng.random() < share)

    return choose


def _in_sectors(step: Step) -> Iterator[Step]:
    """Yield a write sector by sector, as the disk has them; another step as it is."""
    if step.kind != "W":
        yield step
        return
    at = 0
    while at < len(step.data):
        length = SECTOR - (step.place + at) % SECTOR
        yield Step("W", step.file, step.place + at, step.data[at : at + length])
        at += length

"""Programs that the demonstration starts, kills and starts again: one at a time, by their ids."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

_ENDS_WITHIN_S: Final = 20.0


class Program:
    """A program of ours, with all that it started.

    Attributes:
        name: as the table of results calls it.
        output: file of what it wrote.
    """

    def __init__(
        self,
        name: str,
        words: Sequence[str],
        *,
        folder: Path,
        env: Mapping[str, str],
        user: str | None = None,
    ) -> None:
        self.name = name
        self.output = folder / f"{name.replace(' ', '-')}.log"
        self._words = list(words)
        self._folder = folder
        self._env = dict(env)
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, ready: Callable[[], bool], within_s: float) -> float:
        """Start it, wait until it is ready; return the seconds that took.

        Raises:
            RuntimeError: it ended, or was not ready in time.
        """
        begun = time.monotonic()
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                self._words,
                cwd=self._folder,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=self._user,
                group=self._user,
                extra_groups=None if self._user is None else [],
                start_new_session=True,
            )
        while not ready():
            if self._process.poll() is not None or time.monotonic() - begun > within_s:
                raise RuntimeError(f"{self.name} did not come up:\n{self.told()}")
            time.sleep(0.02)
        return time.monotonic() - begun

    def kill(self) -> None:
        """Kill it and all its children at once, as when the machine goes down."""
        if self._process is None:
            return
        for pid in _family(self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(_ENDS_WITHIN_S)
        self._process = None

    def stop(self, *, by: signal.Signals = signal.SIGTERM) -> None:
        """Stop it as a service manager does; kill what does not stop."""
        if self._process is None:
            return
        self._process.send_signal(by)
        try:
            self._process.wait(_ENDS_WITHIN_S)
            self._process = None
        except subprocess.TimeoutExpired:
            self.kill()

    def told(self) -> str:
        """Return the end of what it wrote."""
        return self.output.read_text("utf-8", errors="replace")[-2000:]


def _family(pid: int) -> list[int]:
    """Return a process and all its descendants, parents first."""
    found = [pid]
    for each in found:
        with contextlib.suppress(OSError):
            children = Path(f"/proc/{each}/task/{each}/children").read_text("ascii")
            found += [int(child) for child in children.split()]
    return found

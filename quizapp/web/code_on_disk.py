"""Whether the code on disk is still the code that runs.

Views are imported with their first request. Where a new version has been installed and the server
has not been started again, such an import would put new code beside old.
"""

import contextlib
import os
from pathlib import Path
from typing import Final

import quizapp

PACKAGE: Final = Path(quizapp.__file__).parent


def state_of_code(folder: Path = PACKAGE) -> frozenset[tuple[str, int, int]]:
    """Return path, time of change (ns) and size of every module below a folder.

    What vanishes meanwhile, as while a version replaces another, is left out.
    """
    found = set()
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".py"):
                path = os.path.join(parent, name)  # noqa: PTH118 - a thousand files, at every first view
                with contextlib.suppress(FileNotFoundError):
                    stat = os.stat(path)  # noqa: PTH116
                    found.add((path, stat.st_mtime_ns, stat.st_size))
    return frozenset(found)

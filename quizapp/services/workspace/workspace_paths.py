"""Which paths a bank's file may have: those that mean one file, inside the bank, everywhere."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

PATH_MAX: Final = 300
"""Characters of a path, as the tables hold them."""
_DEPTH_MAX: Final = 8
_NAME = re.compile(r"[^\x00-\x1f\x7f/\\:*?\"<>|]+")
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)
"""Names that mean a device on Windows, with any ending."""


def path_fault(path: str) -> str:
    """Return what is wrong with the path of a bank's file, or "" when nothing is."""
    if len(path) > PATH_MAX:
        return f"the path is longer than {PATH_MAX} characters"
    if path.startswith(("/", "\\")) or _DRIVE.match(path):
        return "the path does not start inside the bank"
    if not path.endswith((".yaml", ".yml")):
        return "a bank's file ends with .yaml"
    parts = path.split("/")
    if len(parts) > _DEPTH_MAX:
        return f"more than {_DEPTH_MAX} folders lie in each other"
    return next((fault for part in parts if (fault := _name_fault(part))), "")


def _name_fault(name: str) -> str:
    if name in {"", ".", ".."}:
        return "the path leaves the bank or has an empty name in it"
    if not _NAME.fullmatch(name):
        return "a name holds a sign that not every disk allows"
    if (
        name.startswith(".")
        or name != name.strip(" .")
        or name != unicodedata.normalize("NFC", name)
    ):
        return "a name starts with a dot, ends with a dot or space, or is not in NFC"
    if name.partition(".")[0].casefold() in _DEVICES:
        return "a name means a device on Windows"
    return ""


def clashes(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that some disks take for one another: they differ in case only."""
    seen: dict[str, str] = {}
    found = []
    for path in sorted(paths):
        first = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if first != path:
            found.append(path)
    return tuple(found)

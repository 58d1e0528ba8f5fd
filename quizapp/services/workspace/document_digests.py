"""Digests of a bank's files and of the code that makes questions: the same ones need no publish."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from quizapp.generation.seeds import PUBLISHED_SEED
from quizapp.store.bank.content_queries import CurrentRevision


def is_known(current: CurrentRevision, digest: str) -> bool:
    """Return whether the current revision was made of these files by this very code."""
    return current.bank_hash == digest and current.counts.get("generator") == generator_hash()


def bank_hash(files: Mapping[str, str]) -> str:
    """Return the SHA-256 over the paths and texts of all files."""
    total = hashlib.sha256()
    for path in sorted(files):
        for part in (path, files[path]):
            data = part.encode()
            total.update(f"{len(data)}:".encode())
            total.update(data)
    return total.hexdigest()


@cache
def generator_hash() -> str:
    """Return the SHA-256 of the code that makes cards and questions, and of its seed.

    The same files and the same code give the same questions: publishing need not make them
    again to know that nothing changed.
    """
    total = hashlib.sha256(PUBLISHED_SEED.encode())
    for package in ("quizapp.bank", "quizapp.generation"):
        for text in _sources(resources.files(package)):
            total.update(text)
    return total.hexdigest()


def _sources(folder: Traversable) -> list[bytes]:
    """Return the Python files of a package, by path."""
    found = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found.extend(_sources(entry))
        elif entry.name.endswith(".py"):
            found.append(entry.name.encode() + entry.read_bytes())
    return found

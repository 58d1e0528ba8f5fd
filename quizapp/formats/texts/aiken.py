"""Aiken: multiple choice as plain lines, the simplest format that Moodle reads.

Source: docs.moodle.org, "Aiken format".
"""

import string
from typing import Final

from quizapp.errors import translatable
from quizapp.formats.exchange import Format, Item, Package
from quizapp.generation.question import Choice


def write(package: Package) -> bytes:
    """Return the file, UTF-8."""
    return "\n".join(_block(item) for item in package.items).encode()


def _block(item: Item) -> str:
    if not isinstance(item.interaction, Choice):  # Not among the format's kinds.
        raise TypeError(f"Aiken cannot hold {item.interaction.kind}")
    lines = [" ".join(item.stem.split())]
    key = ""
    for letter, option in zip(string.ascii_uppercase, item.interaction.options, strict=False):
        lines.append(f"{letter}. {' '.join(option.text.split())}")
        key = letter if option.correct else key
    return "\n".join((*lines, f"ANSWER: {key}", ""))


AIKEN: Final = Format(
    name="aiken",
    title="Aiken",
    suffix=".aiken.txt",
    media="text/plain; charset=utf-8",
    kinds=frozenset({"choice"}),
    used_for=translatable("Multiple choice alone, in lines that anybody can read."),
    write=write,
)

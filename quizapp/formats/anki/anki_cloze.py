"""Cloze deletions of Anki's fields: ``{{c1::words::hint}}``, one within another or not.

Pure. Source: docs.ankiweb.net, "Cloze deletion".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from quizapp.formats.anki.anki_html import CLOSE, OPEN

_SIGNS: Final = re.compile(r"\{\{c([0-9]{1,3}(?:,[0-9]{1,3}){0,20})::|\}\}")
_DEEPEST: Final = 10
_NUMBER: Final = re.compile(r"\{\{c([0-9]{1,3}(?:,[0-9]{1,3}){0,20})::")
PICTURE: Final = "image-occlusion:"
"""What stands in a deletion that hides a part of a picture."""


@dataclass(slots=True)
class Deletion:
    """Words that are hidden on the cards of their numbers."""

    numbers: frozenset[int]
    parts: list["str | Deletion"] = field(default_factory=list)
    hint: str = ""


Part = str | Deletion


@lru_cache(maxsize=8)
def parse(markup: str) -> tuple[Part, ...]:
    """Return a field's words and deletions; each card of a note asks for the same.

    Raises:
        ValueError: deletions are nested too deep.
    """
    parts: list[Part] = []
    stack: list[tuple[Deletion, str]] = []
    place = 0
    for sign in _SIGNS.finditer(markup):
        _say(markup[place : sign.start()], stack, parts)
        place = sign.end()
        if sign.group(1):
            if len(stack) >= _DEEPEST:
                raise ValueError("deletions are nested too deep")
            numbers = frozenset(int(each) for each in sign.group(1).split(","))
            stack.append((Deletion(numbers), sign.group()))
        elif stack:
            _append(stack.pop()[0], stack, parts)
        else:
            parts.append(sign.group())
    _say(markup[place:], stack, parts)
    while stack:
        # Never closed: the words stand there as they are, with what opened them.
        deletion, opening = stack.pop()
        for each in (opening, *deletion.parts, *([f"::{deletion.hint}"] if deletion.hint else [])):
            _append(each, stack, parts)
    return tuple(parts)


def numbers_in(markup: str) -> frozenset[int]:
    """Return the numbers of the deletions in a field."""
    return frozenset(
        int(number) for found in _NUMBER.finditer(markup) for number in found.group(1).split(",")
    )


def asked(parts: Iterable[Part], number: int) -> str:
    """Return the markup with blanks for the deletions of a number; each blank holds its hint."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        elif number in part.numbers:
            found.append(f"{OPEN}{part.hint}{CLOSE}")
        else:
            found.append(asked(part.parts, number))
    return "".join(found)


def answers(parts: Iterable[Part], number: int) -> tuple[str, ...]:
    """Return the markup behind each blank of a number."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, Deletion):
            if number in part.numbers:
                found.append(whole(part.parts))
            else:
                found.extend(answers(part.parts, number))
    return tuple(found)


def whole(parts: Sequence[Part]) -> str:
    """Return the markup with nothing hidden."""
    return "".join(part if isinstance(part, str) else whole(part.parts) for part in parts)


def shown(markup: str) -> str:
    """Return a field's markup with nothing hidden, as it is if its deletions cannot be read."""
    try:
        return whole(parse(markup))
    except ValueError:
        return markup


def _say(text: str, stack: list[tuple[Deletion, str]], parts: list[Part]) -> None:
    """Take words; within a deletion its hint begins behind the first "::"."""
    if not text:
        return
    if stack:
        text, separator, hint = text.partition("::")
        if separator:
            stack[-1][0].hint = hint
    _append(text, stack, parts)


def _append(part: Part, stack: list[tuple[Deletion, str]], parts: list[Part]) -> None:
    (stack[-1][0].parts if stack else parts).append(part)

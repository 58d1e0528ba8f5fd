"""Reads Aiken: a question, its options by letter, and the letter of the right one.

Source: docs.moodle.org, "Aiken format".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from quizapp.errors import InputError, translatable
from quizapp.formats.incoming.asking import FULL, Answer, check_parts, several, single
from quizapp.formats.incoming.gathering import Draft, Gathering
from quizapp.formats.incoming.incoming import Choices, Incoming, ItemContent, Reader
from quizapp.formats.incoming.plain_text import decode, lines_of

_OPTION: Final = re.compile(r"\s*([A-Za-z])[.)](?:\s+(.*)|$)")
_ANSWER: Final = re.compile(r"\s*ANSWERS?\s{0,9}:(.*)", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[A-Za-z](?:\s*[,;]?\s*[A-Za-z])*")
_LONGEST_KEY: Final = 200


@dataclass(slots=True)
class _Block:
    """One question so far; ``key`` is None until its ANSWER line comes."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    key: str | None = None


def read(data: bytes, _choices: Choices) -> Incoming:
    """Return the questions of an Aiken file.

    Raises:
        InputError: it is not UTF-8, empty, or holds too many questions.
    """
    gathering = Gathering()
    for block in _blocks(decode(data)):
        place = translatable("line {line}", line=block.line)
        gathering.take(place, "\n".join(block.stem), partial(_drafts, block))
    return gathering.done()


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block(0)
    empty_before = True
    for place, line in lines_of(text):
        bare = line.strip()
        answer, option = _ANSWER.fullmatch(line), _OPTION.fullmatch(line)
        if not bare:
            empty_before = True
            continue
        if answer:
            block.line = block.line or place
            block.key = answer.group(1).strip()
            yield block
            block = _Block(0)
        elif option and block.stem:
            block.options.append((option.group(1).upper(), option.group(2) or ""))
        elif block.options and not empty_before:
            # An option that goes on in the next line.
            letter, words = block.options[-1]
            block.options[-1] = (letter, f"{words}\n{bare}")
        else:
            if block.options:
                yield block
                block = _Block(0)
            block.line = block.line or place
            block.stem.append(bare)
        empty_before = False
    if block.line:
        yield block


def _drafts(block: _Block) -> Iterator[Draft]:
    if block.key is None:
        raise InputError("It has no line that begins with ANSWER: and names the right option.")
    if len(block.key) > _LONGEST_KEY or not _LETTERS.fullmatch(block.key):
        raise InputError("After ANSWER: stands the letter of the right option.")
    check_parts(len(block.options))
    letters = [letter for letter, _ in block.options]
    key = {letter.upper() for letter in block.key if letter.isalpha()}
    unknown = sorted(key - set(letters))
    if unknown:
        raise InputError("{letter} is right, and no option has that letter.", letter=unknown[0])
    if len(set(letters)) < len(letters):
        raise InputError("Two of its options have the same letter.")
    answers = [Answer(text, FULL if letter in key else 0.0) for letter, text in block.options]
    built = single(answers) if len(key) == 1 else several(answers)
    yield Draft(ItemContent("\n".join(block.stem), built.interaction), changed=built.changed)


AIKEN: Final = Reader(
    name="aiken",
    title="Aiken",
    suffixes=(".aiken", ".aiken.txt", ".txt"),
    used_for=translatable("Multiple choice alone, in lines that anybody can read."),
    read=read,
)

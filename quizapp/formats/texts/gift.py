"""GIFT: Moodle's plain-text questions, which many other programs read too.

Source: docs.moodle.org, "GIFT format".
"""

import re
from collections.abc import Iterator
from typing import Final, assert_never

from quizapp.errors import translatable
from quizapp.formats.exchange import (
    Format,
    Item,
    Package,
    as_number,
    plain_number,
    right,
)
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)

_SPECIAL: Final = re.compile(r"([\\~=#{}:])")
BLANK: Final = "_____"


def write(package: Package) -> bytes:
    """Return the file, UTF-8."""
    category = f"$CATEGORY: $course$/top/{package.title.replace('/', '//')}"
    blocks = [category, *(_block(item) for item in package.items)]
    return ("\n\n".join(blocks) + "\n").encode()


def _block(item: Item) -> str:
    body = "".join(f"\n  {line}" for line in _lines(item))
    told = f"\n  ####{_answer(item.explanation)}" if item.explanation else ""
    answers = f"{{{body}{told}\n}}"
    stem = escape(item.stem)
    if BLANK in stem and isinstance(item.interaction, TextEntry):
        stem = stem.replace(BLANK, answers, 1)
    else:
        stem = f"{stem} {answers}"
    # Without the mark, readers take "<b>" in a text for markup.
    return f"// {_one_line(item.key)}\n::{escape(item.key)}::[plain]{stem}"


def _lines(item: Item) -> Iterator[str]:
    """Yield the lines between the braces."""
    interaction = item.interaction
    match interaction:
        case Choice(options=options):
            for option in options:
                yield f"{_sign(option)}{_answer(option.text)}"
        case MultipleChoice(options=options):
            good = len(right(options))
            share, minus = _share(good), _share(len(options) - good)
            for option in options:
                yield f"~%{share if option.correct else '-' + minus}%{_answer(option.text)}"
        case TrueFalse(correct=correct):
            yield "TRUE" if correct else "FALSE"
        case TextEntry():
            yield from _typed(interaction)
        case Matching(pairs=pairs):
            for left, answer in pairs:
                yield f"={_answer(_arrowless(left))} -> {escape(_arrowless(answer))}"
        case Ordering() | Flashcard():  # Not among the format's kinds.
            raise ValueError(f"GIFT cannot hold {interaction.kind}")
        case _:
            assert_never(interaction)


def _typed(entry: TextEntry) -> Iterator[str]:
    number = as_number(entry)
    if number is not None:
        yield f"#={plain_number(number)}:{plain_number(entry.tolerance)}"
        return
    for text in entry.accept:
        # With an arrow, readers would take it for a pair.
        yield f"={_weight(100, text)}{_answer(_arrowless(text))}"


def escape(text: str) -> str:
    """Return the text on one line with what GIFT reads as its own signs made plain."""
    return "\\n".join(_SPECIAL.sub(r"\\\1", _one_line(line)) for line in text.splitlines())


def _arrowless(text: str) -> str:
    """Return the text with another arrow: GIFT's own would part it."""
    return text.replace("->", "\N{RIGHTWARDS ARROW}")


def _answer(text: str) -> str:
    """Return an answer; what begins like a format, "[html]", gets one of its own."""
    return f"{'[plain]' if text.startswith('[') else ''}{escape(text)}"


def _sign(option: Option) -> str:
    """Return what stands before an option."""
    return f"={_weight(100, option.text)}" if option.correct else f"~{_weight(0, option.text)}"


def _weight(share: int, text: str) -> str:
    """Return a share where the text would be read as one: "%5% more"."""
    return f"%{share}%" if text.startswith("%") else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _share(of: int) -> str:
    """Return one share of a hundred per cent, as Moodle writes it."""
    return f"{100 / of:.5f}".rstrip("0").rstrip(".")


GIFT: Final = Format(
    name="gift",
    title="GIFT",
    suffix=".gift.txt",
    media="text/plain; charset=utf-8",
    kinds=frozenset({"choice", "multiple", "true_false", "text", "matching"}),
    used_for=translatable("Plain text for Moodle and many other programs."),
    write=write,
)

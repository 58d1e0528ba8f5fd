"""A cloze as a person writes it by hand: a plain text with what is hidden in double braces.

Pure. ``{{words}}`` is a card of its own; ``{{c1::words::hint}}`` is as in Anki.
"""

import re
from typing import Final

from quizapp.errors import InputError
from quizapp.formats.anki import anki_cloze
from quizapp.formats.anki.anki_faces import BLANK, Face
from quizapp.formats.anki.anki_html import CLOSE, OPEN
from quizapp.formats.anki.anki_notes import asked_of
from quizapp.formats.incoming.incoming import Content, ItemContent
from quizapp.generation.question import TextEntry

MOST: Final = 20
"""Cards that one text may make: more were never meant."""
_OPENED: Final = re.compile(r"\{\{(?!c[0-9]{1,3}(?:,[0-9]{1,3})*::)(?=.*?\}\})", re.DOTALL)
"""Braces that no number follows, and that are closed somewhere."""


def contents_of(text: str, *, more: str) -> tuple[Content, ...]:
    """Return what a text with hidden words asks, a content for each number.

    Args:
        text: clean. more: what is told with each answer.

    Raises:
        InputError: nothing is hidden, or too much, or nothing is left to see.
    """
    numbered = _numbered(text)
    numbers = sorted(anki_cloze.numbers_in(numbered))
    if len(numbers) > MOST:
        raise InputError(
            "At most {most} things can be hidden in one text.", most=MOST, field="front"
        )
    try:
        parts = anki_cloze.parse(numbered)
    except ValueError:
        raise InputError("The braces are nested too deep.", field="front") from None
    found: list[Content] = []
    for number in numbers:
        asked = anki_cloze.asked(parts, number)
        hidden = anki_cloze.answers(parts, number)
        if not hidden or not all(each.strip() for each in hidden):
            continue
        if not asked.replace(OPEN, "").replace(CLOSE, "").strip():
            raise InputError("Leave some words beside what is hidden.", field="front")
        back = "\n".join(dict.fromkeys(hidden))
        found.append(asked_of(Face(asked, back, answers=hidden, beside=more))[0])
    if not found:
        raise InputError(
            "Nothing is hidden yet: put double braces around a word, as in {example}.",
            example="{{Paris}}",
            field="front",
        )
    return tuple(found)


def text_of(content: Content) -> str | None:
    """Return a text that asks this again; None for what was never a cloze."""
    if not isinstance(content, ItemContent) or not isinstance(content.interaction, TextEntry):
        return None
    entry = content.interaction
    is_plain = entry.rule == "text" and len(entry.accept) == 1 and not (entry.wrong or entry.unit)
    if not is_plain or content.stem.count(BLANK) != 1 or "{{" in content.stem:
        return None
    return content.stem.replace(BLANK, f"{{{{{entry.accept[0]}}}}}")


def _numbered(text: str) -> str:
    """Return the text with a free number for each thing that is hidden without one."""
    taken = anki_cloze.numbers_in(text)
    free = (number for number in range(1, 1000) if number not in taken)
    return _OPENED.sub(lambda _: f"{{{{c{next(free, 999)}::", text)

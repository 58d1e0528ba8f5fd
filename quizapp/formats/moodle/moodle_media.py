"""Pictures and sounds embedded in a question of Moodle XML, and where its texts show them.

Source: docs.moodle.org, "Moodle XML format": ``file`` elements in base64, named by addresses that
begin with ``@@PLUGINFILE@@``.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from quizapp.bank.medium import MOST_MEDIA, Medium, Side, on, stand_in
from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.media import Ref, Shelf
from quizapp.formats.incoming.plain_text import MOST_MARKUP, from_html

_HERE: Final = "@@PLUGINFILE@@/"
_PICTURE: Final = re.compile(r"<img\b[^<>]{0,20000}>", re.IGNORECASE)
_SOUND: Final = "<audio"
_SOUND_END: Final = "</audio>"
_VALUE: Final = re.compile(
    r"""(?<![\w-])(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)


class MoodleMedia:
    """The media of one question."""

    def __init__(self, shelf: Shelf, question: ET.Element) -> None:
        """Turn the shelf to the files of this question: each has names of its own."""
        self._shelf = shelf
        self._question = question
        self.media: tuple[Medium, ...] = ()
        self.said: tuple[Words, ...] = ()
        shelf.turn_to(_Embedded(question))

    def taken(self, holder: ET.Element | None, side: Side) -> ET.Element | None:
        """Take what a text shows; return the text without what was taken."""
        words = holder.find("text") if holder is not None else None
        if holder is None or words is None or len(words) or not words.text:
            return holder
        rest = self._without(words.text[: MOST_MARKUP + 1], side)
        if rest == words.text:
            return holder
        copy = ET.Element(holder.tag, holder.attrib)
        ET.SubElement(copy, "text").text = rest
        return copy

    def stand_in(self) -> str:
        """Return what stands for a stem that has no words."""
        front = on(self.media, "front")
        answers = [each.text or "" for each in self._question.iterfind("answer/text")]
        return stand_in(front, answers=[from_html(each).text for each in answers])

    def _without(self, markup: str, side: Side) -> str:
        parts: list[str] = []
        place = 0
        for start, end, ref in _shown(markup):
            placed = self._shelf.place((ref,), side)
            self.said += placed.said
            if not placed.media:
                continue
            if len(self.media) >= MOST_MEDIA:
                self.said += (
                    translatable(
                        "Of its pictures and sounds the first {most} come in.", most=MOST_MEDIA
                    ),
                )
                break
            self.media += placed.media
            parts += [markup[place:start], " "]
            place = end
        return "".join((*parts, markup[place:]))


class _Embedded:
    """The files that stand in a question."""

    def __init__(self, question: ET.Element) -> None:
        self._files = {
            f"{each.get('path', '/').strip('/')}/{each.get('name', '')}".lstrip("/"): each
            for each in question.iter("file")
        }

    def read(self, name: str, *, most: int) -> bytes | None:
        """Return the bytes of a file, at most ``most`` + 1; None if there is none of that name.

        Raises:
            InputError: it is damaged.
        """
        held = self._files.get(name)
        if held is None:
            return None
        text = (held.text or "").strip()
        if held.get("encoding", "base64") != "base64":
            raise InputError("“{name}” is not embedded in base64.", name=name[:60])
        try:
            return base64.b64decode(text[: (most // 3 + 2) * 4])[: most + 1]
        except (binascii.Error, ValueError):
            raise InputError("“{name}” is damaged.", name=name[:60]) from None


def _shown(markup: str) -> Iterator[tuple[int, int, Ref]]:
    """Yield where a text shows a file of its own, in the order of the text."""
    found = [
        (each.start(), each.end(), _ref(each.group(), is_picture=True))
        for each in _PICTURE.finditer(markup)
    ]
    low, start = markup.lower(), 0
    while (start := low.find(_SOUND, start)) >= 0:
        end = low.find(_SOUND_END, start)
        if end < 0:
            break
        end += len(_SOUND_END)
        found.append((start, end, _ref(markup[start:end], is_picture=False)))
        start = end
    last = 0
    for start, end, ref in sorted(found, key=lambda each: each[:2]):
        if ref is not None and start >= last:
            yield start, end, ref
            last = end


def _ref(markup: str, *, is_picture: bool) -> Ref | None:
    values: dict[str, str] = {}
    for name, *given in _VALUE.findall(markup):
        values.setdefault(name.lower(), html.unescape(next(filter(None, given), "")))
    source = values.get("src", "")
    if not source.startswith(_HERE):
        return None
    name = unquote(source.removeprefix(_HERE).partition("?")[0])
    return Ref(name, is_picture, values.get("alt", ""))

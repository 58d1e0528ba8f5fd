"""Words between quotation marks: what somebody said, or a word held at arm's length."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator
from typing import Final

from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.shapes.spans import FoundQuote

_PAIRS: Final = {"“": "”", '"': '"', "„": "“”", "«": "»"}
_SINGLE: Final = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[(—–]))[‘'](?=\w)(.{2,400}?\w[.,!?]?)[’'](?=[\s.,;:!?)—–]|$)"
)
_SPEECH_WORDS: Final = 4
_WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(text):
        closers = _PAIRS.get(text[place])
        inches = text[place] == '"' and text[place - 1 : place].isdigit()
        if closers is None or inches or (text[place] == '"' and not _opens(text, place)):
            place += 1
            continue
        ends = [text.find(each, place + 1) for each in closers]
        end = min((each for each in ends if each >= 0), default=-1)
        if end >= 0 and text[end] == '"' and _opens(text, end) and text[end - 1].isspace():
            # The same one goes on in a new paragraph, which has run into the one before.
            yield place, end
            place = end
            continue
        if end < 0:
            # A quotation over several paragraphs is closed in its last one only.
            yield place, len(text)
            return
        yield place, end + 1
        place = end + 1


def _opens(text: str, place: int) -> bool:
    """Return whether a straight mark may open a quotation: a word or a bracket stands behind it."""
    return not text[place + 1 : place + 2].isspace() and place + 1 < len(text)


def _words(inside: str) -> str:
    return inside.strip().rstrip(",;").rstrip()


def _is_speech(text: str, start: int, end: int, words: str) -> bool:
    """Return whether the words are a whole thought rather than a name or a label."""
    count = len(_WORD.findall(words))
    tags = [tag_of(each.lower()) for each in _WORD.findall(words)]
    verb = any(tag[:2] in {"VB", "MD"} for tag in tags)
    if text[end - 2 : end - 1] in {",", ".", "!", "?"} and count > 1 and verb:
        return True
    before = text[max(0, start - 3) : start].rstrip()
    if before.endswith((",", ":")) and verb and count > 1:
        return True
    return count >= _SPEECH_WORDS and verb


def find_quotes(text: str) -> tuple[FoundQuote, ...]:
    """Return the quotations of a passage in their order, the innermost ones left out."""
    spans = list(_spans(text))
    for match in _SINGLE.finditer(text):
        inside = any(start <= match.start() < end for start, end in spans)
        if not inside and "’ " not in match[1][:-1]:
            spans.append(match.span())
    found: list[FoundQuote] = []
    for start, end in sorted(spans):
        closed = text[end - 1] in "”\"“»’'" and end - start > 1
        words = _words(text[start + 1 : end - 1 if closed else end])
        if words:
            found.append(FoundQuote(start, end, words, _is_speech(text, start, end, words)))
    return tuple(found)

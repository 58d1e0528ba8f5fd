"""Embedded answers ("cloze") as Moodle writes them into a text: {1:SHORTANSWER:=Elbe~%0%Oder}.

Source: docs.moodle.org, "Embedded Answers (Cloze) question type".
"""

import re
from typing import Final

from quizapp.errors import InputError
from quizapp.formats.incoming.asking import (
    FULL,
    Answer,
    Blank,
    Range,
    check_parts,
    number,
    numeric,
    range_around,
    several,
    single,
    typed,
)

_FIELD: Final = re.compile(
    r"\{\d*:(?P<kind>[A-Z_]{2,20}):(?P<body>(?:[^{}\\]|\\.)*)\}", re.IGNORECASE | re.DOTALL
)
_ANSWER: Final = re.compile(
    r"\s*(?:(?P<right>=)|%(?P<share>-?\d{1,3}(?:\.\d{1,9})?)%)?(?P<text>.*)", re.DOTALL
)
_SPLIT: Final = re.compile(r"(?<!\\)((?:\\\\)*)~")
_HASH: Final = re.compile(r"(?<!\\)((?:\\\\)*)#")
_ESCAPED: Final = re.compile(r"\\([}~#\"/\\=%&])")
_TYPED: Final = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
_NUMERIC: Final = frozenset({"NUMERICAL", "NM"})
_ONE: Final = re.compile(r"MULTICHOICE(_[A-Z]+)?|MC[VHS]*")
_MANY: Final = re.compile(r"MULTIRESPONSE(_[A-Z]+)?|MR[VHS]*")


def parts_of(text: str) -> list[str | Blank]:
    """Return the words and blanks of a plain text with embedded answers.

    Raises:
        InputError: a field is of an unknown kind, or has no right answer.
    """
    parts: list[str | Blank] = []
    end = 0
    for found in _FIELD.finditer(text):
        check_parts(len(parts) // 2)
        parts.extend((text[end : found.start()], _blank(found["kind"].upper(), found["body"])))
        end = found.end()
    parts.append(text[end:])
    if len(parts) == 1:
        raise InputError("No embedded answer was found in it.")
    return parts


def _blank(kind: str, body: str) -> Blank:
    pieces = [part for part in _cut(_SPLIT, body) if part.strip()]
    check_parts(len(pieces))
    answers = [_answer(part) for part in pieces]
    best = max(answers, key=lambda each: each.share, default=None)
    if best is None or best.share <= 0:
        raise InputError("One of its embedded answers has no right answer.")
    if kind in _TYPED:
        built = typed([each for each in answers if each.text != "*"])
    elif kind in _NUMERIC:
        built = numeric([_range(each.text) for each in answers if each.share >= FULL])
        return Blank(built, best.text.partition(":")[0])
    elif _ONE.fullmatch(kind):
        built = single(answers)
    elif _MANY.fullmatch(kind):
        built = several(answers)
        return Blank(built, ", ".join(each.text for each in answers if each.share > 0))
    else:
        raise InputError("The kind {kind} of an embedded answer is not known.", kind=kind)
    return Blank(built, best.text)


def _answer(part: str) -> Answer:
    found = _ANSWER.fullmatch(part)
    if found is None:  # Its last group takes anything.
        raise InputError("One of its embedded answers cannot be read.")
    share = FULL if found["right"] else float(found["share"] or 0.0)
    text, *feedback = _cut(_HASH, found["text"])
    return Answer(_plain(text), share, _plain("".join(feedback)))


def _range(text: str) -> Range:
    first, _, second = text.partition(":")
    value, tolerance = number(first), number(second or "0")
    if value is None or tolerance is None:
        raise InputError("“{words}” is no number.", words=text[:60])
    return range_around(value, tolerance)


def _cut(sign: re.Pattern[str], text: str) -> list[str]:
    """Return the text parted at a sign that no backslash makes plain."""
    pieces = sign.split(text)
    # Between the pieces stand the pairs of backslashes before each sign.
    return [
        piece + (pieces[place + 1] if place + 1 < len(pieces) else "")
        for place, piece in enumerate(pieces)
        if place % 2 == 0
    ]


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()

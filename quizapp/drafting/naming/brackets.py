"""Abbreviations that a text introduces: "International Criminal Court (ICC)"."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quizapp.drafting.data import word_set
from quizapp.drafting.lexis.lexicon import is_common

_SHORT: Final = r"[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*(?:-[A-Z0-9]+)?s?|(?:[A-Z]\.){2,}"
_BEHIND: Final = re.compile(
    rf"[\s ]\((?:the |or |abbreviated (?:as )?|known as |hereafter )?[“\"]?({_SHORT})[”\"]?(?:[;,][^)]*)?\)"  # noqa: E501 - a pattern reads best whole
)
_BEFORE: Final = re.compile(rf"\b({_SHORT}) \(((?:the )?[A-Za-z][\w’'&,/ -]{{5,90}})\)")
_COMMA: Final = re.compile(
    rf"\b({_SHORT}),? (?:,? ?(?:which )?(?:stands|standing|short) for|or|,) (?:the )?"
    r"([A-Z][\w-]+(?: (?:[A-Z][\w-]+|of|for|the|on|and|in|&)){1,8})"
)
_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_HYPHENED: Final = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SKIPPED: Final = word_set("brackets_skipped")
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Introduced:
    """An abbreviation with the words it stands for, and where both are."""

    short: str
    short_start: int
    short_end: int
    expansion: str
    start: int
    end: int


def fits(short: str, expansion: str) -> bool:
    """Return whether the initials of the words, small words or not, give the abbreviation."""
    letters = [each.lower() for each in re.sub(r"[^A-Za-z0-9]", "", short)]
    if short.endswith("s") and len(letters) > 2:  # noqa: PLR2004 - a plural: "NGOs"
        letters = letters[:-1] if short[:-1].isupper() else letters
    if len(letters) < 2:  # noqa: PLR2004 - one letter abbreviates nothing
        return False
    for pattern in (_WORD, _HYPHENED):
        words = [each.lower() for each in pattern.findall(expansion)]
        if words and _match(letters, words, first=True):
            return True
    return False


def _match(letters: list[str], words: list[str], *, first: bool) -> bool:
    """Match letters to the initials of the words in order; a word may give several letters."""
    if not letters:
        return all(each in _SKIPPED for each in words)
    if not words:
        return False
    head, rest = words[0], words[1:]
    if head in _SKIPPED and not first and _match(letters, rest, first=False):
        return True
    if head[0] == letters[0] and _match(letters[1:], rest, first=False):
        return True
    if head[0] != letters[0]:
        return False
    # Letters from inside a word: "DNA" (deoxyribonucleic acid), "TB"; at most two more.
    return any(
        _inside(letters[1 : 1 + more], head[1:]) and _match(letters[1 + more :], rest, first=False)
        for more in (1, 2)
        if len(letters) > more
    )


def _inside(letters: list[str], word: str) -> bool:
    place = 0
    for letter in letters:
        place = word.find(letter, place) + 1
        if place == 0:
            return False
    return True


def _expansion_before(text: str, end: int, short: str) -> tuple[int, int] | None:
    """Return the shortest run of words before ``end`` whose initials give the abbreviation."""
    begin = max(text.rfind(mark, 0, end) for mark in (". ", "; ", ": ", "(", ")", '"', "“")) + 1
    spans = [match.span() for match in _WORD.finditer(text, max(begin, 0), end)]
    for count in range(1, min(len(spans), _MOST_WORDS) + 1):
        first, last = spans[-count][0], spans[-1][1]
        phrase = text[first:last]
        if phrase.split()[0].lower() not in _SKIPPED and fits(short, phrase) and "," not in phrase:
            return first, last
        if "," in phrase and count > 1 and not re.search(r",[^,]* and ", phrase):
            continue
    return None


def _small(expansion: str) -> str:
    """Return the words without the capital that only a sentence's start gave them."""
    first, _, rest = expansion.partition(" ")
    if rest and rest == rest.lower() and is_common(first):
        return first.lower() + " " + rest
    return expansion


def introduced(text: str) -> Iterator[Introduced]:
    """Yield the abbreviations that the passage introduces, in their order."""
    for match in _BEHIND.finditer(text):
        span = _expansion_before(text, match.start(), match[1])
        if span:
            yield Introduced(match[1], *match.span(1), _small(text[slice(*span)]), *span)
    for pattern in (_BEFORE, _COMMA):
        for match in pattern.finditer(text):
            words = match[2].removeprefix("the ")
            while words and not fits(match[1], words) and " " in words:
                words = words.rpartition(" ")[0]
            if fits(match[1], words):
                start = match.end(2) - len(match[2].removeprefix("the "))
                yield Introduced(match[1], *match.span(1), words, start, start + len(words))

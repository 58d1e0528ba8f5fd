"""Words, names, numbers and dates of a text, in the forms in which they are compared."""

import re
from collections.abc import Iterator
from typing import Final

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SMALL: Final = frozenset(
    """a an the of to in on at by for from with and or but as that which who whom whose is are was
    were be been being has have had do does did it its this these those there their his her he she
    they them him than then so such into over under about after before during between not no also
    more most would could should will can may might must s up out off only own some any each all
    both other one when where while because if very too just still yet""".split()  # noqa: SIM905 - reads better than 90 quoted words
)
_ONES: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    "dozen": 12,
    "once": 1,
    "twice": 2,
    "both": 2,
}
_SCALES: Final[dict[str, float]] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "billions": 1e9,
    "trillion": 1e12,
}
_YEAR: Final = re.compile(r"(?<![\d.,])(1\d{3}|20\d\d)(?![\d]|[.,]\d)")
_QUOTED: Final = re.compile('["\u201c][^"\u201c\u201d]*["\u201d]')
_SPAN: Final = re.compile(r"(?<!\d)(\d{4})\s?[-\u2013/]\s?(\d{2})(?!\d)")
_ENDINGS: Final = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ers",
    "er",
    "ied",
    "ies",
    "ed",
    "es",
    "s",
)
_SHORTEST_STEM: Final = 3
_DECADE: Final = 10


def tokens(text: str) -> list[str]:
    """Return the words and figures of a text in small letters, apostrophes made straight."""
    return [each.casefold().replace("\u2019", "'") for each in _WORD.findall(text)]


def is_capital(text: str) -> list[bool]:
    """Return of each word and figure of a text whether it begins with a capital letter."""
    return [each[:1].isupper() for each in _WORD.findall(text)]


def stem(word: str) -> str:
    """Return a word without its commonest endings, number words as figures."""
    word = word.removesuffix("'s")
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e").replace(",", "")


def content(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning; of all words where none does."""
    found = tokens(text)
    return frozenset(stem(each) for each in found if each not in _SMALL) or frozenset(found)


def is_small(word: str) -> bool:
    """Return whether a word carries no meaning of its own."""
    return word in _SMALL


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return twice the common words over the sum of both, 0..1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def covered(part: frozenset[str], whole: frozenset[str]) -> float:
    """Return which share of ``part`` stands in ``whole``, 0..1."""
    return len(part & whole) / len(part) if part else 0.0


def alike(one: str, other: str) -> bool:
    """Return whether two texts say the same by their words (README.md, "text")."""
    first, second = content(one), content(other)
    if share(first, second) >= 0.5:
        return True
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= 2 and shorter <= longer and 3 * len(shorter) >= len(longer)


def numbers(text: str) -> frozenset[float]:
    """Return the numbers of a text, those in words too, each also times the scale after it."""
    found: set[float] = set()
    words = tokens(text)
    place = 0
    while place < len(words):
        value, place = _number_at(words, place)
        if value is None:
            place += 1
            continue
        found.add(value)
        while place < len(words) and words[place] in _SCALES:
            value *= _SCALES[words[place]]
            found.add(value)
            place += 1
    return frozenset(found)


def _number_at(words: list[str], place: int) -> tuple[float | None, int]:
    """Return the number that begins there, and where it ends."""
    word = words[place]
    if word[0].isdigit():
        plain = word.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", word) else word
        try:
            return float(plain), place + 1
        except ValueError:
            return None, place
    if word in _SCALES and place and words[place - 1] == "a":
        return 1.0, place
    if word not in _NUMBERS:
        return None, place
    value = float(_NUMBERS[word])
    following = words[place + 1] if place + 1 < len(words) else ""
    if word in _TENS and following in _ONES[1:10]:
        return value + _ONES.index(following), place + 2
    return value, place + 1


def number_word(value: float) -> str:
    """Return the word for a whole number from zero to twenty, or for a round one; else ""."""
    found = {float(number): word for word, number in reversed(_NUMBERS.items())}
    return found.get(value, "")


def scale_of(unit: str) -> float:
    """Return what a unit multiplies its value by: a million for "million euros"."""
    scale = 1.0
    for word in tokens(unit):
        scale *= _SCALES.get(word, 1.0)
    return scale


_NAMED: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
_ORDINALS: Final = {word: number for number, word in enumerate(_NAMED.split(), start=1)}


def years(text: str) -> frozenset[int]:
    """Return the years that a text names, the end of "1939-45" and all years of a decade too."""
    return frozenset(_years(text))


def _years(text: str) -> Iterator[int]:
    for found in _YEAR.finditer(text):
        yield int(found.group(1))
    for found in _SPAN.finditer(text):
        yield int(found.group(1)[:2] + found.group(2))
    for found in re.finditer(r"(\d{4})s\b", text):
        yield from range(int(found.group(1)), int(found.group(1)) + _DECADE)
    for found in re.finditer(r"\b(\d{1,2}(?=th)|[a-z-]+)(?:th)?[- ]century", text.casefold()):
        century = _ORDINALS.get(found.group(1)) or int(re.sub(r"\D", "", found.group(1)) or "0")
        if century:
            yield from ((century - 1) * 100, (century - 1) * 100 + 1)
            yield from (century * 100 - 1, century * 100)


def without_quotes(text: str) -> str:
    """Return a text with what stands in double quotation marks taken out."""
    return re.sub('["\u201c][^"\u201c\u201d]*["\u201d]', " _ ", text)

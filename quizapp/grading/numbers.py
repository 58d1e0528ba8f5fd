"""Reads numbers and years from typed answers: separators, magnitudes, number words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.bank.numerals import NUMBER_WORDS, TENS

_MAGNITUDES = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_NUMBER = re.compile(r"(?<![\w.,])[-\u2212]?\d[\d\u00a0\u202f,.' ]*\d|(?<![\w.,])[-\u2212]?\d")
_GROUPED = re.compile(r"[-\u2212]?\d{1,3}(?:[,'\u00a0\u202f ]\d{3})+|-?\d{1,3}(?:\.\d{3}){2,}")
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
"""Thousands for some people and thousandths for others."""
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its magnitude word: 150 and 1e9 for "150 billion"."""

    value: float
    magnitude: float = 1.0


def read_quantity(text: str) -> Quantity | None:
    """Return the one number of ``text``, or None when there is none or more than one.

    Read as in English: 1,234 is more than a thousand and 1.234 little more than one.
    """
    found = _NUMBER.findall(text)
    lowered = text.casefold()
    words = re.findall(r"[^\W\d_]+", lowered)
    magnitude = next((_MAGNITUDES[word] for word in words if word in _MAGNITUDES), 1.0)
    if len(found) == 1:
        value = _parse(found[0])
        return None if value is None else Quantity(value, magnitude)
    spelled = [word for word in re.findall(r"[^\W\d_]+", lowered) if word in NUMBER_WORDS]
    if not found and spelled:
        return Quantity(_spelled(spelled), magnitude) if _one_number(spelled) else None
    if not found and "hundred" in words:
        return Quantity(100.0, magnitude)
    return None


def _one_number(words: Sequence[str]) -> bool:
    """Return whether the words are one number: "three", or "twenty one"."""
    if len(words) == 1:
        return True
    if not words:
        return False
    tens, *ones = (NUMBER_WORDS[word] for word in words)
    return tens in TENS.values() and len(ones) == 1 and ones[0] in range(1, 10)


def _spelled(words: Sequence[str]) -> float:
    return float(sum(NUMBER_WORDS[word] for word in words))


def _parse(text: str) -> float | None:
    """Return the value of digits with separators; a comma before one or two digits is decimal."""
    plain = text.replace("\u2212", "-").strip()
    if _GROUPED.fullmatch(plain):
        return float(re.sub(r"[,.'\u00a0\u202f ]", "", plain))
    if re.fullmatch(r"-?\d+,\d{1,2}", plain):
        return float(plain.replace(",", "."))
    grouped = re.sub(r"(?<=\d)[,'\u00a0\u202f ](?=\d{3}(?:\D|$))", "", plain)
    return float(grouped) if re.fullmatch(r"-?\d+(?:\.\d+)?", grouped) else None


def same_quantity(response: str, *, accept: Sequence[str], tolerance: float) -> bool:
    """Return whether ``response`` is the accepted number within ``tolerance`` (in its unit).

    A response may leave the magnitude to the unit that is shown: "150" for "150 billion euros".
    """
    return any(
        _same(given, key, tolerance)
        for given in _readings(response)
        for key in (read_quantity(form) for form in accept)
        if key is not None
    )


def _readings(response: str) -> tuple[Quantity, ...]:
    """Return what a response may mean: not everybody parts thousands by a comma."""
    given = read_quantity(response)
    if given is None:
        return ()
    found = [each.replace("\u2212", "-") for each in _NUMBER.findall(response)]
    if len(found) != 1 or not _EITHER.fullmatch(found[0]):
        return (given,)
    plain = found[0]
    other = plain.replace(",", ".") if "," in plain else plain.replace(".", "")
    return given, Quantity(float(other), given.magnitude)


def _same(given: Quantity, key: Quantity, tolerance: float) -> bool:
    slack = tolerance + 1e-9 * abs(key.value)
    bare = given.magnitude == 1 and abs(given.value - key.value) <= slack
    full = given.value * given.magnitude - key.value * key.magnitude
    return bare or abs(full) <= slack * key.magnitude


def years_in(text: str) -> tuple[int, ...]:
    """Return the four-digit years of ``text``, in order."""
    return tuple(int(year) for year in _YEAR.findall(text))


def same_years(response: str, *, accept: Sequence[str], tolerance: float) -> bool:
    """Return whether ``response`` names the accepted year or both ends of the accepted range."""
    given = years_in(response)
    return any(
        len(given) == len(key)
        and bool(key)
        and all(abs(mine - yours) <= tolerance for mine, yours in zip(given, key, strict=True))
        for key in (years_in(form) for form in accept)
    )


def short_year(response: str, *, accept: Sequence[str]) -> bool:
    """Return whether ``response`` is the accepted year without its century ("'91")."""
    found = re.fullmatch(r"\W*(\d{2})\W*", response)
    return bool(found) and any(
        len(key) == 1 and key[0] % 100 == int(found.group(1))
        for key in (years_in(form) for form in accept)
        if found
    )

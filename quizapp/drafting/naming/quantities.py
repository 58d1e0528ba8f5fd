"""Numbers with their units as articles write them."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Sequence
from typing import Final

from quizapp.bank.numerals import NUMBER_WORDS
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.shapes.spans import FoundQuantity

_SCALES: Final = {"hundred": 100, "thousand": 1000}
_BIG: Final = "million|billion|trillion|bn|m|tn|k"
_BIG_NAMES: Final = {"bn": "billion", "m": "million", "tn": "trillion", "k": "thousand"}
_CURRENCIES: Final = {
    "$": "dollars",
    "US$": "dollars",
    "A$": "Australian dollars",
    "C$": "Canadian dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
    "₹": "rupees",
}
_UNITS: Final = {
    "%": "%",
    "percent": "%",
    "per cent": "%",
    "percentage points": "percentage points",
    "km2": "square kilometres",
    "km\u00b2": "square kilometres",
    "sq km": "square kilometres",
    "sq mi": "square miles",
    "sq ft": "square feet",
    "m2": "square metres",
    "m\u00b2": "square metres",
    "m3": "cubic metres",
    "m\u00b3": "cubic metres",
    "km": "kilometres",
    "kms": "kilometres",
    "m": "metres",
    "cm": "centimetres",
    "mm": "millimetres",
    "kg": "kilograms",
    "g": "grams",
    "mg": "milligrams",
    "ha": "hectares",
    "GW": "gigawatts",
    "MW": "megawatts",
    "kW": "kilowatts",
    "TWh": "terawatt hours",
    "GWh": "gigawatt hours",
    "MWh": "megawatt hours",
    "kWh": "kilowatt hours",
    "°C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
    "km/h": "kilometres per hour",
    "mph": "miles per hour",
    "ft": "feet",
    "Mt": "megatonnes",
    "Gt": "gigatonnes",
    "ppm": "parts per million",
}
_WORDS: Final = "|".join((*NUMBER_WORDS, *_SCALES))
_DIGITS: Final = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,.]\d|\d)|\d+)(?:\.\d+)?"
)
_SPELLED: Final = rf"(?:{_WORDS})(?:(?:-| |(?<=hundred) and |(?<=thousand) and )(?:{_WORDS}))*"
_NUMBER: Final = rf"(?:{_DIGITS}|\b{_SPELLED}\b)(?: and a half\b)?"
_ABOUT: Final = (
    r"about|around|roughly|approximately|some|nearly|almost|more than|over|at least|up to|fewer than|"  # noqa: E501 - a pattern reads best whole
    r"less than|under|an estimated|well over|close to|just over|just under|as many as|as much as|"
    r"at most|no more than|only|exactly"
)
_EXACT: Final = frozenset({"only", "exactly", ""})
_QUANTITY: Final = re.compile(
    rf"(?P<between>\bbetween\s+)?(?P<about>\b(?:{_ABOUT})\s+)?(?P<money>(?:US|A|C)?[$€£¥₹]\s?)?(?P<number>{_NUMBER})"
    r"(?:(?P<share>\s?%)?(?P<dash>\s?[–-]\s?| to |(?(between) and |(?!)))(?P<money2>[$€£¥₹])?"
    rf"(?P<high>{_DIGITS}|\b{_SPELLED}\b)(?(share)(?=\s?%)))?"
    rf"(?P<big>[ -]?(?:{_BIG})\b)?"
    r"(?P<unit>\s?(?:%|°C|°F)|\s(?:percentage points|percent|per cent)\b"
    r"|\s?(?:km[2\u00b2]|m[23\u00b2\u00b3]|sq (?:km|mi|ft))\b"
    r"|\s?(?:km/h|kms?|mm|cm|kg|mg|GWh|MWh|TWh|kWh|GW|MW|kW|ha|mph|ft|Mt|Gt|ppm)\b)?",
    re.IGNORECASE,
)
_US_DOLLARS: Final = re.compile(r" (?:U\.S\.|US) dollars\b")
_WORD: Final = re.compile(r"[ \u00a0-]([A-Za-z][\w’'-]*)")
_AFTER_BAD: Final = re.compile(
    r"^(?:st|nd|rd|th)\b|^-(?:year|day|month|week|point|hour|minute|page|man|"
    r"storey|member|mile|kilomet|met(?:er|re)|foot|inch|ton|seat|bed|acre|hectare|fold|time|step|part)"
)
_BEFORE_BAD: Final = re.compile(
    r"(?:[\w.,:/°-]$|\b(?:Article|Chapter|Section|Resolution|Figure|Table|Page|No\.|Number|Route|"
    r"Apollo|Phase|Type|Grade|Group|Class|World War|Highway|Flight|Agenda|Boeing|aged?|Title)\s?$)"
)
_UNCOUNTED: Final = re.compile(r"\b(?:several|few|many|some|couple of)\s$", re.IGNORECASE)
"""Before "thousand" it tells no number: "several thousand people"."""
_RATED: Final = re.compile(
    r" (?:an?|per|each|every) (?P<time>second|minute|hour)\b"
    r"| per (?P<size>(?:square|cubic) \w*metres?|litre|kilogram|tonne|hectare|acre)\b"
)
"""Behind a unit it makes a rate of it: "16 kilometres an hour", "3 grams per cubic metre"."""
_OF_A_RATE: Final = re.compile(
    r"\b(?:\w*metres|\w*meters|miles|knots|feet|yards|litres|liters|gallons|\w*grams|tonnes|tons"
    r"|people|persons|inhabitants|residents)$"
)
_MOST_ADJECTIVES: Final = 3
_NO_ADJECTIVES: Final = frozenset({"are", "were", "is", "was", "be", "have", "had", "has"})
_NOUN_ENDS: Final = re.compile(
    r"[,.;:)]|$| (?:of|from|by|at|on|in|that|which|who|and|were|was|are)\b"
)
"""What follows a noun and not a verb: "1.9 million calls;", "300 books of"."""
_PLURALS: Final = frozenset(
    (
        "people",
        "police",
        "square",
        "kroner",
        "kronor",
        "yen",
        "zloty",
        "baht",
        "rand",
        "renminbi",
        "species",
        "sheep",
        "cattle",
        "aircraft",
        "fish",
        "deer",
    )
)
"""Words that mean many without an s."""


def number_of(words: str) -> float | None:
    """Return the value of a number in digits or words, or None."""
    text = words.strip().lower().replace(",", "")
    if text.endswith(" and a half"):
        whole = number_of(text.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    digits = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "", text)
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return float(digits)
    total, current = 0, 0
    for word in re.split(r"[\s-]+", text):
        if word == "and":
            continue
        if word in NUMBER_WORDS:
            current += NUMBER_WORDS[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        else:
            return None
    return float(total + current)


def _ends_counted(word: str, tag: str, rest: str) -> bool:
    """Return whether a word that the lexicon knows for no noun is the one that is counted."""
    if tag == "VBZ":
        return _NOUN_ENDS.match(rest) is not None
    return not tag and word.endswith("s") and not word.endswith("ss")


def _of_two(first: str, text: str, at: int, place: int) -> tuple[str, int]:
    """Return the noun that two words describe: the lights of "55 harbor and coastal lights"."""
    noun, end = _noun_after(text, at)
    return (f"{first} and {noun}", end) if len(noun.split()) > 1 else ("", place)


def _noun_after(  # noqa: PLR0911 - a way out for each kind of word
    text: str, place: int
) -> tuple[str, int]:
    """Return the counted noun with its adjectives ("new jobs"), and where it ends."""
    words: list[str] = []
    end = place
    while len(words) <= _MOST_ADJECTIVES:
        match = _WORD.match(text, end)
        if match is None or text[end] == "-":
            return "", place
        if match[1] == "and" and len(words) == 1:
            return _of_two(words[0], text, match.end(), place)
        tag = tag_of(match[1].lower())
        if match[1].lower() in _NO_ADJECTIVES:
            return "", place
        if tag in {"NNS", "NNPS"} or match[1].lower() in _PLURALS:
            words.append(match[1])
            if match[1].lower() != "square":
                return " ".join(words), match.end()
        elif (tag[:2] in {"JJ", "NN", "VB"} and tag not in {"VBZ", "VBD"}) or match[1][0].isupper():
            words.append(match[1])
        elif _ends_counted(match[1], tag, text[match.end() :]):
            return " ".join([*words, match[1]]), match.end()
        else:
            return "", place
        end = match.end()
    return "", place


def _unit(match: re.Match[str], text: str) -> tuple[str, int, int]:
    """Return the unit, where the noun in it begins, and where the whole ends."""
    big = (match["big"] or "").strip(" -").lower()
    big = _BIG_NAMES.get(big, big)
    written = (match["unit"] or "").strip()
    if match["money"]:
        name = _CURRENCIES[match["money"].strip()]
        return f"{big} {name}".strip(), match.end(), match.end()
    if written:
        unit = _UNITS.get(written) or _UNITS.get(written.lower(), written)
        return _rated(f"{big} {unit}".strip(), text, match.end(), match.end())
    dollars = _US_DOLLARS.match(text, match.end())
    if dollars is not None:
        return f"{big} US dollars".strip(), match.end(), dollars.end()
    noun, end = _noun_after(text, match.end())
    scale = re.match(r" (?:Celsius|Fahrenheit)\b", text[end:]) if noun == "degrees" else None
    if scale is not None:
        noun, end = f"{noun}{scale.group()}", end + scale.end()
    return _rated(f"{big} {noun}".strip(), text, match.end() + 1 if noun else match.end(), end)


def _rated(unit: str, text: str, noun_start: int, end: int) -> tuple[str, int, int]:
    """Return the unit with the time or the size to which it goes: "metres per second"."""
    rate = _RATED.match(text, end) if _OF_A_RATE.search(unit) else None
    if rate is None:
        return unit, noun_start, end
    return f"{unit} per {rate['time'] or rate['size']}", noun_start, rate.end()


def find_quantities(
    text: str, *, taken: Sequence[tuple[int, int]] = ()
) -> tuple[FoundQuantity, ...]:
    """Return the quantities of a passage; ``taken`` spans (its dates) are left out."""
    found: list[FoundQuantity] = []
    at = 0
    while (match := _QUANTITY.search(text, at)) is not None:
        start = match.start("money") if match["money"] else match.start("number")
        crossed = [last for first, last in taken if first < match.end() and start < last]
        if crossed:
            # "in 1993 to 99 percent" is no range; the number behind the date is read alone.
            at = max(crossed[0], start + 1) if crossed[0] < match.end() else match.end()
            continue
        at = match.end()
        if _falls(match):
            # "from 88 to 21 percent" is no range; the second number is read alone.
            at = match.start("high")
            match = _QUANTITY.match(text, start, match.end("number")) or match
        one = _made(text, match, start)
        if one is not None:
            found.append(one)
    return tuple(found)


def _falls(match: re.Match[str]) -> bool:
    """Return whether the second of two numbers is the smaller one: "88 to 21"."""
    if not match["high"] or match["money"]:
        return False
    low, high = number_of(match["number"]), number_of(match["high"])
    return low is not None and high is not None and high < low and " to " in match["dash"]


def _as_scaled(low: float, high: float, match: re.Match[str]) -> float:
    """Return 3,000 for the lower end of "three to six thousand"."""
    words = match["high"].casefold().split()
    scale = _SCALES.get(words[-1], 1)
    own = match["number"].casefold().split()[-1] in _SCALES
    return low if own or low * scale >= high else low * scale


def _made(text: str, match: re.Match[str], start: int) -> FoundQuantity | None:
    value = number_of(match["number"])
    if value is None or _BEFORE_BAD.search(text[max(0, start - 12) : start]):
        return None
    after = text[match.end() : match.end() + 12]
    if _AFTER_BAD.match(after) or (match["big"] or "").startswith("-") or after[:1].isdigit():
        return None
    spelled = not match["number"][0].isdigit()
    unit, noun_start, end = _unit(match, text)
    vague = match["number"].casefold() in _SCALES and _UNCOUNTED.search(text[:start][-12:])
    if spelled and (not unit or value <= 1 or vague):
        return None
    if match["big"] == " m" and not match["money"] and not match["unit"]:
        unit = "metres"  # "90 m high"; millions are written "90m"
    elif match["big"] and match["big"].strip().lower() in {"m", "k"} and not match["money"]:
        return None
    high = number_of(match["high"]) if match["high"] else None
    if match["high"] and (high is None or high <= value):
        return None
    if high is not None:
        value = _as_scaled(value, high, match)
    about = (match["about"] or "").strip().lower()
    first = match.start("about") if about else start
    if high is not None and match["dash"] == " and ":
        first = match.start()
    about = "" if about in _EXACT else about
    return FoundQuantity(first, end, value, unit, about, high, noun_start)

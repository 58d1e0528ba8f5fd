"""What a model's fact must pass: its names, dates, numbers and phrases stand in the passage."""
# ruff: noqa: RUF001 - quotation marks of print stand here for themselves

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.numerals import NUMBER_WORDS, TENS
from quizapp.bank.terms import JsonObject, Status
from quizapp.drafting.model import model_speech

COPIED_WORDS: Final = 9
"""So many words in a row of the passage make a statement a copy."""

_SUPPORT: Final = 0.6
"""Share of a text's weighty words that the passage must hold, by their beginnings."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CAPITAL: Final = re.compile(r"(?<![\w'’])[A-Z][\w'’-]*")
_YEAR: Final = re.compile(r"\d{4}")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NEGATED: Final = re.compile(
    r"\b(?:not|never|no|cannot|nor|neither|without|\w+n['’]t)\b", re.IGNORECASE
)
_DENYING: Final = re.compile(
    r"\b(?:not|never|no|cannot|nor|neither|without|none|nobody|nothing|\w+n['’]t|fail\w*|refus\w*"
    r"|den(?:y|ied|ies)|lack\w*|reject\w*|rul\w+ out|ban\w*|stop\w*|prevent\w*|unable|un\w{4,}"
    r"|in\w{5,}|non\w{4,}|avoid\w*|oppos\w*|against|absen\w*|hardly|few|little|only|instead)\b",
    re.IGNORECASE,
)
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_VALUES: Final = {**{word: float(n) for word, n in NUMBER_WORDS.items()}, "hundred": 100.0}
_UNITS: Final = {
    "percent": ("%", "per cent", "percent"),
    "%": ("%", "per cent", "percent"),
    "per cent": ("%", "per cent", "percent"),
    "dollars": ("$", "dollar"),
    "euros": ("€", "euro"),
    "pounds": ("£", "pound"),
}
_OPENERS: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "to",
        "of",
        "and",
        "but",
        "as",
        "if",
        "when",
        "while",
        "after",
        "before",
        "since",
        "although",
        "according",
        "under",
        "over",
        "with",
        "without",
        "during",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "there",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "article",
        "passage",
        "text",
        "author",
        "both",
        "some",
        "many",
        "most",
        "few",
        "several",
        "all",
        "each",
        "every",
        "no",
        "not",
        "none",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "what",
        "which",
        "who",
        "how",
        "why",
        "where",
    ]
)
"""Words that begin sentences with a capital and are no names, and the article itself."""

_SPOKEN: Final = {"claim": "speaker", "quotation": "speaker"}
_DOERS: Final = {"action": ("actor",), "role": ("person",), "concept": ("proposer",)}


def occurs(run: str, text: str) -> bool:
    """Return whether a run of words stands in a text, between other words."""
    return (
        bool(run.strip())
        and re.search(rf"(?<![^\W_]){re.escape(_plain(run))}(?![^\W_])", _plain(text)) is not None
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("“", '"').replace("”", '"').split())


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def numbers_in(text: str) -> frozenset[float]:
    """Return the numbers of a text, in digits or words, with and without "million"."""
    found: set[float] = set()
    for each in _NUMBER.finditer(text):
        value = float(each.group().replace(",", "").rstrip("."))
        found |= {value, value * _scale(text[each.end() :])}
    words = _WORD.findall(text.casefold())
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in _VALUES:
            found |= {_VALUES[word], _VALUES[word] * _SCALES.get(following, 1.0)}
            found.add(_VALUES[word] + (_VALUES.get(following, 0.0) if word in TENS else 0.0))
    return frozenset(found)


def _scale(after: str) -> float:
    word = re.match(r"\s+(\w+)", after)
    return _SCALES.get(word.group(1).casefold(), 1.0) if word else 1.0


def invented_words(text: str, passage: str) -> str:
    """Return the first name or number of a text that the passage does not hold, or ""."""
    known = {word.removesuffix("'s") for word in _words(passage)}
    known |= {part for word in known for part in word.split("-")}
    for found in _CAPITAL.finditer(text):
        word = found.group().casefold().replace("’", "'").removesuffix("'s").strip("'-")
        if word not in _OPENERS and not known.issuperset(_words(word) or [word]):
            return found.group()
    there = numbers_in(passage)
    for number in _NUMBER.finditer(text):
        if float(number.group().replace(",", "").rstrip(".")) not in there:
            return number.group()
    return ""


def _unsupported(text: str, passage: str) -> bool:
    """Return whether most of what a text says has no word in the passage."""
    stems = {word[:5] for word in _words(passage)}
    weighty = [word for word in _words(text) if len(word) > 3 and word not in _OPENERS]  # noqa: PLR2004 - shorter words carry the grammar
    if not weighty:
        return False
    return sum(word[:5] in stems for word in weighty) / len(weighty) < _SUPPORT


def copied(statement: str, passage: str) -> bool:
    """Return whether nine or more words in a row stand in the passage too."""
    said, there = _words(statement), f" {' '.join(_words(passage))} "
    return any(
        f" {' '.join(said[at : at + COPIED_WORDS])} " in there
        for at in range(len(said) - COPIED_WORDS + 1)
    )


def _date_fault(when: str, passage: str) -> str:
    for year in _YEAR.findall(re.sub(r"-\d{2}(?=-|$|/|~|\?)", "", when)):
        decade = f"{year[:3]}0s" in passage
        if not (re.search(rf"(?<!\d){year}(?!\d)", passage) or decade):
            return "a date that is not in the passage"
    for _, month, day in re.findall(r"(\d{4})-(\d{2})(?:-(\d{2}))?", when):
        name = _MONTHS[int(month) - 1] if 0 < int(month) <= len(_MONTHS) else ""
        if not name or not re.search(rf"\b{name}\b|\b{name[:3]}\.", passage):
            return "a date that is not in the passage"
        if day and not re.search(rf"(?<!\d){int(day)}(?:st|nd|rd|th)?(?!\d)", passage):
            return "a date that is not in the passage"
    return ""


def _texts(value: object) -> Iterator[tuple[str, str]]:
    """Yield each text inside slots with the name of its key."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str):
                yield str(key), inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, str):
                yield "", each
            else:
                yield from _texts(each)


def names_of(fact: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield slot, name and kind of each thing that the slots of a fact name."""
    for slot in FACT_TYPES[fact["type"]].references:
        value = fact["slots"].get(slot)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping):
                yield slot, str(each.get("name", "")), str(each.get("kind", ""))


def _name_fault(fact: Mapping[str, Any], passage: str, around: str) -> str:
    near = _DOERS.get(fact["type"], ())
    for slot, name, _ in names_of(fact):
        if not occurs(name, passage):
            return "a name that is not in the passage"
        if slot in near and not occurs(name, around):
            return "a name that is not in the sentence of the evidence"
    return ""


def _value_fault(fact: Mapping[str, Any], passage: str) -> str:
    references = FACT_TYPES[fact["type"]].references
    plain = {key: value for key, value in fact["slots"].items() if key not in references}
    for key, text in _texts(plain):
        if why := _text_fault(key, text, passage):
            return why
    value = plain.get("value")
    if isinstance(value, int | float) and float(value) not in numbers_in(passage):
        return "a number that is not in the passage"
    return ""


def _text_fault(key: str, text: str, passage: str) -> str:
    """Return why one text among the slots is refused: each key has its own rule."""
    why = ""
    match key:
        case "verb":
            return ""
        case "when":
            return _date_fault(text, passage)
        case "when_label":
            why = "" if occurs(text, passage) else "a date that is not in the passage"
        case "unit":
            there = any(each in passage.casefold() for each in _units(text))
            why = "" if there else "a unit that is not in the passage"
        case "phrase":
            words = text.strip("“”\"' .,")
            quoted = any(occurs(words, each) for each in model_speech.quoted_in(passage))
            why = "" if quoted else "a phrase that the passage does not quote"
        case _ if invented_words(text, passage):
            why = "a name or number that is not in the passage"
        case _ if _unsupported(text, passage):
            why = "what the passage does not say"
    return why


def _units(unit: str) -> tuple[str, ...]:
    """Return how a passage may write a unit, without "million"."""
    small = " ".join(word for word in unit.casefold().split() if word not in _SCALES)
    known = _UNITS.get(small)
    return known or ((small.removesuffix("s"),) if small else ("",))


def _speaker_fault(fact: Mapping[str, Any], around: str) -> str:
    slot = _SPOKEN.get(fact["type"])
    if slot is None:
        return ""
    name = str(fact["slots"][slot].get("name", ""))
    for speaker in model_speech.speakers_in(around):
        # "Baker" for James Baker, and "Ruth Okafor of Hull" for Ruth Okafor, but not for Hull.
        if f"{speaker} ".startswith(f"{name} ") or f" {name}".endswith(f" {speaker}"):
            return ""
    return "a speaker whom the sentence does not make the one who speaks"


def _status_fault(fact: Mapping[str, Any], around: str) -> str:
    stated = fact["status"] == Status.STATED
    if stated and model_speech.hands_on_words(around):
        return "somebody's words given as stated"
    if stated and model_speech.FORESEEN.search(around):
        return "what may come given as stated"
    return ""


def _statement_fault(fact: Mapping[str, Any], passage: str, around: str) -> str:
    statement = fact["statement"]
    if copied(statement, passage) or copied(fact["explanation"], passage):
        return "copied from the passage"
    if invented_words(statement, passage) or invented_words(fact["explanation"], passage):
        return "a name or number that is not in the passage"
    if _unsupported(statement, passage):
        return "what the passage does not say"
    denies = _NEGATED.search(statement) is not None
    if denies and not _DENYING.search(around):
        return "a denial that the passage does not hold"
    if _NEGATED.search(fact["evidence"]) and not _DENYING.search(statement):
        return "a denial left out"
    return ""


def fault(fact: JsonObject, passage: str) -> str:
    """Return why a model's fact is refused, in a few words, or "" for one that may be used.

    Args:
        fact: type, evidence, status, statement, explanation and slots, in the answer's schema.
        passage: the text it was taken from.
    """
    evidence = fact["evidence"]
    if len(evidence.split()) < 3 or evidence not in passage:  # noqa: PLR2004 - less is no evidence
        return "evidence that is not in the passage"
    around = model_speech.sentences_of(passage, run=evidence)
    return (
        _name_fault(fact, passage, around)
        or _value_fault(fact, passage)
        or _speaker_fault(fact, around)
        or _status_fault(fact, around)
        or _statement_fault(fact, passage, around)
    )

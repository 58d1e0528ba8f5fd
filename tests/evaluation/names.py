"""When two names stand for one thing, and when two sources are one speaker."""

import re
from typing import Final

from rapidfuzz import fuzz

from tests.evaluation import words
from tests.evaluation.gold import Name

_ALIKE_BY_LETTERS: Final = 90
_LEADING: Final = ("the ", "a ", "an ")
_BETWEEN: Final = frozenset({"a", "an", "the", "of", "for", "by", "her", "his", "its", "their"})
"""Small words of a name that another order of its words does without: "spokesman of the firm"."""
_SPEAKERS: Final = frozenset({"person", "organisation", "movement"})
"""Kinds that are often taken for each other where somebody speaks: "officials", "the union"."""
_VOICES: Final = re.compile(
    r"\b(?:spokes\w+|memorandum|memo|report|letter|study|survey|book|paper|speech|statement|diary"
    r"|memoirs?|essay|lecture|testimony|article|website|press office)\b",
    re.IGNORECASE,
)
"""Through what somebody speaks: what stands in it is said by whom it belongs to."""


def same_name(one: Name, other: Name) -> bool:
    """Return whether two names may stand for one thing.

    A part of a name ("Osei") stands for the whole only among main names of one kind, so that an
    alias which two people share does not make them one.
    """
    if _same_words(one, other):
        return True
    if one.kind and other.kind and one.kind != other.kind:
        return False
    return _part_of(one, other)


def same_speaker(one: Name, other: Name) -> bool:
    """Return whether two names may stand for one source.

    A source is also named by whom it speaks for: Northline by its spokesman, who wrote a
    memorandum by the memorandum. Who is of it without speaking for it ("officials of Liv Dahl")
    is another source.
    """
    if same_name(one, other):
        return True
    if {one.kind, other.kind} <= _SPEAKERS and _part_of(one, other):
        return True
    return _speaks_for(one, other) or _speaks_for(other, one)


def _same_words(one: Name, other: Name) -> bool:
    """Return whether a wording of one has the words of one of the other, in any order."""
    firsts, seconds = ({_bag(each) for each in name.all} for name in (one, other))
    if firsts & seconds:
        return True
    return fuzz.ratio(_plain(one.main), _plain(other.main)) >= _ALIKE_BY_LETTERS


def _bag(name: str) -> frozenset[str]:
    found = words.tokens(_plain(name))
    kept = frozenset(each.removesuffix("'s") for each in found if each not in _BETWEEN)
    return kept or frozenset(found)


def _plain(name: str) -> str:
    name = name.casefold().replace("\u2019", "'")
    for word in _LEADING:
        name = name.removeprefix(word)
    return name


def _part_of(one: Name, other: Name) -> bool:
    """Return whether all words of one name, one of them a proper one, stand in the other.

    A person's name in that of others ("officials of Liv Dahl") is no part: it is of them. The
    Shipwrights are the Union of Shipwrights.
    """
    shorter, longer = sorted((one.main, other.main), key=lambda each: len(each.split()))
    inner = set(words.tokens(_plain(shorter)))
    capital = any(each[:1].isupper() for each in shorter.split())
    within = bool(inner) and capital and inner <= set(words.tokens(_plain(longer)))
    return within and not ("person" in {one.kind, other.kind} and _owned(shorter, longer))


def _owned(shorter: str, longer: str) -> bool:
    """Return whether the longer name is of the shorter's, as "officials of Liv Dahl" are."""
    name = re.escape(_plain(shorter))
    return bool(re.search(rf"\w (?:of|by|for) (?:the )?{name}$|^{name}'s? ", _plain(longer)))


def _speaks_for(voice: Name, speaker: Name) -> bool:
    """Return whether a voice is named as that of a speaker."""
    inner = {frozenset(words.tokens(_plain(each))) for each in speaker.all if each[:1].isupper()}
    for each in voice.all:
        rest, found = _VOICES.subn(" ", each)
        if found and any(part and part == _bag(rest) for part in inner):
            return True
    return False

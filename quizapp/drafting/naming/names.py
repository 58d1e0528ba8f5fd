"""Every place where a passage names something, before it is known what the names share."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.gazetteer import Gazetteer
from quizapp.drafting.lexis.kinds import kind_by_context, kind_of_name
from quizapp.drafting.naming.capitals import Word, runs, words_of
from quizapp.drafting.naming.segments import Segment, segments

_PLAIN: Final = re.compile(r"\b[a-z][a-z-]+\b")
_PLACED: Final = re.compile(r"\b(?:of|from|to|towards|via|between|around|reached|left) $")
"""Before an unknown single word: more often a place than anything else."""
_CHILD: Final = re.compile(r"\b(?:son|daughter),? $")


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands.

    Attributes:
        the: "the" stands before it.
        kind: what its words or the words around it show, or None.
        sure: the kind comes from the words or a title, not from a guess.
        child: "their son" stands before it.
    """

    passage: int
    start: int
    end: int
    text: str
    segment: Segment
    the: bool
    kind: EntityKind | None
    sure: bool
    child: bool = False


def _seen(pages: Mapping[int, tuple[Word, ...]], texts: Mapping[int, str]) -> frozenset[str]:
    """Return the words that are names by themselves, or surnames, inside sentences."""
    found: set[str] = set()
    for number, page in pages.items():
        for run in runs(texts[number], page):
            if not run[-1].first:
                found.add(run[-1].text)
    return frozenset(found)


def _kind(text: str, name: str, segment: Segment) -> tuple[EntityKind | None, bool]:
    if segment.title:
        return EntityKind.PERSON, True
    by_name = kind_of_name(name)
    by_context = kind_by_context(text, segment.start, segment.end)
    if by_name is EntityKind.PLACE and by_context is EntityKind.PERSON:
        return by_context, True  # "the economist Leonie Marsh"
    if by_name is not None and not (by_name is EntityKind.CONCEPT and by_context):
        return by_name, True
    if by_context is not None:
        return by_context, True
    return None, False


def _name(number: int, text: str, segment: Segment) -> Name:
    words = text[segment.start : segment.end]
    kind, sure = _kind(text, words, segment)
    if kind is None and " " not in words and _PLACED.search(text[: segment.start][-12:]):
        kind = EntityKind.PLACE
    the = text[max(0, segment.start - 4) : segment.start].lower() == "the "
    end = segment.end
    if words[-2:-1].isupper() and words[-3:-2] == " " and words.endswith("."):
        # "World War I." ends a sentence; a name does not end in an initial.
        words, end = words[:-1], end - 1
    child = _CHILD.search(text[max(0, segment.start - 20) : segment.start]) is not None
    return Name(number, segment.start, end, words, segment, the, kind, sure, child)


def _only_first(segment: Segment, seen: frozenset[str], plain: AbstractSet[str]) -> bool:
    """Return whether a word has its capital only from the start of its sentence."""
    word = segment.words[0]
    lone = len(segment.words) == 1 and segment.first and not segment.title and not segment.entity
    low = word.text.lower()
    return lone and word.text not in seen and (low in plain or low.removesuffix("s") in plain)


def find_names(passages: Sequence[tuple[int, str]], places: Gazetteer) -> tuple[Name, ...]:
    """Return all names of the passages in their order, demonyms among them."""
    pages = {number: words_of(text) for number, text in passages}
    seen = _seen(pages, dict(passages))
    plain = {each for _, text in passages for each in _PLAIN.findall(text)}
    found: list[Name] = []
    for number, text in passages:
        for run in runs(text, pages[number]):
            kept = segments(run, seen=seen, places=places)
            found.extend(
                _name(number, text, each) for each in kept if not _only_first(each, seen, plain)
            )
    return tuple(found)

"""Every place where a passage names something, before it is known what the names share."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.gazetteer import Gazetteer
from quizapp.drafting.lexis.kinds import kind_by_context, kind_of_name
from quizapp.drafting.lexis.lexicon import given_names, is_common
from quizapp.drafting.naming.capitals import Word, runs, words_of
from quizapp.drafting.naming.segments import Segment, segments
from quizapp.drafting.syntax.parser import labelled

_PLAIN: Final = re.compile(r"\b[a-z][a-z-]+\b")
_FULL_NAME: Final = 2
_PLACED: Final = re.compile(r"\b(?:of|from|to|towards|via|between|around|reached|left) $")
"""Before an unknown single word: more often a place than anything else."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands.

    Attributes:
        the: "the" stands before it.
        kind: what its words or the words around it show, or None.
        sure: the kind comes from the words or a title, not from a guess.
    """

    passage: int
    start: int
    end: int
    text: str
    segment: Segment
    the: bool
    kind: EntityKind | None
    sure: bool


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
    return Name(number, segment.start, end, words, segment, the, kind, sure)


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


_LABELS: Final = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "EVENT": EntityKind.EVENT,
    "WORK_OF_ART": EntityKind.WORK,
    "LAW": EntityKind.AGREEMENT,
}
"""Kinds by the labels of the trained model."""


def label_kinds(
    names: Sequence[Name], passages: Sequence[tuple[int, str]]
) -> dict[str, EntityKind]:
    """Return name -> its kind as the trained model sees it in most of its places."""
    found = labelled([text for _, text in passages])
    spans = {number: each for (number, _), each in zip(passages, found, strict=True)}
    votes: dict[str, Counter[EntityKind]] = {}
    for name in names:
        for start, end, label in spans.get(name.passage, ()):
            same = start <= name.start and name.end <= end
            if same and end - start <= name.end - name.start + len("the ") and label in _LABELS:
                votes.setdefault(name.text, Counter())[_LABELS[label]] += 1
    return {text: each.most_common(1)[0][0] for text, each in votes.items()}


def settle_kinds(
    names: Sequence[Name], labels: Mapping[str, EntityKind]
) -> Mapping[str, tuple[EntityKind, bool]]:
    """Return name -> its kind by majority of its places, and whether that is more than a guess.

    Args:
        names: where they stand.
        labels: what the trained model takes them for, which decides where nothing else does.
    """
    votes: dict[str, dict[EntityKind, int]] = {}
    the: dict[str, int] = {}
    for each in names:
        mine = votes.setdefault(each.text, {})
        if each.kind is not None:
            mine[each.kind] = mine.get(each.kind, 0) + 1
        the[each.text] = the.get(each.text, 0) + each.the
    settled = {name: _settled(name, mine, the=the[name] > 0) for name, mine in votes.items()}
    return {
        name: (_labelled(name, kind, labels.get(name)), False) if not sure else (kind, sure)
        for name, (kind, sure) in settled.items()
    }


def _labelled(name: str, kind: EntityKind, label: EntityKind | None) -> EntityKind:
    """Return the kind of a name that was only guessed, after hearing the trained model.

    It knows what is well known, and takes invented or rare single names for anything.
    """
    several = " " in name
    if kind is EntityKind.ORGANISATION and label is EntityKind.PLACE:
        return label
    if not several:
        return kind
    swapped = {kind, label} == {EntityKind.PERSON, EntityKind.ORGANISATION}
    given = re.split(r"[ -]", name, maxsplit=1)[0] in given_names()
    if swapped and label is not None and not (kind is EntityKind.PERSON and given):
        return label
    return kind


def _settled(name: str, votes: Mapping[EntityKind, int], *, the: bool) -> tuple[EntityKind, bool]:
    if votes:
        best = max(votes.items(), key=lambda each: (each[1], each[0].value))
        if not (best[0] is EntityKind.PERSON and the and kind_of_name(name) is None):
            return best[0], True
    tokens = name.split()
    rare = [each for each in tokens if not is_common(each)]
    if the:
        return (EntityKind.ORGANISATION if rare == tokens else EntityKind.CONCEPT), False
    if tokens[0] in given_names() and len(tokens) == 1:
        return EntityKind.PERSON, False
    if len(tokens) == _FULL_NAME and (rare or tokens[0] in given_names()):
        return EntityKind.PERSON, False
    return (EntityKind.CONCEPT if not rare else EntityKind.ORGANISATION), False

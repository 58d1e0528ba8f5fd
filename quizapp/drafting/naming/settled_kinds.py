"""What kind of thing each name of an article is, by all the places where it stands."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.gazetteer import is_demonym, is_listed
from quizapp.drafting.lexis.kinds import kind_of_name
from quizapp.drafting.lexis.lexicon import given_names, is_common
from quizapp.drafting.naming.names import Name
from quizapp.drafting.syntax.parser import labelled
from quizapp.drafting.syntax.sentences import split_sentences

_FULL_NAME: Final = 2
_LABELS: Final = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "EVENT": EntityKind.EVENT,
    "WORK_OF_ART": EntityKind.WORK,
    "LAW": EntityKind.AGREEMENT,
    "NORP": EntityKind.CONCEPT,
    "LANGUAGE": EntityKind.CONCEPT,
    "DATE": EntityKind.CONCEPT,
    "CARDINAL": EntityKind.CONCEPT,
}
"""Kinds by the labels of the trained model; a people or a tongue is at least nobody."""
_OPENS: Final = re.compile(r"^(?:(?:In|On|At|After|By|During|When|As|Since|From) [^,;]{1,60}, )?$")
"""Before the subject of a sentence."""
_HE: Final = re.compile(r"\b(?:(he|him|his|himself)|she|her|herself)\b", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"\s*(?:(he|his)|she|her)\b", re.IGNORECASE)
_TOLD_TWICE: Final = 2
_MOSTLY: Final = 0.8
"""Share of one gender; some pronouns are of somebody without a name."""


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


def persons_told(
    names: Sequence[Name], passages: Sequence[tuple[int, str]], labels: Mapping[str, EntityKind]
) -> frozenset[str]:
    """Return the single names without a title that the article goes on with as "he" or "she".

    The name opens its sentence, nobody else is named in it, and the pronoun follows in it or opens
    the next: "Ormund sailed north. He". Once does where the trained model sees a person too.
    """
    texts = dict(passages)
    bounds = {number: split_sentences(text) for number, text in passages}
    votes: dict[str, Counter[bool]] = {}
    for name in names:
        single = " " not in name.text and not name.segment.entity and not name.segment.demonym
        if not single or name.text.isupper():
            continue
        text = texts[name.passage]
        inside = [each for each in bounds[name.passage] if each[0] <= name.start < each[1]]
        if not inside or not _OPENS.match(text[inside[0][0] : name.start]):
            continue
        start, end = inside[0]
        others = any(
            each.passage == name.passage
            and start <= each.start < end
            and each.text != name.text
            and EntityKind.PERSON in {each.kind, labels.get(each.text)}
            for each in names
        )
        found = _HE.search(text, name.end, end) or _GOES_ON.match(text, end)
        if found is not None and not others:
            votes.setdefault(name.text, Counter())[bool(found[1])] += 1
    seen = {text for text, kind in labels.items() if kind is EntityKind.PERSON}
    return frozenset(
        text
        for text, each in votes.items()
        if max(each.values()) >= _MOSTLY * each.total()
        and each.total() >= (1 if text in seen else _TOLD_TWICE)
    )


def settle_kinds(
    names: Sequence[Name],
    labels: Mapping[str, EntityKind],
    *,
    told: frozenset[str] = frozenset(),
) -> Mapping[str, tuple[EntityKind, bool]]:
    """Return name -> its kind by majority of its places, and whether that is more than a guess.

    Args:
        names: where they stand.
        labels: what the trained model takes them for, which decides where nothing else does.
        told: single names that the article speaks of as "he" or "she".
    """
    votes: dict[str, dict[EntityKind, int]] = {}
    the: dict[str, int] = {}
    shown = {each.text for each in names if each.kind is not None and each.sure} | told
    for each in names:
        mine = votes.setdefault(each.text, {})
        guess = not each.sure and each.text in shown
        if each.kind is not None and not guess:
            mine[each.kind] = mine.get(each.kind, 0) + 1
        the[each.text] = the.get(each.text, 0) + each.the
    settled = {name: _settled(name, mine, the=the[name] > 0) for name, mine in votes.items()}
    found = {
        name: (_labelled(name, kind, labels.get(name)), False) if not sure else (kind, sure)
        for name, (kind, sure) in settled.items()
    }
    return {
        name: (EntityKind.PERSON, True) if name in told and not one[1] else one
        for name, one in found.items()
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
    first = re.split(r"[ -]", name, maxsplit=1)[0]
    given = first in given_names() and not is_demonym(first)
    if swapped and label is not None and not (kind is EntityKind.PERSON and given):
        return label
    if kind is EntityKind.PERSON and label is not EntityKind.PERSON and not given:
        return _not_a_person(name, label)
    return kind


def _not_a_person(name: str, label: EntityKind | None) -> EntityKind:
    """Return the kind of two rare words that a country or a people is among, else a person's.

    "Western Marland" is a place and "Middle Danish" a tongue, though nobody lists them.
    """
    tokens = name.split()
    first, last = tokens[0], tokens[-1]
    if label is EntityKind.CONCEPT:
        return label
    if is_listed(last):
        return EntityKind.PLACE
    if is_demonym(last) or is_demonym(first) or is_listed(first):
        return label or EntityKind.CONCEPT
    odd = is_common(first) and label is None
    return EntityKind.CONCEPT if odd else EntityKind.PERSON


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

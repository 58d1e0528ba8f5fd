"""What a run of capitalised words names: titles, demonyms, names, each with its place."""

import re
from dataclasses import dataclass
from typing import Final

from quizapp.drafting.data import word_set, words
from quizapp.drafting.lexis.gazetteer import Gazetteer, bare
from quizapp.drafting.lexis.lexicon import (
    given_names,
    is_common,
    is_function_word,
    is_royal,
    tag_of,
    title_at,
)
from quizapp.drafting.naming.capitals import Word

_LEADS: Final = word_set("segments_leads")
"""Capitalised at the start of a sentence without being a part of a name."""
_WITH_NEW: Final = frozenset({"New", "Central", "Late", "Ancient", "Modern", "Medieval", "Early"})


_LONGEST_DEMONYM: Final = 2
_HELPING: Final = frozenset({"had", "has", "was", "were", "is", "did", "does", "should", "could"})
"""Verbs that open a sentence before its subject: "Had Troilus lived"."""
_STATES: Final = frozenset({"U.S.", "US", "U.K.", "UK", "E.U.", "EU", "U.N.", "UN"})
"""Short names that stand before another name: "U.S. Labor Secretary"."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One name of a run.

    Attributes:
        words: its words, connecting ones among them.
        title: the title before it ("Foreign Minister"), not among the words, or "".
        place: what stands before the title and says of what ("French", "NATO"), or "".
        first: True where it opens a sentence, so that its capital proves nothing.
        entity: name in the gazetteer or of a known entity, or "".
        demonym: name of the country where the segment is its adjective, or "".
    """

    words: tuple[Word, ...]
    title: str = ""
    place: str = ""
    first: bool = False
    entity: str = ""
    demonym: str = ""

    @property
    def start(self) -> int:
        """Return the first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Return one past the last character."""
        return self.words[-1].end


def _strip(run: tuple[Word, ...], seen: frozenset[str], places: Gazetteer) -> tuple[Word, ...]:
    """Take away words that are capitalised only because a sentence begins with them."""
    while run:
        head = run[0]
        low_first = head.first and head.text not in seen
        tokens = tuple(each.text for each in run)
        # "New Norland Premier X" opens with a place, however common its first word is.
        whole = any(places.find(tokens[:size]) for size in range(2, len(run) + 1))
        trade = len(run) > 2 and head.text.lower() in words("offices") and not _acronym(head.text)  # noqa: PLR2004 - "Historian X Y"
        if trade and (run[1].text in given_names() or not is_common(run[1].text)):
            return run[1:]
        if low_first and _opens_with_verb(run, places):
            run = run[1:]
            continue
        if whole or (head.text in given_names() and len(run) > 1):
            return run
        lead = head.text in _LEADS and not (head.text in _WITH_NEW and not head.first)
        drop = lead and (head.first or len(run) > 1)
        drop = drop or (is_function_word(head.text) and (head.first or head.text in {"A", "An"}))
        drop = drop or (low_first and len(run) == 1 and head.text.endswith(("ing", "ly", "ed")))
        drop = drop or (
            low_first and len(run) == 1 and is_common(head.text) and not _acronym(head.text)
        )
        if not drop or places.find((head.text,)):
            return run
        run = run[1:]
        while run and not run[0].text[0].isupper():
            run = run[1:]
    return run


def _opens_with_verb(run: tuple[Word, ...], places: Gazetteer) -> bool:
    """Return whether a verb or number opens the sentence: "Following Alexander", "Two Finns"."""
    if len(run) < 2 or run[0].text in given_names():  # noqa: PLR2004 - a verb and a name
        return False
    low = run[0].text.lower()
    counted = tag_of(low) == "CD" and places.demonym((run[1].text,)) is not None
    doing = low.endswith("ing") and tag_of(low) == "VBG"
    rare = run[1].text in given_names() or not is_common(run[1].text)
    return counted or (rare and (doing or low in _HELPING))


def _acronym(text: str) -> bool:
    letters = text.replace(".", "")
    return len(letters) > 1 and letters.isupper()


def _split_titles(run: tuple[Word, ...], places: Gazetteer) -> list[Segment]:
    tokens = tuple(each.text for each in run)
    for index in range(len(tokens)):
        size = title_at(tokens, index)
        more = title_at(tokens, index + size)
        while size and more and index + size + more < len(tokens):
            # "Chief Prosecutor X": two titles.
            size += more
            more = title_at(tokens, index + size)
        rest = run[index + size :]
        if size == 1 and rest and _body_word(rest[0].text):
            continue  # "General Conference on X": a body, no rank
        if not size or (is_royal(tokens[index]) and size == 1 and index == 0):
            continue
        if is_royal(tokens[index]) and size == 1:
            return [*_split_places(run[:index], places), Segment(run[index:])] if rest else []
        if not rest:
            return _split_places(run[:index], places) if index and size else []
        if not rest[0].text[0].isupper():
            continue
        if index and not _before_title(run[:index], places):
            field = all(is_common(each) and each not in given_names() for each in tokens[:index])
            if not field or is_common(rest[0].text):
                continue
            # "Forestry Minister X", "Senior Warden X": the title has more words than the list.
            return [Segment(rest, title=" ".join(tokens[: index + size]))]
        title, before = " ".join(tokens[index : index + size]), " ".join(tokens[:index])
        left = _split_places(run[:index], places)
        listed = places.find(tuple(each.text for each in rest))
        return [*left, Segment(rest, title=title, place=before, entity=listed)]
    return _split_places(run, places)


def _body_word(word: str) -> bool:
    """Return whether a common word names a body: "Conference", "Assembly"."""
    return word in words("organisation_words") and is_common(word)


def _before_title(run: tuple[Word, ...], places: Gazetteer) -> bool:
    tokens = tuple(each.text for each in run)
    return bool(
        places.find(tokens)
        or places.demonym(tokens)
        or run[-1].text in words("organisation_words")
        or _acronym(run[-1].text)
        or not is_common(run[-1].text)
    )


def _split_places(run: tuple[Word, ...], places: Gazetteer) -> list[Segment]:
    """Cut off demonyms and names of countries before another name: "Ukrainian | X Y"."""
    if not run:
        return []
    tokens = tuple(each.text for each in run)
    whole = places.find(tokens)
    if whole:
        return [Segment(run, first=run[0].first, entity=whole)]
    demonym = places.demonym(tokens)
    if demonym is not None:
        return [Segment(run, first=run[0].first, demonym=demonym or "-")]
    last = run[-1].text
    if len(run) > 1 and tokens[0] in _STATES and last not in words("organisation_words"):
        return [Segment(run[:1], entity=places.find(tokens[:1])), *_split_places(run[1:], places)]
    size = next((at for at in range(1, len(run)) if _begins_anew(run, at, places)), 0)
    if size:
        return [*_split_places(run[:size], places), *_split_places(run[size:], places)]
    return [Segment(run, first=run[0].first)]


def _begins_anew(run: tuple[Word, ...], size: int, places: Gazetteer) -> bool:
    """Return whether an adjective, a place or a body ends at a word, and somebody's name begins.

    So it is in "Danish | Ivo Marsh", "ambassador to Norland | Ivo Marsh", "Lyne Airport | Ivo
    Marsh".
    """
    tokens = tuple(each.text for each in run)
    if tokens[size] not in given_names():
        return False
    if size <= _LONGEST_DEMONYM and places.demonym(tokens[:size]) is not None:
        return True
    full = len(run) - size in {2, 3} and all(each[0].isupper() for each in tokens[size:])
    heads = words("place_words") | words("organisation_words")
    if not full or tokens[0] in given_names() or is_common(tokens[-1]) or tokens[size] in heads:
        return False
    listed = places.find(tokens[:size])
    place = places.place(listed) if listed else None
    return place is not None or (size > 1 and tokens[size - 1] in heads)


def segments(
    run: tuple[Word, ...], *, seen: frozenset[str], places: Gazetteer
) -> tuple[Segment, ...]:
    """Return the names of a run; ``seen`` are words capitalised inside sentences."""
    kept = _strip(run, seen, places)
    if len(kept) == 1 and re.fullmatch(r"[A-Z]{2,}s", kept[0].text):
        return ()  # "MPs", "NGOs": a sort of people or bodies
    if not kept or all(bare(each.text) == "" for each in kept):
        return ()
    return tuple(each for each in _split_titles(kept, places) if each.words)

"""Statements in plain words: no long run of the passage, each answer held once."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.telling.swaps import SWAPS

COPIED_WORDS: Final = 9
"""So many words in a row are a copy (GENERATION.md)."""
_FIGURE_OR_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_QUOTED: Final = re.compile(r"[\"“][^\"“”]*[\"”]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


_MANNER: Final = re.compile(r" ([a-z]{3,}ly) (?=[a-z])")
_MATTERS: Final = word_set(
    "nearly hardly barely scarcely partly mostly only reportedly allegedly supposedly probably"
    " possibly apparently early fully finally formerly nominally roughly exactly family supply"
    " jointly daily weekly monthly yearly newly officially legally rarely narrowly"
    " largely mainly chiefly primarily predominantly principally partially widely generally usually"
    " normally typically commonly mutually frequently occasionally regularly initially originally"
    " temporarily permanently provisionally eventually ultimately relatively comparatively slightly"
    " entirely wholly completely totally solely exclusively merely purely virtually"
    " practically effectively essentially potentially theoretically presumably seemingly ostensibly"
    " approximately currently recently annually falsely wrongly mistakenly"
    " unsuccessfully successfully conditionally unanimously individually separately"
    " directly indirectly voluntarily involuntarily illegally unofficially posthumously privately"
    " publicly secretly badly poorly unlikely likely friendly assembly deadly elderly"
)
"""Words without which the statement would say something else."""
_PAIR: Final = re.compile(
    r"\bthe ([a-z]+) and the ([a-z]+)(?= (?:of|to|in|on|at|for|by|from|with)\b|\.|$)"
)


def words_of(text: str) -> list[str]:
    """Return the words in small letters, without digits and marks."""
    return [each.group().casefold().replace("\u2019", "'") for each in _WORD.finditer(text)]


def longest_run(text: str, passage: str, *, names: Sequence[str] = ()) -> int:
    """Return how many words in a row of a text stand in the passage in the same order.

    Words between quotation marks do not count: they are somebody's own.

    Args:
        names: what has no other words: each counts as one word.
    """
    whole = tuple(each for each in names if " " in each)
    text, passage = _with_names_whole(text, whole), _with_names_whole(passage, whole)
    pieces = _QUOTED.split(text)
    theirs = words_of(passage)
    plain = max(_run_of(words_of(each), theirs) for each in pieces)
    figures = _with_figures(passage)
    return max(plain, *(_run_of(_with_figures(each), figures) for each in pieces))


@lru_cache(maxsize=256)
def _with_names_whole(text: str, names: tuple[str, ...]) -> str:
    """Return a text with each of the names as one word."""
    for each in sorted(names, key=len, reverse=True):
        text = text.replace(each, "".join(_WORD.findall(each)).replace("-", ""))
    return text


def _with_figures(text: str) -> list[str]:
    return [each.casefold().replace("\u2019", "'") for each in _FIGURE_OR_WORD.findall(text)]


def _run_of(own: list[str], theirs: list[str]) -> int:
    places: dict[str, list[int]] = {}
    for at, word in enumerate(theirs):
        places.setdefault(word, []).append(at)
    best = 0
    for begin in range(len(own)):
        if len(own) - begin <= best:
            break
        for place in places.get(own[begin], ()):
            length = 0
            while (
                begin + length < len(own)
                and place + length < len(theirs)
                and own[begin + length] == theirs[place + length]
            ):
                length += 1
            best = max(best, length)
    return best


def reworded(
    texts: Sequence[str], passage: str, *, kept: Sequence[str] = ()
) -> tuple[str, ...] | None:
    """Return texts with the same swaps in each, so that no run of nine words is the passage's.

    Args:
        texts: the statement first, then the slots that repeat a part of it.
        passage: the text they come from.
        kept: words that must not be touched (names, quoted phrases, dates).

    Returns:
        The texts, or None where no swap of words of like meaning breaks every run.
    """
    found = _swapped(texts, passage, kept)
    if found is not None:
        return found
    for way in (_without_manner, _turned_pair):
        changed = way(texts, kept)
        found = _swapped(changed, passage, kept) if changed != tuple(texts) else None
        if found is not None:
            return found
    return None


def _without_manner(texts: Sequence[str], kept: Sequence[str]) -> tuple[str, ...]:
    """Return the texts without an adverb that only tells the manner: "quietly"."""
    found = next((each for each in _MANNER.finditer(texts[0]) if _is_idle(texts[0], each)), None)
    if found is None or any(found[1] in each for each in kept):
        return tuple(texts)
    return tuple(each.replace(found[0], " ", 1) for each in texts)


def _is_idle(text: str, found: re.Match[str]) -> bool:
    """Return whether an adverb tells the manner of a verb: no "widely held", no "heavily armed".

    What stands before the adjective or participle of a noun tells which noun it is.
    """
    if found[1] in _MATTERS or found[1].endswith("ically"):
        return False
    if tag_of(found[1]) not in {"", "RB"}:
        return False  # "lonely"
    before = text[: found.start()].split()[-1:]
    after = text[found.end() :].split(maxsplit=1)[:1]
    noun_phrase = before and tag_of(before[0].casefold())[:2] in {"DT", "IN", "PR", "JJ", "CC"}
    described = after and tag_of(after[0].casefold().strip(",."))[:2] in {"JJ", "RB"}
    return not (noun_phrase or described)


BOUND_IN_PAIR: Final = frozenset({"other", "others", "own", "same", "latter", "rest"})
"""Words that mean something else at another place of a pair: "military and other support"."""


def _turned_pair(texts: Sequence[str], kept: Sequence[str]) -> tuple[str, ...]:
    """Return "the pound and the yard" for "the yard and the pound" in each text."""
    found = _PAIR.search(texts[0])
    if found is None or any(found[0] in each for each in kept):
        return tuple(texts)
    if BOUND_IN_PAIR & {found[1], found[2]}:
        return tuple(texts)
    return tuple(each.replace(found[0], f"the {found[2]} and the {found[1]}", 1) for each in texts)


def _swapped(texts: Sequence[str], passage: str, kept: Sequence[str]) -> tuple[str, ...] | None:
    """Return the texts with words of like meaning swapped until no run is too long, or None."""
    current = tuple(texts)
    tried: set[str] = set()
    run = max(longest_run(each, passage, names=kept) for each in current)
    while run >= COPIED_WORDS:
        best: tuple[int, tuple[str, ...], str] | None = None
        for pattern, new in SWAPS:
            found = None if pattern.pattern in tried else pattern.search(current[0])
            if found is None or any(found.group() in each for each in kept):
                continue
            changed = tuple(pattern.sub(new, each, count=1) for each in current)
            length = max(longest_run(each, passage, names=kept) for each in changed)
            if length < (best[0] if best else run):
                best = (length, changed, pattern.pattern)
        if best is None:
            return None
        run, current, used = best
        tried.add(used)
    return current

"""Repeats: the same paragraph again, nearly the same, and lines lifted out of a paragraph."""
# ruff: noqa: RUF001 - quotation marks and dashes of print stand here for themselves

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz

from quizapp.drafting.reading.read_blocks import Block, BlockKind, ends_a_sentence

NEARLY_THE_SAME: Final = 95.0
"""Per cent of likeness of two paragraphs, by edit distance: a corrected word or two."""

LIFTED: Final = 90.0
"""Per cent of likeness of a line to the run of a paragraph that it was lifted from."""

_SHARED: Final = 0.75
"""Share of a line's words that a paragraph must hold before the two are compared at length."""

QUOTE_WORDS: Final = (6, 60)
"""Words of a pull quote or subtitle; less may stand in a paragraph by chance."""

NEAR_WORDS: Final = 10
"""Words below which near likeness says nothing: one other word is another sentence."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER: Final = re.compile(r"\d+")
_NEGATION: Final = frozenset(("not", "no", "never", "without", "nor", "neither", "cannot"))
_SENTENCE_BREAK: Final = re.compile(r"[.!?][\"”’)]*\s+[A-Z]")


def folded(text: str) -> str:
    """Return the words alone, in lower case with single spaces: what repeats are known by."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


def _decisive(key: str) -> tuple[list[str], list[str]]:
    """Return what makes two like sentences differ in meaning: numbers and negations."""
    words = key.split()
    denied = [each for each in words if each in _NEGATION or each.endswith("n't")]
    return sorted(_NUMBER.findall(key)), sorted(denied)


def _capitals(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if word[0].isupper()}


@dataclass(slots=True)
class Seen:
    """The lines kept so far, to be asked whether another one repeats them."""

    _exact: dict[str, int] = field(default_factory=dict)
    _by_word: dict[str, list[int]] = field(default_factory=dict)
    _kept: list[tuple[Block, str]] = field(default_factory=list)

    def repeats(self, block: Block) -> int:
        """Return the line that a block says again, exactly or nearly, or 0."""
        key = folded(block.text)
        if line := self._exact.get(key):
            return line
        if len(key.split()) < NEAR_WORDS:
            return 0
        for index in self._candidates(key):
            other, known = self._kept[index]
            if (
                fuzz.ratio(key, known, score_cutoff=NEARLY_THE_SAME)
                and _decisive(key) == _decisive(known)
                and _capitals(block.text) == _capitals(other.text)
            ):
                return other.line
        return 0

    def add(self, block: Block) -> None:
        """Remember a line that is kept."""
        key = folded(block.text)
        self._exact.setdefault(key, block.line)
        for word in self._rare(key):
            self._by_word.setdefault(word, []).append(len(self._kept))
        self._kept.append((block, key))

    def _candidates(self, key: str) -> Iterator[int]:
        """Yield lines of about the same length that share most of the longest words."""
        rare = self._rare(key)
        shared = Counter(index for word in rare for index in self._by_word.get(word, ()))
        for index, count in shared.items():
            length = len(self._kept[index][1])
            if count > len(rare) // 2 and 0.9 * length < len(key) < length / 0.9:
                yield index

    @staticmethod
    def _rare(key: str) -> list[str]:
        """Return the longest words: two near copies share nearly all of them."""
        return sorted(set(key.split()), key=lambda word: (-len(word), word))[:6]


def _may_be_lifted(block: Block) -> bool:
    low, high = QUOTE_WORDS
    length = len(block.text.split())
    if not low <= length <= high or block.kind not in {BlockKind.LINE, BlockKind.PARAGRAPH}:
        return False
    return _SENTENCE_BREAK.search(block.text) is None


def lifted_from(block: Block, others: Sequence[tuple[Block, str]]) -> int:
    """Return the line of the paragraph that a one-sentence line was lifted from, or 0.

    Args:
        block: the line.
        others: the article's lines, each with its ``folded`` text.
    """
    if not _may_be_lifted(block):
        return 0
    key = folded(block.text)
    longer = [each for each in others if len(each[1]) > len(key) * 1.2]
    for other, known in longer:
        if f" {key} " in f" {known} ":
            return other.line
    if len(key.split()) < NEAR_WORDS or not ends_a_sentence(block.text):
        return 0
    words = set(key.split())
    for other, known in longer:
        if len(words.intersection(known.split())) < len(words) * _SHARED:
            continue
        run = fuzz.partial_ratio_alignment(key, known, score_cutoff=LIFTED)
        if run and _same_sense(block, other, key, known[run.dest_start : run.dest_end]):
            return other.line
    return 0


def _same_sense(block: Block, other: Block, key: str, run: str) -> bool:
    numbers, denied = _decisive(key)
    return _decisive(run) == (numbers, denied) and {
        each.casefold() for each in _capitals(block.text)
    } <= set(folded(other.text).split())
